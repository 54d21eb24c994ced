"""Signatures that the log has on a review as it lies here, and that lie beside it no more."""

from collections.abc import Container, Iterator

from muniment.model import Key
from muniment.model.signature_names import OF_REVIEWS
from muniment.problems import Place, Problem
from muniment.read.reviews import FOLDER, Reviews
from muniment.seal.key_faults import fault_of_key
from muniment.seal.logged_reviews import LoggedReview, LoggedReviews
from muniment.seal.public_keys import fingerprint

PUT_BACK = (
    "put its .sig file back: it is what was committed with the review, and a site that was published has it in "
    "verify/reviews/"
)


def lost_signatures(
    reviews: Reviews, there: Container[tuple[str, str]], unread: Container[str], logged: LoggedReviews
) -> Iterator[Problem]:
    """A warning for each that would count. `there` are the signatures that lie here, by the SHA-256 of the review's
    file and the key, as in the log; `unread` the reports of which one cannot be read. Nothing is said of reports that
    are withdrawn, or of whose signatures the log may say nothing."""
    by_sha256 = dict[str, list[tuple[str, LoggedReview]]]()
    for (sha256, key), place in logged.signed.items():
        if (sha256, key) not in there:
            by_sha256.setdefault(sha256, []).append((key, place))
    for report in sorted(reviews.by_id) if by_sha256 else ():
        if report in logged.silent or report in unread or reviews.by_id[report].withdrawal:
            continue
        for key, place in by_sha256.get(reviews.sha256.get(report, ""), ()):
            if known := _counting(key, place, logged):
                whose = f"{known.principal} on this review, with the key {fingerprint(key)}"
                what = f"the log has a signature of {whose}, and it lies beside it no more"
                yield Problem(Place(f"{FOLDER}/{report}.yaml"), what, PUT_BACK, "warning")


def _counting(key: str, place: LoggedReview, logged: LoggedReviews) -> Key | None:
    """A key as the log has it, if a signature by it counts there or may: one that does not is told to be moved away."""
    known = logged.keys.get(key)
    then = known.as_of(place.leaf) if known else None
    if then:
        return None if fault_of_key(then, OF_REVIEWS, place.judged) else then
    return logged.key_by_now(key)
