"""A report's page, as report.html sees it."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from muniment.markup import paragraphs
from muniment.model import Document, Line, Name, Page, Record, Report, ReportPage, Site, Status, changed
from muniment.render.citations import Citations, Cited, cite
from muniment.render.frame import Frame, frame_of
from muniment.render.linked_data import linked_data
from muniment.render.links import To, absolute, json_of, links_from, relative
from muniment.render.report_chain import Chain, chain_of
from muniment.render.report_facts import (
    EvidenceView,
    Fact,
    end_of,
    evidence_of,
    facts_of,
    statuses_counted,
    withheld_in,
)
from muniment.render.report_findings import Rows, claims_of, quotes_of
from muniment.render.report_near import NearView, near_of
from muniment.render.report_review import ReviewView, review_of
from muniment.render.report_seal import SCRIPTS as SEAL_SCRIPTS
from muniment.render.report_seal import SealView, seal_of
from muniment.render.text import Finder, MarkedText, NameOf, mark_text
from muniment.render.view_events import EventsView, view_events
from muniment.render.view_figure_lists import figure_links
from muniment.render.view_parts import (
    LineView,
    NameView,
    direction_of,
    language_tag,
    view_line,
    view_name,
    with_scrolling_tables,
)
from muniment.render.words import cut

SCRIPTS = ("assets/report.js",)
LONGEST_PREFIX = 3  # lines, before it is folded away

Names = Mapping[Any, Name]
ViewName = Callable[[Name], NameView]
ViewLine = Callable[[Line], LineView]


class Related(Record, frozen=True):
    line: LineView
    through: tuple[NameView, ...]


class ReportView(Record, frozen=True, kw_only=True):
    frame: Frame
    line: LineView
    title_note: str  # where it comes from
    standfirst: str
    language: str
    direction: str
    facts: tuple[Fact, ...]
    counts: tuple[tuple[Status, str], ...]
    chain: Chain
    prefix: str
    is_prefix_long: bool
    form: str  # plain or markdown
    text: MarkedText
    withheld: str  # what of the report is not shown, and why, or empty
    is_cut: bool  # whether the text ends before its end
    end: str  # what stands where it stops
    claims: Rows
    quotes: Rows
    review: ReviewView | None
    events: EventsView
    related: tuple[Related, ...]
    near: tuple[NearView, ...]
    has_more_near: bool
    versions: tuple[tuple[str, LineView], ...]
    citations: Citations
    evidence: EvidenceView
    seal: SealView
    json: str
    other: tuple[tuple[str, str], ...]
    older: LineView | None
    newer: LineView | None
    is_suggested: bool  # whether there is anything to switch off


def view_report(page: Page, site: Site, report: Report) -> ReportView:
    """Everything of a report, with the links as from its page and the words as a reader meets them."""
    value, address = page.value, page.address
    assert isinstance(value, ReportPage)
    to, document, line = links_from(address), report.document, value.line
    view, view_report_line = _views_from(address, to)
    name_of, paragraph_at, counts = _names_of(value, view), _paragraphs_of(document), statuses_counted(report)
    return ReportView(
        frame=_frame_of(value, address, site, report),
        line=view_report_line(line),
        title_note=_title_note(line, report),
        standfirst=document.summary,
        language=language_tag(line.language),
        direction=direction_of(line.language),
        facts=facts_of(value, report, to, view),
        counts=counts,
        chain=_chain_of(value, report, name_of, paragraph_at, view),
        prefix=document.prefix.rstrip("\n"),
        is_prefix_long=document.prefix.count("\n") > LONGEST_PREFIX,
        form=document.form,
        text=_marked(value, report, name_of, to),
        withheld=withheld_in(document),
        is_cut=document.publication in ("excerpt", "metadata"),
        end=end_of(document, value.is_guarded),
        claims=claims_of(report, name_of, paragraph_at, figure_links(value.figures, to)),
        quotes=quotes_of(report, name_of, paragraph_at),
        review=review_of(report, paragraph_at, name_of),
        events=view_events(value.events, value.events_total, to),
        related=tuple(Related(view_report_line(one.line), tuple(map(view, one.through))) for one in value.related),
        near=near_of(value.near, view_report_line),
        has_more_near=value.has_more_near,
        versions=tuple((how, view_report_line(other)) for how, other in value.versions),
        citations=cite(_cited(value, address, site, document)),
        evidence=evidence_of(document, address, value.is_guarded),
        seal=seal_of(value, document, address),
        json=to(json_of(address)),
        other=document.other,
        older=view_report_line(value.older) if value.older else None,
        newer=view_report_line(value.newer) if value.newer else None,
        is_suggested=bool(value.near) or any(status == "suggested" for status, _ in counts),
    )


def _marked(value: ReportPage, report: Report, name_of: NameOf, to: To) -> MarkedText:
    document, reviewed = report.document, report.reviewed
    days = {day: to(address) for day, address in value.dates}
    finder = Finder(name_of, days, reviewed.reviewer if reviewed else "")
    marked = mark_text(document, report.findings, finder)
    if "|" in document.text:  # no table is without
        marked = changed(marked, html=with_scrolling_tables(marked.html))
    return marked


def _title_note(line: Line, report: Report) -> str:
    if line.title_kind == "file name":
        return "The file states no title and has no words; this is its name."
    if line.title_kind == "first words":
        after = ", after a site’s navigation or a letter’s head" if report.findings.begins else ""
        return f"The file states no title; these are its first words{after}."
    title = report.findings.title
    if stated := report.document.title:
        if title and stated.status != "stated" and stated.value == title.value:
            return f"The file states no title; this is its {stated.where}."
        if stated.status != "stated":
            return f"Title {stated.where}."
        return f"Title from {stated.where}." if stated.where else ""
    return f"The file states no title; this is its {title.where}." if title else ""


def _names_of(value: ReportPage, view: ViewName) -> NameOf:
    """(kind, name, id) to the name to show. An id alone is enough for an editors' entity, and an
    empty kind is any kind, the first that linking gives."""
    pairs = (*value.names, *value.sources)

    @cache  # most reports that only state names have no use for them
    def tables() -> tuple[Names, Names, Names]:
        known = dict(pairs)
        by_id = {name.id: name for name in (*value.others, *(name for _, name in pairs))}
        by_name = {("", name): found for (_, name, _), found in reversed(known.items())}
        by_name |= {(kind, name): found for (kind, name, _), found in known.items()}
        return known, by_id, by_name

    def name_of(kind: str, name: str, identifier: str) -> NameView | None:
        known, by_id, by_name = tables()
        found = known.get((kind, name, identifier)) or by_id.get(identifier) or by_name.get((kind, name))
        return view(found) if found else None

    return name_of


def _views_from(page: str, to: To) -> tuple[ViewName, ViewLine]:
    """How names and reports are seen from a report's page: as from all pages of the folder, but a name may
    lead to a place on the page itself."""
    own = f"{page}#"

    def name_view(name: Name) -> NameView:
        seen = view_name(name, to)
        return changed(seen, address=relative(page, name.address)) if name.address.startswith(own) else seen

    def line_view(line: Line) -> LineView:
        seen, publisher = view_line(line, to), line.publisher
        is_own = publisher is not None and publisher.address.startswith(own)
        return changed(seen, publisher=name_view(publisher)) if publisher and is_own else seen

    return name_view, line_view


def _paragraphs_of(document: Document) -> Callable[[int], str]:
    spans = paragraphs(document.text, document.form)

    def paragraph_at(position: int) -> str:
        number = bisect_left(spans, (position + 1,)) if position >= 0 else 0
        return f"p{number}" if number else ""

    return paragraph_at


def _chain_of(
    value: ReportPage, report: Report, name_of: NameOf, paragraph_at: Callable[[int], str], view: ViewName
) -> Chain:
    publisher = view(value.line.publisher) if value.line.publisher else None
    stated = report.document.publisher
    status = stated.status if stated else value.line.publisher_status
    return chain_of(report.findings, name_of, paragraph_at, publisher, status, report.document.retrieved)


def _frame_of(value: ReportPage, address: str, site: Site, report: Report) -> Frame:
    line, document = value.line, report.document
    about = cut(document.summary or _not_graphic(document), 180) or f"A report kept in {site.title}."
    names = tuple((name.kind, name.name) for _, name in value.names if name.status != "suggested")
    return frame_of(
        address,
        site,
        cut(line.title, 90),
        about,
        section="reports",
        kind="article",
        published=line.published,
        data=linked_data(address, site, line, document, names),
        alternate=json_of(address),
        scripts=(*SCRIPTS, *SEAL_SCRIPTS) if value.seal else SCRIPTS,
        fetches=value.seal is not None,
    )


def _not_graphic(document: Document) -> str:
    """The text without what is folded in it."""
    parts, position = [], 0
    for one in sorted(document.graphic, key=lambda one: one.start):
        parts.append(document.text[position : one.start])
        position = max(position, one.end)
    return "… ".join([*parts, document.text[position:]])


def _cited(value: ReportPage, address: str, site: Site, document: Document) -> Cited:
    line, publisher = value.line, document.publisher
    return Cited(
        id=line.id,
        archive=site.title,
        words=line.title,
        title_kind=line.title_kind,
        title_status=line.title_status,
        authors=tuple(author.value for author in document.authors),
        publisher=line.publisher.name if line.publisher else "",
        publisher_status=publisher.status if publisher else line.publisher_status,
        published=line.published,
        language=language_tag(line.language),
        url=document.url.value if document.url else "",
        address=absolute(site.url, address),
        sha256=document.evidence.sha256,
        checkpoint=value.seal.cited if value.seal and value.seal.is_current else "",
    )
