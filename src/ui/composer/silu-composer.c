/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card at the bottom. Which key sends is decided here, after the input method has had the key:
 * Enter that picks a candidate must never send half a message. */
#include "silu-composer-private.h"

#include "config.h"
#include "silu-long-word.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

/* Lines the card grows to before it scrolls. */
#define MAX_LINES 8

enum
{
  SEND,
  STOP,
  CHOICE_CHANGED,
  SAMPLING_CHANGED,
  CANCEL_EDIT,
  TEXT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluComposer, silu_composer, GTK_TYPE_WIDGET)

/* Files may go alone, but not before they are here. */
static gboolean
can_send (SiluComposer *self)
{
  g_autofree char *text = silu_composer_dup_text (self);
  g_autoptr (GPtrArray) attachments = silu_attachment_tray_list (self->tray);

  return !silu_attachment_tray_is_reading (self->tray) &&
         (*g_strstrip (text) != '\0' || silu_attachments_have_text (attachments));
}

static void
update_send (SiluComposer *self)
{
  const char *name = self->busy ? _ ("Stop") : _ ("Send");

  gtk_button_set_icon_name (self->send,
                            self->busy ? "media-playback-stop-symbolic" : "silu-send-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), self->busy || can_send (self));
}

static void
update_placeholder (SiluComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  gboolean empty = gtk_text_buffer_get_char_count (buffer) == 0;

  gtk_widget_set_visible (self->placeholder, empty && !self->composing);
}

/* With what is being written; that is short, or nobody minds. */
static void
update_gauge (SiluComposer *self)
{
  SiluContextUse use = self->context;
  g_autofree char *text = silu_composer_dup_text (self);

  use.used += silu_tokens_estimate (text, -1) + self->file_tokens;
  silu_context_gauge_set_use (self->gauge, &use);
}

static void
text_cb (GtkTextBuffer *buffer, gpointer user_data)
{
  update_gauge (user_data);
  update_placeholder (user_data);
  update_send (user_data);
}

static void
written_cb (GtkTextBuffer *buffer, gpointer user_data)
{
  g_signal_emit (user_data, signals[TEXT_CHANGED], 0);
}

static void
update_files (SiluComposer *self)
{
  g_autoptr (GPtrArray) attachments = silu_attachment_tray_list (self->tray);

  self->file_tokens = silu_meter_estimate_attachments (attachments);
  update_gauge (self);
  update_send (self);
}

static void
files_cb (SiluComposer *self)
{
  update_files (self);
  g_signal_emit (self, signals[TEXT_CHANGED], 0);
}

static void
preedit_cb (GtkTextView *view, const char *preedit, SiluComposer *self)
{
  self->composing = *preedit != '\0';
  update_placeholder (self);
}

static void
send_text (SiluComposer *self)
{
  if (!self->busy && can_send (self))
    g_signal_emit (self, signals[SEND], 0);
}

static void
send_or_stop_cb (SiluComposer *self)
{
  if (self->busy)
    g_signal_emit (self, signals[STOP], 0);
  else
    send_text (self);
}

static void
cancel_cb (SiluComposer *self)
{
  g_signal_emit (self, signals[CANCEL_EDIT], 0);
}

/* What a model ignores depends on whether it thinks. */
static void
update_sampling (SiluComposer *self)
{
  silu_sampling_button_set_profile (self->sampling, self->profile,
                                    silu_think_button_get_level (self->think));
}

/* Another account, or another of its models. */
static void
update_profile (SiluComposer *self)
{
  SiluAccount *account = silu_model_button_get_account (self->models);

  g_clear_pointer (&self->profile, silu_profile_unref);
  if (account != NULL && self->accounts != NULL)
    self->profile = silu_accounts_dup_profile (self->accounts, account,
                                               silu_model_button_get_model (self->models));
  silu_think_button_set_profile (self->think, self->profile);
  update_sampling (self);
}

static void
chosen_cb (SiluComposer *self)
{
  update_profile (self);
  g_signal_emit (self, signals[CHOICE_CHANGED], 0);
}

static void
sampling_cb (SiluComposer *self)
{
  g_signal_emit (self, signals[SAMPLING_CHANGED], 0);
}

static void
account_cb (SiluComposer *self)
{
  SiluAccount *account = silu_model_button_get_account (self->models);

  gtk_widget_set_visible (self->hint, account != NULL && g_str_equal (silu_account_get_id (account),
                                                                      SILU_TOUR_ACCOUNT_ID));
  update_profile (self);
}

static gboolean
handle_enter (SiluComposer *self, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();
  gboolean enter_sends = g_settings_get_boolean (self->settings, "enter-sends");

  /* Ctrl+Enter sends either way: whoever is used to it need not look. */
  if (held != GDK_CONTROL_MASK && !(held == 0 && enter_sends))
    return GDK_EVENT_PROPAGATE;

  send_text (self);

  return GDK_EVENT_STOP;
}

static gboolean
handle_escape (SiluComposer *self)
{
  if (self->busy)
    g_signal_emit (self, signals[STOP], 0);
  else if (gtk_widget_get_visible (self->editing))
    g_signal_emit (self, signals[CANCEL_EDIT], 0);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        SiluComposer *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  gboolean enter =
      keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;

  if (!enter && keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  /* This controller runs before the view's own. An input method that lets the key through while it
   * composes still means it for itself. */
  if (self->composing)
    return GDK_EVENT_PROPAGATE;
  if (event != NULL && gtk_text_view_im_context_filter_keypress (self->view, event))
    return GDK_EVENT_STOP;

  return enter ? handle_enter (self, state) : handle_escape (self);
}

static void
attach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_attachment_tray_choose (SILU_COMPOSER (widget)->tray);
}

static void
toggle_think_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_think_button_toggle (SILU_COMPOSER (widget)->think);
}

