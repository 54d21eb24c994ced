"""The story of a seal: what changed is appended to the log, signed and stamped; then the build is.

read ── what is new ── records, leaves ── checkpoint ── signatures, stamps ── appended
build ── SHA256SUMS ── signatures, stamps ── kept ── build
"""

import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.bodies import fetch
from muniment.build import build
from muniment.gathering import gather_reports, settings_of
from muniment.judgement import amends_of, read_content
from muniment.ledger import Ledger
from muniment.model import Key, Record, to_json
from muniment.outcome import Outcome, Progress, Tell
from muniment.problems import InputError, Place, Problem, PublishError, beside
from muniment.publish.lock import locked
from muniment.publish.sums import NAME as SHA256SUMS
from muniment.read.folder import odd_folders
from muniment.read.kept_text import kept_path
from muniment.read.kinds import SAVED_PAGES, ending_of
from muniment.request import Offer, Request, refuse_other_folders
from muniment.reviews import checked_reviews
from muniment.seal.additions import Addition, Standing, additions_to, salted
from muniment.seal.allowed_signers import read_keys
from muniment.seal.checkpoint import Checkpoint, checkpoint_text
from muniment.seal.leaves import leaf_line, lines_of
from muniment.seal.log import CHECKPOINTS, ENTRIES, FOLDER, LOG, Log, read_log
from muniment.seal.merkle import Tree, leaf_hash
from muniment.seal.records import Bytes, PublicationRecord, ReportRecord, address_of, read_record
from muniment.seal.ssh import public_key
from muniment.seal.writing import LAST, SUMS, append, keep_sums, settle
from muniment.sealed import check_sealed, telling_records
from muniment.settings import Settings, is_origin
from muniment.shown_log import TO_CHECKPOINTS, logbook_of
from muniment.signed_build import TO_SUMS, kept_sums
from muniment.signing import signatures, stamps
from muniment.work import workshop_at

PATIENCE = 10.0  # seconds that a build is waited for
SALT = 16  # bytes: 128 bits


class Wish(Record, frozen=True, kw_only=True):
    """What a seal was asked for: the archive and its site, the keys to sign with, the day that leaves claim, that on
    which embargoes are judged, and how many processes may work."""

    archive: Path
    site: Path | None = None
    keys: tuple[Path, ...] = ()
    day: str
    on: str = ""
    jobs: int = 1


@dataclass(frozen=True)
class Plan:
    """What is to be appended to a log: the settings and keys it is done by, the additions, and the paths of saved pages
    whose text is not kept yet, so that a newer program could read another one in them."""

    settings: Settings
    ledger: Ledger
    keys: tuple[Key, ...]
    additions: Sequence[Addition]
    pages: tuple[str, ...]


@contextmanager
def alone(archive: Path, tell: Tell) -> Iterator[None]:
    """While nobody else seals the archive; a seal that was cut off is undone or completed first. Raises PublishError
    where somebody does, or nothing can be written."""
    cache, log = archive / ".cache", archive / FOLDER / LOG
    if odd := odd_folders(archive, (".cache", FOLDER, f"{FOLDER}/{LOG}", f"{FOLDER}/{SUMS}")):
        raise InputError(*odd)
    try:
        cache.mkdir(exist_ok=True)
        with ExitStack() as locks:
            locks.enter_context(locked(cache / "seal.lock", PATIENCE, tell, "the log"))
            if log.is_dir():
                locks.enter_context(locked(log, PATIENCE, tell, "the log"))
                settle(archive / FOLDER)
            yield
    except OSError as error:
        what, hint = f"cannot be written: {error.strerror or error}", "mend this and seal again; the log is as it was"
        raise PublishError(Problem(Place(str(error.filename or log)), what, hint)) from error


def plan_of(wish: Wish, progress: Progress, tell: Tell) -> tuple[Plan, tuple[Problem, ...]]:
    """What is to be appended, and what is wrong with single reports. Raises ArchiveError where nothing can be sealed:
    the log is none, a sealed report was changed, or a key cannot be read."""
    archive, problems = wish.archive, list[Problem]()
    refuse_other_folders(archive)
    cache = archive / ".cache"
    shop = workshop_at(cache / "store.sqlite", wish.jobs)
    with locked(cache / "lock", PATIENCE, tell, "this archive"), shop as workshop:
        settings = settings_of(archive)
        book, content = logbook_of(archive, settings, workshop), read_content(archive, settings, problems)
        ledger, known = book.ledger, (content.authorities, content.everywhere)
        reviews = checked_reviews(archive, settings, *known, workshop, problems, book.reviews)
        request = Request(archive, archive / "site", cache, wish.jobs, False, wish.on, "", False, None)
        reports = gather_reports(request, None, settings, *known, reviews, workshop, progress, problems)
        amends = amends_of(archive, content, reports, problems)
        with beside(problems):
            check_sealed(ledger.log, reports, ledger.last_record)
        wrong: list[Problem] = []
        keys = read_keys(archive, wrong)
        if wrong:
            raise InputError(*wrong)
        standing = Standing(
            reports={row.id: row.standing for row in reports.rows},
            tombstones=amends.tombstones,
            keys=keys,
            published=_published_before(ledger),
            telling=telling_records(ledger, ledger.log.kept, content.everywhere, workshop),
        )
        now = partial(_standing_now, digests=standing.reports, shelf=workshop.shelf)
        additions = additions_to(ledger.log, standing, now, ledger.last_record)
    pages = (row for row in reports.rows if ending_of(row.path) in SAVED_PAGES)
    passing = tuple(row.path for row in pages if not (archive / kept_path(row.id)).exists())
    return Plan(settings, ledger, keys, additions, passing), tuple(problems)


