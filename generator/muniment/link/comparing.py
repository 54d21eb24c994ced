"""Whether two claims can both be right: their numbers as ranges, and what makes that no question.

A number that is said to be "about" so many stands for all within a tenth of it. Two claims are in conflict when they
count the very same, at one place and time, and no number is in both ranges. One may count a part of the other: children
of people, a town of its region, a day of the month that the other holds of. A part is in conflict with its whole only
where it has more, and is not compared with it where it has fewer. New graves of a town and all of its region but for
some overlap: they are compatible where they can be equal, and else not compared. Neither is what counts something else,
or holds of another place or day, or has no number.

A claim that states no day may be of one of the FEW days before its report was published, and of a report without a day
it is of the time that the question asks for, or of none that is known. One that states no place is of the place that
the question asks for, or of none that is known.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import isfinite
from typing import Literal

from muniment.kinds_of_things import Way
from muniment.link.categories import Categories, Category
from muniment.link.claimants import days_of
from muniment.link.ranges import Days, Range, count_above, mirrored, negative, range_of
from muniment.model import Apart, Claimed, Question

MOST_NAMED = 5  # claims that are named with one that is in conflict with them
FEW = 3  # days; a report that states none may tell of those before it
LOOKED_AT = 100  # claims that are looked at for them, nearest by their numbers
MOST_PILES = 200  # of more kinds of things, places and times in one question none is compared with another
MOST_COMPARED = 200_000  # claims that all piles together are compared with; of more each is compared with itself alone
COMPARED = ("same", "part", "whole", "overlap")
Met = Literal["same", "part", "whole", "overlap"]  # how claims compare whose numbers are looked at


@dataclass(frozen=True)
class Key:
    """What is alike of claims that are compared with the same others: what they count; where; and the days that they
    are said to hold on all together, None where each holds on a day."""

    category: Category
    place: str
    span: Days | None


@dataclass
class Pile:
    """Claims by their numbers in the question, with their ranges and days."""

    members: list[int] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    days: list[Days] = field(default_factory=list)

    def add(self, other: "Pile") -> None:
        """Put the claims of another to these."""
        self.members += other.members
        self.ranges += other.ranges
        self.days += other.days


@dataclass
class Compared:
    """What is known of one claim among the others: some with which it is in conflict, how many in all, and how many it
    is not compared with, by reason."""

    conflicts: Sequence[int]
    conflicting: int
    apart: dict[Apart, int]


def compare(claims: Sequence[Claimed], question: Question, wholes: Mapping[str, str]) -> list[Compared]:
    """Each claim of a question against all others, by sorting: thousands of claims take seconds, not hours. `wholes` is
    what each place is a part of, by id."""
    categories = Categories(question)
    piles, undated = _piles_of(claims, question, categories)
    numbered = len(undated) + sum(len(pile.members) for pile in piles.values())
    unnumbered: dict[Apart, int] = {"no number": len(claims) - numbered}
    found = [Compared((), 0, {"no number": len(claims) - 1}) for _ in claims]
    for member in undated:
        found[member] = Compared((), 0, {**unnumbered, "other day": numbered - 1})
    told = Counter[Apart]({**unnumbered, "other day": len(undated)})
    total = numbered - len(undated)
    for key, ways in _ways_of(piles, categories, wholes):
        reasons, by_way = told.copy(), dict[Met, Pile]()
        reasons["too many kinds"] = total - sum(len(piles[other].members) for other in ways)
        for other, way in ways.items():
            if way == "same" or way == "part" or way == "whole" or way == "overlap":
                by_way.setdefault(way, Pile()).add(piles[other])
            else:
                reasons[way] += len(piles[other].members) - (other == key)
        of_ways = [_compared(piles[key], others, way) for way, others in by_way.items()]
        for member in piles[key].members:
            found[member] = _together([next(one) for one in of_ways], reasons)
    return found


def _together(each: Sequence[Compared], reasons: Counter[Apart]) -> Compared:
    """What is known of one claim by all the ways in which others compare with it."""
    conflicts = sorted(number for one in each for number in one.conflicts)[:MOST_NAMED]
    counts = sum((Counter(one.apart) for one in each), reasons)
    return Compared(conflicts, sum(one.conflicting for one in each), dict(counts))


def _piles_of(
    claims: Sequence[Claimed], question: Question, categories: Categories
) -> tuple[dict[Key, Pile], list[int]]:
    """The claims that have a number and a day; and the numbers of those that have no day."""
    piles: dict[Key, Pile] = {}
    undated: list[int] = []
    is_whole = all(number.is_integer() for one in claims for number in _finite(one))
    for number, one in enumerate(claims):
        if numbers := range_of(one.claim.op, one.claim.low, one.claim.high, is_whole):
            if days := days_held(one, question):
                key = Key(categories.category_of(one.claim), one.place or question.where, _span_of(one))
                piles.setdefault(key, Pile()).add(Pile([number], [numbers], [days]))
            else:
                undated.append(number)
    return piles, undated


def _span_of(one: Claimed) -> Days | None:
    """More days than one, of all of which it is said to hold."""
    days = days_of(one.claim.when)
    return days if days and days[0] < days[1] else None


def _finite(one: Claimed) -> Iterator[float]:
    """The numbers that it gives, but for what nobody can count."""
    return (float(each) for each in (one.claim.low, one.claim.high) if each is not None and isfinite(each))


def days_held(one: Claimed, question: Question) -> Days | None:
    """The days that a claim may hold on, as far as anything tells them."""
    return days_told(one) or days_of(question.when)


def days_told(one: Claimed) -> Days | None:
    """The days that a claim may hold on, by its own words or by its report's day."""
    if days := days_of(one.claim.when):
        return days
    published = days_of(one.published)
    return (published[0] - FEW, published[1]) if published else None


