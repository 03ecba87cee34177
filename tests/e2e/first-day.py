# SPDX-License-Identifier: GPL-3.0-or-later
"""The first day with Silu, as a person would spend it, driven through accessibility alone: first
start, Tour, deep think off and on, a question, stop in the middle, regenerate, open the thinking,
copy the code, quit, come back the next day, and the day after, when it is killed in the middle of an
answer. Argument: the language, "en" or "zh_CN"."""
import gettext
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

warnings.simplefilter('ignore', DeprecationWarning)

BUILD = pathlib.Path(os.environ['SILU_BUILD_DIR'])
SOURCE = pathlib.Path(os.environ['SILU_SOURCE_DIR'])
LIMIT = 40  # seconds that anything waited for may take

CODE = """static bool
snake_step (Snake *s, Point head, bool grows)
{
  if (!grows)
    occupied_clear (s, snake_pop_tail (s)); /* %s */
  if (!in_board (head) || occupied_get (s, head))
    return false;
  snake_push_head (s, head);
  return true;
}"""


def wait_for(what, condition):
    """Looks until it is so; a person's patience, not a pause of a given length."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        try:
            found = condition()
        except gi.repository.GLib.Error:  # a widget went away while it was looked at
            found = None
        if found:
            return found
        time.sleep(0.02)
    raise SystemExit(f'not within {LIMIT} s: {what}')


def walk(accessible):
    yield accessible
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None:
            yield from walk(child)


class Silu:
    """One run of the program, and what a person can do with it."""

    def __init__(self, home, language, speed):
        catalog = gettext.translation('silu', BUILD / 'po', languages=[language],
                                      fallback=language == 'en')
        self.say = catalog.gettext
        self.errors = open(home / 'stderr', 'w+', encoding='utf-8')
        self.process = subprocess.Popen(
            [BUILD / 'src' / 'silu'], stderr=self.errors,
            env={**os.environ, 'HOME': str(home), 'XDG_DATA_HOME': str(home / 'data'),
                 'XDG_CONFIG_HOME': str(home / 'config'), 'XDG_CACHE_HOME': str(home / 'cache'),
                 'LANGUAGE': language, 'LC_ALL': 'C.UTF-8', 'SILU_LOCALEDIR': str(BUILD / 'po'),
                 'SILU_TOUR_SPEED': str(speed), 'SECRET_BACKEND': 'file',
                 'SECRET_FILE_TEST_PATH': str(home / 'keyring'),
                 'SECRET_FILE_TEST_PASSWORD': 'x', 'GTK_A11Y': 'atspi'})
        self.window = wait_for('the window', self.find_window)

    def find_window(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application and application.get_process_id() == self.process.pid:
                application.set_cache_mask(Atspi.Cache.NONE)
                for child in walk(application):
                    if child.get_role() == Atspi.Role.FRAME:
                        return child
        return None

    def look(self, name, role=None):
        """All that bear this name, as the source says it; in the order of the window."""
        return [found for found in walk(self.window)
                if found.get_name() == self.say(name) and role in (None, found.get_role_name())]

    def find(self, name, role=None):
        return wait_for(f'“{name}”', lambda: self.look(name, role))[-1]

    def reads(self, text):
        """Whether a text of the window holds this."""
        for found in walk(self.window):
            if text in (found.get_name() or ''):
                return True
            interface = found.get_text_iface()
            if interface and text in Atspi.Text.get_text(interface, 0, -1):
                return True
        return False

    def click(self, name, role='push button'):
        button = self.find(name, role)
        wait_for(f'“{name}” to be usable',
                 lambda: button.get_state_set().contains(Atspi.StateType.SENSITIVE))
        assert button.get_action_iface().do_action(0), name

    def act(self, action):
        """An action that a widget offers, as a keyboard shortcut or a screen reader calls it."""
        for found in walk(self.window):
            actions = found.get_action_iface()
            for index in range(actions.get_n_actions() if actions else 0):
                if actions.get_action_name(index) == action:
                    assert actions.do_action(index), action
                    return
        raise SystemExit(f'nothing offers the action {action}')

    def type(self, text):
        entry = self.find('Message', 'text')
        assert entry.get_editable_text_iface().set_text_contents(text)

    def toggle_think(self, level):
        self.act('composer.toggle-think')
        self.find(f'Deep think · {level}')

    def open(self, title):
        """The only conversation there is."""
        wait_for('the conversation in the sidebar', lambda: self.look(title))
        self.act('win.next-chat')

    def open_thinking(self):
        toggle = wait_for('the thinking pane', lambda: [
            found for found in walk(self.window)
            if found.get_role_name() in ('push button', 'toggle button')
            and found.get_name().startswith(self.say('Thought for %s').split('%s')[0])])[-1]
        assert toggle.get_action_iface().do_action(0)
        wait_for('the pane to be open',
                 lambda: toggle.get_state_set().contains(Atspi.StateType.EXPANDED))

    def copied(self):
        result = subprocess.run(['xclip', '-selection', 'clipboard', '-out'], capture_output=True,
                                text=True, check=False, timeout=LIMIT)
        return result.stdout

    def kill(self):
        """As the machine does when it runs out of memory."""
        self.process.kill()
        self.process.wait(LIMIT)
        self.errors.close()

    def quit(self):
        self.act('window.close')
        assert self.process.wait(LIMIT) == 0
        self.errors.seek(0)
        said = self.errors.read()
        assert 'CRITICAL' not in said and 'WARNING' not in said, said
        self.errors.close()


def first_day(home, language, question):
    silu = Silu(home, language, 40)

    silu.find('Take the tour', 'list item')
    silu.act('welcome.tour')
    wait_for('the chat', lambda: silu.look('What shall we think about?'))

    silu.toggle_think('Off')
    silu.toggle_think('High')

    silu.type(question)
    silu.click('Send')
    wait_for('the thinking', lambda: silu.reads(silu.say('Thinking…').rstrip('…')))
    silu.click('Stop')
    wait_for('that it has stopped', lambda: silu.reads(silu.say('Stopped.')))
    silu.quit()

    # Quicker from here on: the rest is about what is there at the end.
    silu = Silu(home, language, 0)
    silu.open(question)
    wait_for('the stopped answer', lambda: silu.reads(silu.say('Stopped.')))
    silu.click('Regenerate')
    wait_for('the second version', lambda: silu.reads(silu.say('%u / %u') % (2, 2)))
    silu.find('Copy code', 'push button')
    wait_for('the end of the answer', lambda: silu.look('Send', 'push button'))
    silu.open_thinking()
    silu.click('Copy code')
    comment = '尾巴先离开' if language == 'zh_CN' else 'the tail leaves first'
    wait_for('exactly the code', lambda: silu.copied() == CODE % comment)
    silu.quit()


def next_day(home, language, question):
    silu = Silu(home, language, 0)

    silu.open(question)
    wait_for('the second version', lambda: silu.reads(silu.say('%u / %u') % (2, 2)))
    assert silu.reads('snake_pop_tail')
    silu.click('Previous version')
    wait_for('the first version', lambda: silu.reads(silu.say('%u / %u') % (1, 2)))
    silu.quit()


def day_of_the_crash(home, language, question):
    silu = Silu(home, language, 5)  # slow enough to be in the middle for a while
    beginning = '占用表' if language == 'zh_CN' else 'table of occupied cells'

    silu.open(question)
    wait_for('the first version', lambda: silu.reads(silu.say('%u / %u') % (1, 2)))
    silu.toggle_think('Off')
    silu.click('Regenerate')
    wait_for('its beginning', lambda: silu.reads(beginning))
    silu.kill()

    silu = Silu(home, language, 0)
    silu.open(question)
    cut = silu.say('The answer was interrupted. What had come is kept.')
    wait_for('the interrupted answer', lambda: silu.reads(cut))
    silu.click('Continue')
    wait_for('that it goes on', lambda: not silu.reads(cut))
    wait_for('the end of the answer', lambda: silu.look('Send', 'push button'))
    assert silu.reads(beginning)
    silu.quit()


def main():
    language = sys.argv[1]
    question = '用 C 写贪吃蛇' if language == 'zh_CN' else 'Write a snake in C'
    home = pathlib.Path(tempfile.mkdtemp(prefix='silu-e2e-'))
    try:
        first_day(home, language, question)
        next_day(home, language, question)
        day_of_the_crash(home, language, question)
    finally:
        shutil.rmtree(home)


main()
