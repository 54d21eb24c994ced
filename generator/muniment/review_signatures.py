"""Signatures on reviews: each that is there is a claim, and holds or stops the build.

    content/reviews/ID.yaml        what an editor decided
    content/reviews/ID.yaml.sig    an SSH signature over its exact bytes; the next is ID.yaml.2.sig

VERIFY.md, "Signatures", says when one counts.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from muniment.bodies import Result
from muniment.kept_signatures import signer_of
from muniment.lost_signatures import lost_signatures
from muniment.model import Key, Record, Review, Signer, changed, texts_in, to_bytes
from muniment.model.signature_names import OF_REVIEWS, in_order
from muniment.outcome import counted
from muniment.problems import Place, Problem, may_be_kept, torn, unreadable
from muniment.read.folder import shown_path
from muniment.read.hiding import Sought
from muniment.read.reviews import FOLDER, Reviews
from muniment.seal.allowed_signers import ALLOWED, read_keys
from muniment.seal.key_faults import Day, fault_of_key
from muniment.seal.logged_reviews import LoggedReview, LoggedReviews
from muniment.seal.public_keys import fingerprint
from muniment.seal.running import program
from muniment.seal.ssh import LARGEST, NO_SIGNATURE, TO_CHECK, TOOL, read_signature, signature_fault
from muniment.work import Task, Workshop

NAMES = "a signature on ID.yaml is named ID.yaml.sig, the next ID.yaml.2.sig"
MEND = f"sign it anew (`muniment review --sign KEY ID`), or move the signature out of {FOLDER}"
MEND_KEY = f"move the signature out of {FOLDER}, and sign with a key that counts on that day"
SEAL_IT = "`muniment seal` makes the key count"
MOST_NAMED = 5  # reports


class Claim(Record, frozen=True):
    """A signature that lies beside the review of a report: its path in the archive, its SHA-256 and that of the
    review's file."""

    report: str
    path: str
    sha256: str
    review_sha256: str


class Tried(Record, frozen=True):
    """Of one signature: by which key it is, as type and base64, and in words why it does not hold over the bytes of its
    review, if it does not; or why it could not be tried."""

    key: str = ""
    fault: str = ""
    problems: tuple[Problem, ...] = ()


class Judged(Record, frozen=True):
    """Whose signature counts; or whose key the log does not have yet; or what is wrong."""

    signer: Signer | None = None
    awaited: Key | None = None
    fault: str = ""
    hint: str = MEND


def signed_reviews(
    reviews: Reviews, archive: Path, needed: int, everywhere: Sought, logged: LoggedReviews, workshop: Workshop,
    problems: list[Problem], faults: list[Problem],
) -> Reviews:  # fmt: skip
    """The reviews, each with those whose signatures on it count; it takes so many as are `needed`, of different people.
    What does not hold is told among the `faults`, as is every line of the list of keys that cannot be kept; what the
    log has and is here no more is a warning. Raises PublishError where there are signatures, and no ssh-keygen."""
    keys = {one.key: one for one in read_keys(archive, faults)}
    if not reviews.signatures:
        problems += lost_signatures(reviews, (), (), logged)
        return reviews
    program(TOOL, TO_CHECK, os.environ)
    claims = list(_claims(reviews, faults))
    signers, awaited = defaultdict[str, list[Signer]](list), defaultdict[str, list[Key]](list)
    all_tried = tuple(zip(claims, _tried(claims, archive, workshop), strict=True))
    for claim, tried in all_tried:
        judged = judge(tried, claim, reviews.by_id[claim.report].date, keys, logged)
        faults += tried.problems
        if judged.fault:
            faults.append(Problem(Place(shown_path(claim.path)), judged.fault, judged.hint))
        if judged.signer:
            signers[claim.report].append(judged.signer)
        if judged.awaited:
            awaited[claim.report].append(judged.awaited)
    problems += _told_awaited(awaited)
    there = {(claim.review_sha256, tried.key) for claim, tried in all_tried}
    unread = {claim.report for claim, tried in all_tried if tried.problems}
    problems += lost_signatures(reviews, there, unread, logged)
    by_id = dict(reviews.by_id)
    for report in {claim.report: None for claim in claims}:
        signed = changed(
            by_id[report], sha256=reviews.sha256[report], signers=tuple(signers[report]),
            awaited=tuple(key.principal for key in awaited[report]),
            keys=tuple(sorted({one.key for one in signers[report]} | {one.key for one in awaited[report]})),
        )  # fmt: skip
        by_id[report] = _counted(signed, needed, archive, everywhere)
    return changed(reviews, by_id=by_id)


