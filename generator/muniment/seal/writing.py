"""Appending to content/log/: all of a seal is there, or nothing is.

unfinished.json ── records, checkpoint, signatures ── entries.jsonl renamed ── what is taken out deleted ── done
                   cut off here: none of it counts       cut off here: all of it counts

Whoever reads a log on which a seal was cut off passes over what is to be deleted (unfinished.py). In content/log/ lie
ordinary files and folders and no links: whoever calls has seen to that.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from muniment.model import to_json
from muniment.problems import Place, Problem, PublishError
from muniment.seal.log import ENTRIES, FOLDER, LOG
from muniment.seal.unfinished import NOTHING, UNFINISHED, Unfinished, cut_off

SUMS = f"{LOG}/sums"
LAST = f"{SUMS}/last.json"  # of which SHA256SUMS the signatures there are
NEW = ".new"  # at the end of the name of a file that is being written


def counting(files: Mapping[str, str], left: Collection[str]) -> dict[str, str]:
    """Of the files of a log, by address and SHA-256, those that count: not those that a seal which was cut off has
    left."""
    passed = {UNFINISHED, *left}
    return {
        address: sha256
        for address, sha256 in files.items()
        if address not in passed and not address.endswith(NEW) and not address.startswith(f"{SUMS}/")
    }


def append(content: Path, before: bytes, lines: bytes, files: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """Add lines to entries.jsonl, which holds `before`, with the files that belong to them, and delete what is `gone`.

    Raises OSError, and PublishError where it holds something else by now; and then the log is as it was.
    """
    after = before + lines
    was, becomes = (hashlib.sha256(data).hexdigest() for data in (before, after))
    if (_hash_of(content / ENTRIES) or NOTHING) != was:
        raise PublishError(Problem(Place(f"{FOLDER}/{ENTRIES}"), "changed while it was being sealed", "seal again"))
    unfinished = Unfinished(was, becomes, tuple(sorted(files)), tuple(sorted(gone)))
    (content / LOG).mkdir(parents=True, exist_ok=True)
    try:
        _write(content / UNFINISHED, to_json(unfinished))
        _sync()
        for address, data in files.items():
            _write(content / address, data)
        _fill(content / f"{ENTRIES}{NEW}", after)
        _sync()
        (content / f"{ENTRIES}{NEW}").replace(content / ENTRIES)
    except BaseException:
        settle(content)
        raise
    settle(content)


def settle(content: Path) -> None:
    """Undo or complete a seal that was cut off. Raises OSError, and InputError for what no seal has written: then
    nothing is deleted."""
    with suppress(FileNotFoundError):
        (content / f"{UNFINISHED}{NEW}").unlink()
    cut = cut_off(lambda address: _hash_of(content / address), lambda address: (content / address).read_bytes())
    if cut is None:
        return
    for address in cut.left:
        _remove(content, address)
    for address in (*cut.new, ENTRIES):
        with suppress(FileNotFoundError, NotADirectoryError):
            (content / f"{address}{NEW}").unlink()
    _sync()
    (content / UNFINISHED).unlink()


def keep_sums(content: Path, files: Mapping[str, bytes]) -> None:
    """Keep these as all that lies in sums/. Raises OSError."""
    folder = content / SUMS
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        (content / LAST).unlink()  # until it is there again, the rest is of no build
    for old in sorted(folder.iterdir()):
        if f"{SUMS}/{old.name}" not in files:
            old.unlink()
    for address in sorted(files.keys() - {LAST}):
        _write(content / address, files[address])
    _sync()
    _write(content / LAST, files[LAST])
    _sync()


def keep_beside(content: Path, files: Mapping[str, bytes]) -> None:
    """Keep these beside a checkpoint that is there. Raises OSError."""
    for address in sorted(files):
        _write(content / address, files[address])
    _sync()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}{NEW}")
    _fill(new, data)
    new.replace(path)


def _fill(path: Path, data: bytes) -> None:
    """Write a file that is not there yet: never through a link that waits in its place."""
    path.unlink(missing_ok=True)
    with path.open("xb") as stream:
        stream.write(data)


def _hash_of(path: Path) -> str:
    """SHA-256 in hex; empty where there is no file."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _remove(content: Path, address: str) -> None:
    """Remove a file, and its folder where nothing else is in it."""
    with suppress(FileNotFoundError):
        (content / address).unlink()
    with suppress(OSError):
        (content / address).parent.rmdir()


def _sync() -> None:
    """What was written is on the disk before anything that says so."""
    if hasattr(os, "sync"):
        os.sync()
