"""What a person at a terminal is shown: problems in colour, a bar of long work, cards on a screen of their own.

The only file that imports rich; loaded by `console.py` alone, when one of them is there to be shown.
"""

from collections.abc import Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text

from muniment.cards import NARROWEST, Card, Line, Piece, Style
from muniment.problems import Problem, printable
from muniment.progress import Step

STYLES: dict[Style, str] = {
    "plain": "", "strong": "bold", "faint": "dim", "mark": "bold reverse", "label": "dim", "good": "green",
    "doubt": "yellow", "warning": "bold yellow", "key": "bold cyan",
}  # fmt: skip
WIDEST = 110  # columns beyond which lines are hard to read


class Bar:
    """How far a stage is, drawn in place of the last line; gone without a trace when it is closed.

    Nothing is drawn but by `show`: a thread that did it on its own would keep `crew.py` from forking.
    """

    def __init__(self, stream: TextIO):
        console = Console(file=stream, highlight=False)
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TextColumn("{task.fields[counts]}"))
        self._drawn = Progress(
            *columns, console=console, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False
        )
        self._task = self._drawn.add_task("", total=None, counts="")
        self._drawn.start()

    def show(self, step: Step) -> None:
        """Draw it as it is now."""
        self._drawn.update(
            self._task, description=step.stage, completed=step.done, total=step.total or None, counts=step.counts
        )
        self._drawn.refresh()

    def close(self) -> None:
        """Take it away."""
        self._drawn.stop()


class Cards:
    """A screen of its own, on which one card lies at a time; what was on the screen is back when it is closed."""

    def __init__(self, stream: TextIO):
        self._console = Console(file=stream, highlight=False)
        self._console.set_alt_screen(True)

    def show(self, card: Card) -> None:
        """Lay a card in the place of the last one. Of one with too many lines the last ones before its foot are left
        out."""
        width, height = min(WIDEST, self._console.width), self._console.height
        lines, foot = self._laid_out(card.lines, width), self._laid_out(card.foot, width)
        room = max(1, height - len(foot) - 1)
        if len(lines) > room:
            lines = [*lines[: room - 1], Text("… the rest needs a higher screen"[:width], STYLES["warning"])]
        self._console.clear()
        for one in (*lines, *foot):
            self._console.print(one, soft_wrap=True)

    def close(self) -> None:
        """Take the screen away."""
        self._console.set_alt_screen(False)

    def _laid_out(self, lines: tuple[Line, ...], width: int) -> list[Text]:
        """The lines as wide as the screen."""
        found: list[Text] = []
        for one in (part for line in lines for part in _between_keys(line, width - 1)):
            text = Text()
            for piece in one.pieces:
                text.append(piece.shown, STYLES[piece.style])
            before, rest = text.divide([one.hang]) if len(text) > one.hang > 0 else (Text(), text)
            wrapped = rest.wrap(self._console, max(NARROWEST, width - 1 - one.hang)) or [Text()]
            found += [(Text(" " * one.hang) if number else before) + part for number, part in enumerate(wrapped)]
        return found


def _between_keys(line: Line, width: int) -> Iterator[Line]:
    """The line, or, where it tells several keys, as many as fit on each."""
    groups: list[list[Piece]] = []
    for piece in line.pieces:
        if piece.style == "key" or not groups:
            groups.append([])
        groups[-1].append(piece)
    if len(groups) < 3:
        yield line
        return
    row: list[Piece] = []
    for group in groups:
        if row and sum(cell_len(piece.shown) for piece in (*row, *group)) > width:
            yield Line(tuple(row))
            row = []
        row += group
    yield Line(tuple(row))


def show_problem(stream: TextIO, problem: Problem) -> None:
    """A problem with its hint, errors red and warnings yellow."""
    console = Console(file=stream, highlight=False, soft_wrap=True)
    colour = "red" if problem.severity == "error" else "yellow"
    label = "" if problem.severity == "error" else "warning: "
    place, what = escape(printable(str(problem.place))), escape(printable(problem.what))
    console.print(f"[bold]{place}[/]: [{colour}]{label}{what}[/]")
    if problem.hint:
        console.print(f"  [dim]hint: {escape(printable(problem.hint))}[/]")
