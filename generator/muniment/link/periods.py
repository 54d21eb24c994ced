"""Days, months and years: what was published then, what reports say happened then, and what editors do."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from datetime import date
from functools import lru_cache

from muniment.edtf import read_edtf
from muniment.link.addresses import of_period
from muniment.model import Day, Event, Row, Span, Stretch, Told

DAYS_OF_YEAR = 366
MOST_STRETCHES = 24  # of a year, and of no year; a drawing has room for few


@lru_cache(maxsize=65_536)
def period_of(text: str) -> str:
    """The day, month or year under which an EDTF value is filed: the smallest that holds all that it may mean. An open
    interval is filed under its known end, and one that no year holds under the year it begins in. Empty where no year
    is known."""
    edtf = read_edtf(text)
    if edtf is None:
        return ""
    known = edtf.end if edtf.first is None else edtf.start
    first, last = (edtf.first, edtf.last) if edtf.first and edtf.last else (known.first, known.last)
    start, end = (date.fromordinal(day or 1).isoformat() for day in (first, last))
    return next((start[:length] for length in (10, 7) if start[:length] == end[:length]), start[:4])


@lru_cache(maxsize=65_536)
def is_beyond(text: str) -> bool:
    """Whether an EDTF value is not held by the period under which it is filed, nor by any year."""
    edtf = read_edtf(text)
    if edtf is None or edtf.first is None or edtf.last is None:
        return True
    return date.fromordinal(edtf.first).year != date.fromordinal(edtf.last).year


@lru_cache(maxsize=65_536)
def is_vague(text: str) -> bool:
    """Whether no single year is known in which an EDTF value begins or, where its beginning is open, ends."""
    edtf = read_edtf(text)
    if edtf is None:
        return False
    return (edtf.end if edtf.first is None else edtf.start).unit in ("decade", "century")


@lru_cache(maxsize=65_536)
def is_reaching(text: str) -> bool:
    """Whether an EDTF value has an end that is open or unknown, or lasts for more than a year."""
    edtf = read_edtf(text)
    return edtf is None or edtf.first is None or edtf.last is None or edtf.last - edtf.first > DAYS_OF_YEAR


def group_periods(rows: Iterable[Row], events: Iterable[Event] = ()) -> tuple[Day, ...]:
    """Every day, month and year with anything in it, in order; each thing stands in one of them.

    Rows come newest first; within a period they go on in that order. Events are in order of time.
    """
    published: dict[str, list[str]] = {}
    told: dict[str, list[Told]] = {}
    happened: dict[str, list[str]] = {}
    for row in rows:
        if row.published and (period := period_of(row.published.value)):
            published.setdefault(period, []).append(row.id)
        for telling in row.told:
            if period := period_of(telling.edtf):
                told.setdefault(period, []).append(Told(row.id, telling))
    reaching, vague = Counter[str](), Counter[str]()
    for event in events:
        happened.setdefault(period_of(event.date), []).append(event.id)
        reaching[period_of(event.date)] += is_reaching(event.date) and not is_vague(event.date)
        vague[period_of(event.date)] += is_vague(event.date)
    return tuple(
        Day(
            period,
            tuple(published.get(period, ())),
            tuple(told.get(period, ())),
            tuple(happened.get(period, ())),
            reaching[period],
            vague[period],
        )
        for period in sorted(published.keys() | told.keys() | happened.keys())
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
            count = counts.setdefault(day.day[:length], [0, 0, 0, 0, 0, 0])
            count[0] += len(day.published)
            count[1] += len(day.told)
            count[2] += sum([is_beyond(one.telling.edtf) for one in day.told])
            count[3] += len(day.events) - day.vague
            count[4] += day.reaching
            count[5] += day.vague
    return tuple(Span(edtf, of_period(edtf), *count) for edtf, count in sorted(counts.items()))


def stretches_in(days: Iterable[Day]) -> tuple[Stretch, ...]:
    """Times longer than a month that reports tell of: the most told of that a year holds, and that none does."""
    found: dict[str, list[Told]] = {}
    for day in days:
        for one in day.told:
            if len(day.day) == 4 or is_beyond(one.telling.edtf):
                found.setdefault(one.telling.edtf, []).append(one)
    stretches = [
        Stretch(edtf, told[0].telling.surface, len(told), "" if is_beyond(edtf) else period_of(edtf))
        for edtf, told in found.items()
    ]
    stretches.sort(key=lambda one: (-one.count, one.edtf))
    of_years, of_none = ([one for one in stretches if bool(one.year) is held] for held in (True, False))
    return (*of_years[:MOST_STRETCHES], *of_none[:MOST_STRETCHES])
