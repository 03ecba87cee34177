/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between two forks there may be a thousand messages: only first messages, forks, what begins
 * behind a fork, and ends are dots. Time goes down; a first child stands below its parent, and each
 * other one begins a column to the right of all before it, so that no lines cross. */
#include "silu-branch-map.h"

#include "silu-attachment.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMN_WIDTH 32
#define ROW_HEIGHT 34
#define LINE_WIDTH 2
#define MAX_NAME 60 /* characters */

/* More are not shown: nobody finds his way among them. */
#define MAX_DOTS 2000

#define NO_PARENT G_MAXUINT

typedef struct
{
  SiluMessage *message; /* the conversation's */
  GtkWidget *button;
  guint parent; /* dot, or NO_PARENT */
  guint column;
  guint row;
  gboolean active; /* on the branch that is shown */
} Dot;

struct _SiluBranchMap
{
  GtkWidget parent_instance;

  SiluConversation *conversation;
  GArray *dots; /* of Dot, parents before children */
  guint n_columns;
  guint n_rows;
};

G_DEFINE_FINAL_TYPE (SiluBranchMap, silu_branch_map, GTK_TYPE_WIDGET)

/* --- names --- */

static char *
dup_first_line (SiluMessage *message)
{
  g_autofree char *gist = silu_attachments_dup_gist (message);
  const char *text = gist;
  g_autofree char *line = NULL;

  while (g_ascii_isspace (*text))
    text++;
  line = g_strndup (text, strcspn (text, "\r\n"));
  if (g_utf8_strlen (line, -1) > MAX_NAME)
    {
      g_autofree char *start = g_utf8_substring (line, 0, MAX_NAME);

      return g_strconcat (start, "…", NULL);
    }

  return g_steal_pointer (&line);
}

static char *
dup_name (SiluBranchMap *self, SiluMessage *message)
{
  guint position = 0;
  g_autoptr (GPtrArray) siblings =
      silu_conversation_get_siblings (self->conversation, message, &position);
  g_autofree char *line = dup_first_line (message);
  gboolean is_answer = silu_message_get_role (message) == SILU_ROLE_ASSISTANT;

  if (siblings->len < 2)
    return g_strdup_printf (is_answer ? _ ("Answer: %s") : _ ("Question: %s"), line);

  /* Translators: which of several, how many there are, and how it begins. */
  return g_strdup_printf (is_answer ? _ ("Answer %u of %u: %s") : _ ("Question %u of %u: %s"),
                          position + 1, siblings->len, line);
}

/* --- the tree --- */

static void
clicked_cb (GtkButton *button, gpointer user_data)
{
  SiluBranchMap *self = user_data;

  for (guint i = 0; i < self->dots->len; i++)
    {
      const Dot *dot = &g_array_index (self->dots, Dot, i);

      if (dot->button != GTK_WIDGET (button))
        continue;
      silu_conversation_select_sibling (self->conversation, dot->message);
      return;
    }
}

static guint
add_dot (SiluBranchMap *self, SiluMessage *message, guint parent, gboolean is_first)
{
  Dot dot = { .message = message, .parent = parent };
  g_autofree char *name = dup_name (self, message);

  if (parent != NO_PARENT)
    dot.row = g_array_index (self->dots, Dot, parent).row + 1;
  if (is_first && parent != NO_PARENT)
    dot.column = g_array_index (self->dots, Dot, parent).column;
  else
    dot.column = self->n_columns++;
  self->n_rows = MAX (self->n_rows, dot.row + 1);

  dot.button = gtk_button_new ();
  gtk_widget_set_tooltip_text (dot.button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dot.button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_signal_connect (dot.button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (dot.button, GTK_WIDGET (self));
  g_array_append_val (self->dots, dot);

  return self->dots->len - 1;
}

/* How many children each message has; those of NULL are the first messages. */
static GHashTable *
count_children (GPtrArray *messages)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      gpointer parent = silu_message_get_parent (messages->pdata[i]);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, parent));

      g_hash_table_insert (counts, parent, GUINT_TO_POINTER (n + 1));
    }

  return counts;
}

