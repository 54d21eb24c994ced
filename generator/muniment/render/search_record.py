"""A report as the search knows it: what a reader may see of it, and nothing more."""

from collections.abc import Iterable

from muniment.markup import seen_words
from muniment.model import Name, Report, ReportPage, SearchRecord
from muniment.render.view_parts import has_page

UNKNOWN = "unknown"


def search_record(report: Report, page: ReportPage) -> SearchRecord:
    """The record of a report's page. Filters offer names that have a page of their own: one that no
    other report has narrows nothing."""
    line, publisher = page.line, [page.line.publisher] if page.line.publisher else []
    language = line.language.split("-")[0].lower()
    named = [name for _, name in page.names]
    sources = [name for _, name in page.sources] + [name for name in named if name.kind == "source"]
    filters = {
        "source": _sorted([*publisher, *_with_page(sources)]),
        "person": _sorted(_with_page(name for name in named if name.kind == "person")),
        "organization": _sorted(_with_page(name for name in named if name.kind == "organization")),
        "place": _sorted(_with_page(name for name in named if name.kind == "place")),
        "year": (line.published[:4] or UNKNOWN,),
        "language": (language or UNKNOWN,),
        "status": ("suggested",),  # as in its JSON: only an editor's review makes a report more
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
        names=tuple(sorted(name for name in names if name not in text)),
        filters=tuple((key, values) for key, values in filters.items() if values),
    )


def _with_page(names: Iterable[Name]) -> list[Name]:
    return [name for name in names if has_page(name)]


def _sorted(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(sorted({name.name for name in names}))
