"""Who does the work: this process, others of this machine, or a cluster of many. Only `work.py` asks them.

Work is a pure function over one item, so it does not matter who does it, nor when.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, suppress
from functools import cache, partial
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from muniment.loading import load
from muniment.problems import Place, Problem, PublishError
from muniment.recipes import program_and_templates
from muniment.usage import ACCOUNT, Usage, usage_here

SELDOM = 50_000  # objects made, between two looks for garbage
FEW = 64  # items for which starting processes costs more than it saves,
MANY = 256  # a whole batch, and where they cannot be forked: each then loads the whole program
BESIDE = 2  # programs that work beside this process where no other does: each takes much memory

Work = Callable[[Any], Any]
Start = Callable[[Any], AbstractContextManager[Callable[[], Any]]]  # gives what waits for the work, and ends it
Doing = Callable[[], list[Any]]  # waits for the work, and gives what came of it


class Crew:
    """At most `size` processes, started when there is enough for them to do; or those of a `cluster`."""

    def __init__(self, size: int, cluster: Any = None):
        self.size = cluster.size if cluster else max(1, size)
        self._cluster = cluster
        self._pool: Executor | None = cluster.executor() if cluster else None
        self._going = deque[tuple[ExitStack, Callable[[], Any]]]()
        self._put_off: list[Callable[[], Any]] = []
        self._alone: list[BaseProcess] = []

    @property
    def is_near(self) -> bool:
        """Whether whoever does the work can read what this machine remembers."""
        return self._cluster is None

    def close(self) -> None:
        """End the processes; work that none has begun is dropped, and what comes is done by this one."""
        if self._cluster:
            self._cluster.close()
            return
        for stack, _ in self._going:
            stack.close()
        self._going.clear()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        for process in self._alone:
            process.kill()  # it only reads; and a process that was stopped hears of nothing else
            process.join()
        self._alone.clear()
        self._do_without()
        ACCOUNT.close()

    def hand_out(self, do: Work, items: Sequence[Any], at_a_time: int = 32) -> list[Doing]:
        """Begin work on the items, so many a process at a time; what to call for each such part, in order.

        Items too few for other processes are done here and now.
        """
        pool = self._processes(len(items))
        if pool is None:
            return do_here(do, items)
        do, items = partial(_do_packed, do), [pickle.dumps(item) for item in items]
        step = max(1, min(at_a_time, len(items) // (self.size * 2)))
        parts = [items[first : first + step] for first in range(0, len(items), step)]
        return [self._handed(pool, do, part) for part in parts]

    def set_going(self, start: Start, do: Work, items: Sequence[Any]) -> list[Doing]:
        """As `hand_out`, one by one, for a few long works, of which each mostly waits for a program of its own.
        More than there are processes are put off until `go_on` or until the first is waited for: behind them other
        work would wait, and whoever watches. Where there is no other process, `start` sets BESIDE of them going at
        a time, beside this one."""
        if self._pool:
            begun = cache(partial(self._handed_singly, do, items))
            if len(items) <= self.size:
                begun()
            else:
                self._put_off.append(begun)
            return [partial(_do_nth, begun, number) for number in range(len(items))]
        if self.size == 1:
            return do_here(do, items)
        waiting = iter(items)
        self._start(start, islice(waiting, BESIDE))
        return [partial(self._end, start, waiting)] * len(items)

    def go_on(self) -> None:
        """Begin what was put off: nothing else is left that would wait behind it."""
        for begin in self._put_off:
            begin()
        self._put_off.clear()

    def _start(self, start: Start, items: Iterable[Any]) -> None:
        for item in items:
            with ExitStack() as stack:
                wait = stack.enter_context(start(item))
                self._going.append((stack.pop_all(), wait))
        ACCOUNT.expect(len(self._going))

    def _end(self, start: Start, waiting: Iterator[Any]) -> list[Any]:
        """What came of the work that was set going first; the next goes in its place."""
        stack, wait = self._going.popleft()
        with stack:
            made = wait()
        self._start(start, islice(waiting, 1))
        return [made]

    def set_aside(self, do: Callable[[], Any]) -> Callable[[], Any]:
        """Begin one work that only reads, in a process of its own where one can be forked; what to call for what
        came of it. Elsewhere, and where that process fails, it is done when it is called."""
        if self.size == 1 or not _can_fork():
            return do
        try:
            mine, its = multiprocessing.Pipe(duplex=False)
            with its:
                process = multiprocessing.get_context("fork").Process(target=_send_answer, args=(its, do), daemon=True)
                process.start()
        except OSError:  # too many files or processes
            return do
        self._alone.append(process)
        return partial(_answer, mine, do)

    def _handed(self, pool: Executor, do: Work, items: Sequence[Any]) -> Doing:
        try:
            return partial(self._heard, pool.submit(_told, do, items), do, items)
        except Exception as error:
            if not self._is_lost(error):
                raise
            self._do_without()
            return partial(_do_all, do, items)

    def _handed_singly(self, do: Work, items: Sequence[Any]) -> list[Doing]:
        pool = self._pool
        return [self._handed(pool, do, [item]) for item in items] if pool else do_here(do, items)

    def _heard(self, future: Future[Any], do: Work, items: Sequence[Any]) -> list[Any]:
        """What came of work, with the account of whoever did it; done here when it was lost with them."""
        made: list[Any]
        try:
            made, process, usage = self._cluster.result_of(future) if self._cluster else future.result()
        except Exception as error:
            if not self._is_lost(error):
                raise
            if isinstance(error, BrokenExecutor):
                self._do_without()
            return _do_all(do, items)
        if self.is_near and process != os.getpid():  # a thread's is this one's
            ACCOUNT.hear(process, usage)
        return made

    def _is_lost(self, error: Exception) -> bool:
        """Whether work failed through no fault of its own: one of the processes was killed, as for want of memory,
        and the others with it; or a machine is gone."""
        return isinstance(error, BrokenExecutor) or (self._cluster is not None and self._cluster.is_lost(error))

    def _do_without(self) -> None:
        """Have this process do what is left."""
        self._pool, self.size = None, 1

    def _processes(self, count: int) -> Executor | None:
        can_fork = _can_fork()
        if self._pool is None and self.size > 1 and count >= (FEW if can_fork else MANY):
            context = multiprocessing.get_context("fork" if can_fork else "spawn")
            self._pool = _started(ProcessPoolExecutor(self.size, context, _settle_in), self.size)
            self.size = self.size if self._pool else 1
        return self._pool


def cluster_at(address: str, shared: Path) -> Any:
    """A connection to the cluster whose scheduler has that address; its library is loaded for that alone, since few
    have it. Raises PublishError as Cluster does, and where the library is missing."""
    try:
        cluster = load("cluster")
    except ModuleNotFoundError as error:
        hint = "install it here and on every worker: pip install '.[cluster]' in a checkout of this program"
        raise PublishError(Problem(Place("--cluster"), f"{error.name} is not installed", hint)) from error
    return cluster.Cluster(address, program_and_templates, shared)


def _can_fork() -> bool:
    """A fork is quick, and safe while this process has one thread; preview has several."""
    return threading.active_count() == 1 and hasattr(os, "fork") and sys.platform != "darwin"


def _send_answer(where: Connection, do: Callable[[], Any]) -> None:
    """What a process does that was forked for one work. What goes wrong is told by who does it anew."""
    with suppress(Exception):
        _settle_in()
        where.send((do(), os.getpid(), usage_here()))


def _answer(where: Connection, do: Callable[[], Any]) -> Any:
    """What came of work that was set aside, with the account of who did it."""
    with where:
        try:
            made, process, usage = where.recv()
        except (EOFError, OSError):
            return do()
    ACCOUNT.hear(process, usage)
    return made


def _settle_in() -> None:
    """What a process does first. An interrupt is for the one that started it alone, which ends the others
    when it closes the pool. What it was forked with is not looked through for garbage, and its own seldom."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.set_threshold(SELDOM)
    gc.enable()