static void
add_dots (SiluBranchMap *self)
{
  g_autoptr (GPtrArray) messages = silu_conversation_list_all (self->conversation);
  g_autoptr (GHashTable) counts = count_children (messages);
  g_autoptr (GHashTable) above = g_hash_table_new (NULL, NULL); /* message → its last dot, + 1 */
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);  /* dots with a child */

  for (guint i = 0; i < messages->len && self->dots->len < MAX_DOTS; i++)
    {
      SiluMessage *message = messages->pdata[i];
      gpointer parent = silu_message_get_parent (message);
      guint dot = GPOINTER_TO_UINT (g_hash_table_lookup (above, parent));

      if (parent == NULL || GPOINTER_TO_UINT (g_hash_table_lookup (counts, parent)) > 1 ||
          GPOINTER_TO_UINT (g_hash_table_lookup (counts, message)) != 1)
        dot = 1 + add_dot (self, message, dot != 0 ? dot - 1 : NO_PARENT,
                           g_hash_table_add (seen, GUINT_TO_POINTER (dot)));
      g_hash_table_insert (above, message, GUINT_TO_POINTER (dot));
    }
}

static void
update_active (SiluBranchMap *self)
{
  GListModel *branch = G_LIST_MODEL (self->conversation);
  g_autoptr (GHashTable) active = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (branch); i++)
    {
      g_autoptr (SiluMessage) message = g_list_model_get_item (branch, i);

      g_hash_table_add (active, message);
    }

  for (guint i = 0; i < self->dots->len; i++)
    {
      Dot *dot = &g_array_index (self->dots, Dot, i);

      dot->active = g_hash_table_contains (active, dot->message);
      if (dot->active)
        gtk_widget_add_css_class (dot->button, "active");
      else
        gtk_widget_remove_css_class (dot->button, "active");
      gtk_accessible_update_property (GTK_ACCESSIBLE (dot->button),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      dot->active ? _ ("On the branch that is shown") : "", -1);
    }

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
clear (SiluBranchMap *self)
{
  for (guint i = 0; i < self->dots->len; i++)
    gtk_widget_unparent (g_array_index (self->dots, Dot, i).button);
  g_array_set_size (self->dots, 0);
  self->n_columns = 0;
  self->n_rows = 0;
}

static void
rebuild (SiluBranchMap *self)
{
  clear (self);
  if (silu_conversation_get_loaded (self->conversation))
    add_dots (self);
  update_active (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
message_cb (SiluConversation *conversation, SiluMessage *message, gpointer user_data)
{
  rebuild (user_data);
}

static void
loaded_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  rebuild (user_data);
}

static void
branch_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  update_active (user_data);
}

/* --- drawing --- */

static void
silu_branch_map_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  SiluBranchMap *self = SILU_BRANCH_MAP (widget);
  guint size = orientation == GTK_ORIENTATION_HORIZONTAL ? self->n_columns * COLUMN_WIDTH
                                                         : self->n_rows * ROW_HEIGHT;

  *minimum = *natural = (int) size;
}

static void
silu_branch_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluBranchMap *self = SILU_BRANCH_MAP (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < self->dots->len; i++)
    {
      const Dot *dot = &g_array_index (self->dots, Dot, i);
      GtkRequisition size;
      int x = (int) dot->column * COLUMN_WIDTH;
      int y = (int) dot->row * ROW_HEIGHT;

      gtk_widget_get_preferred_size (dot->button, NULL, &size);
      if (is_rtl)
        x = width - COLUMN_WIDTH - x;
      gtk_widget_size_allocate (dot->button,
                                &(GtkAllocation){ x + (COLUMN_WIDTH - size.width) / 2,
                                                  y + (ROW_HEIGHT - size.height) / 2, size.width,
                                                  size.height },
                                -1);
    }
}

static void
draw_line (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float to_x, float to_y)
{
  const float half = LINE_WIDTH / 2.0f;
  graphene_rect_t line;

  graphene_rect_init (&line, MIN (x, to_x) - half, MIN (y, to_y) - half,
                      ABS (to_x - x) + LINE_WIDTH, ABS (to_y - y) + LINE_WIDTH);
  gtk_snapshot_append_color (snapshot, colour, &line);
}

static float
get_x (SiluBranchMap *self, const Dot *dot)
{
  float x = ((float) dot->column + 0.5f) * COLUMN_WIDTH;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = (float) gtk_widget_get_width (GTK_WIDGET (self)) - x;

  return x;
}

