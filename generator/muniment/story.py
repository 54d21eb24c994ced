"""The story: what lies in seeds/ and content/ becomes the site. Read this first.

seeds/ ──read──▶ Document ──understand──▶ Findings ─┐
content/ ──read─────────────────────────────────────┴─link──▶ Archive ──render──▶ Pages ──publish──▶ site/
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice

from muniment.again import Notes
from muniment.astray import claims_astray
from muniment.compiled import code_place
from muniment.gathering import gather_reports
from muniment.judgement import Content, amends_of, heeded, read_content, settings_or_refusal, unsigned
from muniment.link.archive import link
from muniment.link.drafts import Draft
from muniment.link.lines import Directory
from muniment.link.near import near_reports
from muniment.link.pages import count_other_pages, other_pages
from muniment.link.related import KnownRelated, relate
from muniment.link.report_pages import report_pages
from muniment.link.versions import group_told
from muniment.logbook import logbook_of
from muniment.model import (
    Amends,
    Event,
    Question,
    Row,
    digest_of,
)
from muniment.outcome import (
    Outcome,
    Progress,
    nothing_published,
    outcome_of,
)
from muniment.problems import InputError, Problem, beside
from muniment.publish.contents import Contents
from muniment.publish.limits import check_limits
from muniment.publish.sums import Published
from muniment.publish.transaction import SiteFolder
from muniment.published_log import sealing_files
from muniment.recipes import program
from muniment.render.template_texts import shape_of, texts_of
from muniment.request import Request
from muniment.review_signatures import too_few
from muniment.reviews import checked_reviews
from muniment.sealed import Stand, stand_of
from muniment.seen_checkpoints import other_past
from muniment.settings import Settings
from muniment.signed_build import as_signed, lacking_signature
from muniment.states import Look
from muniment.steps import Made, Workplace, fetched_by, make_page
from muniment.user_key import caches_of_user
from muniment.wholes import (
    Bench,
    Extents,
    assets_of,
    begin_search,
    extents_of,
    kept_search,
    kept_tables,
    tables_of,
)
from muniment.work import Task, Workshop


def make_site(
    request: Request, began: float, folder: SiteFolder, workshop: Workshop, progress: Progress, look: Look | None = None
) -> Outcome:
    """Read, understand, link, render and publish what a request asks for into the open site folder; `began`
    is when the build did, in the seconds of time.perf_counter, and `look` what it has seen of seeds/. Raises
    ArchiveError as `build` does."""
    bench, problems = Bench(workplace_of(request, folder, workshop), workshop, folder, progress), list[Problem]()
    settings = settings_or_refusal(request.archive, workshop)
    progress("find seeds", 0, 0)
    book = logbook_of(request.archive, settings, workshop)
    problems += other_past(book.ledger, settings, folder.path, request.cache)
    content = read_content(request.archive, settings, problems)
    known = content.authorities, content.everywhere
    reviews = checked_reviews(request.archive, settings, *known, workshop, problems, book.reviews)
    reports = gather_reports(request, look, settings, *known, reviews, workshop, progress, problems)
    rows, amends = reports.rows, amends_of(request.archive, content, reports, problems)
    stand = stand_of(book, reports, amends, content, workshop, problems)
    events, questions = heeded(content, reports, amends, workshop, problems)
    if request.strict and any(problem.severity == "error" for problem in problems):
        raise InputError(*problems, nothing_published(reports.counts))
    progress("link", 0, 0)
    directory = link_all(rows, content, events, questions, amends, workshop, problems)
    with beside(problems):
        extents = extents_of(rows, settings, content.withheld)
        made = render(*all_drafts(directory, settings, stand, workshop), directory, bench)
        of_reports = list(islice(made, len(rows)))
        searching = search_of(of_reports, extents, settings, request.pages_only, bench)
        pages = [*of_reports, *made]
        workshop.go_on()
        directory.note_drafts()
        progress("tables", 0, 0)
        tables = tables_from(directory, of_reports, pages, settings.page_length, extents, request.pages_only, bench)
        log = sealing_files(stand, reports, settings, bench)
        contents = Contents([*(one.files for one in pages), tables, searching(problems), assets_of(bench), *log])
        progress("publish", 0, 0)
        workshop.dismiss()
        held = (*reports.notes, *too_few(reviews, settings.reviewers), *unsigned(content))
        contents, signatures = as_signed(contents, directory.archive, stand, bench, request.offer)
        lacking = lacking_signature(request, stand, signatures)
        notes = () if request.pages_only else (*check_limits(contents), *lacking)
        workshop.hold(reports, directory, pages, contents)
        committed = folder.commit(contents, signatures)
    return outcome_of(problems, reports.counts, committed, held, notes, time.perf_counter() - began)


def link_all(
    rows: Sequence[Row], content: Content, events: Sequence[Event], questions: Sequence[Question], amends: Amends,
    workshop: Workshop, problems: list[Problem],
) -> Directory:  # fmt: skip
    """Who and what is named in which reports, and what came of it the last time where that is the same; what questions
    list and seem not to ask for is told."""
    again, notes, authorities = workshop.again, Notes(workshop.recall, workshop.keep), content.authorities
    if content.settings.require == "verified":  # which nothing is that editors list: only reviews are signed
        authorities, events, questions = (), (), ()
    linked = link(rows, authorities, content.essays, content.settings, again, notes, events, questions, amends)
    problems += claims_astray(content.asked, linked.archive)
    return Directory(linked, again, notes)


def all_drafts(
    directory: Directory, settings: Settings, stand: Stand, workshop: Workshop
) -> tuple[Iterator[Draft], int]:
    """Every page, those of reports first, and about how many there are."""
    others = other_pages(directory, settings, stand.sealing)
    total = len(directory.archive.rows) + count_other_pages(directory.archive, settings, stand.sealing)
    return chain(report_drafts(directory, workshop, stand), others), total


def report_drafts(directory: Directory, workshop: Workshop, stand: Stand) -> Iterator[Draft]:
    """The pages of reports, with their places in the log. Which are related, and which near, is remembered: it takes
    long to find, and seldom changes."""
    if not directory.archive.site.may_suggest:
        return report_pages(directory, KnownRelated(), {}, stand.marks, stand.seals)
    last = workshop.recall("related", KnownRelated) or KnownRelated()
    known = relate(directory.archive, directory.linked.gathered.mark, last)
    if known is not last:
        workshop.keep("related", known)
    rows = directory.archive.rows
    near = near_reports(rows, directory.linked.near, group_told(rows))
    return report_pages(directory, known, near, stand.marks, stand.seals)


def tables_from(
    directory: Directory, reports: Sequence[Made], pages: Sequence[Made], length: int, extents: Extents,
    is_old_enough: bool, bench: Bench,
) -> tuple[Published, ...]:  # fmt: skip
    """Tables and feeds, as the last build made them where that is enough."""
    if is_old_enough and (kept := kept_tables(extents, bench)):
        return kept
    listed = [one.files[0].address for one in pages if one.is_listed]
    return tables_of(directory, reports, listed, length, extents, bench)


def search_of(
    reports: Sequence[Made], extents: Extents, settings: Settings, is_old_enough: bool, bench: Bench
) -> Callable[[list[Problem]], Sequence[Published]]:
    """What waits for the files of the search index, while they are made."""
    if not settings.search:
        return lambda problems: ()
    return (kept_search(extents, bench) if is_old_enough else None) or begin_search(reports, extents, bench)


def workplace_of(request: Request, folder: SiteFolder, workshop: Workshop) -> Workplace:
    """Where things lie, for other processes, and the templates as they are at this moment."""
    templates = request.archive / "templates"
    own = templates if templates.is_dir() else None
    return Workplace(
        archive=request.archive,
        staging=folder.staging,
        shelf=workshop.shelf,
        locks=None if request.cluster else request.cache,
        templates=own,
        shape=shape_of(texts_of(own)),
        code=None if request.cluster else code_place(caches_of_user(request.archive), program()),
    )


def render(drafts: Iterable[Draft], total: int, directory: Directory, bench: Bench) -> Iterator[Made]:
    """The files of pages, of about `total`; only those are made that the site does not hold already. While some are
    made the next are drawn, so that nobody waits between kinds of pages."""
    workplace, site = bench.workplace, directory.archive.site
    task = Task(
        partial(make_page, workplace=workplace, site=site),
        Made,
        digest_of((site, workplace.shape)),
        describe=lambda draft: draft.address.encode() + draft.stamp,
        unfold=lambda draft: draft.page(directory),
        is_ready=lambda one: bench.folder.holds(one.files),
        stays_ready=bench.folder.is_as_left,
        fetches=fetched_by,
        name="pages",
    )
    for done, one in enumerate(bench.workshop.each(task, drafts), 1):
        yield one
        bench.progress("render", done, max(total, done))
