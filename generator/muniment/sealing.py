"""The story of a seal: what changed is appended to the log, signed and stamped; then the build is.

read ── what is new ── records, leaves ── checkpoint ── signatures, stamps ── appended
build ── SHA256SUMS ── signatures, stamps ── kept ── build
"""

import hashlib
import os
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.absent import absent_from, refuse_absent
from muniment.bodies import fetch
from muniment.build import build
from muniment.gathering import gather_reports, settings_of
from muniment.judgement import amends_of, read_content
from muniment.ledger import Ledger, files_of_log
from muniment.logbook import Logbook, judged, logbook_of
from muniment.model import Key, Record, changed, to_json
from muniment.model.signature_names import OF_CHECKPOINTS, OF_SUMS
from muniment.new_signatures import signatures, stamp_name, stamps
from muniment.outcome import Outcome, Progress, Tell
from muniment.problems import InputError, Place, Problem, PublishError, beside
from muniment.publish.lock import locked
from muniment.publish.sums import NAME as SHA256SUMS
from muniment.read.folder import odd_folders
from muniment.read.hiding import Sought
from muniment.read.kept_text import kept_path
from muniment.read.kinds import SAVED_PAGES, ending_of
from muniment.read.reviews import FOLDER as REVIEWS
from muniment.request import Offer, Request, refuse_what_cannot_be
from muniment.review_signatures import MEND
from muniment.reviews import checked_reviews
from muniment.seal.additions import Addition, Standing, additions_to, salted
from muniment.seal.allowed_signers import ALLOWED, read_keys
from muniment.seal.checkpoint import Checkpoint, checkpoint_text
from muniment.seal.key_faults import Day
from muniment.seal.leaves import TAKING_OUT, leaf_line, lines_of
from muniment.seal.log import CHECKPOINTS, ENTRIES, FOLDER, LOG, Log
from muniment.seal.merkle import Tree, leaf_hash
from muniment.seal.records import Bytes, PublicationRecord, ReportRecord, address_of, read_record
from muniment.seal.ssh import public_key
from muniment.seal.writing import LAST, SUMS, append, keep_beside, keep_sums, settle
from muniment.sealed import check_sealed
from muniment.seen_checkpoints import origin_said, refuse_other_past, remember
from muniment.settings import Settings
from muniment.signed_build import SignedSums, kept_sums
from muniment.telling_records import telling_records
from muniment.work import workshop_at

SIGNED_LATE = (
    "nothing was appended, since no build would take the log then. A time stamp shows that a key had ended: leave "
    "`stamps` out of the settings, and the days of what is sealed stay claimed"
)
REVIEWED_LATE = "nothing was appended, since no build would take the log then: {}"
PATIENCE = 10.0  # seconds that a build is waited for
SALT = 16  # bytes: 128 bits


class Wish(Record, frozen=True, kw_only=True):
    """What a seal was asked for: the archive and its site, the keys to sign with, the day that leaves claim, the last
    that a time stamp may be of, that on which embargoes are judged, and how many processes may work."""

    archive: Path
    site: Path | None = None
    keys: tuple[Path, ...] = ()
    day: str
    latest: str = "9999-12-31"
    on: str = ""
    jobs: int = 1


@dataclass(frozen=True)
class Plan:
    """What is to be appended to a log: the settings and keys it is done by, the additions, and the paths of saved pages
    whose text is not kept yet, so that a newer program could read another one in them."""

    settings: Settings
    book: Logbook
    keys: tuple[Key, ...]
    additions: Sequence[Addition]
    pages: tuple[str, ...]


@contextmanager
def alone(archive: Path, tell: Tell, settles: bool = True) -> Iterator[None]:
    """While nobody else seals the archive; a seal that was cut off is undone or completed first, unless nothing is to
    be written. Raises PublishError where somebody does, or nothing can be written."""
    cache, log = archive / ".cache", archive / FOLDER / LOG
    if odd := odd_folders(archive, (".cache", FOLDER, f"{FOLDER}/{LOG}")):
        raise InputError(*odd)
    try:
        cache.mkdir(exist_ok=True)
        with ExitStack() as locks:
            locks.enter_context(locked(cache / "seal.lock", PATIENCE, tell, "the log"))
            if log.is_dir():
                locks.enter_context(locked(log, PATIENCE, tell, "the log"))
                files_of_log(archive)  # or nothing in it may be opened
                if settles:
                    settle(archive / FOLDER)
            yield
    except BrokenPipeError:  # nobody reads what is said, and that is no fault of the log
        raise
    except OSError as error:
        what, hint = f"cannot be written: {error.strerror or error}", "mend this and seal again; the log is whole"
        raise PublishError(Problem(Place(str(error.filename or log)), what, hint)) from error


