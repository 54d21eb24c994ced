"""What the log says of a report, a key, or an earlier publication: VERIFY.md, "Records".

A record is written as RFC 8785 has it: fields in the order of their names, no white space, whole numbers. So the fields
of these records stand in that order, and what was read is held to writing back to the same bytes.
"""

import hashlib
from typing import Any, Literal

from muniment.model import Document, Key, Record, Review, Tombstone, as_dict, changed, from_json, to_json
from muniment.model.sealing import KeyRole, KeyState

REPORTS, KEYS, PUBLICATIONS = "log/records", "log/keys", "log/publications"  # folders of the site, and in content/
LARGEST = 4 << 20  # bytes of a record
BESIDE = "file beside it"  # how it is said where a value was stated beside a seed

Published = Literal["public", "excerpt", "metadata", "redacted", "held", "withdrawn"]
Pairs = tuple[tuple[str, str], ...]


class Bytes(Record, frozen=True):
    """A file by the number of its bytes and their SHA-256 in hex."""

    bytes: int
    sha256: str


class SealedDecision(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A decision, and the words of the published text that it is on."""

    about: str
    end: int = -1
    exact: str = ""
    note: str = ""
    prefix: str = ""
    start: int = -1
    suffix: str = ""
    values: Pairs = ()
    verb: str


class SealedFold(Record, frozen=True):
    """A graphic passage of the published text, and the warning before it."""

    end: int
    start: int
    warning: str


class SealedRedaction(Record, frozen=True, omit_defaults=True, kw_only=True):
    """Where a block stands in the published text, since when, and why."""

    date: str = ""
    end: int
    reason: str
    start: int


class SealedRevision(Record, frozen=True):
    """A change to what was published, and why."""

    date: str
    reason: str


class SignedBy(Record, frozen=True):
    """The keys that signed the file of a review, and its SHA-256; None where that would tell what is not published."""

    keys: tuple[str, ...]
    sha256: str | None


class SealedReview(Record, frozen=True, omit_defaults=True, kw_only=True):
    """What an editor decided on a report."""

    by: str
    coarsen: int | None = None
    complete: bool = False
    date: str
    decisions: tuple[SealedDecision, ...] = ()
    embargo_until: str = ""
    graphic: tuple[SealedFold, ...] = ()
    note: str = ""
    publish: str = ""
    revisions: tuple[SealedRevision, ...] = ()
    rights: str = ""
    signed: SignedBy | None = None
    stale: bool = False


class SealedWithdrawal(Record, frozen=True):
    """Who took a report back, when and why."""

    authority: str
    date: str
    reason: str


class ReportRecord(Record, frozen=True, kw_only=True):
    """A report as it was published: its evidence, the text read from it, and what people said of it. Nothing that a
    machine suggests. `text` is the SHA-256 of the whole text, and `shown` that of what is published of it where that is
    an excerpt. `salt`, `version` and `takes_out` are of its place in the log; without them it is how the report stands.
    """

    attachments: tuple[Bytes, ...] = ()
    derivation: str | None = None
    id: str
    kind: Literal["report"] = "report"
    noted: dict[str, str] = {}
    publication: Published
    redactions: tuple[SealedRedaction, ...] = ()
    review: SealedReview | None = None
    salt: str = ""
    schema: Literal[1] = 1
    seed: Bytes | None = None
    shown: str | None = None
    takes_out: tuple[int, ...] = ()
    text: str | None = None
    version: int = 0
    withdrawn: SealedWithdrawal | None = None


class KeyRecord(Record, frozen=True, kw_only=True):
    """A key as editors list it."""

    key: str
    kind: Literal["key"] = "key"
    namespaces: tuple[str, ...]
    principal: str
    role: KeyRole
    salt: str = ""
    schema: Literal[1] = 1
    state: KeyState
    valid_after: str
    valid_before: str
    version: int = 0


class PublicationRecord(Record, frozen=True, kw_only=True):
    """The SHA256SUMS of an earlier publication of the site."""

    bytes: int
    kind: Literal["publication"] = "publication"
    salt: str = ""
    schema: Literal[1] = 1
    sums: str
    version: int = 0


AnyRecord = ReportRecord | KeyRecord | PublicationRecord


class _Kind(Record, frozen=True):
    kind: Literal["report", "key", "publication"]


def read_record(data: bytes) -> AnyRecord:
    """The record in a file. Raises ValueError for anything that does not write back to the same bytes."""
    kinds: dict[str, type[Any]] = {"report": ReportRecord, "key": KeyRecord, "publication": PublicationRecord}
    record: AnyRecord = from_json(data, kinds[from_json(data, _Kind).kind])
    if to_json(record) != data:
        raise ValueError("it does not write back to the same bytes")
    return record


def report_record(document: Document, review: Review | None) -> ReportRecord:
    """How a report stands: `document` and `review` as they are published, without anything that is hidden."""
    evidence = document.evidence
    return ReportRecord(
        attachments=tuple(Bytes(one.bytes, one.sha256) for one in document.attachments),
        derivation=document.derivation,
        id=document.id,
        noted=dict(sorted(_noted(document).items())),
        publication=document.publication,
        redactions=tuple(
            SealedRedaction(date=one.date, end=one.end, reason=one.reason, start=one.start)
            for one in document.redactions
        ),
        review=_review(document, review) if review else None,
        seed=Bytes(evidence.bytes, evidence.sha256) if evidence.sha256 else None,
        shown=_sha256(document.text) if document.publication == "excerpt" and evidence.sha256 else None,
        text=document.text_sha256,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _noted(document: Document) -> dict[str, str]:
    """What the file beside a seed states, and is published; what the seed itself states is in its bytes."""
    values = {
        "title": document.title, "published": document.published, "language": document.language, "url": document.url,
        "publisher": document.publisher, "author": document.authors[0] if document.authors else None,
    }  # fmt: skip
    noted = {name: one.value for name, one in values.items() if one and one.where.startswith(BESIDE)}
    plain = ("retrieved", "collector", "version_of", "translation_of", "rendering_of")
    noted |= {name: getattr(document, name) for name in plain if getattr(document, name)}
    return noted | ({"rights": document.rights} if document.rights and document.rights_status == "stated" else {})


def _signed(document: Document, review: Review) -> SignedBy | None:
    """By which keys it is signed, whether they count yet or not. Its file is published with the whole text alone, and
    not where it was made on other bytes."""
    tells = document.publication != "public" or review.names_withheld or _is_stale(document, review)
    return SignedBy(review.keys, None if tells else review.sha256) if review.keys else None


def _review(document: Document, review: Review) -> SealedReview:
    """What editors decided; passages that are folded as they stand in the published text."""
    return SealedReview(
        by=review.reviewer,
        coarsen=review.coarsen,
        complete=review.is_complete,
        date=review.date,
        decisions=tuple(
            SealedDecision(
                about=one.about, note=one.note, values=one.values, verb=one.verb,
                **(as_dict(one.selector) if one.selector else {}),
            )
            for one in review.decisions
        ),
        embargo_until=review.embargo_until,
        graphic=tuple(SealedFold(one.end, one.start, one.warning) for one in document.graphic),
        note=review.note,
        publish=review.publish,
        revisions=tuple(SealedRevision(one.date, one.reason) for one in review.revisions),
        rights=review.rights,
        signed=_signed(document, review),
        stale=_is_stale(document, review),
    )  # fmt: skip


def _is_stale(document: Document, review: Review) -> bool:
    """Whether a review was made on other bytes."""
    return bool(review.seed) and review.seed != document.evidence.sha256


def withdrawn_record(tombstone: Tombstone) -> ReportRecord:
    """How a report stands that is published no more."""
    told = SealedWithdrawal(tombstone.authority, tombstone.date, tombstone.reason)
    return ReportRecord(id=tombstone.id, publication="withdrawn", withdrawn=told)


def held_record(report: str) -> ReportRecord:
    """How a report stands that is held back, of which nothing is told."""
    return ReportRecord(id=report, publication="held")


def key_record(key: Key) -> KeyRecord:
    """How a key stands."""
    return KeyRecord(
        key=key.key, namespaces=key.namespaces, principal=key.principal, role=key.role, state=key.state,
        valid_after=key.valid_after, valid_before=key.valid_before,
    )  # fmt: skip


def key_in(record: KeyRecord) -> Key:
    """The key that a record is of."""
    return Key(
        principal=record.principal, key=record.key, namespaces=record.namespaces, role=record.role,
        state=record.state, valid_after=record.valid_after, valid_before=record.valid_before,
    )  # fmt: skip


def standing_of(record: AnyRecord) -> AnyRecord:
    """A record without its place in the log."""
    if isinstance(record, ReportRecord):
        return changed(record, salt="", version=0, takes_out=())
    return changed(record, salt="", version=0)


def digest_of_standing(record: AnyRecord) -> str:
    """What two records that stand for the same share: SHA-256, in hex."""
    return hashlib.sha256(to_json(standing_of(record))).hexdigest()


def address_of(record: AnyRecord) -> str:
    """Where a record lies in the site, and below content/ in the archive."""
    match record:
        case ReportRecord():
            return f"{REPORTS}/{record.id}/v{record.version}.json"
        case KeyRecord():
            return f"{KEYS}/v{record.version}.json"
        case _:
            return f"{PUBLICATIONS}/v{record.version}.json"
