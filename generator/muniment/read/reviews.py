"""content/reviews/ID.yaml: what editors decided on one report.

    seed: 9f2c…                 the SHA-256 of the bytes that it was made on
    reviewer: demo-desk
    date: 2026-11-22
    complete: true
    decisions:
    - accept: date
      exact: Sunday
      prefix: "an update "
      start: 342
      value: 2022-09-18
    - correct: publisher
      source: cnn

A decision that cannot be understood is told and left out. What may hold words back is another matter: where it cannot
be understood, or stands there under a name that is not known, the report is not published at all.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from muniment.ids import plain_id
from muniment.model import Record, Review, Seed, changed
from muniment.nearest import Nearest
from muniment.problems import Place, Problem, torn, unreadable
from muniment.read.folder import list_files, shown, shown_path
from muniment.read.ids import file_id
from muniment.read.kinds import ending_of, stem_of
from muniment.read.merge import beside_of
from muniment.read.review_file import read_review
from muniment.states import HashOf

FOLDER = "content/reviews"
LARGEST = 5_000_000  # bytes


class ReviewFile(Record, frozen=True):
    """A review as a file: the id of its report, its path in the archive, and its SHA-256."""

    report: str
    path: str
    sha256: str


class Heard(Record, frozen=True):
    """What a file says, None where it cannot be understood; and what is wrong with it."""

    review: Review | None
    problems: tuple[Problem, ...]


class Reviews(Record, frozen=True):
    """The reviews by the ids of their reports; and the ids of those that cannot be understood, with their paths."""

    by_id: dict[str, Review]
    broken: dict[str, str]


def find_reviews(
    archive: Path, hash_of: HashOf, problems: list[Problem],
    hear_all: Callable[[list[ReviewFile]], Iterable[Heard]] | None = None,
) -> Reviews:  # fmt: skip
    """Every review of the archive. `hear_all` does `hear_review` for many."""
    by_id: dict[str, Review] = {}
    broken: dict[str, str] = {}
    files = list(_files(archive, hash_of, broken, problems))
    heard = hear_all(files) if hear_all else (hear_review(file, archive) for file in files)
    for file, one in zip(files, heard, strict=True):
        problems += one.problems
        if one.review:
            by_id[file.report] = one.review
        else:
            broken[file.report] = file.path
    return Reviews(by_id, broken)


def hear_review(file: ReviewFile, archive: Path) -> Heard:
    """One file, read."""
    place, problems = Place(shown_path(file.path)), list[Problem]()
    try:
        data = (archive / file.path).read_bytes()
    except OSError as error:
        return Heard(None, (unreadable(place, error),))
    if hashlib.sha256(data).hexdigest() != file.sha256:
        return Heard(None, (torn(place),))
    review = read_review(data, place.path, file.report, problems)
    return Heard(review, tuple(problems))


def _files(archive: Path, hash_of: HashOf, broken: dict[str, str], problems: list[Problem]) -> Iterator[ReviewFile]:
    for path, state in list_files(archive, FOLDER, (), problems)[0].items():
        place, name = Place(shown_path(path)), stem_of(path)[len(FOLDER) + 1 :]
        if name != plain_id(name):
            problems.append(
                Problem(place, f"'{shown(name)}' is no report's id", f"name it ID.yaml, in {FOLDER} itself")
            )
            broken[plain_id(name)] = place.path  # which may be the report that is meant
        elif state[0] > LARGEST:
            what = f"{state[0]:,} bytes are too many for decisions on one report"
            problems.append(Problem(place, what, f"at most {LARGEST:,}"))
            broken[name] = place.path
        elif ending_of(path) != ".yaml":
            what = "not read: its name does not end in .yaml"
            problems.append(Problem(place, what, f"name it {name}.yaml"))
            broken[name] = place.path
        else:
            try:
                yield ReviewFile(name, path, hash_of(f"{archive}/{path}", path, state))
            except OSError as error:
                problems.append(unreadable(place, error))
                broken[name] = place.path


def with_reviews(seeds: Iterable[Seed], reviews: Reviews, problems: list[Problem]) -> Iterator[Seed]:
    """The seeds, each file of its own with its review. One whose review cannot be understood is told, and left out."""
    if not reviews.by_id and not reviews.broken:
        yield from seeds
        return
    for seed in seeds:
        if seed.row:
            yield seed
            continue
        if (reviewed := with_review(seed, file_id_of(seed), reviews, problems)) is not None:
            yield reviewed


def file_id_of(seed: Seed) -> str:
    """The id of the report in a file of its own."""
    return file_id(seed.path, beside_of(seed)[0].id if seed.beside else "")


def with_review(seed: Seed, identifier: str, reviews: Reviews, problems: list[Problem]) -> Seed | None:
    """The seed of the report with this id, with its review if it has one; None where that cannot be understood."""
    if identifier in reviews.broken:
        what = f"held back until {reviews.broken[identifier]} is mended: it may say that this is not to be published"
        place = Place(shown_path(seed.path), seed.line if seed.row else 0)
        problems.append(Problem(place, what, "see what is said of that file"))
        return None
    review = reviews.by_id.get(identifier)
    return changed(seed, review=review, embargo_until=max(seed.embargo_until, review.embargo_until)) if review else seed


def check_reviews(ids: Collection[str], reviews: Reviews, problems: list[Problem]) -> None:
    """An error for every review of a report that the archive does not have. One that says that its report was
    withdrawn is of one that may be gone."""
    nearest = Nearest(ids)
    for identifier, review in reviews.by_id.items():
        if identifier not in ids and not review.withdrawal:
            close = nearest.to(identifier)
            hint = f"did you mean {close}.yaml?" if close else "name it after its report: ID.yaml"
            problems.append(Problem(Place(review.path), f"there is no report '{identifier}' here", hint))
