"""The only place that speaks: lines, problems, cards, and how far long work is; when quiet, problems alone.

It speaks in plain text, for which nothing needs to be loaded. Where a person watches, `terminal.py` adds
colours, a bar and a screen for cards, from the moment that there is something to show in them. NO_COLOR is honoured
(https://no-color.org).
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from types import TracebackType
from typing import Any, TextIO

from muniment.cards import Card, plain_text
from muniment.loading import load
from muniment.problems import Place, Problem, PublishError, printable
from muniment.progress import FRAME, LINE, Pace, Step

UNABLE = ("", "dumb", "unknown")  # terminals that can neither move nor colour


class Voice:
    """Says lines to the person, problems to standard error, and how far long work is.

    Use as a context, so that a bar never outlives its work. `clock` gives seconds.
    """

    def __init__(self, quiet: bool = False, clock: Callable[[], float] = time.monotonic):
        self._quiet = quiet
        self._has_bar = is_terminal(sys.stdout)
        self._pace = Pace(FRAME if self._has_bar else LINE, clock)
        self._bar: Any = None
        self._cards: Any = None
        self._stage = ""

    def __enter__(self) -> "Voice":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close_bar()
        self.put_away()

    def say(self, line: str) -> None:
        """One line of text as it is."""
        if not self._quiet:
            self.show(line)

    def show(self, text: str) -> None:
        """Text that was asked for, and is therefore shown also when quiet; one line or more."""
        self._close_bar()
        if text:
            _write(sys.stdout, printable(text))

    def show_card(self, card: Card) -> None:
        """A card in the place of the last one, on a screen of its own; where there is none, below what was said."""
        self._close_bar()
        if not self._has_bar or os.environ.get("NO_COLOR"):
            width = shutil.get_terminal_size().columns if self._has_bar else 0
            _write(sys.stdout, f"\n{plain_text(card, width)}")
            return
        if self._cards is None:
            self._cards = load("terminal").Cards(sys.stdout)
        self._cards.show(card)

    def put_away(self) -> None:
        """Take the screen of the cards away."""
        if self._cards:
            self._cards.close()
            self._cards = None

    @property
    def is_watched(self) -> bool:
        """Whether a person at a terminal sees what is said."""
        return self._has_bar

    def room(self) -> int:
        """How many signs of a text fit on a card, beside all else that it says."""
        width, height = shutil.get_terminal_size()
        wide = min(100, width)
        others = 18 + (100 - wide) // 10  # lines of a card, of which there are more where the screen is narrow
        return max(120, min(800, wide * (height - others))) if self._has_bar else 600

    def tell_problems(self, problems: Iterable[Problem], most: int = 200) -> None:
        """Every problem with its hint on standard error, also when quiet; past `most`, their number."""
        self._close_bar()
        listed = list(problems)
        if listed and is_terminal(sys.stderr) and not os.environ.get("NO_COLOR"):
            tell = partial(load("terminal").show_problem, sys.stderr)
        else:
            tell = partial(_write_problem, sys.stderr)
        for problem in listed[:most]:
            tell(problem)
        if len(listed) > most:
            _write(sys.stderr, f"and {len(listed) - most} more")
            _write(sys.stderr, "  hint: `muniment check` lists all of an archive's")

    def step(self, stage: str, done: int, total: int) -> None:
        """How far a stage is. `total` 0 is unknown. Nothing is shown of what takes less than a second."""
        if self._quiet:
            return
        if stage != self._stage:
            self._stage = stage
            self._close_bar()
        if step := self._pace.at(stage, done, total):
            self._show_step(step)

    def _show_step(self, step: Step) -> None:
        if not self._has_bar:
            _write(sys.stdout, str(step))
            return
        if self._bar is None:
            self._bar = load("terminal").Bar(sys.stdout)
        self._bar.show(step)

    def _close_bar(self) -> None:
        if self._bar:
            self._bar.close()
            self._bar = None


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody watches who can be shown colours and a bar. A window without a console has no
    stream at all."""
    return stream is not None and stream.isatty() and (os.name == "nt" or os.environ.get("TERM", "") not in UNABLE)


def _write_problem(stream: TextIO | None, problem: Problem) -> None:
    _write(stream, printable(str(problem)))


def _write(stream: TextIO | None, text: str) -> None:
    """Text and a line end, at once; what the stream's encoding lacks is written by its code. Raises PublishError
    where there is no room for it, and BrokenPipeError when nobody listens any more."""
    if stream is None:
        return
    text = text if text.endswith("\n") else f"{text}\n"
    try:
        _write_as_can_be(stream, text)
    except BrokenPipeError:
        raise
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise PublishError(Problem(Place("output"), what, "make room where what it says goes")) from error


def _write_as_can_be(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        stream.write(text.encode(stream.encoding, "backslashreplace").decode(stream.encoding))
    stream.flush()
