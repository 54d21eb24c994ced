"""Publishing is a transaction: the site is the old one or the new one, whatever happens between.

lock the site ── stage what is new ── write the journal ── rename, pages last ── delete ── SHA256SUMS
                 killed here: undone                      killed here: completed by the next command
"""

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path

from muniment.model import Record, changed
from muniment.problems import Place, Problem, PublishError
from muniment.publish.holdings import Holdings, Left, SiteMemory, files_in
from muniment.publish.journal import (
    STAGING,
    STAGING_INSIDE,
    Journal,
    close_journal,
    drop_all_staging,
    drop_staging,
    finish,
    has_open_journal,
    read_journal,
    write_journal,
)
from muniment.publish.limits import refuse_large
from muniment.publish.lock import locked
from muniment.publish.paths import fault_of, is_file, way_to
from muniment.publish.plan import Plan, by_address, one_a_folder, plan_of, plan_of_moves, whole_folders
from muniment.publish.sums import NAME as SUMS
from muniment.publish.sums import Published, lines_of
from muniment.states import State, clock_of, look, state_of

NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
AS_IT_WAS = "make room and build again; the site is as it was"
MEND = "mend this and build again; the site is as it was"
HALFWAY = "mend this and build again, which first completes the site"


class Committed(Record, frozen=True):
    """What a commit did, in files. `strays` lie in the site folder and are not ours."""

    written: int
    kept: int
    deleted: int
    strays: tuple[str, ...]


@contextmanager
def open_site(
    site: Path, cache: Path, patience: float = 10.0, tell: Callable[[str], None] = lambda line: None
) -> Iterator["SiteFolder"]:
    """The site folder, locked, with any cut-off build completed or undone first.

    Another build of the same archive, or on POSIX of another one into the same folder, is waited
    for `patience` seconds, which `tell` is told. Leaving without a commit drops what was staged.
    Raises PublishError: lock held, disk full, or a folder that holds files which are not ours.
    """
    site, cache = Path(os.path.realpath(site)), Path(os.path.realpath(cache))
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with locked(cache / "lock", patience, tell, "this archive"):
            _complete(cache, site, patience, tell)
            site.mkdir(parents=True, exist_ok=True)
            with locked(site, patience, tell, "the site folder"):
                drop_all_staging(cache, site)
                folder = SiteFolder(site, cache)
                try:
                    yield folder
                finally:
                    if not has_open_journal(cache):
                        drop_staging(folder.staging)
    except OSError as error:
        if error.errno in FULL:
            raise _refusal(error, site, AS_IT_WAS) from error
        what = f"cannot be read or written: {error.strerror or error}"
        raise PublishError(Problem(Place(str(error.filename or site)), what, MEND)) from error


def _complete(cache: Path, opened: Path, patience: float, tell: Callable[[str], None]) -> None:
    journal = read_journal(cache, opened)
    if journal is None:
        if has_open_journal(cache):
            tell("a journal was dropped that no build of this machine wrote for a site that is still there")
        close_journal(cache)
        return
    tell("the last build was cut off; completing it")
    site = Path(journal.site)
    try:
        if site.is_dir():
            with locked(site, patience, tell, "the site folder"):
                finish(journal)
        drop_staging(Path(journal.staging))
        close_journal(cache)
    except OSError as error:
        raise _refusal(error, site, HALFWAY) from error


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


