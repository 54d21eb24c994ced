"""How an archive stands against its log: what may not have changed, what is sealed, what is shown of the log."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.bodies import Result
from muniment.gathering import Reports
from muniment.ledger import Ledger
from muniment.link.seals import Seals
from muniment.model import Amends, CheckpointLine, Review, Revision, Row, SealedLog, Tombstone, digest_of, to_bytes
from muniment.model.sealing import SealMark
from muniment.model.sealing_pages import Sealing
from muniment.problems import InputError, Place, Problem, beside
from muniment.read.hiding import Sought
from muniment.read.reviews import FOLDER as REVIEWS
from muniment.seal.log import ENTRIES, FOLDER, Kept, Log
from muniment.seal.records import ReportRecord, digest_of_standing, withdrawn_record
from muniment.shown_log import Logbook
from muniment.work import Task, Workshop

PUT_BACK = "put the sealed bytes back, or say why they are others in {}: revisions, and the new SHA-256 as seed"
WITHDRAW = "put it back, or say in {} that it was withdrawn"


@dataclass(frozen=True)
class Stand:
    """How an archive stands against its log: the records that may be published, each sealed report's place by its id,
    and what pages show of all that."""

    book: Logbook
    records: tuple[Kept, ...]
    marks: Mapping[str, SealMark]
    sealing: Sealing

    @property
    def seals(self) -> Seals:
        """What makes the whole of a report's place."""
        return Seals(bool(self.book.shown.origin), self.book.ledger.seal_of)


def stand_of(
    book: Logbook, reports: Reports, amends: Amends, everywhere: Sought, workshop: Workshop, problems: list[Problem]
) -> Stand:
    """How it stands. Raises InputError as `check_sealed` does, with all other problems."""
    ledger, shown = book.ledger, book.shown
    with beside(problems):
        check_sealed(ledger.log, reports, ledger.last_record)
    problems += _missing(ledger.log, reports, amends)
    records = shown_records(ledger, reports.rows, amends.tombstones, everywhere, workshop)
    marks = marks_of(ledger.log, reports.rows, frozenset(one.leaf for one in records), shown.checkpoints)
    return Stand(book, records, marks, sealing_of(shown, marks))


def check_sealed(log: Log, reports: Reports, last: Callable[[str], ReportRecord]) -> None:
    """Raises InputError with every sealed report whose bytes are others by now, or are gone, though no editor says
    why. `last` gives what the log says last of a report."""
    problems = []
    for identifier, known in log.reports.items():
        review = reports.reviews.by_id.get(identifier)
        is_held = identifier in reports.reviews.broken or reports.held.is_more
        if known.is_withdrawn or (review and review.withdrawal):
            continue
        sha256, path = reports.seeds.get(identifier, ("", ""))
        file = f"{REVIEWS}/{identifier}.yaml"
        if not sha256 and not is_held:
            now = "cannot be read any more" if identifier in reports.held.ids else "is there no more"
            what = f"report '{identifier}' was sealed on {known.on}, and {now}"
            problems.append(Problem(Place(f"{FOLDER}/{ENTRIES}", known.leaf + 1), what, WITHDRAW.format(file)))
        elif sha256 and known.seed and sha256 != known.seed and not _is_told(review, sha256, last(identifier)):
            what = f"its bytes are not those that were sealed on {known.on}"
            problems.append(Problem(Place(path), what, PUT_BACK.format(file)))
    if problems:
        raise InputError(*problems)


def _missing(log: Log, reports: Reports, amends: Amends) -> Iterator[Problem]:
    """A warning for each sealed report that is not published, though nobody has withdrawn it: whoever checks the site
    finds that it is missing."""
    there = {row.id for row in reports.rows}.union(one.id for one in amends.tombstones)
    for identifier in sorted(log.reports.keys() - there):
        if not log.reports[identifier].is_withdrawn:
            what = f"report '{identifier}' was sealed, and is not published: whoever checks the site finds it missing"
            hint = f"mend what holds it back, or say in {REVIEWS}/{identifier}.yaml that it was withdrawn"
            yield Problem(Place(f"{FOLDER}/{ENTRIES}", log.reports[identifier].leaf + 1), what, hint, "warning")


def _is_told(review: Review | None, seed: str, last: ReportRecord) -> bool:
    """Whether an editor who has seen these bytes says why they are others."""
    if review is None or review.seed != seed:
        return False
    old = {Revision(one.date, one.reason) for one in (last.review.revisions if last.review else ())}
    return any(one not in old for one in review.revisions)


def marks_of(
    log: Log, rows: Iterable[Row], shown: frozenset[int], checkpoints: Sequence[CheckpointLine]
) -> dict[str, SealMark]:
    """Of every report whose last record is shown, by its id, its place in the first checkpoint that covers it."""
    sizes, marks = [one.size for one in checkpoints], {}
    for row in rows:
        known = log.reports.get(row.id)
        if known and known.leaf in shown:
            line = checkpoints[bisect_right(sizes, known.leaf)]
            marks[row.id] = SealMark(
                leaf=known.leaf,
                checkpoint=line.size,
                root=line.root,
                is_current=known.standing == row.standing,
                signers=tuple(dict.fromkeys(one.principal for one in line.signers)),
            )
    return marks


def sealing_of(log: SealedLog, marks: Mapping[str, SealMark]) -> Sealing:
    """What a build knows of its log, but for whether it is signed."""
    sealed = sum(mark.is_current for mark in marks.values())
    return Sealing(log=log, sealed=sealed, newer=len(marks) - sealed)


def shown_records(
    ledger: Ledger, rows: Iterable[Row], tombstones: Iterable[Tombstone], everywhere: Sought, workshop: Workshop
) -> tuple[Kept, ...]:
    """The records that may be published: none of a report of which more is hidden by now than when it was sealed, or
    which is not published any more, and none that names somebody who is withheld."""
    log = ledger.log
    may = {row.id: row.standing if not row.sha256 else "" for row in rows}
    may |= {one.id: digest_of_standing(withdrawn_record(one)) for one in tombstones}
    hidden = {
        leaf
        for identifier, known in log.reports.items()
        if may.get(identifier, "hidden") not in ("", known.standing)
        for leaf in known.leaves
    }
    kept = tuple(one for one in log.kept if one.leaf not in hidden)
    telling = telling_records(ledger, kept, everywhere, workshop)
    return tuple(one for one in kept if one.leaf not in telling) if telling else kept


def telling_records(ledger: Ledger, kept: Sequence[Kept], everywhere: Sought, workshop: Workshop) -> frozenset[int]:
    """The leaves whose records name somebody who is withheld."""
    if not everywhere.names:
        return frozenset()
    find = partial(_tells, content=ledger.content, everywhere=everywhere)
    task = Task(find, bool, digest_of(everywhere), name="records")
    return frozenset(one.leaf for one, tells in zip(kept, workshop.each(task, kept), strict=True) if tells)


def _tells(kept: Kept, content: Path, everywhere: Sought) -> Result:
    """Whether a record says what is hidden everywhere."""
    return to_bytes(everywhere.is_in((content / kept.address).read_text("utf-8"))), ()
