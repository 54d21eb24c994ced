"""Appending to content/log/: all of a seal is there, or nothing is.

unfinished.json ── records, checkpoint, signatures ── entries.jsonl renamed ── what is taken out deleted ── done
                   cut off here: none of it counts       cut off here: all of it counts

Whoever reads a log on which a seal was cut off passes over what `unfinished.json` lists, unless entries.jsonl is what
it was to become.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from muniment.model import Record, from_json, to_json
from muniment.problems import Place, Problem
from muniment.seal.leaves import MEND
from muniment.seal.log import ENTRIES, FOLDER, LOG

UNFINISHED = f"{LOG}/unfinished.json"
SUMS = f"{LOG}/sums"
LAST = f"{SUMS}/last.json"  # of which SHA256SUMS the signatures there are
NEW = ".new"  # at the end of the name of a file that is being written
OURS = re.compile(r"log/(?:checkpoints|keys|publications|records)(?:/[a-z0-9-]+)*/[a-z0-9-]+(?:\.[a-z0-9-]+)+")
NOTHING = hashlib.sha256(b"").hexdigest()


class Unfinished(Record, frozen=True):
    """A seal that is being written: SHA-256 of entries.jsonl before and after, the addresses of what is new, and of
    what is to be deleted."""

    before: str
    after: str
    new: tuple[str, ...]
    gone: tuple[str, ...]


def unfinished_in(content: Path, problems: list[Problem]) -> Unfinished | None:
    """The seal that was cut off, if one was. What cannot be read as one is told."""
    try:
        found = from_json((content / UNFINISHED).read_bytes(), Unfinished)
        if not all(map(OURS.fullmatch, (*found.new, *found.gone))):  # they are to be deleted
            raise ValueError
        return found
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        problems.append(Problem(Place(f"{FOLDER}/{UNFINISHED}"), "this is not what a seal writes", MEND))
        return None


def counting(files: Mapping[str, str], unfinished: Unfinished | None) -> dict[str, str]:
    """Of the files of a log, by address and SHA-256, those that count."""
    passed = {UNFINISHED}
    if unfinished and files.get(ENTRIES, NOTHING) != unfinished.after:
        passed.update(unfinished.new)
    return {
        address: sha256
        for address, sha256 in files.items()
        if address not in passed and not address.endswith(NEW) and not address.startswith(f"{SUMS}/")
    }


def append(content: Path, before: bytes, lines: bytes, files: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """Add lines to entries.jsonl, which holds `before`, with the files that belong to them, and delete what is `gone`.

    Raises OSError, and then the log is as it was.
    """
    after = before + lines
    was, becomes = (hashlib.sha256(data).hexdigest() for data in (before, after))
    unfinished = Unfinished(was, becomes, tuple(sorted(files)), tuple(sorted(gone)))
    (content / LOG).mkdir(parents=True, exist_ok=True)
    try:
        _write(content / UNFINISHED, to_json(unfinished))
        for address, data in files.items():
            _write(content / address, data)
        (content / f"{ENTRIES}{NEW}").write_bytes(after)
        _sync()
        (content / f"{ENTRIES}{NEW}").replace(content / ENTRIES)
    except BaseException:
        settle(content)
        raise
    settle(content)


def settle(content: Path) -> None:
    """Undo or complete a seal that was cut off. Raises OSError."""
    unfinished = unfinished_in(content, [])
    with suppress(FileNotFoundError):
        (content / f"{UNFINISHED}{NEW}").unlink()
    if unfinished is None:
        return
    entries = content / ENTRIES
    digest = hashlib.sha256(entries.read_bytes()).hexdigest() if entries.exists() else NOTHING
    if digest not in (unfinished.before, unfinished.after):
        return
    for address in unfinished.gone if digest == unfinished.after else unfinished.new:
        _remove(content, address)
    for address in (*unfinished.new, ENTRIES):
        with suppress(FileNotFoundError):
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
    for address in sorted(files, key=lambda address: (address == LAST, address)):
        _write(content / address, files[address])
    _sync()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}{NEW}")
    new.write_bytes(data)
    new.replace(path)


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
