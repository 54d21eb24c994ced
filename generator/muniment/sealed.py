"""How an archive stands against its log: what may not have changed, what is sealed, what is shown of the log."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from muniment.absent import absent_from, told_absent
from muniment.bodies import fetch
from muniment.gathering import Reports
from muniment.judgement import Content
from muniment.ledger import Ledger
from muniment.link.seals import Seals
from muniment.logbook import Logbook
from muniment.model import Amends, CheckpointLine, Review, Revision, Row, Seal, SealedLog, Tombstone, changed
from muniment.model.sealing import EarlierRecord, SealMark
from muniment.model.sealing_pages import Sealing
from muniment.outcome import counted
from muniment.problems import InputError, Place, Problem, beside
from muniment.read.content import OF_RECORDS
from muniment.read.hiding import Sought
from muniment.read.kept_text import kept_path
from muniment.read.kinds import SAVED_PAGES, ending_of
from muniment.read.reviews import FOLDER as REVIEWS
from muniment.seal.log import ENTRIES, FOLDER, LOG, RECORDS, Kept, Log, Sealed
from muniment.seal.records import ReportRecord, digest_of_standing, read_record, withdrawn_record
from muniment.telling_records import telling_records
from muniment.work import Workshop

PUT_BACK = (
    "put back what was sealed, or say why it is another in {}: an entry more in revisions (date, reason), and beside "
    "reviewer and date 'seed: {}'"
)
REVIEW_GONE = "put {} back; one that holds nothing back any more says so, with seed, reviewer, date and nothing else"
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
    book: Logbook, reports: Reports, amends: Amends, content: Content, workshop: Workshop, problems: list[Problem]
) -> Stand:
    """How it stands. Raises InputError as `check_sealed` does, with all other problems."""
    ledger, shown = book.ledger, _without_names(book.shown, book.ledger.log, content.everywhere)
    with beside(problems):
        check_sealed(ledger.log, reports, content.everywhere, ledger.last_record, workshop.shelf)
    problems += told_absent(ledger.log, absent_from(ledger, reports, amends, content, workshop))
    problems += _back_again(ledger)
    records, telling = shown_records(ledger, reports, amends.tombstones, content.everywhere, workshop)
    if telling:
        what = f"what {counted(len(telling), 'record')} of it would tell is hidden by now, and not published"
        problems.append(Problem(Place(f"{FOLDER}/{LOG}"), what, "`muniment seal` takes such records out", "warning"))
    marks = marks_of(ledger.log, reports.rows, frozenset(one.leaf for one in records), shown.checkpoints)
    withdrawn = _withdrawn(ledger, amends.tombstones, frozenset(one.leaf for one in records), shown.checkpoints)
    return Stand(book, records, marks, changed(sealing_of(shown, marks), withdrawn=withdrawn))


def _without_names(shown: SealedLog, log: Log, everywhere: Sought) -> SealedLog:
    """The log as it is shown, which names no report whose id tells a name that is withheld."""
    telling = {name for name in log.reports if everywhere.is_in(name)}
    if not telling:
        return shown
    lines = [
        changed(
            line, reports=tuple((kind, tuple(one for one in ids if one not in telling)) for kind, ids in line.reports)
        )
        for line in shown.checkpoints
    ]
    return changed(shown, checkpoints=tuple(lines))


def _back_again(ledger: Ledger) -> Iterator[Problem]:
    """Records that were taken out, and that somebody has put back: they tell what is hidden, though not in the site."""
    left = {one.address for one in ledger.log.kept}
    for address in sorted(ledger.files.keys() - left):
        if address.startswith(RECORDS):
            what = "a later record has taken this one out of the log, for what it tells"
            yield Problem(Place(f"{FOLDER}/{address}"), what, "delete it: content/ may be public", "warning")


def check_sealed(
    log: Log, reports: Reports, everywhere: Sought, last: Callable[[str], ReportRecord], shelf: Path
) -> None:
    """Raises InputError with every sealed report whose bytes, text or attachments are others by now, or are gone,
    though no editor says why, or whose review is gone; but for those whose ids tell a name that is withheld, which can
    be there only by another. `last` gives what the log says last of a report, and on the shelf is how reports stand
    now."""
    problems = list(_otherwise(log, reports, last, shelf))
    for identifier, known in log.reports.items():
        review = reports.reviews.by_id.get(identifier)
        if review is None and (known.is_reviewed or known.is_withdrawn) and identifier in reports.seeds:
            what = f"the review of '{identifier}', sealed on {known.on}, is gone: what it kept back would be published"
            hint = REVIEW_GONE.format(f"{REVIEWS}/{identifier}.yaml")
            problems.append(Problem(Place(f"{FOLDER}/{ENTRIES}", known.leaf + 1), what, hint))
        if known.is_withdrawn or known.is_held or (review and review.withdrawal):
            continue
        sha256, path = reports.seeds.get(identifier, ("", ""))
        file = f"{REVIEWS}/{identifier}.yaml"
        if not sha256 and not _may_be_there(identifier, reports, last) and not everywhere.is_in(identifier):
            now = "cannot be read any more" if identifier in reports.held.ids else "is there no more"
            what = f"report '{identifier}' was sealed on {known.on}, and {now}"
            problems.append(Problem(Place(f"{FOLDER}/{ENTRIES}", known.leaf + 1), what, WITHDRAW.format(file)))
        elif sha256 and known.seed and sha256 != known.seed and not _is_told(review, sha256, last(identifier)):
            what = f"the bytes of '{identifier}' are not those that were sealed on {known.on}"
            problems.append(Problem(Place(path), what, PUT_BACK.format(file, sha256)))
    if problems:
        raise InputError(*problems)


def _may_be_there(report: str, reports: Reports, last: Callable[[str], ReportRecord]) -> bool:
    """Whether a report of which nothing is found may be there all the same: its review cannot be read, or it was one of
    many in a file, and of such some cannot be read."""
    is_of_many = reports.held.is_more and last(report).derivation in OF_RECORDS
    return report in reports.reviews.broken or is_of_many


def _otherwise(log: Log, reports: Reports, last: Callable[[str], ReportRecord], shelf: Path) -> Iterator[Problem]:
    """Each report with the sealed bytes whose attachments are others than those that were sealed with it, or in which
    another text is read: from a saved page, in content/texts/, or by other fields of a table."""
    for row in reports.rows:
        known = log.reports.get(row.id)
        if known is None or not known.seed or known.standing == row.standing or known.seed != row.sha256:
            continue
        before, now = last(row.id), read_record(fetch(shelf, row.standing))
        if not isinstance(now, ReportRecord) or _is_told(reports.reviews.by_id.get(row.id), known.seed, before):
            continue
        hint = PUT_BACK.format(f"{REVIEWS}/{row.id}.yaml", row.sha256)
        if before.attachments != now.attachments:
            yield Problem(
                Place(row.path), f"the attachments of '{row.id}' are not those that were sealed on {known.on}", hint
            )
        if before.text != now.text:
            place = Place(kept_path(row.id) if ending_of(row.path) in SAVED_PAGES else row.path)
            yield Problem(place, f"the text of '{row.id}' is not the one that was sealed on {known.on}", hint)


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
            is_current = known.standing == row.standing
            marks[row.id] = SealMark(
                leaf=known.leaf,
                checkpoint=line.size,
                root=line.root,
                is_current=is_current,
                signers=line.signer_mentions,
                stamps=line.stamps,
                since=_since(log, known.same_bytes, known, shown, checkpoints, sizes) if is_current else None,
                replaced=_since(log, known.other_bytes[::-1], known, shown, checkpoints, sizes) if is_current else None,
            )
    return marks


def _withdrawn(
    ledger: Ledger, tombstones: Iterable[Tombstone], shown: frozenset[int], checkpoints: Sequence[CheckpointLine]
) -> dict[str, Seal]:
    """Of every report that is withdrawn by what the log says as well, its place there, and the first leaf that was."""
    log, sizes, found = ledger.log, [one.size for one in checkpoints], dict[str, Seal]()
    for one in tombstones:
        known = log.reports.get(one.id)
        if known and known.leaf in shown and known.standing == digest_of_standing(withdrawn_record(one)):
            line = checkpoints[bisect_right(sizes, known.leaf)]
            before = [(leaf, "") for leaf in sorted(known.taken) if log.leaves[leaf].kind != "publish"]
            mark = SealMark(
                leaf=known.leaf, checkpoint=line.size, root=line.root, is_current=True, signers=line.signer_mentions,
                stamps=line.stamps, since=_since(log, before, known, frozenset(known.taken), checkpoints, sizes),
            )  # fmt: skip
            found[one.id] = ledger.seal_of(one.id, mark)
    return found


def _since(
    log: Log, records: Iterable[tuple[int, str]], known: Sealed, shown: frozenset[int],
    checkpoints: Sequence[CheckpointLine], sizes: Sequence[int],
) -> EarlierRecord | None:  # fmt: skip
    """Where the first of these records is that is shown, and earlier than the last of the report. Of later checkpoints
    than that one's nothing is told, so that a page stays as it is when others are sealed."""
    leaf, address = next((one for one in records if one[0] in shown), (known.leaf, ""))
    lines = checkpoints[bisect_right(sizes, leaf) : bisect_right(sizes, known.leaf)]
    if not lines:
        return None
    stamped = next((line for line in lines if line.stamps), None)
    return EarlierRecord(
        leaf=leaf,
        on=log.leaves[leaf].on,
        address=address,
        checkpoint=lines[0].size,
        stamped=stamped.size if stamped else 0,
        stamps=stamped.stamps if stamped else (),
    )


