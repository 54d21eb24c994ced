"""What is left of a report where the archive publishes nothing that no editor has looked at."""

from typing import Any, Literal

from muniment.link.decided import FIELDS
from muniment.model import STRENGTH, Report, Value, changed

Required = Literal["reviewed", "verified"]


def only_required(report: Report, required: Required) -> Report:
    """The report without findings that fall short. What its own file states is evidence, and stays; so do first words
    that stand in for a title, since they are its text. Where a gazetteer has a place is a suggestion, too."""
    least, findings = STRENGTH[required], report.findings
    lists: dict[str, Any] = {
        name: tuple(one for one in getattr(findings, name) if STRENGTH[one.status] >= least) for name in FIELDS.values()
    }
    lists["mentions"] = tuple(changed(one, place=None) for one in lists["mentions"])
    fields = {name: _kept(getattr(report.document, name), least) for name in ("title", "published", "url", "language")}
    sources = tuple(one for one in report.document.sources if _kept(one, least))
    return changed(
        report,
        document=changed(report.document, sources=sources, **fields),
        findings=changed(
            findings,
            **lists,
            differences=(),  # which nobody decides on
            language=None,
            title=None,
        ),
    )


def _kept(value: Value | None, least: int) -> Value | None:
    """A stated value, or one that editors have decided on."""
    is_enough = value is not None and (value.status == "stated" or STRENGTH[value.status] >= least)
    return value if is_enough else None
