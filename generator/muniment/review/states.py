"""How far the reviews of an archive are, and which report most needs a look.

    need of a report = what would matter if it were wrong x how likely that is, over all that is open in it,
                       x (1 + the reports that are versions, translations or renderings of it)

What is held back comes first, since nobody reads it until an editor looks: of that first what has a stale review. Then
other stale reviews, since readers were told that somebody had looked; then whatever has a need, the greatest first;
then what may not be published yet, or no more; then what is looked at whole.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

from muniment.bodies import Result, fetch
from muniment.gathering import Reports, gather_reports, settings_of
from muniment.judgement import read_content
from muniment.logbook import logbook_of
from muniment.model import Record, Report, Review, Row, changed, from_bytes, to_bytes
from muniment.outcome import Progress, Tell
from muniment.problems import Place, Problem, PublishError
from muniment.publish.lock import locked
from muniment.request import Request, refuse_other_folders
from muniment.review.matters import count_settled, open_matters
from muniment.reviews import judged_reviews
from muniment.settings import Settings
from muniment.work import Task, Workshop, workshop_at

ReviewState = Literal["stale", "broken", "held back", "unread", "open", "in part", "complete", "embargoed", "withdrawn"]
STATES: tuple[ReviewState, ...] = (
    "stale", "broken", "held back", "unread", "in part", "open", "complete", "embargoed", "withdrawn"
)  # fmt: skip
PATIENCE = 10.0  # seconds that a build is waited for
ALWAYS = "9999-12-31"  # the day on which no embargo holds any more


class Weighed(Record, frozen=True):
    """Of one report: how many matters are open and decided, and what all that is open weighs."""

    open: int
    settled: int
    weight: float


class State(Record, frozen=True, kw_only=True):
    """Where one report stands. `date` is the report's, `reviewed` the day of its review; `held` says where and why it
    is not published, if anything has to be mended for that; `signed` are the people whose signatures hold, those among
    them whose key the log does not have yet with a word that says so."""

    id: str
    date: str
    state: ReviewState
    decided: int
    undecided: int
    reviewer: str
    reviewed: str
    need: float
    held: str = ""
    signed: tuple[str, ...] = ()


def states_of(archive: Path, on: str, jobs: int, progress: Progress, tell: Tell) -> list[State]:
    """Every report of an archive on a day (YYYY-MM-DD), the one that most needs a look first. What builds remember is
    used, and what is found out here they need not do again. Raises ArchiveError."""
    archive = archive.resolve()
    refuse_other_folders(archive)
    settings = changed(settings_of(archive), require="")
    cache = archive / ".cache"
    try:
        cache.mkdir(exist_ok=True)
    except OSError as error:
        raise PublishError(Problem(Place(".cache"), f"cannot be written: {error.strerror}")) from error
    with locked(cache / "lock", PATIENCE, tell, "this archive"), workshop_at(cache / "store.sqlite", jobs) as workshop:
        problems: list[Problem] = []
        found, under = _reports(archive, settings, on, workshop, progress, problems)
        task = Task(partial(weigh, shelf=workshop.shelf), Weighed, "", describe=str.encode, name="weights")
        weights = list(workshop.each(task, (row.digest for row in found.rows)))
    rows, by_id = found.rows, found.reviews.by_id
    pointed = Counter(name for row in rows for name in {row.version_of, row.translation_of, row.rendering_of} if name)
    states = [
        _state_of(row, weighed, by_id.get(row.id), row.id in under, 1 + pointed[row.id])
        for row, weighed in zip(rows, weights, strict=True)
    ]
    return sorted([*states, *_without_rows(found, problems)], key=_order)


def weigh(digest: str, shelf: Path) -> Result:
    """What is open in one report, by its digest: a Weighed."""
    report = from_bytes(fetch(shelf, digest), Report)
    matters = open_matters(report)
    weighed = Weighed(len(matters), count_settled(report), round(sum(one.weight for one in matters), 3))
    return to_bytes(weighed), ()


def needs_a_look(state: State) -> bool:
    """Whether an editor could do anything for the report in the walk."""
    if state.state in ("broken", "unread", "withdrawn"):
        return False
    return state.state in ("stale", "held back", "in part", "open") or state.undecided > 0


def is_shut(state: State) -> bool:
    """Whether the walk cannot open the report until something is mended."""
    return state.state in ("broken", "unread")


def _reports(
    archive: Path, settings: Settings, on: str, workshop: Workshop, progress: Progress, problems: list[Problem]
) -> tuple[Reports, frozenset[str]]:
    """Every report, and the ids of those that are under embargo on this day."""
    content, faults = read_content(archive, settings, []), list[Problem]()
    known = content.authorities, content.everywhere
    logged = logbook_of(archive, settings, workshop).reviews
    reviews = judged_reviews(archive, settings, *known, workshop, problems, faults, logged)
    problems += faults
    request = Request(archive, archive / "site", archive / ".cache", 1, False, on, "", False, None)
    opened = gather_reports(request, None, settings, *known, reviews, workshop, progress, problems)
    if not opened.counts.held:
        return opened, frozenset()
    problems.clear()
    request = changed(request, on=ALWAYS)
    every = gather_reports(request, None, settings, *known, reviews, workshop, progress, problems)
    there = {row.id for row in opened.rows}.union(one.id for one in opened.refused)
    return every, frozenset(row.id for row in every.rows) - there


def _state_of(row: Row, weighed: Weighed, review: Review | None, is_held: bool, times: int) -> State:
    state: ReviewState = "open" if review is None else "complete" if review.is_complete else "in part"
    if row.is_stale:
        state = "stale"
    if is_held or (review and review.withdrawal):
        state = "withdrawn" if review and review.withdrawal else "embargoed"
    return State(
        id=row.id,
        date=row.published.value if row.published else "",
        state=state,
        decided=weighed.settled,
        undecided=weighed.open,
        reviewer=review.reviewer if review else "",
        reviewed=review.date if review else "",
        need=round(weighed.weight * times, 3),
        signed=_signed(review),
    )


def _signed(review: Review | None) -> tuple[str, ...]:
    people = [one.principal for one in review.signers] if review else []
    people += [f"{one} (not in the log)" for one in review.awaited] if review else []
    return tuple(dict.fromkeys(people))


def _without_rows(reports: Reports, problems: Sequence[Problem]) -> Iterator[State]:
    """Reports that are held back or cannot be read, reviews that cannot be understood, and those of reports that are
    gone."""
    reviews, known = reports.reviews, {row.id for row in reports.rows}
    nothing: dict[str, Any] = {"date": "", "undecided": 0, "need": 0.0}
    for one in reports.refused:
        state: ReviewState = "stale" if one.is_stale else "held back" if one.review else "unread"
        known.add(one.id)
        identifier = one.id or f"{one.path}{f':{one.line}' if one.line else ''}"
        yield State(id=identifier, state=state, held=_told(one.why), **_by(one.review), **nothing)
    for identifier, path in reviews.broken.items():
        wrong = (one for one in problems if one.place.path == path and one.severity == "error")
        held = next(map(_told, wrong), f"{path}: cannot be understood")
        yield State(id=identifier, state="broken", held=held, **_by(None), **nothing)
    for identifier, review in reviews.by_id.items():
        if identifier not in known and review.withdrawal:
            yield State(id=identifier, state="withdrawn", **_by(review), **nothing)


def _by(review: Review | None) -> dict[str, Any]:
    if review is None:
        return {"decided": 0, "reviewer": "", "reviewed": ""}
    return {"decided": len(review.decisions), "reviewer": review.reviewer, "reviewed": review.date}


def _told(problem: Problem) -> str:
    """A problem in one line."""
    return f"{problem.place}: {problem.what}"


def _order(one: State) -> tuple[int, float, str]:
    match one.state:
        case "stale":
            rank = 0 if one.held else 2
        case "broken" | "held back" | "unread":
            rank = 1
        case "embargoed":
            rank = 4
        case "withdrawn":
            rank = 5
        case _:
            rank = 3 if needs_a_look(one) else 6
    return rank, -one.need, one.id
