"""Do a pure function over many records: skip what is already done, spread the rest.

The only file that knows about processes, and with `store.py` about memory between builds. What was
done is kept in one SQLite file, `.cache/store.sqlite`: safe to delete, thrown away when the program
changes.

A key is a hash of the function, of everything that shapes it (`recipe`) and of the record, so a
stale answer is impossible. A result has two parts: a small one, handed back on every build, and a
body, fetched by its SHA-256 only by whoever needs it.
"""

import hashlib
import multiprocessing
import os
import platform
import signal
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib.metadata import distributions
from itertools import islice
from pathlib import Path
from typing import Any

from muniment.store import Store, faults_told, forget

Make = Callable[[Any], tuple[bytes, bytes]]  # one item to (small, body); a body may be b""

BATCH = 256  # items looked up, and handed out, at a time
FEW = 32  # items for which starting processes costs more than it saves
RACY = 2_000_000_000  # nanoseconds; coarser than any file system's clock in use


class Workshop:
    """Remembers finished work in `shelf`; `jobs` processes do what is left.

    Use as a context: what was remembered is written when it closes, and only one may write.
    """

    def __init__(self, shelf: Path, jobs: int = 1):
        self.shelf, self.jobs, self.made, self.remembered = shelf, max(1, jobs), 0, 0
        self._used: set[bytes] = set()
        self._pool: Executor | None = None
        self._store = Store(shelf, _program())
        self._now = _file_clock(shelf.parent)

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(self, *failure: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._store.close()

    def each(
        self,
        make: Make,
        items: Iterable[Any],
        recipe: str,
        describe: Callable[[Any], bytes],
        is_ready: Callable[[bytes], bool] = lambda small: True,
    ) -> Iterator[bytes]:
        """The small part of make(item) for every item, in order.

        `describe` gives the bytes that stand for an item in its key. A remembered result is used
        only when `is_ready` agrees. Items are drawn, worked and given back in batches, so that
        memory is bounded by a few of them.
        """
        stream, waiting = iter(items), deque[list[bytes | Future[Any]]]()
        stem = hashlib.sha256(f"{_name_of(make)}\0{recipe}\0".encode())
        while batch := list(islice(stream, BATCH)):
            waiting.append(self._begin(make, batch, stem, describe, is_ready))
            if len(waiting) > 2 * self.jobs:
                yield from self._collect(waiting.popleft())
        while waiting:
            yield from self._collect(waiting.popleft())
        self._store.commit()

    def once(
        self, make: Callable[[], bytes], recipe: str, is_ready: Callable[[bytes], bool] = lambda small: True
    ) -> bytes:
        """The small part of one piece of work done in this process, remembered under `recipe`."""
        key = hashlib.sha256(recipe.encode()).digest()[:20]
        self._used.add(key)
        known = self._store.recall([key]).get(key)
        if known is not None and is_ready(known):
            self.remembered += 1
            return known
        return self._remember(key, make(), b"")

    def _begin(self, make: Make, batch: list[Any], stem: Any, describe: Any, is_ready: Any) -> list[Any]:
        keys = []
        for item in batch:
            key = stem.copy()
            key.update(describe(item))
            keys.append(key.digest()[:20])
        self._used.update(keys)
        known = self._store.recall(keys)
        todo = [index for index, key in enumerate(keys) if key not in known or not is_ready(known[key])]
        self.remembered += len(keys) - len(todo)
        places: list[Any] = [known.get(key) for key in keys]
        pool = self._processes(len(todo))
        if pool:
            step = max(1, min(32, len(todo) // (self.jobs * 2)))
            for first in range(0, len(todo), step):
                part = todo[first : first + step]
                future = pool.submit(_make_all, make, [batch[index] for index in part])
                for offset, index in enumerate(part):
                    places[index] = (future, offset, keys[index])
        else:
            for index in todo:
                places[index] = self._remember(keys[index], *make(batch[index]))
        return places

    def _collect(self, places: list[Any]) -> Iterator[bytes]:
        for place in places:
            if isinstance(place, tuple):
                future, offset, key = place
                small, body = future.result()[offset]
                yield self._remember(key, small, body)
            else:
                yield place

    def _processes(self, count: int) -> Executor | None:
        if self.jobs == 1 or (count < FEW and self._pool is None):
            return None
        if self._pool is None:
            # A fork is quick, and safe while this process has one thread; preview has several.
            can_fork = threading.active_count() == 1 and hasattr(os, "fork") and sys.platform != "darwin"
            context = multiprocessing.get_context("fork" if can_fork else "spawn")
            # An interrupt is for this process alone; it ends the others when it closes the pool.
            ignore = (signal.SIGINT, signal.SIG_IGN)
            self._pool = _started(ProcessPoolExecutor(self.jobs, context, signal.signal, ignore), self.jobs)
            self.jobs = self.jobs if self._pool else 1
        return self._pool

    def _remember(self, key: bytes, small: bytes, body: bytes) -> bytes:
        self._store.remember(key, small, body)
        self.made += 1
        return small

    def hash_of(self, path: Path, name: str) -> str:
        """The SHA-256 of a file, read again only when size, times or inode say it may differ.

        A file that changed within RACY of the moment it was hashed is hashed again, whatever its
        size and time say (the "racily clean" entries of git's index).
        """
        seen = path.stat()
        known, digest = self._store.recall_file(name) or ((), b"")
        state = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
        if known[:4] == state and known[4] - RACY > seen.st_mtime_ns:
            return digest.hex()
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256")
        self._store.remember_file(name, (*state, self._now), sha256.digest())
        return sha256.hexdigest()

    def tidy(self) -> None:
        """Forget what this build did not use, once it is the greater part."""
        if self._store.count_results() > 2 * len(self._used) + 1000:
            self._store.keep_only(self._used)


def recipe_of(*folders: Path) -> str:
    """One hash over every file that shapes a stage: change a template or a rule, and it runs anew."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            total.update(os.fsencode(path.relative_to(folder).as_posix()) + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _program() -> str:
    """A hash of this program, its libraries' versions and Python's minor version."""
    parts = sorted(f"{found.name}=={found.version}" for found in distributions())
    shape = "\n".join([platform.python_implementation(), *map(str, sys.version_info[:2]), *parts])
    return hashlib.sha256((shape + recipe_of(Path(__file__).parent)).encode()).hexdigest()


def _file_clock(folder: Path) -> int:
    """Now, in nanoseconds, as the file system tells it; its clock is not always this machine's."""
    with tempfile.TemporaryFile(dir=folder) as mark:
        mark.write(b"now")
        mark.flush()
        return os.fstat(mark.fileno()).st_mtime_ns


def _name_of(make: Any) -> str:
    function = getattr(make, "func", make)  # of a functools.partial
    return f"{function.__module__}.{function.__qualname__}"


def _started(pool: Executor, jobs: int) -> Executor | None:
    """The pool with its processes, or None where the system gives too few: those that came are ended."""
    before = set(multiprocessing.active_children())
    try:
        for future in [pool.submit(os.getpid) for _ in range(jobs)]:  # one spawned for each that waits
            future.result()
    except (OSError, RuntimeError):  # too many files, processes or threads
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
            process.join()
        return None
    return pool


def _make_all(make: Make, items: list[Any]) -> list[tuple[bytes, bytes]]:
    return [make(item) for item in items]


@contextmanager
def workshop_at(shelf: Path, jobs: int = 1, fresh: bool = False) -> Iterator[Workshop]:
    """A workshop whose memory is at `shelf`; `fresh` forgets it first.

    Raises PublishError when the memory cannot be read or written, as on a full disk, and Forgotten
    when it turns out to be damaged.
    """
    with faults_told(shelf):
        if fresh:
            forget(shelf)
        with Workshop(shelf, jobs) as workshop:
            yield workshop
