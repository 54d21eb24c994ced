"""What the site folder holds, at one look: which of its files are still what a build published there."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from muniment.model import Record
from muniment.problems import Place, Problem, PublishError
from muniment.publish.sums import NAME as SUMS
from muniment.publish.sums import Published, read_sums
from muniment.states import Hashed, Hashes, State, clock_of, state_of


class SiteMemory(Record, frozen=True):
    """What a build knows of the site that it published: the SHA-256 of SHA256SUMS, in hex, and of every
    file its hash and state, by address."""

    sums: str
    files: dict[str, Hashed]


class Holdings:
    """The files of a site folder as they were when it was looked at.

    `present` gives their states by address, and `now` the file system's time then; `previous` is the
    SHA-256 of what was published before.
    Raises PublishError when the folder holds files and no build has ever published there.
    """

    def __init__(self, path: Path, present: Mapping[str, State | None], memory: SiteMemory | None, now: int):
        self.path, self._present = path, present
        self._hashes = Hashes(memory.files if memory else {}, now)
        self.sums = self._hash_of(SUMS)
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

    def has(self, entry: Published) -> bool:
        """Whether the site has exactly these bytes, and they are ours."""
        return self.previous.get(entry.address) == entry.sha256 == self._hash_of(entry.address)

    def is_as_published(self, address: str) -> bool:
        """Whether it is there, and nobody has changed it: what somebody has changed is theirs."""
        return self._hash_of(address) == self.previous.get(address)

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
        for address, digest in digests.items():
            self._hashes.note(address, states[address], digest, at)
        known = self._hashes.current
        return SiteMemory(self.sums, {address: known[address] for address in (*wanted, SUMS) if address in known})
