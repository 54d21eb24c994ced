"""`muniment review --sign KEY ID`: a signature over the file of a review, as it lies there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from muniment.model import Key, Review
from muniment.model.signature_names import OF_REVIEWS, signature_names
from muniment.problems import InputError, Place, Problem, PublishError, unreadable
from muniment.publish.lock import locked
from muniment.read.review_file import read_review
from muniment.read.reviews import FOLDER, LARGEST
from muniment.review.case import Case
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


def sign_review(one: ToSign, key_file: Path) -> tuple[str, Key]:
    """Write the signature of a key beside a review; gives where, and whose key it is. Raises InputError where that key
    would not count, or its owner has signed already, and PublishError where it cannot sign."""
    with locked(one.archive / FOLDER, PATIENCE, lambda line: None, "the folder of reviews"):
        free = _free_name(one)
    signature = sign(one.data, key_file, OF_REVIEWS, os.environ)
    key = _listed(key_of(signature), one)
    if fault := signature_fault(one.data, signature, key, OF_REVIEWS, os.environ):
        raise PublishError(Problem(Place(str(key_file)), fault, "see whether ssh-keygen is well installed"))
    with locked(one.archive / FOLDER, PATIENCE, lambda line: None, "the folder of reviews"):
        free = _free_name(one, key)
        if _read(one.archive, Place(one.path)) != one.data:
            raise InputError(Problem(Place(one.path), "changed while it was being signed", "sign it again"))
        write_whole(one.archive / free, signature)
    return free, key


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


def _free_name(one: ToSign, key: Key | None = None) -> str:
    """The first name that no signature has. Raises InputError where one that is there does not hold, or is by whoever
    owns this key."""
    for name in signature_names(f"{one.report}.yaml"):
        path = f"{FOLDER}/{name}"
        if not os.path.lexists(one.archive / path):
            return path
        signature = _read(one.archive, Place(path))
        by = one.keys.get(key_of(signature))
        fault = signature_fault(one.data, signature, by, OF_REVIEWS, os.environ) if by else "its key is not listed"
        if fault:
            raise InputError(Problem(Place(path), fault, f"move it out of {FOLDER}: what is signed anew holds"))
        if key and by and by.principal == key.principal:
            raise InputError(Problem(Place(path), f"{key.principal} has signed this review already", "it holds"))
    raise InputError(Problem(Place(one.path), "it has too many signatures", "fewer will do"))


def _read(archive: Path, place: Place) -> bytes:
    try:
        with (archive / place.path).open("rb") as stream:
            return stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(Problem(place, "nobody has reviewed this report", "`muniment review ID` begins")) from error
    except OSError as error:
        raise InputError(unreadable(place, error)) from error
