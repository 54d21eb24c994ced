"""What a person answers: one key at a time in a terminal, and elsewhere one line of standard input each."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

if sys.platform == "win32":
    import msvcrt
else:
    import readline
    import select
    import termios

ENTER, LEFT, ESCAPE = "enter", "left", "escape"
END = ""  # no more answers will come
NAMED = {"\r": ENTER, "\n": ENTER, "\x04": END, "\x1a": END, "\x1b": ESCAPE, "\x1b[D": LEFT, "\x1bOD": LEFT}
INTERRUPT = "\x03"  # Ctrl-C
# A line is given up so: all of it is taken away, and an empty one ends with Ctrl-D. The last keymap is the usual one.
GIVING_UP = (
    r'"\C-x\C-k": kill-whole-line', r'"\C-c": "\C-x\C-k\C-d"', r'"\e\C-c": "\C-x\C-k\C-d"',
)  # fmt: skip
KEYMAPS = ("vi-command", "vi-insert", "emacs")
REST = 0.05  # seconds within which the rest comes of a key that is sent as several bytes
LONGEST = 16  # bytes of such a key
# The keys of a Cyrillic keyboard, by what stands in the same place of a Latin one.
LATIN = dict(zip("йцукенгшщзфывапролдячсмитьі", "qwertyuiopasdfghjklzxcvbnms", strict=True))
LATIN |= {cyrillic.upper(): latin.upper() for cyrillic, latin in LATIN.items()}


class Keys:
    """The answers of whoever sits there, or of a file or program that stands for them. Use as a context: from the first
    key on the terminal gives each at once and shows none, and that must have an end."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdin is not None and sys.stdin.isatty()
        self._before: Any = None

    def __enter__(self) -> "Keys":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def await_key(self) -> None:
        """Have what is pressed from now on be a key, also while it is still told which are wanted."""
        if self.is_terminal:
            self._hold(is_line=False)

    def key(self) -> str:
        """The next key: a sign as on a Latin keyboard, a name such as "enter", or END."""
        if self.is_terminal:
            self._hold(is_line=False)
            return _named(_pressed())
        answer = self._line_of_input()
        return END if answer is None else _named(answer.strip() or "\n")

    def line(self, prompt: str, text: str = "") -> str | None:
        """A line of words; in a terminal it is edited, beginning with `text`. None where no more will come, or whoever
        was asked says with Ctrl-C or Ctrl-D that there is none."""
        if not self.is_terminal:
            return self._line_of_input()
        if _is_edited():
            self._hold(is_line=True)
        else:
            self.release()
        try:
            with _beginning_with(text):
                return input(prompt)
        except (EOFError, KeyboardInterrupt):
            return None

    def release(self) -> None:
        """Have the terminal as it was, for whatever else reads from it."""
        if sys.platform != "win32" and self._before is not None:
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._before)
            self._before = None

    def _hold(self, is_line: bool) -> None:
        """Have the terminal give each key, or the keys of a line. Ctrl-C is a key among them that waits for whoever
        reads next: a signal is lost that comes just before a wait."""
        if sys.platform == "win32":
            return
        handle = sys.stdin.fileno()
        if self._before is None:
            self._before = termios.tcgetattr(handle)
        mode = [*self._before[:6], [*self._before[6]]]
        mode[3] &= ~(termios.ICANON | (0 if is_line else termios.ECHO))
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        mode[6][termios.VINTR] = bytes([os.fpathconf(handle, "PC_VDISABLE")])
        termios.tcsetattr(handle, termios.TCSADRAIN, mode)

    def _line_of_input(self) -> str | None:
        if sys.stdin is None:
            return None
        stream = getattr(sys.stdin, "buffer", None)
        line: str = stream.readline().decode("utf-8", "replace") if stream else sys.stdin.readline()
        return line.rstrip("\r\n") if line else None


def _is_edited() -> bool:
    """Whether GNU readline asks for lines, which takes Ctrl-C for a key. Others have it as a signal."""
    return sys.platform != "win32" and os.isatty(1) and "libedit" not in (readline.__doc__ or "")


def _named(sign: str) -> str:
    return NAMED.get(sign, LATIN.get(sign, sign))


@contextmanager
def _beginning_with(text: str) -> Iterator[None]:
    """While a line is asked for that begins with a text, where the system can do that."""
    if sys.platform == "win32":
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(text))
    readline.set_auto_history(False)
    if _is_edited():
        for keymap in KEYMAPS:
            for binding in (f"set keymap {keymap}", *GIVING_UP):
                readline.parse_and_bind(binding)
    try:
        yield
    finally:
        readline.set_startup_hook()


def _pressed() -> str:
    """The key that is pressed next, whole: a letter of any script, an arrow."""
    if sys.platform == "win32":
        sign = msvcrt.getwch()
        if sign == INTERRUPT:
            raise KeyboardInterrupt
        return {"K": "\x1b[D"}.get(msvcrt.getwch(), "?") if sign in "\0\xe0" else sign
    handle = sys.stdin.fileno()
    key = os.read(handle, 1)
    if key == INTERRUPT.encode():
        raise KeyboardInterrupt
    while key and not _is_whole(key) and len(key) < LONGEST and select.select([handle], [], [], REST)[0]:
        key += os.read(handle, 1)
    return key.decode("utf-8", "replace")


def _is_whole(key: bytes) -> bool:
    """Whether nothing more belongs to a key: to a letter as many bytes as its first one tells (RFC 3629), to what
    begins with ESC all up to a letter (ECMA-48, 5.4)."""
    if key[0] == 0x1B:
        return len(key) > 2 and 0x40 <= key[-1] <= 0x7E
    return len(key) >= (1 if key[0] < 0xC0 else 2 if key[0] < 0xE0 else 3 if key[0] < 0xF0 else 4)
