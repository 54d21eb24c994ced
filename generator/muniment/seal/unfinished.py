"""What a seal that was cut off left behind in content/log/, and what of that may be deleted.

A log may come from elsewhere, and content/log/unfinished.json with it. So that file is believed only as far as the rest
of the log bears it out: what a leaf stands for stays, and what a leaf takes out goes.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from muniment.model import Record, from_json
from muniment.problems import InputError, Place, Problem
from muniment.seal.leaves import MEND, TAKING_OUT, Leaf, read_leaves
from muniment.seal.log import CHECKPOINTS, ENTRIES, FOLDER, LOG, BytesOf
from muniment.seal.records import KEYS, PUBLICATIONS, REPORTS, ReportRecord, read_record

UNFINISHED = f"{LOG}/unfinished.json"
NOTHING = hashlib.sha256(b"").hexdigest()
TAKEN = re.compile(rf"(?:{REPORTS}/[a-z0-9-]+|{PUBLICATIONS})/v[1-9][0-9]{{0,15}}\.json")  # records that may be
KEY = re.compile(rf"{KEYS}/v[1-9][0-9]{{0,15}}\.json")
# A checkpoint, or a signature or time stamp of one.
CHECKPOINT = re.compile(rf"{CHECKPOINTS}/([1-9][0-9]{{0,15}})\.(?:txt(?:(?:\.[1-9][0-9]*)?\.sig)?|[a-z0-9-]+\.tsr)")

HashOf = Callable[[str], str]  # the SHA-256 of a file of the log by its address; empty where it is not there


class Unfinished(Record, frozen=True):
    """A seal that is being written: SHA-256 of entries.jsonl before and after, the addresses of what is new, and of
    what is to be deleted."""

    before: str
    after: str
    new: tuple[str, ...]
    gone: tuple[str, ...]


class Cut(Record, frozen=True):
    """A seal that was cut off: the addresses of all that it was to write, and of what there is to be deleted, so that
    it is undone or completed."""

    new: tuple[str, ...]
    left: tuple[str, ...]


def cut_off(hash_of: HashOf, bytes_of: BytesOf) -> Cut | None:
    """The seal that was cut off, if one was. Raises InputError for what no seal writes, and OSError."""
    if not hash_of(UNFINISHED):
        return None
    try:
        found = from_json(bytes_of(UNFINISHED), Unfinished)
        return Cut(found.new, tuple(_left_by(found, hash_of, bytes_of)))
    except (ValueError, KeyError, RecursionError) as error:
        problem = Problem(Place(f"{FOLDER}/{UNFINISHED}"), "this is not what a seal writes", MEND)
        raise InputError(problem) from error


def _left_by(unfinished: Unfinished, hash_of: HashOf, bytes_of: BytesOf) -> Iterator[str]:
    """What is to be deleted. Raises ValueError for what the log does not bear out."""
    is_ours = all(TAKEN.fullmatch(one) or KEY.fullmatch(one) or CHECKPOINT.fullmatch(one) for one in unfinished.new)
    _demand(is_ours and all(map(TAKEN.fullmatch, unfinished.gone)))
    now = hash_of(ENTRIES) or NOTHING
    _demand(now in (unfinished.before, unfinished.after) and unfinished.before != unfinished.after)
    problems: list[Problem] = []
    data = bytes_of(ENTRIES) if hash_of(ENTRIES) else b""
    leaves = read_leaves(data, ENTRIES, problems)
    _demand(not problems)
    if now == unfinished.before:
        yield from _undone(unfinished.new, leaves, hash_of)
    else:
        first = _number_before(data, unfinished.before)
        yield from _completed(unfinished, leaves, first, hash_of, bytes_of)


def _undone(new: Iterable[str], leaves: Sequence[Leaf], hash_of: HashOf) -> Iterator[str]:
    """Records that no leaf has, and checkpoints of more leaves than there are."""
    sealed = {leaf.record for leaf in leaves}
    for address in new:
        checkpoint, sha256 = CHECKPOINT.fullmatch(address), hash_of(address)
        _demand(int(checkpoint[1]) > len(leaves) if checkpoint else sha256 not in sealed)
        if sha256:
            yield address


def _completed(
    unfinished: Unfinished, leaves: Sequence[Leaf], first: int, hash_of: HashOf, bytes_of: BytesOf
) -> Iterator[str]:
    """Records that those take out which the seal itself has added, by leaves from `first` on."""
    numbers, taken = {leaf.record: number for number, leaf in enumerate(leaves)}, set[int]()
    for address in filter(TAKEN.fullmatch, unfinished.new):
        number = numbers.get(hash_of(address), -1)
        _demand(number >= first)
        record = read_record(bytes_of(address))
        if leaves[number].kind in TAKING_OUT and isinstance(record, ReportRecord):
            taken.update(one for one in record.takes_out if one < first)
    _demand(hash_of(f"{CHECKPOINTS}/{len(leaves)}.txt") and f"{CHECKPOINTS}/{len(leaves)}.txt" in unfinished.new)
    for address in unfinished.gone:
        if sha256 := hash_of(address):
            _demand(numbers.get(sha256, -1) in taken)
            yield address


def _number_before(data: bytes, before: str) -> int:
    """How many leaves there were when the lines hashed so. Raises ValueError where they never did."""
    digest = hashlib.sha256()
    for number, line in enumerate(data.splitlines(keepends=True)):
        if digest.copy().hexdigest() == before:
            return number
        digest.update(line)
    raise ValueError("it never was so")


def _demand(is_so: object) -> None:
    if not is_so:
        raise ValueError("the log does not bear it out")
