"""What this program uses of the machine, in all its processes: processor time and memory.

The system tells it of the process that asks, and of those that it has waited for (getrusage of POSIX.1;
its memory is a custom of Linux and macOS). What still works must tell it itself: each of the processes of
`crew.py` sends its own account with its results. The system keeps one account for a process, and so does
this file.
"""

import os
import sys

from muniment.model import Record

if sys.platform != "win32":
    import resource

UNIT = 1 if sys.platform == "darwin" else 1024  # bytes, of what getrusage says of memory


class Usage(Record, frozen=True):
    """Seconds of processors: of a process, and of those that it started. And bytes, 0 where the system
    does not tell: the most that the process held, and the most that those others may have held at once."""

    own: float = 0.0
    others: float = 0.0
    memory: int = 0
    others_memory: int = 0


class Account:
    """Of this process: what it has used so far, with all that it started."""

    def __init__(self) -> None:
        self._working: dict[int, Usage] = {}
        self._ended_memory = 0
        self._at_once = 1

    def hear(self, process: int, usage: Usage) -> None:
        """What another process says that it has used so far; what it said before may be heard after."""
        before = self._working.get(process, usage)
        self._working[process] = max(before, usage, key=lambda one: one.own + one.others)

    def expect(self, many: int) -> None:
        """So many programs that this process started, and never hears of, run at once."""
        self._at_once = max(self._at_once, many)

    def close(self) -> None:
        """Those that were heard have been waited for: from now on the system tells of their time."""
        self._ended_memory = max(self._ended_memory, self._working_memory())
        self._working.clear()

    def total(self) -> Usage:
        """All of it.

        The memory of the others is a bound: that of each of them at its largest, together, with pages
        counted again in each that shares them. Of what was never heard, the largest counts as
        often as programs are expected to run at once.
        """
        here = usage_here()
        others = here.others + sum(each.own + each.others for each in self._working.values())
        memory = max(here.others_memory * self._at_once, self._ended_memory, self._working_memory())
        return Usage(here.own, others, here.memory, memory)

    def _working_memory(self) -> int:
        return sum(each.memory + each.others_memory for each in self._working.values())


ACCOUNT = Account()


def usage_here() -> Usage:
    """Of this process and what it has waited for, as the system tells it."""
    if sys.platform == "win32":
        times = os.times()
        return Usage(times.user + times.system)
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = (own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime)
    return Usage(*seconds, own.ru_maxrss * UNIT, others.ru_maxrss * UNIT)