/* The height of a line follows the font. */
static void
silu_composer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  SiluComposer *self = SILU_COMPOSER (widget);
  g_autoptr (PangoLayout) layout = NULL;
  int height = 0;

  GTK_WIDGET_CLASS (silu_composer_parent_class)->css_changed (widget, change);

  if (self->scrolled == NULL)
    return;

  layout = gtk_widget_create_pango_layout (widget, "X");
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_scrolled_window_set_max_content_height (
      self->scrolled, MAX_LINES * height + gtk_text_view_get_top_margin (self->view) +
                          gtk_text_view_get_bottom_margin (self->view));
}

static void
silu_composer_dispose (GObject *object)
{
  SiluComposer *self = SILU_COMPOSER (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->profile, silu_profile_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_COMPOSER);

  G_OBJECT_CLASS (silu_composer_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  const char *const names[N_SIGNALS] = {
    [SEND] = "send",
    [STOP] = "stop",
    [CHOICE_CHANGED] = "choice-changed",
    [SAMPLING_CHANGED] = "sampling-changed",
    [CANCEL_EDIT] = "cancel-edit",
    [TEXT_CHANGED] = "text-changed",
  };

  for (gsize i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], SILU_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, card);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, editing);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, tray);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, view);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, think);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, models);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, sampling);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, gauge);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, send);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, hint);
  gtk_widget_class_bind_template_callback (widget_class, account_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "paste_cb",
                                                G_CALLBACK (silu_composer_paste));
  gtk_widget_class_bind_template_callback (widget_class, preedit_cb);
  gtk_widget_class_bind_template_callback (widget_class, sampling_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_or_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, silu_composer_focus);
  gtk_widget_class_bind_template_callback (widget_class, update_send);
}

