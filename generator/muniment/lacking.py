"""What falls short of what the settings require: which reports, why, and how much of those that are published."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from muniment.model import Record, Review, Row
from muniment.outcome import counted

Why = Literal[
    "nobody has reviewed it", "its review is stale", "its review is not complete", "it is not signed",
    "its signatures do not count yet", "too few have signed it",
]  # fmt: skip
MEETS = {"": ("suggested", "reviewed", "verified"), "reviewed": ("reviewed", "verified"), "verified": ("verified",)}
# In the order in which they are told.
WHYS: tuple[Why, ...] = (
    "its review is stale", "its review is not complete", "nobody has reviewed it", "it is not signed",
    "its signatures do not count yet", "too few have signed it",
)  # fmt: skip
MOST_NAMED = 5  # reports of each reason


class Lacking(Record, frozen=True):
    """A report that is not published, by its id, its file's path and, in one that holds many, its line; and why."""

    report: str
    path: str
    line: int
    why: Why


def part_lacking(
    rows: Iterable[Row], required: str, reviews: Mapping[str, Review]
) -> tuple[list[Row], tuple[Lacking, ...]]:
    """The reports that meet what is required, and those that do not."""
    meeting, lacking = list[Row](), list[Lacking]()
    for row in rows:
        if row.status in MEETS[required]:
            meeting.append(row)
        else:
            lacking.append(Lacking(row.id, row.path, row.line, _why(row, reviews.get(row.id))))
    return meeting, tuple(lacking)


def _why(row: Row, review: Review | None) -> Why:
    if review is None:
        return "nobody has reviewed it"
    if row.is_stale:
        return "its review is stale"
    if not review.is_complete:
        return "its review is not complete"
    if review.signers:
        return "too few have signed it"
    return "its signatures do not count yet" if review.awaited else "it is not signed"


def not_met(lacking: Sequence[Lacking], published: Iterable[Row], required: str) -> tuple[str, ...]:
    """What the settings hold back, in words: the reports by the reason, and what was left out of the others."""
    notes = []
    if lacking:
        notes.append(f"{counted(len(lacking), 'report')} not published: not {required}, as the settings require")
    for why in WHYS:
        of_this = [one for one in lacking if one.why == why]
        if of_this:
            names = ", ".join(f"{one.path}{f':{one.line}' if one.line else ''}" for one in of_this[:MOST_NAMED])
            more = f" and {len(of_this) - MOST_NAMED:,} more" if len(of_this) > MOST_NAMED else ""
            notes.append(f"  {why}: {names}{more}")
    within = [row.left_out for row in published if row.left_out]
    if within:
        found = counted(sum(within), "finding")
        where = counted(len(within), "published report")
        notes.append(f"{found} left out of {where}: not {required}; `muniment review --list` shows where any is open")
    return tuple(notes)
