"""A report as the search knows it: what a reader may see of it, and nothing more."""

from collections.abc import Iterable

from muniment.markup import paragraphs, prose_of
from muniment.model import Document, Findings, Name, Report, ReportPage, SearchRecord, Status
from muniment.render.view_report import LONGEST_EXCERPT

STATUSES: tuple[Status, ...] = ("stated", "suggested", "reviewed", "verified")
UNKNOWN = "unknown"


def search_record(report: Report, page: ReportPage) -> SearchRecord:
    """The record of a report's page.

    Where rights hold the text back, only what the page shows of it is there. Filters offer names
    that have a page of their own: one that no other report has narrows nothing.
    """
    line, publisher = page.line, [page.line.publisher] if page.line.publisher else []
    language = line.language.split("-")[0].lower()
    people = [name for _, name in page.names]
    filters = {
        "source": _sorted([*publisher, *_with_page(name for _, name in page.sources)]),
        "person": _sorted(_with_page(name for name in people if name.kind == "person")),
        "organization": _sorted(_with_page(name for name in people if name.kind == "organization")),
        "place": _sorted(_with_page(name for name in people if name.kind == "place")),
        "year": (line.published[:4] or UNKNOWN,),
        "language": (language or UNKNOWN,),
        "status": _statuses(page, report.findings),
    }
    words = _paragraphs(report.document)
    text = "\n".join(words)
    names = {name.name for _, name in (*page.names, *page.sources)}.union(page.aliases)
    return SearchRecord(
        address=line.address,
        title=line.title,
        paragraphs=words,
        language=line.language,
        date=line.published,
        source=line.publisher.name if line.publisher else "",
        names=tuple(sorted(name for name in names if name not in text)),
        filters=tuple((key, values) for key, values in filters.items() if values),
    )


def _paragraphs(document: Document) -> tuple[str, ...]:
    """The readable words of each numbered paragraph, with what stands before it (a heading)."""
    lengths = {"public": len(document.text), "excerpt": LONGEST_EXCERPT, "metadata": 0}
    text = document.text[: lengths[document.publication]]
    spans = paragraphs(text, document.form)
    if not spans:
        return ()
    prose = prose_of(text, document.form)
    ends = [end for _, end in spans[:-1]]
    return tuple(" ".join(prose[start:end].split()) for start, end in zip([0, *ends], [*ends, len(prose)], strict=True))


def _with_page(names: Iterable[Name]) -> list[Name]:
    """A name without a page has the address of its place in a report, or none."""
    return [name for name in names if name.address and "#" not in name.address]


def _sorted(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(sorted({name.name for name in names}))


def _statuses(page: ReportPage, findings: Findings) -> tuple[Status, ...]:
    """Every status that something on the page has."""
    groups = (findings.mentions, findings.dates, findings.quotes, findings.claims, findings.attributions)
    found = {finding.status for group in groups for finding in group}
    found |= {name.status for _, name in (*page.names, *page.sources)} | {page.line.title_status}
    if page.line.published:
        found.add(page.line.published_status)
    return tuple(status for status in STATUSES if status in found)
