"""content/log/, read and held to what it says of itself: leaves, checkpoints, records.

    entries.jsonl                the leaves
    checkpoints/5.txt            what was signed of the first five, with 5.txt.sig and 5.NAME.tsr beside it
    records/ID/v1.json           what leaves say of a report; keys/v1.json and publications/v1.json likewise
    sums/                        the signatures of the last build that was sealed
    unfinished.json              there while a seal is written

A log that is not what its last checkpoint covers is no log: nothing is built on it.
"""

import base64
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, takewhile

from muniment.model import Record
from muniment.model.sealing import LeafKind
from muniment.model.signature_names import ENDING
from muniment.problems import Place, Problem
from muniment.seal.checkpoint import Checkpoint, read_checkpoint
from muniment.seal.leaves import MEND, Leaf, leaf_line, read_leaves
from muniment.seal.log_keys import LogKey, keys_in
from muniment.seal.merkle import Tree, leaf_hash
from muniment.seal.record_rules import faults_of, taken_out
from muniment.seal.records import (
    KEYS,
    PUBLICATIONS,
    REPORTS,
    AnyRecord,
    KeyRecord,
    PublicationRecord,
    ReportRecord,
    SealedReview,
    SignedBy,
    address_of,
    digest_of_standing,
    read_record,
)

FOLDER = "content"  # in which log/ lies as it is published
LOG = "log"
ENTRIES = f"{LOG}/entries.jsonl"
CHECKPOINTS = f"{LOG}/checkpoints"
NUMBER = r"([1-9][0-9]{0,15})"
CHECKPOINT = re.compile(rf"{CHECKPOINTS}/{NUMBER}\.txt")
SIGNATURE = re.compile(rf"{CHECKPOINTS}/{NUMBER}\.txt{ENDING}")
STAMP = re.compile(rf"{CHECKPOINTS}/{NUMBER}\.([a-z0-9-]+)\.tsr")
RECORDS = tuple(f"{name}/" for name in (REPORTS, KEYS, PUBLICATIONS))  # the folders of records
STRANGE = "take it away; VERIFY.md says what lies in a log, and how it is named"

BytesOf = Callable[[str], bytes]  # of a file by its address; raises OSError


class Kept(Record, frozen=True):
    """A record that is published: its leaf, its address, and its SHA-256."""

    leaf: int
    address: str
    sha256: str


class Sealed(Record, frozen=True, kw_only=True):
    """What the log says last of a report: by which leaf and record, how the report stood then, as
    `digest_of_standing`; whether that tells of its bytes, and those of which SHA-256; whether somebody had reviewed it,
    and whether it was withdrawn, or held back; the leaves, this one too, whose records are published; of these, by leaf
    and address, the last ones that are all of the same bytes, and all that are of others; and the leaves that these
    records have taken out."""

    kind: LeafKind
    leaf: int
    on: str
    version: int
    standing: str
    seed: str
    is_reviewed: bool
    is_withdrawn: bool
    is_held: bool
    leaves: tuple[int, ...]
    same_bytes: tuple[tuple[int, str], ...] = ()
    other_bytes: tuple[tuple[int, str], ...] = ()
    taken: tuple[int, ...] = ()

    @property
    def all_leaves(self) -> tuple[int, ...]:
        """All that has to be said to be taken out by a record in whose stead no earlier one is published."""
        return (*self.leaves, *self.taken)


