/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few words that are rarely met in any other language, at the beginning of a line. Two of them
 * decide, or one that is as good as a signature. Better no colours than wrong ones. */
#include "silu-code-guess.h"

#include <string.h>

#define LOOKED_AT 4096
#define ENOUGH 2

typedef struct
{
  const char *id;
  guint weight;
  const char *words; /* that a line begins with, parted by "|" */
} Cue;

static const Cue cues[] = {
  { "sh", 2, "#!/bin/sh|#!/bin/bash|#!/usr/bin/env bash|#!/usr/bin/env sh" },
  { "python3", 2, "#!/usr/bin/env python|#!/usr/bin/python|if __name__ ==" },
  { "js", 2, "#!/usr/bin/env node" },
  { "xml", 2, "<?xml" },
  { "php", 2, "<?php" },
  { "html", 2, "<!doctype html|<html" },
  { "c", 2, "#include <std|#include <unistd" },
  { "cpp", 2, "#include <iostream>|#include <vector>|using namespace std|template <|template<" },
  { "go", 2, "package main" },
  { "docker", 2, "FROM ubuntu|FROM alpine|FROM debian|FROM python|FROM node" },
  { "diff", 2, "diff --git|--- a/|+++ b/|@@ -" },
  { "java", 2, "public static void main|public class |import java." },
  { "c-sharp", 2, "using System;|namespace " },
  { "rust", 2, "fn main()|use std::|impl |pub fn |#[derive" },
  { "kotlin", 2, "fun main(" },
  { "swift", 2, "import SwiftUI|import Foundation" },
  { "sql", 2, "SELECT |INSERT INTO |CREATE TABLE |ALTER TABLE |WITH RECURSIVE" },
  { "latex", 2, "\\documentclass|\\begin{" },
  { "python3", 1, "def |import |from |class |elif |async def |for |print(|with open|@" },
  { "c", 1, "#include|#define|int main|typedef |static |void |struct |#ifdef" },
  { "cpp", 1, "#include <|std::|class |namespace |auto " },
  { "js", 1, "const |let |function |var |export |import {|console.log|async function|require(" },
  { "go", 1, "func |import (|type |package " },
  { "rust", 1, "fn |let mut |struct |enum |mod |pub |match |use " },
  { "java", 1, "public |private |protected |@Override|import |package " },
  { "ruby", 1, "def |end|require |puts |class |module " },
  { "sh", 1, "sudo |apt |cd |echo |export |mkdir |git |curl |pip |npm |chmod |docker |fi|done" },
  { "css", 1, "@media|@import|body {|:root|." },
  { "yaml", 1, "- name:|version:|services:|apiVersion:|kind:" },
  { "toml", 1, "[package]|[dependencies]|[tool." },
};

/* Whether @line begins with one of @words. A word that ends in a letter is whole. */
static gboolean
begins (const char *line, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  for (gsize i = 0; list[i] != NULL; i++)
    {
      gsize length = strlen (list[i]);

      if (g_ascii_strncasecmp (line, list[i], length) != 0)
        continue;
      if (!g_ascii_isalpha (list[i][length - 1]) || !g_ascii_isalnum (line[length]))
        return TRUE;
    }

  return FALSE;
}

/* "{" with a quoted name soon after, and nothing but JSON's own punctuation around. */
static gboolean
is_json (const char *code)
{
  const char *at = code;

  while (g_ascii_isspace (*at))
    at++;
  if (*at != '{' && *at != '[')
    return FALSE;
  for (at++; *at != '\0' && (g_ascii_isspace (*at) || *at == '{' || *at == '['); at++)
    ;

  return *at == '"' && strstr (at, "\":") != NULL && strstr (at, ";\n") == NULL;
}

static void
count_line (const char *line, guint *counts)
{
  while (*line == ' ' || *line == '\t')
    line++;

  for (gsize i = 0; i < G_N_ELEMENTS (cues); i++)
    if (begins (line, cues[i].words))
      counts[i] += cues[i].weight;
}

/* All cues of the language that cue @index is of. */
static guint
sum_up (const guint *counts, gsize index)
{
  guint sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cues); i++)
    if (g_str_equal (cues[i].id, cues[index].id))
      sum += counts[i];

  return sum;
}

const char *
silu_code_guess (const char *code)
{
  g_autofree char *start = g_strndup (code, LOOKED_AT);
  g_auto (GStrv) lines = g_strsplit (start, "\n", -1);
  guint counts[G_N_ELEMENTS (cues)] = { 0 };
  const char *best = NULL;
  guint most = ENOUGH - 1;

  if (is_json (start))
    return "json";

  for (gsize i = 0; lines[i] != NULL; i++)
    count_line (lines[i], counts);
  for (gsize i = 0; i < G_N_ELEMENTS (cues); i++)
    {
      guint sum = sum_up (counts, i);

      if (sum <= most)
        continue;
      most = sum;
      best = cues[i].id;
    }

  return best;
}