class SiteFolder:
    """The site between `open_site` and its end: where it is, where to stage, and what it holds."""

    def __init__(self, path: Path, cache: Path):
        self.path, self._cache = path, cache
        self.staging = _staging_for(cache, path)
        self.memory: SiteMemory | None = None
        self.left: Left | None = None

    def remember(self, memory: SiteMemory | None, left: Left | None = None) -> None:
        """Take what the last build that published here knew of the site, before anything is asked. What
        was `left` by this process is not looked at again."""
        self.memory = memory
        self.left = left if left and left.path == self.path and left.is_still_there() else None

    @property
    def is_as_left(self) -> bool:
        """Whether it is not looked at, since the last build of this process left it so."""
        return self.left is not None

    @cached_property
    def present(self) -> Mapping[str, State | None]:
        """Every file in the folder when it was first looked at, by address, with its state."""
        return {name: state for name, state in look(str(self.path)).items() if not name.startswith(STAGING_INSIDE)}

    @cached_property
    def holdings(self) -> Holdings | Left:
        """What of it is ours. Raises PublishError when files lie there and no build has written any."""
        return self.left or Holdings(self.path, self.present, self.memory, clock_of(self.staging))

    def holds(self, entries: Iterable[Published]) -> bool:
        """Whether the site has exactly these bytes, as far as was seen when it was looked at."""
        return self.holdings.has(entries)

    def read(self, entry: Published) -> bytes | None:
        """The bytes of a file that was published; None where the site has not exactly these any more."""
        place = self.path / entry.address
        try:
            if not is_file(place):
                return None
            with place.open("rb") as file:
                data = file.read(entry.bytes + 1)  # and no more, whatever lies there now
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == entry.sha256 else None

    def commit(self, groups: Sequence[Sequence[Published]]) -> Committed:
        """Make the site consist of exactly these files, staged now or held already, and SHA256SUMS. Give those
        in one group that are made together.

        `memory` and `left` are then what to give to `remember` next time. Raises PublishError, and then
        the site is as it was; but for a failure among the renames, of which the message says that the
        next build completes it.
        """
        held, self.left = self.holdings, None
        wanted, plan = self._planned(groups, held)
        lines = lines_of(wanted, held.lines, plan.moves)
        sums = "".join(lines.values()).encode()
        digest = hashlib.sha256(sums).hexdigest()
        is_new = plan.changes or digest != held.sums or not os.path.lexists(self.path / SUMS)
        if is_new:
            (self.staging / SUMS).write_bytes(sums)
            moves = tuple(a for a in plan.moves if a.partition("/")[0] not in plan.folders)
            places = str(self.path), str(self.staging)
            self._carry_out(Journal(*places, plan.before, moves, plan.after, folders=plan.folders))
        if isinstance(held, Holdings) and (is_new or held.is_changed):
            self.memory = held.memory_after(wanted, plan.moves, sums, self.staging)
        state = state_of(os.lstat(self.path / SUMS))
        apart = tuple(groups) if sum(map(len, groups)) == len(wanted) else ()
        self.left = Left(self.path, apart, wanted, lines, plan.others, digest, state)
        deleted = len(plan.before) + len(plan.after)
        return Committed(len(plan.moves), len(wanted) - len(plan.moves), deleted, plan.strays)

    def _planned(
        self, groups: Sequence[Sequence[Published]], held: Holdings | Left
    ) -> tuple[Mapping[str, Published], Plan]:
        """The files of the site by address, and what must happen."""
        set_aside = set(files_in(self.staging))
        if isinstance(held, Left) and (renewed := held.renewed_in(groups)) is not None:
            refuse_large(renewed.values())
            return {**held.published, **renewed}, plan_of_moves(self._staged(set_aside, renewed, held), held.others)
        entries = [entry for group in groups for entry in group]
        wanted = by_address(entries, held.ours)
        refuse_large(entries)
        staged = self._staged(set_aside, wanted, held)
        present = held.present_now(staged)
        obsolete = [a for a in sorted(held.ours - wanted.keys() & present) if held.is_as_published(a)]
        plan = plan_of(wanted, staged, present, held.ours, obsolete)
        return wanted, changed(plan, folders=whole_folders(plan.moves, set_aside, present))

    def _staged(self, set_aside: Iterable[str], wanted: Mapping[str, Published], held: Holdings | Left) -> list[str]:
        """What of the files that were set aside is to be moved. Refuses a link on the way, before anything is done."""
        staged = [a for a in set_aside if a in wanted and not held.has([wanted[a]])]
        for address in one_a_folder(staged):
            way_to(self.path, address, set())
        return staged

    def _carry_out(self, journal: Journal) -> None:
        write_journal(self._cache, journal)
        try:
            finish(journal)
            close_journal(self._cache)
        except OSError as error:
            raise _refusal(error, self.path, HALFWAY) from error


def _staging_for(cache: Path, site: Path) -> Path:
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


def _refusal(error: OSError, site: Path, hint: str) -> PublishError:
    place = str(error.filename or site)
    return PublishError(Problem(Place(place), f"cannot be written: {error.strerror or error}", hint))
