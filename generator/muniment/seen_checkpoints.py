"""Checkpoints of a log that were seen here, and that it has to continue: in its site, and in .cache.

A log that was put back whole to an earlier state, from a backup or another clone, is well in itself. Sealed on, it
would be a second log of the same name: whoever has a checkpoint of the first would find it forged.
"""

import heapq
import os
import re
import stat
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from muniment.ledger import Ledger
from muniment.model import Record
from muniment.problems import InputError, Place, Problem
from muniment.read.folder import shown_path
from muniment.seal.checkpoint import Checkpoint, checkpoint_text, read_checkpoint
from muniment.seal.log import CHECKPOINTS, FOLDER, LOG, Log
from muniment.settings import Settings, is_origin
from muniment.volumes import ORDINARY
from muniment.whole_file import write_whole

REMEMBERED = "checkpoint.txt"  # in .cache: the largest that was seen
NAME = re.compile(r"([1-9][0-9]{0,15})\.txt")
MOST = 20_000  # checkpoints of a log: VERIFY.md, "Checkpoints"
LARGEST = 2_000  # bytes of one
LEAVES = {0: "no leaves", 1: "1 leaf"}
MORE = "proofs.json, which is none of them"
UNPUBLISHED = "where that checkpoint was never published, take {} away"


class Seen(Record, frozen=True):
    """A checkpoint, and the file that it was seen in, as a message names it."""

    checkpoint: Checkpoint
    path: str


def origin_said(log: Log, settings: Settings) -> str:
    """Whose log it is: as it says, or the settings do, or by the address of the site; empty where nobody says."""
    address = settings.url.partition("://")[2].strip("/")
    return log.origin or settings.origin or (address if is_origin(address) else "")


def refuse_other_past(ledger: Ledger, settings: Settings, site: Path, cache: Path) -> None:
    """Raises InputError where the log does not continue the checkpoints of its site, or that which is remembered."""
    origin, problems = origin_said(ledger.log, settings), list[Problem]()
    mine = f"put {FOLDER}/{LOG} back as it was"
    if lost := _lost(ledger, origin, _in_site(site, ledger.content.parent)):
        folder = _shown(site, ledger.content.parent)
        hint = f"{mine}: {folder}/{LOG} has its files, and {MORE}; {UNPUBLISHED.format(f'{folder} and .cache')}"
        problems.append(_told(ledger, lost, hint))
    if lost := _lost(ledger, origin, _in_cache(cache)):
        hint = f"{mine}, from git or from {LOG}/ of a published site, which has {MORE}; {UNPUBLISHED.format('.cache')}"
        problems.append(_told(ledger, lost, hint))
    if problems:
        raise InputError(*problems)


def other_past(ledger: Ledger, settings: Settings, site: Path, cache: Path) -> tuple[Problem, ...]:
    """A warning where the same is so, which no build changes. What the site showed is remembered then, as it is going
    to be replaced; and otherwise the last checkpoint of the log. Raises InputError where there is no log any more, and
    PublishError where something cannot be written."""
    origin = origin_said(ledger.log, settings)
    lost = _lost(ledger, origin, chain(_in_cache(cache), _in_site(site, ledger.content.parent)))
    for one in [lost.checkpoint] if lost else ledger.log.checkpoints[-1:]:
        remember(cache, one)
    if lost is None:
        return ()
    mine = f"put {FOLDER}/{LOG} back as it was, from git or from {LOG}/ of a published site, which has {MORE}"
    if not ledger.log.leaves:
        what = f"{FOLDER}/{LOG} is gone: checkpoint {lost.checkpoint.cited} of {lost.checkpoint.origin} was sealed here"
        anew = UNPUBLISHED.format("the site and .cache")
        raise InputError(Problem(Place(lost.path), what, f"{mine}; {anew}, or give the log another origin"))
    problem = _told(ledger, lost, f"{mine}; {UNPUBLISHED.format('the site and .cache')}", is_warning=True)
    return (problem,)


def remember(cache: Path, checkpoint: Checkpoint) -> None:
    """Keep this in the stead of the one before, which it continues. Raises PublishError."""
    if [checkpoint] != [one.checkpoint for one in _in_cache(cache)]:
        write_whole(cache / REMEMBERED, checkpoint_text(checkpoint).encode())


def _told(ledger: Ledger, lost: Seen, hint: str, is_warning: bool = False) -> Problem:
    one, leaves = lost.checkpoint, len(ledger.log.leaves)
    has = "its first leaves are others by now"
    if one.size > leaves:
        has = f"{FOLDER}/{LOG} has {LEAVES.get(leaves, f'{leaves:,} leaves')}"
    what = f"checkpoint {one.cited} of this log was sealed, and {has}: sealed on, it would be another log"
    return Problem(Place(lost.path), what, hint, "warning" if is_warning else "error")


def _lost(ledger: Ledger, origin: str, seen: Iterator[Seen]) -> Seen | None:
    """The first of these, of a log of this name, that the log does not continue."""
    known = {one.size: one.root for one in ledger.log.checkpoints}
    for one in seen:
        size, root = one.checkpoint.size, one.checkpoint.root
        if (origin and one.checkpoint.origin != origin) or known.get(size) == root:
            continue
        if size > len(ledger.log.leaves) or ledger.tree.root(size) != root:
            return one
    return None


def _in_cache(cache: Path) -> Iterator[Seen]:
    if found := _checkpoint_at(cache / REMEMBERED):
        yield Seen(found, f".cache/{REMEMBERED}")


def _in_site(site: Path, archive: Path) -> Iterator[Seen]:
    """The largest checkpoints that a site has; none where a link is on the way to them."""
    folder, shown = site / CHECKPOINTS, _shown(site, archive)
    if folder.parent.is_symlink() or folder.is_symlink():
        return
    try:
        with os.scandir(folder) as entries:
            sizes = (int(parts[1]) for entry in entries if (parts := NAME.fullmatch(entry.name)))
            largest = heapq.nlargest(MOST, sizes)
    except OSError:
        return
    for size in largest:
        if (found := _checkpoint_at(folder / f"{size}.txt")) and found.size == size:
            yield Seen(found, f"{shown}/{CHECKPOINTS}/{size}.txt")


def _shown(site: Path, archive: Path) -> str:
    """The site as a message names it, from the archive on where it lies in that."""
    return shown_path((site.relative_to(archive) if site.is_relative_to(archive) else site).as_posix())


def _checkpoint_at(path: Path) -> Checkpoint | None:
    """The checkpoint in a file; None for anything else that may lie there, which is neither followed nor waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | ORDINARY)
        try:
            data = os.read(handle, LARGEST + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
        finally:
            os.close(handle)
    except OSError:
        return None
    return read_checkpoint(data.decode("utf-8", "replace")) if len(data) <= LARGEST else None
