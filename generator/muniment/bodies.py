"""Bodies, put beside the shelf by whoever makes them and fetched by whoever needs them, each by its SHA-256."""

import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from muniment.problems import Forgotten, Place, Problem
from muniment.volumes import Slot, Volumes, append

BATCH = 64  # bodies fetched at a time
LACKS = "it lacks what it should hold"

Made = TypeVar("Made")
Result = tuple[bytes, Sequence[bytes]]  # a small record, encoded, and bodies; a body of no bytes is none
Kept = tuple[bytes, Sequence[Slot]]  # the small record, and where the bodies lie
Packed = tuple[Any, Mapping[str, bytes]]  # an item, and by their SHA-256, in hex, the bodies that are fetched for it
_LENT: ContextVar[Mapping[str, bytes] | None] = ContextVar("lent", default=None)


def fetch(shelf: Path, digest: str) -> bytes:
    """The body with this SHA-256, in hex, from any process. Raises Forgotten when it is not there, or
    is not what its name says."""
    (body,) = fetch_all(shelf, (digest,))
    return body


def fetch_all(shelf: Path, digests: Iterable[str]) -> Iterator[bytes]:
    """As `fetch`, of many, in order; holds a few at a time."""
    stream, lent = iter(digests), _LENT.get()
    while batch := [bytes.fromhex(digest) for digest in islice(stream, BATCH)]:
        found = _found(shelf, batch) if lent is None else {digest: lent.get(digest.hex()) for digest in batch}
        for digest in batch:
            body = found.get(digest)
            if not isinstance(body, bytes) or hashlib.sha256(body).digest() != digest:
                raise Forgotten(damaged(shelf, LACKS))
            yield body


def _found(shelf: Path, digests: list[bytes]) -> dict[bytes, bytes]:
    marks = ",".join("?" * len(digests))
    query = f"SELECT digest, volume, start, length FROM bodies WHERE digest IN ({marks})"
    rows, beside = _reader(shelf)
    return {digest: body for digest, *slot in rows.execute(query, digests) if (body := beside.body_at(*slot))}


def keep_bodies(made: Result, shelf: Path) -> Kept:
    """What was made, its bodies put beside the shelf."""
    small, bodies = made
    return small, append(shelf, bodies)


def make_beside(make: Callable[[Any], Result], shelf: Path, item: Any) -> Kept:
    """What `make` makes of an item, its bodies put beside the shelf by the very process that makes them."""
    return keep_bodies(make(item), shelf)


@contextmanager
def begin_beside(
    start: Callable[[Any], AbstractContextManager[Callable[[], Result]]], shelf: Path, item: Any
) -> Iterator[Callable[[], Kept]]:
    """As `make_beside`, of what `start` begins and gives what waits for."""
    with start(item) as wait:
        yield lambda: keep_bodies(wait(), shelf)


def brought_home(wait: Callable[[], Iterable[Result]], shelf: Path) -> list[Kept]:
    """What others made where the shelf is not, once it has come, its bodies put beside the shelf."""
    return [keep_bodies(one, shelf) for one in wait()]


def make_with_lent(make: Callable[[Any], Made], packed: Packed) -> Made:
    """What `make` makes of an item, while the bodies that came with it are what can be fetched: another
    machine's file is not to be read while it is written there."""
    item, bodies = packed
    token = _LENT.set(bodies)
    try:
        return make(item)
    finally:
        _LENT.reset(token)


_readers: dict[tuple[Path, int, int], tuple[sqlite3.Connection, Volumes]] = {}


def _reader(shelf: Path) -> tuple[sqlite3.Connection, Volumes]:
    """One connection a process and thread: SQLite's must not cross a fork, nor be closed beyond one, nor serve two at
    once; and the volumes, each of which is read at one place at a time."""
    key = shelf, os.getpid(), threading.get_ident()
    if key not in _readers:
        _readers[key] = connected(shelf), Volumes(shelf)
    return _readers[key]


def connected(shelf: Path) -> sqlite3.Connection:
    """A connection to the file, through which also what is no text is read, since damage is told otherwise."""
    rows = sqlite3.connect(shelf, timeout=60, check_same_thread=False)
    rows.text_factory = lambda data: data.decode("utf-8", "replace")
    return rows


def close_readers() -> None:
    """Let go of the connections through which this process fetched, in whatever thread."""
    for (_, process, _), (rows, beside) in _readers.items():
        if process == os.getpid():
            rows.close()
            beside.close()
    _readers.clear()


def damaged(shelf: Path, what: str) -> Problem:
    """That what is remembered is not what was written."""
    hint = "see whether its disk is well, and whether anything else writes there; then build again"
    return Problem(Place(str(shelf)), f"damaged while it was in use: {what}", hint)
