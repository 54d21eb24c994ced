"""Who is not whom: of two that look alike and that editors say are two, each leads to the other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from muniment.model import Entity, Source, changed

One = TypeVar("One", Entity, Source)


def with_lookalikes(entities: Sequence[Entity], sources: Sequence[Source]) -> tuple[Sequence[Entity], Sequence[Source]]:
    """The same, where their `lookalikes` are ids of those who are known here, by id or by a name of their own kind, and
    else the words of the editors; whoever is not somebody has that one in turn."""
    everybody: list[Entity | Source] = [*entities, *sources]
    told = sorted((one for one in everybody if one.lookalikes), key=lambda one: one.id)
    if not told:
        return entities, sources
    ids = {one.id for one in everybody}
    named = _ids_by_name(everybody)
    found = defaultdict[str, dict[str, None]](dict)
    for one in told:
        for other in one.lookalikes:
            found[one.id][other if other in ids else named.get((_kind_of(one), other), other)] = None
    for one in told:
        for other in found[one.id].keys() & ids:
            found[other][one.id] = None
    return _told(entities, found), _told(sources, found)


def _ids_by_name(everybody: Iterable[Entity | Source]) -> Mapping[tuple[str, str], str]:
    """By kind and name; one that editors list goes before others."""
    ordered = sorted(everybody, key=lambda one: (one.status == "reviewed", one.id))
    return {(_kind_of(one), name): one.id for one in ordered for name in (*one.names, one.name)}


def _kind_of(one: Entity | Source) -> str:
    return one.kind if isinstance(one, Entity) else "source"


def _told(several: Sequence[One], found: Mapping[str, Mapping[str, None]]) -> Sequence[One]:
    return [
        changed(one, lookalikes=tuple(other for other in found[one.id] if other != one.id)) if one.id in found else one
        for one in several
    ]
