"""Who belongs to whom among all that editors list, and who is not the same: each to one that is there, in no circle."""

import re

from muniment.ids import plain_id
from muniment.model import Authority, Record, changed
from muniment.nearest import Nearest
from muniment.problems import Place, Problem
from muniment.read.folder import shown
from muniment.shaping import Item

SUGGESTED = re.compile(r".*-[0-9a-f]{8}")  # ids that rules give end so, and are not listed
MOST_TOLD = 8  # of a circle
SURE = 0.8  # how much a word without a hyphen must be like an id to be taken for one misspelled


class Way(Record, frozen=True):
    """A field that leads from one to another, and the word between the two."""

    field: str
    words: str


WAYS = (
    Way("part_of", "is part of"),
    Way("party", "speaks for"),
    Way("affiliation", "is affiliated with"),
    Way("owner", "is owned by"),
)


def check_belonging(
    kept: dict[str, Authority], items: dict[str, Item], given: set[str], problems: list[Problem]
) -> None:
    """Tells of every id that leads nowhere, and of circles, and takes out what cannot stand. `given` are the ids of
    entities that were there, also of those that were left out."""
    _check_parts(kept, items, given, problems)
    ids = Nearest(kept)
    for identifier, authority in kept.items():
        item = items[identifier]
        named = [(getattr(authority, way.field), item.place(way.field)) for way in WAYS[1:]]
        named += [(one.organization, item.place(f"roles.{n}.organization")) for n, one in enumerate(authority.roles)]
        for value, place in named:
            _check_words(value, place, kept, ids, problems)
    for way in WAYS:
        _break_circles(way, kept, items, problems)
    _check_lookalikes(kept, items, ids, problems)


def _check_parts(kept: dict[str, Authority], items: dict[str, Item], given: set[str], problems: list[Problem]) -> None:
    entities = Nearest(identifier for identifier, authority in kept.items() if not authority.is_source)
    for identifier, authority in kept.items():
        whole = authority.part_of
        if not whole or (whole in kept and not kept[whole].is_source):
            continue
        if whole not in given:  # what is listed and left out was told before
            what = f"'{identifier}' is part of '{shown(whole)}', which is not listed"
            hint = entities.hint(whole, "list it, with this id, below content/entities")
            problems.append(Problem(items[identifier].place("part_of"), what, hint))
        kept[identifier] = changed(authority, part_of="")


def _check_words(value: str, place: Place, kept: dict[str, Authority], ids: Nearest, problems: list[Problem]) -> None:
    """An id or words may stand there; what looks like an id, and is none that is listed, is perhaps misspelled."""
    if not value or value in kept or value != plain_id(value) or SUGGESTED.fullmatch(value):
        return
    near = ids.hint(value) if "-" in value else ids.hint(value, "", SURE)
    if near or "-" in value:
        what = f"'{shown(value)}' looks like an id, and is not listed"
        hint = near or "list it, or write it in words, as readers shall see it"
        problems.append(Problem(place, what, hint, severity="warning"))


def _break_circles(way: Way, kept: dict[str, Authority], items: dict[str, Item], problems: list[Problem]) -> None:
    done: set[str] = set()
    for identifier in kept:
        path: dict[str, None] = {}
        at = identifier
        while at in kept and at not in done and at not in path:
            path[at] = None
            at = getattr(kept[at], way.field)
        if at in path:
            circle = _told(way, list(path)[list(path).index(at) :])
            place = items[at].place(way.field)
            problems.append(Problem(place, f"a circle: {circle}", f"take {way.field} from one of them"))
            kept[at] = changed(kept[at], **{way.field: ""})
        done.update(path)


def _told(way: Way, circle: list[str]) -> str:
    shown = circle if len(circle) <= MOST_TOLD else [*circle[: MOST_TOLD - 1], "…", circle[-1]]
    return f" {way.words} ".join([*shown, circle[0]])


def _check_lookalikes(
    kept: dict[str, Authority], items: dict[str, Item], ids: Nearest, problems: list[Problem]
) -> None:
    for identifier, authority in kept.items():
        own = {identifier, authority.name, *authority.names}
        others: dict[str, None] = {}
        for number, written in enumerate(authority.lookalikes):
            place, other = items[identifier].place(f"not.{number}"), written.strip()
            if other in own:
                what = f"'{shown(other)}' is '{identifier}' itself"
                problems.append(Problem(place, what, "name those that look like it and are others"))
            elif other:
                _check_words(other, place, kept, ids, problems)
                others[other] = None
        kept[identifier] = changed(authority, lookalikes=tuple(others))