def judge(tried: Tried, claim: Claim, day: str, keys: Mapping[str, Key], logged: LoggedReviews) -> Judged:
    """Whether a signature counts on a review of this day: where the log has it, by what it said of its key then; before
    that, by the keys that are listed, and as soon as the log says the same of them."""
    if tried.problems:
        return Judged()
    if tried.fault:
        return Judged(fault=_with_whose(tried, keys))
    place, known = logged.signed.get((claim.review_sha256, tried.key)), logged.keys.get(tried.key)
    then = known.as_of(place.leaf) if place and known else None
    if then and place:
        return _by_the_log(then, place)
    judged = _by_the_list(tried.key, day, keys, logged)
    if judged.fault and claim.report in logged.silent:  # it may have counted, and nothing here says that it does
        return Judged()
    return Judged(awaited=keys[tried.key]) if place and judged.signer else judged  # the log has it before its key


def _by_the_log(key: Key, place: LoggedReview) -> Judged:
    """Of a signature that the log has, by a key as it stood there. The day that pages tell stays the same for ever,
    unless the key is good for it on none but a later one."""
    if fault := fault_of_key(key, OF_REVIEWS, place.judged):
        return Judged(fault=fault, hint=f"the log has it so: move the signature out of {FOLDER}")
    is_good_then = not fault_of_key(key, OF_REVIEWS, place.told)
    return Judged(signer=signer_of(key, place.told if is_good_then else place.judged))


def _by_the_list(signer: str, day: str, keys: Mapping[str, Key], logged: LoggedReviews) -> Judged:
    """Of a signature that the log does not have yet: it will be judged on no day before that of its last leaf."""
    listed, known = keys.get(signer), logged.key_by_now(signer)
    if listed is None:
        what = f"its key, {fingerprint(signer)}, is not in {ALLOWED}"
        return Judged(fault=what, hint=f"list the key, or move the signature out of {FOLDER}")
    as_listed = changed(listed, state="lost") if known and known.state == "lost" else listed
    if fault := fault_of_key(as_listed, OF_REVIEWS, Day(max(day, logged.last.day))):
        is_listed = OF_REVIEWS in listed.namespaces
        return Judged(fault=fault, hint=MEND_KEY if is_listed else may_sign_reviews())
    if known is None or fault_of_key(known, OF_REVIEWS, logged.last):
        return Judged(awaited=listed)
    return Judged(signer=signer_of(known, Day(day)))


def may_sign_reviews() -> str:
    """How a key comes to count on reviews."""
    return f"add {OF_REVIEWS} to its namespaces in {ALLOWED}, if it may sign reviews"


def too_few(reviews: Reviews, needed: int) -> tuple[str, ...]:
    """Which reviews fewer people have signed than must, in words."""
    few = sorted(one.report for one in reviews.by_id.values() if one.signers and not one.is_signed)
    if not few:
        return ()
    names = ", ".join(few[:MOST_NAMED]) + (f" and {len(few) - MOST_NAMED:,} more" if len(few) > MOST_NAMED else "")
    return (f"{counted(len(few), 'review')} signed by fewer than {needed} people, and not verified: {names}",)


