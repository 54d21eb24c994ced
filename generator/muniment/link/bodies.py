"""For which body somebody speaks, as far as editors list it: a ministry and its spokesman are not independent."""

from collections.abc import Iterator

from muniment.link.identity import Register
from muniment.link.parties import may_have_held
from muniment.model import Authority

FARTHEST = 50  # bodies beyond one; nobody belongs to so many, but in a file that is made to take long


def bodies_of(identifier: str, register: Register, first: int, last: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those for which a listed person, organisation or source may have spoken on some day from the first to the last
    (date.toordinal): itself, if it is a body, and those of its roles then and of its affiliation; and all to which
    these belong in turn. Each is an id, or the words that the editors have."""
    authority = register.by_id.get(identifier)
    if authority is None:
        return (), ()
    own = [] if authority.kind == "person" and not authority.is_source else [identifier]
    near = dict.fromkeys([*own, *(register.id_of(body) for body in _placed(authority, first, last))])
    beyond: dict[str, None] = {}
    waiting = [identifier, *near]
    while waiting and len(beyond) < FARTHEST:
        if reached := register.by_id.get(waiting.pop()):
            above = (reached.party, reached.part_of, reached.owner, *_placed(reached, first, last))
            found = dict.fromkeys(register.id_of(one) for one in above if one and reached.kind != "place")
            waiting += [one for one in found if one not in beyond]
            beyond |= found
    return tuple(near), tuple(one for one in beyond if one not in near)


def _placed(authority: Authority, first: int, last: int) -> Iterator[str]:
    for role in authority.roles:
        if role.organization and may_have_held(role, first, last):
            yield role.organization
    if authority.affiliation:
        yield authority.affiliation
