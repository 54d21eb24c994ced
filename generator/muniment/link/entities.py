"""Entities and sources: what is known of each from the reports that name it, and from the editors."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any

from muniment.again import Again
from muniment.ids import sort_key
from muniment.link.addresses import of_name, of_paragraph
from muniment.link.drafts import stamp_of
from muniment.link.groups import Group, Groups, Named, is_passed_on, occurrences_of
from muniment.link.identity import UNKNOWN_KIND, Key, Register
from muniment.link.versions import count_reports
from muniment.model import Authority, Entity, Row, Sighting, Source, Status, changed

MOST_BESIDE = 40

Known = Mapping[bytes, Entity]  # without their reports, by a mark of all that they were made of
Marked = tuple[bytes, Entity]


@dataclass(frozen=True)
class Whole:
    """What entities are made of: whom each report names, the reports' digests, and who is who."""

    named: Mapping[str, Named]
    digests: Mapping[str, str]
    register: Register
    pages_from: int

    def versions_of(self, reports: Sequence[str]) -> Sequence[str]:
        """The reports, and those of which they are versions."""
        versions = self.register.versions
        if versions.keys().isdisjoint(reports):
            return reports
        groups = {versions[report] for report in reports if report in versions}
        others = (report for report, group in versions.items() if group in groups)
        return list(dict.fromkeys(chain(reports, others)))


def entities_of(
    groups: Groups, rows: Sequence[Row], named: Mapping[str, Named], register: Register, pages_from: int,
    known: Known, again: Again,
) -> Mapping[Key, Marked]:  # fmt: skip
    """Every entity, and a mark of all that it was made of; as it is `known`, where the mark is."""
    whole = Whole(named, {row.id: row.digest for row in rows}, register, pages_from)
    # An organisation that editors list as a source has that source's page: see Register.key_of.
    items = {
        key: (group, [named[report] for report in whole.versions_of(group.reports)])
        for key, group in groups.items()
        if key[0] != "source"
    }
    return again.each("entities", (register, pages_from), items, lambda key, item: _marked(key, item[0], whole, known))


def _marked(key: Key, group: Group, whole: Whole, known: Known) -> Marked:
    """The entity, and its mark: of whatever else it may hold, the digests of the reports know."""
    digests = list(map(whole.digests.__getitem__, whole.versions_of(group.reports)))
    mark = stamp_of(key, whole.register.digest, whole.pages_from, digests)
    entity = known.get(mark) or make_entity(key, group, whole)
    return mark, changed(entity, reports=tuple(group.reports))


def make_entity(key: Key, group: Group, whole: Whole) -> Entity:
    """The entity of this group but its reports, with the editors' words about it when they list it."""
    kind, identifier = key
    register, sightings = whole.register, group.sightings
    authority = register.by_id.get(identifier)
    name = authority.name if authority else sightings[0].name
    count = count_reports(group.reports, register.versions)
    has_page = authority is not None or count >= whole.pages_from
    return Entity(
        id=identifier,
        kind=kind,  # type: ignore[arg-type]
        name=name,
        names=_spellings(name, sightings, authority),
        status="reviewed" if authority else status_of(sightings),
        has_page=has_page,
        address=of_name(kind, identifier) if has_page else place_of(group),
        sort_key=sort_key(inverted(name) if kind == "person" else name),
        coordinates=(authority.coordinates if authority else None) or coordinates_of(sightings),
        count=count,
        beside=_beside(key, group.reports, whole) if has_page else (),
        coordinates_status="reviewed" if authority and authority.coordinates else "stated",
        **_words_of(authority, ("description", "role", "part_of", "url", "former")),
    )


def _beside(key: Key, reports: Sequence[str], whole: Whole) -> tuple[tuple[str, int], ...]:
    """Who is named in the same reports, in how many, versions of one counted once."""
    versions = whole.register.versions
    together: dict[str, set[Key]] = {}
    for report in whole.versions_of(reports):
        together.setdefault(versions.get(report, report), set()).update(whole.named[report][0])
    counted = Counter(chain.from_iterable(together.values()))
    del counted[key]
    return _most_first(Counter({identifier: count for (_, identifier), count in counted.items()}))[:MOST_BESIDE]


def place_of(group: Group) -> str:
    """Where a name without a page leads: to its paragraph in the newest report that has a sentence."""
    pairs = list(zip(group.reports, group.sightings, strict=True))
    report, sighting = next(((one, sighting) for one, sighting in pairs if sighting.sentence >= 0), pairs[0])
    return of_paragraph(report, sighting.paragraph)


def status_of(sightings: Iterable[Sighting]) -> Status:
    """Stated when any report states the name, and what it is a name of, in its own fields."""
    stated = (one for one in sightings if one.status == "stated")
    return "stated" if any(one.kind != UNKNOWN_KIND for one in stated) else "suggested"


def coordinates_of(sightings: Iterable[Sighting]) -> tuple[float, float] | None:
    """Where the reports themselves say the place is: as the newest one has it that says so."""
    return next((one.coordinates for one in sightings if one.coordinates), None)


def sources_of(groups: Groups, register: Register, pages_from: int) -> tuple[Source, ...]:
    """Every source, with whom it relays and who relays it, in order."""
    made = [make_source(key, group, register, pages_from) for key, group in groups.items() if key[0] == "source"]
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
    whole = (
        changed(source, relays=_most_first(relays[source.id]), relayed_by=_most_first(relayed_by[source.id]))
        for source in made
    )
    return tuple(sorted(whole, key=lambda source: (source.sort_key, source.id)))


def make_source(key: Key, group: Group, register: Register, pages_from: int) -> Source:
    """The source of this group, parted into what it published and where it is named."""
    kind, identifier = key
    authority = register.by_id.get(identifier)
    name = authority.name if authority else group.sightings[0].name
    count = count_reports(group.reports, register.versions)
    has_page = authority is not None or count >= pages_from
    occurrences = occurrences_of(group)
    return Source(
        id=identifier,
        kind=authority.kind if authority else "",
        name=name,
        names=_spellings(name, group.sightings, authority),
        status="reviewed" if authority else status_of(group.sightings),
        has_page=has_page,
        address=of_name(kind, identifier) if has_page else place_of(group),
        sort_key=sort_key(name),
        published=tuple(one for one in occurrences if one.sighting.kind == "publisher"),
        named=tuple(one for one in occurrences if one.sighting.kind != "publisher"),
        count=count,
        **_words_of(authority, ("description", "party", "owner", "url", "former")),
    )


def inverted(name: str) -> str:
    """ "Valerii Marchenko" files under "Marchenko, Valerii"."""
    words = name.split()
    return f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else name


def _spellings(name: str, sightings: Iterable[Sighting], authority: Authority | None) -> tuple[str, ...]:
    """The others, as found or as editors list them."""
    found = {one.name for one in sightings} | set(authority.names if authority else ())
    return tuple(sorted(found - {name}))


def _words_of(authority: Authority | None, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: getattr(authority, field) for field in fields} if authority else {}


def _most_first(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(sorted(counter.items()), key=itemgetter(1), reverse=True))  # which keeps equals in order
