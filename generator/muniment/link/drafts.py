"""A page before it is made: known by a stamp, so that only the pages that differ need be made.

A stamp is made of everything that the page's value is made of, the large parts by their digests. So
equal stamps mean equal values; a stamp may differ where the value does not, which costs a page made in
vain and nothing else.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from muniment.model import Page, to_bytes

SIZE = 20  # bytes of a stamp


@dataclass(frozen=True, slots=True)
class Draft:
    """An address, what stands for the value there, and what makes the page."""

    address: str
    stamp: bytes
    page: Callable[[], Page]


def stamp_of(*parts: Any) -> bytes:
    """A digest (BLAKE2, RFC 7693) of records, texts, numbers, bytes, and lists of them."""
    return hashlib.blake2b(to_bytes(parts), digest_size=SIZE).digest()


def draft_of(page: Page) -> Draft:
    """A page whose value is small enough to be its own stamp."""
    return Draft(page.address, stamp_of(type(page.value).__name__, page.value), lambda: page)