def _ways_of(
    piles: Mapping[Key, Pile], categories: Categories, wholes: Mapping[str, str]
) -> Iterator[tuple[Key, Mapping[Key, Met | Apart]]]:
    """How each pile compares with each, itself among them; of too many with itself alone."""
    if len(piles) > MOST_PILES:
        yield from ((key, {key: _way(key, key, categories, {})}) for key in piles)
        return
    around = {place: wholes_of(place, wholes) for place in {key.place for key in piles}}
    ways = {key: {other: _way(key, other, categories, around) for other in piles} for key in piles}
    compared = (piles[other] for each in ways.values() for other, way in each.items() if way in COMPARED)
    is_too_much = sum(len(one.members) for one in compared) > MOST_COMPARED
    for key, each in ways.items():
        yield key, {o: way for o, way in each.items() if not is_too_much or o == key or way not in COMPARED}


def wholes_of(place: str, wholes: Mapping[str, str]) -> frozenset[str]:
    """All that a place is a part of."""
    found: set[str] = set()
    while (place := wholes.get(place, "")) and place not in found:
        found.add(place)
    return frozenset(found)


def _way(one: Key, other: Key, categories: Categories, around: Mapping[str, Container[str]]) -> Met | Apart:
    """How claims of two piles compare, or why they do not."""
    if categories.way(one.category, other.category) == "neither":
        return "other category"
    places = way_of_places(one.place, other.place, around)
    if places == "neither":
        return "other place"
    times = _way_of_spans(one.span, other.span)
    if times == "neither":
        return "other day"
    way = categories.way(one.category, other.category, places, times)
    return "other category" if way == "neither" else way


def way_of_places(one: str, other: str, around: Mapping[str, Container[str]]) -> Way:
    """How two places compare, of which `around` has all that each is a part of; empty is one that nobody knows."""
    if one == other:
        return "same"
    if other in around.get(one, ()):
        return "part"
    return "whole" if one in around.get(other, ()) else "neither"


def _way_of_spans(one: Days | None, other: Days | None) -> Way:
    """How two times compare: of a day within a month is a part of the month, whichever day it is."""
    if one == other:
        return "same"
    if one is None or (other and other[0] <= one[0] and one[1] <= other[1]):
        return "part"
    return "whole" if other is None or (one[0] <= other[0] and other[1] <= one[1]) else "neither"


def _compared(pile: Pile, others: Pile, way: Met) -> Iterator[Compared]:
    """Each claim of a pile: how many of the others are of another day, with how many it is in conflict, and some. With
    its whole a part is in conflict where that lies below it, and is not compared where it lies above; what only
    overlaps never is, and is of another category unless it meets."""
    firsts, lasts = sorted([first for first, _ in others.days]), sorted([last for _, last in others.days])
    turned, turned_others = [mirrored(one) for one in pile.ranges], [mirrored(one) for one in others.ranges]
    above = count_above(pile.ranges, pile.days, others.ranges, others.days)
    below = count_above(turned, pile.days, turned_others, others.days)
    from_low = sorted(range(len(others.members)), key=lambda at: others.ranges[at][0])
    from_high = sorted(range(len(others.members)), key=lambda at: turned_others[at][0])
    lows, highs = [others.ranges[at][0] for at in from_low], [turned_others[at][0] for at in from_high]
    for place, ((low, high), (first, last)) in enumerate(zip(pile.ranges, pile.days, strict=True)):
        over = above[place] if way in ("same", "whole") else 0
        under = below[place] if way in ("same", "part") else 0
        named: list[int] = []
        if over or under:
            at_low, at_high = bisect_right(lows, high), bisect_right(highs, negative(low))
            near = from_low[at_low : at_low + LOOKED_AT] if over else []
            near += from_high[at_high : at_high + LOOKED_AT] if under else []
            same_day = (at for at in near if others.days[at][0] <= last and first <= others.days[at][1])
            named = sorted(others.members[at] for at in islice(same_day, MOST_NAMED))
        other_day = len(firsts) - bisect_right(firsts, last) + bisect_left(lasts, first)
        fewer = above[place] + below[place] - over - under
        reason: Apart = "other category" if way == "overlap" else "part and whole"
        yield Compared(tuple(named), over + under, {"other day": other_day, reason: fewer})
