# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox may do what Silu needs and nothing more; the manifest is read by flatpak-builder."""
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(os.environ['SILU_SOURCE_DIR'])
ALLOWED = {
    '--share=network',
    '--share=ipc',
    '--socket=wayland',
    '--socket=fallback-x11',
    '--device=dri',
    '--talk-name=org.freedesktop.secrets',
}

[path] = (ROOT / 'flatpak').glob('*.json')
shown = subprocess.run(['flatpak-builder', '--show-manifest', path], check=True,
                       capture_output=True, text=True).stdout
manifest = json.loads(shown)
asked = set(manifest['finish-args'])
problems = [f'not allowed: {argument}' for argument in sorted(asked - ALLOWED)]
problems += [f'missing: {argument}' for argument in sorted(ALLOWED - asked)]
if manifest['id'] != path.stem:
    problems.append(f'the id {manifest["id"]} is not the name of the file')
print('\n'.join(problems))
sys.exit(1 if problems else 0)
