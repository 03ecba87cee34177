/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each deed but erasing has another that undoes it. */
#include "silu-deed.h"

#include "silu-compat.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  SiluWindow *window; /* weak */
  SiluEngine *engine;
  SiluDeed deed;
  GPtrArray *conversations;
  SiluConversation *shown; /* which the window showed, or NULL */
} Job;

static void
job_free (Job *job)
{
  g_clear_weak_pointer (&job->window);
  g_object_unref (job->engine);
  g_ptr_array_unref (job->conversations);
  g_clear_object (&job->shown);
  g_free (job);
}

static void
free_closure (gpointer data, GClosure *closure)
{
  job_free (data);
}

static void
do_one (SiluEngine *engine, SiluDeed deed, SiluConversation *conversation)
{
  switch (deed)
    {
    case SILU_DEED_DELETE:
      silu_engine_delete (engine, conversation);
      break;
    case SILU_DEED_RESTORE:
      silu_engine_restore (engine, conversation);
      break;
    case SILU_DEED_ERASE:
      silu_engine_erase (engine, conversation);
      break;
    case SILU_DEED_ARCHIVE:
      silu_conversation_set_archived (conversation, g_get_real_time ());
      break;
    case SILU_DEED_UNARCHIVE:
      silu_conversation_set_archived (conversation, 0);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
do_all (Job *job, SiluDeed deed)
{
  for (guint i = 0; i < job->conversations->len; i++)
    do_one (job->engine, deed, job->conversations->pdata[i]);
}

static SiluDeed
get_opposite (SiluDeed deed)
{
  static const SiluDeed OPPOSITES[] = {
    [SILU_DEED_DELETE] = SILU_DEED_RESTORE,    [SILU_DEED_RESTORE] = SILU_DEED_DELETE,
    [SILU_DEED_ERASE] = SILU_DEED_ERASE, /* has none */
    [SILU_DEED_ARCHIVE] = SILU_DEED_UNARCHIVE, [SILU_DEED_UNARCHIVE] = SILU_DEED_ARCHIVE,
  };

  return OPPOSITES[deed];
}

static char *
dup_sentence (SiluDeed deed, guint n)
{
  switch (deed)
    {
    case SILU_DEED_DELETE:
      return n == 1
                 ? g_strdup (_ ("Chat deleted"))
                 : g_strdup_printf (
                       g_dngettext (GETTEXT_PACKAGE, "%u chat deleted", "%u chats deleted", n), n);
    case SILU_DEED_RESTORE:
      return n == 1 ? g_strdup (_ ("Chat restored"))
                    : g_strdup_printf (
                          g_dngettext (GETTEXT_PACKAGE, "%u chat restored", "%u chats restored", n),
                          n);
    case SILU_DEED_ARCHIVE:
      return n == 1 ? g_strdup (_ ("Chat archived"))
                    : g_strdup_printf (
                          g_dngettext (GETTEXT_PACKAGE, "%u chat archived", "%u chats archived", n),
                          n);
    default:
      return n == 1 ? g_strdup (_ ("Chat unarchived"))
                    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u chat unarchived",
                                                    "%u chats unarchived", n),
                                       n);
    }
}

static void
undo_cb (AdwToast *toast, gpointer user_data)
{
  Job *job = user_data;

  do_all (job, get_opposite (job->deed));

  /* Not if the user has begun something else meanwhile. */
  if (job->shown != NULL && job->window != NULL &&
      silu_window_get_conversation (job->window) == NULL)
    silu_window_open (job->window, job->shown);
}

/* Takes over @job. */
static void
carry_out (Job *job)
{
  g_autofree char *sentence = dup_sentence (job->deed, job->conversations->len);
  AdwToast *toast = adw_toast_new (sentence);

  if (job->shown != NULL)
    silu_window_open (job->window, NULL);
  do_all (job, job->deed);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), job, free_closure, 0);
  silu_window_add_toast (job->window, toast);
}

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  Job *job = user_data;

  if (g_str_equal (response, "erase"))
    do_all (job, SILU_DEED_ERASE);
}

/* Takes over @job. */
static void
ask (Job *job)
{
  guint n = job->conversations->len;
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  if (n == 1)
    heading = g_strdup_printf (_ ("Delete “%s” for good?"),
                               silu_conversation_get_title (job->conversations->pdata[0]));
  else
    heading = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Delete %u chat for good?", "Delete %u chats for good?", n),
        n);

  dialog = silu_dialog_new (GTK_WIDGET (job->window), heading, _ ("This cannot be undone."));
  silu_dialog_add_response (dialog, "close", _ ("Cancel"));
  silu_dialog_add_response (dialog, "erase", _ ("Delete"));
  silu_dialog_set_destructive (dialog, "erase");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), job, free_closure, 0);
  silu_dialog_present (dialog);
}

void
silu_deed_do (SiluWindow *window, SiluDeed deed, GPtrArray *conversations)
{
  SiluConversation *shown = silu_window_get_conversation (window);
  Job *job = g_new0 (Job, 1);

  g_set_weak_pointer (&job->window, window);
  job->engine = g_object_ref (silu_window_get_engine (window));
  job->deed = deed;
  job->conversations = g_ptr_array_ref (conversations);
  if ((deed == SILU_DEED_DELETE || deed == SILU_DEED_ARCHIVE) && shown != NULL &&
      g_ptr_array_find (conversations, shown, NULL))
    job->shown = g_object_ref (shown);

  if (deed == SILU_DEED_ERASE)
    ask (job);
  else
    carry_out (job);
}
