"""A page before it is made: known by a stamp, so that only the pages that differ need be made.

A stamp is made of everything that the page's value is made of, the large parts by their digests. So
equal stamps mean equal values; a stamp may differ where the value does not, which costs a page made in
vain and nothing else.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from muniment.model import Page, to_bytes

SIZE = 20  # bytes of a stamp


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """An address, what stands for the value there, and what makes the page when it gets the Directory.

    `shows` are the stamps of the lines and names on it: the draft is as good as new while the Directory
    still has all of them.
    """

    address: str
    stamp: bytes
    page: Callable[[Any], Page]
    shows: frozenset[bytes] = frozenset()


class Drafts:
    """The drafts of all pages, those of the last time with them."""

    def __init__(self, keeps: bool) -> None:
        self._keeps = keeps
        self._stamps: frozenset[bytes] = frozenset()
        self._then: dict[Hashable, tuple[tuple[Any, ...], tuple[Draft, ...], frozenset[bytes]]] = {}
        self._now = self._then
        self._gone: frozenset[bytes] = frozenset()

    def begin(self, stamps: Iterable[bytes]) -> None:
        """From now on these are the stamps of all lines and names."""
        last, self._stamps = self._stamps, frozenset(stamps)
        self._gone = last - self._stamps
        self._then, self._now = self._now, {}

    def of(self, key: Hashable, draw: Callable[..., Iterable[Draft]], *parts: Any) -> tuple[Draft, ...]:
        """What `draw` gives for these parts; or gave for this key and equal parts the last time, where all
        that those drafts show is as it was."""
        known = self._then.get(key)
        if known is None or known[0] != parts or not known[2].isdisjoint(self._gone):
            drafts = tuple(draw(*parts))
            known = parts, drafts, drafts[0].shows.union(*(one.shows for one in drafts[1:])) if drafts else frozenset()
        if self._keeps:
            self._now[key] = known
        return known[1]


def stamp_of(*parts: Any) -> bytes:
    """A digest (BLAKE2, RFC 7693) of records, texts, numbers, bytes, and lists of them."""
    return hashlib.blake2b(to_bytes(parts), digest_size=SIZE).digest()


def draft_of(page: Page) -> Draft:
    """A page whose value is small enough to be its own stamp."""
    return Draft(page.address, stamp_of(type(page.value).__name__, page.value), lambda _: page)
