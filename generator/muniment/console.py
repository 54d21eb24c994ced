"""The only place that speaks: progress in a terminal, plain lines elsewhere, nothing when quiet.

The only file that imports rich. NO_COLOR and a dumb terminal are honoured by rich itself.
"""

from collections.abc import Iterable
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from muniment.problems import Problem, printable

EVERY = 2000  # steps between two plain lines, where there is no terminal to draw a bar in


class Voice:
    """Says lines to the person, problems to standard error, and how far long work is.

    Use as a context, so that a bar never outlives its work.
    """

    def __init__(self, quiet: bool = False):
        self._out = Console(quiet=quiet, highlight=False, soft_wrap=True)
        self._errors = Console(stderr=True, highlight=False, soft_wrap=True)
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._quiet = quiet

    def __enter__(self) -> "Voice":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close_bars()

    def say(self, line: str) -> None:
        """One line of text as it is."""
        self._out.print(escape(printable(line)))

    def tell_problems(self, problems: Iterable[Problem], most: int = 200) -> None:
        """Every problem with its hint on standard error, also when quiet; past `most`, their number."""
        self._close_bars()
        listed = list(problems)
        for problem in listed[:most]:
            colour = "red" if problem.severity == "error" else "yellow"
            label = "" if problem.severity == "error" else "warning: "
            place, what = escape(printable(str(problem.place))), escape(printable(problem.what))
            self._errors.print(f"[bold]{place}[/]: [{colour}]{label}{what}[/]")
            if problem.hint:
                self._errors.print(f"  [dim]hint: {escape(printable(problem.hint))}[/]")
        if len(listed) > most:
            self._errors.print(f"and {len(listed) - most} more; `muniment check` lists them all")

    def step(self, stage: str, done: int, total: int) -> None:
        """How far a stage is. `total` 0 is unknown."""
        if self._quiet:
            return
        if not self._out.is_terminal:
            if total > EVERY and done and (done % EVERY == 0):
                self._out.print(f"{stage}: {done:,} of {total:,}")
            return
        if self._bars is None:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bars = Progress(*columns, TimeRemainingColumn(), console=self._out, transient=True)
            self._bars.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total or None)
        self._bars.update(self._tasks[stage], completed=done, total=total or None)

    def _close_bars(self) -> None:
        if self._bars:
            self._bars.stop()
            self._bars, self._tasks = None, {}
