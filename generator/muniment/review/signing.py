"""`muniment review --sign KEY ID`: a signature over the file of a review, as it lies there."""

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from muniment.model import Key, Review
from muniment.model.signature_names import OF_REVIEWS, signature_names
from muniment.problems import InputError, Place, Problem, PublishError, unreadable
from muniment.publish.lock import locked
from muniment.read.review_file import read_review
from muniment.read.reviews import FOLDER, LARGEST
from muniment.review.case import Case
from muniment.review.former_signatures import put_away_one, signatures_of
from muniment.review_signatures import may_sign_reviews, review_path
from muniment.seal.allowed_signers import ALLOWED, read_keys
from muniment.seal.key_faults import Day, fault_of_key
from muniment.seal.public_keys import fingerprint
from muniment.seal.ssh import key_of, sign, signature_fault
from muniment.whole_file import write_whole

PATIENCE = 5.0  # seconds that another editor is waited for
BECOMES_PUBLIC = (
    "{} is published with the signature, exactly as it is, with all its comments and notes, unless something of the "
    "report is hidden."
)


@dataclass(frozen=True)
class ToSign:
    """A review that may be signed: its report, its bytes, the day in it; and the keys that editors list."""

    archive: Path
    report: str
    data: bytes
    day: str
    keys: Mapping[str, Key]

    @property
    def path(self) -> str:
        """Of the review's file, in the archive."""
        return review_path(self.report)


@dataclass(frozen=True)
class Signature:
    """One that was written: where, as a path in the archive, and whose key it is by; and in words which others were
    moved away."""

    path: str
    key: Key
    moved: tuple[str, ...]


@dataclass(frozen=True)
class Fallen:
    """A signature that is not over the bytes of its review: why, and by whose key it says it is, if that is listed."""

    fault: str
    by: Key | None


@dataclass(frozen=True)
class Stands:
    """The signatures beside a review that do not hold over its bytes, by their names; and the first name that is free
    without them."""

    fallen: Mapping[str, Fallen]
    free: str


def open_to_sign(archive: Path, case: Case) -> ToSign:
    """The review of a report, which must be there, complete, of the report as it is now, and without a fault. Raises
    InputError."""
    report, problems = case.report.document.id, list[Problem]()
    place = Place(review_path(report))
    data = _read(archive, place)
    review = read_review(data, place.path, report, problems)
    keys = {one.key: one for one in read_keys(archive, problems)}
    if problems or review is None:
        raise InputError(*problems)
    if why := _why_not(review, case):
        raise InputError(Problem(place, why, f"`muniment review {report}` goes on with it"))
    return ToSign(archive, report, data, review.date, keys)


def sign_review(one: ToSign, key_file: Path) -> Signature:
    """Write the signature of a key beside a review, and move those away that are not over its bytes, as it was edited.
    Raises InputError where that key would not count, or its owner has signed already, and PublishError where it cannot
    sign; then nothing is moved."""
    with _no_other_editor(one):
        _stands(one)
    signature = sign(one.data, key_file, OF_REVIEWS, os.environ)
    key = _listed(key_of(signature), one)
    if fault := signature_fault(one.data, signature, key, OF_REVIEWS, os.environ):
        raise PublishError(Problem(Place(str(key_file)), fault, "see whether ssh-keygen is well installed"))
    with _no_other_editor(one):
        stands = _stands(one, key)
        if _read(one.archive, Place(one.path)) != one.data:
            raise InputError(Problem(Place(one.path), "changed while it was being signed", "sign it again"))
        moved = tuple(_moved(one, name, fallen, key) for name, fallen in stands.fallen.items())
        path = f"{FOLDER}/{stands.free}"
        write_whole(one.archive / path, signature)
    return Signature(path, key, moved)


def _no_other_editor(one: ToSign) -> AbstractContextManager[None]:
    return locked(one.archive / FOLDER, PATIENCE, lambda line: None, "the folder of reviews")


def _moved(one: ToSign, name: str, fallen: Fallen, key: Key) -> str:
    """Move a signature away that does not hold; gives in words what, why and where to."""
    to, by = put_away_one(one.archive, one.report, name), fallen.by
    whose = f"the signature of {by.principal}" if by else "the signature"
    again = f"; {by.principal} has to sign anew" if by and by.principal != key.principal else ""
    return f"{FOLDER}/{name}: {whose} does not hold, and was moved to {to}: {fallen.fault}{again}"


def _why_not(review: Review, case: Case) -> str:
    if review.withdrawal:
        return "the report was withdrawn"
    if case.is_other(review):
        return "the review is stale: it was made on another state of the file"
    return "" if review.is_complete else "the review is not complete"


def _listed(key: str, one: ToSign) -> Key:
    """The key as editors list it. Raises InputError where it would not count on this review."""
    found, mark = one.keys.get(key), fingerprint(key)
    hint = f'list it there: NAME namespaces="{OF_REVIEWS}" {key}'
    if found is None:
        raise InputError(Problem(Place(ALLOWED), f"the key {mark} is not listed", hint))
    if fault := fault_of_key(found, OF_REVIEWS, Day(one.day)):
        is_for_reviews = OF_REVIEWS in found.namespaces
        hint = "sign with another, which counts on the day of the review" if is_for_reviews else may_sign_reviews()
        raise InputError(Problem(Place(ALLOWED), fault, hint))
    return found


def _stands(one: ToSign, key: Key | None = None) -> Stands:
    """What lies beside a review. Raises InputError where whoever owns this key has signed these bytes, or no name is
    free."""
    fallen, taken = dict[str, Fallen](), set[str]()
    for name in signatures_of(one.archive, one.report):
        place = Place(f"{FOLDER}/{name}")
        signature = _read(one.archive, place)
        signer = key_of(signature)
        by, named = one.keys.get(signer), Key(principal="", key=signer, namespaces=(OF_REVIEWS,))
        if fault := signature_fault(one.data, signature, named, OF_REVIEWS, os.environ):
            fallen[name] = Fallen(fault, by)
        elif key and by and by.principal == key.principal:
            hint = f"it holds; if its key counts no more, move it out of {FOLDER} first"
            raise InputError(Problem(place, f"{key.principal} has signed this review already", hint))
        else:
            taken.add(name)
    free = next((name for name in signature_names(f"{one.report}.yaml") if name not in taken), "")
    if not free:
        raise InputError(Problem(Place(one.path), "it has too many signatures", "fewer will do"))
    return Stands(fallen, free)


def _read(archive: Path, place: Place) -> bytes:
    try:
        with (archive / place.path).open("rb") as stream:
            return stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(Problem(place, "nobody has reviewed this report", "`muniment review ID` begins")) from error
    except OSError as error:
        raise InputError(unreadable(place, error)) from error
