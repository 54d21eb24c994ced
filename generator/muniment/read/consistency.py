"""What must hold among all that editors list: one id each, names told apart, parts without circles."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from muniment.ids import plain_id
from muniment.model import Authority, changed
from muniment.problems import Place, Problem
from muniment.read.folder import shown

Listed = tuple[Authority, Place]  # with the place where it is listed


def reconcile(listed: Sequence[Listed], problems: list[Problem]) -> tuple[Authority, ...]:
    """The authorities sorted by id, every fault told: entities and sources have one space of ids."""
    given = {authority.id for authority, _ in listed if not authority.is_source}
    kept = {authority.id: (authority, place) for authority, place in _unlike(_plain(listed, problems), problems)}
    _check_names(kept, problems)
    _check_former(kept, problems)
    _check_parts(kept, given, problems)
    _break_circles(kept, problems)
    return tuple(kept[identifier][0] for identifier in sorted(kept))


def _plain(listed: Iterable[Listed], problems: list[Problem]) -> Iterable[Listed]:
    for authority, place in listed:
        plain = plain_id(authority.id)
        if authority.id != plain or not plain:
            hint = f"write '{plain}'" if plain else "write letters a to z, digits and -"
            problems.append(Problem(place, f"the id '{shown(authority.id)}' is not plain", hint))
        elif not authority.name:
            problems.append(Problem(place, f"'{authority.id}' has an empty name", "write the name that readers know"))
        else:
            yield authority, place


def _unlike(listed: Iterable[Listed], problems: list[Problem]) -> Iterable[Listed]:
    first: dict[str, Place] = {}
    for authority, place in listed:
        other = first.setdefault(authority.id, place)
        if other is place:
            yield authority, place
        else:
            hint = "entities and sources share one space of ids: give one of them another"
            problems.append(Problem(place, f"the id '{authority.id}' is that of {other}", hint))


def _check_names(kept: dict[str, Listed], problems: list[Problem]) -> None:
    """A name leads to one identity of a kind; the second to claim it goes without."""
    owners: dict[tuple[str, str], str] = {}
    for identifier, (authority, place) in kept.items():
        kind = "source" if authority.is_source else authority.kind
        names: dict[str, None] = {}
        for name in dict.fromkeys(name.strip() for name in (authority.name, *authority.names)):
            owner = owners.setdefault((kind, name), identifier) if name else ""
            if owner == identifier:
                names[name] = None
            elif name:
                what = f"'{shown(name)}' is a name of '{owner}' too, at {kept[owner][1]}"
                problems.append(Problem(place, what, "tell them apart: keep it where it belongs"))
        others = tuple(name for name in names if name != authority.name)
        kept[identifier] = (changed(authority, names=others), place)


def _check_former(kept: dict[str, Listed], problems: list[Problem]) -> None:
    """An id that was given up leads to one new one, and is nobody's."""
    owners: dict[str, str] = {}
    for identifier, (authority, place) in kept.items():
        good = []
        for former in dict.fromkeys(authority.former):
            owner = identifier if former == identifier else owners.setdefault(former, identifier)
            if former != plain_id(former) or not former:
                problems.append(Problem(place, f"the former id '{shown(former)}' is not plain", "write it as it was"))
            elif former in kept:
                what = f"the former id '{former}' is in use, at {kept[former][1]}"
                problems.append(Problem(place, what, "an id can lead to another only when nobody has it"))
            elif owner != identifier:
                what = f"the former id '{former}' is claimed by '{owner}', too"
                problems.append(Problem(place, what, "it can lead to one only"))
            else:
                good.append(former)
        kept[identifier] = (changed(authority, former=tuple(good)), place)


def _check_parts(kept: dict[str, Listed], given: set[str], problems: list[Problem]) -> None:
    entities = [identifier for identifier, (authority, _) in kept.items() if not authority.is_source]
    for identifier, (authority, place) in kept.items():
        whole = authority.part_of
        if not whole or (whole in kept and not kept[whole][0].is_source):
            continue
        if whole not in given:  # what is listed and left out was told before
            close = get_close_matches(whole, entities, 1)
            hint = f"did you mean '{close[0]}'?" if close else "list it, with this id, below content/entities"
            problems.append(Problem(place, f"'{identifier}' is part of '{shown(whole)}', which is not listed", hint))
        kept[identifier] = (changed(authority, part_of=""), place)


def _break_circles(kept: dict[str, Listed], problems: list[Problem]) -> None:
    done: set[str] = set()
    for identifier in kept:
        way: dict[str, None] = {}
        at = identifier
        while at and at not in done and at not in way:
            way[at] = None
            at = kept[at][0].part_of
        if at in way:
            authority, place = kept[at]
            circle = " is part of ".join([*list(way)[list(way).index(at) :], at])
            problems.append(Problem(place, f"a circle: {circle}", "take part_of from one of them"))
            kept[at] = (changed(authority, part_of=""), place)
        done.update(way)
