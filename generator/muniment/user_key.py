"""The key by which a user knows what builds of theirs have remembered, in the user's own folder of caches.

It lies in no archive, so that what came with an archive from elsewhere is not taken for one's own.
"""

import os
import secrets
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

SIZE = 32  # bytes


def caches_of_user(archive: Path | None = None) -> Path | None:
    """The program's folder in the user's own folder of caches, which may not be there yet. None where it
    would lie in the archive, whose files may come from somebody else: where that is the user's home, as in
    many a container, or where there is no home, and the way is relative (XDG: to be ignored)."""
    if sys.platform == "win32":
        caches = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")  # noqa: PTH111
    else:
        caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    folder = Path(caches, "muniment")
    is_apart = archive is None or archive.resolve() not in folder.resolve().parents
    return folder if folder.is_absolute() and is_apart else None


def key_of_user(archive: Path | None = None) -> bytes:
    """The key in the user's own folder of caches, made when there is none. Where none can be kept, or others
    could have written it, one that is good for this process alone."""
    caches, made = caches_of_user(archive), secrets.token_bytes(SIZE)
    if caches is None:
        return made
    place = caches / "key"
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_private(place.parent) and is_ordinary(place):
            return _read_key(place) or _write_once(place, made) or made
    return made


def _read_key(place: Path) -> bytes:
    """The key in this file; nothing when there is none, or one that was cut off."""
    if not place.exists():
        return b""
    with place.open("rb") as stream:
        key = stream.read(SIZE + 1)
    if len(key) != SIZE:
        place.unlink()
        return b""
    return key


def _write_once(place: Path, data: bytes) -> bytes:
    """Write the key, unless another process was first; gives the one that is there then."""
    handle, draft = tempfile.mkstemp(dir=place.parent)  # readable by this user alone
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        with suppress(FileExistsError):
            os.link(draft, place)
    except OSError:  # a file system without links
        Path(draft).replace(place)
    Path(draft).unlink(missing_ok=True)
    return _read_key(place)


def is_private(folder: Path) -> bool:
    """Whether it is a folder, no link, and this user's alone to write to. A command that runs as somebody
    else, with `sudo`, may still have the user's home. Raises OSError."""
    seen = folder.lstat()
    if sys.platform == "win32" or not stat.S_ISDIR(seen.st_mode):
        return stat.S_ISDIR(seen.st_mode)
    return seen.st_uid == os.geteuid() and not seen.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def is_ordinary(path: Path) -> bool:
    """Whether there is a file or nothing."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True
