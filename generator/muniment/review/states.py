"""How far the reviews of an archive are, and which report most needs a look.

    need of a report = what would matter if it were wrong x how likely that is, over all that is open in it,
                       x (1 + the reports that are versions, translations or renderings of it)

A stale review comes first, since readers were told that somebody had looked; then whatever has a need, the greatest
first; then what may not be published yet, or no more; then what is looked at whole.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

from muniment.bodies import Result, fetch
from muniment.gathering import gather_reports, reviews_of, settings_of
from muniment.judgement import read_content
from muniment.model import Record, Report, Review, Row, changed, from_bytes, to_bytes
from muniment.outcome import Progress, Tell
from muniment.problems import Place, Problem, PublishError
from muniment.publish.lock import locked
from muniment.read.reviews import Reviews
from muniment.request import Request, refuse_other_folders
from muniment.review.matters import count_settled, open_matters
from muniment.settings import Settings
from muniment.work import Task, Workshop, workshop_at

ReviewState = Literal["stale", "broken", "open", "in part", "complete", "embargoed", "withdrawn"]
STATES: tuple[ReviewState, ...] = ("stale", "broken", "in part", "open", "complete", "embargoed", "withdrawn")
PATIENCE = 10.0  # seconds that a build is waited for
ALWAYS = "9999-12-31"  # the day on which no embargo holds any more


class Weighed(Record, frozen=True):
    """Of one report: how many matters are open and decided, and what all that is open weighs."""

    open: int
    settled: int
    weight: float


class State(Record, frozen=True, kw_only=True):
    """Where one report stands. `date` is the report's, `reviewed` the day of its review."""

    id: str
    date: str
    state: ReviewState
    decided: int
    undecided: int
    reviewer: str
    reviewed: str
    need: float


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
        every, held = _rows(archive, settings, on, workshop, progress)
        task = Task(partial(weigh, shelf=workshop.shelf), Weighed, "", describe=str.encode, name="weights")
        weights = list(workshop.each(task, (row.digest for row in every)))
        reviews = reviews_of(archive, workshop, [])
    pointed = Counter(name for row in every for name in {row.version_of, row.translation_of, row.rendering_of} if name)
    found = [
        _state_of(row, weighed, reviews.by_id.get(row.id), row.id in held, 1 + pointed[row.id])
        for row, weighed in zip(every, weights, strict=True)
    ]
    return sorted([*found, *_without_rows(reviews, {row.id for row in every})], key=_order)


def weigh(digest: str, shelf: Path) -> Result:
    """What is open in one report, by its digest: a Weighed."""
    report = from_bytes(fetch(shelf, digest), Report)
    matters = open_matters(report)
    weighed = Weighed(len(matters), count_settled(report), round(sum(one.weight for one in matters), 3))
    return to_bytes(weighed), ()


def needs_a_look(state: State) -> bool:
    """Whether an editor could do anything for the report."""
    return state.state in ("stale", "in part", "open") or (state.undecided > 0 and state.state != "withdrawn")


def _rows(
    archive: Path, settings: Settings, on: str, workshop: Workshop, progress: Progress
) -> tuple[list[Row], frozenset[str]]:
    """Every report, and the ids of those that are under embargo on this day."""
    content = read_content(archive, settings, [])
    names = content.authorities, content.withheld
    request = Request(archive, archive / "site", archive / ".cache", 1, False, on, "", False, None)
    problems: list[Problem] = []
    opened = gather_reports(request, None, settings, *names, workshop, progress, problems)
    if not opened.counts.held:
        return opened.rows, frozenset()
    request = changed(request, on=ALWAYS)
    every = gather_reports(request, None, settings, *names, workshop, progress, problems)
    return every.rows, frozenset({row.id for row in every.rows} - {row.id for row in opened.rows})


def _state_of(row: Row, weighed: Weighed, review: Review | None, is_held: bool, times: int) -> State:
    state: ReviewState = "open" if review is None else "complete" if review.is_complete else "in part"
    if review and review.seed and row.sha256 and review.seed != row.sha256:
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
    )


def _without_rows(reviews: Reviews, known: Collection[str]) -> Iterator[State]:
    """Reviews that cannot be understood, which hold their reports back, and those of reports that are gone."""
    nothing: dict[str, Any] = {"date": "", "decided": 0, "undecided": 0, "need": 0.0}
    for identifier in reviews.broken:
        yield State(id=identifier, state="broken", reviewer="", reviewed="", **nothing)
    for identifier, review in reviews.by_id.items():
        if identifier not in known and review.withdrawal:
            yield State(id=identifier, state="withdrawn", reviewer=review.reviewer, reviewed=review.date, **nothing)


def _order(one: State) -> tuple[int, float, str]:
    rank = {"stale": 0, "broken": 0, "embargoed": 2, "withdrawn": 3}.get(one.state, 1 if needs_a_look(one) else 4)
    return rank, -one.need, one.id
