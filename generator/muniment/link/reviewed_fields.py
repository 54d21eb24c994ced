"""What editors decide on a report's title, date, publisher, address and language."""

from typing import Any, Protocol

from muniment.link.decided import Names, Pairs, Wrong
from muniment.model import Decision, Document, FieldKind, Findings, Review, Status, Value, changed

SUGGESTED = ("title", "language")  # fields that rules may suggest, too


class Desk(Protocol):
    """What deciding on a field needs of the editor's desk."""

    review: Review
    names: Names
    status: Status

    def note(self, decision: Decision, was: Pairs, now: Pairs) -> None:
        """A decision that held."""


def decide_field(document: Document, findings: Findings, decision: Decision, desk: Desk) -> tuple[Document, Findings]:
    """The document and the findings with a field as the editor has it. Raises Wrong."""
    field: FieldKind = decision.about  # type: ignore[assignment]
    was = _value_of(document, findings, field)
    pairs = (("value", was.value),) if was else ()
    if decision.verb == "reject":
        desk.note(decision, pairs, ())
        return _with(document, field, None), changed(findings, **{field: None}) if field in SUGGESTED else findings
    values = dict(decision.values)
    name, _ = desk.names.resolved("source", values.get("source", ""))
    value = name or values.get("value") or (was.value if was and decision.verb == "accept" else "")
    if not value:
        raise Wrong("", f"it does not say what the {field} is", "add value: …")
    where = f"by {desk.review.reviewer}, {desk.review.date}"
    place = (was.start, was.end) if was and was.value == value else (-1, -1)
    desk.note(decision, pairs, (("value", value),))
    return _with(document, field, Value(value, desk.status, where, *place)), findings


def _value_of(document: Document, findings: Findings, field: FieldKind) -> Value | None:
    if field == "publisher":
        return document.sources[0] if document.sources else None
    stated: Value | None = getattr(document, field)
    return stated or (getattr(findings, field) if field in SUGGESTED else None)


def _with(document: Document, field: FieldKind, value: Value | None) -> Document:
    fields: dict[str, Any] = {field: value}
    if field == "publisher":
        fields = {"sources": (value, *document.sources[1:]) if value else document.sources[1:]}
    if field == "published":
        fields["time"] = document.time if value == document.published else ""
    return changed(document, **fields)