def plan_of(wish: Wish, progress: Progress, tell: Tell) -> tuple[Plan, tuple[Problem, ...]]:
    """What is to be appended, and what is wrong with single reports. Raises ArchiveError where nothing can be sealed:
    the log is none, a sealed report was changed, or a key cannot be read."""
    archive, problems = wish.archive, list[Problem]()
    site, cache = wish.site or archive / "site", archive / ".cache"
    request = Request(archive, site, cache, wish.jobs, False, wish.on, "", False, None)
    refuse_what_cannot_be(request)
    shop = workshop_at(cache / "store.sqlite", wish.jobs)
    with locked(cache / "lock", PATIENCE, tell, "this archive"), shop as workshop:
        settings = settings_of(archive)
        book, content = logbook_of(archive, settings, workshop), read_content(archive, settings, problems)
        ledger, known = book.ledger, (content.authorities, content.everywhere)
        refuse_other_past(ledger, settings, site, cache)
        reviews = checked_reviews(archive, settings, *known, workshop, problems, book.reviews)
        reports = gather_reports(request, None, settings, *known, reviews, workshop, progress, problems)
        amends = amends_of(archive, content, reports, problems)
        with beside(problems):
            check_sealed(ledger.log, reports, content.everywhere, ledger.last_record, workshop.shelf)
            absent = absent_from(ledger, reports, amends, content, workshop)
            refuse_absent(ledger.log, reports, absent, wish.day, wish.on)
        wrong: list[Problem] = []
        keys = read_keys(archive, wrong)
        if wrong:
            raise InputError(*wrong)
        telling = telling_records(
            ledger, ledger.log.kept, reports.rows, reports.reviews.by_id, content.everywhere, workshop
        )
        standing = Standing(
            reports={row.id: row.standing for row in reports.rows},
            tombstones=amends.tombstones,
            held={name: held.why for name, held in absent.held.items() if not held.is_passing},
            keys=keys,
            published=None if content.everywhere.names or content.everywhere.ids else _published_before(ledger),
            telling=telling,
            renamed=_renamed(ledger.log, telling, content.everywhere),
        )
        now = partial(_standing_now, digests=standing.reports, shelf=workshop.shelf)
        additions = additions_to(ledger.log, standing, now, ledger.last_record)
    pages = (row for row in reports.rows if ending_of(row.path) in SAVED_PAGES)
    passing = tuple(row.path for row in pages if not (archive / kept_path(row.id)).exists())
    return Plan(settings, book, keys, additions, passing), tuple(problems)


def _renamed(log: Log, telling: Collection[int], everywhere: Sought) -> dict[str, str]:
    """By the id of each report that tells a name which is withheld, one that tells nothing, and that no other has."""
    return {
        name: f"withheld-{log.leaves[known.leaf].record[:16]}"
        for name, known in log.reports.items()
        if known.leaf in telling and everywhere.is_in(name)
    }


def _standing_now(report: str, digests: Mapping[str, str], shelf: Path) -> ReportRecord:
    record = read_record(fetch(shelf, digests[report]))
    assert isinstance(record, ReportRecord)
    return record


def _published_before(ledger: Ledger) -> Bytes | None:
    """The SHA256SUMS that was signed last, where no leaf tells of it, and none since then takes anything out: that site
    showed it, so that whoever has the rest of it could find out by trial what it was. For that no archive tells of one
    that withholds anybody."""
    kept = kept_sums(ledger.content.parent)
    if kept is None or any(leaf.kind in TAKING_OUT for leaf in ledger.log.leaves[kept.of.leaves :]):
        return None
    told = (read_record(ledger.bytes_of(ledger.address_of[leaf])) for leaf in ledger.log.publications)
    sums = {one.sums for one in told if isinstance(one, PublicationRecord)}
    return Bytes(kept.of.bytes, kept.of.sha256) if kept.of.sha256 not in sums else None


def append_to_log(wish: Wish, plan: Plan, tell: Tell) -> Logbook:
    """Append what is planned, with a checkpoint that is signed by the wished keys and stamped by the authorities of the
    settings; one that cannot be asked is told, and its stamp left out. Nothing stands in the way of it, by
    `obstacles_to`. Gives the log as it is then. Raises ArchiveError, and then it is as it was."""
    ledger, archive = plan.book.ledger, wish.archive
    log, salts = ledger.log, iter(partial(secrets.token_hex, SALT), None)
    leaves, records = salted(log, plan.additions, wish.day, salts)
    tree = Tree(leaf_hash(leaf_line(leaf)) for leaf in (*log.leaves, *leaves))
    checkpoint = Checkpoint(origin_said(log, plan.settings), len(tree), tree.root(len(tree)))
    text, address = checkpoint_text(checkpoint).encode(), f"{CHECKPOINTS}/{len(tree)}.txt"
    files = {address_of(record): to_json(record) for record in records} | {address: text}
    before = ledger.bytes_of(ENTRIES) if log.leaves else b""
    after = ledger.with_files({**files, ENTRIES: before + lines_of(leaves)})
    made = signatures(text, address, wish.keys, after.log, OF_CHECKPOINTS, Day(wish.day))
    made |= stamps(text, f"{CHECKPOINTS}/{len(tree)}", plan.settings.stamps, archive, wish.latest, tell).files
    book = _judged(wish, plan.settings, after.with_files(made), tell)
    gone = after.log.taken_out - log.taken_out
    append(
        archive / FOLDER, before, lines_of(leaves), files | made,
        [ledger.address_of[leaf] for leaf in sorted(gone) if leaf in ledger.address_of],
    )  # fmt: skip
    remember(archive / ".cache", checkpoint)
    return book


