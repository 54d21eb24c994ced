"""Findings of one kind while decisions take their places: which share some words is known at once, however many are."""

from collections.abc import Container, Iterable, Iterator, Mapping

from muniment.link.decided import Finding
from muniment.model import Claim

CELL = 512  # code points of the text; few findings lie in one of these parts, and a finding in few of them


class Found:
    """Some findings, each in the parts of the text that it touches; it is known by its number among all that came."""

    def __init__(self, ones: Iterable[Finding]):
        self._ones: dict[int, Finding] = {}
        self._cells: dict[int, set[int]] = {}
        self._ids: dict[str, int] = {}
        self._last = 0
        for one in ones:
            self.add(one)

    @property
    def ids(self) -> Container[str]:
        """Those of the claims."""
        return self._ids

    def add(self, one: Finding) -> None:
        """One more, behind the others."""
        self._last += 1
        self.put_back({self._last: one})

    def meeting(self, start: int, end: int) -> dict[int, Finding]:
        """Those that share a character with [start:end], in the order in which they came."""
        numbers = {number for cell in _cells(start, end) for number in self._cells.get(cell, ())}
        found = ((number, self._ones[number]) for number in sorted(numbers))
        return {number: one for number, one in found if one.start < end and one.end > start}

    def remove(self, some: Iterable[int]) -> None:
        """Take some away."""
        for number in some:
            one = self._ones.pop(number)
            for cell in _cells(one.start, one.end):
                self._cells[cell].discard(number)
            if isinstance(one, Claim):
                self._ids[one.id] -= 1
                if not self._ids[one.id]:
                    del self._ids[one.id]

    def put_back(self, some: Mapping[int, Finding]) -> None:
        """Have some again in their old places."""
        for number, one in some.items():
            self._ones[number] = one
            for cell in _cells(one.start, one.end):
                self._cells.setdefault(cell, set()).add(number)
            if isinstance(one, Claim):
                self._ids[one.id] = self._ids.get(one.id, 0) + 1

    def __iter__(self) -> Iterator[Finding]:
        return (self._ones[number] for number in sorted(self._ones))


def _cells(start: int, end: int) -> range:
    return range(start // CELL, max(start, end - 1) // CELL + 1)
