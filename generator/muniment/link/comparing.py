"""Whether two claims can both be right: their numbers as ranges, and what makes that no question.

A number that is said to be "about" so many stands for all within a tenth of it. Two claims are in conflict when their
ranges do not meet, and are not compared where one has no number, counts another thing, or holds of another place or
day.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from muniment.counted_things import fate_in, head_of, thing_of
from muniment.counts import extent_of
from muniment.link.claimants import LAST_DAY, days_of
from muniment.model import Apart, Claimed, Number, Operator, Question

MOST_NAMED = 5  # claims that are named with one that is in conflict with them
LOOKED_AT = 100  # claims that are looked at for them, nearest by their numbers

MOST_PILES = 40  # of more kinds of things and places in one question none is compared with another

# The lowest and the highest number, each with 1, or -1, where it is itself left out: "more than 440" is from (440, 1).
Bound = tuple[float, int]
Days = tuple[int, int]
Range = tuple[Bound, Bound]
Category = tuple[str, str]  # what is counted, and what became of it; either may be empty, which goes with any
ALWAYS = (0, LAST_DAY)


@dataclass
class Pile:
    """Claims of one category and place, by their numbers in the question, with their ranges and days."""

    category: Category
    place: str
    members: list[int]
    ranges: list[Range]
    days: list[tuple[int, int]]


def range_of(op: Operator, low: Number, high: Number) -> Range | None:
    """The numbers that a claim allows; None where it gives none that can be counted."""
    extent = extent_of(op, low, high)
    if extent is None or (op == "<" and extent[1] == 0):
        return None
    return (max(0.0, extent[0]), int(op == ">")), (extent[1], -int(op == "<"))


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


def apart(one: Pile, other: Pile, wholes: Mapping[str, str]) -> Apart | None:
    """Why claims of two piles are not compared, if they are not; `wholes` is what each place is a part of, by id. That
    one place is a part of the other does not part them: the editors, who list both claims, say that they are of one."""
    (thing, fate), (other_thing, other_fate) = one.category, other.category
    if thing != other_thing or (fate and other_fate and fate != other_fate):
        return "other category"
    return None if _is_within(one.place, other.place, wholes) else "other place"


def _is_within(place: str, other: str, wholes: Mapping[str, str]) -> bool:
    """Whether one of two places is not known, is the other, or lies in it."""
    if not place or not other or place == other:
        return True
    return other in _wholes_of(place, wholes) or place in _wholes_of(other, wholes)


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
    piles = _piles_of(claims, question)
    numbered = sum(len(pile.members) for pile in piles)
    found = [Compared((), 0, {"no number": len(claims) - 1}) for _ in claims]
    for pile in piles:
        others, reasons = _parted(pile, piles if len(piles) <= MOST_PILES else [pile], wholes)
        if len(piles) > MOST_PILES:
            reasons["too many kinds"] = numbered - len(pile.members)
        reasons["no number"] = len(claims) - numbered
        for member, one in zip(pile.members, _compared(pile, others), strict=True):
            found[member] = Compared(one.conflicts, one.conflicting, {**reasons, **one.apart})
    return found


def _parted(pile: Pile, piles: Iterable[Pile], wholes: Mapping[str, str]) -> tuple[Pile, dict[Apart, int]]:
    """All claims that those of a pile are compared with, as one pile; and with how many others they are not."""
    others, reasons = Pile(pile.category, pile.place, [], [], []), Counter[Apart]()
    for other in piles:
        if reason := apart(pile, other, wholes):
            reasons[reason] += len(other.members)
        else:
            others.members += other.members
            others.ranges += other.ranges
            others.days += other.days
    return others, dict(reasons)


def _piles_of(claims: Sequence[Claimed], question: Question) -> list[Pile]:
    category = categories(question)
    piles: dict[tuple[Category, str], Pile] = {}
    for number, one in enumerate(claims):
        if numbers := range_of(one.claim.op, one.claim.low, one.claim.high):
            key = category(one), one.place
            pile = piles.setdefault(key, Pile(*key, [], [], []))
            pile.members.append(number)
            pile.ranges.append(numbers)
            pile.days.append(days_of(one.claim.when) or ALWAYS)
    return list(piles.values())


def _compared(pile: Pile, others: Pile) -> Iterator[Compared]:
    """Each claim of a pile: how many of the others are of another day, with how many it is in conflict, and some."""
    firsts, lasts = sorted([first for first, _ in others.days]), sorted([last for _, last in others.days])
    above = _count_above(pile.ranges, pile.days, others.ranges, others.days)
    mirrored = [[_mirrored(one) for one in ranges] for ranges in (pile.ranges, others.ranges)]
    below = _count_above(mirrored[0], pile.days, mirrored[1], others.days)
    from_low = sorted(range(len(others.members)), key=lambda at: others.ranges[at][0])
    from_high = sorted(range(len(others.members)), key=lambda at: mirrored[1][at][0])
    lows, highs = [others.ranges[at][0] for at in from_low], [mirrored[1][at][0] for at in from_high]
    for place, ((low, high), (first, last)) in enumerate(zip(pile.ranges, pile.days, strict=True)):
        other_day = len(firsts) - bisect_right(firsts, last) + bisect_left(lasts, first)
        named: list[int] = []
        if conflicting := above[place] + below[place]:
            over, under = bisect_right(lows, high), bisect_right(highs, _negative(low))
            near = from_low[over : over + LOOKED_AT] + from_high[under : under + LOOKED_AT]
            same_day = (at for at in near if others.days[at][0] <= last and first <= others.days[at][1])
            named = sorted(others.members[at] for at in islice(same_day, MOST_NAMED))
        yield Compared(tuple(named), conflicting, {"other day": other_day})


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
