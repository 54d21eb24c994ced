"""Days, months and years: what was published then, and what reports say happened then."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence

from muniment.link.addresses import of_period
from muniment.model import Day, Row, Span, Told

# EDTF level 0 and the intervals of level 1 (ISO 8601-2), with an optional time of day that the
# timeline leaves out: 2022, 2022-09, 2022-09-18, a/b, a/.., ../b
BOUND = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?$")


def period_of(edtf: str) -> str:
    """The smallest day, month or year that holds the whole interval; an open one is filed under
    its known end, a longer one under the year it begins in. Empty when no year is known."""
    first, slash, last = edtf.partition("/")
    start, end = _bound(first), _bound(last if slash else first)
    if not start or not end:
        return start or end
    shared = start
    while shared and not end.startswith(shared):
        shared = shared[:-3] if len(shared) > 4 else ""
    return shared or start[:4]


def _bound(text: str) -> str:
    """A day, month or year that the calendar has, or an empty string."""
    match = BOUND.match(text)
    if not match:
        return ""
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if year == 0 or (month and not 1 <= month <= 12) or (day and not 1 <= day <= monthrange(year, month)[1]):
        return ""
    return "-".join(part for part in match.groups() if part)


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
