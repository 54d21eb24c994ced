"""What tests of pages share: a small report made by hand, its page, and a reader of HTML."""

import hashlib
import re
from html import unescape
from html.parser import HTMLParser

from muniment.model import (
    Attribution,
    Claim,
    DateMention,
    Document,
    Evidence,
    Findings,
    Line,
    Mention,
    Name,
    Page,
    Quote,
    Report,
    ReportPage,
    Site,
    Speaker,
    Value,
)
from muniment.render.pages import render_report

SITE = Site(
    is_read_by_rules=True,
    title="Test archive",
    essays=(("about.html", "About"),),
    sections=("reports", "people", "organizations", "places", "timeline", "sources", "search"),
)
TEXT = (
    "Mayor Valerii Marchenko said on Friday that at least 440 graves were found in Izium.\n\n"
    "“The search is ongoing,” Marchenko said in a video on Rada TV. (Natalie Gallon/CNN)"
)
IZIUM = Name("izium", "place", "Izium", "places/izium.html", "reviewed", 2)
MARCHENKO = Name("marchenko-1", "person", "Valerii Marchenko", "people/marchenko-1.html", "suggested", 1)
CNN = Name("cnn", "source", "CNN", "sources/cnn.html", "reviewed", 1)
RADA = Name("rada", "source", "Rada TV", "", "suggested", 1)
VOID = {"meta", "link", "input", "br", "hr", "img"}
ASIDE = {"note", "note-key", "number", "note-switch"}


def typed(command: str) -> str:
    """The line of a command as it is typed: without the marks that keep its words whole."""
    return unescape(re.sub("</?span>", "", command))


def commands_in(html: str, *systems: str) -> list[str]:
    """Those for some systems; for Linux where none is named."""
    found = re.findall(r'<li data-on="(\w+)">.*?<code class="command" dir="ltr">(.*?)</code>', html)
    return [typed(line) for system, line in found if system in (systems or ("any", "Linux"))]


def span(words: str, text: str = TEXT) -> tuple[int, int, str]:
    """Where words stand in a text, and the words."""
    start = text.index(words)
    return start, start + len(words), words


FINDINGS = Findings(
    mentions=(
        Mention("person", *span("Valerii Marchenko"), "Valerii Marchenko"),
        Mention("place", *span("Izium"), "Izium", "izium", "reviewed"),
    ),
    dates=(DateMention(*span("Friday"), "DATE", "2022-09-16", "2022-09-16", rule="weekday-before"),),
    quotes=(Quote(*span("“The search is ongoing,”"), Speaker("Valerii Marchenko", role="Mayor")),),
    claims=(
        Claim(
            "c-0123abcd",
            *span("at least 440 graves"),
            ">=",
            440,
            None,
            "graves",
            "izium",
            "2022-09",
            "Valerii Marchenko",
        ),
    ),
    attributions=(
        Attribution("channel", *span("in a video on Rada TV"), "Rada TV", "", "Valerii Marchenko"),
        Attribution("credit", *span("(Natalie Gallon/CNN)"), "CNN", "cnn"),
    ),
    language=Value("en", "suggested", "its words"),
)


def document_of(text: str = TEXT, **fields: object) -> Document:
    """A plain report published on 18 September 2022."""
    data = text.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(data).hexdigest()
    given: dict[str, object] = {
        "id": "one",
        "form": "plain",
        "text": text,
        "text_sha256": sha256,
        "derivation": "plain text, UTF-8",
        "evidence": Evidence("evidence/one.txt", sha256, len(data), "seeds/one.txt"),
        "published": Value("2022-09-18", "stated", "date prefix"),
    }
    return Document(**{**given, **fields})  # type: ignore[arg-type]


def page_of(document: Document, findings: Findings = FINDINGS, **fields: object) -> tuple[Page, Report]:
    """The page of a report whose title is its first words, as linking would give it."""
    given: dict[str, object] = {
        "id": document.id,
        "address": f"reports/{document.id}.html",
        "title": document.title.value if document.title else "Mayor Valerii Marchenko said …",
        "title_status": document.title.status if document.title else "suggested",
        "title_kind": "title" if document.title else "first words",
        "published": document.published.value if document.published else "",
        "published_status": "stated",
        "published_address": "dates/2022-09-18.html" if document.published else "",
        "publisher": CNN,
        "language": document.language.value if document.language else "en",
        "bytes": document.evidence.bytes,
        "sha256": document.evidence.sha256,
        "claims": len(findings.claims),
    }
    line = Line(**{key: fields.pop(key, value) for key, value in given.items()})  # type: ignore[arg-type]
    value = ReportPage(
        digest="",
        line=line,
        names=((("person", "Valerii Marchenko", ""), MARCHENKO), (("place", "Izium", "izium"), IZIUM)),
        sources=((("source", "CNN", "cnn"), CNN), (("source", "Rada TV", ""), RADA)),
        dates=(("2022-09-16", "dates/2022-09-16.html"),),
        publisher_at=TEXT.index("(Natalie"),
        **fields,  # type: ignore[arg-type]
    )
    return Page(line.address, value), Report(document, findings)


def html_of(document: Document, findings: Findings = FINDINGS, site: Site = SITE, **fields: object) -> str:
    """The report's page as text."""
    page, report = page_of(document, findings, **fields)
    return render_report(page, site, report)[0][0][1].decode("utf-8")


class Reader(HTMLParser):
    """Every element with its attributes, and the text of the archived sheet as a reader could copy it."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.misplaced: list[str] = []
        self.sheet, self.words = "", ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        kept = {name: value or "" for name, value in attributes}
        if tag == "a" and any(name == "a" for name, _ in self._open):
            self.misplaced.append("a link in a link")
        self.elements.append((tag, kept))
        if tag not in VOID:
            self._open.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        opened, _ = self._open.pop()
        if opened != tag:
            self.misplaced.append(f"</{tag}> closes <{opened}>")

    def handle_data(self, data: str) -> None:
        self.words += data
        classes = {name for _, kept in self._open for name in kept.get("class", "").split()}
        if any(kept.get("id") == "text" for _, kept in self._open) and not classes & (ASIDE | {"raw", "prefix"}):
            self.sheet += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a kind."""
        return [kept for name, kept in self.elements if name == tag]
