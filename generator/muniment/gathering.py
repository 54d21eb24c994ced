"""The first half of the story: what lies in seeds/, read and understood, as editors decided on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.model import Authority, Row, Seed, digest_of
from muniment.outcome import Counted, Progress, counted, held_back, refused_files
from muniment.problems import InputError, Problem, may_be_kept
from muniment.read.embargo import Opened, open_embargoes
from muniment.read.listing import listing_after, listing_from, listing_of
from muniment.read.noted import Noted
from muniment.read.relations import check_relations
from muniment.read.reviews import Heard, Reviews, check_reviews, find_reviews, with_review, with_reviews
from muniment.read.seeds import Known, find_seeds
from muniment.read.twins import refuse_twins
from muniment.request import Request
from muniment.settings import Settings, read_settings
from muniment.states import Look
from muniment.steps import Studied, hear, hear_decisions, study
from muniment.work import Task, Workshop

StudyAll = Callable[[Sequence[Seed]], list[Row | None]]

MEETS = {"": ("suggested", "reviewed", "verified"), "reviewed": ("reviewed", "verified"), "verified": ("verified",)}


@dataclass(frozen=True)
class Reports:
    """Every report that may be published, how many were found of which, and what to say of those held back."""

    rows: list[Row]
    counts: Counted
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Late:
    """Seeds whose review was found once they were read, and their places among all."""

    opened: Opened
    places: list[int]


def settings_of(archive: Path) -> Settings:
    """The settings. A broken file stops the build: what it would have held back must not be
    published by default."""
    wrong: list[Problem] = []
    settings = read_settings(archive, wrong)
    if wrong:
        raise InputError(*wrong)
    return settings


def gather_reports(
    request: Request, look: Look | None, settings: Settings, authorities: tuple[Authority, ...], workshop: Workshop,
    progress: Progress, problems: list[Problem],
) -> Reports:  # fmt: skip
    """The reports of an archive, read and understood."""
    archive = request.archive
    reviews = reviews_of(archive, workshop, problems)
    found = with_reviews(seeds_of(request, look, settings, workshop, problems), reviews, problems)
    opened = open_embargoes(found, request.on)
    seeds, refused = opened.seeds, refused_files(problems)
    studied: StudyAll = partial(
        _study, archive=archive, settings=settings, authorities=authorities, workshop=workshop, progress=progress,
        problems=problems,
    )  # fmt: skip
    rows = studied(seeds)
    late = _reviewed_records(seeds, rows, reviews, request.on, problems)
    for index, row in zip(late.places, studied(late.opened.seeds), strict=True):
        rows[index] = row
    kept = refuse_twins([row for row in rows if row], problems)
    check_relations(kept, seeds, problems)
    check_reviews(dict.fromkeys(row.id for row in kept), reviews, problems)
    published = [row for row in kept if row.status in MEETS[settings.require]]
    held, lacking = opened.held + late.opened.held, len(kept) - len(published)
    counts = Counted(len(published), len(seeds) - late.opened.held - len(kept) + refused, held, lacking)
    until = min(filter(None, (opened.until, late.opened.until)), default="")
    notes = held_back(Opened((), held, until))
    if lacking:
        notes = (*notes, f"{counted(lacking, 'report')} not published: not {settings.require}, as the settings require")
    return Reports(published, counts, notes)


def reviews_of(archive: Path, workshop: Workshop, problems: list[Problem]) -> Reviews:
    """What editors decided on reports."""
    task = Task(partial(hear_decisions, archive=archive), Heard, "", is_ready=lambda heard: may_be_kept(heard.problems))
    return find_reviews(archive, workshop.hashes.of, problems, partial(workshop.each, task))


def seeds_of(
    request: Request, look: Look | None, settings: Settings, workshop: Workshop, problems: list[Problem]
) -> tuple[Seed, ...]:
    """Every seed, with what is noted beside it."""
    archive, touched = request.archive, request.touched if request.pages_only else None
    known = listing_from(look, settings) or listing_after(workshop.things.get("listing"), touched, archive, settings)
    listing = known or listing_of(archive, settings)
    workshop.hand_on("listing", listing)
    task = Task(partial(hear, archive=archive), Noted, "", is_ready=lambda noted: may_be_kept(noted.problems))
    read_pairs = partial(workshop.each, task)
    seeds: Known | None = workshop.again.once("seeds", None, dict) if workshop.again.keeps else None
    return find_seeds(archive, settings, workshop.hashes.of, problems, read_pairs, listing, seeds)


def _reviewed_records(
    seeds: Sequence[Seed], rows: list[Row | None], reviews: Reviews, on: str, problems: list[Problem]
) -> Late:
    """The records of files that hold many which have a review: it is their own fields that say their ids. Their rows
    are taken out, for they are to be studied anew."""
    found: dict[Seed, int] = {}
    for index, (seed, row) in enumerate(zip(seeds, rows, strict=True)):
        if seed.row and row and (row.id in reviews.by_id or row.id in reviews.broken):
            rows[index] = None
            if (reviewed := with_review(seed, row.id, reviews, problems)) is not None:
                found[reviewed] = index
    opened = open_embargoes(found, on)
    return Late(opened, [found[seed] for seed in opened.seeds])


def _study(
    seeds: Sequence[Seed], archive: Path, settings: Settings, authorities: tuple[Authority, ...], workshop: Workshop,
    progress: Progress, problems: list[Problem],
) -> list[Row | None]:  # fmt: skip
    """One pass a report, in as many processes as there are; None for one that was refused."""
    shape = digest_of((settings.fields, settings.findings, settings.require, authorities))
    make = partial(study, archive=archive, settings=settings, authorities=authorities)
    task = Task(make, Studied, shape, is_ready=lambda studied: may_be_kept(studied.problems), name="rows")
    rows = []
    for done, studied in enumerate(workshop.each(task, seeds)):
        problems += studied.problems
        rows.append(studied.row)
        progress("read and understand", done + 1, len(seeds))
    return rows
