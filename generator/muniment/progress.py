"""How far long work is, and when that is worth a line."""

from collections.abc import Callable

from muniment.model import Record

SOON = 1.0  # seconds; of a stage that takes no longer nothing is shown
FRAME, LINE = 0.1, 5.0  # seconds between two looks of a bar, and between two lines of one stage


class Step(Record, frozen=True):
    """How far a stage is: `done` of `total` items, where 0 is unknown, `passed` of them in the `seconds`
    since it was first seen."""

    stage: str
    done: int
    total: int
    passed: int
    seconds: float

    @property
    def counts(self) -> str:
        """ "1,000 of 3,000, 400 a second, 0:05 left", as far as it is known."""
        if not self.passed:
            return f"{self.seconds:,.0f} s so far"
        rate = self.passed / self.seconds
        counts = f"{self.done:,}{f' of {self.total:,}' if self.total else ''}"
        counts += f", {rate:,.{0 if rate >= 10 else 1}f} a second"
        return f"{counts}, {_as_clock(round((self.total - self.done) / rate))} left" if self.total else counts

    def __str__(self) -> str:
        return f"{self.stage}: {self.counts}"


class Pace:
    """Tells, of all the steps of a build, which to show: of each stage one every so many seconds, and
    none before it has taken SOON. `clock` gives seconds."""

    def __init__(self, every: float, clock: Callable[[], float]):
        self._every, self._clock = every, clock
        self._stages: dict[str, _Begun] = {}

    def at(self, stage: str, done: int, total: int) -> Step | None:
        """The step, when it is time to show it. A stage begins when it is first named, and anew when
        less of it is done than before."""
        now = self._clock()
        begun = self._stages.get(stage)
        if begun is None or done < begun.last:
            begun = self._stages[stage] = _Begun(now, done)
        begun.last = done
        if now < begun.due:
            return None
        begun.due = now + self._every
        return Step(stage, done, total, done - begun.first, now - begun.at)


class _Begun:
    """When a stage began, how many of its items were done then and are now, and when it is due."""

    def __init__(self, at: float, done: int):
        self.at, self.first, self.last, self.due = at, done, done, at + SOON


def _as_clock(seconds: int) -> str:
    """0:05, 12:00, 1:00:00"""
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"