def _end_with_parent() -> None:
    """End when the process that started this one does: killed, it ends no other."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def do_here(do: Work, items: Sequence[Any]) -> list[Doing]:
    """Work done by this process, each item when what came of it is asked for."""
    return [partial(_do_all, do, [item]) for item in items]


def _do_nth(begun: Callable[[], list[Doing]], number: int) -> list[Any]:
    return begun()[number]()


def _do_all(do: Work, items: Sequence[Any]) -> list[Any]:
    return [do(item) for item in items]


def _do_packed(do: Work, item: bytes) -> Any:
    """Work on an item that is unpacked when its turn comes, so that it is still at hand when it is read."""
    return do(pickle.loads(item))


def _told(do: Work, items: Sequence[Any]) -> tuple[list[Any], int, Usage]:
    """Work done in another process, and what that one has used until now."""
    return _do_all(do, items), os.getpid(), usage_here()


def _started(pool: Executor, size: int) -> Executor | None:
    """The pool with its processes, or None where the system gives too few: those that came are ended."""
    before = set(multiprocessing.active_children())
    try:
        waiting: list[Future[int]] = [pool.submit(os.getpid) for _ in range(size)]  # one spawned for each that waits
        for future in waiting:
            future.result()
    except (OSError, RuntimeError):  # too many files, processes or threads
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
            process.join()
        return None
    return pool