def _judged(wish: Wish, settings: Settings, ledger: Ledger, tell: Tell) -> Logbook:
    """The log as it is to be, as a build will judge it. Raises InputError with every signature, on a checkpoint or on a
    review, that would count no more: no build takes a log with such a one, and no line of a log is taken back."""
    cache, problems = wish.archive / ".cache", list[Problem]()
    shop = workshop_at(cache / "store.sqlite", wish.jobs)
    with locked(cache / "lock", PATIENCE, tell, "this archive"), shop as workshop:
        try:
            book = judged(ledger, wish.archive, settings, workshop)
            checked_reviews(wish.archive, settings, (), Sought(), workshop, problems, book.reviews)
        except InputError as error:
            faults = error.problems[len(problems) :]
            raise InputError(*(changed(one, hint=_hint(one)) for one in faults)) from error
    return book


def _hint(fault: Problem) -> str:
    return REVIEWED_LATE.format(MEND) if fault.place.path.startswith(REVIEWS) else SIGNED_LATE


def stamp_again(wish: Wish, plan: Plan, tell: Tell) -> Logbook:
    """The log, of which the last checkpoint is stamped by those authorities of the settings, too, that could not be
    asked when it was made; a stamp that would make a signature count no more is told, and not kept. Raises OSError."""
    book, archive = plan.book, wish.archive
    if not book.shown.checkpoints:
        return book
    line = book.shown.checkpoints[-1]
    lacking = [one for one in plan.settings.stamps if one.name not in {stamp.authority for stamp in line.stamps}]
    stem = f"{CHECKPOINTS}/{line.size}"
    made = stamps(book.ledger.bytes_of(f"{stem}.txt"), stem, lacking, archive, wish.latest, tell)
    if not made.files:
        return book
    try:
        after = _judged(wish, plan.settings, book.ledger.with_files(made.files), tell)
    except InputError as error:
        for one in error.problems:
            tell(f"not kept, for that stamp would show it: {one.what}")
        return book
    keep_beside(archive / FOLDER, made.files)
    return after


def sign_build(wish: Wish, settings: Settings, book: Logbook, progress: Progress, tell: Tell) -> Outcome:
    """Build the site, sign and stamp its SHA256SUMS, and build it once more, so that it carries both. Keys that are for
    other things sign no build. Raises ArchiveError; the site stands as it was built then, unsigned."""
    make = partial(build, wish.archive, site=wish.site, jobs=wish.jobs, on=wish.on, tell=tell, progress=progress)
    log = book.ledger.log
    signers = _signers_of_builds(wish, log)
    if not signers:
        if wish.keys:
            tell(f"nothing signs the build: none of these keys is for the namespace {OF_SUMS}")
        return make()
    keys, taken = tuple(signers), list[bytes]()
    outcome = make(offer=Offer(signers[keys[0]], taken.append))
    (text,) = taken
    of, kept = SignedSums(len(text), len(log.leaves), hashlib.sha256(text).hexdigest()), kept_sums(wish.archive)
    files = dict(kept.files) if kept and kept.of == of else {}
    lacking = [one for one in settings.stamps if stamp_name(SHA256SUMS, one.name) not in files]
    made = stamps(text, SHA256SUMS, lacking, wish.archive, wish.latest, tell)
    if made.files or not files:
        if not any(stamp_name(SHA256SUMS, one.name) in files for one in settings.stamps):  # their day is another now
            files = signatures(text, SHA256SUMS, keys, log, OF_SUMS, made.day or book.reviews.last)
        files |= made.files
        keep_sums(wish.archive / FOLDER, {f"{SUMS}/{name}": data for name, data in files.items()} | {LAST: to_json(of)})
        outcome = make()
    return outcome


def _signers_of_builds(wish: Wish, log: Log) -> dict[Path, str]:
    """Those of the keys that the log lists for builds, as type and base64. Raises InputError for one that it does not
    list at all."""
    found = {file: public_key(file, os.environ) for file in wish.keys}
    known, hint = log.by_key, f"list it in {ALLOWED}: the next seal appends it"
    if odd := [file for file, key in found.items() if key not in known]:
        raise InputError(*(Problem(Place(str(file)), "the log does not name this key", hint) for file in odd))
    return {file: key for file, key in found.items() if OF_SUMS in known[key].record.namespaces}
