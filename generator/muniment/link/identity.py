"""Who is who: sightings of names in reports become entities and sources with an identity.

Only an exact name in the editors' file merges spellings. Everything else stays apart, under an id
that carries a hash of its kind and spelling, until an editor adopts that id.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from muniment.again import Again
from muniment.ids import sort_key, suggested_id
from muniment.link.addresses import of_name, of_paragraph
from muniment.link.versions import count_reports, group_versions
from muniment.model import Authority, Entity, Occurrence, Row, Sighting, Source, Status, changed

Key = tuple[str, str]  # kind and id
Found = list[tuple[Key, Occurrence]]
Whose = TypeVar("Whose")
ACTORS = ("organization", "person")  # who may publish, or pass on
PASSING = ("credit", "via", "channel", "citing")  # how a report says that it passes on another's words
UNKNOWN_KIND = "entity"  # of a name that a seed states without saying what it is
STRENGTH: dict[str, int] = {"suggested": 0, "stated": 1, "reviewed": 2, "verified": 3}
ORGANIZATION_WORDS = frozenset(
    """academy administration agency alliance army assembly association authority bank board brigade bureau center
    centre church club coalition college command commission committee company congress corporation council court
    department directorate federation force forces foundation front fund government group guard holdings hospital
    inc institute international league ltd media ministry movement museum network news office organization
    organisation parliament party police press radio senate service services society television tribunal trust tv
    union university""".split()
)


class Register:
    """Which identity a sighting has: the editors' where they list the name or adopted its id, else
    one of its own. A stated name of unknown kind is of the kind that `kinds` gives for it. `versions`
    gives for a report that has others of its group one id for the group."""

    def __init__(
        self,
        authorities: Iterable[Authority],
        kinds: Mapping[str, str] = MappingProxyType({}),
        versions: Mapping[str, str] = MappingProxyType({}),
    ):
        self.by_id = {authority.id: authority for authority in authorities}
        self.versions = versions
        self._kinds = kinds
        self._adopted = {former: one.id for one in self.by_id.values() for former in one.former}
        self._entities: dict[tuple[str, str], str] = {}
        self._sources: dict[str, str] = {}
        self._any: dict[str, str] = {}
        self._known: dict[tuple[str, str, str], Key] = {}
        for authority in self.by_id.values():
            for name in (authority.name, *authority.names):
                if authority.is_source:
                    self._sources.setdefault(name, authority.id)
                else:
                    self._entities.setdefault((authority.kind, name), authority.id)
                    self._any.setdefault(name, authority.id)

    def key_of(self, sighting: Sighting) -> Key:
        """Kind and id of the person, organisation or place; an organisation that editors list as
        a source is that source."""
        triple = (sighting.kind, sighting.name, sighting.entity)
        key = self._known.get(triple)
        if key is None:
            key = self._known[triple] = self._identify(*triple)
        return key

    def source_of(self, sighting: Sighting) -> Key:
        """("source", id) of the one who publishes or passes on; a ministry or person that editors
        list as an entity keeps that id's page. A place does neither: a paper may be named after it."""
        triple = ("source", sighting.name, sighting.entity)
        key = self._known.get(triple)
        if key is None:
            key = self._known[triple] = self._identify_source(sighting.name, sighting.entity)
        return key

    def _identify_source(self, name: str, entity: str) -> Key:
        actors = (self._entities.get((kind, name)) for kind in ACTORS)
        for known in (entity, self._sources.get(name), *actors):
            if (listed := self._listed(known)) and listed[0] != "place":
                return listed
        return self._suggested("source", name)

    def _identify(self, kind: str, name: str, entity: str) -> Key:
        if kind == UNKNOWN_KIND:
            known = self._any.get(name)
            kind = self.by_id[known].kind if known else self._kinds.get(name) or likely_kind(name)
        known = entity or self._entities.get((kind, name), "")
        if kind == "organization" and known not in self.by_id:
            known = self._sources.get(name, "")
        return self._listed(known) or self._suggested(kind, name)

    def _suggested(self, kind: str, name: str) -> Key:
        identifier = suggested_id(kind, name)
        return self._listed(self._adopted.get(identifier, identifier)) or (kind, identifier)

    def _listed(self, identifier: str | None) -> Key | None:
        authority = self.by_id.get(identifier or "")
        return ("source" if authority.is_source else authority.kind, authority.id) if authority else None


