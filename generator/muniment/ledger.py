"""The archive's log as a build meets it: read once, remembered until a file of it changes."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from muniment.model import Record, Seal, digest_of
from muniment.model.sealing import SealMark
from muniment.problems import InputError, Place, Problem, PublishError, beside, torn, unreadable
from muniment.read.folder import list_files, odd_folders
from muniment.seal.leaves import leaf_line
from muniment.seal.log import ENTRIES, FOLDER, LOG, Log, read_log
from muniment.seal.merkle import Tree, leaf_hash
from muniment.seal.records import ReportRecord, read_record
from muniment.seal.unfinished import cut_off
from muniment.seal.writing import counting
from muniment.states import State
from muniment.work import Workshop


class KnownLog(Record, frozen=True):
    """A log, and what stands for the files that it was read from."""

    files: str
    log: Log


class Ledger:
    """A log with its files: by address their SHA-256 and number of bytes; those that are `new` lie on no disk yet."""

    def __init__(
        self, content: Path, log: Log, files: Mapping[str, str], sizes: Mapping[str, int],
        new: Mapping[str, bytes] = MappingProxyType({}),
    ):  # fmt: skip
        self.content, self.log, self.files, self.sizes, self.new = content, log, files, sizes, new

    def bytes_of(self, address: str) -> bytes:
        """A file of the log. Raises OSError, and PublishError where it is not what it was."""
        return self.new[address] if address in self.new else _read(self.content, address, self.files[address])

    def with_files(self, new: Mapping[str, bytes]) -> "Ledger":
        """The log as it would be with these files, by their addresses; with other leaves it is read as a build reads
        it. Raises InputError where it would be none."""
        files = {**self.files, **{name: hashlib.sha256(data).hexdigest() for name, data in new.items()}}
        sizes = {**self.sizes, **{name: len(data) for name, data in new.items()}}
        after, problems = Ledger(self.content, self.log, files, sizes, {**self.new, **new}), list[Problem]()
        if ENTRIES in new:
            after.log = read_log(files, after.bytes_of, problems)
        if problems:
            raise InputError(*problems)
        return after

    @cached_property
    def tree(self) -> Tree:
        """Over all its leaves."""
        return Tree(leaf_hash(leaf_line(leaf)) for leaf in self.log.leaves)

    @cached_property
    def address_of(self) -> Mapping[int, str]:
        """Where the record of each leaf is that has one."""
        return {one.leaf: one.address for one in self.log.kept}

    def seal_of(self, report: str, mark: SealMark) -> Seal:
        """A report's place in the log, whole."""
        leaf, address, known = self.log.leaves[mark.leaf], self.address_of[mark.leaf], self.log.reports[report]
        proof = self.tree.inclusion(mark.leaf, mark.checkpoint)
        return Seal(
            kind=leaf.kind,
            leaf=mark.leaf,
            on=leaf.on,
            origin=self.log.origin,
            checkpoint=mark.checkpoint,
            root=mark.root,
            proof=tuple(base64.b64encode(one).decode() for one in proof),
            record=self.bytes_of(address).decode(),
            address=address,
            sha256=leaf.record,
            is_current=mark.is_current,
            signers=mark.signers,
            stamps=mark.stamps,
            version=known.version,
            absence="held back" if known.is_held else "withdrawn" if known.is_withdrawn else "",
            since=mark.since,
            replaced=mark.replaced,
        )

    def last_record(self, report: str) -> ReportRecord:
        """What the log says last of a report."""
        record = read_record(self.bytes_of(self.address_of[self.log.reports[report].leaf]))
        assert isinstance(record, ReportRecord)
        return record


def files_of_log(archive: Path, folder: str = LOG) -> dict[str, State]:
    """Every file of a log, or of a folder in it, by its address in the site. Raises InputError with all that is a link
    there, or neither a file nor a folder: of such a log nothing may be opened, or a received archive could have files
    of this machine read, written over or deleted, or a pipe waited for."""
    problems: list[Problem] = []
    if odd := odd_folders(archive, (FOLDER, f"{FOLDER}/{LOG}")):
        raise InputError(*odd)
    states, _ = list_files(archive, f"{FOLDER}/{folder}", (), problems)
    if problems:
        raise InputError(*problems)
    return {path.removeprefix(f"{FOLDER}/"): state for path, state in states.items()}


def ledger_of(archive: Path, workshop: Workshop) -> Ledger:
    """The log of an archive, empty where nothing was ever sealed. Raises InputError with all that is wrong with it:
    nothing may be told of a log that is not what it was."""
    problems: list[Problem] = []
    content, found = archive / FOLDER, files_of_log(archive)
    hashes = _hashed(archive, found, workshop, problems)
    bytes_of = partial(_bytes_of, content=content)
    with beside(problems):
        cut = cut_off(lambda address: hashes.get(address, ""), bytes_of)
    files = counting(hashes, cut.left if cut else ())
    if problems:
        raise InputError(*problems)
    last = workshop.recall("log", KnownLog)
    known = digest_of(files)
    if last is None or last.files != known:
        log = read_log(files, lambda address: _read(content, address, files[address]), problems)
        if problems:
            raise InputError(*problems)
        last = KnownLog(known, log)
        workshop.keep("log", last)
    sizes = {address: found[address][0] for address in files}
    return workshop.again.once("ledger", known, partial(Ledger, content, last.log, files, sizes))


def _bytes_of(address: str, content: Path) -> bytes:
    return (content / address).read_bytes()


def _hashed(archive: Path, found: Mapping[str, State], workshop: Workshop, problems: list[Problem]) -> dict[str, str]:
    hashes = {}
    for address, state in found.items():
        path = f"{FOLDER}/{address}"
        try:
            hashes[address] = workshop.hashes.of(f"{archive}/{path}", path, state)
        except OSError as error:
            problems.append(unreadable(Place(path), error))
    return hashes


def _read(content: Path, address: str, sha256: str) -> bytes:
    """A file of the log, with the hash that it is known by: all that is remembered of a log is remembered by that."""
    data = (content / address).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise PublishError(torn(Place(f"{FOLDER}/{address}")))
    return data
