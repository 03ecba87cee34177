/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of a question: what they may be, and that they come back as they went. */
#include "silu-attachment.h"
#include "silu-test.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *data;
  gsize length;
  SiluAttachmentFault fault;
  const char *text;
  const char *kept_name;
} File;

#define DATA(text) text, sizeof text - 1

static void
test_from_data (void)
{
  static const File files[] = {
    { "/home/me/notes.txt", DATA ("one\ntwo"), SILU_ATTACHMENT_FINE, "one\ntwo", "notes.txt" },
    { "marked.txt", DATA ("\xEF\xBB\xBF笔记"), SILU_ATTACHMENT_FINE, "笔记", "marked.txt" },
    { "a\nb\x1b[1m\x7f.c", DATA ("x"), SILU_ATTACHMENT_FINE, "x", "a b [1m .c" },
    { "empty", DATA (""), SILU_ATTACHMENT_EMPTY, NULL, NULL },
    { "mark", DATA ("\xEF\xBB\xBF"), SILU_ATTACHMENT_EMPTY, NULL, NULL },
    { "nul", DATA ("a\0b"), SILU_ATTACHMENT_NOT_TEXT, NULL, NULL },
    { "latin", DATA ("caf\xE9"), SILU_ATTACHMENT_NOT_TEXT, NULL, NULL },
    { "wide", DATA ("\xFF\xFE\x61"), SILU_ATTACHMENT_NOT_TEXT, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      SiluAttachmentFault fault = SILU_ATTACHMENT_FINE;
      g_autoptr (SiluAttachment) attachment =
          silu_attachment_new_from_data (files[i].name, files[i].data, files[i].length, &fault);

      g_assert_cmpint (fault, ==, files[i].fault);
      g_assert_true ((attachment != NULL) == (fault == SILU_ATTACHMENT_FINE));
      if (attachment == NULL)
        continue;

      g_assert_cmpstr (attachment->text, ==, files[i].text);
      g_assert_cmpuint (attachment->length, ==, strlen (files[i].text));
      g_assert_cmpstr (attachment->name, ==, files[i].kept_name);
      g_assert_cmpstr (attachment->type, ==, "");
    }
}

static SiluAttachment *
make (gsize length, SiluAttachmentFault *fault)
{
  g_autofree char *data = g_strnfill (length, 'x');

  return silu_attachment_new_from_data ("x", data, length, fault);
}

static void
test_bounds (void)
{
  g_autoptr (GPtrArray) attachments = silu_attachments_new ();
  g_autofree char *long_name = g_strnfill (1000, 'n');
  SiluAttachmentFault fault = SILU_ATTACHMENT_FINE;
  g_autoptr (SiluAttachment) largest = make (SILU_ATTACHMENT_MAX_SIZE, &fault);
  g_autoptr (SiluAttachment) small = silu_attachment_new (long_name, NULL, "x");

  g_assert_cmpint (fault, ==, SILU_ATTACHMENT_FINE);
  g_assert_null (make (SILU_ATTACHMENT_MAX_SIZE + 1, &fault));
  g_assert_cmpint (fault, ==, SILU_ATTACHMENT_TOO_LARGE);
  g_assert_cmpuint (strlen (small->name), ==, SILU_ATTACHMENT_MAX_NAME);

  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (silu_attachments_check (attachments, largest), ==, SILU_ATTACHMENT_FINE);
      g_ptr_array_add (attachments, silu_attachment_ref (largest));
    }
  g_assert_cmpint (silu_attachments_check (attachments, small), ==, SILU_ATTACHMENT_TOO_MUCH);

  g_ptr_array_set_size (attachments, 0);
  for (guint i = 0; i < SILU_ATTACHMENTS_MAX; i++)
    {
      g_assert_cmpint (silu_attachments_check (attachments, small), ==, SILU_ATTACHMENT_FINE);
      g_ptr_array_add (attachments, silu_attachment_ref (small));
    }
  g_assert_cmpint (silu_attachments_check (attachments, small), ==, SILU_ATTACHMENT_TOO_MANY);
}

static void
test_json (void)
{
  g_autoptr (SiluAttachment) first = silu_attachment_new ("“a”.c", "file", "\"\\\n\t思路");
  g_autofree char *json = silu_attachment_to_json (first);
  g_autoptr (SiluAttachment) second = silu_attachment_new_from_json (json, strlen (json));
  g_autoptr (SiluAttachment) odd = silu_attachment_new_from_json ("{\"name\":7}", 10);

  g_assert_true (g_str_has_prefix (json, "{\"name\":"));
  g_assert_cmpstr (second->name, ==, first->name);
  g_assert_cmpstr (second->type, ==, "file");
  g_assert_cmpstr (second->text, ==, first->text);
  g_assert_cmpuint (second->length, ==, strlen (first->text));

  g_assert_cmpstr (odd->name, ==, "");
  g_assert_cmpstr (odd->text, ==, "");
  g_assert_null (silu_attachment_new_from_json ("[]", 2));
  g_assert_null (silu_attachment_new_from_json ("{", 1));
}

static void
test_prompt (void)
{
  g_autoptr (SiluAttachment) open = silu_attachment_new ("a.c", NULL, "int a;");
  g_autoptr (SiluAttachment) ended = silu_attachment_new ("b.c", NULL, "int b;\n");
  g_autoptr (GString) prompt = g_string_new (NULL);

  silu_attachment_write_prompt (open, prompt);
  silu_attachment_write_prompt (ended, prompt);
  g_assert_cmpstr (prompt->str, ==,
                   "[file name]: a.c\n[file content begin]\nint a;\n[file content end]\n"
                   "[file name]: b.c\n[file content begin]\nint b;\n[file content end]\n");
}

static void
test_message (void)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_USER);
  g_autoptr (GPtrArray) attachments = silu_attachments_new ();
  g_autoptr (GPtrArray) copy = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (attachments, silu_attachment_new ("a.c", NULL, ""));
  g_assert_false (silu_attachments_have_text (attachments));
  g_ptr_array_add (attachments, silu_attachment_new ("b.c", NULL, "int b;"));
  g_assert_true (silu_attachments_have_text (attachments));

  copy = silu_attachments_copy (attachments);
  g_assert_true (silu_attachments_equal (attachments, copy));
  g_ptr_array_remove_index (copy, 0);
  g_assert_false (silu_attachments_equal (attachments, copy));
  g_ptr_array_set_size (copy, 0);
  g_assert_true (silu_attachments_equal (NULL, copy));

  silu_attachments_append_to (attachments, message);
  silu_message_append (message, SILU_PART_ATTACHMENT, SILU_CHANNEL_NONE, "not JSON");
  listed = silu_attachments_list (message);
  g_assert_cmpuint (listed->len, ==, 2);
  g_assert_cmpstr (((SiluAttachment *) g_ptr_array_index (listed, 1))->text, ==, "int b;");

  names = silu_attachments_dup_gist (message);
  g_assert_cmpstr (names, ==, "a.c, b.c");
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Why?");
  text = silu_attachments_dup_gist (message);
  g_assert_cmpstr (text, ==, "Why?");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/attachment/from-data", test_from_data);
  g_test_add_func ("/attachment/bounds", test_bounds);
  g_test_add_func ("/attachment/json", test_json);
  g_test_add_func ("/attachment/prompt", test_prompt);
  g_test_add_func ("/attachment/message", test_message);

  return g_test_run ();
}