def _standing_now(report: str, digests: Mapping[str, str], shelf: Path) -> ReportRecord:
    record = read_record(fetch(shelf, digests[report]))
    assert isinstance(record, ReportRecord)
    return record


def _published_before(ledger: Ledger) -> Bytes | None:
    """The SHA256SUMS that was signed last, where no leaf tells of it."""
    kept = kept_sums(ledger.content.parent)
    told = (read_record(ledger.bytes_of(ledger.address_of[leaf])) for leaf in ledger.log.publications)
    sums = {one.sums for one in told if isinstance(one, PublicationRecord)}
    return kept.of if kept and kept.of.sha256 not in sums else None


def append_to_log(wish: Wish, plan: Plan, tell: Tell) -> Log:
    """Append what is planned, with a checkpoint that is signed by the wished keys and stamped by the authorities of the
    settings; one that cannot be asked is told, and its stamp left out. Gives the log as it is then. Raises
    ArchiveError, and then it is as it was."""
    log, archive = plan.ledger.log, wish.archive
    _refuse_earlier_day(plan, wish.day)
    salts = iter(partial(secrets.token_hex, SALT), None)
    leaves, records = salted(log, plan.additions, wish.day, salts)
    tree = Tree(leaf_hash(leaf_line(leaf)) for leaf in (*log.leaves, *leaves))
    checkpoint = Checkpoint(origin_of(plan), len(tree), tree.root(len(tree)))
    text, address = checkpoint_text(checkpoint).encode(), f"{CHECKPOINTS}/{len(tree)}.txt"
    files = {address_of(record): to_json(record) for record in records} | {address: text}
    before = plan.ledger.bytes_of(ENTRIES) if log.leaves else b""
    after = _log_after(plan.ledger, files, before + lines_of(leaves))
    files |= signatures(text, address, wish.keys, after, TO_CHECKPOINTS, wish.day)
    files |= stamps(text, f"{CHECKPOINTS}/{len(tree)}", plan.settings, archive, tell)
    gone = after.taken_out - log.taken_out
    append(
        archive / FOLDER, before, lines_of(leaves), files,
        [plan.ledger.address_of[leaf] for leaf in sorted(gone) if leaf in plan.ledger.address_of],
    )  # fmt: skip
    return after


def origin_of(plan: Plan) -> str:
    """Whose log it is: as it was, or as the settings say, or by the address of the site. Raises InputError where it
    would be another from now on, or nobody says."""
    settings, place = plan.settings, Place("content/settings.yaml")
    address = settings.url.partition("://")[2].strip("/")
    origin = plan.ledger.log.origin or settings.origin or (address if is_origin(address) else "")
    if not origin:
        hint = "add origin: such as example.org/archive, a name that nobody else's log has"
        raise InputError(Problem(place, "it does not say whose log this is", hint))
    if settings.origin not in ("", origin):
        what = f"the origin '{settings.origin}' is not that of the log, '{origin}'"
        raise InputError(Problem(place, what, "a log keeps its origin; write that, or leave it out"))
    return origin


def _refuse_earlier_day(plan: Plan, day: str) -> None:
    leaves = plan.ledger.log.leaves
    if leaves and day < leaves[-1].on:
        what = f"the last leaf of the log is of {leaves[-1].on}, and this would be of {day}"
        raise InputError(Problem(Place(f"{FOLDER}/{ENTRIES}"), what, "see whether the clock is right, or say --date"))


def _log_after(ledger: Ledger, files: Mapping[str, bytes], entries: bytes) -> Log:
    """The log as it will be, read as a build reads it."""
    new, problems = {**files, ENTRIES: entries}, list[Problem]()
    hashes = dict(ledger.files) | {name: hashlib.sha256(data).hexdigest() for name, data in new.items()}
    log = read_log(hashes, lambda name: new[name] if name in new else ledger.bytes_of(name), problems)
    if problems:
        raise InputError(*problems)
    return log


def sign_build(wish: Wish, settings: Settings, log: Log, progress: Progress, tell: Tell) -> Outcome:
    """Build the site, sign and stamp its SHA256SUMS, and build it once more, so that it carries both. Raises
    ArchiveError; the site stands as it was built then, unsigned."""
    make = partial(build, wish.archive, site=wish.site, jobs=wish.jobs, on=wish.on, tell=tell, progress=progress)
    if not wish.keys:
        return make()
    taken: list[bytes] = []
    outcome = make(offer=Offer(_principal(wish, log), taken.append))
    (text,) = taken
    of, kept = Bytes(len(text), hashlib.sha256(text).hexdigest()), kept_sums(wish.archive)
    if kept is None or kept.of != of:
        made = signatures(text, SHA256SUMS, wish.keys, log, TO_SUMS, wish.day)
        made |= stamps(text, SHA256SUMS, settings, wish.archive, tell)
        files = {f"{SUMS}/{name}": data for name, data in made.items()}
        keep_sums(wish.archive / FOLDER, files | {LAST: to_json(of)})
        outcome = make()
    return outcome


def _principal(wish: Wish, log: Log) -> str:
    """Of the first key."""
    key = public_key(wish.keys[0], os.environ)
    return next((one.record.principal for one in log.keys if one.record.key == key), "")
