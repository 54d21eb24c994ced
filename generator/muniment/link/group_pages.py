"""The pages of entities and sources, and their indexes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any

from muniment.ids import letter_of, suggested_id
from muniment.link.addresses import FOLDERS, of_index, of_name, of_period
from muniment.link.drafts import Draft, Kind, Parts, draft_of, stamp_of
from muniment.link.events import Few
from muniment.link.groups import PASSING
from muniment.link.identity import Key, Register
from muniment.link.lines import Directory
from muniment.link.located import are_near
from muniment.link.paging import next_address, paged
from muniment.link.profiles import profile_of
from muniment.link.versions import count_reports
from muniment.model import (
    Archive,
    Entity,
    EntityPage,
    Index,
    Name,
    Page,
    Paging,
    Profile,
    Redirect,
    Sighting,
    SightingKind,
    Source,
    SourcePage,
    Span,
    Spot,
    changed,
)  # fmt: skip

LONGEST_INDEX = 600  # names on one page; a longer index gets a page a letter
MOST_NEARBY = 40  # places on a small map
LONGEST_BY_MONTH = 36  # months drawn in a small strip; a longer one is drawn by year

# What a place is a part of, its own parts, and what stands on its small map; who or what is perhaps the same; the
# events that name it, and what editors say of it.
Around = tuple[Name | None, tuple[Name, ...], tuple[Spot, ...], tuple[Name, ...], Few, Profile]
# What only the newest page of an entity shows: a mark of the entity, itself, what is around it, and how many
# pages it has.
Front = tuple[bytes, Entity, Around, int]
Found = tuple[str, SightingKind]  # a report, and how it names a source


def entity_pages(archive: Archive, directory: Directory, length: int) -> Iterator[Draft]:
    """people/ID.html, organizations/ID.html and places/ID.html, long ones in parts."""
    within: dict[str, list[str]] = {}
    for entity in archive.entities:
        if entity.part_of:
            within.setdefault(entity.part_of, []).append(entity.id)
    located = {entity.id: entity for entity in archive.entities if entity.coordinates}
    marks = {group.id: group.mark for group in directory.linked.gathered.groups}
    items: dict[str, Parts] = {}
    for entity in archive.entities:
        if entity.has_page:
            around = _around(entity, within.get(entity.id, ()), located, directory)
            pages = paged(entity.address, entity.reports, length)
            for address, reports, paging in pages:
                front = None if paging.newest else (marks[entity.id], entity, around, len(pages))
                items[address] = address, (entity.kind, entity.id), reports, paging, front
    shared = (directory.register,), stamp_of(directory.register.digest)
    return directory.drafts(Kind("entity pages", _entity_drafts, *shared, _mark_of_entity), items)


def _around(entity: Entity, within: Sequence[str], located: Mapping[str, Entity], directory: Directory) -> Around:
    names = directory.names
    nearby = tuple(_spot(located[one], directory) for one in _nearby(entity, located, within))
    parts, alike = (tuple(names[one] for one in several) for several in (within, entity.alike))
    events = directory.chronicle.of_entity(entity.id)
    profile = profile_of(entity, directory.register.by_id, directory.plain)
    return names.get(entity.part_of), parts, nearby, alike, events, profile


def _spot(entity: Entity, directory: Directory) -> Spot:
    return Spot(directory.names[entity.id], *(entity.coordinates or (0.0, 0.0)), entity.coordinates_status)


def _mark_of_entity(address: str, key: Key, reports: Sequence[str], paging: Paging, front: Front | None) -> bytes:
    """Of the reports, all that is shown is in their lines' stamps."""
    return stamp_of(address, key, reports, paging, (front[0], front[2], front[3]) if front else None)


