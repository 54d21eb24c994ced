"""The search index in parts: an archive grows at one end, and memory has an end too.

A part is about a thousand reports that follow each other in time, indexed by itself. Where a part
ends depends on the reports near its end and on nothing else, so that a report added or removed
anywhere changes its own part, and now and then the next one. (The content-defined chunking of
LBFS: Muthitacharoen, Chen, Mazières, "A Low-bandwidth Network File System", 2001.)
"""

import hashlib
from collections.abc import Iterable, Iterator

from muniment.model import Record

SMALLEST, LARGEST = 2_100_000, 4_000_000  # bytes of text; Pagefind takes about a hundred times as much
USUAL_GAP = 300_000  # bytes, past SMALLEST, until a report ends a part
SHORTEST = 500  # bytes that a report counts for, however short: Pagefind spends some memory on each


class Entry(Record, frozen=True):
    """A report to be searched: its address, the digest under which its SearchRecord is kept, and
    about how many bytes of text that holds."""

    address: str
    digest: str
    bytes: int


def cut_parts(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """The entries, given oldest first, in parts."""
    part: list[Entry] = []
    size = 0
    for entry in entries:
        weight = max(entry.bytes, SHORTEST)
        if part and size + weight > LARGEST:
            yield tuple(part)
            part, size = [], 0
        part.append(entry)
        size += weight
        if size >= SMALLEST and _chance(entry.address) * USUAL_GAP < weight:
            yield tuple(part)
            part, size = [], 0
    if part:
        yield tuple(part)


def _chance(address: str) -> float:
    """A number from 0 to 1 that is always the same for an address."""
    return int.from_bytes(hashlib.sha256(address.encode()).digest()[:4], "big") / 2**32
