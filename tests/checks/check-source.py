# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that the compiler does not know: banned calls, which layer may use which library, and what
has no place among the sources."""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(os.environ['SILU_SOURCE_DIR'])
CORE = ('wire', 'markdown', 'reasoning', 'model', 'net', 'store', 'engine', 'math')

# (what, why, where it is allowed: prefixes of paths)
BANNED = [
    (r'\b(atoi|atol|sprintf|strcpy|strcat|strtok|gets)\s*\(', 'unsafe or unchecked call', ()),
    (r'(?<!\w)(system|popen)\s*\([^)]*\)\s*[;)]', 'a shell', ()),
    (r'"[^"\n]*/tmp/', 'a path of one machine', ()),
    (r'\bg_main_context_iteration\s*\(', 'nested main loop', ('tests/',)),
    (r'\b(TODO|FIXME|XXX)\b', 'unfinished', ()),
    (r'\bg_auto(ptr|free|list|slist|queue)?\b(\s*\([^)]*\))?[^=;,(){}]*;', 'uninitialised', ()),
    (r'(?<!LIB)ADW_CHECK_VERSION|GTK_CHECK_VERSION', 'version check', ('src/ui/silu-compat.h',)),
    (r'#include\s*<libsoup/', 'libsoup', ('src/net/', 'tests/net/')),
    (r'#include\s*<archive', 'libarchive', ('src/engine/import/', 'tests/import/')),
    (r'#include\s*<sqlite3', 'SQLite', ('src/store/', 'tests/store/')),
    (r'#include\s*<libsecret/', 'libsecret', ('src/store/', 'tests/store/')),
    (r'#include\s*<md4c', 'md4c', ('src/markdown/',)),
    (r'#include\s*<librsvg/', 'librsvg', ('src/math/',)),
    (r'#include\s*<jsc/', 'JavaScriptCore', ('src/math/',)),
    (r'#include\s*<(gtk/|adwaita|gtksourceview/|gdk/)', 'GTK',
     ('src/ui/', 'src/main.c', 'tests/ui/', 'tests/e2e/', 'tests/bench/')),
]
BANNED_IN_CORE = [(r'\bg_object_set_q?data(_full)?\s*\(', 'logic in object data', ())]

# Of a file that is kept, in bytes.
LARGEST = 1_000_000


def line_of(text, position):
    return text.count('\n', 0, position) + 1


def check(path):
    name = path.relative_to(ROOT).as_posix()
    text = path.read_text(encoding='utf-8')
    rules = list(BANNED)
    if name.startswith(tuple(f'src/{layer}/' for layer in CORE)):
        rules += BANNED_IN_CORE
    for pattern, why, allowed in rules:
        if allowed and name.startswith(allowed):
            continue
        for match in re.finditer(pattern, text):
            yield f'{name}:{line_of(text, match.start())}: {why}: {match.group().strip()}'
    if 'SPDX-License-Identifier: GPL-3.0-or-later' not in text.split('\n', 1)[0]:
        yield f'{name}:1: the first line names no licence'


def check_sizes():
    """What is no source by its size, as the memory of a program that crashed."""
    if not (ROOT / '.git').exists():
        return
    # Whoever owns the checkout: in a container it is often somebody else.
    git = ['git', '-c', f'safe.directory={ROOT}', 'ls-files', '-z']
    kept = subprocess.run(git, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    for name in filter(None, kept.stdout.decode().split('\0')):
        path = ROOT / name
        if path.is_file() and path.stat().st_size > LARGEST:
            yield f'{name}: {path.stat().st_size} bytes are more than {LARGEST}'


def main():
    paths = [p for top in ('src', 'tests') for p in sorted((ROOT / top).rglob('*.[ch]'))]
    problems = [problem for path in paths for problem in check(path)] + list(check_sizes())
    print('\n'.join(problems))
    print(f'{len(paths)} files, {len(problems)} problems')
    return 1 if problems or not paths else 0


sys.exit(main())
