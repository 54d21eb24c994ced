"""A report to its Row: the small part that linking, lists and the timeline need."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice

from muniment.link.counts import counts_of
from muniment.link.identity import UNKNOWN_KIND
from muniment.link.located import agreed
from muniment.link.passages import Passages, folded
from muniment.link.publishers import likely_publisher
from muniment.model import (
    STRENGTH,
    Attribution,
    Authority,
    Corrected,
    DateMention,
    Findings,
    Folded,
    Located,
    Report,
    Row,
    Sighting,
    SightingKind,
    Telling,
    TitleKind,
    Value,
    changed,
    is_folded,
    to_bytes,
)
from muniment.sentences import sentences_of

LONGEST_TITLE = 160  # code points, of first words that stand in for a title
LONGEST_SUMMARY = 240
FIELDS: tuple[tuple[str, SightingKind], ...] = (
    ("people", "person"), ("organizations", "organization"), ("places", "place"), ("entities", "entity")
)  # fmt: skip
# An outlet that signs a picture, or that names itself as the one who informs, is likely the publisher.


def row_of(
    report: Report, encoded: bytes, may_suggest: bool = True, authorities: Iterable[Authority] = ()
) -> tuple[Row, bytes]:
    """The report's Row, and the sentences that it speaks of, encoded; empty when there are none. `encoded` is the
    Report's own bytes, whose SHA-256 stands for it. Where a publisher may be suggested, one is; where not, a name that
    is stated without its kind is somebody's only where editors list it, since a program would guess the kind."""
    document, findings = report.document, report.findings
    has_findings = findings != Findings()
    passages = Passages(document) if has_findings or document.title is None else None
    title, title_kind = title_of(report, passages)
    row = Row(
        id=document.id,
        digest=hashlib.sha256(encoded).hexdigest(),
        path=document.evidence.name,
        line=document.evidence.line,
        title=title,
        title_kind=title_kind,
        published=document.published,
        time=document.time,
        language=document.language or findings.language,
        summary=_cut(document.summary, LONGEST_SUMMARY),
        words=len(document.text.split()),
        bytes=document.evidence.bytes,
        sha256=document.evidence.sha256,
        entities=_entity_sightings(report, passages, None if may_suggest else authorities),
        sources=_source_sightings(report, passages, may_suggest),
        told=tuple(_telling(date, passages) for date in findings.dates if date.edtf) if passages else (),
        dayless=sum(not date.edtf for date in findings.dates) if passages else 0,
        claims=len(findings.claims),
        counts=counts_of(report, passages) if passages and findings.claims else (),
        version_of=document.version_of,
        translation_of=document.translation_of,
        rendering_of=document.rendering_of,
        publication=document.publication,
        status=report.status,
        is_stale=report.reviewed is not None and report.reviewed.is_stale,
        corrected=_corrected(report),
    )
    if not passages or not passages.sentences:
        return row, b""
    sentences = to_bytes(tuple(passages.sentences))
    return changed(row, sentences=hashlib.sha256(sentences).hexdigest()), sentences


def _corrected(report: Report) -> tuple[Corrected, ...]:
    """What was changed in the report since it was first published, as far as anybody told a day for it."""
    revisions = (
        [Corrected(one.date, "revision", one.reason) for one in report.reviewed.revisions] if report.reviewed else []
    )
    redactions = (Corrected(one.date, "redaction", one.reason) for one in report.document.redactions if one.date)
    return tuple(dict.fromkeys((*revisions, *redactions)))


def title_of(report: Report, passages: Passages | None) -> tuple[Value, TitleKind]:
    """A report's title, or what stands in for one that nothing gives, and which of these it is."""
    document, findings = report.document, report.findings
    if title := document.title or findings.title:
        return title, "title"
    if words := _first_words(passages.prose if passages else document.text, findings.begins, document.graphic):
        return words, "first words"
    return Value(document.id, "suggested", "file name"), "file name"


def _first_words(prose: str, begins: int, graphic: tuple[Folded, ...]) -> Value | None:
    """The first sentence of what is no navigation, and not graphic."""
    while (start := _first_seen(prose, begins)) >= 0:
        first, last = sentences_of(prose).around(start, start + 1, LONGEST_TITLE)
        first = max(first, begins)
        behind = max((one.end for one in graphic if is_folded((one,), first, last)), default=0)
        if not behind:
            paragraph_ends = not prose[last : last + 200].split("\n\n")[0].strip()
            words = folded(prose[first:last]).strip()
            whole = paragraph_ends or (bool(words) and words[-1] in '.!?。！？…”"»')
            return Value(words if whole else f"{words} …", "suggested", "first words", first, last)
        begins = max(last, behind)
    return None


