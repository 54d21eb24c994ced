"""What a command costs: wall and processor seconds, and the peak memory of all its processes together.

Processor time is what the kernel counted for the command and everything it waited for (wait4(2)).
Memory is looked at five times a second, more rarely where a look takes long: one process by its
resident set, several by their proportional sets (PSS), in which a page that they share counts once.
A peak between two looks is missed, so the largest single process that wait4(2) tells of is a floor.
What the looking itself costs is measured too. Linux only.
"""

import os
import re
import resource
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

PAUSE, LONGEST_PAUSE = 0.2, 0.5  # seconds between two looks at memory
LEAST_REST = 50  # times as long as a look took is waited for the next one: looking takes 2 % of a core
PAGE, TICK = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of processor time, peak memory in megabytes (2^20 bytes), and the
    seconds of processor time that the looking took, which are in none of the others."""

    wall: float
    processor: float
    memory: float
    looking: float = 0.0


@dataclass
class Seen:
    """What has been seen of a family of processes so far."""

    peak: int = 0  # bytes
    looking: float = 0.0  # seconds


def family_of(process: int) -> list[int]:
    """The process and all that it started, and those started, and so on."""
    found, pending = [], [process]
    while pending:
        one = pending.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                pending.extend(map(int, children.read_text().split()))
            except OSError:  # it ended meanwhile
                continue
    return found


def memory_of(process: int) -> int:
    """Bytes that the process and its family hold, pages that they share counted once."""
    family = family_of(process)
    if len(family) == 1:  # it shares with nobody, and asking for its resident set costs nothing
        return _told(f"/proc/{process}/statm", r"^\d+ (\d+)") * PAGE
    return sum(_told(f"/proc/{one}/smaps_rollup", r"(?m)^Pss:\s+(\d+)") * 1024 for one in family)


def _told(path: str, pattern: str) -> int:
    try:
        found = re.search(pattern, Path(path).read_text())
    except OSError:  # it ended meanwhile
        return 0
    return int(found[1]) if found else 0


def processor_of(process: int) -> float:
    """Seconds of processor time that a running process, its family, and whom they waited for have used."""
    ticks = 0
    for one in family_of(process):
        try:
            after_name = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, after_name[11:15]))  # utime, stime, cutime, cstime: proc_pid_stat(5)
    return ticks / TICK


@contextmanager
def watched(process: int) -> Iterator[Seen]:
    """Look at the memory of a process and its family while the context is open."""
    seen, done = Seen(), threading.Event()

    def look() -> None:
        pause = PAUSE / 4  # what lasts a moment only should be seen once at least
        while not done.wait(pause):
            before = time.thread_time()
            seen.peak = max(seen.peak, memory_of(process))
            took = time.thread_time() - before
            seen.looking += took
            pause = min(max(PAUSE, took * LEAST_REST), LONGEST_PAUSE)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def cost_of(*commands: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """What commands cost that are run one after another in a folder; the peak is that of the largest.

    Raises SystemExit with the last words of a command that fails.
    """
    began, processor, peak, looking = time.perf_counter(), 0.0, 0, 0.0
    for command in commands:
        with tempfile.TemporaryFile() as errors:
            child = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
            )
            with watched(child.pid) as seen:
                _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                errors.seek(0)
                words = errors.read().decode(errors="replace")[-2000:]
                raise SystemExit(f"{' '.join(command)} ended with {child.returncode}:\n{words}")
        processor += usage.ru_utime + usage.ru_stime
        # A child begins with its parent's memory (vfork(2)), and the kernel counts that as its peak.
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        peak = max(peak, seen.peak, usage.ru_maxrss * 1024 if usage.ru_maxrss > own else 0)
        looking += seen.looking
    return Cost(time.perf_counter() - began, processor, peak / MEGABYTE, looking)


def medians(costs: Sequence[Cost]) -> Cost:
    """The median of every figure by itself."""
    rows = [asdict(cost) for cost in costs]
    return Cost(**{name: statistics.median(row[name] for row in rows) for name in rows[0]})
