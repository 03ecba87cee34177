/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that files hold: each back to its value, and no other word to any. */
#include "silu-enums.h"

#define TEST_WORDS(name, Type, last) TEST_WORDS_FROM (name, Type, 0, last)

#define TEST_WORDS_FROM(name, Type, first, last)                                                   \
  static void test_##name (void)                                                                   \
  {                                                                                                \
    Type value = (Type) 0;                                                                         \
                                                                                                   \
    for (int i = (int) (first); i <= (int) (last); i++)                                            \
      {                                                                                            \
        g_assert_true (silu_##name##_from_string (silu_##name##_to_string ((Type) i), &value));    \
        g_assert_cmpint (value, ==, i);                                                            \
      }                                                                                            \
    g_assert_false (silu_##name##_from_string ("unknown", &value));                                \
    g_assert_false (silu_##name##_from_string (NULL, &value));                                     \
  }

TEST_WORDS (role, SiluRole, SILU_ROLE_TOOL)
TEST_WORDS (message_state, SiluMessageState, SILU_MESSAGE_FAILED)
TEST_WORDS (part_kind, SiluPartKind, SILU_PART_REPLAY)
TEST_WORDS (title_kind, SiluTitleKind, SILU_TITLE_USER)
TEST_WORDS (note_kind, SiluNoteKind, SILU_NOTE_FLAW)
TEST_WORDS_FROM (rating, SiluRating, SILU_RATING_FLAWED, SILU_RATING_GOOD)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/enums/role", test_role);
  g_test_add_func ("/enums/message-state", test_message_state);
  g_test_add_func ("/enums/part-kind", test_part_kind);
  g_test_add_func ("/enums/title-kind", test_title_kind);
  g_test_add_func ("/enums/note-kind", test_note_kind);
  g_test_add_func ("/enums/rating", test_rating);

  return g_test_run ();
}
