"""What is to be appended to a log: how keys and reports stand now, against what it says of them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from muniment.model import Key, Record, Tombstone, changed, to_json
from muniment.model.sealing import LeafKind
from muniment.seal.leaves import TAKING_OUT, Leaf
from muniment.seal.log import Log, Sealed
from muniment.seal.records import (
    AnyRecord,
    Bytes,
    PublicationRecord,
    ReportRecord,
    digest_of_standing,
    held_record,
    key_record,
    withdrawn_record,
)

EXTENTS = ("metadata", "excerpt", "redacted", "public")  # from the least
NOTHING = ("held", "withdrawn")  # of which nothing is published, so that no more can be hidden
OF_EVIDENCE = ("attachments", "derivation", "noted", "seed", "shown", "text")

RecordOf = Callable[[str], ReportRecord]  # by the id of a report


class Addition(Record, frozen=True):
    """A leaf to be, its record without a salt, what it is about, in words, and the earlier leaves of a report whose
    records would tell what is hidden by now."""

    kind: LeafKind
    record: AnyRecord
    about: str
    takes_out: tuple[int, ...] = ()


class Standing(Record, frozen=True):
    """How everything stands that a log may tell of: reports by id, each by `digest_of_standing`; those that were
    withdrawn; those that the log has as published and that are held back by now, with why; the keys; the SHA256SUMS of
    the publication before, if that was told nowhere yet; the leaves whose records would tell what is hidden; and other
    ids for reports whose own tell a name that is withheld."""

    reports: Mapping[str, str]
    tombstones: tuple[Tombstone, ...] = ()
    held: Mapping[str, str] = {}
    keys: tuple[Key, ...] = ()
    published: Bytes | None = None
    telling: frozenset[int] = frozenset()
    renamed: Mapping[str, str] = {}


def additions_to(log: Log, standing: Standing, now: RecordOf, before: RecordOf) -> list[Addition]:
    """Keys, the earlier publication, unless that showed what is hidden by now, and reports by their ids. `now` gives
    how a report stands, and `before` its last record. A publication alone is nothing to append."""
    reports = list(_reports(log, standing, now, before))
    keys = list(_keys(log, standing.keys))
    if not reports and not keys:
        return []
    hides = any(one.kind in TAKING_OUT for one in reports)
    return [*keys, *([] if hides else _publication(log, standing.published)), *reports]


def _reports(log: Log, standing: Standing, now: RecordOf, before: RecordOf) -> Iterator[Addition]:
    gone = {one.id: one for one in standing.tombstones}
    there = {*standing.reports, *gone, *standing.held}
    nothing = {name for name, known in log.reports.items() if known.leaf in standing.telling and name not in there}
    for identifier in sorted(there | nothing):
        known = log.reports.get(identifier)
        if known and (identifier in nothing or (known.leaf in standing.telling and identifier in standing.renamed)):
            yield _unnamed(identifier, known, standing.renamed)
        elif known and identifier in standing.held:
            record, about = held_record(identifier), f"{identifier}, held back: {standing.held[identifier]}"
            yield Addition("redact", changed(record, version=known.version + 1), about, known.all_leaves)
        elif identifier in gone:
            record = withdrawn_record(gone[identifier])
            if known and known.standing != digest_of_standing(record):
                yield Addition("withdraw", changed(record, version=known.version + 1), identifier, known.all_leaves)
        elif known is None:
            yield Addition("add", changed(now(identifier), version=1), identifier)
        elif known.standing != standing.reports[identifier] or not standing.telling.isdisjoint(known.leaves):
            yield _again(known, before(identifier), now(identifier), standing.telling)


def _unnamed(identifier: str, known: Sealed, renamed: Mapping[str, str]) -> Addition:
    """A report of which nothing is published, and of which the log's own words tell a name that is withheld: that it is
    held back, by another id where its own tells the name."""
    other, why = renamed.get(identifier, identifier), "what was sealed of it tells a name that is withheld"
    about = f"{identifier}, held back: {why}" + (f"; from now on it is {other}" if other != identifier else "")
    return Addition("redact", changed(held_record(other), version=known.version + 1), about, known.all_leaves)


def _again(known: Sealed, before: ReportRecord, after: ReportRecord, telling: frozenset[int]) -> Addition:
    """A report that stands otherwise than the log says."""
    kind = _kind_of(before, after)
    if kind == "redact" and after.seed is None:
        takes_out = known.all_leaves
    elif telling.isdisjoint(known.leaves):
        takes_out = ()
    else:
        takes_out = (*(leaf for leaf in known.leaves if leaf in telling), *known.taken)
    record = changed(after, version=known.version + 1)
    return Addition("redact" if takes_out else kind, record, after.id, takes_out)


def _kind_of(before: ReportRecord, after: ReportRecord) -> LeafKind:
    """What happened to a report, by the most that did."""
    if before.publication in NOTHING:
        return "revise"
    is_hidden = after.seed is None and (before.seed is not None or before.text != after.text)
    if is_hidden or EXTENTS.index(after.publication) < EXTENTS.index(before.publication):
        return "redact"
    is_same = all(getattr(before, name) == getattr(after, name) for name in OF_EVIDENCE)
    return "review" if is_same else "revise"


def _keys(log: Log, keys: Iterable[Key]) -> Iterator[Addition]:
    known = {one.record.key: digest_of_standing(one.record) for one in log.keys}
    told = log.keys_told
    for key in keys:
        record = key_record(key)
        if known.get(key.key) != digest_of_standing(record):
            told += 1
            yield Addition("key", changed(record, version=told), f"{key.principal}, {key.state}")


def _publication(log: Log, published: Bytes | None) -> Iterator[Addition]:
    if published:
        number = log.publications_told + 1
        record = PublicationRecord(bytes=published.bytes, sums=published.sha256, version=number)
        yield Addition("publish", record, f"the build with the SHA256SUMS {published.sha256[:16]}…")


def salted(
    log: Log, additions: Sequence[Addition], on: str, salts: Iterator[str]
) -> tuple[tuple[Leaf, ...], tuple[AnyRecord, ...]]:
    """The leaves and their records, each with a salt; what hides something takes out the records that would tell it."""
    publications, leaves, records = set(log.publications), list[Leaf](), list[AnyRecord]()
    for addition in additions:
        record = changed(addition.record, salt=next(salts))
        if isinstance(record, ReportRecord) and addition.takes_out:
            record = changed(record, takes_out=tuple(sorted({*addition.takes_out, *publications})))
            publications.clear()
        leaves.append(Leaf(addition.kind, on, hashlib.sha256(to_json(record)).hexdigest()))
        records.append(record)
    return tuple(leaves), tuple(records)
