"""What the site folder holds: which of its files are what a build published there.

It is either seen at one look, or known from what a commit of this very process left.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import compress
from operator import is_not
from pathlib import Path

from muniment.model import Record
from muniment.problems import Place, Problem, PublishError
from muniment.publish.journal import STAGING_INSIDE
from muniment.publish.paths import is_file
from muniment.publish.sums import NAME as SUMS
from muniment.publish.sums import Published, read_sums
from muniment.states import Hashed, Hashes, State, clock_of, is_settled, state_of


class SiteMemory(Record, frozen=True):
    """What a build knows of the site that it published: the SHA-256 of SHA256SUMS, in hex, and of every
    file its hash and state, by address."""

    sums: str
    files: dict[str, Hashed]

    def is_of(self, present: Mapping[str, State | None]) -> bool:
        """Whether all of them are there and, as their states tell for sure, unchanged."""
        files = self.files.items()
        return all(present.get(address) == known[:4] and is_settled(known[:4], known[4]) for address, known in files)


class Holdings:
    """The files of a site folder as they were when it was looked at.

    `present` gives their states by address, and `now` the file system's time then; `previous` is the
    SHA-256 of what was published before.
    Raises PublishError when the folder holds files and no build has ever published there.
    """

    def __init__(self, path: Path, present: Mapping[str, State | None], memory: SiteMemory | None, now: int):
        self.path, self._present, self._memory = path, present, memory
        self._hashes = Hashes(memory.files if memory else {}, now)
        self.is_as_left = memory is not None and memory.is_of(present)
        self.sums = memory.sums if memory and self.is_as_left else self._hash_of(SUMS)
        if memory and self.sums == memory.sums:
            self.previous: Mapping[str, str] = {
                address: known[5].hex() for address, known in memory.files.items() if address != SUMS
            }
        else:
            self.previous = self._read_sums()

    def _read_sums(self) -> dict[str, str]:
        sums = read_sums(self.path)
        if sums is None and any(not name.startswith(".") for name in self._present):
            what = "this folder holds files that no build has written"
            hint = "choose an empty folder with --site, or empty this one if nothing in it is needed"
            raise PublishError(Problem(Place(str(self.path)), what, hint))
        return sums or {}

    @property
    def ours(self) -> Set[str]:
        """The addresses of what was published before."""
        return self.previous.keys()

    @property
    def lines(self) -> Mapping[str, str]:
        """The lines of SHA256SUMS are not known."""
        return {}

    def has(self, entries: Iterable[Published]) -> bool:
        """Whether the site has exactly these bytes, and they are ours."""
        are_ours = all(self.previous.get(one.address) == one.sha256 for one in entries)
        return are_ours and (self.is_as_left or all(self._hash_of(one.address) == one.sha256 for one in entries))

    def is_as_published(self, address: str) -> bool:
        """Whether it is there, and nobody has changed it: what somebody has changed is theirs."""
        return self.is_as_left or self._hash_of(address) == self.previous.get(address)

    def present_now(self, staged: Sequence[str]) -> Set[str]:
        """The addresses of all files that are there by now."""
        return set(files_in(self.path))

    def _hash_of(self, address: str) -> str:
        """The SHA-256 of an ordinary file; nothing when it is none, or cannot be read."""
        state = self._present.get(address)
        try:
            return self._hashes.of(f"{self.path}/{address}", address, state) if state else ""
        except OSError:
            return ""

    @property
    def is_changed(self) -> bool:
        """Whether more is known of the files than the memory had."""
        return self._hashes.is_changed

    def memory_after(
        self, wanted: Mapping[str, Published], moved: Sequence[str], sums: bytes, clock: Path
    ) -> SiteMemory:
        """What to remember now that the site consists of the wanted files, of which some were moved in,
        and SHA256SUMS. `clock` is a folder of the same file system."""
        digests = {address: wanted[address].sha256 for address in moved}
        digests[SUMS] = self.sums = hashlib.sha256(sums).hexdigest()
        states = {address: state_of(os.lstat(f"{self.path}/{address}")) for address in digests}
        at = clock_of(clock, max(max(state[1:3]) for state in states.values()))
        known = dict(self._memory.files if self._memory and self.is_as_left else self._hashes.current)
        known |= {address: (*states[address], at, bytes.fromhex(digest)) for address, digest in digests.items()}
        return SiteMemory(self.sums, {address: known[address] for address in (*wanted, SUMS) if address in known})


@dataclass(frozen=True)
class Left:
    """What a commit left in the site folder. A build that follows at once in the same process may take it
    for what the folder holds, without a look.

    `groups` are its files as they were given, when no file was in two, and `published` are all by address;
    `lines` are those of SHA256SUMS; `others` are addresses of files that are not ours; `state` is that of
    SHA256SUMS, which every other build would have changed.
    """

    path: Path
    groups: Sequence[Sequence[Published]]
    published: Mapping[str, Published]
    lines: Mapping[str, str]
    others: frozenset[str]
    sums: str
    state: State

    @property
    def ours(self) -> Set[str]:
        """The addresses of what was published before."""
        return self.published.keys()

    def renewed_in(self, groups: Sequence[Sequence[Published]]) -> dict[str, Published] | None:
        """The files by address of those groups that are others than before; None where other addresses, too."""
        if len(groups) != len(self.groups):
            return None
        are_others = list(map(is_not, groups, self.groups))
        old = {entry.address for group in compress(self.groups, are_others) for entry in group}
        new = {entry.address: entry for group in compress(groups, are_others) for entry in group}
        return new if new.keys() == old else None

    def is_still_there(self) -> bool:
        """Whether no other build has published since."""
        try:
            return state_of(os.lstat(self.path / SUMS)) == self.state
        except OSError:
            return False

    def has(self, entries: Iterable[Published]) -> bool:
        """Whether the site has exactly these bytes, and they are ours."""
        return [self.published.get(one.address) for one in entries] == list(entries)

    def is_as_published(self, address: str) -> bool:
        """Whether it is there, and nobody has changed it since."""
        place = self.path / address
        return is_file(place) and hashlib.sha256(place.read_bytes()).hexdigest() == self.published[address].sha256

    def present_now(self, staged: Sequence[str]) -> Set[str]:
        """The addresses of all files that were left, and of those that are in the way of what is staged."""
        new = [address for address in staged if address not in self.published]
        return {*self.published, *self.others, SUMS, *(each for each in new if os.path.lexists(self.path / each))}


def files_in(folder: Path, within: str = "") -> Iterator[str]:
    """The addresses of all files below a folder, and of links, which are not followed."""
    with os.scandir(folder / within) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(STAGING_INSIDE):
                    yield from files_in(folder, f"{within}{entry.name}/")
            else:
                yield f"{within}{entry.name}"
