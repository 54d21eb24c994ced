"""A report as the search knows it: what a reader may see of it, and nothing more."""

import re
from collections.abc import Iterable
from html import unescape

from muniment.markup import paragraphs, render_markdown
from muniment.model import Document, Name, Report, ReportPage, SearchRecord
from muniment.render.view_parts import has_page

UNKNOWN = "unknown"
# Of the HTML that markup.py makes, in which every "<" begins a tag.
NUMBERED = re.compile(r'<[a-z0-9]+ id="p[0-9]+"[^>]*>')
INSIDE_WORDS = re.compile(r"</?(?:a|bdi|code|del|em|s|span|strong)(?: [^>]*)?>")
TAG = re.compile(r"<[^>]*>")


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
        source_status=line.publisher_status,
        date_status=line.published_status,
        title_status=line.title_status,
        names=tuple(sorted(name for name in names if name not in text)),
        filters=tuple((key, values) for key, values in filters.items() if values),
    )


def _paragraphs(document: Document) -> tuple[str, ...]:
    """The words that a reader sees, by numbered paragraph; what stands before the first is its."""
    text = document.text
    if document.form == "plain":
        parts = [text[start:end] for start, end in paragraphs(text, document.form)]
    else:
        before, *parts = NUMBERED.split(INSIDE_WORDS.sub("", render_markdown(text)))
        parts = [unescape(TAG.sub(" ", part)) for part in [before + (parts or [""])[0], *parts[1:]]]
    parts = [" ".join(part.split()) for part in parts]
    return tuple(parts) if any(parts) else ()


def _with_page(names: Iterable[Name]) -> list[Name]:
    return [name for name in names if has_page(name)]


def _sorted(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(sorted({name.name for name in names}))
