"""Days, months and years: what was published then, and what reports say happened then."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from muniment.link.addresses import of_period
from muniment.model import Day, Row, Span, Told

# EDTF (ISO 8601-2) with an optional time of day that the timeline leaves out: 2022, 2022-09, 2022-09-18,
# a/b, a/.., ../b, 199X and 18XX; the season of a year, 2022-21, is somewhere in the year.
BOUND = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?[~?%]?$")
SEASONS = range(21, 25)


@lru_cache(maxsize=65_536)
def period_of(edtf: str) -> str:
    """The smallest day, month or year that holds the whole interval; an open one is filed under
    its known end, a longer one under the year it begins in. Empty when no year is known."""
    first, slash, last = edtf.partition("/")
    start, end = _bound(first, "0"), _bound(last if slash else first, "9")
    if not start or not end:
        return start or end
    shared = start
    while shared and not end.startswith(shared):
        shared = shared[:-3] if len(shared) > 4 else ""
    return shared or start[:4]


def _bound(text: str, digit: str) -> str:
    """A day, month or year that the calendar has, or an empty string; `digit` for each X."""
    match = BOUND.match(text)
    if not match:
        return ""
    begun = match[1].replace("X", digit)
    begun = "0001" if begun == "0000" != match[1] else begun  # there is no year 0
    parts = (begun, match[2] or "", match[3] or "")
    year, month, day = (int(part or 0) for part in parts)
    if month in SEASONS and not day:
        return parts[0]
    if year == 0 or (month and not 1 <= month <= 12) or (day and not 1 <= day <= monthrange(year, month)[1]):
        return ""
    return "-".join(part for part in parts if part)


def group_periods(rows: Iterable[Row]) -> tuple[Day, ...]:
    """Every day, month and year with anything in it, in order; each thing stands in one of them.

    Rows come newest first; within a period they go on in that order.
    """
    published: dict[str, list[str]] = {}
    told: dict[str, list[Told]] = {}
    for row in rows:
        if row.published and (period := period_of(row.published.value)):
            published.setdefault(period, []).append(row.id)
        for telling in row.told:
            if period := period_of(telling.edtf):
                told.setdefault(period, []).append(Told(row.id, telling))
    return tuple(
        Day(period, tuple(published.get(period, ())), tuple(told.get(period, ())))
        for period in sorted(published.keys() | told.keys())
    )


def periods_with(days: Iterable[Day]) -> Set[str]:
    """Days, months and years that have a page."""
    periods = {day.day for day in days}
    return periods | {day[:length] for day in periods for length in (4, 7) if len(day) > length}


def count_spans(days: Sequence[Day], length: int) -> tuple[Span, ...]:
    """Counts by year (length 4), month (7) or day (10), in order; what is dated less closely than
    asked for is left to the wider period."""
    counts: dict[str, list[int]] = {}
    for day in days:
        if len(day.day) >= length:
            count = counts.setdefault(day.day[:length], [0, 0])
            count[0] += len(day.published)
            count[1] += len(day.told)
    return tuple(Span(edtf, of_period(edtf), *count) for edtf, count in sorted(counts.items()))
