"""How near other reports are to one, as its page and its JSON tell it."""

from collections.abc import Callable
from typing import Any

from muniment.model import Line, NearLine, Record, Relation
from muniment.render.view_parts import LineView

RELATIONS: dict[Relation, str] = {
    "same words": "The same words as",
    "nearly the same": "Nearly the same as",
    "contained in": "Contained in",
    "contains": "Contains",
}


class NearView(Record, frozen=True, kw_only=True):
    """A near report, what this one is to it ("Contained in"), and how many words of each stand in the other."""

    line: LineView
    relation: str
    shares: str


def near_of(near: tuple[NearLine, ...], view_line: Callable[[Line], LineView]) -> tuple[NearView, ...]:
    """The near reports in words, in their order."""
    return tuple(
        NearView(line=view_line(one.line), relation=RELATIONS[one.relation], shares=_shares(one)) for one in near
    )


def near_fields(near: NearLine) -> dict[str, Any]:
    """A near report for programs."""
    shares = {"share_of_this": _rounded(near.this), "share_of_that": _rounded(near.that)}
    return {"id": near.line.id, "relation": near.relation, **shares, "status": "suggested"}


def _shares(near: NearLine) -> str:
    if near.relation == "same words":
        return "Both have the same words in the same order."
    this, that = _in_words(near.this), _in_words(near.that)
    return f"{this[0].upper()}{this[1:]} of this report’s words stand in that one; {that} of that one’s in this."


def _in_words(share: float) -> str:
    """Only what is all is told as all, and as nothing only what is nothing."""
    if share == 1:
        return "all"
    return f"{min(99, round(100 * share))}%" if share >= 0.01 else "less than 1%"


def _rounded(share: float) -> float:
    return round(min(max(share, 0.001), 0.999), 3) if share < 1 else 1
