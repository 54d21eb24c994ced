"""Reports that are there and not published: under embargo, refused, or short of what the settings require."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from muniment.lacking import Lacking
from muniment.model import Review, Row, Seed
from muniment.outcome import places_of_refused
from muniment.problems import Place, Problem
from muniment.read.folder import shown_path
from muniment.read.held import Held
from muniment.read.ids import file_id
from muniment.read.kinds import CONTAINERS, ending_of
from muniment.read.reviews import Reviews, file_id_of

AWAITING = ("its signatures do not count yet", "too few have signed it")
SAID_ELSEWHERE = "words of it are redacted in another report"


@dataclass(frozen=True)
class Refused:
    """A report that was found and cannot be published: its id, empty where nobody knows it; the path of its file, and
    its line in one that holds many; the SHA-256 of its bytes; its review, and whether that was made on other bytes; and
    why."""

    id: str
    path: str
    line: int
    sha256: str
    review: Review | None
    is_stale: bool
    why: Problem


@dataclass(frozen=True)
class HeldBack:
    """Why a report is held back on purpose, where its file lies, and the day on which its embargo ends, or nothing; and
    whether the next seal brings it back, since it lacks no more than that the log has a key."""

    why: str
    place: Place
    until: str = ""
    is_passing: bool = False


def held_of(
    waiting: Sequence[Seed], faults: Iterable[Seed], known: set[str], reviews: Reviews, problems: list[Problem]
) -> Held:
    """What is known of reports that are there and not published: under embargo, withdrawn, or refused."""
    unread = (*waiting, *faults)
    refused = places_of_refused(problems)
    ids = {file_id_of(seed) for seed in unread if not seed.row} | known | reviews.broken.keys()
    ids |= {one.report for one in reviews.by_id.values() if one.withdrawal}
    ids |= {file_id(path) for path, _ in refused}
    return Held(
        frozenset(ids), any(seed.row for seed in unread) or any(ending_of(one) in CONTAINERS for one, _ in refused)
    )


def whys_of(
    waiting: Iterable[Seed], faults: Mapping[Seed, Problem], lacking: Iterable[Lacking], reviews: Reviews,
    problems: Sequence[Problem],
) -> dict[str, str]:  # fmt: skip
    """Why each report that is there has no page, by its id."""
    refused = {one.id for one in all_refused(faults)}.union(file_id(path) for path, _ in places_of_refused(problems))
    whys = dict.fromkeys(refused, "it is refused, which is told of it")
    whys |= {one.report: f"{one.why}, as the settings require" for one in lacking}
    for seed in waiting:
        report = seed.review.report if seed.review else "" if seed.row else file_id_of(seed)
        whys[report] = f"it is under embargo until {seed.embargo_until} (`build --on` says which day it is)"
    whys |= {report: f"held back until {path} is mended" for report, path in reviews.broken.items()}
    return whys


def held_back_of(
    waiting: Iterable[Seed], lacking: Iterable[Lacking], copies: Mapping[str, Problem], reviews: Reviews, reviewers: int
) -> dict[str, HeldBack]:
    """The reports that are held back as somebody wants it, and not by a mistake, by their ids. Nobody has read those of
    records under embargo. `reviewers` is how many must sign a review."""
    held = {one.report: _lacking(one, reviews.by_id.get(one.report), reviewers) for one in lacking}
    held |= {report: HeldBack(SAID_ELSEWHERE, copy.place) for report, copy in copies.items()}
    return held | {
        seed.review.report if seed.review else file_id_of(seed): under_embargo(seed)
        for seed in waiting
        if seed.review or not seed.row
    }


def _lacking(one: Lacking, review: Review | None, reviewers: int) -> HeldBack:
    people = {signer.principal for signer in review.signers}.union(review.awaited) if review else set[str]()
    is_passing = one.why in AWAITING and len(people) >= reviewers
    place = Place(shown_path(one.path), one.line)
    return HeldBack(f"{one.why}, as the settings require", place, is_passing=is_passing)


def under_embargo(seed: Seed) -> HeldBack:
    """Until when."""
    until = seed.embargo_until
    return HeldBack(f"under embargo until {until}", Place(shown_path(seed.path), seed.line if seed.row else 0), until)


def all_refused(faults: Mapping[Seed, Problem]) -> tuple[Refused, ...]:
    """The seeds that cannot be published, each with why, as what is told of them."""
    return tuple(_refused(seed, why) for seed, why in faults.items())


def _refused(seed: Seed, why: Problem) -> Refused:
    review = seed.review
    identifier = review.report if review else "" if seed.row else file_id_of(seed)
    is_stale = review is not None and review.seed != seed.sha256
    return Refused(identifier, seed.path, seed.line if seed.row else 0, seed.sha256, review, is_stale, why)


def bytes_by_id(
    seeds: Sequence[Seed], rows: Sequence[Row | None], waiting: Iterable[Seed], refused: Iterable[Refused]
) -> dict[str, tuple[str, str]]:
    """The SHA-256 of every report's bytes, and the path of its file, by its id, whether it is published or not."""
    found = {one.id: (one.sha256, one.path) for one in refused if one.id}
    known = (seed for seed in waiting if seed.review or not seed.row)
    found |= {one.review.report if one.review else file_id_of(one): (one.sha256, one.path) for one in known}
    both = zip(reversed(seeds), reversed(rows), strict=True)  # of two with one id the first has it
    return found | {row.id: (seed.sha256, seed.path) for seed, row in both if row}