def _entity_drafts(
    directory: Directory, register: Register, address: str, key: Key, reports: Sequence[str], paging: Paging,
    front: Front | None,
) -> Iterator[Draft]:  # fmt: skip
    own, lines = directory.stamps[key[1]], [directory.line_stamps[one] for one in reports]
    sightings = [directory.naming.sighting_of(key, one) for one in reports]
    stamp = stamp_of("entity", paging, own, lines, sightings)
    page = partial(_entity_page, address, key[1], reports, sightings, paging, front)
    if front is None:
        yield Draft(address, stamp, page, reports, [key[1]])
        return
    _, entity, around, count = front
    beside = [one for one, _ in entity.beside]
    stamp += stamp_of(
        changed(entity, reports=(), beside=()), [directory.stamps[one] for one in beside],
        [times for _, times in entity.beside], around, _dates_of(entity.reports, register.versions, directory),
    )  # fmt: skip
    yield Draft(address, stamp, page, entity.reports, [entity.id, *beside])
    yield from map(draft_of, next_address(address, count, entity.name))
    yield from map(draft_of, _former(entity))


def _entity_page(
    address: str, identifier: str, reports: Sequence[str], sightings: Sequence[Sighting], paging: Paging,
    front: Front | None, directory: Directory,
) -> Page:  # fmt: skip
    quotations = tuple(map(directory.quotation_of, reports, sightings))
    if front is None:
        return Page(address, EntityPage(name=directory.plain[identifier], quotations=quotations, paging=paging))
    _, entity, around, _ = front
    part_of, parts, nearby, alike, events, profile = around
    value = EntityPage(
        name=directory.names[entity.id],
        names=entity.names,
        description=entity.description,
        role=entity.role,
        coordinates=entity.coordinates,
        coordinates_status=entity.coordinates_status,
        precision=entity.precision,
        place=entity.place,
        alike=alike,
        part_of=part_of,
        parts=parts,
        url=entity.url,
        quotations=quotations,
        beside=tuple(_counted(directory.names[one], count) for one, count in entity.beside),
        nearby=nearby,
        spans=_spans_of(entity.reports, directory),
        paging=paging,
        total=entity.count,
        versions=len(entity.reports) - entity.count,
        events=events[0],
        events_total=events[1],
        profile=profile,
    )
    return Page(address, value)


def _nearby(entity: Entity, located: Mapping[str, Entity], within: Sequence[str]) -> list[str]:
    """What stands on the small map of a place, itself with it: what it is part of and its parts, and what is near of
    the places in the same reports, since reports name cities all over the world."""
    if entity.kind != "place" or entity.id not in located:
        return []
    own = dict.fromkeys((entity.id, entity.part_of, *within))
    beside = (one for one, _ in entity.beside if one not in own and one in located and are_near(entity, located[one]))
    return list(islice(chain((one for one in own if one in located), beside), MOST_NEARBY))


def source_pages(archive: Archive, directory: Directory, length: int) -> Iterator[Draft]:
    """sources/ID.html: what it published and where it is named, long ones in parts."""
    items = {
        source.id: (source, profile_of(source, directory.register.by_id, directory.plain))
        for source in archive.sources
        if source.has_page
    }
    shared = (length, directory.register), stamp_of(length, directory.register.digest)
    return directory.drafts(Kind("source pages", _source_drafts, *shared), items)


def _source_drafts(
    directory: Directory, length: int, register: Register, source: Source, profile: Profile
) -> Iterator[Draft]:
    found = [*((report, "publisher") for report in source.published), *source.named]
    found.sort(key=lambda one: directory.order[one[0]])
    pages = paged(source.address, found, length)
    for address, part, paging in pages:
        reports = [report for report, _ in part]
        names, lines = [source.id], [directory.line_stamps[one] for one in reports]
        quoted = _quoted_in(source, part, directory)
        stamp = stamp_of("source", source.kind, paging, directory.stamps[source.id], lines, part, quoted)
        if not paging.newest:
            others = [[one for one, _ in passing] for passing in (source.relays, source.relayed_by)]
            reports = [report for report, _ in found]
            stamp += stamp_of(
                changed(source, published=(), named=(), relays=(), relayed_by=()),
                [[directory.stamps[one] for one in passing] for passing in others],
                [[count for _, count in passing] for passing in (source.relays, source.relayed_by)],
                found, _dates_of(reports, register.versions, directory), profile,
            )  # fmt: skip
            names = [source.id, *chain.from_iterable(others)]
        page = partial(_source_page, address, source, profile, found, part, paging)
        yield Draft(address, stamp, page, reports, names)
    yield from map(draft_of, next_address(source.address, len(pages), source.name))
    yield from map(draft_of, _former(source))


