"""reports/ID.json: what a report's page shows, for programs. Schema 1, see data/schema/.

Offsets are code points into `text`, end exclusive, and text[start:end] is the surface, always.
"""

from typing import Any

from muniment.model import (
    Attribution,
    Claim,
    Counted,
    Document,
    EventLine,
    Located,
    Mention,
    Name,
    Quote,
    Report,
    ReportPage,
    Speaker,
    Status,
    Value,
    as_dict,
)  # fmt: skip
from muniment.render.report_near import near_fields
from muniment.render.report_review import review_fields
from muniment.render.seal_data import seal_fields

SCHEMA = 1
KINDS = {"person": 0, "organization": 1, "place": 2}

Fields = dict[str, Any]


def report_fields(report: Report, page: ReportPage) -> Fields:
    """The fields in the order of the published schema."""
    document, line = report.document, page.line
    return {
        "schema": SCHEMA,
        "id": document.id,
        "title": {"value": line.title, "status": line.title_status, "kind": line.title_kind},
        "published": _value(line.published, line.published_status) | _time(document.time),
        "language": line.language or None,
        "language_status": _status_of_language(report),
        "text": document.text,
        "text_sha256": document.text_sha256,
        "derivation": document.derivation,
        "evidence": _evidence(report, page),
        "publisher": _publisher(line.publisher, report, page) if line.publisher else None,
        "sources": [_stated(source) for source in document.sources],
        "authors": [_stated(author) for author in document.authors],
        "url": _stated(document.url) if document.url else None,
        "tags": [_stated(tag) for tag in document.tags],
        "redactions": [_filled(as_dict(one)) for one in document.redactions],
        "graphic": [as_dict(one) for one in document.graphic],
        **_found(report, page),
        "attachments": [as_dict(one) for one in document.attachments],
        "versions": [{"relation": how, "report": other.id} for how, other in page.versions],
        "near": [near_fields(one) for one in page.near],
        "events": [event_fields(one) for one in page.events],
        "summary": document.summary or None,
        "coordinates": _coordinates(document),
        "retrieved": document.retrieved or None,
        "collector": document.collector or None,
        "rights": document.rights or None,
        "rights_status": document.rights_status if document.rights else None,
        "other": dict(document.other),
        "review": review_fields(report.reviewed),
        "status": report.status,
        "publication": document.publication,
        "left_out": (document.left_out if not page.is_guarded else 0) or None,
        "seal": seal_fields(page.seal),
    }


def event_fields(event: EventLine) -> Fields:
    """An event in one line."""
    return {
        "id": event.id, "title": event.title, "date": event.date, "address": event.address, "status": event.status
    }  # fmt: skip


def _found(report: Report, page: ReportPage) -> Fields:
    """Names that the seed states, and the findings."""
    findings, names = report.findings, dict(page.names)
    sources = {(key[1], key[2]): name for key, name in page.sources} if findings.attributions else {}
    speaking = sorted(names.items(), key=_kind_order) if findings.quotes else ()
    speakers = {(name, entity): found for (_, name, entity), found in speaking}
    stated = [_named(kind, value.value, names.get((kind, value.value, ""))) for kind, value in _stated_names(report)]
    return {
        "stated": stated,
        "attributions": [_attribution(one, sources) for one in findings.attributions],
        "mentions": [_mention(one, names) for one in findings.mentions],
        "dates": [as_dict(one) for one in findings.dates],
        "quotes": [_quote(one, speakers) for one in findings.quotes],
        "claims": [_claim(one, names) for one in findings.claims],
        "differences": [as_dict(one) for one in findings.differences],
    }


def _filled(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value != ""}


def _coordinates(document: Document) -> Fields | None:
    """`decimals` tells that they were made less exact."""
    if document.coordinates is None:
        return None
    coarser = {} if document.decimals is None else {"decimals": document.decimals}
    return {"value": list(document.coordinates), "status": "stated", **coarser}


def _value(value: str, status: str) -> Fields:
    return {"value": value or None, "status": status if value else None}


def _status_of_language(report: Report) -> Status | None:
    language = report.document.language or report.findings.language
    return language.status if language else None


def _time(time: str) -> Fields:
    return {"time": time} if time else {}


def _stated(value: Value) -> Fields:
    return {"value": value.value, "status": value.status, "where": value.where}


