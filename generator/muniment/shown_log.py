"""The log as pages show it: each signature and time stamp in it checked by the system's own tools, and remembered."""

import base64
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.bodies import Result
from muniment.ledger import Ledger, ledger_of
from muniment.model import CheckpointLine, LoggedKey, Record, SealedLog, Signer, Stamp, to_bytes
from muniment.model.sealing import LoggedReview, LoggedReviews
from muniment.problems import InputError, Place, Problem
from muniment.seal.allowed_signers import is_valid_on, validity_of
from muniment.seal.log import CHECKPOINTS, FOLDER, Log, LogKey
from muniment.seal.public_keys import fingerprint
from muniment.seal.records import key_in
from muniment.seal.running import program
from muniment.seal.ssh import TO_CHECK as TO_CHECK_SIGNATURES
from muniment.seal.ssh import TOOL as SSH
from muniment.seal.ssh import key_of, signature_fault
from muniment.seal.stamps import TO_CHECK as TO_CHECK_STAMPS
from muniment.seal.stamps import TOOL as OPENSSL
from muniment.seal.stamps import time_of_stamp
from muniment.settings import AUTHORITIES, Settings
from muniment.work import Task, Workshop

SIGNATURE = re.compile(rf"({CHECKPOINTS}/([1-9][0-9]*)\.txt)(?:\.([1-9][0-9]*))?\.sig")
STAMP = re.compile(rf"{CHECKPOINTS}/([1-9][0-9]*)\.([a-z0-9-]+)\.tsr")
TO_CHECKPOINTS = "muniment-checkpoint"
SIGN_ANEW = "take it away: `muniment seal` signs with a key that counts"


@dataclass(frozen=True)
class Logbook:
    """A log, how it is shown, and what it says of signatures on reviews."""

    ledger: Ledger
    shown: SealedLog
    reviews: LoggedReviews


class Signed(Record, frozen=True):
    """Bytes, a signature over them, by a key as the log has it, in a namespace."""

    data: bytes
    signature: bytes
    key: LogKey
    namespace: str


class Stamped(Record, frozen=True):
    """Bytes, and what an authority with these certificates answered when it was asked to stamp them."""

    data: bytes
    response: bytes
    authority: str
    certificates: bytes


def logbook_of(archive: Path, settings: Settings, workshop: Workshop) -> Logbook:
    """The log of an archive. Raises InputError where it is none, and as `shown_log` does."""
    ledger = ledger_of(archive, workshop)
    shown = shown_log(ledger, settings, workshop)
    return Logbook(ledger, shown, logged_reviews(ledger.log, shown))


def shown_log(ledger: Ledger, settings: Settings, workshop: Workshop) -> SealedLog:
    """The whole of it. Raises InputError with every signature that does not count, and every stamp that does not
    hold; PublishError where the tool is missing that could check one."""
    asked = tuple(one.name for one in settings.stamps)
    if not ledger.log.checkpoints:
        return SealedLog(authorities=asked, reviewers=settings.reviewers)
    reading = _Reading(ledger, workshop)
    lines = tuple(reading.lines())
    if reading.problems:
        raise InputError(*reading.problems)
    return SealedLog(
        origin=ledger.log.origin, checkpoints=lines, keys=tuple(_logged(ledger, lines)), authorities=asked,
        reviewers=settings.reviewers,
    )  # fmt: skip


class _Reading:
    """The checkpoints of one log, being checked."""

    def __init__(self, ledger: Ledger, workshop: Workshop):
        self.ledger, self.workshop = ledger, workshop
        self.problems: list[Problem] = []

    def lines(self) -> Iterator[CheckpointLine]:
        """Each checkpoint with whose signatures and stamps count."""
        log, first = self.ledger.log, 0
        stamps = self._stamps()
        for one in log.checkpoints:
            on = log.leaves[one.size - 1].on if one.size else ""
            day = min((stamp.time[:10] for size in stamps if size >= one.size for stamp in stamps[size]), default="")
            counts = Counter(leaf.kind for leaf in log.leaves[first : one.size])
            yield CheckpointLine(
                origin=one.origin, size=one.size, root=base64.b64encode(one.root).decode(), first=first, on=on,
                counts=tuple(counts.items()), signers=tuple(self._signers(one.size, day or on, not day)),
                stamps=tuple(stamps.get(one.size, ())),
            )  # fmt: skip
            first = one.size

    def _signers(self, size: int, day: str, is_claimed: bool) -> Iterator[Signer]:
        address = f"{CHECKPOINTS}/{size}.txt"
        keys = {one.record.key: one for one in self.ledger.log.keys}
        for name in signatures_of(address, self.ledger.files):
            signature = self.ledger.bytes_of(name)
            key = keys.get(key_of(signature))
            fault = fault_of_key(key, size, TO_CHECKPOINTS, day)
            if key and not fault:
                fault = fault_of(Signed(self.ledger.bytes_of(address), signature, key, TO_CHECKPOINTS), self.workshop)
            if fault:
                self.problems.append(Problem(Place(f"{FOLDER}/{name}"), fault, SIGN_ANEW))
            elif key:
                yield signer_by(key, day, is_claimed)

    def _stamps(self) -> Mapping[int, Sequence[Stamp]]:
        """Those that hold, by the size of the checkpoint; of authorities whose certificates are not here, none."""
        found: dict[int, list[Stamp]] = defaultdict(list)
        for name in sorted(filter(STAMP.fullmatch, self.ledger.files)):
            size, authority = STAMP.fullmatch(name).groups()  # type: ignore[union-attr]
            certificates = self.ledger.content.parent / AUTHORITIES / f"{authority}.pem"
            if not certificates.is_file():
                continue
            data, response = self.ledger.bytes_of(f"{CHECKPOINTS}/{size}.txt"), self.ledger.bytes_of(name)
            told = stamp_of(Stamped(data, response, authority, certificates.read_bytes()), self.workshop)
            if isinstance(told, Stamp):
                found[int(size)].append(told)
            else:
                self.problems.append(Problem(Place(f"{FOLDER}/{name}"), told, "take it away; a seal holds without it"))
        return found