def register_of(authorities: Iterable[Authority], rows: Sequence[Row], again: Again) -> Register:
    """The Register of these rows, the very one that there is where it would be the same."""
    kinds = again.once("kinds", [row.entities for row in rows], lambda: kinds_of(rows))
    parts = tuple(authorities), kinds, group_versions(rows)
    return again.once("register", parts, lambda: Register(*parts))


def kinds_of(rows: Sequence[Row]) -> dict[str, str]:
    """The kind of each name that some row states without its kind: the one it has most often where
    it has one, and what a seed says before what rules found."""
    unknown = {one.name for row in rows for one in row.entities if one.kind == UNKNOWN_KIND}
    counts: dict[str, Counter[tuple[bool, str]]] = {}
    for row in rows if unknown else ():
        for one in row.entities:
            if one.kind != UNKNOWN_KIND and one.name in unknown:
                counts.setdefault(one.name, Counter())[one.status == "stated", one.kind] += 1
    return {
        name: max(count.items(), key=lambda pair: (pair[0][0], pair[1], pair[0][1]))[0][1]
        for name, count in counts.items()
    }


def likely_kind(name: str) -> str:
    """What a name of unknown kind most likely is; a guess, and shown as suggested."""
    words = name.split()
    if any(word.strip(".,").casefold() in ORGANIZATION_WORDS for word in words):
        return "organization"
    is_personal = 2 <= len(words) <= 4 and all(word[:1].isupper() and not word.isupper() for word in words)
    return "person" if is_personal else "organization"


def gather(
    rows: Iterable[Row], register: Register, again: Again
) -> tuple[dict[Key, list[Occurrence]], dict[Key, list[Occurrence]]]:
    """Occurrences by identity, in the order of the rows: of entities, and of sources."""
    entities: dict[Key, list[Occurrence]] = {}
    sources: dict[Key, list[Occurrence]] = {}
    by_id = {row.id: row for row in rows}
    found = again.each("occurrences", register, by_id, lambda _, row: occurrences_in(row, register))
    for of_entities, of_sources in found.values():
        for key, one in of_entities:
            entities.setdefault(key, []).append(one)
        for key, one in of_sources:
            sources.setdefault(key, []).append(one)
    return entities, sources


def occurrences_in(row: Row, register: Register) -> tuple[Found, Found]:
    """Of the entities, and of the sources, that one report names."""
    naming, passing = _named_in(row, register), _sourced_in(row, register)
    entities = [(key, Occurrence(row.id, sighting)) for key, sighting in naming.items() if key[0] != "source"]
    sources = []
    for key, sighting in passing:
        if key[0] == "source":
            sources.append((key, Occurrence(row.id, sighting)))
        # One whom editors list as an entity and a report names as its source has the entity's page,
        # and the other way round; either way the sentence is kept.
        elif naming.setdefault(key, sighting) is sighting:
            entities.append((key, Occurrence(row.id, sighting)))
    if any(kind == "source" for kind, _ in naming):
        only_named = sorted(naming.keys() - {key for key, _ in passing})
        sources += [(key, Occurrence(row.id, naming[key])) for key in only_named if key[0] == "source"]
    return entities, sources


def _named_in(row: Row, register: Register) -> dict[Key, Sighting]:
    """Whom the report names, each once."""
    keys = list(map(register.key_of, row.entities))
    named = dict(zip(keys, row.entities, strict=True))
    return named if len(named) == len(keys) else dict(_merged(zip(keys, row.entities, strict=True)))


def _sourced_in(row: Row, register: Register) -> list[tuple[Key, Sighting]]:
    """Whom the report has its words from, once for each way."""
    found = [(register.source_of(one), one) for one in row.sources]
    return found if len(found) < 2 else list(_once_a_kind(found))


def _once_a_kind(pairs: Iterable[tuple[Key, Sighting]]) -> Iterator[tuple[Key, Sighting]]:
    """A source once for each way in which the report names it, under whatever spellings."""
    merged = _merged(((key, sighting.kind), sighting) for key, sighting in pairs)
    return ((key, sighting) for (key, _), sighting in merged)


