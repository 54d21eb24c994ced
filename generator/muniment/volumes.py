"""Volumes: files beside the shelf in which bodies lie one after another.

So megabytes go through no pipe between processes, and are written once. Each process that makes bodies begins a
volume of its own in each build, a file that was not there: so nothing that came with an archive is written to. Which
body lies where is written in the store; what lies in no place that it names is of nobody, such as what a process was
killed over. A volume is not believed: whoever fetches a body holds it against its SHA-256.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from muniment.problems import Place, Problem, PublishError

LAST = 999_999_999  # number of a volume
LONGEST = 1 << 28  # bytes of a body; a page may have a tenth of that
MOST_OPEN = 64  # volumes that one reads from; a system may allow 256 files in all
ORDINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
HINT = "make room, or remove that file and those beside it: they are only the memory of builds; then build again"

Slot = tuple[bytes, int, int, int]  # of a body: its SHA-256, the number of a volume, where it starts there, its bytes

_own: dict[tuple[Path, int], "Volume"] = {}


class Volume:
    """A file that this process alone appends to, made when it is needed."""

    def __init__(self, shelf: Path):
        self._shelf, self._number, self._end = shelf, 0, 0
        self._handle = -1

    def append(self, bodies: Sequence[bytes]) -> list[Slot]:
        """Where the bodies lie from now on. Raises PublishError where they cannot be written, as on a full disk."""
        try:
            if self._handle < 0:
                self._number, self._handle = self._opened()
            os.lseek(self._handle, self._end, os.SEEK_SET)  # what a full disk has cut off is written over
            left = memoryview(b"".join(bodies))
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError as error:
            what = f"what this build made cannot be kept beside it: {error.strerror}"
            raise PublishError(Problem(Place(str(self._shelf)), what, HINT)) from error
        slots = list[Slot]()
        for body in bodies:
            slots.append((sha256(body).digest(), self._number, self._end, len(body)))
            self._end += len(body)
        return slots

    def close(self) -> None:
        """Let go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _opened(self) -> tuple[int, int]:
        number = 1
        while True:
            with suppress(FileExistsError):
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | ORDINARY
                return number, os.open(_path_of(self._shelf, number), flags, 0o666)
            number += 1


class Volumes:
    """All beside a shelf, to be read by one thread."""

    def __init__(self, shelf: Path):
        self._shelf = shelf
        self._handles: dict[int, int] = {}

    def body_at(self, number: object, start: object, length: object) -> bytes | None:
        """What lies there; None where nothing can."""
        if not (isinstance(number, int) and isinstance(start, int) and isinstance(length, int)):
            return None
        handle = self._handle_of(number) if 0 < number <= LAST and start >= 0 and 0 <= length <= LONGEST else None
        if handle is None or start + length > os.fstat(handle).st_size:
            return None
        os.lseek(handle, start, os.SEEK_SET)
        return os.read(handle, length)

    def close(self) -> None:
        """Let go of the files."""
        for handle in self._handles.values():
            os.close(handle)
        self._handles.clear()

    def _handle_of(self, number: int) -> int | None:
        if number not in self._handles:
            if len(self._handles) >= MOST_OPEN:
                self.close()
            try:
                handle = os.open(_path_of(self._shelf, number), os.O_RDONLY | ORDINARY)
            except OSError:
                return None
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                os.close(handle)
                return None
            self._handles[number] = handle
        return self._handles[number]


def append(shelf: Path, bodies: Iterable[bytes]) -> Sequence[Slot]:
    """Where bodies lie from now on, in the volume of this process; one of no bytes is none."""
    real = [body for body in bodies if body]
    if not real:
        return ()
    own = (shelf, os.getpid())
    if own not in _own:
        _own[own] = Volume(shelf)
    return _own[own].append(real)


def close_own(shelf: Path) -> None:
    """Have this process begin another when it next appends."""
    if volume := _own.pop((shelf, os.getpid()), None):
        volume.close()


def volumes_beside(shelf: Path) -> Iterator[tuple[int, Path]]:
    """Their numbers, and where they lie."""
    name = re.compile(re.escape(shelf.name) + r"\.([1-9][0-9]{0,8})")
    for path in sorted(shelf.parent.iterdir()):
        if (found := name.fullmatch(path.name)) and not (path.is_dir() and not path.is_symlink()):
            yield int(found[1]), path


def remove_volumes(shelf: Path, but: Iterable[int] = ()) -> None:
    """Remove all but these. What somebody has open, where that keeps it, is removed another time."""
    kept = frozenset(but)
    for number, path in volumes_beside(shelf):
        if number not in kept:
            with suppress(FileNotFoundError, PermissionError):
                path.unlink()


def _path_of(shelf: Path, number: int) -> Path:
    return shelf.with_name(f"{shelf.name}.{number}")
