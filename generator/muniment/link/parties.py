"""Whose side somebody speaks from, as far as editors say: the party at the end of who belongs to whom."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from muniment.edtf import read_edtf
from muniment.model import Authority, Tenure

FARTHEST = 50  # steps; nobody belongs to anybody over so many, but in a file that is made to take long


def party_of(identifier: str, by_id: Mapping[str, Authority], on: str = "") -> str:
    """The party of a person, organisation or source, by its id: an id that editors list or their words, and empty where
    it is not known.

    From each is gone to its party, else to the organisation of a role that it had `on` a day (an ISO day, month or
    year), else to its affiliation, else to the organisation of its last role, else to its owner, else, of an
    organisation, to what it is part of. What is reached and leads no further, or after FARTHEST steps, is the party,
    and of those that lead in a circle the first by its id. One that leads nowhere itself has none.
    """
    way: dict[str, None] = {}
    at = identifier
    while at not in way:
        if len(way) > FARTHEST:
            return at
        way[at] = None
        following = next(filter(None, _leads(by_id[at], on)), "") if at in by_id else ""
        if not following:
            return at if len(way) > 1 else ""
        at = following
    ids = list(way)
    return min(ids[ids.index(at) :])


def held_on(tenure: Tenure, on: str) -> bool:
    """Whether somebody may have had the role on some day of this ISO day, month or year."""
    day = read_edtf(on)
    if not day or day.first is None or day.last is None:
        return False
    return may_have_held(tenure, day.first, day.last)


def may_have_held(tenure: Tenure, first: int, last: int) -> bool:
    """Whether somebody may have had the role on some day from the first to the last (date.toordinal)."""
    since, until = _days_of(tenure)
    return since <= last and first <= until


def _leads(authority: Authority, on: str) -> Iterator[str]:
    """To whom it belongs, the surest first; some may be empty."""
    placed = [one for one in authority.roles if one.organization]
    yield authority.party
    yield _last([one for one in placed if held_on(one, on)])
    yield authority.affiliation
    yield _last(placed)
    yield authority.owner
    if authority.kind == "organization":
        yield authority.part_of


def _last(tenures: Sequence[Tenure]) -> str:
    """The organisation of the role that began last, of those that began together or nobody knows when the last one."""
    return max(tenures[::-1], key=lambda one: _days_of(one)[0]).organization if tenures else ""


def _days_of(tenure: Tenure) -> tuple[int, int]:
    """The first day and the last that it may have been, as date.toordinal numbers them."""
    since, until = read_edtf(tenure.since), read_edtf(tenure.until)
    first = since.first if since else None
    last = until.last if until else None
    return first or 0, last or date.max.toordinal()
