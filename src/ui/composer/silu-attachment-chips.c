/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of chips, each as wide as it likes to be. All are of one height. */
#include "silu-attachment-chips.h"

#include <glib/gi18n-lib.h>

#define GAP 6

struct _SiluAttachmentChips
{
  GtkWidget parent_instance;

  gboolean at_end;
};

G_DEFINE_FINAL_TYPE (SiluAttachmentChips, silu_attachment_chips, GTK_TYPE_WIDGET)

/* What a chip takes of a line of @width. */
static int
get_chip_width (GtkWidget *chip, int width)
{
  int minimum = 0;
  int natural = 0;

  gtk_widget_measure (chip, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, width));
}

static int
get_chip_height (GtkWidget *chip)
{
  int natural = 0;

  gtk_widget_measure (chip, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* The first chip of the next line, and how wide this one is. */
static GtkWidget *
find_line_end (GtkWidget *first, int width, int *line_width)
{
  GtkWidget *chip = gtk_widget_get_next_sibling (first);

  *line_width = get_chip_width (first, width);
  for (; chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    {
      int chip_width = get_chip_width (chip, width);

      if (*line_width + GAP + chip_width > width)
        break;
      *line_width += GAP + chip_width;
    }

  return chip;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (widget); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    {
      int chip_minimum = 0;
      int chip_natural = 0;

      gtk_widget_measure (chip, GTK_ORIENTATION_HORIZONTAL, -1, &chip_minimum, &chip_natural, NULL,
                          NULL);
      *minimum = MAX (*minimum, chip_minimum);
      *natural += chip_natural + (*natural > 0 ? GAP : 0);
    }
}

static int
measure_height (GtkWidget *widget, int width)
{
  int height = 0;

  for (GtkWidget *first = gtk_widget_get_first_child (widget); first != NULL;)
    {
      int line_width = 0;

      height += get_chip_height (first) + (height > 0 ? GAP : 0);
      first = find_line_end (first, width, &line_width);
    }

  return height;
}

static void
silu_attachment_chips_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = measure_height (widget, for_size >= 0 ? for_size : G_MAXINT / 2);
}

static GtkSizeRequestMode
silu_attachment_chips_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
silu_attachment_chips_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluAttachmentChips *self = SILU_ATTACHMENT_CHIPS (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (GtkWidget *first = gtk_widget_get_first_child (widget); first != NULL;)
    {
      int line_width = 0;
      int line_height = get_chip_height (first);
      GtkWidget *end = find_line_end (first, width, &line_width);
      int x = self->at_end ? width - line_width : 0;

      for (GtkWidget *chip = first; chip != end; chip = gtk_widget_get_next_sibling (chip))
        {
          int chip_width = get_chip_width (chip, width);
          GtkAllocation place = { rtl ? width - x - chip_width : x, y, chip_width, line_height };

          gtk_widget_size_allocate (chip, &place, -1);
          x += chip_width + GAP;
        }

      y += line_height + GAP;
      first = end;
    }
}

static void
silu_attachment_chips_dispose (GObject *object)
{
  GtkWidget *chip = NULL;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (chip);

  G_OBJECT_CLASS (silu_attachment_chips_parent_class)->dispose (object);
}

static void
silu_attachment_chips_class_init (SiluAttachmentChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_attachment_chips_dispose;
  widget_class->measure = silu_attachment_chips_measure;
  widget_class->get_request_mode = silu_attachment_chips_get_request_mode;
  widget_class->size_allocate = silu_attachment_chips_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "attachment-chips");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
silu_attachment_chips_init (SiluAttachmentChips *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Attachments"), -1);
}

GtkWidget *
silu_attachment_chips_new (gboolean at_end)
{
  SiluAttachmentChips *self = g_object_new (SILU_TYPE_ATTACHMENT_CHIPS, NULL);

  self->at_end = at_end;

  return GTK_WIDGET (self);
}

void
silu_attachment_chips_append (SiluAttachmentChips *self, GtkWidget *chip)
{
  g_return_if_fail (SILU_IS_ATTACHMENT_CHIPS (self));

  gtk_widget_set_parent (chip, GTK_WIDGET (self));
}
