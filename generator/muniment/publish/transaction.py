"""Publishing is a transaction: the site is the old one or the new one, whatever happens between.

lock the site ── stage what is new ── write the journal ── rename, pages last ── delete ── SHA256SUMS
                 killed here: undone                      killed here: completed by the next command
"""

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path

from muniment.model import Record, changed, digest_of
from muniment.problems import Place, Problem, PublishError
from muniment.publish.contents import Contents
from muniment.publish.holdings import Holdings, Left
from muniment.publish.journal import (
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
from muniment.publish.paths import is_file, one_a_folder, way_to
from muniment.publish.plan import Lying, Plan, plan_of, plan_of_moves, top_folders, whole_folders
from muniment.publish.seen import Seen, SiteMemory, files_in, memory_after, see
from muniment.publish.staging import staging_for
from muniment.publish.sums import NAME as SUMS
from muniment.publish.sums import Published, beside_in, is_beside, sums_in
from muniment.states import UNKNOWN, State, clock_of, settled, state_of

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
AS_IT_WAS = "make room and build again; the site is as it was"
MEND = "mend this and build again; the site is as it was"
HALFWAY = "mend this and build again, which first completes the site"

NOTHING: Mapping[str, bytes] = {}
Begin = Callable[[Callable[[], Seen]], Callable[[], Seen]]  # begins a look, and gives what waits for its end


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


def when_asked(look: Callable[[], Seen]) -> Callable[[], Seen]:
    """The look, to be taken by who first asks for it."""
    return look


class SiteFolder:
    """The site between `open_site` and its end: where it is, where to stage, and what it holds."""

    def __init__(self, path: Path, cache: Path):
        self.path, self._cache = path, cache
        self.staging = staging_for(cache, path)
        self.memory: SiteMemory | None = None
        self.left: Left | None = None

    def remember(self, memory: SiteMemory | None, left: Left | None = None, begin: Begin = when_asked) -> None:
        """Take what the last build that published here knew of the site, before anything is asked. What
        was `left` by this process is not looked at again; else `begin` has it looked at."""
        self.memory = memory
        self.left = left if left and left.path == self.path and left.is_still_there() else None
        if not self.left and self._is_remembered:
            self._look = begin(self._look)

    @property
    def is_as_left(self) -> bool:
        """Whether it is not looked at, since the last build of this process left it so."""
        return self.left is not None

    def is_as_remembered(self, others: Set[str]) -> bool:
        """Whether it is as the last build left it, with just these files of others."""
        if self.memory is None or not self._is_remembered or self._seen.missing:
            return False
        strays = {name for name in self._seen.others if name != SUMS and not is_beside(name)}
        beside = sorted(beside_in(self.path).items())
        return strays == others and (digest_of(beside) if beside else "") == self.memory.beside

    @cached_property
    def _sums(self) -> bytes:
        return sums_in(self.path)

    @cached_property
    def _is_remembered(self) -> bool:
        """Whether the last build that is remembered published what lies there."""
        return self.memory is not None and sha256(self._sums).hexdigest() == self.memory.sums

    @cached_property
    def _look(self) -> Callable[[], Seen]:
        known = (self._sums, self.memory.states) if self.memory and self._is_remembered else (b"", b"")
        return partial(see, str(self.path), self.staging, *known)

    @cached_property
    def _seen(self) -> Seen:
        return self._look()

    @cached_property
    def holdings(self) -> Holdings | Left:
        """What of it is ours. Raises PublishError when files lie there and no build has written any."""
        return self.left or Holdings(self.path, self._sums, self._is_remembered, self._seen)

    def holds(self, entries: Collection[Published]) -> bool:
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
        return data if sha256(data).hexdigest() == entry.sha256 else None

    def commit(self, contents: Contents, beside: Mapping[str, bytes] = NOTHING) -> Committed:
        """Make the site consist of exactly these files, staged now or held already, SHA256SUMS, and what is `beside`
        that by name: its signatures and time stamps.

        `memory` and `left` are then what to give to `remember` next time. Raises PublishError, and then
        the site is as it was; but for a failure among the renames, of which the message says that the
        next build completes it.
        """
        held, self.left = self.holdings, None
        files, gone, plan = self._planned(contents, held)
        listed = held.listed.after(gone, {address: files[address] for address in plan.moves})
        text = listed.text.encode()
        digest = sha256(text).hexdigest()
        lying = beside_in(self.path)
        is_new = plan.changes or digest != held.sums or not os.path.lexists(self.path / SUMS) or lying != beside
        if is_new:
            (self.staging / SUMS).write_bytes(text)
            for name, data in beside.items():
                (self.staging / name).write_bytes(data)
            moves = (*(a for a in plan.moves if a.partition("/")[0] not in plan.folders), *beside)
            after = (*plan.after, *(name for name in lying if name not in beside))
            places = str(self.path), str(self.staging)
            self._carry_out(Journal(*places, plan.before, moves, after, folders=plan.folders))
        self._remember_states(held, digest, gone, plan.moves)
        if self.memory and self.memory.beside != (stamp := digest_of(sorted(beside.items())) if beside else ""):
            self.memory = changed(self.memory, beside=stamp)
        state = state_of(os.lstat(self.path / SUMS))
        apart = tuple(contents.groups) if sum(map(len, contents.groups)) == len(files) else ()
        self.left = Left(self.path, apart, files, listed, plan.others, digest, state)
        deleted = len(plan.before) + len(plan.after)
        return Committed(len(plan.moves), len(files) - len(plan.moves), deleted, plan.strays)

    def _planned(self, contents: Contents, held: Holdings | Left) -> tuple[Mapping[str, Published], Set[str], Plan]:
        """The files of the site by address, the addresses that are gone from it, and what must happen."""
        set_aside = list(files_in(self.staging))
        if isinstance(held, Left) and (renewed := held.renewed_in(contents.groups)) is not None:
            refuse_large(renewed.values())
            plan = plan_of_moves(self._staged(set_aside, renewed, held), held.others)
            return {**held.published, **renewed}, frozenset(), plan
        files = contents.files
        new, gone = files.keys() - held.ours, held.ours - files.keys()
        contents.check(new)
        refuse_large(files.values())
        staged = self._staged(set_aside, files, held)
        strays, missing = held.lying_now(contents, gone)
        obsolete = frozenset(filter(held.is_as_published, gone - missing))
        lying = Lying(new, missing, obsolete, gone - missing - obsolete, strays)
        plan = plan_of(contents, staged, lying)
        taken = [top for top in top_folders(plan.moves) if os.path.lexists(self.path / top)]
        return files, gone, changed(plan, folders=whole_folders(plan.moves, set_aside, taken))

    def _staged(self, set_aside: Iterable[str], wanted: Mapping[str, Published], held: Holdings | Left) -> list[str]:
        """What of the files that were set aside is to be moved. Refuses a link on the way, before anything is done."""
        staged = [a for a in set_aside if a in wanted and not held.has([wanted[a]])]
        for address in one_a_folder(staged):
            way_to(self.path, address, set())
        return staged

    def _remember_states(self, held: Holdings | Left, sums: str, gone: Set[str], moves: Sequence[str]) -> None:
        """Bring what is remembered of the site up to what it is by now."""
        # After preview has built the pages it is not waited for a clock, and the next look hashes them.
        is_quick = isinstance(held, Left)
        states = dict.fromkeys(moves, UNKNOWN) if is_quick else held.learnt() | self._states_of(moves)
        if states or gone or not self.memory or self.memory.sums != sums:
            known = self.memory.states if self.memory and self.memory.sums == held.sums else b""
            self.memory = memory_after(sums, held.listed, known, gone, states)

    def _states_of(self, moved: Iterable[str]) -> dict[str, State]:
        """The states of files that have just been put in place."""
        site = str(self.path)  # a Path for each takes longer than the asking
        states = {address: state_of(os.lstat(f"{site}/{address}")) for address in moved}
        if not states:
            return {}
        now = clock_of(self.staging, max(max(state[1:3]) for state in states.values()))
        return {address: settled(state, now) for address, state in states.items()}

    def _carry_out(self, journal: Journal) -> None:
        write_journal(self._cache, journal)
        try:
            finish(journal)
            close_journal(self._cache)
        except OSError as error:
            raise _refusal(error, self.path, HALFWAY) from error


def _refusal(error: OSError, site: Path, hint: str) -> PublishError:
    place = str(error.filename or site)
    return PublishError(Problem(Place(place), f"cannot be written: {error.strerror or error}", hint))
