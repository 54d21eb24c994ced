"""A file of the editors, written whole or not at all."""

import contextlib
import os
import stat
from pathlib import Path

from muniment.problems import Place, Problem, PublishError
from muniment.read.folder import shown_path


def write_whole(path: Path, data: bytes) -> None:
    """The bytes in the place of whatever lies there: under another name first, on the disk, then renamed. Whoever may
    read and write the file still may.

    Raises PublishError, and then all is as it was.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with part.open("xb") as stream:  # never through a link that waits there
            if path.is_file():
                part.chmod(stat.S_IMODE(path.stat().st_mode))
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)  # noqa: PTH105 - the one that is atomic on every system, said so
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise PublishError(Problem(Place(shown_path(str(path))), f"cannot be written: {error.strerror}")) from error
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the folder's new names on the disk too, where the system lets one ask for it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
