"""The first half of the story: what lies in seeds/, read and understood, as editors decided on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.held_back import guarded, part_withdrawn, tell_repeated
from muniment.lacking import not_met, part_lacking
from muniment.model import Authority, Review, Row, Seed, Withheld, digest_of
from muniment.outcome import Counted, Progress, held_back, refused_files
from muniment.problems import InputError, Problem, may_be_kept
from muniment.read.embargo import Opened, open_embargoes
from muniment.read.held import Held
from muniment.read.hiding import sought_everywhere
from muniment.read.listing import listing_after, listing_from, listing_of
from muniment.read.noted import Noted
from muniment.read.relations import check_relations
from muniment.read.reviews import Heard, Reviews, check_reviews, file_id_of, find_reviews, with_review, with_reviews
from muniment.read.seeds import Known, find_seeds
from muniment.read.twins import refuse_twins
from muniment.request import Request
from muniment.settings import Settings, read_settings
from muniment.states import Look
from muniment.steps import Studied, hear, hear_decisions, study
from muniment.work import Task, Workshop

StudyAll = Callable[[Sequence[Seed]], list[Row | None]]


@dataclass(frozen=True)
class Refused:
    """A report that was found and cannot be published: its id, empty where nobody knows it; the path of its file, and
    its line in one that holds many; its review, and whether that was made on other bytes; and why."""

    id: str
    path: str
    line: int
    review: Review | None
    is_stale: bool
    why: Problem


@dataclass(frozen=True)
class Reports:
    """Every report that may be published, how many were found of which, what to say of those held back, all
    reviews, what is known of reports that are not published, and those that were refused."""

    rows: list[Row]
    counts: Counted
    notes: tuple[str, ...]
    reviews: Reviews
    held: Held
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class Late:
    """Seeds whose review was found once they were read; those that may be published, and their places among all; and
    how many of them were withdrawn."""

    found: tuple[Seed, ...]
    opened: Opened
    places: list[int]
    withdrawn: int


def settings_of(archive: Path) -> Settings:
    """The settings. A broken file stops the build: what it would have held back must not be
    published by default."""
    wrong: list[Problem] = []
    settings = read_settings(archive, wrong)
    if wrong:
        raise InputError(*wrong)
    return settings


def gather_reports(
    request: Request, look: Look | None, settings: Settings, authorities: tuple[Authority, ...],
    withheld: tuple[Withheld, ...], workshop: Workshop, progress: Progress, problems: list[Problem],
) -> Reports:  # fmt: skip
    """The reports of an archive, read and understood."""
    archive = request.archive
    reviews = reviews_of(archive, workshop, problems)
    found = tuple(with_reviews(seeds_of(request, look, settings, workshop, problems), reviews, problems))
    present, gone = part_withdrawn(found)
    opened = open_embargoes(present, request.on)
    seeds, refused, faults = opened.seeds, refused_files(problems), dict[Seed, Problem]()
    studied: StudyAll = partial(
        _study, archive=archive, settings=settings, names=tuple(map(name_of, authorities)), withheld=withheld,
        workshop=workshop, progress=progress, problems=problems, faults=faults,
    )  # fmt: skip
    rows = studied(seeds)
    late = _reviewed_records(seeds, rows, reviews, request.on, problems)
    for index, row in zip(late.places, studied(late.opened.seeds), strict=True):
        rows[index] = row
    kept = refuse_twins([row for row in rows if row], problems)
    check_relations(kept, seeds, problems)
    reviewed = {seed.review.report: seed for seed in (*found, *late.found) if seed.review}
    there = {row.id for row in kept}
    check_reviews(there | reviewed.keys(), reviews, problems)
    tell_repeated(kept, reviewed.values(), authorities, archive, settings, workshop, problems)
    published, lacking = part_lacking(kept, settings.require, reviews.by_id)
    may_hold = bool(withheld or reviews.by_id)
    of_many = [seed.path for seed, row in zip(seeds, rows, strict=True) if may_hold and seed.row and row is None]
    of_many += [one.path for one in lacking]
    until = min(filter(None, (opened.until, late.opened.until)), default="")
    counts = Counted(
        built=len(published),
        refused=len(seeds) - late.opened.held - late.withdrawn - len(kept) + refused,
        held=opened.held + late.opened.held,
        lacking=len(lacking),
        withdrawn=gone + late.withdrawn,
    )
    notes = (*held_back(counts.held, until), *not_met(lacking, published, settings.require))
    held = _held(opened.waiting, {*reviewed, *there})
    none = tuple(_refused(seed, why) for seed, why in faults.items())
    return Reports(guarded(published, of_many), counts, notes, reviews, held, none)


def _held(waiting: Sequence[Seed], known: set[str]) -> Held:
    ids = {file_id_of(seed) for seed in waiting if not seed.row}
    return Held(frozenset(ids | known), any(seed.row for seed in waiting))


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
    present, gone = part_withdrawn(found)
    opened = open_embargoes(present, on)
    return Late(tuple(found), opened, [found[seed] for seed in opened.seeds], gone)


def name_of(authority: Authority) -> Authority:
    """What a report is read by of one whom editors list: an edit of anything else has none read anew."""
    return Authority(
        id=authority.id, kind=authority.kind, name=authority.name, names=authority.names, is_source=authority.is_source
    )


def _study(
    seeds: Sequence[Seed], archive: Path, settings: Settings, names: tuple[Authority, ...],
    withheld: tuple[Withheld, ...], workshop: Workshop, progress: Progress, problems: list[Problem],
    faults: dict[Seed, Problem],
) -> list[Row | None]:  # fmt: skip
    """One pass a report, in as many processes as there are; None for one that was refused, and why among the faults."""
    shape = digest_of((settings.fields, settings.findings, settings.require, settings.coarsen, names, withheld))
    everywhere = sought_everywhere(withheld)
    make = partial(study, archive=archive, settings=settings, authorities=names, everywhere=everywhere)
    task = Task(make, Studied, shape, is_ready=lambda studied: may_be_kept(studied.problems), name="rows")
    rows = []
    for done, studied in enumerate(workshop.each(task, seeds)):
        problems += studied.problems
        rows.append(studied.row)
        if studied.row is None:
            errors = [one for one in studied.problems if one.severity == "error"]
            faults[seeds[done]] = (errors or studied.problems)[-1]
        progress("read and understand", done + 1, len(seeds))
    return rows


def _refused(seed: Seed, why: Problem) -> Refused:
    review = seed.review
    identifier = review.report if review else "" if seed.row else file_id_of(seed)
    is_stale = review is not None and review.seed != seed.sha256
    return Refused(identifier, seed.path, seed.line if seed.row else 0, review, is_stale, why)
