"""The timeline, and the pages of years, months and days."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from muniment.link.addresses import TIMELINE, of_period
from muniment.link.drafts import Draft, Kind, draft_of, stamp_of
from muniment.link.lines import Directory
from muniment.link.paging import next_address, paged
from muniment.link.periods import count_spans, period_of
from muniment.model import Archive, Day, Page, Period, Row, Span, Timeline, Told, changed

MOST_UNDATED = 200
LONGEST = 300  # reports on one page; with more in it a month leads to its days, and a day is parted


def timeline_page(archive: Archive, directory: Directory) -> Draft:
    """The archive's whole span, and the reports that no date is known of."""
    undated = directory.again.once("undated", directory.dates, lambda: _undated(archive.rows))
    shown = undated[:MOST_UNDATED]
    years, months = directory.again.once("years", archive.days, lambda: _years_and_months(archive.days))

    def make(directory: Directory) -> Page:
        return Page(TIMELINE, Timeline(years, months, tuple(map(directory.line_of, shown)), len(undated)))

    stamps = [directory.line_stamps[report] for report in shown]
    return Draft(TIMELINE, stamp_of("timeline", years, months, stamps, len(undated)), make)


def _undated(rows: Sequence[Row]) -> list[str]:
    return [row.id for row in rows if not row.published or not period_of(row.published.value)]


def _years_and_months(days: Sequence[Day]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    return count_spans(days, 4), count_spans(days, 7)


def period_pages(archive: Archive, directory: Directory) -> Iterator[Draft]:
    """dates/2022.html, dates/2022-09.html and dates/2022-09-18.html, where there is anything."""
    periods = directory.again.once(
        "period parts", archive.days, lambda: {parts[0].edtf: parts for parts in _periods(archive.days)}
    )
    return directory.drafts(Kind("period pages", _parts), periods)


def _periods(days: Sequence[Day]) -> Iterator[tuple[Period, Sequence[str], Sequence[Told]]]:
    """Every year, month and day with anything in it, and the reports and tellings to be shown there."""
    exact = {day.day: day for day in days}
    spans = {length: count_spans(days, length) for length in (4, 7, 10)}
    inside: dict[str, list[Span]] = {}
    for length in (7, 10):
        for span in spans[length]:
            inside.setdefault(span.edtf[: 4 if length == 7 else 7], []).append(span)
    published = _published_in(days)
    for row in spans.values():
        for index, span in enumerate(row):
            day = exact.get(span.edtf, Day(span.edtf))
            reports = published.get(span.edtf, ()) if len(span.edtf) == 7 else day.published
            shown = reports if len(reports) <= LONGEST else day.published
            value = Period(
                edtf=span.edtf,
                published=span.published,
                elsewhere=span.published - len(shown),
                tellings=span.told,
                inside=tuple(inside.get(span.edtf, ())),
                up=_up(span.edtf),
                **_neighbours(row, index),
            )
            yield value, shown, day.told


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


def _parts(directory: Directory, value: Period, reports: Sequence[str], told: Sequence[Told]) -> Iterator[Draft]:
    """The pages of a period, of which the newest alone has more than lines; `value` lacks them and `told`."""
    address = of_period(value.edtf)
    pages = paged(address, reports, LONGEST)
    for part, shown, paging in pages:
        about = Period(edtf=value.edtf, up=value.up, paging=paging) if paging.newest else changed(value, paging=paging)
        beside = () if paging.newest else told
        lines = [*shown, *(one.report for one in beside)]
        stamps = [directory.line_stamps[report] for report in lines]
        stamp = stamp_of("period", about, stamps, [one.telling for one in beside])
        yield Draft(part, stamp, partial(_page, part, about, shown, beside), lines)
    yield from map(draft_of, next_address(address, len(pages), value.edtf))


def _page(address: str, about: Period, reports: Sequence[str], told: Sequence[Told], directory: Directory) -> Page:
    lines, quotations = map(directory.line_of, reports), map(directory.telling_of, told)
    return Page(address, changed(about, lines=tuple(lines), told=tuple(quotations)))


def _up(edtf: str) -> tuple[tuple[str, str], ...]:
    return tuple((edtf[:length], of_period(edtf[:length])) for length in (4, 7) if length < len(edtf))


def _published_in(days: Sequence[Day]) -> dict[str, list[str]]:
    """Reports by month, newest first, those dated to the month alone after its days."""
    months: dict[str, list[str]] = {}
    for day in reversed(days):
        if len(day.day) >= 7:
            months.setdefault(day.day[:7], []).extend(day.published)
    return months
