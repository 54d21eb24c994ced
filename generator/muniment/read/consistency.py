"""What must hold among all that editors list: one id each, names told apart, and who belongs to whom."""

from collections.abc import Iterable, Iterator, Sequence

from muniment.ids import plain_id
from muniment.model import Authority, Record, changed
from muniment.problems import Place, Problem
from muniment.read.belonging import check_belonging
from muniment.read.folder import shown
from muniment.shaping import Item


class Listed(Record, frozen=True):
    """An entry, the item that it was read from, and each of its other names with the path to it in the item."""

    authority: Authority
    item: Item
    names: tuple[tuple[str, str], ...]


def reconcile(listed: Sequence[Listed], problems: list[Problem]) -> tuple[Authority, ...]:
    """The authorities sorted by id, every fault told: entities and sources have one space of ids."""
    given = {one.authority.id for one in listed if not one.authority.is_source}
    kept = {one.authority.id: one for one in _unlike(_plain(listed, problems), problems)}
    items = {identifier: one.item for identifier, one in kept.items()}
    authorities = {one.authority.id: one.authority for one in _with_names_apart(kept, problems)}
    _check_former(authorities, items, problems)
    check_belonging(authorities, items, given, problems)
    return tuple(authorities[identifier] for identifier in sorted(authorities))


def _plain(listed: Iterable[Listed], problems: list[Problem]) -> Iterator[Listed]:
    for one in listed:
        identifier, plain = one.authority.id, plain_id(one.authority.id)
        if identifier != plain or not plain:
            hint = f"write '{plain}'" if plain else "write letters a to z, digits and -"
            problems.append(Problem(one.item.place("id"), f"the id '{shown(identifier)}' is not plain", hint))
        elif not one.authority.name:
            what = f"'{identifier}' has an empty name"
            problems.append(Problem(one.item.place("name"), what, "write the name that readers know"))
        else:
            yield one


def _unlike(listed: Iterable[Listed], problems: list[Problem]) -> Iterator[Listed]:
    first: dict[str, Place] = {}
    for one in listed:
        place = one.item.place("id")
        other = first.setdefault(one.authority.id, place)
        if other is place:
            yield one
        else:
            hint = "entities and sources share one space of ids: give one of them another"
            problems.append(Problem(place, f"the id '{one.authority.id}' is that of {other}", hint))


def _with_names_apart(kept: dict[str, Listed], problems: list[Problem]) -> Iterator[Listed]:
    """A name leads to one identity of a kind; the second to claim it goes without."""
    owners: dict[tuple[str, str], tuple[str, Place]] = {}
    for identifier, one in kept.items():
        authority = one.authority
        kind = "source" if authority.is_source else authority.kind
        names: set[str] = set()
        paths = {authority.name: "name"}
        for name, path in one.names:
            paths.setdefault(name, path)
        for name, path in paths.items():
            place = one.item.place(path)
            owner, where = owners.setdefault((kind, name), (identifier, place))
            if owner == identifier:
                names.add(name)
            else:
                problems.append(_shared(name, kept[owner].authority, where, authority, place))
        others = tuple(name for name in dict.fromkeys(authority.names) if name in names and name != authority.name)
        spellings = tuple(one for one in dict.fromkeys(authority.spellings) if one.name in (*others, authority.name))
        yield changed(one, authority=changed(authority, names=others, spellings=spellings))


def _shared(name: str, owner: Authority, where: Place, other: Authority, place: Place) -> Problem:
    """What to tell of a name that two have. Who are said not to be one may truly share it."""
    what = f"'{shown(name)}' is a name of '{owner.id}' too, at {where}"
    told_apart = {owner.id, owner.name} & {*other.lookalikes} or {other.id, other.name} & {*owner.lookalikes}
    if told_apart:
        hint = f"reports mean '{owner.id}' by it; where they mean '{other.id}', say so in a review: entity: {other.id}"
        return Problem(place, what, hint, severity="warning")
    hint = "keep it where it belongs; of two who truly share it, list one under not: of the other"
    return Problem(place, what, hint)


def _check_former(kept: dict[str, Authority], items: dict[str, Item], problems: list[Problem]) -> None:
    """An id that was given up leads to one new one, and is nobody's."""
    owners: dict[str, tuple[str, Place]] = {}
    for identifier, authority in kept.items():
        good: dict[str, None] = {}
        for number, former in enumerate(authority.former):
            place = items[identifier].place(f"former.{number}")
            if former in good:
                continue
            owner, where = owners.get(former, (identifier, place))
            if former != plain_id(former) or not former:
                problems.append(Problem(place, f"the former id '{shown(former)}' is not plain", "write it as it was"))
            elif former in kept:
                what = f"the former id '{former}' is in use, at {items[former].place('id')}"
                problems.append(Problem(place, what, "an id can lead to another only when nobody has it"))
            elif owner != identifier:
                what = f"the former id '{former}' is claimed by '{owner}', too, at {where}"
                problems.append(Problem(place, what, "it can lead to one only"))
            else:
                owners[former], good[former] = (identifier, place), None
        kept[identifier] = changed(authority, former=tuple(good))
