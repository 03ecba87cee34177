/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One layout for all that stacks blocks, instead of boxes in boxes: each child is measured once for
 * the width it really gets, however deep lists and quotes are nested. */
#include "silu-block-stack.h"

#include "silu-block-widget.h"
#include <glib/gi18n-lib.h>

#define GAP_BLOCKS 10 /* between the blocks of a quote or an item */
#define GAP_TIGHT 4   /* between the items of a list */
#define GAP_LOOSE 10
#define GAP_HEADING 16 /* above a heading that is not the first */
#define MARKER_GAP 8   /* between a marker and its item */
#define MARKER_LEAST 16

typedef struct
{
  SiluBlock *block;
  GtkWidget *widget;
  GtkWidget *marker; /* items of a list only */
} Entry;

struct _SiluBlockStack
{
  GtkWidget parent_instance;

  SiluBlock *block;
  GArray *entries; /* of Entry */
};

G_DEFINE_FINAL_TYPE (SiluBlockStack, silu_block_stack, GTK_TYPE_WIDGET)

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->widget, gtk_widget_unparent);
  g_clear_pointer (&entry->marker, gtk_widget_unparent);
  g_clear_pointer (&entry->block, silu_block_unref);
}

static Entry *
get_entry (SiluBlockStack *self, guint index)
{
  return &g_array_index (self->entries, Entry, index);
}

static int
get_gap (SiluBlockStack *self, guint index)
{
  SiluBlockKind kind = get_entry (self, index)->block->kind;

  if (index == 0)
    return 0;
  if (self->block->kind == SILU_BLOCK_LIST)
    return self->block->tight ? GAP_TIGHT : GAP_LOOSE;
  if (kind == SILU_BLOCK_HEADING)
    return GAP_HEADING;

  /* An item goes on with its inner list right away. */
  return self->block->kind == SILU_BLOCK_ITEM && kind == SILU_BLOCK_LIST ? GAP_TIGHT : GAP_BLOCKS;
}

static int
measure_natural (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int natural = 0;

  gtk_widget_measure (widget, orientation, for_size, NULL, &natural, NULL, NULL);

  return natural;
}

/* The column of markers, as wide as the widest, with the gap; 0 where there are none. */
static int
get_indent (SiluBlockStack *self)
{
  int widest = MARKER_LEAST;

  if (self->block->kind != SILU_BLOCK_LIST)
    return 0;

  for (guint i = 0; i < self->entries->len; i++)
    widest =
        MAX (widest, measure_natural (get_entry (self, i)->marker, GTK_ORIENTATION_HORIZONTAL, -1));

  return widest + MARKER_GAP;
}

/* Where the first line of a widget stands; -1 where it has none. */
static int
measure_baseline (GtkWidget *widget, int width)
{
  int baseline = -1;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, &baseline);

  return baseline;
}

/* A marker stands on the first line of its item, which in Chinese is higher than a number. */
static int
get_marker_top (const Entry *entry, int width)
{
  int line = measure_baseline (entry->widget, width);
  int own = GTK_IS_LABEL (entry->marker) ? measure_baseline (entry->marker, -1) : -1;

  return line >= 0 && own >= 0 ? MAX (line - own, 0) : 0;
}

static void
measure_width (SiluBlockStack *self, int *minimum, int *natural)
{
  int indent = get_indent (self);

  for (guint i = 0; i < self->entries->len; i++)
    {
      int child_minimum = 0;
      int child_natural = 0;

      gtk_widget_measure (get_entry (self, i)->widget, GTK_ORIENTATION_HORIZONTAL, -1,
                          &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, indent + child_minimum);
      *natural = MAX (*natural, indent + child_natural);
    }
}

static int
get_entry_height (SiluBlockStack *self, guint index, int width)
{
  Entry *entry = get_entry (self, index);
  int height = measure_natural (entry->widget, GTK_ORIENTATION_VERTICAL, width);

  if (entry->marker != NULL)
    height = MAX (height, get_marker_top (entry, width) +
                              measure_natural (entry->marker, GTK_ORIENTATION_VERTICAL, -1));

  return height;
}

static void
silu_block_stack_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  SiluBlockStack *self = SILU_BLOCK_STACK (widget);
  int width;

  *minimum = 0;
  *natural = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }

  width = for_size < 0 ? -1 : MAX (for_size - get_indent (self), 1);
  for (guint i = 0; i < self->entries->len; i++)
    *natural += get_gap (self, i) + get_entry_height (self, i, width);
  *minimum = *natural;
  if (self->entries->len > 0)
    *minimum_baseline = *natural_baseline = measure_baseline (get_entry (self, 0)->widget, width);
}

static GtkSizeRequestMode
silu_block_stack_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
silu_block_stack_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluBlockStack *self = SILU_BLOCK_STACK (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int indent = get_indent (self);
  int inner = MAX (width - indent, 1);
  int y = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = get_entry (self, i);
      GtkAllocation place;

      y += get_gap (self, i);
      place = (GtkAllocation){ rtl ? 0 : indent, y, inner, get_entry_height (self, i, inner) };
      gtk_widget_size_allocate (entry->widget, &place, -1);
      y += place.height;

      if (entry->marker == NULL)
        continue;
      place.x = rtl ? width - indent + MARKER_GAP : 0;
      place.width = indent - MARKER_GAP;
      place.y += get_marker_top (entry, inner);
      place.height = measure_natural (entry->marker, GTK_ORIENTATION_VERTICAL, -1);
      gtk_widget_size_allocate (entry->marker, &place, -1);
    }
}

