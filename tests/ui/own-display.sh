#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test on a display of its own: two tests on one take the selection and the clipboard from
# each other.
folder=$(mktemp -d) || exit 1
mkfifo "$folder/number"
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp -noreset 3>"$folder/number" >/dev/null 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
trap 'exit 143' TERM INT
read -r number <"$folder/number" || exit 1
unset XAUTHORITY
DISPLAY=:$number "$@"
