"""For which body somebody speaks, as far as editors list it: a ministry and its spokesman are not independent."""

from collections.abc import Iterator

from muniment.edtf import read_edtf
from muniment.link.identity import Register
from muniment.link.parties import held_on
from muniment.model import Authority

FARTHEST = 50  # bodies beyond one; nobody belongs to so many, but in a file that is made to take long


def bodies_of(identifier: str, register: Register, on: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those for which a listed person, organisation or source speaks `on` a day (an ISO day, month or year): itself, if
    it is a body, and those of its roles then and of its affiliation; and all to which these belong in turn. Each is an
    id, or the words that the editors have. Roles count at any time where the day is not known."""
    authority = register.by_id.get(identifier)
    if authority is None:
        return (), ()
    day = read_edtf(on)
    on = on if day and day.first is not None and day.last is not None else ""
    own = [] if authority.kind == "person" and not authority.is_source else [identifier]
    near = dict.fromkeys([*own, *(register.id_of(body) for body in _placed(authority, on))])
    beyond: dict[str, None] = {}
    waiting = [identifier, *near]
    while waiting and len(beyond) < FARTHEST:
        if reached := register.by_id.get(waiting.pop()):
            above = (reached.party, reached.part_of, reached.owner, *_placed(reached, on))
            found = dict.fromkeys(register.id_of(one) for one in above if one and reached.kind != "place")
            waiting += [one for one in found if one not in beyond]
            beyond |= found
    return tuple(near), tuple(one for one in beyond if one not in near)


def _placed(authority: Authority, on: str) -> Iterator[str]:
    for role in authority.roles:
        if role.organization and (not on or held_on(role, on)):
            yield role.organization
    if authority.affiliation:
        yield authority.affiliation
