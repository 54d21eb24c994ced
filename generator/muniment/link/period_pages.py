"""The timeline, and the pages of years, months and days."""

from collections.abc import Iterator, Sequence

from muniment.link.addresses import TIMELINE, of_period
from muniment.link.lines import Directory
from muniment.link.periods import count_spans, period_of
from muniment.model import Archive, Day, Page, Period, Span, Timeline

MOST_UNDATED = 200
LONGEST_MONTH = 300  # reports a month page lists; with more it leads to its days


def timeline_page(archive: Archive, directory: Directory) -> Page:
    """The archive's whole span, and the reports that no date is known of."""
    undated = [row for row in archive.rows if not row.published or not period_of(row.published.value)]
    shown = tuple(directory.lines[row.id] for row in undated[:MOST_UNDATED])
    years, months = count_spans(archive.days, 4), count_spans(archive.days, 7)
    return Page(TIMELINE, Timeline(years, months, shown, len(undated)))


def period_pages(archive: Archive, directory: Directory) -> Iterator[Page]:
    """dates/2022.html, dates/2022-09.html and dates/2022-09-18.html, where there is anything."""
    exact = {day.day: day for day in archive.days}
    spans = {length: count_spans(archive.days, length) for length in (4, 7, 10)}
    counted = {span.edtf: span for length in spans for span in spans[length]}
    inside: dict[str, list[Span]] = {}
    for length in (7, 10):
        for span in spans[length]:
            inside.setdefault(span.edtf[: 4 if length == 7 else 7], []).append(span)
    published = _published_in(archive.days)
    for row in spans.values():
        for index, span in enumerate(row):
            earlier = row[index - 1] if index else None
            later = row[index + 1] if index + 1 < len(row) else None
            day = exact.get(span.edtf, Day(span.edtf))
            reports = published.get(span.edtf, ()) if len(span.edtf) == 7 else day.published
            shown = reports if len(span.edtf) != 7 or len(reports) <= LONGEST_MONTH else day.published
            value = Period(
                edtf=span.edtf,
                lines=tuple(directory.lines[report] for report in shown),
                told=tuple(directory.telling_of(told) for told in day.told),
                inside=tuple(inside.get(span.edtf, ())),
                up=tuple(counted[span.edtf[:length]] for length in (4, 7) if length < len(span.edtf)),
                earlier=earlier.address if earlier else "",
                later=later.address if later else "",
                earlier_edtf=earlier.edtf if earlier else "",
                later_edtf=later.edtf if later else "",
            )
            yield Page(of_period(span.edtf), value)


def _published_in(days: Sequence[Day]) -> dict[str, list[str]]:
    """Reports by month, newest first, those dated to the month alone after its days."""
    months: dict[str, list[str]] = {}
    for day in reversed(days):
        if len(day.day) >= 7:
            months.setdefault(day.day[:7], []).extend(day.published)
    return months
