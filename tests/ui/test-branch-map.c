/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of the branches: what is a dot on it, and where a dot leads. */
#include "silu-branch-map.h"
#include "silu-ui-test.h"

/* Borrowed from the conversation. */
static SiluMessage *
add (SiluConversation *conversation, const char *text, SiluRole role, SiluMessage *parent)
{
  g_autoptr (SiluMessage) message = silu_message_new (text, role);

  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_conversation_add (conversation, message, parent);

  return message;
}

/* q1 - a1 - q2 - a2, and two more answers to q2, with q3 - a3 below the last. */
static SiluConversation *
make_conversation (void)
{
  SiluConversation *conversation = silu_conversation_new (NULL);
  SiluMessage *q1 = add (conversation, "q1", SILU_ROLE_USER, NULL);
  SiluMessage *a1 = add (conversation, "a1", SILU_ROLE_ASSISTANT, q1);
  SiluMessage *q2 = add (conversation, "q2", SILU_ROLE_USER, a1);
  SiluMessage *last;

  add (conversation, "a2", SILU_ROLE_ASSISTANT, q2);
  add (conversation, "a2b", SILU_ROLE_ASSISTANT, q2);
  last = add (conversation, "a2c\nsecond line", SILU_ROLE_ASSISTANT, q2);
  last = add (conversation, "q3", SILU_ROLE_USER, last);
  add (conversation, "a3", SILU_ROLE_ASSISTANT, last);

  return conversation;
}

static GtkWidget *
find (GtkWidget *map, SiluConversation *conversation, const char *id)
{
  return silu_branch_map_find (SILU_BRANCH_MAP (map), silu_conversation_find (conversation, id));
}

static void
test_dots (void)
{
  g_autoptr (SiluConversation) conversation = make_conversation ();
  GtkWidget *map = silu_branch_map_new (conversation);
  GtkWidget *window = silu_ui_test_show (map, 300, 300);

  /* What only leads on is no dot. */
  g_assert_nonnull (find (map, conversation, "q1"));
  g_assert_null (find (map, conversation, "a1"));
  g_assert_nonnull (find (map, conversation, "q2"));
  g_assert_nonnull (find (map, conversation, "a2"));
  g_assert_nonnull (find (map, conversation, "a2c\nsecond line"));
  g_assert_null (find (map, conversation, "q3"));
  g_assert_nonnull (find (map, conversation, "a3"));

  g_assert_cmpstr (gtk_widget_get_tooltip_text (find (map, conversation, "q1")), ==,
                   "Question: q1");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find (map, conversation, "a2c\nsecond line")), ==,
                   "Answer 3 of 3: a2c");
  gtk_test_accessible_assert_property (find (map, conversation, "a2b"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Answer 2 of 3: a2b");

  silu_ui_test_close (window);
}

static void
test_switch (void)
{
  g_autoptr (SiluConversation) conversation = make_conversation ();
  GtkWidget *map = silu_branch_map_new (conversation);
  GtkWidget *window = silu_ui_test_show (map, 300, 300);
  SiluMessage *more;

  g_assert_true (gtk_widget_has_css_class (find (map, conversation, "a3"), "active"));
  g_assert_false (gtk_widget_has_css_class (find (map, conversation, "a2"), "active"));

  g_signal_emit_by_name (find (map, conversation, "a2"), "clicked");
  g_assert_cmpstr (silu_message_get_id (silu_conversation_get_leaf (conversation)), ==, "a2");
  g_assert_true (gtk_widget_has_css_class (find (map, conversation, "a2"), "active"));
  g_assert_true (gtk_widget_has_css_class (find (map, conversation, "q1"), "active"));
  g_assert_false (gtk_widget_has_css_class (find (map, conversation, "a3"), "active"));

  /* The root of a branch leads to the end that was last looked at below it. */
  g_signal_emit_by_name (find (map, conversation, "a2c\nsecond line"), "clicked");
  g_assert_cmpstr (silu_message_get_id (silu_conversation_get_leaf (conversation)), ==, "a3");

  more = add (conversation, "q4", SILU_ROLE_USER, silu_conversation_find (conversation, "a2"));
  g_assert_null (find (map, conversation, "a1"));
  g_assert_true (
      gtk_widget_has_css_class (silu_branch_map_find (SILU_BRANCH_MAP (map), more), "active"));

  silu_ui_test_close_for_good (window, map);
}

/* Deep and wide, and edited at the very first message. */
static void
test_large (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (GPtrArray) buttons = NULL;
  GtkWidget *popover;
  GtkWidget *parent = gtk_button_new ();
  GtkWidget *window = silu_ui_test_show (parent, 300, 300);
  SiluMessage *at = NULL;

  for (int i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%d", i);
      g_autofree char *deep = g_strdup_printf ("d%d", i);

      add (conversation, id, SILU_ROLE_USER, NULL);
      at = add (conversation, deep, SILU_ROLE_USER, at);
    }

  popover = silu_branch_map_popover_new (conversation);
  gtk_widget_set_parent (popover, parent);
  gtk_popover_popup (GTK_POPOVER (popover));
  silu_ui_test_settle (window);
  buttons = silu_ui_test_find_all (popover, GTK_TYPE_BUTTON);
  g_assert_cmpuint (buttons->len, ==, 302);
  g_assert_cmpint (gtk_widget_get_width (popover), <, 600);

  gtk_widget_unparent (popover);
  silu_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  g_test_add_func ("/branch-map/dots", test_dots);
  g_test_add_func ("/branch-map/switch", test_switch);
  g_test_add_func ("/branch-map/large", test_large);

  return g_test_run ();
}
