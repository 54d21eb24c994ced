"""Claims as ranges of numbers, and how many of them lie wholly above or below others, by sorting."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from muniment.counts import extent_of
from muniment.model import Number, Operator

# The lowest and the highest number, each with 1, or -1, where it is itself left out: "more than 440" is from (440, 1).
Bound = tuple[float, int]
Days = tuple[int, int]
Range = tuple[Bound, Bound]
WHOLE = 2.0**53  # below it a number and the next one are told apart


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


def count_above(
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


def mirrored(numbers: Range) -> Range:
    """So that what lies above lies below it."""
    return negative(numbers[1]), negative(numbers[0])


def negative(bound: Bound) -> Bound:
    """The bound on the other side of nothing."""
    return -bound[0], -bound[1]
