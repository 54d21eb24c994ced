"""Do a pure function over many records: skip what is already done, spread the rest.

The only file that knows about memory between builds and about processes. What was done is kept in
one SQLite file, `.cache/store.sqlite`: safe to delete, thrown away when the program changes.

A key is a hash of the function, of everything that shapes it (`recipe`) and of the record, so a
stale answer is impossible. A result has two parts: a small one, handed back on every build, and a
body, fetched by its SHA-256 only by whoever needs it.
"""

import hashlib
import multiprocessing
import os
import platform
import signal
import sqlite3
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib.metadata import distributions
from itertools import islice
from pathlib import Path
from typing import Any

from muniment.problems import Place, Problem, PublishError

Make = Callable[[Any], tuple[bytes, bytes]]  # one item to (small, body); a body may be b""

BATCH = 256  # items looked up, and handed out, at a time
FEW = 32  # items for which starting processes costs more than it saves
RACY = 2_000_000_000  # nanoseconds; coarser than any file system's clock in use
TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, small BLOB, body BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bodies (digest BLOB PRIMARY KEY, data BLOB);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INT, changed INT, touched INT, inode INT, noted INT,
  sha256 BLOB) WITHOUT ROWID;
"""


class Workshop:
    """Remembers finished work in `shelf`; `jobs` processes do what is left.

    Use as a context: what was remembered is written when it closes, and only one may write.
    """

    def __init__(self, shelf: Path, jobs: int = 1):
        self.shelf, self.jobs, self.made, self.remembered = shelf, max(1, jobs), 0, 0
        self._used: set[bytes] = set()
        self._pool: Executor | None = None
        self._store = _opened(shelf)
        self._now = _file_clock(shelf.parent)

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(self, *failure: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._store.commit()
        self._store.close()
        _close_readers()

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
        known = self._recall([key]).get(key)
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
        known = self._recall(keys)
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
            self._pool = ProcessPoolExecutor(self.jobs, context, signal.signal, ignore)
        return self._pool

    def _recall(self, keys: list[bytes]) -> dict[bytes, bytes]:
        marks = ",".join("?" * len(keys))
        return dict(self._store.execute(f"SELECT key, small FROM results WHERE key IN ({marks})", keys))

    def _remember(self, key: bytes, small: bytes, body: bytes) -> bytes:
        digest = hashlib.sha256(body).digest() if body else None
        if digest:
            self._store.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?)", (digest, body))
        self._store.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (key, small, digest))
        self.made += 1
        return small

    def hash_of(self, path: Path, name: str) -> str:
        """The SHA-256 of a file, read again only when size, times or inode say it may differ.

        A file that changed within RACY of the moment it was hashed is hashed again, whatever its
        size and time say (the "racily clean" entries of git's index).
        """
        seen = path.stat()
        known = self._store.execute("SELECT * FROM files WHERE path = ?", (name,)).fetchone()
        state = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
        if known and known[1:5] == state and known[5] - RACY > seen.st_mtime_ns:
            return str(known[6].hex())
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256")
        row = (name, *state, self._now, sha256.digest())
        self._store.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return sha256.hexdigest()

    def tidy(self) -> None:
        """Forget what this build did not use, once it is the greater part."""
        total = self._store.execute("SELECT count(*) FROM results").fetchone()[0]
        if total > 2 * len(self._used) + 1000:
            self._store.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
            self._store.executemany("INSERT INTO used VALUES (?)", ((key,) for key in self._used))
            self._store.execute("DELETE FROM results WHERE key NOT IN (SELECT key FROM used)")
            self._store.execute("DELETE FROM bodies WHERE digest NOT IN (SELECT body FROM results WHERE body NOT NULL)")
            self._store.execute("DROP TABLE used")
            self._store.commit()


def fetch(shelf: Path, digest: str) -> bytes:
    """The body with this SHA-256, from any process."""
    row = _reader(shelf, os.getpid()).execute("SELECT data FROM bodies WHERE digest = ?", (bytes.fromhex(digest),))
    found = row.fetchone()
    if found is None:
        raise LookupError(f"no body {digest} in {shelf}")
    return bytes(found[0])


def recipe_of(*folders: Path) -> str:
    """One hash over every file that shapes a stage: change a template or a rule, and it runs anew."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            total.update(path.relative_to(folder).as_posix().encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _program() -> str:
    """A hash of this program, its libraries' versions and Python's minor version."""
    parts = sorted(f"{found.name}=={found.version}" for found in distributions())
    shape = "\n".join([platform.python_implementation(), *map(str, sys.version_info[:2]), *parts])
    return hashlib.sha256((shape + recipe_of(Path(__file__).parent)).encode()).hexdigest()


def _opened(shelf: Path) -> sqlite3.Connection:
    shelf.parent.mkdir(parents=True, exist_ok=True)
    _close_readers()
    program = _program()
    try:
        store = _connected(shelf)
        known = store.execute("SELECT value FROM facts WHERE name = 'program'").fetchone()
        if known is None or known[0] == program:
            store.execute("INSERT OR REPLACE INTO facts VALUES ('program', ?)", (program,))
            return store
        store.close()
    except sqlite3.DatabaseError:
        pass  # not a store, or a broken one: memory is never worth an error
    _forget(shelf)
    store = _connected(shelf)
    store.execute("INSERT INTO facts VALUES ('program', ?)", (program,))
    return store


def _forget(shelf: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        shelf.with_name(shelf.name + ending).unlink(missing_ok=True)


def _connected(shelf: Path) -> sqlite3.Connection:
    store = sqlite3.connect(shelf, timeout=60, check_same_thread=False)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = NORMAL")
    store.executescript(TABLES)
    return store


_readers: dict[tuple[Path, int], sqlite3.Connection] = {}


def _reader(shelf: Path, process: int) -> sqlite3.Connection:
    """One connection a process: SQLite's must not cross a fork."""
    if (shelf, process) not in _readers:
        _readers.clear()  # those of the process this one was forked from, which are not ours to close
        _readers[shelf, process] = sqlite3.connect(shelf, timeout=60, check_same_thread=False)
    return _readers[shelf, process]


def _close_readers() -> None:
    for (_, process), reader in _readers.items():
        if process == os.getpid():
            reader.close()
    _readers.clear()


def _file_clock(folder: Path) -> int:
    """Now, in nanoseconds, as the file system tells it; its clock is not always this machine's."""
    mark = folder / "clock"
    mark.write_bytes(b"now")
    return mark.stat().st_mtime_ns


def _name_of(make: Any) -> str:
    function = getattr(make, "func", make)  # of a functools.partial
    return f"{function.__module__}.{function.__qualname__}"


def _make_all(make: Make, items: list[Any]) -> list[tuple[bytes, bytes]]:
    return [make(item) for item in items]


@contextmanager
def workshop_at(shelf: Path, jobs: int = 1, fresh: bool = False) -> Iterator[Workshop]:
    """A workshop whose memory is at `shelf`; `fresh` forgets it first.

    Raises PublishError when the memory cannot be read or written: a full disk, a broken file.
    """
    try:
        if fresh:
            _forget(shelf)
        with Workshop(shelf, jobs) as workshop:
            yield workshop
    except sqlite3.Error as error:
        hint = "make room, or remove that file: it is only the memory of builds; then build again"
        raise PublishError(Problem(Place(str(shelf)), f"cannot be read or written: {error}", hint)) from error
