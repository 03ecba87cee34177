/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages are made a moment at a time, while GTK calls "paginate": a long chat has thousands of lines
 * to break, and the window is to stay alive. */
#include "silu-print.h"

#include "silu-print-flow.h"
#include <glib/gi18n-lib.h>

#define SLICE (8 * 1000)  /* µs of work between two looks at the events */
#define MARGIN 18.0       /* mm */
#define FOOTER 28.0       /* points at the foot of a page */
#define HEADING_ROOM 36.0 /* that must follow a heading on its page */

/* Some lines of a box, on a page. */
typedef struct
{
  guint box;
  guint first;
  guint end;
  double y;
} Piece;

typedef struct
{
  SiluConversation *conversation;
  SiluExportFlags flags;
  SiluBundle *bundle;  /* what is printed of it, from the first page on */
  SiluPrintFlow *flow; /* while pages are made */

  GPtrArray *boxes; /* of SiluPrintBox */
  guint n_placed;
  GPtrArray *pages; /* of GArray of Piece */
  double height;    /* of a page's text */
  double y;         /* where the last page ends */
} Print;

static void
reset (Print *self)
{
  g_clear_pointer (&self->flow, silu_print_flow_free);
  g_clear_pointer (&self->bundle, silu_bundle_free);
  g_ptr_array_set_size (self->boxes, 0);
  g_ptr_array_set_size (self->pages, 0);
  self->n_placed = 0;
  self->y = 0;
}

static void
print_free (gpointer data, GClosure *closure)
{
  Print *self = data;

  reset (self);
  g_ptr_array_unref (self->boxes);
  g_ptr_array_unref (self->pages);
  g_object_unref (self->conversation);
  g_free (self);
}

/* Borrowed messages. */
static GPtrArray *
list_branch (SiluConversation *conversation)
{
  GListModel *branch = G_LIST_MODEL (conversation);
  GPtrArray *messages = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (branch); i++)
    {
      g_autoptr (SiluMessage) message = g_list_model_get_item (branch, i);

      g_ptr_array_add (messages, message);
    }

  return messages;
}

static SiluBundle *
copy (SiluConversation *conversation, SiluExportFlags flags)
{
  const char *id = silu_conversation_get_id (conversation);
  gboolean all = (flags & SILU_EXPORT_ALL_BRANCHES) != 0;
  g_autoptr (GPtrArray) messages =
      all ? silu_conversation_list_all (conversation) : list_branch (conversation);
  SiluBundle *bundle = silu_bundle_new ();

  silu_conversation_record_free (bundle->conversation);
  bundle->conversation = silu_conversation_record_new (conversation);
  for (guint i = 0; i < messages->len; i++)
    g_ptr_array_add (bundle->messages,
                     silu_message_record_new (g_ptr_array_index (messages, i), id));

  return bundle;
}

static void
begin_page (Print *self)
{
  g_ptr_array_add (self->pages, g_array_new (FALSE, FALSE, sizeof (Piece)));
  self->y = 0;
}

/* How many lines from @first on there is room for: not one alone at either side of a break. */
static guint
fit_lines (const SiluPrintBox *box, guint first, double room)
{
  guint n_lines = silu_print_box_get_n_lines (box);
  guint end = first;
  double height = 0;

  while (end < n_lines)
    {
      height += silu_print_box_get_height (box, end, end + 1);
      if (height > room)
        break;
      end++;
    }

  if (end == n_lines - 1 && end > first + 2)
    end--;
  if (end < n_lines && end == first + 1)
    end = first;

  return end;
}

static gboolean
is_heading_at_end (Print *self, const SiluPrintBox *box, double room)
{
  return box->keeps_next && self->y > 0 &&
         room < silu_print_box_get_height (box, 0, silu_print_box_get_n_lines (box)) + HEADING_ROOM;
}

static void
place (Print *self, guint index)
{
  const SiluPrintBox *box = g_ptr_array_index (self->boxes, index);
  guint n_lines = silu_print_box_get_n_lines (box);
  double before = self->y > 0 ? box->before : 0;
  guint first = 0;

  if (is_heading_at_end (self, box, self->height - self->y - before))
    {
      begin_page (self);
      before = 0;
    }

  while (first < n_lines)
    {
      guint end = fit_lines (box, first, self->height - self->y - before);
      Piece piece = { index, first, end, self->y + before };

      if (end == first && self->y > 0)
        {
          begin_page (self);
          before = 0;
          continue;
        }

      /* One that is taller than a page is cut by its edge. */
      if (end == first)
        piece.end = first + 1;
      g_array_append_val ((GArray *) g_ptr_array_index (self->pages, self->pages->len - 1), piece);
      self->y = piece.y + silu_print_box_get_height (box, piece.first, piece.end);
      first = piece.end;
      before = 0;
      if (first < n_lines)
        begin_page (self);
    }
}

