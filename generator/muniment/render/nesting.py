"""Spans that overlap made into spans that nest, as HTML's elements must."""

from heapq import heapify, heappop, heappush
from itertools import count

from muniment.model import Record, changed
from muniment.render.notes import Note


class Marking(Record, frozen=True, kw_only=True):
    """A span of the text and what is to be written around it. `rank` settles which of two alike
    is the outer one, the lower first. `again` opens it anew where a paragraph or other markup cut it."""

    start: int
    end: int
    rank: int
    opening: str
    again: str
    closing: str
    is_link: bool = False
    note: Note | None = None


def nested(markings: list[Marking], length: int) -> list[Marking]:
    """The markings in text order, outer ones first, none crossing another, no link in a link.

    Of two that cross, the later one gives up what they share. What lies outside [0, length], is
    empty, or is a link inside a link, is left out. O(n log n) for spans that cross few others.
    """
    order = count()
    waiting = [
        (one.start, -one.end, one.rank, next(order), one) for one in markings if 0 <= one.start < one.end <= length
    ]
    heapify(waiting)
    kept: list[Marking] = []
    around: list[Marking] = []
    while waiting:
        start, _, rank, _, marking = heappop(waiting)
        while around and around[-1].end <= start:
            around.pop()
        if around and marking.end > around[-1].end:
            rest = changed(marking, start=around[-1].end)
            heappush(waiting, (rest.start, -rest.end, rank, next(order), rest))
        elif not (marking.is_link and any(one.is_link for one in around)):
            kept.append(marking)
            around.append(marking)
    return kept
