/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GtkSearchBar; closing it ends the search and leaves what was found selected. */
#include "silu-find-bar.h"

#include "silu-transcript-find.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SiluFindBar
{
  GtkWidget parent_instance;

  SiluTranscript *transcript;
  GtkSearchBar *bar;
  GtkWidget *entry;
  char *shown; /* words that were given to it; what is typed is one text instead */
  GtkLabel *count;
  GtkWidget *steps[2];
};

G_DEFINE_FINAL_TYPE (SiluFindBar, silu_find_bar, GTK_TYPE_WIDGET)

static const char *
get_query (SiluFindBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
found_cb (SiluTranscript *transcript, gpointer user_data)
{
  SiluFindBar *self = user_data;
  guint current = 0;
  guint total = 0;
  gboolean over = silu_transcript_get_found (transcript, &current, &total);
  gboolean asked = *get_query (self) != '\0';
  g_autofree char *text = NULL;

  if (asked && total > 0)
    /* Translators: the hit that is shown, and how many there are. */
    text = g_strdup_printf (_ ("%u of %u"), current, total);
  else if (asked && over)
    text = g_strdup (_ ("Not found"));
  gtk_label_set_text (self->count, text);
  for (gsize i = 0; i < G_N_ELEMENTS (self->steps); i++)
    gtk_widget_set_sensitive (self->steps[i], total > 0);
}

static void
find (SiluFindBar *self)
{
  if (g_strcmp0 (self->shown, get_query (self)) == 0)
    return;

  g_clear_pointer (&self->shown, g_free);
  silu_transcript_find (self->transcript, get_query (self));
}

static void
changed_cb (GtkSearchEntry *entry, gpointer user_data)
{
  find (user_data);
}

static void
next_cb (GtkWidget *widget, gpointer user_data)
{
  silu_transcript_find_step (SILU_FIND_BAR (user_data)->transcript, 1);
}

static void
previous_cb (GtkWidget *widget, gpointer user_data)
{
  silu_transcript_find_step (SILU_FIND_BAR (user_data)->transcript, -1);
}

/* Shift+Enter goes back; the entry itself knows only Enter. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer user_data)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_SHIFT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  previous_cb (NULL, user_data);

  return GDK_EVENT_STOP;
}

static void
mode_cb (GtkSearchBar *bar, GParamSpec *pspec, gpointer user_data)
{
  SiluFindBar *self = user_data;

  if (gtk_search_bar_get_search_mode (bar))
    {
      find (self);
      return;
    }

  g_clear_pointer (&self->shown, g_free);
  silu_transcript_find (self->transcript, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->transcript));
}

static void
silu_find_bar_dispose (GObject *object)
{
  SiluFindBar *self = SILU_FIND_BAR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (silu_find_bar_parent_class)->dispose (object);
}

static void
silu_find_bar_finalize (GObject *object)
{
  g_free (SILU_FIND_BAR (object)->shown);

  G_OBJECT_CLASS (silu_find_bar_parent_class)->finalize (object);
}

static void
silu_find_bar_class_init (SiluFindBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_find_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_find_bar_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "find-bar");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_SEARCH);
}

static GtkWidget *
make_button (SiluFindBar *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, 0);

  return button;
}

static void
silu_find_bar_init (SiluFindBar *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->bar = GTK_SEARCH_BAR (gtk_search_bar_new ());
  self->entry = gtk_search_entry_new ();
  self->count = GTK_LABEL (gtk_label_new (NULL));
  self->steps[0] =
      make_button (self, "go-up-symbolic", _ ("Previous hit"), G_CALLBACK (previous_cb));
  self->steps[1] = make_button (self, "go-down-symbolic", _ ("Next hit"), G_CALLBACK (next_cb));

  g_object_set (self->entry, "placeholder-text", _ ("Find in this chat"), NULL);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_label_set_width_chars (self->count, 10);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), self->steps[0]);
  gtk_box_append (GTK_BOX (box), self->steps[1]);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 744);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_widget_set_hexpand (clamp, TRUE);

  gtk_search_bar_set_child (self->bar, clamp);
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
  gtk_widget_set_parent (GTK_WIDGET (self->bar), GTK_WIDGET (self));

  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (next_cb), self, 0);
  g_signal_connect_object (self->entry, "next-match", G_CALLBACK (next_cb), self, 0);
  g_signal_connect_object (self->entry, "previous-match", G_CALLBACK (previous_cb), self, 0);
  g_signal_connect_object (self->bar, "notify::search-mode-enabled", G_CALLBACK (mode_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (self->entry, keys);
}

GtkWidget *
silu_find_bar_new (SiluTranscript *transcript)
{
  SiluFindBar *self = g_object_new (SILU_TYPE_FIND_BAR, NULL);

  self->transcript = transcript;
  g_signal_connect_object (transcript, "found", G_CALLBACK (found_cb), self, 0);

  return GTK_WIDGET (self);
}

void
silu_find_bar_open (SiluFindBar *self)
{
  g_return_if_fail (SILU_IS_FIND_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

void
silu_find_bar_show (SiluFindBar *self, const char *const *words, guint row)
{
  g_return_if_fail (SILU_IS_FIND_BAR (self));

  g_free (self->shown);
  self->shown = g_strjoinv (" ", (char **) words);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->shown);
  gtk_search_bar_set_search_mode (self->bar, *self->shown != '\0');
  silu_transcript_find_at (self->transcript, words, row);
}

void
silu_find_bar_close (SiluFindBar *self)
{
  g_return_if_fail (SILU_IS_FIND_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

void
silu_find_bar_step (SiluFindBar *self, int step)
{
  g_return_if_fail (SILU_IS_FIND_BAR (self));

  if (gtk_search_bar_get_search_mode (self->bar))
    silu_transcript_find_step (self->transcript, step);
  else
    silu_find_bar_open (self);
}
