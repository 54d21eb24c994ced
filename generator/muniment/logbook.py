"""The log as pages show it: each signature and time stamp in it checked by the system's own tools, and remembered."""

import base64
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from muniment.kept_signatures import Checker, Signed, Stamped, certificates_in
from muniment.ledger import Ledger, ledger_of
from muniment.model import CheckpointLine, LoggedKey, SealedLog, Signer, Stamp
from muniment.model.sealing import KeyLeaf, LeafKind
from muniment.model.signature_names import OF_CHECKPOINTS, in_order
from muniment.problems import InputError, Place, Problem
from muniment.seal.key_faults import Day, StampDays, fault_of_key, stamp_days
from muniment.seal.log import CHECKPOINTS, FOLDER, LOG, SIGNATURE, STAMP, Log
from muniment.seal.log_keys import LogKey
from muniment.seal.logged_reviews import LoggedReviews, logged_reviews
from muniment.seal.public_keys import fingerprint
from muniment.seal.records import key_in
from muniment.settings import Settings
from muniment.work import Workshop

MOST_NAMED = 12  # reports of one kind of leaf under a checkpoint
HINTS = (
    "put it back as it was sealed; where nobody has it any more, take it away",
    "see whether the certificate in content/keys/authorities is the one by which it held: nobody can make it anew",
)


@dataclass(frozen=True)
class Logbook:
    """A log, how it is shown, and what it says of signatures on reviews."""

    ledger: Ledger
    shown: SealedLog
    reviews: LoggedReviews


def logbook_of(archive: Path, settings: Settings, workshop: Workshop) -> Logbook:
    """The log of an archive. Raises InputError where it is none, or another than the settings name, and with every
    signature in it that does not count and every stamp that does not hold; PublishError where the tool is missing that
    could check one."""
    return judged(ledger_of(archive, workshop), archive, settings, workshop)


def judged(ledger: Ledger, archive: Path, settings: Settings, workshop: Workshop) -> Logbook:
    """The same of a log that was read, or is to be."""
    if ledger.log.origin and settings.origin not in ("", ledger.log.origin):
        what = f"the origin '{settings.origin}' is not that of {FOLDER}/{LOG}, '{ledger.log.origin}'"
        hint = "a log keeps its origin: write that, or leave it out"
        raise InputError(Problem(Place("content/settings.yaml"), what, hint))
    log, asked = ledger.log, tuple(one.name for one in settings.stamps)
    problems: list[Problem] = []
    checker = Checker(FOLDER, HINTS, workshop, problems)
    stamps = stamps_in(ledger, certificates_in(archive), checker)
    days = stamp_days({size: min(stamp.time[:10] for stamp in those) for size, those in stamps.items() if those})
    lines = tuple(lines_of(ledger, stamps, days, checker))
    if problems:
        raise InputError(*problems)
    shown = SealedLog(
        origin=log.origin, checkpoints=lines, keys=tuple(_logged(ledger, lines)), authorities=asked,
        reviewers=settings.reviewers,
    )  # fmt: skip
    return Logbook(ledger, shown, logged_reviews(log, lines, days))


def lines_of(
    ledger: Ledger, stamps: Mapping[int, Sequence[Stamp]], days: StampDays, checker: Checker
) -> Iterator[CheckpointLine]:
    """Each checkpoint with whose signatures and stamps count."""
    log, signatures, keys, first = ledger.log, signatures_in(ledger.files), ledger.log.by_key, 0
    reports = _reports_by_leaf(log)
    for one in log.checkpoints:
        address, on = f"{CHECKPOINTS}/{one.size}.txt", log.leaves[one.size - 1].on
        made = {name: ledger.bytes_of(name) for name in in_order(signatures.get(one.size, ()))}
        signed = Signed(ledger.bytes_of(address), OF_CHECKPOINTS, one.size, days.of(one.size - 1, on))
        counts, named = Counter[LeafKind](), defaultdict[LeafKind, list[str]](list)
        for number, leaf in enumerate(log.leaves[first : one.size], start=first):
            counts[leaf.kind] += 1
            if number in reports and len(named[leaf.kind]) < MOST_NAMED:
                named[leaf.kind].append(reports[number])
        yield CheckpointLine(
            origin=one.origin, size=one.size, root=base64.b64encode(one.root).decode(), first=first, on=on,
            counts=tuple(counts.items()), reports=tuple((kind, tuple(ids)) for kind, ids in named.items()),
            signers=tuple(checker.signers(signed, made, keys)), stamps=tuple(stamps.get(one.size, ())),
        )  # fmt: skip
        first = one.size


