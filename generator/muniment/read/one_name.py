"""One name leads to one whom editors list: a name of two is told, also where it is written a little otherwise."""

import re
from collections.abc import Iterable, Iterator, Mapping

from muniment.folding import HIDDEN, plain
from muniment.model import Authority, Record, changed
from muniment.problems import Problem
from muniment.read.folder import shown
from muniment.shaping import Item

MOST_COMPARED = 8  # of those who have one name
# What is written between the letters of a name in one way or another.
BETWEEN = re.compile(rf"[\s'’‘`´ʼʹ′\"‐‑‒–—-]+|[{HIDDEN}]+")


class Listed(Record, frozen=True):
    """An entry, the item that it was read from, and each of its other names with the path to it in the item."""

    authority: Authority
    item: Item
    names: tuple[tuple[str, str], ...]

    def paths(self) -> dict[str, str]:
        """The path in the item to each of all its names."""
        paths = {self.authority.name: "name"}
        for name, path in self.names:
            paths.setdefault(name, path)
        return paths


def likeness(name: str) -> str:
    """What all have in common that differ only in case, accents, apostrophes, hyphens, width and spaces."""
    return BETWEEN.sub("", plain(name)) or name


def with_names_apart(kept: Mapping[str, Listed], problems: list[Problem]) -> Iterator[Listed]:
    """Each of them, without names of another of its kind before it. Any other two who have one name keep it, since
    reports tell them apart by kind or spelling; that is told as well, unless editors say that one is not the other. A
    place may have the name of whom it is called after."""
    owners: dict[tuple[str, str], tuple[str, str]] = {}  # to the first who has it, and its path there
    alike: dict[tuple[bool, str], dict[str, str]] = {}  # to all who have such a name, and which
    for identifier, one in kept.items():
        authority = one.authority
        kind = "source" if authority.is_source else authority.kind
        names: dict[str, None] = {}
        for name, path in one.paths().items():
            owner, where = owners.setdefault((kind, name), (identifier, path))
            if owner == identifier:
                names[name] = None
                others = alike.setdefault((kind == "place", likeness(name)), {})
                problems.extend(_of_two(name, path, one, [(kept[other], others[other]) for other in others]))
                if len(others) < MOST_COMPARED:
                    others.setdefault(identifier, name)
            else:
                problems.append(_taken(name, kept[owner], where, one, path))
        apart = tuple(name for name in dict.fromkeys(authority.names) if name in names and name != authority.name)
        spellings = tuple(one for one in dict.fromkeys(authority.spellings) if one.name in (*apart, authority.name))
        yield changed(one, authority=changed(authority, names=apart, spellings=spellings))


def _taken(name: str, owner: Listed, where: str, other: Listed, path: str) -> Problem:
    """What to tell of a name that two of one kind have. Who are said not to be one may truly share it."""
    first, second = owner.authority.id, other.authority.id
    what = f"'{shown(name)}' is a name of '{first}' too, at {owner.item.place(where)}"
    if are_told_apart(owner.authority, other.authority):
        hint = f"reports mean '{first}' by it; where they mean '{second}', say so in a review: entity: {second}"
        return Problem(other.item.place(path), what, hint, severity="warning")
    hint = "keep it where it belongs; of two who truly share it, list one under not: of the other"
    return Problem(other.item.place(path), what, hint)


def _of_two(name: str, path: str, one: Listed, others: Iterable[tuple[Listed, str]]) -> Iterator[Problem]:
    """What to tell of one that has a name of others, of another kind or written otherwise: of the first of them."""
    for other, its_name in others:
        if other.authority.id == one.authority.id or are_told_apart(other.authority, one.authority):
            continue
        first, place = other.authority.id, other.item.place(other.paths()[its_name])
        said = f"'{shown(name)}' is a name of '{first}' too"
        what = f"{said}, at {place}" if name == its_name else f"{said}, written '{shown(its_name)}', at {place}"
        yield Problem(one.item.place(path), what, _advice_of(one.authority, other.authority))
        return


def _advice_of(one: Authority, other: Authority) -> str:
    apart = f"of two who truly share it, list one under not: of the other, by its id: not: [{other.id}]"
    if one.is_source != other.is_source:
        return f"of one who also publishes keep one entry, in the sources: reports lead to it either way; {apart}"
    return f"keep it where it belongs; {apart}"


def are_told_apart(one: Authority, other: Authority) -> bool:
    """Whether editors list one of the two under `not` of the other, by id or name."""
    return not {one.id, one.name}.isdisjoint(other.lookalikes) or not {other.id, other.name}.isdisjoint(one.lookalikes)
