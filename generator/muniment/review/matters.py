"""What an editor is asked about a report: one matter a key, the most prominent first, of those the least certain."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from muniment.link.decided import FIELDS, Finding
from muniment.link.publishers import likely_publisher
from muniment.model import (
    STRENGTH,
    Decision,
    FieldKind,
    FindingKind,
    Mention,
    Quote,
    Record,
    Redaction,
    Report,
    Value,
)
from muniment.review.certainty import certainty_of

# From the most prominent to the least, and what a doubt about each weighs where reports are compared.
PROMINENCE: dict[FieldKind | FindingKind, int] = {
    "title": 6, "publisher": 8, "published": 8, "url": 2, "language": 2, "claim": 6, "quote": 4, "mention": 3,
    "date": 2, "attribution": 2,
}  # fmt: skip
RANKS = {about: rank for rank, about in enumerate(PROMINENCE)}
UNSPOKEN = len(RANKS)  # quotations of nobody: what they weigh is little, and nobody can say more of them than "yes"
# Of a hundred that are suggested, so many are right: titles and languages as measured, a publisher as what it is read
# from.
FIELD_CERTAINTY: dict[FieldKind | FindingKind, int] = {"title": 95, "language": 97, "publisher": 70}


class Matter(Record, frozen=True, kw_only=True):
    """Something to decide on: findings of one kind, of mentions all that are of one identity; or a field of the report,
    with the value that is suggested; or what was decided before. `certainty` is of a hundred."""

    about: FieldKind | FindingKind
    findings: tuple[Finding, ...] = ()
    value: Value | None = None
    decision: Decision | None = None
    certainty: int = 100

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """By this they are sorted."""
        first = self.findings[0] if self.findings else None
        rank = UNSPOKEN if isinstance(first, Quote) and not first.speaker else RANKS[self.about]
        return rank, self.certainty, -len(self.findings), first.start if first else -1

    @property
    def key(self) -> tuple[str, tuple[int, ...]]:
        """What tells it from every other of the same report."""
        return self.about, tuple(one.start for one in self.findings)

    @property
    def weight(self) -> float:
        """How much it would matter if it were wrong, and how likely that is."""
        return PROMINENCE[self.about] * (100 - self.certainty) / 100


def open_matters(report: Report, redactions: Sequence[Redaction] = ()) -> list[Matter]:
    """All that is suggested in a report, with what was decided already, and stands in no words that are held back; in
    the order in which an editor is asked."""
    return sorted([*_open_fields(report), *_matters(report, redactions, ("suggested",))], key=lambda one: one.rank)


def count_settled(report: Report) -> int:
    """How many matters of the report are decided."""
    gone = sum(one.verb == "reject" for one in report.reviewed.decided) if report.reviewed else 0
    settled = [status for status, strength in STRENGTH.items() if strength >= STRENGTH["reviewed"]]
    document = report.document
    values = (document.title, document.published, document.url, document.language, document.publisher)
    fields = sum(value is not None and value.status in settled for value in values)
    return gone + fields + len(list(_matters(report, (), settled)))


def one_by_one(matter: Matter) -> list[Matter]:
    """The same, each finding of its own."""
    return [Matter(about=matter.about, findings=(one,), certainty=certainty_of(one)) for one in matter.findings]


def suggested_fields(report: Report) -> Iterator[tuple[FieldKind, Value]]:
    """What is suggested for the fields of a report, for which its file states nothing."""
    document, findings = report.document, report.findings
    if document.title is None and findings.title:
        yield "title", findings.title
    is_open = not document.sources and not document.has_no_publisher
    if is_open and (likely := likely_publisher(findings.attributions)):
        yield "publisher", Value(likely.source or likely.name, likely.status, likely.surface, likely.start, likely.end)
    if document.language is None and findings.language:
        yield "language", findings.language


def _open_fields(report: Report) -> Iterator[Matter]:
    for field, value in suggested_fields(report):
        yield Matter(about=field, value=value, certainty=FIELD_CERTAINTY[field])


def _matters(report: Report, redactions: Sequence[Redaction], statuses: Collection[str]) -> Iterator[Matter]:
    for about, field in FIELDS.items():
        ones = [one for one in getattr(report.findings, field) if one.status in statuses]
        ones = _outside(ones, redactions)
        for group in _by_identity(ones) if about == "mention" else ([one] for one in ones):
            yield Matter(about=about, findings=tuple(group), certainty=min(map(certainty_of, group)))


def _by_identity(mentions: Iterable[Finding]) -> Iterable[list[Finding]]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for one in mentions:
        assert isinstance(one, Mention)
        groups.setdefault((one.kind, one.entity or one.name), []).append(one)
    return groups.values()


def _outside(ones: Sequence[Finding], redactions: Sequence[Redaction]) -> list[Finding]:
    """Those that share no character with words that are held back; both in the order of the text, or nearly."""
    if not redactions:
        return list(ones)
    return [one for one in ones if not any(one.start < held.end and held.start < one.end for held in redactions)]