def _reports_by_leaf(log: Log) -> dict[int, str]:
    """The id of the report that each leaf is of, also where its record is published no more."""
    leaves = {leaf: identifier for identifier, one in log.reports.items() for leaf in one.all_leaves}
    return {leaf: identifier for leaf, identifier in leaves.items() if log.leaves[leaf].kind != "publish"}


def signatures_in(addresses: Iterable[str]) -> dict[int, list[str]]:
    """The addresses of the signatures on each checkpoint, by its size."""
    found = defaultdict[int, list[str]](list)
    for address in addresses:
        if named := SIGNATURE.fullmatch(address):
            found[int(named[1])].append(address)
    return found


def stamps_in(ledger: Ledger, trusted: Mapping[str, bytes], checker: Checker) -> dict[int, tuple[Stamp, ...]]:
    """The stamps that hold, by the size of their checkpoint; of authorities whose certificates are not here, none."""
    stamped = defaultdict[int, dict[str, Stamped]](dict)
    for address in sorted(ledger.files):
        if (named := STAMP.fullmatch(address)) and named[2] in trusted:
            data, response = ledger.bytes_of(f"{CHECKPOINTS}/{named[1]}.txt"), ledger.bytes_of(address)
            stamped[int(named[1])][address] = Stamped(data, response, named[2], trusted[named[2]])
    return {size: tuple(checker.stamps(stamped[size])) for size in sorted(stamped)}


def _logged(ledger: Ledger, lines: Sequence[CheckpointLine]) -> Iterator[LoggedKey]:
    """The keys of the log, and whether keys that were there before vouch for all that it says of each."""
    vouched = _vouched(ledger.log.by_key, lines)
    for one in sorted(ledger.log.keys, key=lambda one: one.leaf):
        yield LoggedKey(
            key=key_in(one.record),
            fingerprint=fingerprint(one.record.key),
            leaf=one.leaf,
            on=ledger.log.leaves[one.leaf].on,
            lost_at=one.lost_at,
            is_vouched=all(leaf in vouched for leaf, _ in one.told),
            told=tuple(KeyLeaf(leaf, record.principal, leaf in vouched) for leaf, record in one.told),
        )


def _vouched(keys: Mapping[str, LogKey], lines: Sequence[CheckpointLine]) -> set[int]:
    """The leaves on keys that may be trusted as the first checkpoint is: their own is signed by a key that could sign
    by what was said before of it, which may be trusted itself. So no key widens by itself what it may do."""
    vouched = set[int]()
    leaves = sorted(leaf for one in keys.values() for leaf, _ in one.told)
    for line in lines:
        new = leaves[bisect_left(leaves, line.first) : bisect_left(leaves, line.size)]
        if new and (line is lines[0] or any(_vouches(keys[one.key], line.first, one, vouched) for one in line.signers)):
            vouched.update(new)
    return vouched


def _vouches(key: LogKey, size: int, signer: Signer, vouched: set[int]) -> bool:
    """Whether a key could sign then, by what the first `size` leaves say of it, and may be trusted in that."""
    on = Day(signer.day, signer.is_claimed)
    return not fault_of_key(key.as_of(size), OF_CHECKPOINTS, on) and key.leaf_as_of(size) in vouched
