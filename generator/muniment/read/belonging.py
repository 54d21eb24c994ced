"""Who belongs to whom among all that editors list, and who is not the same: each to one that is there, in no circle."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from muniment.ids import plain_id
from muniment.model import Authority, changed
from muniment.nearest import Nearest
from muniment.problems import Place, Problem
from muniment.read.circles import break_circles, role_numbers
from muniment.read.folder import shown
from muniment.read.one_name import likeness
from muniment.shaping import Item

SUGGESTED = re.compile(r".*-[0-9a-f]{8}")  # ids that rules give end so, and are not listed
SURE = 0.8  # how much a word without a hyphen must be like an id or name to be taken for one misspelled
SURE_OF_EACH = 0.75  # and each word of several: the ministries of two countries have most of their letters in common
MOST_OFFERED = 3  # of several who have one name
IN_WORDS = ("party", "affiliation", "owner")  # fields of an id, or of words


def check_belonging(
    kept: dict[str, Authority], items: dict[str, Item], given: set[str], problems: list[Problem]
) -> None:
    """Tells of every id that leads nowhere, and of circles, and takes out what cannot stand; a name of one who is
    listed becomes the id. `given` are the ids of entities that were there, also of those that were left out."""
    _check_parts(kept, items, given, problems)
    known = _Known(kept)
    for identifier, authority in kept.items():
        kept[identifier] = _with_ids(authority, items[identifier], known, problems)
    break_circles(kept, items, problems)
    _check_lookalikes(kept, items, known, problems)


class _Known:
    """Whom editors list, by id and by name, and which id or name is most like a word."""

    def __init__(self, kept: Mapping[str, Authority]):
        self.kept = kept
        self.by_name: dict[str, dict[str, None]] = {}
        for identifier, one in kept.items():
            for name in (one.name, *one.names):
                self.by_name.setdefault(likeness(name), {})[identifier] = None
        self.ids = Nearest(kept)
        self.words = Nearest((*kept, *(name for one in kept.values() for name in (one.name, *one.names))))

    def named(self, words: str) -> str:
        """The id of the only one of this name, or of the only one that is no place; empty where there is none."""
        ids = list(self.by_name.get(likeness(words), ()))
        ids = ids if len(ids) < 2 else [one for one in ids if self.kept[one].kind != "place"]
        return ids[0] if len(ids) == 1 else ""

    def several(self, words: str) -> list[str]:
        """The ids of those of this name, of whom none is meant rather than another."""
        return [] if self.named(words) else list(self.by_name.get(likeness(words), ()))

    def near(self, words: str) -> str:
        """The id or name that is perhaps meant by words; each of them must be like its own."""
        near = self.words.to(words, SURE)
        pairs = zip(words.split(), near.split(), strict=False)
        is_like = len(words.split()) == len(near.split()) and all(_are_like(*pair) for pair in pairs)
        return near if is_like else ""


def _are_like(one: str, other: str) -> bool:
    return SequenceMatcher(a=one.casefold(), b=other.casefold()).ratio() >= SURE_OF_EACH


def _check_parts(kept: dict[str, Authority], items: dict[str, Item], given: set[str], problems: list[Problem]) -> None:
    entities = Nearest(one.id for one in kept.values() if not one.is_source and one.kind != "person")
    for identifier, authority in kept.items():
        whole = authority.part_of
        place = items[identifier].place("part_of")
        if whole and authority.kind == "person":
            hint = f"write affiliation: {shown(whole)}"
            problems.append(Problem(place, f"'{identifier}' is a person, and part of nothing", hint))
        elif whole in kept and not kept[whole].is_source:
            if kept[whole].kind != "person":
                continue
            what = f"'{whole}' is a person, of whom nothing is part"
            problems.append(Problem(place, what, "name a place or an organisation"))
        elif not whole:
            continue
        elif whole in kept:
            what = f"'{identifier}' is part of '{whole}', which is a source"
            problems.append(Problem(place, what, entities.hint(whole, "name an entry below content/entities")))
        elif whole not in given:  # what is listed and left out was told before
            what = f"'{identifier}' is part of '{shown(whole)}', which is not listed"
            hint = entities.hint(whole, "list it, with this id, below content/entities")
            problems.append(Problem(place, what, hint))
        kept[identifier] = changed(authority, part_of="")


def _with_ids(authority: Authority, item: Item, known: _Known, problems: list[Problem]) -> Authority:
    """The authority with ids for names of others who are listed."""
    written = {field: getattr(authority, field) for field in IN_WORDS}
    ids = {field: _id_of(value, item.place(field), known, problems) for field, value in written.items()}
    numbers = role_numbers(authority, item)
    bodies = [
        _id_of(one.organization, item.place(f"roles.{number}.organization"), known, problems)
        for number, one in zip(numbers, authority.roles, strict=True)
    ]
    if ids == written and bodies == [one.organization for one in authority.roles]:
        return authority
    roles = (changed(one, organization=body) for one, body in zip(authority.roles, bodies, strict=True))
    return changed(authority, roles=tuple(roles), **ids)


def _id_of(value: str, place: Place, known: _Known, problems: list[Problem]) -> str:
    """The id of the one whom words name, or else the words; what is near to a name or id is perhaps misspelled."""
    if not value or value in known.kept:
        return value
    if identifier := known.named(value):
        return identifier
    if _looks_like_id(value, place, known, problems):
        return value
    if several := known.several(value):
        what, hint = f"'{shown(value)}' is a name of several who are listed", f"write the id: {_either(several)}"
        problems.append(Problem(place, what, hint, severity="warning"))
    elif near := known.near(value):
        what, hint = f"'{shown(value)}' is not listed", f"did you mean '{shown(near)}'?"
        problems.append(Problem(place, what, hint, severity="warning"))
    return value


def _either(ids: Iterable[str]) -> str:
    return " or ".join(list(ids)[:MOST_OFFERED])


def _looks_like_id(value: str, place: Place, known: _Known, problems: list[Problem]) -> bool:
    """Whether words look like an id that is not listed, which is told; they are perhaps misspelled."""
    if value in known.kept or value != plain_id(value) or SUGGESTED.fullmatch(value):
        return False
    near = known.ids.hint(value) if "-" in value else known.ids.hint(value, "", SURE)
    if near or "-" in value:
        what = f"'{shown(value)}' looks like an id, and is not listed"
        hint = near or "list it, or write it in words, as readers shall see it"
        problems.append(Problem(place, what, hint, severity="warning"))
    return bool(near) or "-" in value


def _check_lookalikes(
    kept: dict[str, Authority], items: dict[str, Item], known: _Known, problems: list[Problem]
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
                _looks_like_id(other, place, known, problems)
                others[other] = None
        kept[identifier] = changed(authority, lookalikes=tuple(others))
