"""Events, as editors have them: by report, by person, organisation and place, and by day, month and year."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice

from muniment.edtf import read_edtf
from muniment.link.addresses import of_event, of_period
from muniment.link.periods import period_of
from muniment.model import Day, Event, EventLine, Span

MOST_ENTRIES = 200  # told in full on one page
MOST_LINES = 100  # in one line each, on one page
MOST_AROUND = 30  # of those that only reach over it
ALWAYS, NEVER = 0, 10_000_000  # before the first day of the calendar, and after the last

Extent = tuple[int, int]  # the first day and the last, numbered as in edtf.py


Few = tuple[tuple[EventLine, ...], int]  # the last of several, and how many there are in all


@dataclass(frozen=True)
class Chronicle:
    """Every event by id, in order of time, and in one line; those that a report tells of, and that name somebody, by
    their ids."""

    by_id: Mapping[str, Event]
    lines: Mapping[str, EventLine]
    of_reports: Mapping[str, Few]
    of_entities: Mapping[str, Few]

    def of_report(self, report: str) -> Few:
        """The events that a report tells of."""
        return self.of_reports.get(report, NONE)

    def of_entity(self, entity: str) -> Few:
        """The events that name somebody or some place."""
        return self.of_entities.get(entity, NONE)


NONE: Few = ((), 0)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The earliest first; of those that begin together, the shortest."""
    return tuple(sorted(events, key=lambda event: (*extent_of(event.date), event.id)))


def extent_of(date: str) -> Extent:
    """The days that an EDTF value reaches over, an end that is open or unknown as far as any."""
    edtf = read_edtf(date)
    return (edtf.first or ALWAYS, edtf.last or NEVER) if edtf else (ALWAYS, NEVER)


def chronicle_of(events: Iterable[Event], days: Iterable[Day]) -> Chronicle:
    """The events of an archive, which are in order; each day's those that are filed under it."""
    by_id = {event.id: event for event in events}
    lines: dict[str, EventLine] = {}
    for day in days:
        for place, identifier in enumerate(day.events):
            event = by_id[identifier]
            address = of_event(day.day, identifier) if place < MOST_ENTRIES else of_period(day.day)
            lines[identifier] = EventLine(identifier, event.title, event.date, address)
    of_report: dict[str, list[EventLine]] = {}
    of_entity: dict[str, list[EventLine]] = {}
    for event in by_id.values():
        for report in event.reports:
            of_report.setdefault(report, []).append(lines[event.id])
        for entity in named_in(event):
            of_entity.setdefault(entity, []).append(lines[event.id])
    return Chronicle(by_id, lines, *map(_few, (of_report, of_entity)))


def _few(found: Mapping[str, list[EventLine]]) -> Mapping[str, Few]:
    return {key: (tuple(lines[-MOST_LINES:]), len(lines)) for key, lines in found.items()}


def named_in(event: Event) -> tuple[str, ...]:
    """The ids of its place, people and organisations."""
    return tuple(dict.fromkeys(one for one in (event.where, *event.people, *event.organizations) if one))


def within(days: Iterable[Day], length: int) -> dict[str, list[str]]:
    """By year (length 4) or month (7) the events that are dated to a month or day of it."""
    found: dict[str, list[str]] = {}
    for day in days:
        if len(day.day) > length:
            found.setdefault(day.day[:length], []).extend(day.events)
    return found


def around(spans: Sequence[Span], events: Iterable[Event]) -> Iterator[tuple[list[str], int]]:
    """For each year, month or day, of spans of one kind that are in order: the events that have it in them, or some of
    it, and are dated to a longer time; the shortest ones, at most MOST_AROUND; and how many there are in all.

    One pass over both: of those that reach over the span at hand, the shortest stand first in `present`.
    """
    coming = sorted((*extent_of(event.date), event.id, period_of(event.date)) for event in events)
    present: list[tuple[int, int, str, str]] = []
    ends: list[tuple[int, tuple[int, int, str, str]]] = []
    next_one = 0
    for span in spans:
        first, last = extent_of(span.edtf)
        while next_one < len(coming) and coming[next_one][0] <= last:
            start, end, identifier, period = coming[next_one]
            one = end - start, start, identifier, period
            insort(present, one)
            heappush(ends, (end, one))
            next_one += 1
        while ends and ends[0][0] < first:
            present.pop(bisect_left(present, heappop(ends)[1]))
        longer = (identifier for _, _, identifier, period in present if not period.startswith(span.edtf))
        yield list(islice(longer, MOST_AROUND)), len(present) - span.events - span.vague