def _merged(pairs: Iterable[tuple[Whose, Sighting]]) -> Iterator[tuple[Whose, Sighting]]:
    """One sighting a key: the first with a sentence, the strongest status, all the times. What
    states a name without its kind makes no kind that rules found a stated one."""
    best: dict[Whose, Sighting] = {}
    for key, sighting in pairs:
        other = best.get(key)
        if other is None:
            best[key] = sighting
            continue
        first, second = (other, sighting) if other.sentence >= 0 or sighting.sentence < 0 else (sighting, other)
        told = [one for one in (first, second) if one.kind != UNKNOWN_KIND] or [first]
        status: Status = max((one.status for one in told), key=STRENGTH.__getitem__)
        are_found = first.sentence >= 0 and second.sentence >= 0
        times = other.times + sighting.times if are_found else max(other.times, sighting.times)
        coordinates = first.coordinates or second.coordinates
        best[key] = changed(first, kind=told[0].kind, status=status, times=times, coordinates=coordinates)
    yield from best.items()


def place_of(occurrences: list[Occurrence]) -> str:
    """Where a name without a page leads: to its paragraph in the newest report that has a sentence."""
    best = next((one for one in occurrences if one.sighting.sentence >= 0), occurrences[0])
    return of_paragraph(best.report, best.sighting.paragraph)


def status_of(occurrences: list[Occurrence]) -> Status:
    """Stated when any report states the name, and what it is a name of, in its own fields."""
    stated = (one for one in occurrences if one.sighting.status == "stated")
    return "stated" if any(one.sighting.kind != UNKNOWN_KIND for one in stated) else "suggested"


def make_entity(key: Key, occurrences: list[Occurrence], register: Register, pages_from: int) -> Entity:
    """The entity of these occurrences, with the editors' words about it when they list it."""
    kind, identifier = key
    authority = register.by_id.get(identifier)
    name = authority.name if authority else occurrences[0].sighting.name
    spellings = sorted({one.sighting.name for one in occurrences} | set(authority.names if authority else ()))
    count = count_reports((one.report for one in occurrences), register.versions)
    has_page = authority is not None or count >= pages_from
    return Entity(
        id=identifier,
        kind=kind,  # type: ignore[arg-type]
        name=name,
        names=tuple(spelling for spelling in spellings if spelling != name),
        status="reviewed" if authority else status_of(occurrences),
        has_page=has_page,
        address=of_name(kind, identifier) if has_page else place_of(occurrences),
        sort_key=sort_key(inverted(name) if kind == "person" else name),
        coordinates=(authority.coordinates if authority else None) or coordinates_of(occurrences),
        reports=tuple(occurrences),
        count=count,
        coordinates_status="reviewed" if authority and authority.coordinates else "stated",
        **_words_of(authority, ("description", "role", "part_of", "url", "former")),
    )


def coordinates_of(occurrences: list[Occurrence]) -> tuple[float, float] | None:
    """Where the reports themselves say the place is: as the newest one has it that says so."""
    return next((one.sighting.coordinates for one in occurrences if one.sighting.coordinates), None)


def make_source(key: Key, occurrences: list[Occurrence], register: Register, pages_from: int) -> Source:
    """The source of these occurrences, parted into what it published and where it is named."""
    kind, identifier = key
    authority = register.by_id.get(identifier)
    name = authority.name if authority else occurrences[0].sighting.name
    spellings = sorted({one.sighting.name for one in occurrences} | set(authority.names if authority else ()))
    count = count_reports((one.report for one in occurrences), register.versions)
    has_page = authority is not None or count >= pages_from
    return Source(
        id=identifier,
        kind=authority.kind if authority else "",
        name=name,
        names=tuple(spelling for spelling in spellings if spelling != name),
        status="reviewed" if authority else status_of(occurrences),
        has_page=has_page,
        address=of_name(kind, identifier) if has_page else place_of(occurrences),
        sort_key=sort_key(name),
        published=tuple(one for one in occurrences if one.sighting.kind == "publisher"),
        named=tuple(one for one in occurrences if one.sighting.kind != "publisher"),
        count=count,
        **_words_of(authority, ("description", "party", "owner", "url", "former")),
    )


def is_passed_on(occurrence: Occurrence) -> bool:
    """Whether the report says that it passes on the source's words; else it only names it."""
    return occurrence.sighting.kind in PASSING


def inverted(name: str) -> str:
    """ "Valerii Marchenko" files under "Marchenko, Valerii"."""
    words = name.split()
    return f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else name


def _words_of(authority: Authority | None, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: getattr(authority, field) for field in fields} if authority else {}