def sealing_of(log: SealedLog, marks: Mapping[str, SealMark]) -> Sealing:
    """What a build knows of its log, but for whether it is signed."""
    sealed = sum(mark.is_current for mark in marks.values())
    return Sealing(log=log, sealed=sealed, newer=len(marks) - sealed)


def shown_records(
    ledger: Ledger, reports: Reports, tombstones: Iterable[Tombstone], everywhere: Sought, workshop: Workshop
) -> tuple[tuple[Kept, ...], frozenset[int]]:
    """The records that may be published: none of a report of which more is hidden by now than when it was sealed, or
    which is not published any more, unless the log says that nothing of it is; and none that would tell what is
    hidden, whose leaves are the second part."""
    log, rows = ledger.log, reports.rows
    withdrawn = {one.id: digest_of_standing(withdrawn_record(one)) for one in tombstones}
    may = {row.id: row.standing if not row.sha256 else "" for row in rows} | withdrawn
    hidden = {
        leaf
        for identifier, known in log.reports.items()
        if not known.is_held and not (known.is_withdrawn and identifier not in withdrawn)
        if may.get(identifier, "hidden") not in ("", known.standing)
        for leaf in known.leaves
    }
    kept = tuple(one for one in log.kept if one.leaf not in hidden)
    telling = telling_records(ledger, kept, rows, reports.reviews.by_id, everywhere, workshop)
    return tuple(one for one in kept if one.leaf not in telling) if telling else kept, telling
