"""Who is named where: for each identity the reports that name it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal, TypeVar

from muniment.link.drafts import stamp_of
from muniment.link.identity import UNKNOWN_KIND, Key, Register
from muniment.link.located import agreed
from muniment.link.order import age
from muniment.model import STRENGTH, Located, Record, Row, Sighting, SightingKind, Status, changed

Whose = TypeVar("Whose")
# How a report says that it passes on another's words; the channel that they came by, such as a network, is nobody's.
PASSING = ("credit", "via", "citing")

Way = SightingKind | Literal[""]  # in which a report names a source; of an entity, how its words are passed on
# Whom one report names: each entity with its sighting, the sources, once for each way in which it names them, and the
# entities whose words it passes on, each with the first way in which it does.
Named = tuple[dict[Key, Sighting], list[tuple[Key, Sighting]], dict[Key, Way]]
Members = list[tuple[str, Way]]


@dataclass(frozen=True)
class Naming:
    """Whom each report names, found out when somebody asks; what was `found` of a row is not again."""

    rows: Mapping[str, Row]
    register: Register
    found: dict[str, tuple[Row, Named]]

    def of(self, report: str) -> Named:
        """Whom one report names."""
        row, found = self.rows[report], self.found.get(report)
        if found is None or found[0] is not row:
            found = self.found[report] = row, named_in(row, self.register)
        return found[1]

    def sighting_of(self, key: Key, report: str, way: Way = "") -> Sighting:
        """What puts an entity, or in this way a source, into a report."""
        entities, sources, _ = self.of(report)
        return next(one for other, one in sources if other == key and one.kind == way) if way else entities[key]


# What stands for each report, and those of which whom they name is not known.
Compared = tuple[dict[str, tuple[str, bytes]], set[str]]


class Group(Record, frozen=True, array_like=True):
    """The reports that name somebody, newest first; of a source with the way in which each does, which may be
    more than one, and of an entity whose words any passes on. `mark` stands for all that was taken from the reports."""

    kind: str
    id: str
    reports: tuple[str, ...]
    ways: tuple[Way, ...]
    mark: bytes


class Gathered(Record, frozen=True):
    """All groups. `shape` stands for who is who, of which `kinds` are what `kinds_of` gave, and `mark` for it and
    all that `reports` name: by report, the digest of its row, and a stamp of whom it names and of its place among
    the others."""

    shape: str = ""
    mark: bytes = b""
    kinds: dict[str, str] = {}
    reports: dict[str, tuple[str, bytes]] = {}
    groups: tuple[Group, ...] = ()


def gather(rows: Sequence[Row], compared: Compared, naming: Naming, shape: str, last: Gathered) -> Gathered:
    """All that are named, with those that editors list and no report names. Groups of `last`, with which the rows
    were compared, stay that have no report that names others than it did then."""
    reports, touched = compared
    if last.shape != shape:
        last, touched = Gathered(), set(reports)
    elif not touched:
        return last if reports == last.reports else changed(last, reports=reports)
    touched = set(naming.register.versions_of(touched))
    number = {row.id: place for place, row in enumerate(rows)}
    found = _found_in(touched & reports.keys(), naming)
    groups = []
    for group in last.groups:
        added = found.pop((group.kind, group.id), [])
        if added or not touched.isdisjoint(group.reports):
            ways: Iterable[Way] = group.ways or repeat("")
            stay = [one for one in zip(group.reports, ways, strict=False) if one[0] not in touched]
            found[group.kind, group.id] = stay + added
        else:
            groups.append(group)
    listed = set(naming.register.listed())
    for key in sorted(found):
        members = sorted(found[key], key=lambda one: number[one[0]])
        if members or key in listed:
            stamps = [reports[one][1] for one in naming.register.versions_of(dict(members))]
            groups.append(_group(key, members, stamp_of(shape, key, stamps)))
    mark = stamp_of(shape, [reports[row.id][1] for row in rows])
    return Gathered(shape, mark, dict(naming.register.kinds), reports, tuple(groups))


def compare(rows: Sequence[Row], last: Gathered) -> Compared:
    """What stands for each report, and those that are gone, or name others than they did, or stand elsewhere."""
    reports, touched = {}, set()
    for row in rows:
        one = last.reports.get(row.id)
        if one is None or one[0] != row.digest:
            stamp = stamp_of(age(row), row.entities, row.sources)
            if one is None or one[1] != stamp:
                touched.add(row.id)
            one = row.digest, stamp
        reports[row.id] = one
    return reports, touched | (last.reports.keys() - reports.keys())


def _found_in(reports: Iterable[str], naming: Naming) -> dict[Key, Members]:
    """Whom these reports name, and with no report all whom editors list."""
    found = defaultdict[Key, Members](list)
    for report in reports:
        entities, sources, passed_on = naming.of(report)
        for key in entities:
            found[key].append((report, passed_on.get(key, "")))
        for key, sighting in sources:
            found[key].append((report, sighting.kind))
    for key in naming.register.listed():
        found.setdefault(key, [])
    return found


def _group(key: Key, members: Members, mark: bytes) -> Group:
    ways = tuple(way for _, way in members)
    return Group(*key, tuple(report for report, _ in members), ways if any(ways) else (), mark)


def named_in(row: Row, register: Register) -> Named:
    """Whom one report names."""
    naming, passing = _naming(row, register), _passing(row, register)
    sources = []
    passed_on: dict[Key, Way] = {}
    for key, sighting in passing:
        if key[0] == "source":
            sources.append((key, sighting))
        else:
            # One whom editors list as an entity and a report names as its source has the entity's page,
            # and the other way round; either way the sentence is kept.
            naming.setdefault(key, sighting)
            if sighting.kind in PASSING:
                passed_on.setdefault(key, sighting.kind)
    if "source" in [kind for kind, _ in naming]:
        only_named = sorted(naming.keys() - {key for key, _ in passing})
        sources += [(key, naming[key]) for key in only_named if key[0] == "source"]
        naming = {key: sighting for key, sighting in naming.items() if key[0] != "source"}
    return naming, sources, passed_on


def _naming(row: Row, register: Register) -> dict[Key, Sighting]:
    """Whom the report names, each once."""
    pairs = list(zip(register.keys_of(row.entities), row.entities, strict=True))
    named = dict(pairs)
    return named if len(named) == len(pairs) else dict(_merged(pairs))


def _passing(row: Row, register: Register) -> list[tuple[Key, Sighting]]:
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
    places: dict[Whose, set[Located | None]] = {}
    for key, sighting in pairs:
        other = best.get(key)
        if other is None:
            best[key] = sighting
            continue
        first, second = (other, sighting) if other.sentence >= 0 or sighting.sentence < 0 else (sighting, other)
        told = [one for one in (first, second) if one.kind != UNKNOWN_KIND] or [first]
        status: Status = max((one.status for one in told), key=STRENGTH.__getitem__)
        are_found = first.sentence != -1 != second.sentence
        times = other.times + sighting.times if are_found else max(other.times, sighting.times)
        coordinates = first.coordinates or second.coordinates
        places.setdefault(key, {other.place}).add(sighting.place)
        best[key] = changed(first, kind=told[0].kind, status=status, times=times, coordinates=coordinates)
    for key, sighting in best.items():
        yield key, changed(sighting, place=agreed(places[key])) if key in places else sighting
