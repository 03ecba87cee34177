/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The helper: MathJax in JavaScriptCore, in a process of its own because a formula may take for
 * ever or all the memory there is. One request, one answer, until standard input ends. It needs no
 * file and no network, and gives up both before it reads the first formula. */
#include "silu-math-jail.h"
#include "silu-math-protocol.h"

#include <errno.h>
#include <gio/gio.h>
#include <jsc/jsc.h>
#include <string.h>
#include <unistd.h>

/* Bytes. How much memory JavaScriptCore takes the machine to have, by which it collects garbage. */
#define SUPPOSED_MEMORY (128 * 1024 * 1024)

static gboolean
read_all (void *buffer, gsize length)
{
  char *bytes = buffer;

  while (length > 0)
    {
      gssize n = read (STDIN_FILENO, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;

      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static gboolean
write_all (const void *buffer, gsize length)
{
  const char *bytes = buffer;

  while (length > 0)
    {
      gssize n = write (STDOUT_FILENO, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;

      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static gboolean
answer (SiluMathFrameKind kind, const void *payload, gsize length)
{
  SiluMathFrame frame = { kind, (guint32) length };

  return write_all (&frame, sizeof frame) && write_all (payload, length);
}

static gboolean
answer_wrong (const char *message)
{
  return answer (SILU_MATH_FRAME_WRONG, message, MIN (strlen (message), 1024));
}

static double
get_number (JSCValue *object, const char *name)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (object, name);

  return jsc_value_to_double (value);
}

static GBytes *
get_bytes (JSCValue *object, const char *name)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (object, name);

  return jsc_value_to_string_as_bytes (value);
}

static gboolean
answer_formula (JSCValue *result)
{
  SiluMathSizes sizes = { get_number (result, "width"), get_number (result, "height"),
                          get_number (result, "depth") };
  g_autoptr (GBytes) svg = get_bytes (result, "svg");
  g_autoptr (GBytes) mathml = get_bytes (result, "mathml");
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  gsize n_svg = 0, n_mathml = 0;
  const void *svg_data = g_bytes_get_data (svg, &n_svg);
  const void *mathml_data = g_bytes_get_data (mathml, &n_mathml);

  if (sizeof sizes + n_svg + 1 + n_mathml > SILU_MATH_MAX_ANSWER)
    return answer (SILU_MATH_FRAME_LARGE, NULL, 0);

  g_byte_array_append (payload, (const guint8 *) &sizes, sizeof sizes);
  g_byte_array_append (payload, svg_data, (guint) n_svg);
  g_byte_array_append (payload, (const guint8 *) "", 1);
  g_byte_array_append (payload, mathml_data, (guint) n_mathml);

  return answer (SILU_MATH_FRAME_FORMULA, payload->data, payload->len);
}

/* FALSE when nobody listens any more. */
static gboolean
typeset (JSCContext *context, JSCValue *module, const char *tex, gboolean display)
{
  g_autoptr (JSCValue) result = NULL;
  JSCException *exception = NULL;

  silu_math_jail_watch (TRUE);
  result = jsc_value_object_invoke_method (module, "typeset", G_TYPE_STRING, tex, G_TYPE_BOOLEAN,
                                           display, G_TYPE_NONE);
  silu_math_jail_watch (FALSE);

  exception = jsc_context_get_exception (context);
  if (exception != NULL)
    {
      const char *message = jsc_exception_get_message (exception);
      gboolean listens = answer_wrong (message != NULL ? message : "");

      jsc_context_clear_exception (context);
      return listens;
    }

  return answer_formula (result);
}

/* NULL, with a word on standard error, if the script does not run. */
static JSCValue *
load (JSCContext *context)
{
  g_autoptr (GBytes) script =
      g_resources_lookup_data (SILU_MATH_SCRIPT, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JSCValue) done = NULL;
  JSCException *exception = NULL;
  gsize length = 0;
  const char *code = script != NULL ? g_bytes_get_data (script, &length) : NULL;

  if (code == NULL)
    {
      g_printerr ("silu-math: there is no script\n");
      return NULL;
    }

  done = jsc_context_evaluate (context, code, (gssize) length);
  exception = jsc_context_get_exception (context);
  if (exception != NULL)
    {
      g_printerr ("silu-math: %s\n", jsc_exception_get_message (exception));
      return NULL;
    }

  return jsc_context_get_value (context, "SiluMath");
}

int
main (int argc, char **argv)
{
  g_autoptr (JSCContext) context = NULL;
  g_autoptr (JSCValue) module = NULL;
  g_autofree char *tex = g_malloc (SILU_MATH_MAX_REQUEST + 1);
  SiluMathFrame frame;

  /* Before the first thread: a process with threads cannot leave its network. */
  silu_math_jail_enter ();

  /* For some milliseconds at a time the second compiler costs more than it brings. */
  jsc_options_set_boolean (JSC_OPTIONS_USE_DFG, FALSE);
  jsc_options_set_size ("forceRAMSize", SUPPOSED_MEMORY);

  context = jsc_context_new ();
  module = load (context);
  if (module == NULL)
    return 1;

  silu_math_jail_lock ();
  if (!answer (SILU_MATH_FRAME_READY, NULL, 0))
    return 0;

  while (read_all (&frame, sizeof frame))
    {
      if (frame.length > SILU_MATH_MAX_REQUEST || !read_all (tex, frame.length))
        return 1;

      tex[frame.length] = '\0';
      if (!typeset (context, module, tex, frame.kind == SILU_MATH_FRAME_DISPLAY))
        break;
    }

  return 0;
}