def _quoted_in(source: Source, part: Iterable[Found], directory: Directory) -> list[tuple[str, Sighting]]:
    """Where reports name the source; of what it published, the line is enough."""
    key = "source", source.id
    return [(report, directory.naming.sighting_of(key, report, way)) for report, way in part if way != "publisher"]


def _source_page(
    address: str, source: Source, profile: Profile, found: Sequence[Found], part: Sequence[Found], paging: Paging,
    directory: Directory,
) -> Page:  # fmt: skip
    names = directory.plain if paging.newest else directory.names
    value = SourcePage(
        name=names[source.id],
        kind=source.kind,
        published=tuple(directory.line_of(report) for report, way in part if way == "publisher"),
        quotations=tuple(directory.quotation_of(*one) for one in _quoted_in(source, part, directory)),
        paging=paging,
    )
    if paging.newest:
        return Page(address, value)
    return Page(address, changed(value, profile=profile, **_about_source(source, found, directory)))


def _about_source(source: Source, found: Sequence[Found], directory: Directory) -> dict[str, Any]:
    """What only the newest page of a source says, since an older one must not change."""
    return {
        "names": source.names,
        "description": source.description,
        "url": source.url,
        "relays": tuple(_counted(directory.names[one], count) for one, count in source.relays),
        "relayed_by": tuple(_counted(directory.names[one], count) for one, count in source.relayed_by),
        "spans": _spans_of([report for report, _ in found], directory),
        "total": count_reports(source.published, directory.versions),
        "passed_on": count_reports((report for report, way in source.named if way in PASSING), directory.versions),
        "named": count_reports((report for report, _ in source.named), directory.versions),
    }


def _dates_of(reports: Iterable[str], versions: Mapping[str, str], directory: Directory) -> list[tuple[str, str]]:
    """All that `_spans_of` looks at."""
    published = directory.published
    return [(versions.get(one, ""), published[one]) for one in reports]


def index_pages(archive: Archive, directory: Directory) -> Sequence[Draft]:
    """people.html, organizations.html, places.html and sources.html, where there is any name."""
    listed = directory.names, archive.entities, archive.sources
    return directory.again.once("indexes", listed, lambda: list(_index_pages(archive, directory)))


def _index_pages(archive: Archive, directory: Directory) -> Iterator[Draft]:
    for kind in FOLDERS:
        members: Sequence[Entity | Source] = (
            archive.sources if kind == "source" else [one for one in archive.entities if one.kind == kind]
        )
        if not members:
            continue
        names = [directory.names[one.id] for one in members]
        points = tuple(
            _spot(one, directory)
            for one in members
            if isinstance(one, Entity) and one.coordinates and one.kind == "place"
        )
        if len(names) <= LONGEST_INDEX:
            yield draft_of(Page(of_index(kind), Index(kind, tuple(names), total=len(names), points=points)))
            continue
        by_letter: dict[str, list[Name]] = {}
        for name in names:
            by_letter.setdefault(letter_of(name.sort_key), []).append(name)
        letters = tuple((letter, of_index(kind, letter), len(by_letter[letter])) for letter in sorted(by_letter))
        most = sorted(names, key=lambda name: (-name.count, name.sort_key, name.id))[:LONGEST_INDEX]
        shown = tuple(sorted(most, key=lambda name: (name.sort_key, name.id)))
        yield draft_of(Page(of_index(kind), Index(kind, shown, "", letters, len(names), points)))
        for letter, address, _ in letters:
            yield draft_of(Page(address, Index(kind, tuple(by_letter[letter]), letter, letters, len(names))))


def _spans_of(reports: Sequence[str], directory: Directory) -> tuple[Span, ...]:
    """Reports by month, or by year where that is too long to draw small; of versions, the oldest that
    has a date."""
    pairs = zip(reports, _dates_of(reports, directory.versions, directory), strict=True)
    dates = list({group or one: date for one, (group, date) in pairs if date}.values())
    months = Counter(date[:7] for date in dates if len(date) >= 7)
    years = Counter(date[:4] for date in dates)
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
