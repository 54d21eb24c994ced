"""Whether two claims can both be right: their numbers as ranges, and what makes that no question.

A number that is said to be "about" so many stands for all within a tenth of it. Two claims are in conflict when no
number is in both ranges, and are not compared where one has no number, counts another thing, or holds of another place
or day. Of a place and one that is a part of it only a part that has more than its whole is in conflict. A claim that
states no day may be of the FEW days before its report was published, and of a report without a day it is of the time
that the question asks for, or of none that is known.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from typing import Literal

from muniment.counted_things import fate_in, head_of, thing_of
from muniment.counts import extent_of
from muniment.link.claimants import days_of
from muniment.model import Apart, Claimed, Number, Operator, Question

MOST_NAMED = 5  # claims that are named with one that is in conflict with them
FEW = 3  # days; a report that states none may tell of those before it
LOOKED_AT = 100  # claims that are looked at for them, nearest by their numbers

MOST_PILES = 40  # of more kinds of things and places in one question none is compared with another

# The lowest and the highest number, each with 1, or -1, where it is itself left out: "more than 440" is from (440, 1).
Bound = tuple[float, int]
Days = tuple[int, int]
Range = tuple[Bound, Bound]
# What is counted, empty where the question names it, and what became of it, empty where nothing is said of that: an
# empty fate goes with any other, and an empty thing with no other.
Category = tuple[str, str]
WHOLE = 2.0**53  # below it a number and the next one are told apart
# How claims of two places are compared: as of one, or as of a part and its whole, either of which is first.
Way = Literal["same", "part", "whole"]


@dataclass
class Pile:
    """Claims of one category and place, by their numbers in the question, with their ranges and days."""

    category: Category
    place: str
    members: list[int]
    ranges: list[Range]
    days: list[Days]

    def add(self, other: "Pile") -> None:
        """Put the claims of another to these."""
        self.members += other.members
        self.ranges += other.ranges
        self.days += other.days


def range_of(op: Operator, low: Number, high: Number, is_whole: bool = True) -> Range | None:
    """The numbers that a claim allows; None where it gives none that can be counted. Of whole things more than 440 is
    441 or more, and fewer than 441 is 440 or fewer: no number is in both."""
    extent = extent_of(op, low, high)
    if extent is None or (op == "<" and extent[1] == 0):
        return None
    least, most = max(0.0, extent[0]), extent[1]
    if is_whole and op == ">" and least.is_integer() and least < WHOLE:
        return (least + 1, 0), (most, 0)
    if is_whole and op == "<" and most.is_integer() and most < WHOLE:
        return (least, 0), (most - 1, 0)
    return (least, int(op == ">")), (most, -int(op == "<"))


def categories(question: Question) -> Callable[[Claimed], Category]:
    """What gives what a claim counts, and what became of it. Things that the question names are one, whatever word a
    claim has for them; a claim of nothing that it names keeps its own."""
    asked = {head_of(thing_of(words)) for words in question.counted}
    fates = set(map(fate_in, question.counted)) - {""}

    def category_of(claimed: Claimed) -> Category:
        claim = claimed.claim
        is_asked = not asked or head_of(claim.thing) in asked or claim.fate in fates
        return "" if is_asked else claim.thing, claim.fate

    return category_of


def apart(one: Pile, other: Pile, wholes: Mapping[str, str]) -> Apart | Way:
    """Why claims of two piles are not compared, or how they are: "part" where the first holds of a part of the place of
    the other, "whole" the other way round. `wholes` is what each place is a part of, by id."""
    (thing, fate), (other_thing, other_fate) = one.category, other.category
    if thing != other_thing or (fate and other_fate and fate != other_fate):
        return "other category"
    if not one.place or not other.place or one.place == other.place:
        return "same"
    if other.place in _wholes_of(one.place, wholes):
        return "part"
    return "whole" if one.place in _wholes_of(other.place, wholes) else "other place"


def _wholes_of(place: str, wholes: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    while (place := wholes.get(place, "")) and place not in found:
        found.add(place)
    return found


@dataclass
class Compared:
    """What is known of one claim among the others: some with which it is in conflict, how many in all, and how many it
    is not compared with, by reason."""

    conflicts: Sequence[int]
    conflicting: int
    apart: dict[Apart, int]


def compare(claims: Sequence[Claimed], question: Question, wholes: Mapping[str, str]) -> list[Compared]:
    """Each claim of a question against all others, by sorting: thousands of claims take seconds, not hours."""
    piles, undated = _piles_of(claims, question)
    numbered = len(undated) + sum(len(pile.members) for pile in piles)
    unnumbered: dict[Apart, int] = {"no number": len(claims) - numbered}
    found = [Compared((), 0, {"no number": len(claims) - 1}) for _ in claims]
    for member in undated:
        found[member] = Compared((), 0, {**unnumbered, "other day": numbered - 1})
    for pile in piles:
        compared = piles if len(piles) <= MOST_PILES else [pile]
        reasons = Counter[Apart](unnumbered)
        reasons["too many kinds"] = numbered - len(undated) - sum(len(one.members) for one in compared)
        reasons["other day"] = len(undated)
        ways: dict[Way, Pile] = {}
        for other in compared:
            match apart(pile, other, wholes):
                case "same" | "part" | "whole" as way:
                    ways.setdefault(way, Pile(other.category, other.place, [], [], [])).add(other)
                case reason:
                    reasons[reason] += len(other.members)
        of_ways = [_compared(pile, others, way) for way, others in ways.items()]
        for member, *each in zip(pile.members, *of_ways, strict=True):
            conflicts = sorted(number for one in each for number in one.conflicts)[:MOST_NAMED]
            counts = sum((Counter(one.apart) for one in each), reasons)
            found[member] = Compared(conflicts, sum(one.conflicting for one in each), dict(counts))
    return found


def _piles_of(claims: Sequence[Claimed], question: Question) -> tuple[list[Pile], list[int]]:
    """The claims that have a number and a day; and the numbers of those that have no day."""
    category = categories(question)
    piles: dict[tuple[Category, str], Pile] = {}
    undated: list[int] = []
    is_whole = all(number.is_integer() for one in claims for number in _finite(one))
    for number, one in enumerate(claims):
        if numbers := range_of(one.claim.op, one.claim.low, one.claim.high, is_whole):
            if days := held_on(one, question):
                key = category(one), one.place
                piles.setdefault(key, Pile(*key, [], [], [])).add(Pile(*key, [number], [numbers], [days]))
            else:
                undated.append(number)
    return list(piles.values()), undated


def _finite(one: Claimed) -> Iterator[float]:
    """The numbers that it gives, but for what nobody can count."""
    return (float(each) for each in (one.claim.low, one.claim.high) if each is not None and isfinite(each))


def held_on(one: Claimed, question: Question) -> Days | None:
    """The days that a claim may hold on, as far as anything tells them."""
    if days := days_of(one.claim.when):
        return days
    if published := days_of(one.published):
        return published[0] - FEW, published[1]
    return days_of(question.when)


def _compared(pile: Pile, others: Pile, way: Way) -> Iterator[Compared]:
    """Each claim of a pile: how many of the others are of another day, with how many it is in conflict, and some."""
    firsts, lasts = sorted([first for first, _ in others.days]), sorted([last for _, last in others.days])
    nothing = [0] * len(pile.members)
    above = nothing if way == "part" else _count_above(pile.ranges, pile.days, others.ranges, others.days)
    mirrored = [[_mirrored(one) for one in ranges] for ranges in (pile.ranges, others.ranges)]
    below = nothing if way == "whole" else _count_above(mirrored[0], pile.days, mirrored[1], others.days)
    from_low = sorted(range(len(others.members)), key=lambda at: others.ranges[at][0])
    from_high = sorted(range(len(others.members)), key=lambda at: mirrored[1][at][0])
    lows, highs = [others.ranges[at][0] for at in from_low], [mirrored[1][at][0] for at in from_high]
    for place, ((low, high), (first, last)) in enumerate(zip(pile.ranges, pile.days, strict=True)):
        other_day = len(firsts) - bisect_right(firsts, last) + bisect_left(lasts, first)
        named: list[int] = []
        if conflicting := above[place] + below[place]:
            over, under = bisect_right(lows, high), bisect_right(highs, _negative(low))
            near = from_low[over : over + LOOKED_AT] if above[place] else []
            near += from_high[under : under + LOOKED_AT] if below[place] else []
            same_day = (at for at in near if others.days[at][0] <= last and first <= others.days[at][1])
            named = sorted(others.members[at] for at in islice(same_day, MOST_NAMED))
        reasons: dict[Apart, int] = {"other day": other_day}
        if way != "same":
            reasons["part and whole"] = len(others.members) - other_day - conflicting
        yield Compared(tuple(named), conflicting, reasons)


def _count_above(
    ranges: Sequence[Range], days: Sequence[Days], others: Sequence[Range], of: Sequence[Days]
) -> list[int]:
    """For each range how many of the others lie wholly above it and, by the days that they are `of`, may be of one day
    with it."""
    counts, firsts, lasts = [0] * len(ranges), list[int](), list[int]()
    waiting = sorted(range(len(others)), key=lambda at: others[at][0])
    for place in sorted(range(len(ranges)), key=lambda at: ranges[at][1], reverse=True):
        while waiting and others[waiting[-1]][0] > ranges[place][1]:
            first, last = of[waiting.pop()]
            insort(firsts, first)
            insort(lasts, last)
        counts[place] = bisect_right(firsts, days[place][1]) - bisect_left(lasts, days[place][0])
    return counts


def _mirrored(numbers: Range) -> Range:
    """So that what lies above lies below it."""
    return _negative(numbers[1]), _negative(numbers[0])


def _negative(bound: Bound) -> Bound:
    return -bound[0], -bound[1]
