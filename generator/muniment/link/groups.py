"""Who is named where: for each identity the reports that name it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from muniment.again import Again
from muniment.link.identity import UNKNOWN_KIND, Key, Register
from muniment.model import Occurrence, Row, Sighting, Status, changed

Whose = TypeVar("Whose")
PASSING = ("credit", "via", "channel", "citing")  # how a report says that it passes on another's words
STRENGTH: dict[str, int] = {"suggested": 0, "stated": 1, "reviewed": 2, "verified": 3}


# Whom one report names: each entity with its sighting, and the sources, once for each way in which it names them.
Named = tuple[Mapping[Key, Sighting], Sequence[tuple[Key, Sighting]]]


@dataclass(frozen=True, slots=True)
class Group:
    """The reports that name somebody, in the order of the archive, and beside each the sighting that puts it
    there; a source may stand in one report in more than one way."""

    reports: list[str]
    sightings: list[Sighting]


Groups = Mapping[Key, Group]


def named_in_all(rows: Iterable[Row], register: Register, again: Again) -> Mapping[str, Named]:
    """By report, whom it names."""
    by_id = {row.id: row for row in rows}
    return again.each("named", register, by_id, lambda _, row: named_in(row, register))


def gather(named: Mapping[str, Named], register: Register) -> dict[Key, Group]:
    """All that are named, with those that editors list and no report names."""
    groups: dict[Key, Group] = {}
    for report, (entities, sources) in named.items():
        for key, sighting in chain(entities.items(), sources):
            group = groups.get(key)
            if group is None:
                group = groups[key] = Group([], [])
            group.reports.append(report)
            group.sightings.append(sighting)
    for authority in register.by_id.values():
        groups.setdefault(("source" if authority.is_source else authority.kind, authority.id), Group([], []))
    return groups


def occurrences_of(group: Group) -> tuple[Occurrence, ...]:
    """Each report with its sighting."""
    return tuple(map(Occurrence, group.reports, group.sightings))


def is_passed_on(occurrence: Occurrence) -> bool:
    """Whether the report says that it passes on the source's words; else it only names it."""
    return occurrence.sighting.kind in PASSING


def named_in(row: Row, register: Register) -> Named:
    """Of the entities, and of the sources, that one report names."""
    naming, passing = _naming(row, register), _passing(row, register)
    sources = []
    for key, sighting in passing:
        if key[0] == "source":
            sources.append((key, sighting))
        else:
            # One whom editors list as an entity and a report names as its source has the entity's page,
            # and the other way round; either way the sentence is kept.
            naming.setdefault(key, sighting)
    if "source" in [kind for kind, _ in naming]:
        only_named = sorted(naming.keys() - {key for key, _ in passing})
        sources += [(key, naming[key]) for key in only_named if key[0] == "source"]
        naming = {key: sighting for key, sighting in naming.items() if key[0] != "source"}
    return naming, sources


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
