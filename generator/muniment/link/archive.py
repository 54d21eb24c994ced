"""Reports to an Archive: by entity, by date, by source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from muniment.again import Again, Notes
from muniment.link.addresses import of_essay
from muniment.link.alike import with_alike
from muniment.link.corrections import all_corrections
from muniment.link.entities import make_entity, make_source, with_relays, with_reports
from muniment.link.events import in_order
from muniment.link.figures import figures_of
from muniment.link.groups import Gathered, Group, Naming, compare, gather
from muniment.link.identity import Key, Register, kinds_of
from muniment.link.lookalikes import with_lookalikes
from muniment.link.near import KnownNear, known_near
from muniment.link.order import newest_first
from muniment.link.periods import group_periods
from muniment.link.versions import group_versions
from muniment.model import (
    Amends,
    Archive,
    Authority,
    Entity,
    Essay,
    Event,
    Question,
    Record,
    Row,
    Site,
    Source,
    changed,
)
from muniment.settings import Settings

One = TypeVar("One", Entity, Source)
NOTHING_AMENDED = Amends()


class KnownNames(Record, frozen=True):
    """Entities and sources without their reports, by the marks of their groups."""

    entities: dict[bytes, Entity] = {}
    sources: dict[bytes, Source] = {}


@dataclass(frozen=True)
class Linked:
    """The linked whole, who is named where in it, and how, and which texts are near others."""

    archive: Archive
    gathered: Gathered
    naming: Naming
    near: KnownNear


def link(
    rows: Sequence[Row], authorities: Iterable[Authority], essays: Iterable[Essay], settings: Settings,
    again: Again, notes: Notes, events: Iterable[Event] = (), questions: Sequence[Question] = (),
    amends: Amends = NOTHING_AMENDED,
) -> Linked:  # fmt: skip
    """The linked whole: rows newest first, those of unknown date last, and every group of them. What `events` name
    is there."""
    ordered = newest_first(rows, again)
    ids, pages_from = [row.id for row in ordered], settings.entity_pages_from
    last = notes.recall("groups", Gathered) or Gathered()
    compared = _, touched = compare(ordered, last)
    kinds = kinds_of(ordered) if touched else last.kinds  # of the same names they are the same
    whose = tuple(authorities), kinds, group_versions(ordered)
    register = again.once("register", whose, lambda: Register(*whose))
    naming = Naming({row.id: row for row in ordered}, register, again.once("naming", (register,), dict))
    gathered = gather(ordered, compared, naming, f"{register.digest} {pages_from}", last)
    if gathered is not last:
        notes.keep("groups", gathered)
    parts = gathered.groups, gathered.shape
    may_suggest = not settings.require
    named = (*parts, may_suggest), lambda: _named(gathered, naming, pages_from, may_suggest, again, notes)
    entities, sources = again.once("named", *named)
    happened = in_order(events)
    dated = ids, [row.published for row in ordered], [row.told for row in ordered], happened
    days = again.once("days", dated, lambda: group_periods(ordered, happened))
    near = known_near(ordered, notes)
    asked = [row.digest for row in ordered], tuple(questions), register, entities, near, may_suggest
    making = partial(figures_of, ordered, questions, register, entities, near, may_suggest)
    figures, left = again.once("figures", asked, making)
    amends = changed(amends, corrections=all_corrections(ordered, amends))
    kept = tuple(sorted(essays, key=lambda essay: (essay.order, essay.name)))
    sections = _sections(ordered, entities, sources, bool(days), bool(figures), settings.search)
    site = _site_of(settings, kept, sections)
    archive = Archive(
        site=site, rows=ordered, entities=entities, sources=sources, days=days, essays=kept, events=happened,
        figures=figures, figures_left=left, amends=amends,
    )  # fmt: skip
    return Linked(archive, gathered, naming, near)


def _site_of(settings: Settings, essays: Iterable[Essay], sections: tuple[str, ...]) -> Site:
    return Site(
        title=settings.title,
        description=settings.description,
        url=settings.url.rstrip("/"),
        language=settings.language,
        author=settings.author,
        essays=tuple((of_essay(essay.name), essay.title) for essay in essays),
        is_read_by_rules=settings.findings == "rules",
        may_suggest=not settings.require,
        sections=sections,
    )


def _named(
    gathered: Gathered, naming: Naming, pages_from: int, may_suggest: bool, again: Again, notes: Notes
) -> tuple[tuple[Entity, ...], tuple[Source, ...]]:
    """Every entity and every source, in order; those that an earlier build made of the same are as it noted them."""
    known = notes.recall("named", KnownNames) or KnownNames()
    groups = {(one.kind, one.id): one for one in gathered.groups}

    def entity_of(key: Key, group: Group) -> Entity:
        entity = known.entities.get(group.mark) or make_entity(key, group, naming, pages_from)
        return changed(entity, reports=group.reports)

    def source_of(key: Key, group: Group) -> Source:
        source = known.sources.get(group.mark) or make_source(key, group, naming, pages_from)
        return with_reports(source, group)

    of_entities = {key: group for key, group in groups.items() if key[0] != "source"}
    of_sources = {key: group for key, group in groups.items() if key[0] == "source"}
    entities = again.each("entities", gathered.shape, of_entities, entity_of)
    sources = again.each("sources", gathered.shape, of_sources, source_of)
    if known.entities.keys() | known.sources.keys() != {one.mark for one in gathered.groups}:
        alone = {one.mark: changed(entities[key], reports=()) for key, one in of_entities.items()}
        others = {one.mark: changed(sources[key], published=(), named=()) for key, one in of_sources.items()}
        notes.keep("named", KnownNames(alone, others))
    told_apart, outlets = with_lookalikes(list(entities.values()), list(sources.values()))
    relaying = with_relays(outlets, of_entities.values(), naming.register.versions)
    alike = with_alike(told_apart, naming.register.by_id) if may_suggest else told_apart
    return _in_order(alike), _in_order(relaying)


def _in_order(named: Iterable[One]) -> tuple[One, ...]:
    return tuple(sorted(named, key=lambda one: (one.sort_key, one.id)))


def _sections(
    rows: Sequence[Row],
    entities: Sequence[Entity],
    sources: Sequence[Source],
    has_dates: bool,
    has_figures: bool,
    has_search: bool,
) -> tuple[str, ...]:
    kinds = {entity.kind for entity in entities}
    present = {
        "reports": True,
        "people": "person" in kinds,
        "organizations": "organization" in kinds,
        "places": "place" in kinds,
        "timeline": has_dates,
        "sources": bool(sources),
        "figures": has_figures,
        "search": has_search and bool(rows),
    }
    return tuple(name for name, is_present in present.items() if is_present)
