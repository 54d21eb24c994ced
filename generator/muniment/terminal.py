"""What a person at a terminal is shown: problems in colour, and a bar of long work.

The only file that imports rich; loaded by `console.py` alone, when one of the two is there to be shown.
"""

from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn

from muniment.problems import Problem, printable
from muniment.progress import Step


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


def show_problem(stream: TextIO, problem: Problem) -> None:
    """A problem with its hint, errors red and warnings yellow."""
    console = Console(file=stream, highlight=False, soft_wrap=True)
    colour = "red" if problem.severity == "error" else "yellow"
    label = "" if problem.severity == "error" else "warning: "
    place, what = escape(printable(str(problem.place))), escape(printable(problem.what))
    console.print(f"[bold]{place}[/]: [{colour}]{label}{what}[/]")
    if problem.hint:
        console.print(f"  [dim]hint: {escape(printable(problem.hint))}[/]")