static float
get_y (const Dot *dot)
{
  return ((float) dot->row + 0.5f) * ROW_HEIGHT;
}

/* Beside the parent, then down. */
static void
draw_lines (SiluBranchMap *self, GtkSnapshot *snapshot, gboolean active, const GdkRGBA *colour)
{
  for (guint i = 0; i < self->dots->len; i++)
    {
      const Dot *dot = &g_array_index (self->dots, Dot, i);
      const Dot *parent;

      if (dot->active != active || dot->parent == NO_PARENT)
        continue;

      parent = &g_array_index (self->dots, Dot, dot->parent);
      draw_line (snapshot, colour, get_x (self, parent), get_y (parent), get_x (self, dot),
                 get_y (parent));
      draw_line (snapshot, colour, get_x (self, dot), get_y (parent), get_x (self, dot),
                 get_y (dot));
    }
}

static void
silu_branch_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SiluBranchMap *self = SILU_BRANCH_MAP (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA colour;
  GdkRGBA dim;

  gtk_style_context_get_color (style, &colour);
  dim = colour;
  dim.alpha *= 0.3f;
  draw_lines (self, snapshot, FALSE, &dim);
  gtk_style_context_lookup_color (style, "accent_color", &colour);
  draw_lines (self, snapshot, TRUE, &colour);

  GTK_WIDGET_CLASS (silu_branch_map_parent_class)->snapshot (widget, snapshot);
}

static void
silu_branch_map_dispose (GObject *object)
{
  SiluBranchMap *self = SILU_BRANCH_MAP (object);

  clear (self);
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (silu_branch_map_parent_class)->dispose (object);
}

static void
silu_branch_map_finalize (GObject *object)
{
  g_array_unref (SILU_BRANCH_MAP (object)->dots);

  G_OBJECT_CLASS (silu_branch_map_parent_class)->finalize (object);
}

static void
silu_branch_map_class_init (SiluBranchMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_branch_map_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_branch_map_finalize;
  widget_class->measure = silu_branch_map_measure;
  widget_class->size_allocate = silu_branch_map_size_allocate;
  widget_class->snapshot = silu_branch_map_snapshot;
  gtk_widget_class_set_css_name (widget_class, "branch-map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
silu_branch_map_init (SiluBranchMap *self)
{
  self->dots = g_array_new (FALSE, FALSE, sizeof (Dot));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Branches of the chat"), -1);
}

GtkWidget *
silu_branch_map_new (SiluConversation *conversation)
{
  SiluBranchMap *self = g_object_new (SILU_TYPE_BRANCH_MAP, NULL);

  g_return_val_if_fail (SILU_IS_CONVERSATION (conversation), GTK_WIDGET (self));

  self->conversation = g_object_ref (conversation);
  g_signal_connect (conversation, "message-added", G_CALLBACK (message_cb), self);
  g_signal_connect (conversation, "notify::loaded", G_CALLBACK (loaded_cb), self);
  g_signal_connect (conversation, "items-changed", G_CALLBACK (branch_cb), self);
  rebuild (self);

  return GTK_WIDGET (self);
}

GtkWidget *
silu_branch_map_find (SiluBranchMap *self, SiluMessage *message)
{
  g_return_val_if_fail (SILU_IS_BRANCH_MAP (self), NULL);

  for (guint i = 0; i < self->dots->len; i++)
    {
      const Dot *dot = &g_array_index (self->dots, Dot, i);

      if (dot->message == message)
        return dot->button;
    }

  return NULL;
}

/* Where the keys begin: at the end of the branch that is shown. */
static void
map_cb (GtkWidget *widget, gpointer user_data)
{
  SiluBranchMap *self = SILU_BRANCH_MAP (widget);
  GtkWidget *button = silu_branch_map_find (self, silu_conversation_get_leaf (self->conversation));

  if (button != NULL)
    gtk_widget_grab_focus (button);
}

GtkWidget *
silu_branch_map_popover_new (SiluConversation *conversation)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *map = silu_branch_map_new (conversation);

  gtk_widget_set_halign (map, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (map, GTK_ALIGN_START);
  g_signal_connect (map, "map", G_CALLBACK (map_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), map);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_width (GTK_SCROLLED_WINDOW (scrolled), 400);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 400);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);

  return popover;
}
