"""Sets that are only ever joined (union-find)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass
class Joined:
    """The numbers from 0 up to, without, `size`, at first each in a set of its own; paths are halved as they are gone
    (Tarjan and van Leeuwen, 1984)."""

    size: int
    above: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.above = list(range(self.size))

    def of(self, one: int) -> int:
        """The lowest number of a set that has this one."""
        while self.above[one] != one:
            self.above[one] = one = self.above[self.above[one]]
        return one

    def join(self, members: Sequence[int]) -> None:
        """Make one set of all that have any of these."""
        for one, other in pairwise(members):
            first, second = sorted((self.of(one), self.of(other)))
            self.above[second] = first
