# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string for people is listed in POTFILES.in and translated in every language."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ['SILU_SOURCE_DIR'])
MARKED = re.compile(r'(?<![A-Za-z0-9_])((N?_|N?C_) \(\s*"|g_dngettext \(GETTEXT_PACKAGE,\s*")|'
                    r'translatable="(yes|true)"')
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
            '--keyword=NC_:1c,2', '--keyword=g_dngettext:2,3', '--files-from=po/POTFILES.in']


def run(*command):
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False,
                            env={**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en'})
    return result.returncode, result.stdout + result.stderr


def read_list(name):
    lines = (ROOT / 'po' / name).read_text(encoding='utf-8').splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith('#')}


def check_list():
    listed = read_list('POTFILES.in')
    found = {path.relative_to(ROOT).as_posix()
             for pattern in ('*.c', '*.h', '*.ui') for path in (ROOT / 'src').rglob(pattern)
             if MARKED.search(path.read_text(encoding='utf-8'))}
    found |= {path.relative_to(ROOT).as_posix()
              for pattern in ('*.desktop.in', '*.metainfo.xml.in')
              for path in (ROOT / 'data').glob(pattern)}
    for name in sorted(found - listed):
        yield f'{name} has strings and is not in po/POTFILES.in'
    for name in sorted(listed - found):
        yield f'{name} is in po/POTFILES.in and has no strings or is gone'


def check_language(language, template):
    catalog = f'po/{language}.po'
    status, said = run('msgfmt', '--check', '--output-file=/dev/null', catalog)
    if status != 0:
        yield said.strip()
    with tempfile.NamedTemporaryFile(suffix='.po') as merged:
        run('msgmerge', '--quiet', '--no-fuzzy-matching', '-o', merged.name, catalog, template)
        for state in ('--untranslated', '--only-fuzzy'):
            _, said = run('msgattrib', '--no-obsolete', '--no-wrap', state, merged.name)
            # The header comes first where there is anything to print.
            for entry in said.strip().split('\n\n')[1:] if said.strip() else []:
                yield f'{catalog}: {state[2:]}:\n{entry}'


def main():
    problems = list(check_list())
    with tempfile.NamedTemporaryFile(suffix='.pot') as template:
        if not problems:
            status, said = run(*XGETTEXT, f'--output={template.name}')
            if status != 0 or said.strip():
                problems.append(said.strip())
            for language in sorted(read_list('LINGUAS')):
                problems += check_language(language, template.name)
    print('\n'.join(problems))
    return 1 if problems else 0


sys.exit(main())
