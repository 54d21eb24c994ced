"""What a build still has to do to the site, written down before it does it.

`.cache/journal.json` names every file that is staged and goes into the site, and what is deleted.
While it stands the site is between two states, and the only way is forward: every step may be
done twice. Without it nothing in the site has been touched, and what is staged may be dropped.

An archive may come from elsewhere, its .cache with it, and a journal moves and deletes files. So one
is believed only when it stays within the site that is about to be built, or when it and its site are
the very ones that a build wrote on this machine, as their inodes tell.
"""

import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event

from muniment.model import Record, changed, from_json, to_json
from muniment.publish.paths import fault_of, folders_of, is_file, mode_of, way_to
from muniment.publish.sums import NAME as SUMS

JOURNAL = "journal.json"
STAGING = "staging-"  # how a folder of staged files begins, in the cache
STAGING_INSIDE = ".muniment-staging-"  # the same in the site itself, where the cache is on another disk


class Journal(Record, frozen=True):
    """`before` is deleted; whole `folders` and then `moves` come from `staging`; `after` is deleted, then
    SHA256SUMS comes. Site and staging are relative to the cache, or absolute where they are on another
    disk."""

    site: str
    staging: str
    before: tuple[str, ...]
    moves: tuple[str, ...]
    after: tuple[str, ...]
    inode: int = 0  # of the journal itself
    site_inode: int = 0
    folders: tuple[str, ...] = ()


def has_open_journal(cache: Path) -> bool:
    """Whether a build was cut off between two states of its site: who only reads it must refuse."""
    return (cache / JOURNAL).exists()


def read_journal(cache: Path, site: Path) -> Journal | None:
    """The open journal, if there is one that can be read and believed, its folders made absolute.

    `site` is the folder that is about to be built.
    """
    place = cache / JOURNAL
    try:
        journal = from_json(place.read_bytes(), Journal) if is_file(place) else None
    except ValueError:
        journal = None
    if journal is None:
        return None
    there, staging = (Path(os.path.realpath(cache / folder)) for folder in (journal.site, journal.staging))
    is_own_staging = (staging.parent == cache and staging.name.startswith(STAGING)) or (
        staging.parent == there and staging.name.startswith(STAGING_INSIDE)
    )
    is_within = not any(map(fault_of, (*journal.before, *journal.folders, *journal.moves, *journal.after)))
    is_known = there == site or (place.stat().st_ino, inode_of(there)) == (journal.inode, journal.site_inode)
    if not (is_own_staging and is_within and is_known):
        return None
    return changed(journal, site=str(there), staging=str(staging))


def write_journal(cache: Path, journal: Journal) -> None:
    """Put the journal in place, whole or not at all, after all that it names is on the disk."""
    if hasattr(os, "sync"):
        os.sync()  # one call for thousands of staged files, where fsync would be one for each
    draft = cache / f"{JOURNAL}.new"
    draft.unlink(missing_ok=True)
    with draft.open("xb") as stream:  # never through a link that waits there
        inodes = {"inode": os.fstat(stream.fileno()).st_ino, "site_inode": inode_of(Path(journal.site))}
        folders = {name: _from(cache, getattr(journal, name)) for name in ("site", "staging")}
        stream.write(to_json(changed(journal, **inodes, **folders)))
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(cache / JOURNAL)
    _keep_renames(cache)


def inode_of(path: Path) -> int:
    """The number by which the file system knows it, or 0."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _from(cache: Path, folder: str) -> str:
    """The way from the cache to a folder, which stays when the whole archive is moved."""
    try:
        return os.path.relpath(folder, cache)
    except ValueError:  # another drive of Windows
        return folder


def close_journal(cache: Path) -> None:
    """The site is whole. Raises OSError where something else lies in the journal's place."""
    (cache / JOURNAL).unlink(missing_ok=True)


def finish(journal: Journal) -> None:
    """Do what the journal says, as far as it is not done.

    Raises OSError, and PublishError where a link has come in the way; some steps are then undone.
    """
    site, staging, known = Path(journal.site), Path(journal.staging), set[str]()
    _delete(site, journal.before, known)
    for folder in journal.folders:
        _move_folder(staging, site, folder, known)
    for address in journal.moves:
        _move(staging, site, address, known)
    _delete(site, journal.after, known)
    _move(staging, site, SUMS, known)
    _keep_renames(site)


def drop_staging(folder: Path) -> None:
    """Remove a folder of staged files, if it is there."""
    if stat.S_ISDIR(mode_of(folder)):
        shutil.rmtree(folder, ignore_errors=True)


def drop_all_staging(cache: Path, site: Path) -> None:
    """Remove what builds that were cut off have staged for this site."""
    for folder in (*cache.glob(f"{STAGING}*"), *site.glob(f"{STAGING_INSIDE}*")):
        drop_staging(folder)
        if not stat.S_ISDIR(mode_of(folder)):
            folder.unlink(missing_ok=True)  # a probe


def _move_folder(staging: Path, site: Path, folder: str, known: set[str]) -> None:
    """At once where nothing of that name is in the site, else file by file."""
    try:
        (staging / folder).rename(site / folder)
    except FileNotFoundError:  # it was moved before the build was cut off
        return
    except OSError:
        for path in sorted((staging / folder).rglob("*")):
            if path.is_file():
                _move(staging, site, path.relative_to(staging).as_posix(), known)


def _move(staging: Path, site: Path, address: str, known: set[str]) -> None:
    target = way_to(site, address, known)
    folders = folders_of(address)
    if folders and folders[-1] not in known:
        target.parent.mkdir(parents=True, exist_ok=True)
        known.update(folders)
    with suppress(FileNotFoundError):  # it was moved before the build was cut off
        try:
            _replace(staging / address, target)
        except (IsADirectoryError, PermissionError):
            target.rmdir()  # what it held is deleted
            _replace(staging / address, target)


def _replace(source: Path, target: Path) -> None:
    """Rename over what is there. On Windows a reader may hold the file for a moment."""
    for _ in range(50 if sys.platform == "win32" else 0):
        with suppress(PermissionError):
            source.replace(target)
            return
        Event().wait(0.1)
    source.replace(target)


def _delete(site: Path, addresses: tuple[str, ...], known: set[str]) -> None:
    folders: set[str] = set()
    for address in addresses:
        place = way_to(site, address, known)
        if mode_of(place) and not stat.S_ISDIR(mode_of(place)):
            place.unlink()
        folders.update(folders_of(address))
    for folder in sorted(folders, key=lambda each: (-each.count("/"), each)):
        with suppress(OSError):  # not empty, which is fine
            (site / folder).rmdir()
            known.discard(folder)


def _keep_renames(folder: Path) -> None:
    """A rename is on the disk when its folder is. Windows has no such call."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
