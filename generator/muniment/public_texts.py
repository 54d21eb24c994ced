"""Kept texts that would be public with the rest of content/, though not all of them is published."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from muniment.model import Review
from muniment.problems import Place, Problem
from muniment.read.folder import list_files
from muniment.read.kinds import stem_of
from muniment.read.listing import TEXTS
from muniment.read.reviews import find_reviews
from muniment.states import State

IGNORING = frozenset({f"/{TEXTS}/", f"{TEXTS}/", f"/{TEXTS}", TEXTS, "/content/", "content/"})


def public_texts(archive: Path) -> Iterator[Problem]:
    """A warning for each report of which something is held back while git would publish its whole text, as far as
    .gitignore says. None where the archive is in no repository."""
    if not (archive / ".git").exists() or not IGNORING.isdisjoint(_ignored(archive)):
        return
    reviews = find_reviews(archive, _hash_of, []).by_id
    for path in list_files(archive, TEXTS, (), [])[0]:
        review = reviews.get(stem_of(path)[len(TEXTS) + 1 :])
        if review and _holds_back(review):
            what = "the whole text of a report of which something is held back, in a repository that may be public"
            hint = f"write /{TEXTS}/ into .gitignore, and /seeds/; purge both from a history that was public"
            yield Problem(Place(path), what, hint, severity="warning")


def _holds_back(review: Review) -> bool:
    return bool(
        review.redactions or review.withdrawal or review.embargo_until or review.publish in ("excerpt", "metadata")
    )


def _ignored(archive: Path) -> set[str]:
    try:
        return {one.strip() for one in (archive / ".gitignore").read_text("utf-8", "replace").splitlines()}
    except OSError:
        return set()


def _hash_of(path: str | Path, name: str, state: State) -> str:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
