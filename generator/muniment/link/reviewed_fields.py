"""What editors decide on a report's title, date, publisher, address and language."""

from typing import Any

from muniment.link.decided import Names, Pairs, Wrong
from muniment.link.publishers import likely_publisher
from muniment.model import Decision, Document, FieldKind, Findings, Record, Status, Value, changed

SUGGESTED = ("title", "language")  # fields that rules may suggest, too


class Fields(Record, frozen=True):
    """A document and its findings, with what was decided on its fields by now."""

    document: Document
    findings: Findings


def decide_field(
    fields: Fields, decision: Decision, where: str, status: Status, names: Names
) -> tuple[Fields, Pairs, Pairs]:
    """The fields as the editor has them, what the one at hand was, and what it is now. `where` says who decided.
    Raises Wrong."""
    field: FieldKind = decision.about  # type: ignore[assignment]
    was = _value_of(fields, field)
    before = (("value", was.value),) if was else ()
    if decision.verb == "reject":
        findings = changed(fields.findings, **{field: None}) if field in SUGGESTED else fields.findings
        return Fields(_with(fields.document, field, None), findings), before, ()
    values = dict(decision.values)
    name, _ = names.resolved("source", values.get("source", ""))
    value = name or values.get("value")
    if not value:
        raise Wrong("", f"it does not say what the {field} is", "add value: …")
    place = (was.start, was.end) if was and was.value == value else (-1, -1)
    decided = _with(fields.document, field, Value(value, status, where, *place))
    return changed(fields, document=decided), before, (("value", value),)


def _value_of(fields: Fields, field: FieldKind) -> Value | None:
    if field == "publisher":
        return fields.document.publisher or _suggested_publisher(fields)
    stated: Value | None = getattr(fields.document, field)
    return stated or (getattr(fields.findings, field) if field in SUGGESTED else None)


def _suggested_publisher(fields: Fields) -> Value | None:
    likely = None if fields.document.sources else likely_publisher(fields.findings.attributions)
    return Value(likely.name, "suggested", "", likely.start, likely.end) if likely else None


def _with(document: Document, field: FieldKind, value: Value | None) -> Document:
    if field == "publisher":
        others = document.other_sources
        return changed(document, sources=(value, *others) if value else others, has_no_publisher=value is None)
    if field == "published":
        is_same = value and document.published and value.value == document.published.value
        return changed(document, published=value, time=document.time if is_same else "")
    changes: dict[str, Any] = {field: value}
    return changed(document, **changes)
