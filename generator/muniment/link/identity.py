"""Who is who: sightings of names in reports become entities and sources with an identity.

Only an exact name in the editors' file merges spellings. Everything else stays apart, under an id
that carries a hash of its kind and spelling, until an editor adopts that id.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType

from muniment.ids import suggested_id
from muniment.model import Authority, Row, Sighting, digest_of

Key = tuple[str, str]  # kind and id
ACTORS = ("organization", "person")  # who may publish, or pass on
UNKNOWN_KIND = "entity"  # of a name that a seed states without saying what it is
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
        self.kinds = kinds
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

    @cached_property
    def _folded(self) -> dict[str, str]:
        """The ids of listed organisations and sources by their names, in small letters; an organisation goes before."""
        bodies = [one for one in self.by_id.values() if one.is_source or one.kind == "organization"]
        bodies.sort(key=lambda one: not one.is_source)
        return {name.casefold(): one.id for one in bodies for name in (*one.names[::-1], one.name)}

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """Names that two of those whom editors list have, whatever they are."""
        times = Counter(name for one in self.by_id.values() for name in {one.name, *one.names})
        return frozenset(name for name, count in times.items() if count > 1)

    def id_of(self, words: str) -> str:
        """The id of an organisation or source of which editors wrote an id, or a name; else the words."""
        return words if words in self.by_id else self._folded.get(words.casefold(), words)

    @cached_property
    def digest(self) -> str:
        """One hash (SHA-256) of all that it was made of."""
        return digest_of((list(self.by_id.values()), sorted(self.kinds.items()), sorted(self.versions.items())))

    def versions_of(self, reports: Collection[str]) -> Collection[str]:
        """The reports, and others that are versions of them."""
        if self.versions.keys().isdisjoint(reports):
            return reports
        groups = {self.versions[report] for report in reports if report in self.versions}
        others = (report for report, group in self.versions.items() if group in groups)
        return dict.fromkeys(chain(reports, others)).keys()

    def key_of(self, sighting: Sighting) -> Key:
        """Kind and id of the person, organisation or place; an organisation that editors list as
        a source is that source."""
        return self.keys_of((sighting,))[0]

    def keys_of(self, sightings: Iterable[Sighting]) -> list[Key]:
        """The key of each."""
        known = self._known  # nearly all have been met before
        return [known.get((one.kind, one.name, one.entity)) or self._met(one) for one in sightings]

    def _met(self, sighting: Sighting) -> Key:
        triple = (sighting.kind, sighting.name, sighting.entity)
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
            kind = self.by_id[known].kind if known else self.kinds.get(name) or likely_kind(name)
        known = entity or self._entities.get((kind, name), "")
        if kind == "organization" and known not in self.by_id:
            known = self._sources.get(name, "")
        return self._listed(known) or self._suggested(kind, name)

    def _suggested(self, kind: str, name: str) -> Key:
        identifier = suggested_id(kind, name)
        return self._listed(self._adopted.get(identifier, identifier)) or (kind, identifier)

    def listed(self) -> list[Key]:
        """Everybody whom editors list."""
        return [key for identifier in self.by_id if (key := self._listed(identifier))]

    def _listed(self, identifier: str | None) -> Key | None:
        authority = self.by_id.get(identifier or "")
        return ("source" if authority.is_source else authority.kind, authority.id) if authority else None


def publisher_of(row: Row) -> Sighting | None:
    """Who published the report, stated or suggested."""
    for one in row.sources:
        if one.kind == "publisher":
            return one
    return None


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
