"""The findings of one kind by where they stand, so that those at a passage are found without a look at all of them."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import count

from muniment.link.decided import Finding

CELL = 512  # code points


class Placed:
    """Findings of one kind, each under a number, of which some are taken out and others put in."""

    def __init__(self, findings: Iterable[Finding]):
        self._all: dict[int, Finding] = {}
        self._cells: dict[int, list[int]] = defaultdict(list)
        self._numbers = count()
        for one in findings:
            self.add(one)

    def __contains__(self, number: int) -> bool:
        return number in self._all

    def at(self, start: int, end: int) -> dict[int, Finding]:
        """Those that share a code point with [start:end], by their numbers, in the order in which they were put in."""
        near = {number for cell in _cells(start, end) for number in self._cells.get(cell, ()) if number in self._all}
        ones = {number: self._all[number] for number in sorted(near)}
        return {number: one for number, one in ones.items() if one.start < end and one.end > start}

    def add(self, finding: Finding) -> int:
        """Put one in; gives its number."""
        number = next(self._numbers)
        self._all[number] = finding
        for cell in _cells(finding.start, finding.end):
            self._cells[cell].append(number)
        return number

    def take(self, numbers: Iterable[int]) -> None:
        """Take out those with these numbers."""
        for number in numbers:
            del self._all[number]

    def in_order(self) -> tuple[Finding, ...]:
        """All of them, in the order of the text."""
        return tuple(sorted(self._all.values(), key=lambda one: (one.start, -one.end)))


def _cells(start: int, end: int) -> range:
    return range(start // CELL, max(start, end - 1) // CELL + 1)
