"""The pages of reports: what linking adds to each."""

from collections.abc import Iterator, Sequence
from functools import partial

from muniment.link import addresses
from muniment.link.drafts import Draft, stamp_of
from muniment.link.lines import Directory, publisher_of
from muniment.link.related import Known, Related
from muniment.link.versions import relations_of
from muniment.model import Page, RelatedLine, ReportPage, Row


def report_pages(directory: Directory, related: Known) -> Iterator[Draft]:
    """One page a report, newest first; `related` is what `relate` gave for the archive."""
    archive, line_stamps, stamps = directory.archive, directory.line_stamps, directory.stamps
    versions = relations_of(archive.rows)
    periods = {day.day for day in archive.days}
    periods |= {day[:length] for day in periods for length in (4, 7) if len(day) > length}
    last = len(archive.rows) - 1
    for index, row in enumerate(archive.rows):
        newer = archive.rows[index - 1].id if index else ""
        older = archive.rows[index + 1].id if index < last else ""
        dates = [period for period in _periods_in(row) if period in periods]
        versions_of, near = versions.get(row.id, ()), related[row.id][1]
        stamp = stamp_of(
            line_stamps[row.id],
            [stamps[directory.register.key_of(one)[1]] for one in row.entities],
            [stamps[directory.register.source_of(one)[1]] for one in row.sources],
            dates,
            [line_stamps.get(other) for other in (newer, older)],
            [(line_stamps[other], [stamps[one] for one in through]) for other, through in near],
            [(how, line_stamps[other]) for how, other in versions_of],
        )
        beside = (newer, older, dates, near, versions_of)
        yield Draft(addresses.of_report(row.id), stamp, partial(_report_page, row, directory, *beside))


def _report_page(
    row: Row, directory: Directory, newer: str, older: str, dates: Sequence[str], related: Related,
    versions: Sequence[tuple[str, str]],
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


def _periods_in(row: Row) -> list[str]:
    """The days, months and years named in a report."""
    named = {row.published.value} if row.published else set()
    for telling in row.told:
        named.update(part[:10] for part in telling.edtf.split("/"))
    named |= {day[:length] for day in named for length in (4, 7) if len(day) > length}
    return sorted(named)
