"""Files are set aside in a folder from which they can be renamed into the site.

Any process may set one aside; `transaction.py` puts them in place.
"""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from muniment.problems import Place, Problem, PublishError
from muniment.publish.journal import STAGING, STAGING_INSIDE, drop_staging
from muniment.publish.paths import fault_of
from muniment.publish.sums import Published

NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def stage(staging: Path, address: str, data: bytes) -> Published:
    """Set the bytes aside for the commit. May be called in any process.

    Raises PublishError for an address that cannot be published, and OSError (a full disk).
    """
    return stage_chunks(staging, address, (data,))


def stage_chunks(staging: Path, address: str, chunks: Iterable[bytes | memoryview]) -> Published:
    """As `stage`, of bytes that come one after another and need not be in memory together."""
    if fault := fault_of(address):
        raise PublishError(Problem(Place(address), fault))
    folder, _, name = address.rpartition("/")
    handle = os.open(f"{_made(f'{staging}/{folder}')}/{name}", NEW, 0o666)
    digest, size = hashlib.sha256(), 0
    try:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            left = memoryview(chunk)
            while left:
                left = left[os.write(handle, left) :]
    finally:
        os.close(handle)
    return Published(address, digest.hexdigest(), size)


@lru_cache(maxsize=256)
def _made(folder: str) -> str:
    Path(folder).mkdir(parents=True, exist_ok=True)
    return folder


def staging_for(cache: Path, site: Path) -> Path:
    """A new folder from which a file can be renamed into the site. The cache may be on another
    disk; that is tried out, since bind mounts of one disk refuse a rename too."""
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=cache))
    probe = staging / ".probe"
    probe.touch()
    target = site / f"{STAGING_INSIDE}probe"
    try:
        probe.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        drop_staging(staging)
        return Path(tempfile.mkdtemp(prefix=STAGING_INSIDE, dir=site))
    target.unlink()
    return staging
