"""A report as the search knows it: what a reader may see of it, and nothing more."""

from collections import defaultdict

from muniment.markup import paragraphs, seen_words
from muniment.model import Document, Report, ReportPage, SearchRecord
from muniment.render.folds import folded_in
from muniment.render.view_parts import has_page

UNKNOWN = "unknown"


def search_record(report: Report, page: ReportPage) -> SearchRecord:
    """The record of a report's page. Filters offer names that have a page of their own: one that no
    other report has narrows nothing."""
    line = page.line
    language = line.language.split("-")[0].lower()
    offered = defaultdict(set, {"source": {line.publisher.name} if line.publisher else set()})
    for _, name in page.names:
        if has_page(name):
            offered[name.kind].add(name.name)
    offered["source"].update(name.name for _, name in page.sources if has_page(name))
    filters = {kind: tuple(sorted(offered[kind])) for kind in ("source", "person", "organization", "place")} | {
        "year": (line.published[:4] or UNKNOWN,),
        "language": (language or UNKNOWN,),
        "status": (line.status,),
    }
    words = seen_words(report.document.text, report.document.form)
    text = "\n".join(words)
    names = {name.name for _, name in (*page.names, *page.sources)}.union(page.aliases)
    return SearchRecord(
        address=line.address,
        title=line.title,
        paragraphs=words,
        language=line.language,
        date=line.published,
        source=line.publisher.name if line.publisher else "",
        source_status=line.publisher_status,
        date_status=line.published_status,
        title_status=line.title_status,
        title_kind=line.title_kind,
        names=tuple(sorted(name for name in names if name not in text)),
        filters=tuple((key, values) for key, values in filters.items() if values),
        graphic=_graphic_in(report.document),
    )


def _graphic_in(document: Document) -> tuple[int, ...]:
    """The paragraphs that are folded, counted from 0."""
    spans = paragraphs(document.text, document.form) if document.graphic else ()
    return tuple(number - 1 for number, _ in folded_in(spans, document.graphic))
