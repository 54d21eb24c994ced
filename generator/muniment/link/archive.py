"""Reports to an Archive: by entity, by date, by source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from muniment.again import Again, Notes
from muniment.link.addresses import of_essay
from muniment.link.entities import Marked, entities_of, sources_of
from muniment.link.groups import Groups, Named, gather, named_in_all
from muniment.link.identity import Key, Register
from muniment.link.periods import group_periods
from muniment.model import Archive, Entity, Essay, Row, Site, Source, changed
from muniment.settings import Settings


@dataclass(frozen=True)
class Linked:
    """The linked whole; who is who in it; by identity where everybody is named; and for each entity, by its id,
    a mark of all that it was made of."""

    archive: Archive
    register: Register
    groups: Groups
    marks: Mapping[str, bytes]


def link(
    rows: Sequence[Row], register: Register, essays: Iterable[Essay], settings: Settings, again: Again, notes: Notes
) -> Linked:
    """The linked whole: rows newest first, those of unknown date last, and every group of them."""
    ordered = newest_first(rows, again)
    ids, pages_from = [row.id for row in ordered], settings.entity_pages_from
    named = ids, [row.entities for row in ordered], [row.sources for row in ordered], register
    grouped = again.once("groups", named, lambda: _grouped(ordered, register, again))
    groups, parts = grouped[0], (grouped, register, pages_from)
    marked = again.once("marked", parts, lambda: _entities(*grouped, ordered, register, pages_from, again, notes))
    entities = again.once("entities", (marked,), lambda: _in_order(marked))
    sources = again.once("sources", parts, lambda: sources_of(groups, register, pages_from))
    dated = ids, [row.published for row in ordered], [row.told for row in ordered]
    days = again.once("days", dated, lambda: group_periods(ordered))
    kept = tuple(sorted(essays, key=lambda essay: (essay.order, essay.name)))
    site = Site(
        title=settings.title,
        description=settings.description,
        url=settings.url.rstrip("/"),
        language=settings.language,
        author=settings.author,
        essays=tuple((of_essay(essay.name), essay.title) for essay in kept),
        sections=_sections(ordered, entities, sources, bool(days), settings.search),
    )
    archive = Archive(site=site, rows=ordered, entities=entities, sources=sources, days=days, essays=kept)
    return Linked(archive, register, groups, {entity.id: mark for mark, entity in marked.values()})


def newest_first(rows: Sequence[Row], again: Again) -> tuple[Row, ...]:
    """The rows, those of unknown date last."""
    dated = [row.id for row in rows], [row.published for row in rows], [row.time for row in rows]
    order = again.once("order", dated, lambda: sorted(range(len(rows)), key=lambda n: age(rows[n]), reverse=True))
    return tuple([rows[number] for number in order])


def age(row: Row) -> tuple[str, str, str]:
    """A key that sorts rows oldest first; a report dated to a month or year comes before its days,
    and one without a date before all."""
    return (row.published.value if row.published else "", row.time, row.id)


def _grouped(rows: Sequence[Row], register: Register, again: Again) -> tuple[Groups, Mapping[str, Named]]:
    named = named_in_all(rows, register, again)
    return gather(named, register), named


def _entities(
    groups: Groups, named: Mapping[str, Named], rows: Sequence[Row], register: Register, pages_from: int,
    again: Again, notes: Notes,
) -> Mapping[Key, Marked]:  # fmt: skip
    """Every entity with its mark; those that were made of the same by an earlier build are as it noted them."""
    known = notes.recall("entities", dict[bytes, Entity]) or {}
    marked = entities_of(groups, rows, named, register, pages_from, known, again)
    if known.keys() != {mark for mark, _ in marked.values()}:
        notes.keep("entities", {mark: changed(entity, reports=()) for mark, entity in marked.values()})
    return marked


def _in_order(marked: Mapping[Key, Marked]) -> tuple[Entity, ...]:
    return tuple(sorted((entity for _, entity in marked.values()), key=lambda entity: (entity.sort_key, entity.id)))


def _sections(
    rows: Sequence[Row], entities: Sequence[Entity], sources: Sequence[Source], has_dates: bool, has_search: bool
) -> tuple[str, ...]:
    kinds = {entity.kind for entity in entities}
    present = {
        "reports": True,
        "people": "person" in kinds,
        "organizations": "organization" in kinds,
        "places": "place" in kinds,
        "timeline": has_dates,
        "sources": bool(sources),
        "search": has_search and bool(rows),
    }
    return tuple(name for name, is_present in present.items() if is_present)
