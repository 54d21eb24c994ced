"""The pages of reports: what linking adds to each."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from muniment.link import addresses
from muniment.link.drafts import Draft, Kind, stamp_of
from muniment.link.events import Few
from muniment.link.figure_pages import figures_by_report
from muniment.link.identity import Register, publisher_of
from muniment.link.lines import Directory
from muniment.link.near import NOBODY, Nearby
from muniment.link.related import KnownRelated, Related, decoded
from muniment.link.seals import NEVER_SEALED, Seals
from muniment.link.versions import relations_of
from muniment.model import FigureRef, NearLine, Page, RelatedLine, ReportPage, Row
from muniment.model.sealing import SealMark

UNSEALED: Mapping[str, SealMark] = {}


def report_pages(
    directory: Directory, known: KnownRelated, near: Mapping[str, Nearby], marks: Mapping[str, SealMark] = UNSEALED,
    seals: Seals = NEVER_SEALED,
) -> Iterator[Draft]:  # fmt: skip
    """One page a report, newest first; `known` is what `relate` gave for the archive, `near` what `near_reports`, and
    `marks` are those of reports that are sealed, by id."""
    rows = directory.archive.rows
    versions, told = relations_of(rows), directory.chronicle.of_report
    figures = figures_by_report(directory.archive.figures)
    ids = ["", *(row.id for row in rows), ""]
    parts = {
        row.id: (
            row,
            newer,
            older,
            known.of(row.id),
            near.get(row.id, NOBODY),
            versions.get(row.id, ()),
            told(row.id),
            figures.get(row.id, ()),
            marks.get(row.id),
        )
        for row, newer, older in zip(rows, ids, ids[2:], strict=False)
    }
    shared = (directory.register, seals), stamp_of(directory.register.digest, seals.has_log)
    return directory.drafts(Kind("report pages", _report_draft, *shared, _mark), parts)


def _mark(row: Row, *others: Any) -> bytes:
    """The row's digest is that of all that it was made of; what is held back of other rows of its file is not."""
    return stamp_of(row.digest, row.is_guarded, others)


def _report_draft(
    directory: Directory, register: Register, seals: Seals, row: Row, newer: str, older: str, encoded: bytes,
    nearby: Nearby, versions: Sequence[tuple[str, str]], events: Few, figures: Sequence[FigureRef],
    mark: SealMark | None,
) -> Iterator[Draft]:  # fmt: skip
    related, periods = decoded(encoded), _periods_in(row)
    dates = [period for period in periods if period in directory.periods]
    lines = [row.id, *(other for other in (newer, older) if other), *(other for other, _ in related)]
    lines += [*nearby[0], *(other for _, other in versions)]
    names = [identifier for _, identifier in register.keys_of(row.entities)]
    names += [register.source_of(one)[1] for one in row.sources]
    names += [one for _, through in related for one in through]
    others = [one for one in row.decided_of if one in register.by_id]
    names += others
    stamp = stamp_of(
        [directory.line_stamps[one] for one in lines], [directory.stamps[one] for one in names],
        bool(newer), bool(older), dates, [len(through) for _, through in related], len(nearby[0]),
        nearby[1], [how for how, _ in versions], events, figures, row.is_guarded, mark, seals.has_log,
    )  # fmt: skip
    page = partial(
        _report_page, row, others, newer, older, dates, related, nearby, versions, events, figures, seals, mark
    )
    yield Draft(addresses.of_report(row.id), stamp, page, lines, [*names, *periods])


def _report_page(
    row: Row, others: Sequence[str], newer: str, older: str, dates: Sequence[str], related: Related, nearby: Nearby,
    versions: Sequence[tuple[str, str]], events: Few, figures: Sequence[FigureRef], seals: Seals,
    mark: SealMark | None, directory: Directory,
) -> Page:  # fmt: skip
    publisher = publisher_of(row)
    value = ReportPage(
        digest=row.digest,
        line=directory.line_of(row.id),
        names=tuple(((one.kind, one.name, one.entity), directory.name_of(one)) for one in row.entities),
        sources=tuple((("source", one.name, one.entity), directory.source_of(one)) for one in row.sources),
        dates=tuple((period, addresses.of_period(period)) for period in dates),
        others=tuple(directory.plain[one] for one in others),
        older=directory.line_of(older) if older else None,
        newer=directory.line_of(newer) if newer else None,
        related=tuple(
            RelatedLine(directory.line_of(other), tuple(directory.plain[one] for one in through))
            for other, through in related
        ),
        near=tuple(NearLine(line=directory.line_of(one), digest=directory.rows[one].digest) for one in nearby[0]),
        has_more_near=nearby[1],
        versions=tuple((how, directory.line_of(other)) for how, other in versions),
        aliases=directory.aliases_of(row),
        figures=tuple(figures),
        is_guarded=row.is_guarded,
        publisher_at=publisher.position if publisher else -1,
        events=events[0],
        events_total=events[1],
        seal=seals.whole(row.id, mark) if mark else None,
        has_log=seals.has_log,
    )
    return Page(addresses.of_report(row.id), value)


def _periods_in(row: Row) -> list[str]:
    """The days, months and years named in a report."""
    named = {row.published.value} if row.published else set()
    for telling in row.told:
        named.update(part[:10] for part in telling.edtf.split("/"))
    named |= {day[:length] for day in named for length in (4, 7) if len(day) > length}
    return sorted(named)
