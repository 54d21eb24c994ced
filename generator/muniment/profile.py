"""What each stage of a build took: the table of `--profile`."""

import time
from collections.abc import Callable

from muniment.columns import columns
from muniment.model import Record
from muniment.usage import ACCOUNT, Usage

FIRST = "begin"  # locks, settings and memory, before a stage is named
HEADS = ("stage", "wall s", "own processor s", "other processes s", "share", "items", "items a second")


class Cost(Record, frozen=True):
    """What a stage took: seconds on the clock, seconds of processors in this process and in those that it
    started, and how many items it went through."""

    wall: float = 0.0
    own: float = 0.0
    others: float = 0.0
    items: int = 0


class Profile:
    """Adds up, for each stage, what passed while it was at work; one that is named again goes on.

    `clock` gives seconds, `usage` what all processes have used until now. What other processes do is
    counted when they tell of it, or end: a little later than it was done.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter, usage: Callable[[], Usage] = ACCOUNT.total):
        self._clock, self._usage = clock, usage
        self._stage = FIRST
        self._counts: dict[str, tuple[int, int]] = {}  # items of a stage's earlier rounds, and of this one
        self._costs: dict[str, Cost] = {}
        self._wall, self._used = clock(), usage()

    def step(self, stage: str, done: int) -> None:
        """A stage is at work, and has done so many items; fewer than before are those of another round."""
        if stage != self._stage:
            self._add_up()
            self._stage = stage
        earlier, last = self._counts.get(stage, (0, 0))
        self._counts[stage] = (earlier, done) if done >= last else (earlier + last, done)

    def costs(self) -> dict[str, Cost]:
        """What each stage took until now, in the order in which they were first named."""
        self._add_up()
        return self._costs

    def table(self) -> str:
        """The costs and their sum, in columns; the share is that of the time on the clock."""
        costs = self.costs()
        total = Cost(*(sum(getattr(cost, name) for cost in costs.values()) for name in ("wall", "own", "others")))
        rows = [HEADS, *(_row(stage, cost, total.wall) for stage, cost in costs.items())]
        rows.append(_row("all", total, total.wall))
        return columns(rows)

    def _add_up(self) -> None:
        wall, used, cost = self._clock(), self._usage(), self._costs.get(self._stage, Cost())
        self._costs[self._stage] = Cost(
            cost.wall + wall - self._wall,
            cost.own + used.own - self._used.own,
            cost.others + used.others - self._used.others,
            sum(self._counts.get(self._stage, (0, 0))),
        )
        self._wall, self._used = wall, used


def _row(stage: str, cost: Cost, wall: float) -> tuple[str, ...]:
    seconds = (f"{cost.wall:.2f}", f"{cost.own:.2f}", f"{cost.others:.2f}")
    share = f"{cost.wall / wall:.0%}" if wall else ""
    rate = f"{cost.items / cost.wall:,.0f}" if cost.items and cost.wall else ""
    return stage, *seconds, share, f"{cost.items:,}" if cost.items else "", rate