def try_signature(claim: Claim, archive: Path, environment: Mapping[str, str]) -> Result:
    """Whether one signature is over the bytes of its review, by the key that it names itself: a Tried."""
    read: list[bytes] = []
    for path, sha256, most in (
        (claim.path, claim.sha256, LARGEST + 1),
        (review_path(claim.report), claim.review_sha256, -1),
    ):
        try:
            with (archive / path).open("rb") as stream:
                data = stream.read(most)
        except OSError as error:
            return to_bytes(Tried(problems=(unreadable(Place(shown_path(path)), error),))), ()
        if len(data) == most:
            return to_bytes(Tried(fault=NO_SIGNATURE)), ()
        if hashlib.sha256(data).hexdigest() != sha256:
            return to_bytes(Tried(problems=(torn(Place(shown_path(path))),))), ()
        read.append(data)
    signature, review = read
    if (signed := read_signature(signature)) is None:
        return to_bytes(Tried(fault=NO_SIGNATURE)), ()
    key = Key(principal="", key=signed.key, namespaces=(OF_REVIEWS,))
    return to_bytes(Tried(signed.key, signature_fault(review, signature, key, OF_REVIEWS, environment))), ()


def _tried(claims: Sequence[Claim], archive: Path, workshop: Workshop) -> Iterator[Tried]:
    """Each tried; what the bytes of both files gave once they give again."""
    task = Task(
        partial(try_signature, archive=archive, environment=dict(os.environ)),
        Tried,
        OF_REVIEWS,
        describe=lambda claim: to_bytes((claim.sha256, claim.review_sha256)),
        is_ready=lambda tried: may_be_kept(tried.problems),
    )
    return workshop.each(task, claims)


def _claims(reviews: Reviews, faults: list[Problem]) -> Iterator[Claim]:
    """Every signature beside a review that can be understood. In the order of their names, those of one review by
    number."""
    for report in sorted(reviews.signatures):
        named = {one.path: one for one in reviews.signatures[report]}
        for one in map(named.__getitem__, in_order(named)):
            place = Place(shown_path(one.path))
            if report in reviews.by_id:
                yield Claim(report, one.path, one.sha256, reviews.sha256[report])
            elif report in reviews.broken:
                what = f"the review that it is on says nothing that could be read: {shown_path(reviews.broken[report])}"
                faults.append(Problem(place, what, f"mend the review and sign it anew, or move both out of {FOLDER}"))
            elif report:
                hint = f"put {report}.yaml back beside it, or move the signature out of {FOLDER}"
                faults.append(Problem(place, f"there is no {review_path(report)} that it would be on", hint))
            elif not report and one.sha256:  # what cannot be read is told, too
                faults.append(Problem(place, "no signature on a review has this name", NAMES))


def review_path(report: str) -> str:
    """Where the review of a report lies in the archive."""
    return f"{FOLDER}/{report}.yaml"


def _with_whose(tried: Tried, keys: Mapping[str, Key]) -> str:
    """Why a signature does not hold, and whose it would be."""
    if not tried.key:
        return tried.fault
    key = keys.get(tried.key)
    return f"{tried.fault}; it names the key {fingerprint(tried.key)}{f' of {key.principal}' if key else ''}"


def _told_awaited(awaited: Mapping[str, Sequence[Key]]) -> Iterator[Problem]:
    """A warning for each key that the log does not have yet, at the first review that is signed by it; `awaited` are
    such keys by the reports."""
    signed = defaultdict[Key, list[str]](list)
    for report, keys in awaited.items():
        for key in keys:
            signed[key].append(report)
    for key, reports in signed.items():
        others = f", nor on {counted(len(reports) - 1, 'other review')}" if len(reports) > 1 else ""
        what = f"the log does not have the key of {key.principal} yet: its signature does not count here{others}"
        yield Problem(Place(review_path(reports[0])), what, SEAL_IT, "warning")


def _counted(review: Review, needed: int, archive: Path, everywhere: Sought) -> Review:
    """A review with its signers: whether they are as many people as are needed, and whether its file names anybody who
    is withheld."""
    people = {one.principal for one in review.signers}
    names_withheld = _names_withheld(review, archive, everywhere)
    return changed(review, is_signed=len(people) >= needed, names_withheld=names_withheld)


def _names_withheld(review: Review, archive: Path, everywhere: Sought) -> bool:
    """Whether the file of a review, its comments too, names somebody who is withheld."""
    if not everywhere.names and not everywhere.ids:
        return False
    try:
        text = (archive / FOLDER / f"{review.report}.yaml").read_bytes().decode("utf-8", "replace")
    except OSError:
        return True
    told = "\n".join((text, *texts_in(review)))
    return everywhere.is_in(told) or any(one in told for one in everywhere.ids)
