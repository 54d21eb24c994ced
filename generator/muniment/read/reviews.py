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
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from muniment.ids import plain_id
from muniment.model import Decision, Record, Review, Seed, changed
from muniment.model.signature_names import ENDING
from muniment.nearest import Nearest
from muniment.problems import InputError, Place, Problem, torn, unreadable
from muniment.read.folder import list_files, odd_folders, shown, shown_path
from muniment.read.held import Held
from muniment.read.ids import file_id
from muniment.read.kinds import ending_of, stem_of
from muniment.read.merge import beside_of
from muniment.read.review_file import read_review
from muniment.states import HashOf

FOLDER = "content/reviews"
ABOUT_THE_FOLDER = f"{FOLDER}/README.md"  # no review is taken for it: no id has capitals
MEND_NAME = f"name it ID.yaml, in {FOLDER} itself"
LARGEST = 5_000_000  # bytes
SIGNATURE = re.compile(rf"{FOLDER}/([a-z0-9-]+)\.yaml{ENDING}")


class ReviewFile(Record, frozen=True):
    """A review as a file: the id of its report, its path in the archive, and its SHA-256."""

    report: str
    path: str
    sha256: str


class SignatureFile(Record, frozen=True):
    """A signature that lies beside a review: the id of the review's report, empty where its name or the system does not
    tell which; its path in the archive, and its SHA-256."""

    report: str
    path: str
    sha256: str


class Heard(Record, frozen=True):
    """What a file says, None where it cannot be understood; what is wrong with it, and the decisions that do not hold
    for that."""

    review: Review | None
    problems: tuple[Problem, ...]
    left_out: tuple[Decision, ...] = ()


class Reviews(Record, frozen=True):
    """The reviews by the ids of their reports; the ids of those that cannot be understood, with their paths; and by
    their paths the decisions that do not hold, which may have other faults than those that were told. The SHA-256 of
    each review's file, and the signatures beside each, by the ids, too."""

    by_id: dict[str, Review]
    broken: dict[str, str]
    left_out: dict[str, tuple[Decision, ...]] = {}
    sha256: dict[str, str] = {}
    signatures: dict[str, tuple[SignatureFile, ...]] = {}


def find_reviews(
    archive: Path, hash_of: HashOf, problems: list[Problem],
    hear_all: Callable[[list[ReviewFile]], Iterable[Heard]] | None = None,
) -> Reviews:  # fmt: skip
    """Every review of the archive. `hear_all` does `hear_review` for many. Raises InputError where nobody can tell
    which there are."""
    by_id: dict[str, Review] = {}
    broken: dict[str, str] = {}
    left_out: dict[str, tuple[Decision, ...]] = {}
    signatures: dict[str, tuple[SignatureFile, ...]] = {}
    files = list(_files(archive, hash_of, broken, signatures, problems))
    heard = hear_all(files) if hear_all else (hear_review(file, archive) for file in files)
    for file, one in zip(files, heard, strict=True):
        problems += one.problems
        if one.left_out:
            left_out[shown_path(file.path)] = one.left_out
        if one.review:
            by_id[file.report] = one.review
        else:
            broken[file.report] = file.path
    return Reviews(by_id, broken, left_out, {file.report: file.sha256 for file in files}, signatures)


def hear_review(file: ReviewFile, archive: Path) -> Heard:
    """One file, read."""
    place, problems = Place(shown_path(file.path)), list[Problem]()
    try:
        data = (archive / file.path).read_bytes()
    except OSError as error:
        return Heard(None, (unreadable(place, error),))
    if hashlib.sha256(data).hexdigest() != file.sha256:
        return Heard(None, (torn(place),))
    left_out = list[Decision]()
    review = read_review(data, place.path, file.report, problems, left_out)
    return Heard(review, tuple(problems), tuple(left_out))


def _files(
    archive: Path, hash_of: HashOf, broken: dict[str, str], signatures: dict[str, tuple[SignatureFile, ...]],
    problems: list[Problem],
) -> Iterator[ReviewFile]:  # fmt: skip
    listed, refused = list_files(archive, FOLDER, (), problems)
    unread = {*refused, *_folders(archive, problems)}
    for path, state in listed.items():
        place, name = Place(shown_path(path)), stem_of(path)[len(FOLDER) + 1 :]
        if path == ABOUT_THE_FOLDER:
            continue
        if path.endswith(".sig"):
            one = _signature(path, partial(hash_of, f"{archive}/{path}", path, state), problems)
            signatures[one.report] = (*signatures.get(one.report, ()), one)
        elif name != plain_id(name):
            problems.append(Problem(place, f"'{shown(name)}' is no report's id", MEND_NAME))
            broken[plain_id(name)] = place.path  # which may be the report that is meant
            unread.add(path)
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
    for path in sorted(unread):  # what stands in the place of a review; beside one it is a copy of an editor's
        meant = _meant(path)
        if meant and f"{FOLDER}/{meant}.yaml" not in listed:
            broken.setdefault(meant, shown_path(path))


def _folders(archive: Path, problems: list[Problem]) -> Iterator[str]:
    """The folders among the reviews, of which one that is named as a review is told. Raises InputError where there is
    no telling what lies among the reviews: each may hold its report back."""
    if odd := odd_folders(archive, (FOLDER,)):
        raise InputError(*odd)
    try:
        with os.scandir(archive / FOLDER) as entries:
            names = sorted(one.name for one in entries if one.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(unreadable(Place(FOLDER), error)) from error
    for name in names:
        if ending_of(name) == ".yaml":
            problems.append(Problem(Place(shown_path(f"{FOLDER}/{name}")), "a folder, and not a review", MEND_NAME))
        yield f"{FOLDER}/{name}"


def _meant(path: str) -> str:
    """The report that somebody may have meant by the name of a file or folder: "a" by ".a.yaml.swp" and "a.yaml/b";
    empty where none was, as by ".gitkeep"."""
    name, *rest = re.split(r"\.ya?ml", path[len(FOLDER) + 1 :].partition("/")[0], flags=re.IGNORECASE)
    return plain_id(name.lstrip("._~#")) if rest else ""


def _signature(path: str, hash_it: Callable[[], str], problems: list[Problem]) -> SignatureFile:
    found = SIGNATURE.fullmatch(path)
    try:
        return SignatureFile(found[1] if found else "", path, hash_it())
    except OSError as error:
        problems.append(unreadable(Place(shown_path(path)), error))
        return SignatureFile("", path, "")


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


def check_reviews(held: Held, ids: Collection[str], reviews: Reviews, problems: list[Problem]) -> None:
    """An error for every review of a report that the archive does not have, a warning where it may be a record that
    nobody could read. One that says that its report was withdrawn is of one that may be gone."""
    nearest = Nearest(ids)
    for identifier, review in reviews.by_id.items():
        if identifier in ids or identifier in held.ids or review.withdrawal:
            continue
        place, close = Place(review.path), nearest.to(identifier)
        hint = f"did you mean {close}.yaml?" if close else "name it after its report: ID.yaml"
        if held.is_more:
            what = f"no report '{identifier}' was read: it may be held back, or have another id"
            problems.append(Problem(place, what, hint, severity="warning"))
        else:
            problems.append(Problem(place, f"there is no report '{identifier}' here", hint))