/* The cells of a row that no page can hold, one below the other. */
static void
part_row (Print *self, guint index)
{
  SiluPrintBox *row = g_ptr_array_index (self->boxes, index);

  for (guint i = 0; i < row->cells->len; i++)
    {
      SiluPrintBox *box = silu_print_box_new ();

      box->layout = g_object_ref (g_ptr_array_index (row->cells, i));
      box->indent = row->indent;
      box->bars = row->bars;
      box->width = row->width;
      g_ptr_array_insert (self->boxes, (int) (index + 1 + i), box);
    }
  g_ptr_array_remove_index (self->boxes, index);
}

static void
place_next (Print *self)
{
  SiluPrintBox *box = g_ptr_array_index (self->boxes, self->n_placed);

  silu_print_box_measure (box);
  if (box->cells != NULL && silu_print_box_get_height (box, 0, 1) > self->height)
    part_row (self, self->n_placed);
  else
    place (self, self->n_placed++);
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, gpointer user_data)
{
  Print *self = user_data;
  PangoContext *pango = gtk_print_context_create_pango_context (context);

  reset (self);
  self->height = gtk_print_context_get_height (context) - FOOTER;
  self->bundle = copy (self->conversation, self->flags);
  self->flow =
      silu_print_flow_new (self->bundle, self->flags, pango, gtk_print_context_get_width (context));
  g_object_unref (pango);
  begin_page (self);
}

static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, gpointer user_data)
{
  Print *self = user_data;
  gint64 end = g_get_monotonic_time () + SLICE;

  do
    {
      if (self->n_placed < self->boxes->len)
        {
          place_next (self);
        }
      else if (!silu_print_flow_next (self->flow, self->boxes))
        {
          gtk_print_operation_set_n_pages (operation, (int) self->pages->len);
          return TRUE;
        }
    }
  while (g_get_monotonic_time () < end);

  return FALSE;
}

static void
draw_footer (Print *self, GtkPrintContext *context, int page)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *font = pango_font_description_from_string ("Sans 8");
  g_autofree char *text = g_strdup_printf ("%d / %u", page + 1, self->pages->len);

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_width (layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  cairo_move_to (cr, 0, self->height + FOOTER / 2);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer user_data)
{
  Print *self = user_data;
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  GArray *pieces = g_ptr_array_index (self->pages, (guint) page);

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      silu_print_box_draw (g_ptr_array_index (self->boxes, piece->box), cr, piece->y, piece->first,
                           piece->end);
    }
  draw_footer (self, context, page);
}

static void
add_option (Print *self, GtkWidget *box, const char *label, SiluExportFlags flag)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), (self->flags & flag) != 0);
  gtk_box_append (GTK_BOX (box), check);
}

static SiluExportFlags
get_option (GtkWidget *check, SiluExportFlags flag)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (check)) ? flag : 0;
}

static GtkWidget *
create_options_cb (GtkPrintOperation *operation, gpointer user_data)
{
  Print *self = user_data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  add_option (self, box, _ ("Print the _thoughts too"), SILU_EXPORT_REASONING);
  add_option (self, box, _ ("Print the other _branches too"), SILU_EXPORT_ALL_BRANCHES);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_start (box, 12);

  return box;
}

static void
options_chosen_cb (GtkPrintOperation *operation, GtkWidget *box, gpointer user_data)
{
  Print *self = user_data;

  self->flags = get_option (gtk_widget_get_first_child (box), SILU_EXPORT_REASONING) |
                get_option (gtk_widget_get_last_child (box), SILU_EXPORT_ALL_BRANCHES);
}

/* As much white around a text as a letter has; whoever wants more on a page may say so. */
static GtkPageSetup *
make_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_MM);

  return setup;
}

GtkPrintOperation *
silu_print_new (SiluConversation *conversation, SiluExportFlags flags)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup ();
  Print *self = g_new0 (Print, 1);
  g_autoptr (SiluConversationRecord) header = silu_conversation_record_new (conversation);
  g_autofree char *title = silu_export_dup_title (header);

  self->conversation = g_object_ref (conversation);
  self->flags = flags;
  self->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_print_box_free);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_custom_tab_label (operation, "Silu");
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);

  g_signal_connect_data (operation, "begin-print", G_CALLBACK (begin_print_cb), self, print_free,
                         0);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), self);
  g_signal_connect (operation, "create-custom-widget", G_CALLBACK (create_options_cb), self);
  g_signal_connect (operation, "custom-widget-apply", G_CALLBACK (options_chosen_cb), self);

  return operation;
}

static void
tell (GtkWidget *parent, const GError *error)
{
  /* Translators: %s is the system's reason. */
  g_autofree char *sentence =
      g_strdup_printf (_ ("The chat could not be printed: %s"), error->message);

  gtk_widget_activate_action (parent, "win.toast", "s", sentence);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;

  gtk_print_operation_get_error (operation, &error);
  tell (user_data, error);
}

void
silu_print_run (GtkWidget *parent, SiluConversation *conversation)
{
  g_autoptr (GtkPrintOperation) operation = silu_print_new (conversation, 0);
  GtkRoot *root = gtk_widget_get_root (parent);

  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), parent, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}
