"""Every page of the site, as an address and the value to be shown there."""

import hashlib
from collections.abc import Iterator

from muniment.link import addresses
from muniment.link.group_pages import entity_pages, index_pages, source_pages
from muniment.link.lines import Directory
from muniment.link.paging import next_address, paged
from muniment.link.period_pages import period_pages, timeline_page
from muniment.link.periods import count_spans
from muniment.link.related import relate
from muniment.link.versions import relations_of
from muniment.model import (
    Archive,
    EssayPage,
    Home,
    Name,
    NotFound,
    Page,
    RelatedLine,
    ReportList,
    ReportPage,
    Row,
    Search,
    Span,
)  # fmt: skip
from muniment.settings import Settings

LATEST = 12
MOST_NAMED = 18
LONGEST_BY_MONTH = 60  # months; a longer span is drawn by year


def pages_of(directory: Directory, settings: Settings) -> Iterator[Page]:
    """The pages one after another, so that they need not all be held at once.

    No two have the same address: reports, entities and sources have unique ids, and an id holds
    no dot; RESERVED keeps editors' pages off the rest.
    """
    archive, length = directory.archive, settings.page_length
    yield from report_pages(archive, directory)
    yield from entity_pages(archive, directory, length)
    yield from source_pages(archive, directory, length)
    yield from period_pages(archive, directory)
    yield from index_pages(archive, directory)
    yield timeline_page(archive, directory)
    lists = paged(addresses.REPORTS, [directory.lines[row.id] for row in archive.rows], length)
    for address, lines, paging in lists:
        yield Page(address, ReportList(lines, paging, 0 if paging.newest else len(archive.rows)))
    yield from next_address(addresses.REPORTS, lists, "Reports")
    for essay in archive.essays:
        yield Page(addresses.of_essay(essay.name), EssayPage(essay))
    yield Page(addresses.SEARCH, Search(len(archive.rows)))
    yield Page(addresses.NOT_FOUND, NotFound("No such page"))
    yield Page(addresses.HOME, home_page(archive, directory))


def report_pages(archive: Archive, directory: Directory) -> Iterator[Page]:
    """One page a report, with what linking adds to it."""
    related = relate(archive.rows, archive.entities)
    versions = relations_of(archive.rows)
    periods = {day.day for day in archive.days}
    periods |= {day[:length] for day in periods for length in (4, 7) if len(day) > length}
    for index, row in enumerate(archive.rows):
        newer = directory.lines[archive.rows[index - 1].id] if index else None
        older = directory.lines[archive.rows[index + 1].id] if index + 1 < len(archive.rows) else None
        page = ReportPage(
            digest=row.digest,
            line=directory.lines[row.id],
            names=tuple(((one.kind, one.name, one.entity), directory.name_of(one)) for one in row.entities),
            sources=tuple((("source", one.name, one.entity), directory.source_of(one)) for one in row.sources),
            dates=tuple((period, addresses.of_period(period)) for period in _periods_in(row, periods)),
            older=older,
            newer=newer,
            related=tuple(
                RelatedLine(directory.lines[other], tuple(directory.plain[one] for one in through))
                for other, through in related[row.id]
            ),
            versions=tuple((how, directory.lines[other]) for how, other in versions.get(row.id, ())),
            aliases=directory.aliases_of(row),
            publisher_at=next((one.position for one in row.sources if one.kind == "publisher"), -1),
        )
        yield Page(addresses.of_report(row.id), page)


def _periods_in(row: Row, periods: set[str]) -> list[str]:
    """The days, months and years named in a report that have a page."""
    named = {row.published.value} if row.published else set()
    for telling in row.told:
        named.update(part[:10] for part in telling.edtf.split("/"))
    named |= {day[:length] for day in named for length in (4, 7) if len(day) > length}
    return sorted(named & periods)


def home_page(archive: Archive, directory: Directory) -> Home:
    """What the first page shows: the latest reports, the whole span, the most named."""
    dated = [row.published.value for row in archive.rows if row.published]
    of_kind = {
        kind: [entity.id for entity in archive.entities if entity.kind == kind]
        for kind in ("person", "organization", "place")
    }
    people, organizations, places = (_named(ids, directory) for ids in of_kind.values())
    sources = _named([source.id for source in archive.sources], directory)
    evidence = hashlib.sha256("".join(sorted(row.sha256 for row in archive.rows)).encode())
    return Home(
        reports=len(archive.rows),
        words=sum(row.words for row in archive.rows),
        first=min(dated, default=""),
        last=max(dated, default=""),
        latest=tuple(directory.lines[row.id] for row in archive.rows[:LATEST]),
        spans=whole_span(archive),
        people=_most_named(people),
        organizations=_most_named(organizations),
        places=_most_named(places),
        sources=_most_named(sources),
        totals=(
            ("people", len(people)),
            ("organizations", len(organizations)),
            ("places", len(places)),
            ("sources", len(sources)),
        ),
        fingerprint=evidence.hexdigest(),
    )


def whole_span(archive: Archive) -> tuple[Span, ...]:
    """Counts by month, or by year where the months would be too many to see."""
    months = count_spans(archive.days, 7)
    if not months:
        return count_spans(archive.days, 4)
    (first_year, first_month), (last_year, last_month) = (map(int, months[end].edtf.split("-")) for end in (0, -1))
    length = (last_year - first_year) * 12 + last_month - first_month + 1
    return months if length <= LONGEST_BY_MONTH else count_spans(archive.days, 4)


def _named(ids: list[str], directory: Directory) -> list[Name]:
    """Those that a report names; editors may list others."""
    return [directory.names[one] for one in ids if directory.names[one].count]


def _most_named(names: list[Name]) -> tuple[Name, ...]:
    most = sorted(names, key=lambda name: (-name.count, name.sort_key, name.id))[:MOST_NAMED]
    return tuple(sorted(most, key=lambda name: (name.sort_key, name.id)))
