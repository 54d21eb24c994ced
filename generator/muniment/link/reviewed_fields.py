"""What editors decide on a report's title, date, publisher, address and language."""

from typing import Any

from muniment.link.decided import Names, Pairs, Wrong
from muniment.link.publishers import likely_publisher
from muniment.model import (
    STRENGTH,
    Authority,
    Decision,
    Document,
    FieldKind,
    Findings,
    Record,
    Review,
    Status,
    Value,
    changed,
)

SUGGESTED = ("title", "language")  # fields that rules may suggest, too
READ_BY = ("published", "language")  # fields on which it hangs what rules find in the text


class Fields(Record, frozen=True):
    """A document and its findings, with what was decided on its fields by now."""

    document: Document
    findings: Findings


def read_by(document: Document, review: Review | None) -> tuple[Document, str | None]:
    """The document on the day that editors say it was published on, by which rules understand "yesterday"; and the tag
    of the language that they say it is in, empty where that is none that anybody knows, None where they do not say."""
    decided: dict[str, str] = {}
    for one in review.decisions if review else ():
        value = "" if one.verb == "reject" else dict(one.values).get("value", "")
        if one.about in READ_BY and (value or one.verb == "reject"):
            decided.setdefault(one.about, value)
    if "published" in decided:
        day = decided["published"]
        document = _with(document, "published", Value(day, "reviewed") if day else None)
    return document, decided.get("language")


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
    name, source = names.resolved("source", values.get("source", ""))
    value = name or values.get("value")
    if field == "publisher" and (said := values.get("value")):
        _check_publisher(said, values.get("source", ""), names.listed(source or said))
    if not value:
        raise Wrong("", f"it does not say what the {field} is", "add value: …")
    is_as_found = was is not None and was.value == value
    if was and is_as_found and STRENGTH[was.status] > STRENGTH[status]:
        return fields, before, (("value", value),)  # what the file states is no less stated for a review that is stale
    place = (was.start, was.end) if was and is_as_found else (-1, -1)
    if was and is_as_found and was.status == "suggested" and was.where:
        where = f"{was.where}; accepted {where}"
    decided = _with(fields.document, field, Value(value, status, where, *place))
    return changed(fields, document=decided), before, (("value", value),)


def _check_publisher(said: str, source: str, listed: Authority | None) -> None:
    """Raises Wrong where the name and the id that are given for one are of two, or an id stands for a name."""
    if listed is None or said in (listed.name, *listed.names):
        return
    if source:
        raise Wrong("value", f"'{said}' is no name of '{source}'", f"keep one of them; '{source}' is {listed.name}")
    raise Wrong("value", f"'{said}' is the id of {listed.name}", f"write source: {said}")


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
