/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds the engine and hands it down. A command line, of this process or of a later one, waits
 * until the engine has started; quitting waits until everything is on disk. */
#include "silu-application.h"

#include "config.h"
#include "silu-backup-keeper.h"
#include "silu-compat.h"
#include "silu-engine.h"
#include "silu-quit-question.h"
#include "silu-style.h"
#include "silu-window.h"
#include <glib/gi18n-lib.h>

#define STATUS_USAGE 2

/* Seconds after the window is there until a backup may begin: people look at other things first. */
#define BACKUP_DELAY 60

typedef enum
{
  STARTING,
  READY,
  FAILED,
  QUITTING,
} State;

struct _SiluApplication
{
  AdwApplication parent_instance;

  State state;
  SiluEngine *engine;
  SiluBackupKeeper *keeper;
  SiluMath *math;
  GSettings *settings;
  SiluWindow *window; /* borrowed from GTK; NULL before the first activation */
  GPtrArray *waiting; /* of GApplicationCommandLine */
};

G_DEFINE_FINAL_TYPE (SiluApplication, silu_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *name;
  GOptionArg arg;
  const char *description;
  const char *arg_description;
} OPTIONS[] = {
  { "new", G_OPTION_ARG_NONE, N_ ("Show a new chat"), NULL },
  { "ask", G_OPTION_ARG_STRING, N_ ("Ask TEXT in a new chat"), N_ ("TEXT") },
  { "conversation", G_OPTION_ARG_STRING, N_ ("Show the chat ID"), N_ ("ID") },
  { "account", G_OPTION_ARG_STRING, N_ ("Ask the account NAME"), N_ ("NAME") },
  { "think", G_OPTION_ARG_STRING, N_ ("Think: off, low, medium, high, max"), N_ ("LEVEL") },
  { "exit-after-startup", G_OPTION_ARG_NONE, N_ ("Quit once started"), NULL },
  { "version", G_OPTION_ARG_NONE, N_ ("Print the version"), NULL },
};

static const struct
{
  const char *action;
  const char *accels[3];
} ACCELS[] = {
  { "win.new-chat", { "<Ctrl>n" } },
  { "win.new-incognito-chat", { "<Ctrl><Shift>n" } },
  { "win.focus-search", { "<Ctrl>k" } },
  { "win.show-thoughts", { "<Ctrl><Shift>t" } },
  { "win.find", { "<Ctrl>f" } },
  { "win.find-next", { "F3", "<Ctrl>g" } },
  { "win.find-previous", { "<Shift>F3", "<Ctrl><Shift>g" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.previous-chat", { "<Ctrl>Page_Up" } },
  { "win.next-chat", { "<Ctrl>Page_Down" } },
  { "win.print", { "<Ctrl>p" } },
  { "win.show-preferences", { "<Ctrl>comma" } },
  { "win.show-help-overlay", { "<Ctrl>question", "<Ctrl>F1" } },
  { "window.close", { "<Ctrl>w" } },
  { "app.quit", { "<Ctrl>q" } },
};

static void
shut_down_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!silu_engine_shutdown_finish (SILU_ENGINE (object), result, &error))
    g_printerr ("%s\n", error->message);

  g_application_release (G_APPLICATION (self));
  g_application_quit (G_APPLICATION (self));
}

static void
quit (SiluApplication *self)
{
  if (self->state == QUITTING)
    return;

  if (self->window != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->window), FALSE);

  if (self->state == FAILED)
    {
      g_application_quit (G_APPLICATION (self));
      return;
    }

  self->state = QUITTING;
  g_application_hold (G_APPLICATION (self));
  silu_engine_shutdown_async (self->engine, shut_down_cb, g_object_ref (self));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluApplication *self = user_data;

  if (self->state != READY || self->window == NULL || !silu_quit_question_ask (self->window))
    quit (self);
}

static void
quit_unsaved_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  quit (user_data);
}

/* For whoever called, and for whoever looks at the window. */
static void
complain (SiluApplication *self, GApplicationCommandLine *line, const char *message)
{
  g_application_command_line_printerr (line, "%s\n", message);
  g_application_command_line_set_exit_status (line, STATUS_USAGE);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.toast", "s", message);
}

