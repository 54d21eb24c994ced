"""The story: what lies in seeds/ and content/ becomes the site. Read this first.

seeds/ ──read──▶ Document ──understand──▶ Findings ─┐
content/ ──read─────────────────────────────────────┴─link──▶ Archive ──render──▶ Pages ──publish──▶ site/
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from muniment.again import Again
from muniment.compiled import code_place
from muniment.link.addresses import RESERVED
from muniment.link.archive import link
from muniment.link.drafts import Draft
from muniment.link.identity import register_of
from muniment.link.lines import Directory
from muniment.link.pages import count_other_pages, other_pages
from muniment.link.related import Known, relate
from muniment.link.report_pages import report_pages
from muniment.model import Authority, Essay, Record, Row, Seed, changed, digest_of
from muniment.outcome import (
    Counted,
    Outcome,
    Progress,
    Tell,
    held_back,
    nothing_published,
    outcome_of,
    peak_memory,
    refused_files,
)
from muniment.problems import Forgotten, InputError, Place, Problem, beside, may_be_kept
from muniment.publish.limits import check_limits
from muniment.publish.sums import Published
from muniment.publish.transaction import SiteFolder, open_site
from muniment.read.editors import read_authorities, read_essays
from muniment.read.embargo import open_embargoes
from muniment.read.folder import odd_folders
from muniment.read.noted import Noted
from muniment.read.relations import check_relations
from muniment.read.seeds import find_seeds
from muniment.read.twins import refuse_twins
from muniment.recipes import program, recipe_of
from muniment.render.engine import program_templates
from muniment.settings import Settings, read_settings
from muniment.steps import Desk, Made, Studied, fetched_by, hear, make_page, study
from muniment.unchanged import Glance, keep_site, recall_site
from muniment.user_key import caches_of_user
from muniment.wholes import Bench, assets_of, begin_search, kept_search, kept_tables, tables_of
from muniment.work import Memory, Task, Workshop, workshop_at


class Request(Record, frozen=True):
    """What a build was asked for: where things lie, and the options of the command."""

    archive: Path
    site: Path
    cache: Path
    jobs: int
    strict: bool
    on: str
    cluster: str
    pages_only: bool
    memory: Memory | None


class Content(Record, frozen=True):
    """What editors wrote."""

    settings: Settings
    authorities: tuple[Authority, ...]
    essays: tuple[Essay, ...]


def build(
    archive: Path,
    *,
    site: Path | None = None,
    cache: Path | None = None,
    jobs: int = 1,
    fresh: bool = False,
    strict: bool = False,
    on: str = "",
    cluster: str = "",
    pages_only: bool = False,
    memory: Memory | None = None,
    tell: Tell = lambda line: None,
    progress: Progress = lambda stage, done, total: None,
) -> Outcome:
    """Build the archive's site, by default in its `site/`, with its memory in `.cache/`.

    The work is done by `jobs` processes, or by those of the cluster whose dask.distributed scheduler
    has the address `cluster`. `on` is the day, YYYY-MM-DD, that embargoes are judged on; without one they
    all hold. `memory` is what one process keeps from build to build. For whoever waits for `pages_only`, and
    builds the whole at once, search, tables and feeds stay as the last build made them, if one did, and the
    site folder is taken for what this process left there.
    Raises ArchiveError with every problem when nothing can be published; what is wrong with one report
    refuses that report alone, and is told in the outcome.
    """
    archive = archive.resolve()
    refuse_other_folders(archive)
    own = [name for name, other in (("site", site), (".cache", cache)) if other is None]
    if odd := odd_folders(archive, ("seeds", "content", "templates", *own)):
        raise InputError(*odd)
    site, cache = site or archive / "site", (cache or archive / ".cache").resolve()
    refuse_site_within(site, archive)
    request = Request(archive, site, cache, jobs, strict, on, cluster, pages_only, memory)
    try:
        return _build(request, fresh, tell, progress)
    except Forgotten:
        tell("what was remembered of earlier builds is damaged; building anew")
        return _build(request, True, tell, progress)


def _build(request: Request, fresh: bool, tell: Tell, progress: Progress) -> Outcome:
    began, archive, cache = time.perf_counter(), request.archive, request.cache
    shop = workshop_at(cache / "store.sqlite", request.jobs, fresh, request.memory, request.cluster)
    with open_site(request.site, cache, tell=tell) as folder, shop as workshop:
        glance = Glance(archive, folder, workshop, (request.on, str(request.strict)))
        if not request.pages_only and (last := glance.last_outcome()):
            return changed(last, seconds=time.perf_counter() - began, memory=peak_memory())
        recall_site(folder, workshop, request.pages_only)
        bench = Bench(desk_of(request, folder, workshop), workshop, folder, progress)
        settings = settings_of(archive)
        problems: list[Problem] = []
        progress("find seeds", 0, 0)
        opened = open_embargoes(seeds_of(archive, settings, workshop, problems), request.on)
        seeds, refused = opened.seeds, refused_files(problems)
        content = read_content(archive, settings, problems)
        rows = read_and_understand(seeds, archive, content, bench, problems)
        counts = Counted(len(rows), len(seeds) + refused - len(rows), opened.held)
        if request.strict and any(problem.severity == "error" for problem in problems):
            raise InputError(*problems, nothing_published(counts))
        progress("link", 0, 0)
        directory = link_all(rows, content, workshop.again)
        with beside(problems):
            reports = render(report_drafts(directory, workshop), "reports", len(rows), directory, bench)
            searching = search_of(reports, settings, request.pages_only, bench)
            others = count_other_pages(directory.archive, settings)
            pages = reports + render(other_pages(directory, settings), "pages", others, directory, bench)
            progress("tables", 0, 0)
            tables = tables_from(directory, reports, pages, request.pages_only, bench)
            groups = [*(one.files for one in pages), tables, searching(problems), assets_of(bench)]
            progress("publish", 0, 0)
            workshop.dismiss()
            notes = [*held_back(opened), *([] if request.pages_only else check_limits(chain.from_iterable(groups)))]
            committed = folder.commit(groups)
        outcome = outcome_of(problems, counts, committed, notes, time.perf_counter() - began)
        keep_site(folder, workshop, request.pages_only)
        if not request.pages_only:
            glance.keep(outcome)
            workshop.write_down()
    return outcome


def link_all(rows: Sequence[Row], content: Content, again: Again) -> Directory:
    """Who and what is named in which reports, and what came of it the last time where that is the same."""
    register = register_of(content.authorities, rows, again)
    return Directory(link(rows, register, content.essays, content.settings, again), register, again)


def report_drafts(directory: Directory, workshop: Workshop) -> Iterator[Draft]:
    """The pages of reports. Which are related is remembered: it takes long to find, and seldom changes."""
    rows, entities = directory.archive.rows, directory.archive.entities

    def find() -> Known:
        last = workshop.recall("related", Known) or {}
        related = relate(rows, entities, last)
        if related != last:
            workshop.keep("related", related)
        return related

    return report_pages(directory, workshop.again.once("related", (directory.dates, entities), find))


def tables_from(
    directory: Directory, reports: Sequence[Made], pages: Sequence[Made], is_old_enough: bool, bench: Bench
) -> tuple[Published, ...]:
    """Tables and feeds, as the last build made them where that is enough."""
    if is_old_enough and (kept := kept_tables(bench)):
        return kept
    return tables_of(directory, reports, [one.files[0].address for one in pages if one.is_listed], bench)


def search_of(
    reports: Sequence[Made], settings: Settings, is_old_enough: bool, bench: Bench
) -> Callable[[list[Problem]], Sequence[Published]]:
    """What waits for the files of the search index, while they are made."""
    if not settings.search:
        return lambda problems: ()
    return (kept_search(bench) if is_old_enough else None) or begin_search(reports, bench)


def refuse_other_folders(archive: Path) -> None:
    """A folder with neither seeds/ nor content/ is not an archive, and is left as it is."""
    if not (archive / "seeds").is_dir() and not (archive / "content").is_dir():
        hint = "`muniment init FOLDER` starts an archive; reports belong in its seeds/"
        raise InputError(Problem(Place(str(archive)), "no seeds/ and no content/ here: this is not an archive", hint))


def refuse_site_within(site: Path, archive: Path) -> None:
    """What is derived may not lie among what it is derived from, or a build would change its evidence."""
    within = site.resolve()
    if within.exists() and not within.is_dir():
        raise InputError(Problem(Place(str(site)), "this is a file, not a folder", "name a folder with --site"))
    for name in ("seeds", "content", "templates", ".cache"):
        if within == archive / name or archive / name in within.parents:
            hint = "publish to a folder of its own: site/, or one outside the archive"
            raise InputError(Problem(Place(str(site)), f"this is within the archive's {name}/", hint))


def desk_of(request: Request, folder: SiteFolder, workshop: Workshop) -> Desk:
    """Where things lie, for other processes."""
    own = request.archive / "templates"
    return Desk(
        archive=request.archive,
        site=folder.path,
        staging=folder.staging,
        shelf=workshop.shelf,
        locks=None if request.cluster else request.cache,
        templates=own if own.is_dir() else None,
        code=None if request.cluster else code_place(caches_of_user(), program()),
    )


def settings_of(archive: Path) -> Settings:
    """The settings. A broken file stops the build: what it would have held back must not be
    published by default."""
    wrong: list[Problem] = []
    settings = read_settings(archive, wrong)
    if wrong:
        raise InputError(*wrong)
    return settings


def seeds_of(archive: Path, settings: Settings, workshop: Workshop, problems: list[Problem]) -> tuple[Seed, ...]:
    """Every seed, with what is noted beside it."""
    task = Task(partial(hear, archive=archive), Noted, "", is_ready=lambda noted: may_be_kept(noted.problems))
    return find_seeds(archive, settings, workshop.hashes.of, problems, partial(workshop.each, task))


def read_content(archive: Path, settings: Settings, problems: list[Problem]) -> Content:
    """What editors wrote beside the settings."""
    return Content(settings, read_authorities(archive, problems), read_essays(archive, problems, RESERVED))


def read_and_understand(
    seeds: Sequence[Seed], archive: Path, content: Content, bench: Bench, problems: list[Problem]
) -> list[Row]:
    """One pass a report, in as many processes as there are; two with one id are told apart."""
    settings = content.settings
    shape = digest_of((settings.fields, settings.findings, content.authorities))
    make = partial(study, archive=archive, settings=settings, authorities=content.authorities)
    task = Task(make, Studied, shape, is_ready=lambda studied: may_be_kept(studied.problems), name="rows")
    rows = []
    for done, studied in enumerate(bench.workshop.each(task, seeds)):
        problems += studied.problems
        if studied.row:
            rows.append(studied.row)
        bench.progress("read and understand", done + 1, len(seeds))
    kept = refuse_twins(rows, problems)
    check_relations(kept, seeds, problems)
    return kept


def render(drafts: Iterable[Draft], name: str, total: int, directory: Directory, bench: Bench) -> list[Made]:
    """The files of pages; only those are made that the site does not hold already. `total` is about how many."""
    own, site = [one for one in (bench.desk.templates,) if one], directory.archive.site
    shape = digest_of((recipe_of(*own), recipe_of(program_templates())))
    task = Task(
        partial(make_page, desk=changed(bench.desk, shape=shape), site=site),
        Made,
        digest_of((site, shape)),
        describe=lambda draft: draft.address.encode() + draft.stamp,
        unfold=lambda draft: draft.page(directory),
        is_ready=lambda one: bench.folder.holds(one.files),
        stays_ready=bench.folder.is_as_left,
        fetches=fetched_by,
        name=name,
    )
    made = []
    for done, one in enumerate(bench.workshop.each(task, drafts)):
        made.append(one)
        bench.progress("render", done + 1, max(total, done + 1))
    return made