def signatures_of(address: str, names: Iterable[str]) -> list[str]:
    """The names of the signatures of a file among these, in their order: x.sig, x.2.sig, x.3.sig."""
    found = {name: SIGNATURE.fullmatch(name) for name in names if name.startswith(address)}
    numbers = {name: int(parts[3] or 1) for name, parts in found.items() if parts and parts[1] == address}
    return sorted(numbers, key=lambda name: numbers[name])


def logged_reviews(log: Log, shown: SealedLog) -> LoggedReviews:
    """What the log says of signatures on reviews, each judged on the day of the earliest stamp over a checkpoint that
    covers it, or on the one that is claimed."""
    signed = {}
    for sha256, key, leaf in log.signed:
        times = [stamp.time[:10] for line in shown.checkpoints if line.size > leaf for stamp in line.stamps]
        day = min(times, default=log.leaves[leaf].on)
        signed[sha256, key] = LoggedReview(leaf=leaf, day=day, is_claimed=not times)
    return LoggedReviews(shown.keys, signed)


def _logged(ledger: Ledger, lines: Sequence[CheckpointLine]) -> Iterator[LoggedKey]:
    """The keys of the log, and whether a key that was there before vouches for each."""
    vouched: set[str] = set()
    for one in sorted(ledger.log.keys, key=lambda one: one.leaf):
        line = next(line for line in lines if line.size > one.leaf)
        earlier = {other.record.key for other in ledger.log.keys if other.leaf < line.first}
        if line is lines[0] or any(signer.key in vouched & earlier for signer in line.signers):
            vouched.add(one.record.key)
        yield LoggedKey(            key=key_in(one.record), fingerprint=fingerprint(one.record.key), leaf=one.leaf,
            on=ledger.log.leaves[one.leaf].on, lost_at=one.lost_at, is_vouched=one.record.key in vouched,
        )  # fmt: skip


def fault_of_key(key: LogKey | None, size: int, namespace: str, day: str) -> str:
    """Why a signature by a key of the log does not count, over what the first `size` leaves cover and on a day."""
    if key is None or (record := key.as_of(size)) is None:
        return "it is signed by a key that the log does not name before it"
    if 0 <= key.lost_at < size:
        return f"it is signed by a key of {record.principal} that was lost by then"
    if namespace not in record.namespaces:
        return f"the key of {record.principal} is not for the namespace {namespace}"
    listed = key_in(record)
    is_valid = is_valid_on(listed, day)
    return "" if is_valid else f"the key of {record.principal} is valid {validity_of(listed)}, not on {day}"


def signer_by(key: LogKey, day: str, is_claimed: bool) -> Signer:
    """Who signed with a key of the log."""
    record = key.record
    return Signer(
        principal=record.principal, key=record.key, fingerprint=fingerprint(record.key), day=day, is_claimed=is_claimed
    )


def fault_of(signed: Signed, workshop: Workshop) -> str:
    """Why a signature is none of these bytes; empty where it is."""
    program(SSH, TO_CHECK_SIGNATURES, os.environ)  # whatever is remembered
    return workshop.once(Task(partial(_check_signature, signed=signed), str, "", describe=lambda _: to_bytes(signed)))


def _check_signature(_: None, signed: Signed) -> Result:
    fault = signature_fault(signed.data, signed.signature, key_in(signed.key.record), signed.namespace, os.environ)
    return to_bytes(fault), ()


def stamp_of(stamped: Stamped, workshop: Workshop) -> Stamp | str:
    """The stamp, or in words why it does not hold."""
    program(OPENSSL, TO_CHECK_STAMPS, os.environ)  # whatever is remembered
    found = workshop.once(
        Task(partial(_check_stamp, stamped=stamped), tuple[str, str], "", describe=lambda _: to_bytes(stamped))
    )
    return Stamp(stamped.authority, found[0]) if found[0] else found[1]


def _check_stamp(_: None, stamped: Stamped) -> Result:
    """The time in a stamp, or else why it does not hold."""
    told = time_of_stamp(stamped.data, stamped.response, stamped.authority, stamped.certificates, os.environ)
    return to_bytes((told.time, "") if isinstance(told, Stamp) else ("", told)), ()


def certificates_in(archive: Path) -> Mapping[str, bytes]:
    """Those of all authorities that the archive has, by their names."""
    folder = archive / AUTHORITIES
    paths = sorted(folder.glob("*.pem")) if folder.is_dir() else []
    return {path.stem: path.read_bytes() for path in paths if path.is_file() and not path.is_symlink()}
