/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thought that nobody may read still took time and tokens: that is said, and why there is nothing
 * to open (PROTOCOLS 2.13, 2.14). */
#include "silu-hidden-thought.h"

#include "silu-duration.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

struct _SiluHiddenThought
{
  GtkWidget parent_instance;

  SiluMessage *message;
  guint clock; /* ticks while it is being thought */

  GtkWidget *box;
  GtkWidget *title;
};

G_DEFINE_FINAL_TYPE (SiluHiddenThought, silu_hidden_thought, GTK_TYPE_WIDGET)

gboolean
silu_hidden_thought_is_needed (SiluMessage *message)
{
  return !silu_message_has_text (message, SILU_PART_REASONING) &&
         (silu_message_get_usage (message)->reasoning > 0 ||
          silu_message_get_times (message)->first_reasoning != 0);
}

static gboolean
is_live (SiluMessage *message)
{
  return silu_message_get_state (message) == SILU_MESSAGE_STREAMING &&
         silu_message_get_times (message)->first_text == 0;
}

/* Microseconds; negative if not known. */
static gint64
get_duration (SiluMessage *message)
{
  const SiluTimes *times = silu_message_get_times (message);
  gint64 begin = times->first_reasoning != 0 ? times->first_reasoning : times->start;
  gint64 end = times->first_text != 0 ? times->first_text : times->end;

  if (is_live (message))
    end = g_get_real_time ();

  return begin != 0 && end != 0 ? MAX (end - begin, 0) : -1;
}

static char *
dup_title (SiluMessage *message)
{
  gint64 duration = get_duration (message);
  gint64 tokens = silu_message_get_usage (message)->reasoning;
  g_autofree char *time = NULL;
  g_autofree char *title = NULL;
  g_autofree char *count = NULL;

  if (is_live (message))
    {
      time = silu_duration_format (duration - duration % G_USEC_PER_SEC);
      /* Translators: while the model thinks; %s is a duration such as "12 s". */
      return g_strdup_printf (_ ("Thinking… %s"), time);
    }

  time = duration >= 0 ? silu_duration_format (duration) : NULL;
  title = time != NULL ? g_strdup_printf (_ ("Thought for %s"), time) : g_strdup (_ ("Thought"));
  if (tokens <= 0)
    return g_steal_pointer (&title);

  count = silu_tokens_to_words (tokens, FALSE);

  return g_strdup_printf ("%s · %s", title, count);
}

static void update (SiluHiddenThought *self);

static gboolean
clock_cb (gpointer user_data)
{
  SiluHiddenThought *self = user_data;

  self->clock = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
update (SiluHiddenThought *self)
{
  g_autofree char *title = dup_title (self->message);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  if (is_live (self->message) && self->clock == 0)
    self->clock = g_timeout_add_seconds (1, clock_cb, self);
  else if (!is_live (self->message))
    g_clear_handle_id (&self->clock, g_source_remove);
}

static void
changed_cb (SiluMessage *message, gpointer user_data)
{
  update (user_data);
}

static void
silu_hidden_thought_dispose (GObject *object)
{
  SiluHiddenThought *self = SILU_HIDDEN_THOUGHT (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (silu_hidden_thought_parent_class)->dispose (object);
}

static void
silu_hidden_thought_class_init (SiluHiddenThoughtClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_hidden_thought_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hidden-thought");
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);

  return label;
}

static void
silu_hidden_thought_init (SiluHiddenThought *self)
{
  GtkWidget *note = make_label (_ ("The provider does not show the text"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->title = make_label (NULL);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "caption");
  gtk_box_append (GTK_BOX (self->box), self->title);
  gtk_box_append (GTK_BOX (self->box), note);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
silu_hidden_thought_new (SiluMessage *message)
{
  SiluHiddenThought *self = g_object_new (SILU_TYPE_HIDDEN_THOUGHT, NULL);

  self->message = g_object_ref (message);
  g_signal_connect_object (message, "changed", G_CALLBACK (changed_cb), self, 0);
  update (self);

  return GTK_WIDGET (self);
}
