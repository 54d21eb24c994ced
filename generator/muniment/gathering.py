"""The first half of the story: what lies in seeds/, read and understood, as editors decided on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.copies import Comparing, comparing, copies_of_redacted, published, received, tell_repeated, told_by_files
from muniment.held_back import guarded, part_withdrawn
from muniment.lacking import Lacking, not_met, part_lacking
from muniment.model import Authority, Row, Seed, digest_of
from muniment.outcome import Progress, Tally, held_back, places_of_refused
from muniment.passages import Met
from muniment.problems import InputError, Problem, may_be_kept
from muniment.read.embargo import Opened, open_embargoes
from muniment.read.held import Held
from muniment.read.hiding import Sought
from muniment.read.listing import listing_after, listing_from, listing_of
from muniment.read.noted import Noted
from muniment.read.relations import check_relations
from muniment.read.reviews import Reviews, check_reviews, with_review, with_reviews
from muniment.read.seeds import Known, find_seeds
from muniment.read.twins import refuse_twins
from muniment.relisted import Listed, Relisting, listed_after
from muniment.request import Request
from muniment.settings import Settings, read_settings
from muniment.states import Look
from muniment.steps import hear
from muniment.study import Studied, studied_still, study
from muniment.unpublished import HeldBack, Refused, all_refused, bytes_by_id, held_back_of, held_of, whys_of
from muniment.work import Task, Workshop

StudyAll = Callable[[Sequence[Seed]], list[Row | None]]


@dataclass(frozen=True)
class Reports:
    """Every report that may be published, how many were found of which, what to say of those held back, all
    reviews, what is known of reports that are not published, those that were refused, by id why there is no page of
    one, and by id the SHA-256 of the bytes of each that is there and its file's path; those under embargo, and by id
    all that are held back on purpose."""

    rows: list[Row]
    counts: Tally
    notes: tuple[str, ...]
    reviews: Reviews
    held: Held
    refused: tuple[Refused, ...]
    whys: Mapping[str, str]
    seeds: Mapping[str, tuple[str, str]]
    waiting: tuple[Seed, ...]
    held_back: Mapping[str, HeldBack]


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
    everywhere: Sought, reviews: Reviews, workshop: Workshop, progress: Progress, problems: list[Problem],
) -> Reports:  # fmt: skip
    """The reports of an archive, read and understood, as these reviews decide, without what is hidden everywhere."""
    archive, names = request.archive, tuple(map(name_of, authorities))
    found = tuple(with_reviews(seeds_of(request, look, settings, workshop, problems), reviews, problems))
    present, gone = part_withdrawn(found)
    opened = open_embargoes(present, request.on)
    seeds, refused, faults = opened.seeds, len(places_of_refused(problems)), dict[Seed, Problem]()
    studied: StudyAll = partial(
        _study, archive=archive, settings=settings, names=names, workshop=workshop,
        everywhere=everywhere, progress=progress, problems=problems, faults=faults,
    )  # fmt: skip
    rows = studied(seeds)
    late = _reviewed_records(seeds, rows, reviews, request.on, problems)
    seeds = _put(late.opened.seeds, late.places, seeds, rows, studied)
    reviewed = _by_report((*found, *late.found))
    compared = comparing(reviewed.values(), archive, settings, names, everywhere, workshop)
    seeds, left = _compare(seeds, rows, compared, studied)
    kept = refuse_twins([row for row in rows if row], problems)
    there = {row.id for row in kept} | reviewed.keys()
    held = held_of(opened.waiting, faults, there, reviews, problems)
    check_relations(kept, seeds, held, problems)
    check_reviews(held, there, reviews, problems)
    copies = copies_of_redacted(kept, left, compared)
    kept = _without(kept, copies, seeds, rows, faults, problems)
    tell_repeated(kept, left, compared, problems)
    public, lacking = part_lacking(kept, settings.require, reviews.by_id)
    of_many = _files_of_held(seeds, rows, lacking, bool(everywhere.names or reviews.by_id))
    counts = Tally(
        built=len(public), held=opened.held + late.opened.held, lacking=len(lacking), withdrawn=gone + late.withdrawn,
        refused=len(seeds) - late.opened.held - late.withdrawn - len(kept) + refused,
    )  # fmt: skip
    notes = (*held_back(counts.held, _until(opened, late)), *not_met(lacking, public, settings.require))
    waiting, refused_all = (*opened.waiting, *late.opened.waiting), all_refused(faults)
    whys = whys_of(waiting, faults, lacking, reviews, problems)
    seen = bytes_by_id(seeds, rows, waiting, refused_all)
    back = held_back_of(waiting, lacking, copies, reviews, settings.reviewers)
    return Reports(guarded(public, of_many), counts, notes, reviews, held, refused_all, whys, seen, waiting, back)


def _until(opened: Opened, late: Late) -> str:
    return min(filter(None, (opened.until, late.opened.until)), default="")


def _files_of_held(
    seeds: Sequence[Seed], rows: Sequence[Row | None], lacking: Iterable[Lacking], may_hold: bool
) -> list[str]:
    """The files of which some records are held back."""
    of_many = [seed.path for seed, row in zip(seeds, rows, strict=True) if may_hold and seed.row and row is None]
    return [*of_many, *(one.path for one in lacking)]


def _compare(
    seeds: Sequence[Seed], rows: list[Row | None], compared: Comparing, studied: StudyAll
) -> tuple[tuple[Seed, ...], dict[str, Met]]:
    """The seeds, some of which hide more since they would tell what others of their file do not; and what each report
    has, by its id, of the words that others redact."""
    met = received(rows, seeds, compared)
    telling = told_by_files(rows, seeds, met, compared)
    anew = _put(tuple(telling.values()), tuple(telling), seeds, rows, studied)
    return anew, published(rows, anew, met, compared)


def _put(
    anew: Sequence[Seed], places: Sequence[int], seeds: Sequence[Seed], rows: list[Row | None], studied: StudyAll
) -> tuple[Seed, ...]:
    """All seeds, with these in the places of the same ones of which less was known; their rows are made anew."""
    all_seeds = list(seeds)
    for place, seed, row in zip(places, anew, studied(anew), strict=True):
        all_seeds[place], rows[place] = seed, row
    return tuple(all_seeds)


def _without(
    kept: Sequence[Row], copies: Mapping[str, Problem], seeds: Sequence[Seed], rows: list[Row | None],
    faults: dict[Seed, Problem], problems: list[Problem],
) -> list[Row]:  # fmt: skip
    """The rows without those of copies, which are told, and then are refused as others are."""
    for index, row in enumerate(rows if copies else ()):
        if row and row.id in copies:
            rows[index], faults[seeds[index]] = None, copies[row.id]
            problems.append(copies[row.id])
    return [row for row in kept if row.id not in copies]


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
        id=authority.id, kind=authority.kind, name=authority.name, names=authority.names, is_source=authority.is_source,
        former=authority.former,
    )  # fmt: skip


def _study(
    seeds: Sequence[Seed], archive: Path, settings: Settings, names: tuple[Authority, ...],
    everywhere: Sought, workshop: Workshop, progress: Progress, problems: list[Problem],
    faults: dict[Seed, Problem],
) -> list[Row | None]:  # fmt: skip
    """One pass a report, in as many processes as there are; None for one that was refused, and why among the faults."""
    shape = digest_of((settings.fields, settings.findings, settings.require, settings.coarsen, everywhere))
    listed = listed_after(last := workshop.recall("listed", Listed), names)
    if listed is not last:
        workshop.keep("listed", listed)
    make = partial(
        study, archive=archive, settings=settings, authorities=names, names_digest=listed.digest, everywhere=everywhere
    )
    task = Task(
        make, Studied, shape, is_ready=lambda studied: may_be_kept(studied.problems), name="rows",
        renew=partial(studied_still, relisting=Relisting(listed), shelf=workshop.shelf),
    )  # fmt: skip
    rows = []
    for done, studied in enumerate(workshop.each(task, seeds)):
        problems += studied.problems
        rows.append(studied.row)
        if studied.row is None:
            errors = [one for one in studied.problems if one.severity == "error"]
            faults[seeds[done]] = (errors or studied.problems)[-1]
        progress("read and understand", done + 1, len(seeds))
    return rows


def _by_report(seeds: Sequence[Seed]) -> dict[str, Seed]:
    """Those that have a review, by the ids of their reports."""
    return {seed.review.report: seed for seed in seeds if seed.review}
