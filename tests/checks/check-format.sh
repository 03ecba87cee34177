#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C file is as clang-format leaves it. Version 14 decides: others break lines elsewhere.
cd "$SILU_SOURCE_DIR" || exit 1
if ! command -v clang-format-14 >/dev/null; then
  echo '1..0 # SKIP clang-format 14 is not packaged here'
  exit 0
fi
echo 1..1
if find src tests -name '*.[ch]' -print0 | xargs -0 clang-format-14 --dry-run --Werror; then
  echo 'ok 1 - format'
else
  echo 'not ok 1 - format'
fi
