"""What was drawn the last time: a draft need not be drawn again that would be the same.

To draw takes longer than to see that what is drawn from is as it was, by a mark of it, and so are all lines
and names on the page, by their stamps. A process that built before compares with what it holds; the first
drawing of a process is compared with the note that another one left.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cache, partial
from itertools import chain
from typing import Any

from muniment.again import Again, Notes
from muniment.link.drafts import Draft, Kind, Parts
from muniment.model import Page, Record

Stamps = Mapping[str, bytes]  # of lines, or of names, by id
NOTE = "drafts"
NUMBER = 4  # bytes of what stands for a line or a name
FEW = 16  # numbers that are quicker looked for one by one


class Drawn(Record, frozen=True, array_like=True):
    """What came of one item: the mark of its parts, the address and stamp of each draft, and the numbers
    of all lines and names on them."""

    mark: bytes
    drafts: tuple[tuple[str, bytes], ...]
    shown: bytes


class LastDrawing(Record, frozen=True):
    """What a process drew: the stamps that lines and names had, and for each kind by its name what stood for
    the shared, and what came of each item."""

    lines: dict[str, bytes] = {}
    names: dict[str, bytes] = {}
    kinds: dict[str, tuple[bytes, dict[str, Drawn]]] = {}


class Redrawn:
    """The pages of drafts that were noted, when they have to be made all the same: all are drawn again at once."""

    __slots__ = ("_drafts", "_kind", "_parts")

    def __init__(self, kind: Kind, parts: Parts):
        self._kind, self._parts = kind, parts
        self._drafts: dict[str, Draft] | None = None

    def page_at(self, address: str, directory: Any) -> Page:
        """The page of the draft with this address."""
        if self._drafts is None:
            drafts = self._kind.draw(directory, *self._kind.shared, *self._parts)
            self._drafts = {draft.address: draft for draft in drafts}
        return self._drafts[address].page(directory)


class Drawing:
    """All drafts of one state of the archive, drawn where they are not as they were `then`."""

    def __init__(self, lines: Stamps, names: Stamps, then: LastDrawing):
        self._lines, self._names, self._then = lines, names, then
        self._gone = differing(then.lines, lines) | differing(then.names, names) if then.kinds else frozenset()
        self._kinds: dict[str, tuple[bytes, dict[str, Drawn]]] = {}
        self.is_new = bool(self._gone)

    def drafts_of(self, kind: Kind, directory: Any) -> Callable[[str, Parts], tuple[Iterable[Draft], Drawn]]:
        """What gives the drafts of one item by its key and parts, and what came of it."""
        common, last = self._then.kinds.get(kind.name, (b"", {}))
        last, gone = last if common == kind.common else {}, self._gone
        _, drawn = self._kinds.setdefault(kind.name, (kind.common, {}))

        def drafts_of_item(key: str, parts: Parts) -> tuple[Iterable[Draft], Drawn]:
            mark, was = kind.mark(*parts), last.get(key)
            if was is not None and was.mark == mark and not shows_any(was.shown, gone):
                drawn[key] = was
                again = Redrawn(kind, parts)
                return [Draft(address, stamp, partial(again.page_at, address)) for address, stamp in was.drafts], was
            drafts = tuple(kind.draw(directory, *kind.shared, *parts))
            shown = {number_of(one) for draft in drafts for one in chain(draft.lines, draft.names)}
            made = Drawn(mark, tuple((one.address, one.stamp) for one in drafts), b"".join(sorted(shown)))
            drawn[key], self.is_new = made, True
            return drafts, made

        return drafts_of_item

    def noted(self) -> LastDrawing:
        """What to keep of it for another process."""
        return LastDrawing(dict(self._lines), dict(self._names), self._kinds)


class Drafts:
    """The drafts of all pages, drawing by drawing."""

    def __init__(self) -> None:
        self._lines: Stamps = {}
        self._names: Stamps = {}
        self._drawing: Drawing | None = None
        self._seen: dict[str, tuple[Stamps, Stamps]] = {}
        self._gone: tuple[Stamps, Stamps, Set[bytes]] = ({}, {}, frozenset())

    def begin(self, lines: Stamps, names: Stamps, notes: Notes) -> None:
        """From now on these are the stamps of all lines and names."""
        self._is_first = self._drawing is None
        then = notes.recall(NOTE, LastDrawing) if self._is_first else None
        self._lines, self._names, self._drawing = lines, names, Drawing(lines, names, then or LastDrawing())
        self._gone = lines, names, frozenset()

    def each(self, kind: Kind, items: Mapping[str, Parts], directory: Any, again: Again) -> Iterator[Draft]:
        """All that is drawn from the parts of each item; nothing is drawn anew of which all parts are as they
        were the last time, and all lines and names on it."""
        assert self._drawing is not None
        assert kind.common or not kind.shared, f"nothing stands for what the {kind.name} share"
        draw = self._drawing.drafts_of(kind, directory)
        if not again.keeps:
            for key, parts in items.items():
                yield from draw(key, parts)[0]
            return
        gone = self._gone_since(*self._seen.get(kind.name, (self._lines, self._names)))
        stale = [key for key, (_, shown) in again.last(kind.name).items() if not gone.isdisjoint(shown)] if gone else []

        def make(key: str, parts: Parts) -> tuple[tuple[Draft, ...], Set[bytes]]:
            drafts, drawn = draw(key, parts)
            return tuple(drafts), frozenset(numbers_in(drawn.shown))

        drawn = again.each(kind.name, kind.shared, items, make, stale)
        self._seen[kind.name] = self._lines, self._names
        for drafts, _ in drawn.values():
            yield from drafts

    def _gone_since(self, lines: Stamps, names: Stamps) -> Set[bytes]:
        """The numbers of all that had other stamps then; found once for all kinds that were last drawn together."""
        if self._gone[0] is not lines or self._gone[1] is not names:
            self._gone = lines, names, differing(lines, self._lines) | differing(names, self._names)
        return self._gone[2]

    def finish(self, notes: Notes) -> None:
        """Note for other processes what the first drawing of this one is. Later ones have not drawn all."""
        if self._drawing and self._is_first and self._drawing.is_new:
            notes.keep(NOTE, self._drawing.noted())


@cache
def number_of(identifier: str) -> bytes:
    """What stands for a line or a name (CRC-32). Two may have one, which costs a page drawn in vain."""
    return zlib.crc32(identifier.encode()).to_bytes(NUMBER, "big")


def numbers_in(shown: bytes) -> Iterator[bytes]:
    """The numbers that stand one after the other."""
    return (shown[start : start + NUMBER] for start in range(0, len(shown), NUMBER))


def shows_any(shown: bytes, numbers: Set[bytes]) -> bool:
    """Whether any of these may be among the numbers that stand one after the other. What only looks like one,
    where two meet, is taken for one."""
    if len(numbers) > FEW:
        return not numbers.isdisjoint(numbers_in(shown))
    return any(number in shown for number in numbers)


def differing(then: Stamps, now: Stamps) -> Set[bytes]:
    """The numbers of all that have another stamp than then, or had none, or have none now."""
    if then is now:
        return frozenset()
    others = {number_of(one) for one, stamp in now.items() if then.get(one) != stamp}
    return others | set(map(number_of, then.keys() - now.keys()))
