"""The steps of the story that run over one record at a time, in whatever process is free.

Each gives (small, bodies), as work.py asks: the small part goes back to the story, a body is kept to be
fetched by whoever needs it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from muniment.bodies import Result, fetch, fetch_all
from muniment.compiled import CodePlace
from muniment.link.decided import check_spans
from muniment.link.decisions import decide
from muniment.link.graphic import with_graphic
from muniment.link.near import compared
from muniment.link.required import only_required
from muniment.link.rows import row_of
from muniment.link.shingles import sketch_of
from muniment.loading import load
from muniment.model import (
    Authority,
    Document,
    EntityPage,
    FigurePage,
    Findings,
    Gone,
    NotFound,
    Page,
    Period,
    Quotation,
    Record,
    Redirect,
    Report,
    ReportPage,
    Review,
    Row,
    SearchRecord,
    Seed,
    Site,
    SourcePage,
    changed,
    from_bytes,
    to_bytes,
    to_readable_json,
)  # fmt: skip
from muniment.problems import Place, Problem
from muniment.publish.packs import Part
from muniment.publish.search import begun_part
from muniment.publish.shards import Entry
from muniment.publish.staging import stage
from muniment.publish.sums import Published
from muniment.publishable import Cared, care_of, is_safe, nothing_told, read_with_care
from muniment.read.evidence import evidence_files
from muniment.read.hiding import Sought
from muniment.read.noted import Pair, read_pair
from muniment.read.reviews import ReviewFile, hear_review
from muniment.render.pages import render_page, render_report
from muniment.render.search_record import search_record
from muniment.settings import Settings
from muniment.woven import shown

LARGE = 200_000  # code points of a text, or bytes of a Report; below it no page comes near what hosts allow
LONGEST_READ = 2_000_000  # code points in which rules look for names and dates; memory is bounded by it
LARGEST_PAGE = 22_000_000  # bytes; hosts refuse files over 25 MiB, and a page has more than its text
# Pages, and where they quote.
QUOTING = {EntityPage: "quotations", SourcePage: "quotations", FigurePage: "quotations", Period: "told"}
NOBODY = Sought()
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Desk(Record, frozen=True):
    """Where things lie while a site is made."""

    archive: Path
    staging: Path
    shelf: Path
    locks: Path | None  # where processes of one machine wait for each other; not on several
    templates: Path | None  # the archive's own
    shape: str  # a hash over all templates, the program's too: with these a page is made, or not at all
    code: CodePlace | None = None


class Studied(Record, frozen=True):
    """What is known of a seed once it was read and understood; `row` is None when it was refused."""

    row: Row | None
    problems: tuple[Problem, ...]


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


def study(
    seed: Seed, archive: Path, settings: Settings, authorities: tuple[Authority, ...],
    everywhere: Sought = NOBODY,
) -> Result:  # fmt: skip
    """One seed read and understood: a Studied, and as bodies the encoded Report and its sentences.

    A fault of this program on one report must not lose the others, so it becomes that report's
    problem.
    """
    problems: list[Problem] = []
    try:
        cared = read_with_care(seed, archive, settings, authorities, everywhere, problems)
        if cared is None:
            return to_bytes(Studied(None, tuple(problems))), ()
        place, text = Place(seed.path, seed.line if seed.row else 0), cared.document.text
        if is_too_large(text, len(text)):
            return _refused(problems, place, "too much text for one page", "split it")
        report, left_out = understood(cared, settings, authorities, place, problems)
        body = to_bytes(report)
        if is_too_large(report, len(body)):
            return _refused(problems, place, "too much text for one page, with what was found in it", "split it")
        row, sentences = row_of(report, body, not settings.require, authorities)
        row = changed(row, path=seed.path, line=place.line, care=care_of(cared.document), left_out=left_out)
        if not is_safe(report, row, cared.sought, place, problems):
            return to_bytes(Studied(None, tuple(problems))), ()
        if settings.findings == "rules":
            row = changed(row, sketch=sketch_of(report.document))
        return to_bytes(Studied(row, tuple(problems))), (body, sentences)
    except FAULTS as error:
        what = f"this program failed on this report: {type(error).__name__}: {error}"
        return _refused(problems, Place(seed.path, seed.line), what, "please tell the makers of the program")


def _refused(problems: list[Problem], place: Place, what: str, hint: str) -> Result:
    return to_bytes(Studied(None, (*problems, Problem(place, what, hint)))), ()


@cache
def rules() -> Callable[[Document, tuple[Authority, ...]], Findings]:
    """What finds by rules: loaded where they are switched on, since an archive may do without."""
    find_all: Callable[[Document, tuple[Authority, ...]], Findings] = load("understand.findings").find_all
    return find_all


def understood(
    cared: Cared, settings: Settings, authorities: tuple[Authority, ...], place: Place, problems: list[Problem]
) -> tuple[Report, int]:
    """What rules find in a document, and what editors decided, as far as it may be published; and how many findings
    are left out for what the settings require."""
    document, review = cared.document, cared.review
    findings = understand(document, authorities, place, problems) if settings.findings == "rules" else Findings()
    report = Report(document, findings)
    if review:
        report = decided(report, review, authorities, problems)
    report = with_graphic(nothing_told(report, cared.sought))
    return only_required(report, settings.require) if settings.require else (report, 0)


def decided(report: Report, review: Review, authorities: tuple[Authority, ...], problems: list[Problem]) -> Report:
    """What editors decided, at its places."""
    report = decide(report, review, {one.id: one for one in authorities}, problems)
    check_spans(report.document.text, report.findings)
    return report


def understand(
    document: Document, authorities: tuple[Authority, ...], place: Place, problems: list[Problem]
) -> Findings:
    """What the rules find, each at its place; of a text as long as many books, in its beginning."""
    if len(document.text) > LONGEST_READ:
        what = f"names, dates and claims were looked for in its first {LONGEST_READ:,} characters"
        problems.append(Problem(place, what, "split it where it has parts", severity="warning"))
        document = changed(document, text=document.text[:LONGEST_READ])
    findings = rules()(document, authorities)
    check_spans(document.text, findings)
    return findings


def is_too_large(what: str | Report, length: int) -> bool:
    """Whether the page or the JSON of a text, or of a report, would have more bytes than hosts allow:
    escaping may make a text many times as long."""
    if length <= LARGE:
        return False
    text = what if isinstance(what, str) else what.document.text
    return max(len(to_readable_json(what)), len(shown(text).encode("utf-8", "replace"))) > LARGEST_PAGE


def make_page(page: Page, desk: Desk, site: Site) -> Result:
    """One page rendered and staged, with the evidence when it is a report's: a Made, and as bodies the
    report's encoded SearchRecord, where the site has a search, its JSON in one line and its encoded TableRows."""
    if not isinstance(page.value, ReportPage):
        page = with_sentences(page, desk.shelf)
        is_listed = not isinstance(page.value, Gone | NotFound | Redirect)
        files = render_page(page, site, desk.templates, desk.shape, desk.code)
        return to_bytes(Made(set_aside(files, desk), is_listed)), ()
    report = from_bytes(fetch(desk.shelf, page.value.digest), Report)
    value = with_near(page.value, report, desk.shelf)
    page = changed(page, value=value)
    files, line, rows = render_report(page, site, report, desk.templates, desk.shape, desk.code)
    words = to_bytes(search_record(report, value)) if "search" in site.sections else b""
    bodies = (words, line, to_bytes(rows))
    words_digest, line_digest, rows_digest = (hashlib.sha256(body).hexdigest() for body in bodies)
    entry = Entry(page.address, words_digest, len(words)) if words else None
    lines = Lines(line_digest, rows_digest, len(line), len(rows.report), len(rows.claims))
    published = set_aside(files + evidence_files(desk.archive, report.document), desk)
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
def begun_part_of_index(entries: tuple[Entry, ...], desk: Desk) -> Iterator[Callable[[], Result]]:
    """A part of the search index while Pagefind makes it; gives what waits for it and stages it: an Indexed."""
    records = (from_bytes(body, SearchRecord) for body in fetch_all(desk.shelf, (entry.digest for entry in entries)))

    def indexed() -> Result:
        made = bundle()
        return to_bytes(Indexed(made.part, set_aside(made.files, desk), made.shortened)), ()

    with begun_part(records, desk.locks) as bundle:
        yield indexed


def index_part(entries: tuple[Entry, ...], desk: Desk) -> Result:
    """As `begun_part_of_index`, once it is made."""
    with begun_part_of_index(entries, desk) as indexed:
        return indexed()


def set_aside(files: Iterable[tuple[str, bytes]], desk: Desk) -> tuple[Published, ...]:
    """Stage files, so that the commit finds them."""
    return tuple(stage(desk.staging, address, data) for address, data in files)
