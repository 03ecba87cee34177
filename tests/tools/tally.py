# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the test cases of finished `meson test` runs and closes with one line.

Cases come from meson's JUnit file. A program may fail with all its cases passed (a leak found at
its end, a crash after the last one): meson's own verdict in testlog.json then counts as one more
failure.
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def read_cases(logs):
    """Yields (program, case, state, reason) for each case of one run."""
    junit = logs / 'testlog.junit.xml'
    if not junit.exists():
        return
    for suite in ElementTree.parse(junit).getroot().iter('testsuite'):
        for case in suite.iter('testcase'):
            program = case.get('classname', '').split('.', 1)[-1].rsplit(' / ', 1)[-1]
            if case.find('failure') is not None or case.find('error') is not None:
                state = 'failed'
            elif case.find('skipped') is not None:
                state = 'skipped'
            else:
                state = 'passed'
            reason = case.findtext('system-out', '').strip()
            yield program, case.get('name').rsplit(' / ', 1)[-1], state, reason


def read_failed_programs(logs):
    """Yields (program, verdict) for what meson holds to have failed."""
    log = logs / 'testlog.json'
    if not log.exists():
        return
    for line in log.read_text(encoding='utf-8', errors='replace').splitlines():
        result = json.loads(line)
        if result['result'] not in ('OK', 'SKIP', 'EXPECTEDFAIL'):
            yield result['name'].rsplit(' / ', 1)[-1], result['result']


def main(folders):
    counts = {'passed': 0, 'failed': 0, 'skipped': 0}
    for folder in folders:
        logs = pathlib.Path(folder) / 'meson-logs'
        failed = set()
        found = 0
        for program, case, state, reason in read_cases(logs):
            found += 1
            counts[state] += 1
            if state == 'failed':
                failed |= {program, case}
                print(f'FAILED {folder} {program}: {case}')
            elif state == 'skipped':
                print(f'SKIPPED {folder} {program}: {case}: {reason or "no reason given"}')
        for program, verdict in read_failed_programs(logs):
            if program not in failed:
                counts['failed'] += 1
                print(f'FAILED {folder} {program}: the program as a whole ({verdict})')
        if found == 0:
            counts['failed'] += 1
            print(f'FAILED {folder}: no test ran')
    print('{passed} passed, {failed} failed, {skipped} skipped'.format(**counts))
    return 1 if counts['failed'] or not counts['passed'] else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
