"""What is left of a report where the archive publishes nothing that no editor has looked at."""

from typing import Any, Literal

from muniment.link.decided import FIELDS
from muniment.model import STRENGTH, Report, Value, changed

Required = Literal["reviewed", "verified"]
ALONE = ("title", "published", "url", "language")  # fields with one value


def only_required(report: Report, required: Required) -> tuple[Report, int]:
    """The report without findings that fall short, and how many those were. What its own file states is evidence, and
    stays; so do first words that stand in for a title, since they are its text. Where a gazetteer has a place is a
    suggestion, too."""
    least, findings, document = STRENGTH[required], report.findings, report.document
    lists: dict[str, Any] = {
        name: tuple(one for one in getattr(findings, name) if STRENGTH[one.status] >= least) for name in FIELDS.values()
    }
    left_out = sum(len(getattr(findings, name)) - len(kept) for name, kept in lists.items())
    lists["mentions"] = tuple(changed(one, place=None) for one in lists["mentions"])
    fields: dict[str, Any] = {
        name: _kept(getattr(document, name), least) for name in ("title", "published", "url", "language")
    }
    publisher, others = _kept(document.publisher, least), [one for one in document.other_sources if _kept(one, least)]
    fields |= {"sources": (publisher, *others) if publisher else tuple(others), "has_no_publisher": not publisher}
    left = changed(
        report,
        document=changed(document, **fields),
        findings=changed(
            findings,
            **lists,
            differences=(),  # which nobody decides on
            language=None,
            title=None,
        ),
    )
    return left, left_out


def _kept(value: Value | None, least: int) -> Value | None:
    """A stated value, or one that editors have decided on."""
    is_enough = value is not None and (value.status == "stated" or STRENGTH[value.status] >= least)
    return value if is_enough else None