class Log(Record, frozen=True, kw_only=True):
    """All of it. `taken_out` are the numbers of leaves whose records are published no more; `publications` of those
    that tell of earlier publications, and `keys_told` and `publications_told` how many records there were of each.
    `signed` are the signatures on reviews: the SHA-256 of the review's file, the key, and the first leaf that tells;
    `silent` are reports whose last record may not say by what their reviews are signed."""

    leaves: tuple[Leaf, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    kept: tuple[Kept, ...] = ()
    reports: dict[str, Sealed] = {}
    keys: tuple[LogKey, ...] = ()
    publications: tuple[int, ...] = ()
    keys_told: int = 0
    publications_told: int = 0
    signed: tuple[tuple[str, str, int], ...] = ()
    silent: frozenset[str] = frozenset()
    taken_out: frozenset[int] = frozenset()

    @property
    def origin(self) -> str:
        """Whose log it is; empty where nothing was ever sealed."""
        return self.checkpoints[-1].origin if self.checkpoints else ""

    @property
    def by_key(self) -> dict[str, LogKey]:
        """What it says of each key, by the key, as type and base64."""
        return {one.record.key: one for one in self.keys}


def read_log(files: Mapping[str, str], bytes_of: BytesOf, problems: list[Problem]) -> Log:
    """The log in these files, by address and SHA-256; what is wrong with it is told, and then it is not to be used."""
    if ENTRIES not in files:
        if odd := sorted(files):
            what = f"there is no {FOLDER}/{ENTRIES}, and this is of a log"
            problems.append(Problem(Place(f"{FOLDER}/{odd[0]}"), what, MEND))
        return Log()
    return _Reading(files, bytes_of, problems).log()


class _Reading:
    """One log being read."""

    def __init__(self, files: Mapping[str, str], bytes_of: BytesOf, problems: list[Problem]):
        self.files, self.bytes_of, self.problems = files, bytes_of, problems
        self.leaves = read_leaves(bytes_of(ENTRIES), f"{FOLDER}/{ENTRIES}", problems)

    def log(self) -> Log:
        """All that it says."""
        if self.problems:
            return Log()
        checkpoints = tuple(self._checkpoints())
        if self.problems:  # of other lines than were sealed, nothing else is worth a word
            return Log()
        records = dict(self._records())
        gone = taken_out(records)
        shown = {number: record for number, record in records.items() if number not in gone}
        gone = taken_out(shown)
        for number, leaf in enumerate(self.leaves):
            if number not in shown and number not in gone:
                self._tell(f"the record of leaf {number} is not there: no file has the SHA-256 {leaf.record}", ENTRIES)
        for what, address in faults_of(self.leaves, shown) if not self.problems else ():
            self._tell(what, address)
        self._tell_strangers(checkpoints)
        by_kind: dict[type[AnyRecord], list[tuple[int, AnyRecord]]] = defaultdict(list)
        for number, record in shown.items():
            by_kind[type(record)].append((number, record))
        publications = tuple(number for number, _ in by_kind[PublicationRecord])
        return Log(
            leaves=self.leaves,
            checkpoints=checkpoints,
            kept=tuple(Kept(number, address_of(one), self.leaves[number].record) for number, one in shown.items()),
            reports=_reports(self.leaves, by_kind[ReportRecord]),
            keys=keys_in(by_kind[KeyRecord]),
            publications=publications,
            keys_told=sum(leaf.kind == "key" for leaf in self.leaves),
            publications_told=sum(leaf.kind == "publish" for leaf in self.leaves),
            signed=tuple(_signed(by_kind[ReportRecord])),
            silent=_silent(by_kind[ReportRecord]),
            taken_out=gone,
        )

    def _tell(self, what: str, address: str, hint: str = MEND) -> None:
        self.problems.append(Problem(Place(f"{FOLDER}/{address}"), what, hint))

    def _checkpoints(self) -> Iterator[Checkpoint]:
        sizes = {int(number[1]): address for address in self.files if (number := CHECKPOINT.fullmatch(address))}
        origin, tree = "", self._tree
        for size, address in sorted(sizes.items()):
            one = read_checkpoint(self.bytes_of(address).decode("utf-8", "replace"))
            if one is None or one.size != size:
                self._tell("this is no checkpoint", address)
            elif size > len(tree):
                what = f"the log had {size} leaves when this was made, and has {len(tree)} now: lines are gone from it"
                self._tell(what, address)
            elif tree.root(size) != one.root:
                root = base64.b64encode(tree.root(size)).decode()
                self._tell(f"the first {size} leaves are not those of this checkpoint: their root is {root}", address)
            elif one.origin != (origin := origin or one.origin):
                self._tell(f"its origin is '{one.origin}', and that of those before it '{origin}'", address)
            else:
                yield one
        if max(sizes, default=0) < len(tree):
            what = f"it has {len(tree)} leaves, and the last checkpoint is of {max(sizes, default=0)}"
            self._tell(what, ENTRIES)

    @cached_property
    def _tree(self) -> Tree:
        return Tree(leaf_hash(leaf_line(leaf)) for leaf in self.leaves)

    def _records(self) -> Iterator[tuple[int, AnyRecord]]:
        """Those that are there, by the number of the leaf."""
        there, copies = dict[str, str](), list[str]()
        for address in sorted((one for one in self.files if one.startswith(RECORDS)), key=lambda one: (len(one), one)):
            if there.setdefault(self.files[address], address) != address:
                copies.append(address)
        numbers: dict[str, int] = {}
        for number, leaf in enumerate(self.leaves):
            if numbers.setdefault(leaf.record, number) != number:
                self._tell(f"leaf {number} names the record of leaf {numbers[leaf.record]}", ENTRIES)
            elif (address := there.pop(leaf.record, "")) and (record := self._record_at(address, leaf)):
                yield number, record
        for address in copies:  # such as those of disks that are kept alike, with longer names
            self._tell("this is the copy of another record", address, STRANGE)
        for address in sorted(there.values()):
            self._tell("no leaf of the log has the SHA-256 of this record", address)

    def _tell_strangers(self, checkpoints: Iterable[Checkpoint]) -> None:
        """What belongs to nothing: whoever checks the site would take it for forged, or pass over what it is."""
        sizes = {str(one.size) for one in checkpoints}
        there = {ENTRIES, *(f"{CHECKPOINTS}/{size}.txt" for size in sizes)}
        for address in sorted(self.files.keys() - there):
            named = SIGNATURE.fullmatch(address) or STAMP.fullmatch(address)
            if named and named[1] not in sizes:
                self._tell(f"there is no checkpoint of {named[1]} leaves that it would be of", address, STRANGE)
            elif not named and not CHECKPOINT.fullmatch(address) and not address.startswith(RECORDS):
                self._tell("no file of a log has this name", address, STRANGE)

    def _record_at(self, address: str, leaf: Leaf) -> AnyRecord | None:
        try:
            record = read_record(self.bytes_of(address))
        except (ValueError, KeyError, RecursionError) as error:
            self._tell(f"this is no record: {error}", address)
            return None
        if address_of(record) != address:
            self._tell(f"this is what would lie at {FOLDER}/{address_of(record)}", address)
            return None
        return record


def _reports(leaves: Sequence[Leaf], records: Iterable[tuple[int, AnyRecord]]) -> dict[str, Sealed]:
    """What is said last of each report."""
    by_report: dict[str, list[tuple[int, ReportRecord]]] = defaultdict(list)
    for number, record in records:
        if isinstance(record, ReportRecord):
            by_report[record.id].append((number, record))
    found = {}
    for identifier, told in by_report.items():
        number, last = told[-1]
        leaf, taken = leaves[number], dict.fromkeys(out for _, one in told for out in one.takes_out)
        found[identifier] = Sealed(
            kind=leaf.kind, leaf=number, on=leaf.on, version=last.version, standing=digest_of_standing(last),
            seed=last.seed.sha256 if last.seed else "", is_reviewed=last.review is not None,
            is_withdrawn=last.withdrawn is not None, is_held=last.publication == "held",
            leaves=tuple(each for each, _ in told), same_bytes=_same_bytes(told), other_bytes=_other_bytes(told),
            taken=tuple(taken),
        )  # fmt: skip
    return found


def _same_bytes(told: Sequence[tuple[int, ReportRecord]]) -> tuple[tuple[int, str], ...]:
    """Up to where another file was told of, or a record is taken out of which nobody can say what file it was of."""
    last = told[-1][1]
    backwards = zip(count(last.version, -1), reversed(told), strict=False)
    same = takewhile(lambda one: one[1][1].seed == last.seed and one[1][1].version == one[0], backwards)
    return tuple((number, address_of(one)) for _, (number, one) in same)[::-1] if last.seed else ()


def _other_bytes(told: Sequence[tuple[int, ReportRecord]]) -> tuple[tuple[int, str], ...]:
    last = told[-1][1].seed
    return tuple((number, address_of(one)) for number, one in told if last and one.seed and one.seed != last)


def _signed(records: Iterable[tuple[int, AnyRecord]]) -> Iterator[tuple[str, str, int]]:
    """The signatures of which the last record of each report tells, with the first that tells the same of them."""
    first, last = dict[tuple[str, SignedBy], int](), dict[str, SignedBy]()
    for number, record in records:
        if isinstance(record, ReportRecord) and record.review and record.review.signed:
            last[record.id] = record.review.signed
            first.setdefault((record.id, record.review.signed), number)
    for identifier, signed in last.items():
        for key in signed.keys if signed.sha256 else ():
            yield signed.sha256 or "", key, first[identifier, signed]


def _silent(records: Iterable[tuple[int, AnyRecord]]) -> frozenset[str]:
    """The reports that are held back, or of whose signed review the file is not published, by their last records."""
    last = {record.id: record for _, record in records if isinstance(record, ReportRecord)}
    return frozenset(one.id for one in last.values() if one.publication == "held" or _is_silent(one.review))


def _is_silent(review: SealedReview | None) -> bool:
    return review is not None and review.signed is not None and review.signed.sha256 is None
