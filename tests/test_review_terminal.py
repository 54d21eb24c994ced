"""`muniment review` in a terminal: keys as they are pressed, cards on a screen of their own, words that are edited."""

import os
import re
import select
import signal
import subprocess
import sys
import time

import pytest

from reviewing import LISTS, REVIEW, SEED, decisions, written

if sys.platform == "win32":
    pytest.skip("there are no such terminals", allow_module_level=True)

import fcntl
import pty
import struct
import termios

COMMAND = [sys.executable, "-m", "muniment", "review", "r"]
OPENED, CLOSED = "\x1b[?1049h", "\x1b[?1049l"
PATIENCE = 30.0  # seconds for whatever is waited for


class Terminal:
    """A terminal with the command in it."""

    def __init__(self, archive, width=100, height=40, **environment):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "LINES", "COLUMNS")}
        environment = {**known, "TERM": "xterm-256color", "MUNIMENT_REVIEWER": "demo-desk", **environment}
        self.process = subprocess.Popen(
            [*COMMAND, str(archive)], stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(slave)
        self.said = ""

    def until(self, words):
        """What is said until these words are, all that acts on a terminal taken out."""
        ends, begun = time.monotonic() + PATIENCE, len(self.said)
        while words not in plain(self.said[begun:]):
            assert time.monotonic() < ends, plain(self.said)
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.said += os.read(self.master, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        assert words in plain(self.said[begun:]), plain(self.said)
        return plain(self.said[begun:])

    def press(self, keys, then):
        """Send keys, and wait for these words."""
        os.write(self.master, keys.encode())
        return self.until(then)

    def ended(self):
        """Its status, once it has ended."""
        return self.process.wait(PATIENCE)

    def close(self):
        """End it, if it has not."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def plain(said):
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][A-B]|\r", "", said).replace("\xa0", " ")


@pytest.fixture
def archive(make_archive):
    return make_archive({"seeds/r.txt": SEED, **LISTS})


@pytest.fixture
def terminal(archive):
    opened = []

    def make(**options):
        opened.append(Terminal(archive, **options))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_one_key_decides_and_the_screen_is_back_at_the_end(terminal, archive):
    screen = terminal()
    screen.until("? help")
    assert OPENED in screen.said
    screen.press("a", "? help")
    assert decisions(archive) == [("accept", "language", "", {"value": "en"})]
    assert "\x1b[1;7mat least 440 graves\x1b[0m" in screen.said
    screen.press("q", "1 decision, not complete")
    assert screen.ended() == 0
    assert CLOSED in screen.said


def test_keys_of_a_cyrillic_keyboard_and_an_arrow_are_understood_and_others_do_nothing(terminal):
    screen = terminal()
    screen.until("? help")
    screen.press("zü\x1b[15~\x1b[Bф", "1 of 7 decided")
    screen.press("\x1b[D", "0 of 7 decided")
    screen.press("\x04", "nothing was decided")
    assert screen.ended() == 0


def test_words_begin_with_what_is_known_and_can_be_edited(terminal, archive):
    screen = terminal()
    screen.until("? help")
    screen.press("s", "at least 440 graves")
    screen.press("c", "writes it")
    screen.press("2", "of what: graves")
    screen.press("\x01unmarked \r", "unmarked graves")
    screen.press("\r", "1 of 7 decided")
    assert decisions(archive)[0][3]["what"] == "unmarked graves"


def test_a_prompt_is_left_with_ctrl_c_and_the_walk_with_another(terminal, archive):
    screen = terminal()
    screen.until("? help")
    screen.press("a", "1 of 7 decided")
    screen.press("n", "note: ")
    time.sleep(0.3)  # readline misses a signal between its prompt and its wait, which no person is quick enough for
    screen.press("\x03", "? help")
    screen.press("\x03", "1 decision, not complete")
    assert screen.ended() == 0
    assert len(written(archive).decisions) == 1


def test_who_is_killed_loses_nothing_that_was_decided(terminal, archive):
    screen = terminal()
    screen.until("? help")
    screen.press("a", "1 of 7 decided")
    screen.press("a", "2 of 7 decided")
    os.kill(screen.process.pid, signal.SIGKILL)
    assert screen.ended() == -signal.SIGKILL
    assert len(decisions(archive)) == 2
    assert [path.name for path in (archive / REVIEW).parent.iterdir()] == ["r.yaml"]


def test_without_colours_there_is_plain_text_and_the_same_keys(terminal, archive):
    screen = terminal(NO_COLOR="1")
    screen.until("? help")
    screen.press("a", "«at least 440 graves»")
    screen.press("q", "1 decision")
    assert "\x1b" not in screen.said


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (200, 60)])
def test_on_a_screen_of_any_size_the_keys_are_in_sight(terminal, size):
    width, height = size
    screen = terminal(width=width, height=height)
    screen.until("help")
    last = plain(screen.press("a", "help")).rpartition("decided")[2]
    lines = last.split("\n")
    assert max(map(len, lines)) <= max(width, 24)
    assert len(lines) <= max(height, 14)


def test_an_editor_is_opened_on_the_ordinary_screen(terminal, archive, tmp_path):
    script = tmp_path / "editor.sh"
    script.write_text("#!/bin/sh\necho edited\necho '# by hand' >> \"$1\"\n")
    script.chmod(0o755)
    screen = terminal(VISUAL=str(script))
    screen.until("? help")
    screen.press("e", "edited")
    assert screen.said.rindex(CLOSED) < screen.said.rindex("edited")
    screen.press("a", "1 of 7 decided")
    assert "# by hand" in (archive / REVIEW).read_text()


def test_who_decides_is_asked_with_the_last_one_as_the_answer(terminal, archive):
    screen = terminal(MUNIMENT_REVIEWER="")
    screen.until("A pseudonym is fine: ")
    screen.press("anna\r", "? help")
    screen.press("a", "1 of 7")
    screen.press("q", "1 decision")
    again = terminal(MUNIMENT_REVIEWER="")
    again.until("A pseudonym is fine: anna")
    again.press("\r", "? help")
    again.press("a", "2 of 7")
    assert written(archive).reviewer == "anna"


def test_without_colours_lines_are_broken_between_words_and_keys(terminal):
    screen = terminal(width=44, NO_COLOR="1")
    screen.until("? help")
    said = screen.press("a", "? help")
    lines = said.splitlines()
    assert max(map(len, lines)) < 44
    assert "a accept   r reject   c correct   s later" in lines
    screen.press("q", "1 decision, not complete")
