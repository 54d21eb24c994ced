"""Long lists in pages, cut so that a full page never changes again."""

from collections.abc import Sequence
from typing import TypeVar

from muniment.link.addresses import of_part
from muniment.model import Page, Paging, Redirect

Item = TypeVar("Item")


def paged(address: str, items: Sequence[Item], length: int) -> list[tuple[str, tuple[Item, ...], Paging]]:
    """Address, items and paging of every page of a list whose items come newest first.

    Pages 1, 2, 3 hold `length` items each, counted from the oldest; the newest page has the list's
    own address and holds the rest, at least `length` of them, so that it is never a stump.
    """
    full = max(0, len(items) // length - 1)
    rest = len(items) - full * length
    newest = Paging(full + 1, older=of_part(address, full) if full else "")
    pages = [(address, tuple(items[:rest]), newest)]
    for number in range(full, 0, -1):
        start = rest + (full - number) * length
        older = of_part(address, number - 1) if number > 1 else ""
        paging = Paging(number, older, of_part(address, number + 1), address)
        pages.append((of_part(address, number), tuple(items[start : start + length]), paging))
    return pages


def count_pages(items: int, length: int) -> int:
    """How many pages a list of so many items has, with the address kept for its next one."""
    full = max(0, items // length - 1)
    return full + 2 if full else 1


def next_address(address: str, pages: int, title: str) -> list[Page]:
    """The address that the newest page of a long list will have once it is full already leads to
    it, so that the page before it, which links there, need not change then."""
    return [Page(of_part(address, pages), Redirect(address, title))] if pages > 1 else []
