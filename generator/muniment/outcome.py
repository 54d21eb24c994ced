"""How a build went: what it counted, and what it says at the end."""

from collections.abc import Callable, Sequence

from muniment.model import Record
from muniment.problems import Place, Problem
from muniment.publish.transaction import Committed
from muniment.read.kinds import READ, ending_of
from muniment.read.listing import TOP
from muniment.usage import ACCOUNT

Tell = Callable[[str], None]
Progress = Callable[[str, int, int], None]
"""Told at every step: the stage, how many items of it are done, and of how many; 0 is unknown. A stage
begins when it is first named, best with none done."""


class Counted(Record, frozen=True):
    """Reports that were found: built, refused for an error, held back by an embargo, not published since nobody has
    looked at them as the settings require, and withdrawn."""

    built: int
    refused: int
    held: int
    lacking: int = 0
    withdrawn: int = 0

    @property
    def read(self) -> int:
        """All of them."""
        return self.built + self.refused + self.held + self.lacking + self.withdrawn


class Outcome(Record, frozen=True, kw_only=True):
    """What a build found, in reports, and what it wrote and deleted, in files. Of the notes `held` are those of what
    was held back.

    `memory` is a bound in bytes: this process at its largest, and each of those that it started at its
    own, together; what they share is counted more than once. 0 where the system does not tell.
    """

    problems: tuple[Problem, ...]
    reports: Counted
    files: int
    written: int
    deleted: int
    notes: tuple[str, ...]
    held: tuple[str, ...] = ()
    seconds: float
    memory: int

    @property
    def errors(self) -> int:
        """Problems that are more than a warning."""
        return sum(problem.severity == "error" for problem in self.problems)

    def lines(self) -> tuple[str, ...]:
        """The closing words; the last line counts what was read, built and refused."""
        reports, used = self.reports, f", at most {self.memory / 1e6:,.0f} MB of memory" if self.memory else ""
        held = f", {reports.held:,} under embargo" if reports.held else ""
        held += f", {reports.lacking:,} not published for want of review" if reports.lacking else ""
        held += f", {reports.withdrawn:,} withdrawn" if reports.withdrawn else ""
        return (
            *self.notes,
            f"{self.written:,} of {self.files:,} files written, {self.deleted:,} deleted",
            f"{counted(reports.read, 'report')} read, {reports.built:,} built, {reports.refused:,} refused{held}; "
            f"{counted(self.errors, 'error')}, {counted(len(self.problems) - self.errors, 'warning')}; "
            f"{self.seconds:.2f} s{used}",
        )


def counted(number: int, what: str) -> str:
    """ "1 error", "2,000 errors"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def outcome_of(
    problems: Sequence[Problem], reports: Counted, committed: Committed, held: Sequence[str], notes: Sequence[str],
    seconds: float,
) -> Outcome:  # fmt: skip
    """What a finished build has to say, the files it left alone in the site folder included."""
    words = "not of this archive; left alone"
    strays = tuple(Problem(Place(f"site/{each}"), words, severity="warning") for each in committed.strays)
    return Outcome(
        problems=(*problems, *strays),
        reports=reports,
        files=committed.written + committed.kept,
        written=committed.written,
        deleted=committed.deleted,
        notes=(*held, *notes),
        held=tuple(held),
        seconds=seconds,
        memory=peak_memory(),
    )


def nothing_published(reports: Counted) -> Problem:
    """Why a strict build ends with nothing, and with how many reports."""
    counts = f"{counted(reports.read, 'report')} read, {reports.built:,} could be built"
    what = f"nothing is published: --strict allows no error ({counts})"
    return Problem(Place("site"), what, "mend the errors above, or build without --strict")


def held_back(held: int, until: str) -> tuple[str, ...]:
    """What embargoes hold back, in words, and until when they do."""
    return (f"{counted(held, 'report')} under embargo, until {until} at the earliest; see --on",) if held else ()


def refused_files(problems: Sequence[Problem]) -> int:
    """Reports that never came to be read: every place of a report that finding the seeds told an error
    of. The file beside a report is not one, nor is an attachment, nor what lies in content/."""
    places = {(problem.place.path, problem.place.line) for problem in problems if problem.severity == "error"}
    return sum(ending_of(path) in READ and path.startswith(f"{TOP}/") for path, _ in places)


def peak_memory() -> int:
    """The bound of memory that an Outcome tells, as it is until now."""
    used = ACCOUNT.total()
    return used.memory + used.others_memory