static void
silu_block_stack_dispose (GObject *object)
{
  SiluBlockStack *self = SILU_BLOCK_STACK (object);

  g_array_set_size (self->entries, 0);
  g_clear_pointer (&self->block, silu_block_unref);

  G_OBJECT_CLASS (silu_block_stack_parent_class)->dispose (object);
}

static void
silu_block_stack_finalize (GObject *object)
{
  g_array_unref (SILU_BLOCK_STACK (object)->entries);

  G_OBJECT_CLASS (silu_block_stack_parent_class)->finalize (object);
}

static void
silu_block_stack_class_init (SiluBlockStackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_block_stack_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_block_stack_finalize;
  widget_class->measure = silu_block_stack_measure;
  widget_class->get_request_mode = silu_block_stack_get_request_mode;
  widget_class->size_allocate = silu_block_stack_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "block-stack");
}

static void
silu_block_stack_init (SiluBlockStack *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
}

/* A check box for the eye and the screen reader, but nothing to click: the text is not the
 * reader's. */
static GtkWidget *
make_task_marker (SiluTask task)
{
  GtkWidget *check = gtk_check_button_new ();
  gboolean done = task == SILU_TASK_DONE;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), done);
  gtk_widget_set_can_target (check, FALSE);
  gtk_widget_set_focusable (check, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  done ? _ ("Done") : _ ("Not done"), -1);

  return check;
}

static GtkWidget *
make_marker (SiluBlockStack *self, const SiluBlock *item, guint index)
{
  GtkWidget *label;
  g_autofree char *number = NULL;

  if (item->task != SILU_TASK_NONE)
    return make_task_marker (item->task);

  if (self->block->ordered)
    number = g_strdup_printf ("%u.", self->block->first + index);

  label = gtk_label_new (number != NULL ? number : "•");
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "marker");

  return label;
}

/* Widgets of one stack are in the order in which they are read: marker, item, marker, … */
static void
add_entry (SiluBlockStack *self, guint index)
{
  SiluBlock *block = g_ptr_array_index (self->block->children, index);
  Entry entry = { .block = silu_block_ref (block) };

  if (self->block->kind == SILU_BLOCK_LIST)
    {
      entry.marker = make_marker (self, block, index);
      gtk_widget_set_parent (entry.marker, GTK_WIDGET (self));
    }
  entry.widget = silu_block_widget_new (block);
  gtk_widget_set_parent (entry.widget, GTK_WIDGET (self));

  g_array_append_val (self->entries, entry);
}

/* Whether a marker can stay. */
static gboolean
has_same_marker (const SiluBlock *old, const SiluBlock *block)
{
  return old->kind == block->kind && old->task == block->task;
}

/* FALSE if the entry, and with it all after it, has to be made anew. */
static gboolean
update_entry (SiluBlockStack *self, guint index)
{
  Entry *entry = get_entry (self, index);
  SiluBlock *block = g_ptr_array_index (self->block->children, index);
  SiluBlock *old = entry->block;

  if (old == block)
    return TRUE;
  if (!has_same_marker (old, block))
    return FALSE;
  if (!silu_block_equal (old, block) && !silu_block_widget_update (entry->widget, old, block))
    return FALSE;

  entry->block = silu_block_ref (block);
  silu_block_unref (old);

  return TRUE;
}

static void
update_entries (SiluBlockStack *self)
{
  guint n_blocks = self->block->children != NULL ? self->block->children->len : 0;
  guint kept = 0;

  while (kept < MIN (n_blocks, self->entries->len) && update_entry (self, kept))
    kept++;
  g_array_set_size (self->entries, kept);
  while (self->entries->len < n_blocks)
    add_entry (self, self->entries->len);

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

GtkWidget *
silu_block_stack_new (SiluBlock *block)
{
  GtkAccessibleRole role = GTK_ACCESSIBLE_ROLE_GROUP;
  SiluBlockStack *self;

  if (block->kind == SILU_BLOCK_LIST)
    role = GTK_ACCESSIBLE_ROLE_LIST;
  else if (block->kind == SILU_BLOCK_ITEM)
    role = GTK_ACCESSIBLE_ROLE_LIST_ITEM;

  self = g_object_new (SILU_TYPE_BLOCK_STACK, "accessible-role", role, NULL);
  self->block = silu_block_ref (block);
  if (block->kind == SILU_BLOCK_QUOTE)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "quote");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Quotation"), -1);
    }
  update_entries (self);

  return GTK_WIDGET (self);
}

gboolean
silu_block_stack_set_block (SiluBlockStack *self, SiluBlock *block)
{
  g_return_val_if_fail (SILU_IS_BLOCK_STACK (self), FALSE);

  if (block->kind != self->block->kind || block->ordered != self->block->ordered ||
      block->first != self->block->first)
    return FALSE;

  silu_block_ref (block);
  silu_block_unref (self->block);
  self->block = block;
  update_entries (self);

  return TRUE;
}
