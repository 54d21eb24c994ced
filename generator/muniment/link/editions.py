"""What was drawn the last time: a draft need not be drawn again that would be the same.

To draw takes longer than to see that what is drawn from is as it was, by a mark of it, and so are all lines
and names on the page, by their stamps. A process that built before compares with what it holds; the first
edition of a process is compared with the note that another one left.
"""

import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache, partial
from itertools import chain
from typing import Any, Final

from muniment.again import Again, Notes
from muniment.link.drafts import Draft, Kind, Parts
from muniment.model import Page, Record

Stamps = Mapping[str, bytes]  # of lines, or of names, by id
NOTE = "drafts"
NUMBERS: Final = "I"  # how many bytes of four are read as numbers: as this machine writes them


class Drawn(Record, frozen=True, array_like=True):
    """What came of one item: the mark of its parts, the address and stamp of each draft, and the numbers
    of all lines and names on them."""

    mark: bytes
    drafts: tuple[tuple[str, bytes], ...]
    shown: bytes


class Noted(Record, frozen=True):
    """What a process drew: the stamps that lines and names had, and for each kind by its name what stood for
    the shared, and what came of each item."""

    byteorder: str
    lines: dict[str, bytes] = {}
    names: dict[str, bytes] = {}
    kinds: dict[str, tuple[bytes, dict[str, Drawn]]] = {}


class Edition:
    """All drafts of one state of the archive, drawn where they are not as they were `then`."""

    def __init__(self, lines: Stamps, names: Stamps, then: Noted):
        self._lines, self._names, self._then = lines, names, then
        self._gone = differing(then.lines, lines) | differing(then.names, names) if then.kinds else frozenset()
        self._kinds: dict[str, tuple[bytes, dict[str, Drawn]]] = {}
        self.is_new = bool(self._gone)

    def drafts_of(self, kind: Kind, key: str, parts: Parts, directory: Any) -> tuple[Iterable[Draft], memoryview]:
        """The drafts of one item, and the numbers of what they show."""
        common, last = self._then.kinds.get(kind.name, (b"", {}))
        _, drawn = self._kinds.setdefault(kind.name, (kind.common, {}))
        mark, was = kind.mark(*parts), last.get(key) if common == kind.common else None
        if was is None or was.mark != mark or not self._gone.isdisjoint(_numbers_in(was)):
            drafts = tuple(kind.draw(directory, *kind.shared, *parts))
            shown = array(NUMBERS, {number_of(one) for draft in drafts for one in chain(draft.lines, draft.names)})
            drawn[key] = Drawn(mark, tuple((one.address, one.stamp) for one in drafts), shown.tobytes())
            self.is_new = True
            return drafts, memoryview(shown)
        drawn[key] = was
        return (Draft(*one, partial(_page_again, kind, parts, one[0])) for one in was.drafts), _numbers_in(was)

    def noted(self) -> Noted:
        """What to keep of it for another process."""
        return Noted(sys.byteorder, dict(self._lines), dict(self._names), self._kinds)


class Drafts:
    """The drafts of all pages, edition by edition."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._lines: Stamps = {}
        self._names: Stamps = {}
        self._edition: Edition | None = None
        self._seen: dict[str, tuple[Stamps, Stamps]] = {}
        self._gone: tuple[Stamps, Stamps, Set[int]] = ({}, {}, frozenset())

    def begin(self, lines: Stamps, names: Stamps) -> None:
        """From now on these are the stamps of all lines and names."""
        then = Noted(sys.byteorder)
        self._is_first = self._edition is None
        if self._is_first and (noted := self._notes.recall(NOTE, Noted)) and noted.byteorder == sys.byteorder:
            then = noted
        self._lines, self._names, self._edition = lines, names, Edition(lines, names, then)
        self._gone = lines, names, frozenset()

    def each(self, kind: Kind, items: Mapping[str, Parts], directory: Any, again: Again) -> Iterator[Draft]:
        """All that is drawn from the parts of each item; nothing is drawn anew of which all parts are as they
        were the last time, and all lines and names on it."""
        assert self._edition is not None
        draw = self._edition.drafts_of
        if not again.keeps:
            for key, parts in items.items():
                yield from draw(kind, key, parts, directory)[0]
            return
        gone = self._gone_since(*self._seen.get(kind.name, (self._lines, self._names)))
        stale = [key for key, (_, shown) in again.last(kind.name).items() if not gone.isdisjoint(shown)] if gone else []

        def make(key: str, parts: Parts) -> tuple[tuple[Draft, ...], Set[int]]:
            drafts, shown = draw(kind, key, parts, directory)
            return tuple(drafts), frozenset(shown)

        drawn = again.each(kind.name, kind.shared, items, make, stale)
        self._seen[kind.name] = self._lines, self._names
        for drafts, _ in drawn.values():
            yield from drafts

    def _gone_since(self, lines: Stamps, names: Stamps) -> Set[int]:
        """The numbers of all that had other stamps then; found once for all kinds that were last drawn together."""
        if self._gone[0] is not lines or self._gone[1] is not names:
            self._gone = lines, names, differing(lines, self._lines) | differing(names, self._names)
        return self._gone[2]

    def finish(self) -> None:
        """Note for other processes what the first edition of this one is made of. Later ones have not drawn all."""
        if self._edition and self._is_first and self._edition.is_new:
            self._notes.keep(NOTE, self._edition.noted())


@cache
def number_of(identifier: str) -> int:
    """What stands for a line or a name. Two may have one, which costs a page drawn in vain."""
    return zlib.crc32(identifier.encode())


def differing(then: Stamps, now: Stamps) -> Set[int]:
    """The numbers of all that have another stamp than then, or had none, or have none now."""
    if then is now:
        return frozenset()
    return {number_of(one) for one in then.keys() | now.keys() if then.get(one) != now.get(one)}


def _numbers_in(drawn: Drawn) -> memoryview:
    return memoryview(drawn.shown).cast(NUMBERS)


def _page_again(kind: Kind, parts: Parts, address: str, directory: Any) -> Page:
    """The page of a draft that was noted, when it has to be made all the same."""
    drafts = kind.draw(directory, *kind.shared, *parts)
    return next(one for one in drafts if one.address == address).page(directory)
