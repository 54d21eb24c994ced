"""One at a time: a lock that ends with the process that holds it, however it ends.

POSIX has flock(2), which takes a folder too; Windows has LockFile. Both belong to the open file,
so nothing is left behind by a crash.
"""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from muniment.problems import Place, Problem, PublishError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

BUSY = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
PAUSE = 0.1  # seconds between two tries
BEYOND = 1 << 30  # the byte that Windows locks, past the end of the file: a locked byte cannot be read

_held: set[int] = set()


@contextmanager
def locked(path: Path, patience: float, tell: Callable[[str], None], what: str) -> Iterator[None]:
    """Hold `path`, a file that is made when it is missing, or on POSIX a folder.

    Waits up to `patience` seconds, saying so once. Raises PublishError that names the holder's
    process when it left its number in the file. `what` is what is held, in words.
    """
    is_folder = path.is_dir()
    if is_folder and sys.platform == "win32":
        yield  # folders cannot be locked there
        return
    handle = os.open(path, os.O_RDONLY) if is_folder else _opened(path)
    _held.add(handle)
    try:
        _wait(handle, path, patience, tell, what)
        if not is_folder:
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        _held.discard(handle)
        os.close(handle)


@contextmanager
def one_of(paths: list[Path]) -> Iterator[None]:
    """Hold any one of some lock files, waiting without end until one is free."""
    while True:
        for path in paths:
            handle = _opened(path)
            _held.add(handle)
            try:
                if _take(handle):
                    yield
                    return
            finally:
                _held.discard(handle)
                os.close(handle)
        Event().wait(PAUSE)


def _opened(path: Path) -> int:
    """The lock file, which is written to: a link could lead to any file of this machine, or of the archive."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    seen = os.fstat(handle)
    if not stat.S_ISREG(seen.st_mode) or seen.st_nlink > 1:
        os.close(handle)
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    return handle


def _wait(handle: int, path: Path, patience: float, tell: Callable[[str], None], what: str) -> None:
    for attempt in range(max(1, int(patience / PAUSE))):
        if _take(handle):
            return
        if attempt == 0 and patience:
            tell(f"{what} is in use{_holder(path)}; waiting")
        Event().wait(min(PAUSE, patience))
    raise PublishError(
        Problem(Place(str(path)), f"{what} is in use{_holder(path)}", "let the other build finish, or end it")
    )


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, BEYOND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in BUSY:
            return False
        if error.errno in (errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EINVAL):
            return True  # a network share without locks: nothing can be held there, and building must go on
        raise
    return True


def _holder(path: Path) -> str:
    if path.is_dir():
        return ""
    number = path.read_text("ascii", "replace").strip()
    return f" by process {number}" if number.isdigit() else ""


def _let_go() -> None:
    """A forked process shares the open file, and with it the lock: it must not outlive its parent's."""
    for handle in list(_held):
        os.close(handle)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
