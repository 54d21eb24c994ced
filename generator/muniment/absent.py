"""Sealed reports that are not published by now, and were not withdrawn.

Of those that are held back on purpose the next seal says so in the log. Over one that is held back by a mistake nothing
is sealed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.bodies import Result
from muniment.gathering import Reports
from muniment.judgement import Content
from muniment.ledger import Ledger
from muniment.model import Amends, Seed, digest_of, to_bytes
from muniment.problems import InputError, Place, Problem
from muniment.read.document import id_of, read_whole
from muniment.read.reviews import FOLDER as REVIEWS
from muniment.seal.log import ENTRIES, FOLDER, Log
from muniment.settings import Settings
from muniment.unpublished import HeldBack, under_embargo
from muniment.work import Task, Workshop


@dataclass(frozen=True)
class Absent:
    """Reports that the log has as published and that are not, in the order of their ids: those that are held back on
    purpose, those whose ids tell a name that is withheld, and that editors have `left`, and the others."""

    held: Mapping[str, HeldBack]
    faulty: Sequence[str]
    left: Sequence[str] = ()


def absent_from(ledger: Ledger, reports: Reports, amends: Amends, content: Content, workshop: Workshop) -> Absent:
    """Which they are. Where some are left of which nobody knows why, the ids of records under embargo are read. One
    whose id tells a name that is withheld is not missed where it was given another id, or withdrawn: of it the log can
    say no more by that name."""
    there = {row.id for row in reports.rows}.union(one.id for one in amends.tombstones)
    known = ((name, ledger.log.reports[name]) for name in sorted(ledger.log.reports.keys() - there))
    gone = [name for name, one in known if not one.is_withdrawn and not one.is_held]
    held = dict(reports.held_back)
    if not held.keys() >= set(gone):
        held |= _records_under_embargo(reports, ledger.content.parent, content.settings, workshop)
    left = [name for name in gone if name not in held and _is_left(name, reports, content)]
    faulty = [name for name in gone if name not in held and name not in left]
    return Absent({name: held[name] for name in gone if name in held}, faulty, left)


def _is_left(name: str, reports: Reports, content: Content) -> bool:
    """Whether an editor has left an id, and it tells a name that is withheld."""
    review = reports.reviews.by_id.get(name)
    is_there = name in reports.seeds and not (review and review.withdrawal)
    return not is_there and name not in reports.reviews.broken and content.everywhere.is_in(name)


def _records_under_embargo(
    reports: Reports, archive: Path, settings: Settings, workshop: Workshop
) -> Mapping[str, HeldBack]:
    seeds = [seed for seed in reports.waiting if seed.row and not seed.review]
    task = Task(partial(_id_of, archive=archive, settings=settings), str, digest_of(settings.fields), name="ids")
    return {name: under_embargo(seed) for name, seed in zip(workshop.each(task, seeds), seeds, strict=True)}


def _id_of(seed: Seed, archive: Path, settings: Settings) -> Result:
    """The id of the report that a seed is, or nothing where it cannot be read."""
    whole = read_whole(seed, archive, settings, [])
    return to_bytes(id_of(seed, whole) if whole else ""), ()


def told_absent(log: Log, absent: Absent) -> Iterator[Problem]:
    """A warning for each: whoever checks the site finds that it is missing."""
    for name, held in absent.held.items():
        what = f"report '{name}' was sealed on {log.reports[name].on}, and is held back by now: {held.why}"
        hint = "seal again, and the log says so; until then whoever checks the site finds it missing"
        if held.until:
            hint = f"from that day on say --on, or take the embargo out of {held.place.path}; until then, {hint}"
        yield Problem(held.place, what, hint, "warning")
    for name in absent.left:
        what = f"the id of report '{name}', which was sealed, tells a name that is withheld"
        hint = (
            "seal again, and the log says of it by another id that it is held back; until then checks find it missing"
        )
        yield Problem(_entry_of(log, name), what, hint, "warning")
    for name in absent.faulty:
        what = f"report '{name}' was sealed, and is not published: whoever checks the site finds it missing"
        hint = f"mend what holds it back, or say in {REVIEWS}/{name}.yaml that it was withdrawn"
        yield Problem(_entry_of(log, name), what, hint, "warning")


def refuse_absent(log: Log, reports: Reports, absent: Absent, day: str, on: str) -> None:
    """Raises InputError with each report that cannot be said to be held back on purpose: by a mistake, or under an
    embargo that is over by the day of the seal, where nobody said on which day (`on`) embargoes are judged."""
    problems = [_fault_of(log, reports, name) for name in absent.faulty]
    for name, held in absent.held.items():
        if held.until and not on and held.until <= day:
            what = f"report '{name}' was sealed on {log.reports[name].on}, and its embargo ended on {held.until}"
            hint = f"say --on {day}, or every embargo holds, and its records are taken out of the log"
            problems.append(Problem(held.place, what, hint))
    if problems:
        raise InputError(*problems)


def _fault_of(log: Log, reports: Reports, name: str) -> Problem:
    """Which report is held back by a mistake, since when it was sealed, and what to do."""
    refused = next((one.why for one in reports.refused if one.id == name), None)
    broken = reports.reviews.broken.get(name)
    since = f"report '{name}' was sealed on {log.reports[name].on}, and"
    mend = f"or say in {REVIEWS}/{name}.yaml that it is under embargo or was withdrawn"
    if broken:
        return Problem(Place(broken), f"{since} is held back until this can be understood", "see what is told of it")
    if refused:
        return Problem(refused.place, f"{since} cannot be published: {refused.what}", f"mend that, {mend}")
    what = f"{since} is not published, by a mistake that has to be mended before anything is sealed"
    return Problem(_entry_of(log, name), what, f"see what else is told, {mend}")


def _entry_of(log: Log, name: str) -> Place:
    return Place(f"{FOLDER}/{ENTRIES}", log.reports[name].leaf + 1)
