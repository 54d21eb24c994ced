"""The pages by which a sceptic checks the archive: how to, and the checkpoints of its log."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date

from muniment.link import addresses
from muniment.link.drafts import Draft, draft_of
from muniment.link.paging import next_address, paged
from muniment.model import Archive, Page, Span, changed
from muniment.model.sealing import CheckpointLine, KeyLeaf, LoggedKey, SealedLog
from muniment.model.sealing_pages import (
    KeyMention,
    LogEntry,
    LogPage,
    OlderCheckpoint,
    ReportMention,
    Sealing,
    VerifyPage,
)

FEWEST_DRAWN = 3  # days, months or years with a checkpoint
LONGEST_BY_DAY = 62  # days; a longer span of checkpoints is drawn by month
LONGEST_BY_MONTH = 60  # months; a longer one by year


def sealing_pages(archive: Archive, sealing: Sealing, length: int) -> Iterator[Draft]:
    """verify.html, and where anything was ever sealed log.html, long lists in parts."""
    yield draft_of(Page(addresses.VERIFY, verify_page(archive, sealing)))
    there = {one.id for one in archive.rows} | {one.id for one in archive.amends.tombstones}
    yield from map(draft_of, log_pages(sealing.log, length, there))


def verify_page(archive: Archive, sealing: Sealing) -> VerifyPage:
    """What verify.html shows."""
    log = sealing.log
    return VerifyPage(
        checkpoints=len(log.checkpoints),
        first=log.checkpoints[0] if log.checkpoints else None,
        last=log.checkpoints[-1] if log.checkpoints else None,
        keys=log.keys,
        authorities=log.authorities,
        reviewers=log.reviewers,
        reports=len(archive.rows),
        sealed=sealing.sealed,
        newer=sealing.newer,
        verified=sum([row.status == "verified" for row in archive.rows]),
        unpublished=sum([row.status == "verified" and row.publication != "public" for row in archive.rows]),
        is_signed=sealing.is_signed,
        signer=sealing.signer,
        signing_key=sealing.signing_key,
    )


def log_pages(log: SealedLog, length: int, there: Collection[str] = ()) -> list[Page]:
    """log.html and the older pages of its list; none where there is no checkpoint. The reports that are `there` have a
    page, or something that stands in its place."""
    if not log.checkpoints:
        return []
    entries = list(entries_of(log, there))[::-1]
    (_, shown, paging), *older = parts = paged(addresses.LOG, entries, length)
    newest = LogPage(
        origin=log.origin,
        entries=shown,
        paging=paging,
        authorities=log.authorities,
        older=tuple(older_lines(older)),
        spans=spans_of(log.checkpoints),
        keys=log.keys,
        checkpoints=len(log.checkpoints),
    )
    pages = [
        Page(address, LogPage(origin=log.origin, entries=tuple(map(lasting, shown)), paging=paging))
        for address, shown, paging in older
    ]
    return [Page(addresses.LOG, newest), *pages, *next_address(addresses.LOG, len(parts), "Log")]


def entries_of(log: SealedLog, there: Collection[str]) -> Iterator[LogEntry]:
    """Every checkpoint with the reports and keys that it is about, the oldest first."""
    named, others, lost = (keys_by_checkpoint(log, which) for which in (is_first, is_other, is_loss))
    judged = judged_at(log.checkpoints)
    before = 0
    for line in log.checkpoints:
        size = line.size
        yield LogEntry(
            line=line,
            before=before,
            reports=tuple((kind, tuple(mentions_of(ids, there))) for kind, ids in line.reports),
            named=named.get(size, ()),
            changed=others.get(size, ()),
            lost=lost.get(size, ()),
            judged_at=judged.get(size, 0),
        )
        before = size


def mentions_of(reports: Iterable[str], there: Collection[str]) -> Iterator[ReportMention]:
    """Reports, each with its page where it has one."""
    for one in reports:
        yield ReportMention(one, addresses.of_report(one) if one in there else "")


def is_first(key: LoggedKey, told: KeyLeaf) -> bool:
    """Whether this leaf is the first that names the key."""
    return told.leaf == key.leaf


def is_loss(key: LoggedKey, told: KeyLeaf) -> bool:
    """Whether it is the one that says that the key is lost."""
    return told.leaf == key.lost_at


def is_other(key: LoggedKey, told: KeyLeaf) -> bool:
    """Whether it says anything else of it."""
    return not is_first(key, told) and not is_loss(key, told)


def keys_by_checkpoint(
    log: SealedLog, is_meant: Callable[[LoggedKey, KeyLeaf], bool]
) -> dict[int, tuple[KeyMention, ...]]:
    """The keys of which a leaf tells that is meant, as it does, by the size of the first checkpoint that covers it."""
    sizes, found = [line.size for line in log.checkpoints], dict[int, list[KeyMention]]()
    meant = ((told, key.fingerprint) for key in log.keys for told in key.told if is_meant(key, told))
    for told, fingerprint in sorted(meant, key=lambda one: one[0].leaf):
        mention = KeyMention(told.principal, fingerprint, told.is_vouched)
        found.setdefault(sizes[bisect_right(sizes, told.leaf)], []).append(mention)
    return {size: tuple(mentions) for size, mentions in found.items()}


def judged_at(checkpoints: Sequence[CheckpointLine]) -> dict[int, int]:
    """By the size of each checkpoint, that of the one which has the earliest stamp of all that cover it; nothing of
    those that no stamp covers."""
    found, earliest = dict[int, int](), ("", 0)
    for line in checkpoints[::-1]:
        if line.stamped_on and (not earliest[0] or line.stamped_on <= earliest[0]):
            earliest = line.stamped_on, line.size
        if earliest[0]:
            found[line.size] = earliest[1]
    return found


def lasting(entry: LogEntry) -> LogEntry:
    """The entry without what a later checkpoint could change of it."""
    signers = tuple(changed(one, day="", is_claimed=True) for one in entry.line.signers)
    return changed(entry, line=changed(entry.line, signers=signers), judged_at=0)


def older_lines(parts: Iterable[tuple[str, Sequence[LogEntry], object]]) -> Iterator[OlderCheckpoint]:
    """The checkpoints of older pages, the newest first."""
    for address, entries, _ in parts:
        for entry in entries:
            one = entry.line
            yield OlderCheckpoint(one.size, one.root, one.on, f"{address}#c-{one.size}")


def spans_of(checkpoints: Sequence[CheckpointLine]) -> tuple[Span, ...]:
    """How many checkpoints were made when, by the days that they claim, each with the address of the last of then.
    Nothing where that is soon said."""
    days = sorted((line.on, line.size) for line in checkpoints)
    first, last = (date.fromisoformat(day) for day, _ in (days[0], days[-1]))
    months = (last.year - first.year) * 12 + last.month - first.month
    length = 10 if (last - first).days <= LONGEST_BY_DAY else 7 if months <= LONGEST_BY_MONTH else 4
    counts = Counter(day[:length] for day, _ in days)
    latest = {day[:length]: size for day, size in days}
    spans = tuple(Span(edtf, addresses.of_checkpoint(latest[edtf]), counts[edtf], 0) for edtf in sorted(counts))
    return spans if len(spans) >= FEWEST_DRAWN else ()
