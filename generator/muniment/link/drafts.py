"""A page before it is made: known by a stamp, so that only the pages that differ need be made.

A stamp is made of everything that the page's value is made of, the large parts by their digests. So
equal stamps mean equal values; a stamp may differ where the value does not, which costs a page made in
vain and nothing else.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from muniment.model import Page, Record, to_bytes

Parts = tuple[Any, ...]
SIZE = 20  # bytes of a stamp


class Draft(Record, frozen=True, eq=False):
    """An address, what stands for the value there, and what makes the page when it gets the Directory.

    `lines` and `names` are the ids of those on it, days, months and years that it names among them: the draft is
    as good as new while the Directory has all of them as they were. One that was noted keeps none.
    """

    address: str
    stamp: bytes
    page: Callable[[Any], Page]
    lines: Sequence[str] = ()
    names: Sequence[str] = ()


@dataclass(frozen=True)
class Kind:
    """Pages that are drawn alike: `draw` gets the Directory, what all of them share, and the parts of an item.

    `mark` gives what stands for the parts, and `common` is what stands for what is shared.
    """

    name: str
    draw: Callable[..., Iterable[Draft]]
    shared: Parts = ()
    common: bytes = b""
    mark: Callable[..., bytes] = lambda *parts: stamp_of(*parts)


def stamp_of(*parts: Any) -> bytes:
    """A digest (BLAKE2, RFC 7693) of records, texts, numbers, bytes, and lists of them."""
    return hashlib.blake2b(to_bytes(parts), digest_size=SIZE).digest()


def draft_of(page: Page) -> Draft:
    """A page whose value is small enough to be its own stamp."""
    return Draft(page.address, stamp_of(type(page.value).__name__, page.value), lambda _: page)
