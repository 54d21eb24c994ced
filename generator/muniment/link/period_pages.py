"""The timeline, and the pages of years, months and days."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from muniment.link.addresses import TIMELINE, of_period
from muniment.link.drafts import Draft, Kind, draft_of, stamp_of
from muniment.link.events import MOST_ENTRIES, MOST_LINES, Chronicle, around, named_in, within
from muniment.link.lines import Directory
from muniment.link.paging import next_address, paged
from muniment.link.periods import count_spans, period_of, stretches_in
from muniment.model import (
    Archive,
    Day,
    Event,
    EventEntry,
    Page,
    Period,
    Row,
    Span,
    Stretch,
    Timeline,
    Told,
    changed,
)  # fmt: skip

Full = Sequence[Event]  # those that a page tells in full

MOST_UNDATED = 200
MOST_EVENTS = 400  # in the drawing of the whole span
MOST_REPORTS = 50  # that tell of one event, on one page
LONGEST = 300  # reports on one page; with more in it a month leads to its days, and a day is parted


def timeline_page(archive: Archive, directory: Directory) -> Draft:
    """The archive's whole span, its events, and the reports that no date is known of."""
    undated = directory.again.once("undated", directory.dates, lambda: _undated(archive.rows))
    shown = undated[:MOST_UNDATED]
    years, months, stretches = directory.again.once("years", archive.days, lambda: _whole_span(archive.days))
    events = tuple(directory.chronicle.lines[event.id] for event in archive.events[-MOST_EVENTS:])
    dayless = sum([row.dayless for row in archive.rows])

    def make(directory: Directory) -> Page:
        lines = tuple(map(directory.line_of, shown))
        value = Timeline(years, months, lines, len(undated), stretches, events, len(archive.events), dayless)
        return Page(TIMELINE, value)

    stamps = [directory.line_stamps[report] for report in shown]
    drawn = years, months, stretches, events, len(archive.events), dayless
    return Draft(TIMELINE, stamp_of("timeline", drawn, stamps, len(undated)), make)


def _undated(rows: Sequence[Row]) -> list[str]:
    return [row.id for row in rows if not row.published or not period_of(row.published.value)]


def _whole_span(days: Sequence[Day]) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Stretch, ...]]:
    return count_spans(days, 4), count_spans(days, 7), stretches_in(days)


def period_pages(archive: Archive, directory: Directory) -> Iterator[Draft]:
    """dates/2022.html, dates/2022-09.html and dates/2022-09-18.html, where there is anything."""
    made_of = archive.days, archive.events
    periods = directory.again.once(
        "period parts", made_of, lambda: {parts[0].edtf: parts for parts in _periods(archive, directory.chronicle)}
    )
    return directory.drafts(Kind("period pages", _parts), periods)


def _periods(archive: Archive, chronicle: Chronicle) -> Iterator[tuple[Period, Sequence[str], Sequence[Told], Full]]:
    """Every year, month and day with anything in it, and the reports, tellings and events to be shown there."""
    days = archive.days
    exact = {day.day: day for day in days}
    spans = {length: count_spans(days, length) for length in (4, 7, 10)}
    inside: dict[str, list[Span]] = {}
    for length in (7, 10):
        for span in spans[length]:
            inside.setdefault(span.edtf[: 4 if length == 7 else 7], []).append(span)
    published = _published_in(days)
    for length, row in spans.items():
        happened = zip(row, around(row, archive.events), strict=True)
        inner = within(days, length)
        for index, (span, (longer, more)) in enumerate(happened):
            day = exact.get(span.edtf, Day(span.edtf))
            reports = published.get(span.edtf, ()) if length == 7 else day.published
            shown = reports if len(reports) <= LONGEST else day.published
            closer = inner.get(span.edtf, [])
            value = Period(
                edtf=span.edtf,
                published=span.published,
                elsewhere=span.published - len(shown),
                tellings=span.told,
                inside=tuple(inside.get(span.edtf, ())),
                up=_up(span.edtf),
                within=tuple(chronicle.lines[one] for one in closer[:MOST_LINES]),
                around=tuple(chronicle.lines[one] for one in longer),
                event_counts=(len(day.events), len(closer), more),
                vague=span.vague,
                **_neighbours(row, index),
            )
            yield value, shown, day.told, [chronicle.by_id[one] for one in day.events[:MOST_ENTRIES]]


def _neighbours(row: Sequence[Span], index: int) -> dict[str, Any]:
    """The page before and the page after of the same kind."""
    earlier = row[index - 1] if index else None
    later = row[index + 1] if index + 1 < len(row) else None
    return {
        "earlier": earlier.address if earlier else "",
        "later": later.address if later else "",
        "earlier_edtf": earlier.edtf if earlier else "",
        "later_edtf": later.edtf if later else "",
    }


def _parts(
    directory: Directory, value: Period, reports: Sequence[str], told: Sequence[Told], events: Full
) -> Iterator[Draft]:
    """The pages of a period, of which the newest alone has more than lines; `value` lacks them, `told` and `events`."""
    address = of_period(value.edtf)
    pages = paged(address, reports, LONGEST)
    for part, shown, paging in pages:
        about = Period(edtf=value.edtf, up=value.up, paging=paging) if paging.newest else changed(value, paging=paging)
        beside, happened = ((), ()) if paging.newest else (told, events)
        names = [one for event in happened for one in named_in(event)]
        lines = [*shown, *(one.report for one in beside)]
        lines += [report for event in happened for report in event.reports[:MOST_REPORTS]]
        stamp = stamp_of(
            "period", about, [directory.line_stamps[report] for report in lines], [one.telling for one in beside],
            happened, [directory.stamps[one] for one in names],
        )  # fmt: skip
        yield Draft(part, stamp, partial(_page, part, about, shown, beside, happened), lines, names)
    yield from map(draft_of, next_address(address, len(pages), value.edtf))


def _page(
    address: str, about: Period, reports: Sequence[str], told: Sequence[Told], events: Full, directory: Directory
) -> Page:
    lines, quotations = map(directory.line_of, reports), map(directory.telling_of, told)
    entries = tuple(_entry(event, directory) for event in events)
    return Page(address, changed(about, lines=tuple(lines), told=tuple(quotations), events=entries))


def _entry(event: Event, directory: Directory) -> EventEntry:
    names = tuple(directory.plain[one] for one in named_in(event))
    lines = tuple(map(directory.line_of, event.reports[:MOST_REPORTS]))
    return EventEntry(event, directory.chronicle.lines[event.id], names, lines)


def _up(edtf: str) -> tuple[tuple[str, str], ...]:
    return tuple((edtf[:length], of_period(edtf[:length])) for length in (4, 7) if length < len(edtf))


def _published_in(days: Sequence[Day]) -> dict[str, list[str]]:
    """Reports by month, newest first, those dated to the month alone after its days."""
    months: dict[str, list[str]] = {}
    for day in reversed(days):
        if len(day.day) >= 7:
            months.setdefault(day.day[:7], []).extend(day.published)
    return months
