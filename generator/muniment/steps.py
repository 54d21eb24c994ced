"""The steps of the story that run over one record at a time, in whatever process is free.

Each gives (small, bodies), as work.py asks: the small part goes back to the story, a body is kept to be
fetched by whoever needs it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from muniment.bodies import Result, fetch, fetch_all
from muniment.compiled import CodePlace
from muniment.link.near import compared
from muniment.model import (
    EntityPage,
    FigurePage,
    Gone,
    NotFound,
    Page,
    Period,
    Quotation,
    Record,
    Redirect,
    Report,
    ReportPage,
    SearchRecord,
    Site,
    SourcePage,
    changed,
    from_bytes,
    to_bytes,
)  # fmt: skip
from muniment.publish.packs import Part
from muniment.publish.search import begun_part
from muniment.publish.shards import Entry
from muniment.publish.staging import stage
from muniment.publish.sums import Published
from muniment.read.evidence import evidence_files
from muniment.read.noted import Pair, read_pair
from muniment.read.reviews import ReviewFile, hear_review
from muniment.render.pages import render_page, render_report
from muniment.render.search_record import search_record

# Pages, and where they quote.
QUOTING = {EntityPage: "quotations", SourcePage: "quotations", FigurePage: "quotations", Period: "told"}


class Workplace(Record, frozen=True):
    """Where things lie while a site is made."""

    archive: Path
    staging: Path
    shelf: Path
    locks: Path | None  # where processes of one machine wait for each other; not on several
    templates: Path | None  # the archive's own
    shape: str  # a hash over all templates, the program's too: with these a page is made, or not at all
    code: CodePlace | None = None


class Lines(Record, frozen=True):
    """The digests under which a report's line of reports.jsonl and its TableRows are kept, and how many
    bytes the line has, and each of the rows."""

    json: str
    rows: str
    json_bytes: int
    report_bytes: int
    claims_bytes: int


class Made(Record, frozen=True):
    """The files of one page, whether a sitemap should list it, and for a report where its words for
    the search and its lines for the tables are kept."""

    files: tuple[Published, ...]
    is_listed: bool = True
    entry: Entry | None = None
    lines: Lines | None = None


class Indexed(Record, frozen=True):
    """A part of the search index, its files, and the reports of which only the beginning is in it."""

    part: Part
    files: tuple[Published, ...]
    shortened: tuple[str, ...]


def hear(pair: Pair, archive: Path) -> Result:
    """What is noted beside one seed: a Noted."""
    return to_bytes(read_pair(pair, archive)), ()


def hear_decisions(file: ReviewFile, archive: Path) -> Result:
    """What editors decided on one report: a Heard."""
    return to_bytes(hear_review(file, archive)), ()


def make_page(page: Page, workplace: Workplace, site: Site) -> Result:
    """One page rendered and staged, with the evidence when it is a report's: a Made, and as bodies the
    report's encoded SearchRecord, where the site has a search, its JSON in one line and its encoded TableRows."""
    if not isinstance(page.value, ReportPage):
        page = with_sentences(page, workplace.shelf)
        is_listed = not isinstance(page.value, Gone | NotFound | Redirect)
        files = render_page(page, site, workplace.templates, workplace.shape, workplace.code)
        return to_bytes(Made(set_aside(files, workplace), is_listed)), ()
    report = from_bytes(fetch(workplace.shelf, page.value.digest), Report)
    value = with_near(page.value, report, workplace.shelf)
    page = changed(page, value=value)
    files, line, rows = render_report(page, site, report, workplace.templates, workplace.shape, workplace.code)
    words = to_bytes(search_record(report, value)) if "search" in site.sections else b""
    bodies = (words, line, to_bytes(rows))
    words_digest, line_digest, rows_digest = (hashlib.sha256(body).hexdigest() for body in bodies)
    entry = Entry(page.address, words_digest, len(words)) if words else None
    lines = Lines(line_digest, rows_digest, len(line), len(rows.report), len(rows.claims))
    published = set_aside(files + evidence_files(workplace.archive, report.document), workplace)
    return to_bytes(Made(published, True, entry, lines)), bodies


def fetched_by(page: Page) -> list[str]:
    """The bodies that `make_page` fetches for a page."""
    if isinstance(page.value, ReportPage):
        return [page.value.digest, *(one.digest for one in page.value.near)]
    return [one.sentences for one in quoted_on(page) if one.number >= 0]


def quoted_on(page: Page) -> tuple[Quotation, ...]:
    """What a page quotes."""
    field = QUOTING.get(type(page.value), "")
    return getattr(page.value, field) if field else ()


def with_sentences(page: Page, shelf: Path) -> Page:
    """The page with the sentences that it quotes."""
    quotations, digests = quoted_on(page), list(dict.fromkeys(fetched_by(page)))
    if not digests:
        return page
    kept = {
        digest: from_bytes(body, tuple[str, ...])
        for digest, body in zip(digests, fetch_all(shelf, digests), strict=True)
    }
    whole = tuple(
        changed(one, sentence=kept[one.sentences][one.number]) if one.number >= 0 else one for one in quotations
    )
    return changed(page, value=changed(page.value, **{QUOTING[type(page.value)]: whole}))


def with_near(page: ReportPage, report: Report, shelf: Path) -> ReportPage:
    """A report's page with those that are near it indeed, of those that may be."""
    if not page.near:
        return page
    bodies = fetch_all(shelf, [one.digest for one in page.near])
    others = (from_bytes(body, Report).document for body in bodies)
    return changed(page, near=compared(report.document, zip(page.near, others, strict=True)))


@contextmanager
def begun_part_of_index(entries: tuple[Entry, ...], workplace: Workplace) -> Iterator[Callable[[], Result]]:
    """A part of the search index while Pagefind makes it; gives what waits for it and stages it: an Indexed."""
    records = (
        from_bytes(body, SearchRecord) for body in fetch_all(workplace.shelf, (entry.digest for entry in entries))
    )

    def indexed() -> Result:
        made = bundle()
        return to_bytes(Indexed(made.part, set_aside(made.files, workplace), made.shortened)), ()

    with begun_part(records, workplace.locks) as bundle:
        yield indexed


def index_part(entries: tuple[Entry, ...], workplace: Workplace) -> Result:
    """As `begun_part_of_index`, once it is made."""
    with begun_part_of_index(entries, workplace) as indexed:
        return indexed()


def set_aside(files: Iterable[tuple[str, bytes]], workplace: Workplace) -> tuple[Published, ...]:
    """Stage files, so that the commit finds them."""
    return tuple(stage(workplace.staging, address, data) for address, data in files)
