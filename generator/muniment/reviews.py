"""What editors decided on reports, read, and held to the signatures that lie beside it."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from muniment.link.decided import Names, tell_left_out
from muniment.model import Authority
from muniment.problems import InputError, Problem, may_be_kept
from muniment.read.hiding import Sought
from muniment.read.reviews import Heard, Reviews, find_reviews
from muniment.review_signatures import signed_reviews
from muniment.seal.logged_reviews import LoggedReviews
from muniment.settings import Settings
from muniment.steps import hear_decisions
from muniment.work import Task, Workshop

NOT_SEALED = LoggedReviews()


def checked_reviews(
    archive: Path, settings: Settings, authorities: Iterable[Authority], everywhere: Sought, workshop: Workshop,
    problems: list[Problem], logged: LoggedReviews = NOT_SEALED,
) -> Reviews:  # fmt: skip
    """The reviews, each with whose signatures on it count by what the log says; of decisions that do not hold, whom
    they name is checked here. Raises InputError, with all other problems, where a signature does not hold: a review
    that claims to be verified, and is not, is not published. Raises PublishError where none can be checked."""
    faults: list[Problem] = []
    reviews = judged_reviews(archive, settings, authorities, everywhere, workshop, problems, faults, logged)
    if faults:
        raise InputError(*problems, *faults)
    return reviews


def judged_reviews(
    archive: Path, settings: Settings, authorities: Iterable[Authority], everywhere: Sought, workshop: Workshop,
    problems: list[Problem], faults: list[Problem], logged: LoggedReviews = NOT_SEALED,
) -> Reviews:  # fmt: skip
    """The same for whoever goes on where signatures do not hold: they are told among the `faults`, and do not count."""
    reviews = reviews_of(archive, workshop, problems)
    names = Names({one.id: one for one in authorities} if reviews.left_out else {})
    for path, left_out in reviews.left_out.items():
        tell_left_out(path, left_out, names, problems)
    return signed_reviews(reviews, archive, settings.reviewers, everywhere, logged, workshop, problems, faults)


def reviews_of(archive: Path, workshop: Workshop, problems: list[Problem]) -> Reviews:
    """What editors decided on reports."""
    task = Task(partial(hear_decisions, archive=archive), Heard, "", is_ready=lambda heard: may_be_kept(heard.problems))
    return find_reviews(archive, workshop.hashes.of, problems, partial(workshop.each, task))