def _evidence(report: Report, page: ReportPage) -> Fields:
    evidence = report.document.evidence
    if report.document.is_hidden:
        return {"path": None, "sha256": None, "bytes": None, "name": None}
    fields: Fields = {"path": evidence.path or None, "sha256": evidence.sha256, "bytes": evidence.bytes}
    fields["name"] = evidence.name
    if evidence.container and not page.is_guarded:
        fields["container"] = {
            "name": evidence.container,
            "sha256": evidence.container_sha256,
            "start": evidence.start,
            "end": evidence.end,
        }
    return fields


def _publisher(publisher: Name, report: Report, page: ReportPage) -> Fields:
    stated = report.document.publisher
    fields: Fields = {"value": publisher.name, "source": publisher.id}
    if stated:
        return {**fields, "status": stated.status, "where": stated.where}
    read_from = next((one for one in report.findings.attributions if one.start == page.publisher_at), None)
    place = {"start": read_from.start, "end": read_from.end} if read_from else {}
    return {**fields, "status": "suggested", **place}


def _stated_names(report: Report) -> list[tuple[str, Value]]:
    document = report.document
    groups = (
        ("person", document.people),
        ("organization", document.organizations),
        ("place", document.places),
        ("entity", document.entities),
    )
    return [(kind, value) for kind, values in groups for value in values]


def _named(kind: str, name: str, found: Name | None) -> Fields:
    return {
        "name": name,
        "kind": found.kind if found and kind != "entity" else None,
        "entity": found.id if found else None,
        "status": "stated",
    }


def _mention(mention: Mention, names: dict[tuple[str, str, str], Name]) -> Fields:
    found = names.get((mention.kind, mention.name, mention.entity))
    fields = as_dict(mention)
    place = fields.pop("place")
    fields["entity"] = found.id if found else mention.entity or None
    fields["role"], fields["affiliation"] = mention.role or None, mention.affiliation or None
    return fields | {"place": located(place)} if mention.kind == "place" else fields


def located(place: Located | None) -> Fields | None:
    """Where a gazetteer has a place; latitude comes first."""
    if place is None:
        return None
    coordinates = list(place.coordinates) if place.coordinates else None
    return {
        "coordinates": coordinates, "part_of": list(place.part_of), "source": place.source, "status": "suggested"
    }  # fmt: skip


def _attribution(attribution: Attribution, sources: dict[tuple[str, str], Name]) -> Fields:
    found = sources.get((attribution.name, attribution.source))
    fields = as_dict(attribution)
    fields["source"] = found.id if found else attribution.source or None
    fields["of"] = attribution.of or None
    if not attribution.of_entity:
        del fields["of_entity"]
    return fields


def _quote(quote: Quote, speakers: dict[tuple[str, str], Name]) -> Fields:
    fields = as_dict(quote) | hidden_fields(quote)
    del fields["is_speaker_hidden"]
    fields["speaker"] = _speaker(quote.speaker, speakers) if quote.speaker else None
    fields["insertions"] = [as_dict(one) for one in quote.insertions]
    return fields


def hidden_fields(one: Quote | Claim | Counted) -> Fields:
    """What of it readers are not told, though somebody knows it; nothing where there is no such."""
    return {"hidden": ["speaker"]} if one.is_speaker_hidden else {}


def _speaker(speaker: Speaker, speakers: dict[tuple[str, str], Name]) -> Fields:
    found = speakers.get((speaker.name, speaker.entity))
    return {"name": speaker.name, "entity": found.id if found else speaker.entity or None, "role": speaker.role or None}


def _claim(claim: Claim, names: dict[tuple[str, str, str], Name]) -> Fields:
    place = names.get(("place", claim.where, ""))  # else it is an editors' id, or a name of no page
    fields = as_dict(claim) | {"where": place.id if place else claim.where}
    fields |= hidden_fields(claim)
    del fields["is_speaker_hidden"], fields["is_graphic"]  # the latter is told by the report's own spans
    for name in ("speaker_entity", "chain_entities"):
        if not fields[name]:
            del fields[name]
    for name in ("where", "when", "speaker", "basis", "fate"):
        fields[name] = fields[name] or None
    fields["excludes"] = as_dict(claim.excludes) if claim.excludes else None
    return fields


def _kind_order(pair: tuple[tuple[str, str, str], Name]) -> tuple[int, str]:
    """People come last, so that a name shared with an organisation is the person who speaks."""
    (kind, name, _), _ = pair
    return (-KINDS.get(kind, 3), name)
