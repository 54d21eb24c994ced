"""What is held back, for whose sake, and what was changed in what had been published."""

from collections.abc import Iterable
from typing import Literal

from muniment.model.record import Record

BLOCK = "█████"  # stands for words that are not published, be they one letter or a page
FOLDED = -2  # in the place of a sentence's number: it stands in a graphic passage

CorrectionKind = Literal["revision", "redaction", "withdrawal", "correction"]


class Redacted(Record, frozen=True):
    """A BLOCK, or several that became one, at [start:end] of the text: why, and since when (an ISO day; empty for what
    is held back in the whole archive, or less exact)."""

    start: int
    end: int
    reason: str
    date: str = ""


class Folded(Record, frozen=True):
    """A graphic passage at [start:end] of the text: it is folded behind these words."""

    start: int
    end: int
    warning: str


def is_folded(graphic: Iterable[Folded], start: int, end: int) -> bool:
    """Whether any of the words at [start:end] lie in one of these passages."""
    return any(one.start < end and start < one.end for one in graphic)


def warnings_of(graphic: Iterable[Folded]) -> str:
    """What the passages are folded behind, as one warning."""
    return " ".join(dict.fromkeys(one.warning for one in graphic))


class Withheld(Record, frozen=True):
    """Somebody who is named nowhere in what is published: all names, as they may be written, and why."""

    names: tuple[str, ...]
    reason: str


class Corrected(Record, frozen=True, array_like=True):
    """A revision or redaction of one report: its day (ISO), and why."""

    date: str
    kind: CorrectionKind
    reason: str


class Correction(Record, frozen=True, kw_only=True):
    """An entry among the corrections. `id` is its anchor on the page; `reports` are the ids of those that it is about;
    `authority` is who withdrew a report."""

    id: str
    date: str
    kind: CorrectionKind
    reason: str
    reports: tuple[str, ...] = ()
    note: str = ""
    authority: str = ""


class Tombstone(Record, frozen=True):
    """What stands at the address of a report that was withdrawn."""

    id: str
    date: str
    reason: str
    authority: str


class Amends(Record, frozen=True):
    """What an archive says of what it took back or changed: corrections of the whole, and the reports withdrawn."""

    corrections: tuple[Correction, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