/* FALSE if @options name an account or a chat that is not there. */
static gboolean
resolve (SiluApplication *self,
         GApplicationCommandLine *line,
         SiluAccount **account,
         SiluConversation **conversation)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  const char *name = NULL, *id = NULL;
  g_autofree char *message = NULL;

  if (g_variant_dict_lookup (options, "account", "&s", &name))
    {
      *account = silu_accounts_find_by_name (silu_engine_get_accounts (self->engine), name);
      if (*account == NULL)
        message = g_strdup_printf (_ ("There is no account “%s”."), name);
    }

  if (message == NULL && g_variant_dict_lookup (options, "conversation", "&s", &id))
    {
      *conversation = silu_engine_find_conversation (self->engine, id);
      if (*conversation == NULL)
        message = g_strdup_printf (_ ("There is no chat “%s”."), id);
    }

  if (message != NULL)
    complain (self, line, message);

  return message == NULL;
}

static void
carry_out (SiluApplication *self, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  SiluThinkLevel think = SILU_THINK_AUTO;
  SiluAccount *account = NULL;
  SiluConversation *conversation = NULL;
  const char *level = NULL, *text = NULL;

  if (!resolve (self, line, &account, &conversation))
    return;

  g_variant_dict_lookup (options, "ask", "&s", &text);
  if (g_variant_dict_lookup (options, "think", "&s", &level))
    silu_think_level_from_string (level, &think);

  if (conversation != NULL || text != NULL || g_variant_dict_contains (options, "new"))
    silu_window_open (self->window, conversation);
  if (account != NULL || level != NULL)
    silu_window_choose (self->window, account != NULL ? silu_account_get_id (account) : NULL,
                        think);
  if (text != NULL)
    silu_window_ask (self->window, text);
}

static gboolean
quit_idle_cb (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);

  return G_SOURCE_REMOVE;
}

static void
carry_out_waiting (SiluApplication *self)
{
  g_autoptr (GPtrArray) lines = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < lines->len; i++)
    {
      GApplicationCommandLine *line = g_ptr_array_index (lines, i);
      GVariantDict *options = g_application_command_line_get_options_dict (line);

      if (self->state == READY)
        carry_out (self, line);
      if (g_variant_dict_contains (options, "exit-after-startup"))
        g_idle_add (quit_idle_cb, self);
    }
}

static void
backup_ended_cb (SiluBackupKeeper *keeper, const GError *error, gpointer user_data)
{
  SiluApplication *self = user_data;

  if (error != NULL && self->window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.toast", "s", error->message);
}

static void
keep_backups (SiluApplication *self)
{
  self->keeper = silu_backup_keeper_new (silu_engine_get_store (self->engine));
  g_signal_connect_object (self->keeper, "ended", G_CALLBACK (backup_ended_cb), self, 0);
  g_settings_bind (self->settings, "backup-count", self->keeper, "count", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "backup-daily", self->keeper, "daily", G_SETTINGS_BIND_GET);
  silu_backup_keeper_start (self->keeper, BACKUP_DELAY);
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean started = silu_engine_start_finish (SILU_ENGINE (object), result, &error);

  if (self->state == QUITTING)
    return;

  self->state = started ? READY : FAILED;
  if (started)
    {
      silu_window_set_ready (self->window);
      keep_backups (self);
    }
  else
    {
      g_printerr ("%s\n", error->message);
      silu_window_set_failure (self->window, error);
    }

  carry_out_waiting (self);
}

static void
start (SiluApplication *self)
{
  self->state = STARTING;
  silu_engine_start_async (self->engine, started_cb, g_object_ref (self));
}

static void
retry_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluApplication *self = user_data;

  if (self->state == FAILED)
    start (self);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluApplication *self = user_data;

  if (self->window != NULL)
    /* Translators: your name, to be shown in the about window. */
    silu_about_present (GTK_WIDGET (self->window), SILU_VERSION, _ ("translator-credits"));
}

static void
apply_color_scheme (GSettings *settings, const char *key, gpointer user_data)
{
  g_autofree char *scheme = g_settings_get_string (settings, "color-scheme");
  AdwColorScheme color_scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    color_scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    color_scheme = ADW_COLOR_SCHEME_FORCE_DARK;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), color_scheme);
}

