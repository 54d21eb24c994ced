"""What the site folder holds: which of its files are what a build published there.

It is either seen at one look, or known from what a commit of this very process left.
"""

import hashlib
import os
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, compress
from operator import is_not
from pathlib import Path

from muniment.problems import Place, Problem, PublishError
from muniment.publish.contents import Contents
from muniment.publish.paths import folder_of, is_file
from muniment.publish.seen import Seen, changed_since, lying_at, names_in
from muniment.publish.sums import NAME as SUMS
from muniment.publish.sums import Published, Sums, is_beside, read_sums, sums_of, sums_with
from muniment.states import State, settled, state_of


class Holdings:
    """The files of a site folder as they were `seen` when it was looked at.

    `data` is its SHA256SUMS; where it `is_remembered`, a build of ours wrote it, and what was seen is set against it.
    Raises PublishError when the folder holds files and no build has ever published there.
    """

    def __init__(self, path: Path, data: bytes, is_remembered: bool, seen: Seen):
        self.path, self._seen = path, seen
        self.sums = hashlib.sha256(data).hexdigest() if data else ""
        self.listed = sums_of(data) if is_remembered else sums_with(self._read_sums(data))
        self.previous = self.listed.hashes()
        self._missing = seen.missing if is_remembered else frozenset(self.previous).difference(seen.others)
        self.is_as_left = not self._missing and seen.others.keys().isdisjoint(self.previous)
        self._hashed: dict[str, str] = {}

    def _read_sums(self, data: bytes) -> dict[str, str]:
        sums = read_sums(data) if data else None
        if sums is None and any(not name.startswith(".") for name in self._seen.others):
            what = "this folder holds files that no build has written"
            hint = "choose an empty folder with --site, or empty this one if nothing in it is needed"
            raise PublishError(Problem(Place(str(self.path)), what, hint))
        return sums or {}

    @property
    def ours(self) -> Set[str]:
        """The addresses of what was published before."""
        return self.previous.keys()

    def has(self, entries: Collection[Published]) -> bool:
        """Whether the site has exactly these bytes, and they are ours."""
        previous = self.previous
        for one in entries:
            if previous.get(one.address) != one.sha256:
                return False
        return self.is_as_left or all(map(self.is_as_published, (one.address for one in entries)))

    def is_as_published(self, address: str) -> bool:
        """Whether it is there, and nobody has changed it: what somebody has changed is theirs."""
        if address in self._seen.others:
            return self._hash_of(address) == self.previous[address]
        return address not in self._missing

    def _hash_of(self, address: str) -> str:
        """The SHA-256 of a file that may have changed; nothing when it is none, or cannot be read."""
        if address not in self._hashed:
            try:
                self._hashed[address] = self._read(address) if self._seen.others[address] else ""
            except OSError:
                self._hashed[address] = ""
        return self._hashed[address]

    def _read(self, address: str) -> str:
        with (self.path / address).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def lying_now(self, contents: Contents, gone: Set[str]) -> tuple[Set[str], Set[str]]:
        """The addresses of what is not ours, and of what is ours and not there, by now. Of what is ours, `gone`
        is no more in the contents."""
        folders = self._seen.folders
        anew = changed_since(str(self.path), self._seen)
        strays = {name for name in self._seen.others if folder_of(name) not in anew}
        strays.update(name for folder in anew for name in names_in(str(self.path), folder, folders))
        missing = {address for address in self._missing if folder_of(address) not in anew}
        asked = chain((address for address in gone if folder_of(address) in anew), *map(contents.in_folder, anew))
        missing.update(address for address in asked if address in self.previous and address not in strays)
        return {name for name in strays - self.ours - {SUMS} if not is_beside(name)}, missing

    def learnt(self) -> dict[str, State]:
        """The states of files that were found to be as published, though they were not remembered so."""
        others = self._seen.others
        return {
            address: settled(state, self._seen.began)
            for address, found in self._hashed.items()
            if found == self.previous.get(address) and (state := others[address])
        }


@dataclass(frozen=True)
class Left:
    """What a commit left in the site folder. A build that follows at once in the same process may take it
    for what the folder holds, without a look.

    `groups` are its files as they were given, when no file was in two, and `published` are all by address;
    `others` are addresses of files that are not ours; `state` is that of SHA256SUMS, which every other build
    would have changed.
    """

    path: Path
    groups: Sequence[Sequence[Published]]
    published: Mapping[str, Published]
    listed: Sums
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

    def has(self, entries: Collection[Published]) -> bool:
        """Whether the site has exactly these bytes, and they are ours."""
        return [self.published.get(one.address) for one in entries] == list(entries)

    def is_as_published(self, address: str) -> bool:
        """Whether it is there, and nobody has changed it since."""
        place = self.path / address
        return is_file(place) and hashlib.sha256(place.read_bytes()).hexdigest() == self.published[address].sha256

    def lying_now(self, contents: Contents, gone: Set[str]) -> tuple[Set[str], Set[str]]:
        """The addresses of what is not ours, and of what is ours and not there: as it was left, but for what came
        meanwhile to where something new is to lie."""
        return self.others | lying_at(str(self.path), contents.files.keys() - self.ours), frozenset()

    def learnt(self) -> dict[str, State]:
        """Nothing is looked at."""
        return {}
