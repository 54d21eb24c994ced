"""A page before it is made: known by a stamp, so that only the pages that differ need be made.

A stamp is made of everything that the page's value is made of, the large parts by their digests. So
equal stamps mean equal values; a stamp may differ where the value does not, which costs a page made in
vain and nothing else.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from muniment.again import Again
from muniment.model import Page, to_bytes

Key = TypeVar("Key", bound=Hashable)
Parts = tuple[Any, ...]
SIZE = 20  # bytes of a stamp


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """An address, what stands for the value there, and what makes the page when it gets the Directory.

    `shows` gives the stamps of the lines and names on it: the draft is as good as new while the Directory
    still has all of them.
    """

    address: str
    stamp: bytes
    page: Callable[[Any], Page]
    shows: Callable[[], Iterable[bytes]] = tuple


class Drafts:
    """The drafts of all pages, those of the last time with them."""

    def __init__(self) -> None:
        self._stamps: frozenset[bytes] = frozenset()
        self._seen: dict[str, frozenset[bytes]] = {}

    def begin(self, stamps: Iterable[bytes]) -> None:
        """From now on these are the stamps of all lines and names."""
        self._stamps = frozenset(stamps)

    def each(
        self, name: str, shared: tuple[Any, ...], items: Mapping[Key, Parts], draw: Callable[..., Iterable[Draft]],
        again: Again,
    ) -> Iterator[Draft]:  # fmt: skip
        """All that `draw` gives for `shared` and the parts of each item; or gave for this name and key and
        equal parts the last time, where what those drafts show is as it was."""
        if not again.keeps:
            for parts in items.values():
                yield from draw(*shared, *parts)
            return
        gone = self._seen.get(name, frozenset()) - self._stamps
        stale = [key for key, (_, shown) in again.last(name).items() if not shown.isdisjoint(gone)]
        drawn = again.each(name, shared, items, lambda _, parts: _with_shown(draw(*shared, *parts)), stale)
        self._seen[name] = self._stamps
        for drafts, _ in drawn.values():
            yield from drafts


def _with_shown(drafts: Iterable[Draft]) -> tuple[tuple[Draft, ...], frozenset[bytes]]:
    """Drafts, and all that they show."""
    drawn = tuple(drafts)
    return drawn, frozenset().union(*(one.shows() for one in drawn))


def stamp_of(*parts: Any) -> bytes:
    """A digest (BLAKE2, RFC 7693) of records, texts, numbers, bytes, and lists of them."""
    return hashlib.blake2b(to_bytes(parts), digest_size=SIZE).digest()


def draft_of(page: Page) -> Draft:
    """A page whose value is small enough to be its own stamp."""
    return Draft(page.address, stamp_of(type(page.value).__name__, page.value), lambda _: page)
