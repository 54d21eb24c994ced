"""What can go wrong, said once: where, what, and what to do about it.

ArchiveError            stops the command; carries every problem of its stage
├── InputError          something under seeds/, content/ or templates/ is wrong
└── PublishError        the site cannot be written: lock held, disk full, not our folder
    └── Forgotten       what was remembered is damaged; a build begins anew once, before it is told
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from muniment.model import Record

UNSEEN = {  # characters that act on a terminal, or turn the text around it
    point: f"\\x{point:02x}" if point < 256 else f"\\u{point:04x}"
    for point in (*range(10), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


class Place(Record, frozen=True):
    """A spot in a file: an archive-relative POSIX path; line and column count from 1, 0 is unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


class Problem(Record, frozen=True):
    """One thing a person must mend. A `warning` is told but refuses nothing. One `of_the_moment` is not in
    what was read but in reading it, and may be gone next time: what came of it is not remembered."""

    place: Place
    what: str
    hint: str = ""
    severity: Literal["error", "warning"] = "error"
    of_the_moment: bool = False

    def __str__(self) -> str:
        label = "" if self.severity == "error" else "warning: "
        return f"{self.place}: {label}{self.what}" + (f"\n  hint: {self.hint}" if self.hint else "")


class ArchiveError(Exception):
    """Stops a command. Carries every problem of the stage, not just the first."""

    def __init__(self, *problems: Problem):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class InputError(ArchiveError):
    """Something under seeds/, content/ or templates/ is wrong."""


class PublishError(ArchiveError):
    """The site cannot be written."""


class Forgotten(PublishError):
    """Something that was remembered a moment ago is not there, or is not what it was: build anew."""


def unreadable(place: Place, error: OSError) -> Problem:
    """What to tell when the system refuses to give a file."""
    hint = "see who may read it, and whether its disk is well"
    return Problem(place, f"cannot be read: {error.strerror}", hint, of_the_moment=True)


def torn(place: Place) -> Problem:
    """What to tell of a file that is not what it was when it was hashed."""
    return Problem(place, "changed while it was being read", "build again", of_the_moment=True)


def may_be_kept(problems: Iterable[Problem]) -> bool:
    """Whether what came of a file with these problems would come of it again."""
    return not any(problem.of_the_moment for problem in problems)


def linked(place: Place, hint: str = "put the file itself here") -> Problem:
    """What to tell of a link: it could lead anywhere on this machine, and a received archive may hold one."""
    return Problem(place, "a link, which is never followed", hint)


def printable(text: str) -> str:
    """The text with every character that acts on a terminal, or turns the text around it, by its code."""
    return text.translate(UNSEEN)


@contextmanager
def beside(problems: list[Problem]) -> Iterator[None]:
    """Whatever stops the work in this context says these problems too, first."""
    try:
        yield
    except ArchiveError as error:
        raise type(error)(*problems, *error.problems) from error
