"""What must hold among all that editors list: one id each, names told apart, and who belongs to whom."""

from collections.abc import Iterable, Iterator, Sequence

from muniment.ids import plain_id
from muniment.model import Authority, changed
from muniment.problems import Place, Problem
from muniment.read.belonging import check_belonging
from muniment.read.folder import shown
from muniment.read.item_ids import is_first, is_plain
from muniment.read.one_name import Listed, with_names_apart
from muniment.shaping import Item

ONE_SPACE = "entities and sources share one space of ids: give one of them another"


def reconcile(listed: Sequence[Listed], problems: list[Problem]) -> tuple[Authority, ...]:
    """The authorities sorted by id, every fault told: entities and sources have one space of ids."""
    given = {one.authority.id for one in listed if not one.authority.is_source}
    first: dict[str, Place] = {}
    named = _named(listed, problems)
    kept = {one.authority.id: one for one in named if is_first(one.item, first, problems, ONE_SPACE)}
    items = {identifier: one.item for identifier, one in kept.items()}
    authorities = {one.authority.id: one.authority for one in with_names_apart(kept, problems)}
    _check_former(authorities, items, problems)
    check_belonging(authorities, items, given, problems)
    return tuple(authorities[identifier] for identifier in sorted(authorities))


def _named(listed: Iterable[Listed], problems: list[Problem]) -> Iterator[Listed]:
    """Those with a plain id and a name."""
    for one in listed:
        if not is_plain(one.item, problems):
            continue
        if one.authority.name:
            yield one
        else:
            what = f"'{one.authority.id}' has an empty name"
            problems.append(Problem(one.item.place("name"), what, "write the name that readers know"))


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
