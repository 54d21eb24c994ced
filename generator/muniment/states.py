"""What the file system says of a file: enough to know, without reading it, that it did not change.

The state of a file is its size, its times and its inode. A change within one tick of the file system's
clock could hide behind the same times, so a state says nothing of a file that changed a moment before
it was hashed (the "racily clean" entries of git's index).
"""

import hashlib
import os
import struct
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Event

from muniment.model import Record, to_bytes

State = tuple[int, int, int, int]  # bytes; last change of the content, and of anything, in ns; inode
HashOf = Callable[[str | Path, str, State], str]  # what `Hashes.of` is
Hashed = tuple[int, int, int, int, int, bytes]  # a state, the file system's time of hashing, the SHA-256

SECOND = 10**9  # nanoseconds
FINE = 20_000_000  # ns; more than a tick of the clocks that tell fractions of a second
COARSE = 2 * SECOND  # FAT's tick, the longest in use
TRIES = 50  # of a millisecond each, to wait for a clock
PACKED = struct.Struct("<3qQ")  # a state as bytes
UNKNOWN: State = (-1, 0, 0, 0)  # no file's


class Look(Record, frozen=True):
    """What lies below a folder: files by their POSIX paths in it, with their states, None for what is no ordinary
    file, such as a link, which is not followed; and folders with their states before they were listed, "" and
    "a/b/"."""

    files: dict[str, State | None]
    folders: dict[str, State]


def state_of(status: os.stat_result) -> State:
    """The state that a file's status tells. Windows has no inode for whoever lists a folder."""
    inode = 0 if sys.platform == "win32" else status.st_ino
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, inode


def is_settled(state: State, at: int) -> bool:
    """Whether a file that was in this state at a time, by its file system's clock, has changed since
    if and only if its state has."""
    tick = FINE if state[2] % SECOND else COARSE
    return max(state[1], state[2]) + tick < at


def settled(state: State, at: int) -> State:
    """What a state is worth that a file had at a time: nothing, unless it is settled and can be packed."""
    try:
        PACKED.pack(*state)
    except struct.error:  # a time beyond the year 2262
        return UNKNOWN
    return state if is_settled(state, at) else UNKNOWN


def packed(states: Iterable[State]) -> bytes:
    """States one after the other, each of PACKED.size bytes."""
    return b"".join([PACKED.pack(*state) for state in states])


def unpacked(data: bytes) -> Iterator[State]:
    """The opposite of `packed`."""
    return PACKED.iter_unpack(data)


def clock_of(folder: Path, past: int = 0) -> int:
    """Now, in nanoseconds, as the file system tells it; its clock is not always this machine's. Where it
    is not yet past a moment by more than a tick of a fine clock, it is waited for."""
    with tempfile.TemporaryFile(dir=folder) as mark:
        for _ in range(TRIES):
            mark.write(b"now")
            mark.flush()
            status = os.fstat(mark.fileno())
            now = max(status.st_mtime_ns, status.st_ctime_ns)
            if now > past + FINE:
                break
            Event().wait(0.001)
    return now


def look(folder: str) -> Look:
    """Every file below a folder. A folder that is not there has nothing in it.

    Raises OSError where the system refuses to list one.
    """
    seen = Look({}, {})
    pending = [""]
    while pending:
        within = pending.pop()
        try:
            seen.folders[within] = state_of(os.lstat(f"{folder}/{within}".rstrip("/")))
            with os.scandir(f"{folder}/{within}") as entries:
                for entry in entries:
                    if entry.is_file(follow_symlinks=False):
                        seen.files[within + entry.name] = state_of(entry.stat(follow_symlinks=False))
                    elif entry.is_dir(follow_symlinks=False):
                        pending.append(f"{within}{entry.name}/")
                    else:
                        seen.files[within + entry.name] = None
        except (FileNotFoundError, NotADirectoryError):
            continue
    return seen


def digest_of_states(states: Mapping[str, State | None]) -> bytes:
    """One hash (SHA-256) over files and their states."""
    named = sorted((os.fsencode(name), state) for name, state in states.items())
    return hashlib.sha256(to_bytes(named)).digest()


class Hashes:
    """The SHA-256 of files, read only when they may have changed since `known` was kept.

    `now` is the file system's time at which this began. `current` is what to keep: of files that were
    asked for, by name.
    """

    def __init__(self, known: dict[str, Hashed], now: int):
        self._known, self._now = known, now
        self.current: dict[str, Hashed] = {}
        self.is_changed = False

    def of(self, path: str | Path, name: str, state: State) -> str:
        """The SHA-256, in hex, of the file at `path`, which memory knows by `name`.

        Raises OSError when it cannot be read.
        """
        known = self.current.get(name) or self._known.get(name)
        is_fresh = known is not None and known[:4] == state and (name in self.current or is_settled(state, known[4]))
        if known is None or not is_fresh:
            with Path(path).open("rb") as stream:
                known = (*state, self._now, hashlib.file_digest(stream, "sha256").digest())
            self.is_changed = True
        self.current[name] = known
        return known[5].hex()