static void
apply_name_chats (GSettings *settings, const char *key, gpointer user_data)
{
  SiluApplication *self = user_data;

  silu_engine_set_names_chats (self->engine, g_settings_get_boolean (settings, "name-chats"));
}

static void
silu_application_startup (GApplication *application)
{
  SiluApplication *self = SILU_APPLICATION (application);
  g_autofree char *directory = silu_engine_dup_default_directory ();

  G_APPLICATION_CLASS (silu_application_parent_class)->startup (application);

  for (gsize i = 0; i < G_N_ELEMENTS (ACCELS); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), ACCELS[i].action,
                                           (const char *const *) ACCELS[i].accels);

  silu_style_load (gdk_display_get_default ());
  gtk_window_set_default_icon_name (SILU_APPLICATION_ID);

  self->settings = g_settings_new (SILU_APPLICATION_ID);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (apply_color_scheme),
                           self, 0);
  apply_color_scheme (self->settings, NULL, self);

  self->engine = silu_engine_new (directory);
  g_signal_connect_object (self->settings, "changed::name-chats", G_CALLBACK (apply_name_chats),
                           self, 0);
  apply_name_chats (self->settings, NULL, self);
  silu_engine_set_gradual (self->engine, TRUE);
  self->math = silu_math_new ();
}

static void
silu_application_activate (GApplication *application)
{
  SiluApplication *self = SILU_APPLICATION (application);

  if (self->state == QUITTING)
    return;

  if (self->window == NULL)
    {
      self->window = silu_window_new (GTK_APPLICATION (self), self->engine, self->math);
      start (self);
    }

  gtk_window_present (GTK_WINDOW (self->window));
}

static int
silu_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  SiluApplication *self = SILU_APPLICATION (application);

  g_application_activate (application);
  g_ptr_array_add (self->waiting, g_object_ref (line));
  if (self->state != STARTING)
    carry_out_waiting (self);

  return g_application_command_line_get_exit_status (line);
}

static int
silu_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  SiluThinkLevel think;
  const char *level = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("silu %s\n", SILU_VERSION);
      return 0;
    }

  if (g_variant_dict_lookup (options, "think", "&s", &level) &&
      !silu_think_level_from_string (level, &think))
    {
      g_printerr (_ ("“%s” is no level: off, low, medium, high, max.\n"), level);
      return STATUS_USAGE;
    }

  return -1;
}

static void
silu_application_shutdown (GApplication *application)
{
  SiluApplication *self = SILU_APPLICATION (application);

  g_ptr_array_set_size (self->waiting, 0);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->window)));
  if (self->keeper != NULL)
    g_object_run_dispose (G_OBJECT (self->keeper));
  g_clear_object (&self->keeper);
  g_clear_object (&self->engine);
  g_clear_object (&self->math);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (silu_application_parent_class)->shutdown (application);
}

static void
silu_application_finalize (GObject *object)
{
  g_ptr_array_unref (SILU_APPLICATION (object)->waiting);

  G_OBJECT_CLASS (silu_application_parent_class)->finalize (object);
}

static void
silu_application_class_init (SiluApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = silu_application_finalize;
  application_class->startup = silu_application_startup;
  application_class->activate = silu_application_activate;
  application_class->command_line = silu_application_command_line;
  application_class->handle_local_options = silu_application_handle_local_options;
  application_class->shutdown = silu_application_shutdown;
}

static void
silu_application_init (SiluApplication *self)
{
  const GActionEntry actions[] = {
    { .name = "quit", .activate = quit_action },
    { .name = "quit-unsaved", .activate = quit_unsaved_action },
    { .name = "retry", .activate = retry_action },
    { .name = "about", .activate = about_action },
  };

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (OPTIONS); i++)
    g_application_add_main_option (
        G_APPLICATION (self), OPTIONS[i].name, 0, 0, OPTIONS[i].arg, _ (OPTIONS[i].description),
        OPTIONS[i].arg_description != NULL ? _ (OPTIONS[i].arg_description) : NULL);
}

SiluApplication *
silu_application_new (void)
{
  return g_object_new (SILU_TYPE_APPLICATION, "application-id", SILU_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       SILU_RESOURCE_PREFIX, NULL);
}
