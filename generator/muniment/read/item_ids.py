"""The ids that editors give to what they list: each is plain, and belongs to one item."""

from muniment.ids import plain_id
from muniment.problems import Place, Problem
from muniment.read.folder import shown
from muniment.shaping import Item

ANOTHER = "give one of them another"


def is_plain(item: Item, problems: list[Problem]) -> bool:
    """Whether the id can be part of an address; what is told otherwise has the one that can."""
    identifier: str = item.record.id
    plain = plain_id(identifier)
    if plain and identifier == plain:
        return True
    hint = f"write '{plain}'" if plain else "write letters a to z, digits and -"
    problems.append(Problem(item.place("id"), f"the id '{shown(identifier)}' is not plain", hint))
    return False


def is_first(item: Item, first: dict[str, Place], problems: list[Problem], hint: str = ANOTHER) -> bool:
    """Whether no item before it has its id; `first` has where each id stands first, from now on this one too."""
    place = item.place("id")
    other = first.setdefault(item.record.id, place)
    if other is not place:
        problems.append(Problem(place, f"the id '{item.record.id}' is that of {other}", hint))
    return other is place
