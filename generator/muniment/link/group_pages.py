"""The pages of entities and sources, and their indexes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from muniment.ids import letter_of, suggested_id
from muniment.link.addresses import FOLDERS, of_index, of_name, of_period
from muniment.link.identity import is_passed_on
from muniment.link.lines import Directory
from muniment.link.paging import next_address, paged
from muniment.link.versions import count_reports
from muniment.model import (
    Archive,
    Entity,
    EntityPage,
    Index,
    Line,
    Name,
    Occurrence,
    Page,
    Redirect,
    Source,
    SourcePage,
    Span,
    changed,
)  # fmt: skip

LONGEST_INDEX = 600  # names on one page; a longer index gets a page a letter
MOST_NEARBY = 40  # places on a small map
LONGEST_BY_MONTH = 36  # months drawn in a small strip; a longer one is drawn by year


def entity_pages(archive: Archive, directory: Directory, length: int) -> Iterator[Page]:
    """people/ID.html, organizations/ID.html and places/ID.html, long ones in parts."""
    parts: dict[str, list[str]] = {}
    for entity in archive.entities:
        if entity.part_of:
            parts.setdefault(entity.part_of, []).append(entity.id)
    located = {entity.id: entity.coordinates for entity in archive.entities if entity.coordinates}
    for entity in archive.entities:
        if not entity.has_page:
            continue
        pages = paged(entity.address, entity.reports, length)
        for address, occurrences, paging in pages:
            names = directory.plain if paging.newest else directory.names
            quotations = tuple(directory.quotation_of(one) for one in occurrences)
            about = _about_entity(entity, directory, located, parts.get(entity.id, [])) if not paging.newest else {}
            yield Page(
                address,
                EntityPage(
                    name=names[entity.id], quotations=quotations, paging=paging,
                    **about,
                ),
            )  # fmt: skip
        yield from next_address(entity.address, pages, entity.name)
        yield from _former(entity)


def _about_entity(
    entity: Entity, directory: Directory, located: dict[str, tuple[float, float]], parts: Sequence[str]
) -> dict[str, Any]:
    """What only the newest page of an entity says, since an older one must not change."""
    near = [entity.id, entity.part_of, *parts, *(identifier for identifier, _ in entity.beside)]
    nearby = list(dict.fromkeys(one for one in near if one in located))[:MOST_NEARBY]
    return {
        "names": entity.names,
        "description": entity.description,
        "role": entity.role,
        "coordinates": entity.coordinates,
        "coordinates_status": entity.coordinates_status,
        "part_of": directory.names.get(entity.part_of),
        "parts": tuple(directory.names[one] for one in parts),
        "url": entity.url,
        "beside": tuple(_counted(directory.names[one], count) for one, count in entity.beside),
        "nearby": tuple((directory.names[one], *located[one]) for one in nearby) if entity.kind == "place" else (),
        "spans": _spans_of(entity.reports, directory),
        "total": entity.count,
        "versions": len(entity.reports) - entity.count,
    }


def source_pages(archive: Archive, directory: Directory, length: int) -> Iterator[Page]:
    """sources/ID.html: what it published and where it is named, long ones in parts."""
    for source in archive.sources:
        if not source.has_page:
            continue
        occurrences = sorted((*source.published, *source.named), key=lambda one: directory.order[one.report])
        pages = paged(source.address, occurrences, length)
        for address, part, paging in pages:
            names = directory.plain if paging.newest else directory.names
            about = _about_source(source, occurrences, directory) if not paging.newest else {}
            yield Page(
                address,
                SourcePage(
                    name=names[source.id], kind=source.kind,
                    published=tuple(directory.lines[one.report] for one in part if one.sighting.kind == "publisher"),
                    quotations=tuple(directory.quotation_of(one) for one in part if one.sighting.kind != "publisher"),
                    paging=paging, **about,
                ),
            )  # fmt: skip
        yield from next_address(source.address, pages, source.name)
        yield from _former(source)


def _about_source(source: Source, occurrences: Sequence[Occurrence], directory: Directory) -> dict[str, Any]:
    """What only the newest page of a source says."""
    return {
        "names": source.names,
        "description": source.description,
        "party": source.party,
        "owner": source.owner,
        "url": source.url,
        "relays": tuple(_counted(directory.names[one], count) for one, count in source.relays),
        "relayed_by": tuple(_counted(directory.names[one], count) for one, count in source.relayed_by),
        "spans": _spans_of(occurrences, directory),
        "total": count_reports((one.report for one in source.published), directory.versions),
        "passed_on": count_reports((one.report for one in source.named if is_passed_on(one)), directory.versions),
        "named": count_reports((one.report for one in source.named), directory.versions),
    }


def index_pages(archive: Archive, directory: Directory) -> Iterator[Page]:
    """people.html, organizations.html, places.html and sources.html, where there is any name."""
    for kind in FOLDERS:
        members: Sequence[Entity | Source] = (
            archive.sources if kind == "source" else [one for one in archive.entities if one.kind == kind]
        )
        if not members:
            continue
        names = [directory.names[one.id] for one in members]
        points = tuple(
            (directory.names[one.id], *one.coordinates)
            for one in members
            if isinstance(one, Entity) and one.coordinates and one.kind == "place"
        )
        if len(names) <= LONGEST_INDEX:
            yield Page(of_index(kind), Index(kind, tuple(names), total=len(names), points=points))
            continue
        counts = Counter(letter_of(name.sort_key) for name in names)
        letters = tuple((letter, of_index(kind, letter), counts[letter]) for letter in sorted(counts))
        most = sorted(names, key=lambda name: (-name.count, name.sort_key, name.id))[:LONGEST_INDEX]
        shown = tuple(sorted(most, key=lambda name: (name.sort_key, name.id)))
        yield Page(of_index(kind), Index(kind, shown, "", letters, len(names), points))
        for letter, address, _ in letters:
            within = tuple(name for name in names if letter_of(name.sort_key) == letter)
            yield Page(address, Index(kind, within, letter, letters, len(names)))


def _spans_of(occurrences: Sequence[Occurrence], directory: Directory) -> tuple[Span, ...]:
    """Reports by month, or by year where that is too long to draw small; of versions, the oldest that
    has a date."""
    dated = (one.report for one in occurrences if directory.lines[one.report].published)
    oldest = {directory.versions.get(report, report): report for report in dated}
    lines: list[Line] = [directory.lines[report] for report in oldest.values()]
    months = Counter(line.published[:7] for line in lines if len(line.published) >= 7)
    years = Counter(line.published[:4] for line in lines if line.published)
    ends = [int(month[:4]) * 12 + int(month[5:]) for month in months]
    is_short = bool(ends) and max(ends) - min(ends) < LONGEST_BY_MONTH
    counts = months if is_short else years
    return tuple(Span(edtf, of_period(edtf), counts[edtf], 0) for edtf in sorted(counts))


def _former(one: Entity | Source) -> Iterator[Page]:
    """A page at every address that something of this id may have had: what editors adopt may have
    been of another kind. Nothing else has the id; see Register, and reading's check of former ids."""
    kinds: dict[str, Iterable[str]] = dict.fromkeys(one.former, FOLDERS)
    if one.status == "reviewed":  # listed by editors, perhaps under an id that rules had given
        names = (one.name, *one.names)
        kinds[one.id] = [kind for kind in FOLDERS if any(suggested_id(kind, name) == one.id for name in names)]
    for identifier, folders in kinds.items():
        for kind in folders:
            if (address := of_name(kind, identifier)) != one.address:
                yield Page(address, Redirect(one.address, one.name))


def _counted(name: Name, count: int) -> Name:
    return changed(name, count=count)