def _first_seen(prose: str, begins: int) -> int:
    """Where the first sign stands that is no white space, and that somebody sees; or -1."""
    signs = enumerate(islice(prose, begins, None), begins)
    return next((index for index, sign in signs if sign.isprintable() and sign != " "), -1)


def _entity_sightings(
    report: Report, passages: Passages | None, alone: Iterable[Authority] | None
) -> tuple[Sighting, ...]:
    """Whom a report names; of names of unknown kind those of the authorities alone, or all."""
    found: dict[tuple[str, str], Sighting] = {}
    times: Counter[tuple[str, str]] = Counter()
    places = defaultdict[tuple[str, str], set[Located | None]](set)
    for mention in report.findings.mentions:
        key = (mention.kind, mention.entity or mention.name)
        times[key] += 1
        if key not in found and passages:
            sentence, start, end = passages.sentence_at(mention.start, mention.end)
            paragraph = passages.paragraph_at(mention.start)
            found[key] = Sighting(
                mention.kind, mention.name, mention.entity, mention.status, sentence, start, end, paragraph,
                position=mention.start, sentence_status=mention.status,
            )  # fmt: skip
        elif key in found and STRENGTH[mention.status] > STRENGTH[found[key].status]:
            found[key] = changed(found[key], status=mention.status)
        places[key].add(mention.place)
    sightings = {key: changed(sighting, times=times[key], place=agreed(places[key])) for key, sighting in found.items()}
    listed = {name for one in alone or () if not one.is_source for name in (one.name, *one.names)}
    for field, kind in FIELDS:
        for value in getattr(report.document, field):
            if alone is not None and kind == UNKNOWN_KIND and value.value not in listed:
                continue
            known = sightings.get((kind, value.value))
            stated = known or Sighting(kind, value.value)
            is_located = field == "places" and value is report.document.places[0]
            coordinates = report.document.coordinates if is_located else None
            status = max(stated.status, value.status, key=STRENGTH.__getitem__)
            sightings[kind, value.value] = changed(stated, status=status, coordinates=coordinates)
    return tuple(sightings.values())


def _source_sightings(report: Report, passages: Passages | None, may_suggest: bool) -> tuple[Sighting, ...]:
    publisher, others = report.document.publisher, report.document.other_sources
    stated: list[tuple[SightingKind, Value]] = [("stated", value) for value in others]
    stated = [("publisher", publisher), *stated] if publisher else stated
    sightings = {(kind, value.value): Sighting(kind, value.value, status=value.status) for kind, value in stated}
    is_open = may_suggest and not stated and not report.document.has_no_publisher
    attributions = report.findings.attributions if passages else ()
    if is_open and (likely := likely_publisher(attributions)):
        suggested = _attributed(likely, "publisher", passages)
        sightings["publisher", likely.source or likely.name] = changed(suggested, status="suggested")
    for attribution in attributions:
        if not attribution.is_named:
            continue  # many are called "officials": they are not one source
        key = (attribution.kind, attribution.source or attribution.name)
        if known := sightings.get(key):
            sightings[key] = changed(known, times=known.times + 1)
        else:
            sightings[key] = _attributed(attribution, attribution.kind, passages)
    return tuple(sightings.values())


def _attributed(attribution: Attribution, kind: SightingKind, passages: Passages | None) -> Sighting:
    assert passages
    sentence, start, end = passages.sentence_at(attribution.start, attribution.end)
    return Sighting(
        kind, attribution.name, attribution.source, attribution.status, sentence, start, end,
        passages.paragraph_at(attribution.start), position=attribution.start, sentence_status=attribution.status,
    )  # fmt: skip


def _telling(date: DateMention, passages: Passages) -> Telling:
    sentence, start, end = passages.sentence_at(date.start, date.end)
    paragraph = passages.paragraph_at(date.start)
    return Telling(date.edtf or "", date.surface, date.status, sentence, start, end, paragraph, date.start)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[: longest + 1].rsplit(None, 1)[0][:longest] + " …"