static void
silu_composer_class_init (SiluComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_composer_dispose;
  widget_class->css_changed = silu_composer_css_changed;

  g_type_ensure (SILU_TYPE_ATTACHMENT_TRAY);
  g_type_ensure (SILU_TYPE_CONTEXT_GAUGE);
  g_type_ensure (SILU_TYPE_MODEL_BUTTON);
  g_type_ensure (SILU_TYPE_SAMPLING_BUTTON);
  g_type_ensure (SILU_TYPE_THINK_BUTTON);
  install_signals ();
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "composer.toggle-think", NULL,
                                   toggle_think_action);
  gtk_widget_class_install_action (widget_class, "composer.attach", NULL, attach_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "composer");
}

static void
silu_composer_init (SiluComposer *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->settings = g_settings_new (SILU_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  silu_long_word_wrap_view (self->view);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (text_cb),
                           self, 0);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (written_cb), self, 0);
  silu_composer_add_drop_target (self);
  update_send (self);
}

GtkWidget *
silu_composer_new (void)
{
  return g_object_new (SILU_TYPE_COMPOSER, NULL);
}

void
silu_composer_set_accounts (SiluComposer *self, SiluAccounts *accounts)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  self->accounts = g_object_ref (accounts);
  silu_model_button_set_accounts (self->models, accounts);
  silu_think_button_set_level (self->think, SILU_THINK_AUTO);
}

char *
silu_composer_dup_text (SiluComposer *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_val_if_fail (SILU_IS_COMPOSER (self), NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

void
silu_composer_set_text (SiluComposer *self, const char *text)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (SILU_IS_COMPOSER (self));
  g_return_if_fail (text != NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  g_signal_handlers_block_by_func (buffer, written_cb, self);
  gtk_text_buffer_set_text (buffer, text, -1);
  g_signal_handlers_unblock_by_func (buffer, written_cb, self);
}

GPtrArray *
silu_composer_list_attachments (SiluComposer *self)
{
  g_return_val_if_fail (SILU_IS_COMPOSER (self), NULL);

  return silu_attachment_tray_list (self->tray);
}

void
silu_composer_set_attachments (SiluComposer *self, GPtrArray *attachments)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  silu_attachment_tray_set (self->tray, attachments);
  update_files (self);
}

void
silu_composer_focus (SiluComposer *self)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
silu_composer_set_context (SiluComposer *self, const SiluContextUse *use)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  self->context = *use;
  update_gauge (self);
}

void
silu_composer_set_busy (SiluComposer *self, gboolean busy)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  self->busy = busy;
  update_send (self);
}

void
silu_composer_set_editing (SiluComposer *self, gboolean editing)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  gtk_widget_set_visible (self->editing, editing);
}

SiluAccount *
silu_composer_get_account (SiluComposer *self)
{
  g_return_val_if_fail (SILU_IS_COMPOSER (self), NULL);

  return silu_model_button_get_account (self->models);
}

const char *
silu_composer_get_model (SiluComposer *self)
{
  g_return_val_if_fail (SILU_IS_COMPOSER (self), "");

  return silu_model_button_get_model (self->models);
}

SiluThinkLevel
silu_composer_get_think (SiluComposer *self)
{
  g_return_val_if_fail (SILU_IS_COMPOSER (self), SILU_THINK_AUTO);

  return silu_think_button_get_level (self->think);
}

void
silu_composer_set_choice (SiluComposer *self,
                          const char *account_id,
                          const char *model,
                          SiluThinkLevel think)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  silu_model_button_set_choice (self->models, account_id, model);
  update_profile (self);
  silu_think_button_set_level (self->think, think);
  update_sampling (self);
}

const SiluSampling *
silu_composer_get_sampling (SiluComposer *self)
{
  g_return_val_if_fail (SILU_IS_COMPOSER (self), NULL);

  return silu_sampling_button_get_sampling (self->sampling);
}

void
silu_composer_set_sampling (SiluComposer *self, const SiluSampling *sampling)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  silu_sampling_button_set_sampling (self->sampling, sampling);
}
