"""The search index in parts: an archive grows at one end, and memory has an end too.

A small archive is one index. In a larger one a part is some hundred reports that follow each other
in time, indexed by itself: few enough that an edit has its part indexed anew in less than half a second,
and many enough that a query over ten thousand reports asks some thirty. Where a part ends depends on
the reports near its end and on nothing else, so that a report added, changed or removed anywhere
changes its own part, and now and then the next one. (The content-defined chunking of LBFS:
Muthitacharoen, Chen, Mazières, "A Low-bandwidth Network File System", 2001; with the extreme of a
window in place of a mask, as Zhang et al. have it, "AE: An Asymmetric Extremum Content Defined
Chunking Algorithm", 2015.)
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from muniment.model import Record

MOST_TOGETHER = 2_000  # reports that are one index
LARGEST_TOGETHER = 8_000_000  # by weight; Pagefind takes some sixty times as many bytes of memory
SMALLEST, LARGEST = 850_000, 1_500_000  # the weight of a part
EACH = 500  # bytes that a report weighs beside its text: Pagefind spends time and memory on each


class Entry(Record, frozen=True):
    """A report to be searched: its address, the digest under which its SearchRecord is kept, and
    about how many bytes of text that holds."""

    address: str
    digest: str
    bytes: int


def cut_parts(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """The entries, given oldest first, in parts."""
    left = tuple(entries)
    if len(left) <= MOST_TOGETHER and sum(map(_weight, left)) <= LARGEST_TOGETHER:
        yield from (left,) if left else ()
        return
    start = 0
    while start < len(left):
        end = _end_of_part(left, start)
        yield left[start:end]
        start = end


def _end_of_part(entries: Sequence[Entry], start: int) -> int:
    """Of the places where a part would have a fitting size, the one after the report with the least
    chance; no other report's coming or going makes another of it, but one with still less."""
    size = 0
    ends: list[tuple[bytes, int]] = []
    for place in range(start, len(entries)):
        size += _weight(entries[place])
        if size > LARGEST and place > start:
            return min(ends)[1] if ends else place
        if size >= SMALLEST:
            ends.append((_chance(entries[place].address), place + 1))
    return len(entries)


def _weight(entry: Entry) -> int:
    return entry.bytes + EACH


def _chance(address: str) -> bytes:
    """What is as good as drawn by lot, and always the same for an address."""
    return hashlib.sha256(address.encode()).digest()
