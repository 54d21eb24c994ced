"""Reports to an Archive: by entity, by date, by source."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from muniment.again import Again
from muniment.link.addresses import of_essay
from muniment.link.identity import Key, Register, gather, is_passed_on, make_entity, make_source
from muniment.link.periods import group_periods
from muniment.model import Archive, Entity, Essay, Occurrence, Row, Site, Source, changed
from muniment.settings import Settings

MOST_BESIDE = 40


def link(rows: Sequence[Row], register: Register, essays: Sequence[Essay], settings: Settings, again: Again) -> Archive:
    """The linked whole: rows newest first, those of unknown date last, and every group of them."""
    ordered = newest_first(rows, again)
    ids, pages_from = [row.id for row in ordered], settings.entity_pages_from
    named = ids, [row.entities for row in ordered], [row.sources for row in ordered], register
    of_entities, of_sources = groups = again.once("groups", named, lambda: _groups(ordered, register, again))
    parts = groups, register, pages_from
    entities = again.once("entities", parts, lambda: _entities(of_entities, ordered, register, pages_from, again))
    sources = again.once("sources", parts, lambda: _sources(of_sources, register, pages_from))
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
    return Archive(site=site, rows=ordered, entities=entities, sources=sources, days=days, essays=kept)


def newest_first(rows: Sequence[Row], again: Again) -> tuple[Row, ...]:
    """The rows, those of unknown date last."""
    dated = [row.id for row in rows], [row.published for row in rows], [row.time for row in rows]
    order = again.once("order", dated, lambda: sorted(range(len(rows)), key=lambda n: age(rows[n]), reverse=True))
    return tuple([rows[number] for number in order])


def age(row: Row) -> tuple[str, str, str]:
    """A key that sorts rows oldest first; a report dated to a month or year comes before its days,
    and one without a date before all."""
    return (row.published.value if row.published else "", row.time, row.id)


def _groups(
    rows: Sequence[Row], register: Register, again: Again
) -> tuple[dict[Key, list[Occurrence]], dict[Key, list[Occurrence]]]:
    """Occurrences of entities and of sources, with those that editors list and no report names."""
    of_entities, of_sources = gather(rows, register, again)
    for authority in register.by_id.values():
        group = of_sources if authority.is_source else of_entities
        group.setdefault(("source" if authority.is_source else authority.kind, authority.id), [])
    return of_entities, of_sources


def _entities(
    groups: Mapping[Key, list[Occurrence]], rows: Sequence[Row], register: Register, pages_from: int, again: Again
) -> tuple[Entity, ...]:
    # An organisation that editors list as a source has that source's page: see Register.key_of.
    groups = {key: found for key, found in groups.items() if key[0] != "source"}
    made = again.each(
        "entity", (register, pages_from), groups, lambda key, found: make_entity(key, found, register, pages_from)
    )
    versions = register.versions
    within: dict[str, set[str]] = {versions.get(row.id, row.id): set() for row in rows}
    company = {}
    for entity in made.values():
        reports = dict.fromkeys([versions.get(one.report, one.report) for one in entity.reports])
        company[entity.id] = entity, [within[report] for report in reports]
        for names in company[entity.id][1]:
            names.add(entity.id)
    whole = again.each("beside", None, company, lambda _, one: _with_beside(*one))
    return tuple(sorted(whole.values(), key=lambda entity: (entity.sort_key, entity.id)))


def _with_beside(entity: Entity, company: Iterable[set[str]]) -> Entity:
    """The entity with those that are in the same reports, of which `company` has a set each."""
    if not entity.has_page:
        return entity
    counted = Counter(chain.from_iterable(company))
    del counted[entity.id]
    return changed(entity, beside=_most_first(counted)[:MOST_BESIDE])


def _sources(groups: dict[Key, list[Occurrence]], register: Register, pages_from: int) -> tuple[Source, ...]:
    made = [make_source(key, found, register, pages_from) for key, found in groups.items() if key[0] == "source"]
    versions = register.versions
    publishers = {one.report: source.id for source in made for one in source.published}
    relays: dict[str, Counter[str]] = {source.id: Counter() for source in made}
    relayed_by: dict[str, Counter[str]] = {source.id: Counter() for source in made}
    for source in made:
        passing = (one.report for one in source.named if is_passed_on(one))
        for publisher, _ in {(publishers.get(report), versions.get(report, report)) for report in passing}:
            if publisher and publisher != source.id:
                relays[publisher][source.id] += 1
                relayed_by[source.id][publisher] += 1
    return tuple(
        sorted(
            (
                changed(source, relays=_most_first(relays[source.id]), relayed_by=_most_first(relayed_by[source.id]))
                for source in made
            ),
            key=lambda source: (source.sort_key, source.id),
        )
    )


def _most_first(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(sorted(counter.items()), key=itemgetter(1), reverse=True))  # which keeps equals in order


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
