"""The pages of reports: what linking adds to each."""

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import chain

from muniment.link import addresses
from muniment.link.drafts import Draft, stamp_of
from muniment.link.identity import Register
from muniment.link.lines import Directory, publisher_of
from muniment.link.related import Known, Related
from muniment.link.versions import relations_of
from muniment.model import Day, Page, RelatedLine, ReportPage, Row


def report_pages(directory: Directory, related: Known) -> Iterator[Draft]:
    """One page a report, newest first; `related` is what `relate` gave for the archive."""
    rows = directory.archive.rows
    versions = relations_of(rows)
    periods = directory.again.once("periods", directory.archive.days, lambda: _periods_with(directory.archive.days))
    ids = ["", *(row.id for row in rows), ""]
    parts = {
        row.id: (row, newer, older, related[row.id][1], versions.get(row.id, ()))
        for row, newer, older in zip(rows, ids, ids[2:], strict=False)
    }
    return directory.drafts("report pages", (directory.register, periods), parts, _report_draft)


def _report_draft(
    directory: Directory, register: Register, periods: Set[str], row: Row, newer: str, older: str, near: Related,
    versions: Sequence[tuple[str, str]],
) -> Iterator[Draft]:  # fmt: skip
    dates = [period for period in _periods_in(row) if period in periods]
    lines, stamps = directory.line_stamps, directory.stamps
    shown = [
        [lines[row.id]],
        [stamps[register.key_of(one)[1]] for one in row.entities],
        [stamps[register.source_of(one)[1]] for one in row.sources],
        [lines[other] for other in (newer, older) if other],
        [lines[other] for other, _ in near],
        [stamps[one] for _, through in near for one in through],
        [lines[other] for _, other in versions],
    ]
    stamp = stamp_of(shown, bool(newer), dates, [len(through) for _, through in near], [how for how, _ in versions])
    beside = (newer, older, dates, near, versions)
    shows = partial(chain.from_iterable, shown)
    yield Draft(addresses.of_report(row.id), stamp, partial(_report_page, row, *beside), shows)


def _report_page(
    row: Row, newer: str, older: str, dates: Sequence[str], related: Related, versions: Sequence[tuple[str, str]],
    directory: Directory,
) -> Page:  # fmt: skip
    publisher = publisher_of(row)
    value = ReportPage(
        digest=row.digest,
        line=directory.line_of(row.id),
        names=tuple(((one.kind, one.name, one.entity), directory.name_of(one)) for one in row.entities),
        sources=tuple((("source", one.name, one.entity), directory.source_of(one)) for one in row.sources),
        dates=tuple((period, addresses.of_period(period)) for period in dates),
        older=directory.line_of(older) if older else None,
        newer=directory.line_of(newer) if newer else None,
        related=tuple(
            RelatedLine(directory.line_of(other), tuple(directory.plain[one] for one in through))
            for other, through in related
        ),
        versions=tuple((how, directory.line_of(other)) for how, other in versions),
        aliases=directory.aliases_of(row),
        publisher_at=publisher.position if publisher else -1,
    )
    return Page(addresses.of_report(row.id), value)


def _periods_with(days: Iterable[Day]) -> Set[str]:
    """Days, months and years that have a page."""
    periods = {day.day for day in days}
    return periods | {day[:length] for day in periods for length in (4, 7) if len(day) > length}


def _periods_in(row: Row) -> list[str]:
    """The days, months and years named in a report."""
    named = {row.published.value} if row.published else set()
    for telling in row.told:
        named.update(part[:10] for part in telling.edtf.split("/"))
    named |= {day[:length] for day in named for length in (4, 7) if len(day) > length}
    return sorted(named)
