"""The story: what lies in seeds/ and content/ becomes the site. Read this first.

seeds/ ──read──▶ Document ──understand──▶ Findings ─┐
content/ ──read─────────────────────────────────────┴─link──▶ Archive ──render──▶ Pages ──publish──▶ site/
"""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from muniment.link.addresses import RESERVED
from muniment.link.archive import link
from muniment.link.identity import Register
from muniment.link.lines import Directory
from muniment.link.pages import pages_of
from muniment.model import Authority, Essay, Record, Row, Seed, digest_of, from_bytes, to_bytes
from muniment.outcome import Counted, Outcome, Progress, Tell, held_back, nothing_published, outcome_of, refused_files
from muniment.problems import Forgotten, InputError, Place, Problem, beside
from muniment.publish.limits import check_limits
from muniment.publish.transaction import SiteFolder, open_site
from muniment.read.editors import read_authorities, read_essays
from muniment.read.embargo import open_embargoes
from muniment.read.folder import odd_folders
from muniment.read.relations import check_relations
from muniment.read.seeds import find_seeds
from muniment.read.twins import refuse_twins
from muniment.render.engine import program_templates
from muniment.settings import Settings, read_settings
from muniment.steps import Desk, Made, Studied, make_page, study
from muniment.wholes import IsReady, assets_of, readiness, search_of, tables_of
from muniment.work import Workshop, recipe_of, workshop_at


class Request(Record, frozen=True):
    """What a build was asked for: where things lie, and the options of the command."""

    archive: Path
    site: Path
    cache: Path
    jobs: int
    strict: bool
    on: str


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
    tell: Tell = lambda line: None,
    progress: Progress = lambda stage, done, total: None,
) -> Outcome:
    """Build the archive's site, by default in its `site/`, with its memory in `.cache/`.

    `on` is the day, YYYY-MM-DD, that embargoes are judged on; without one they all hold. Raises
    ArchiveError with every problem when nothing can be published; what is wrong with one report
    refuses that report alone, and is told in the outcome.
    """
    archive = archive.resolve()
    refuse_other_folders(archive)
    own = [name for name, other in (("site", site), (".cache", cache)) if other is None]
    if odd := odd_folders(archive, ("seeds", "content", "templates", *own)):
        raise InputError(*odd)
    site, cache = site or archive / "site", (cache or archive / ".cache").resolve()
    refuse_site_within(site, archive)
    request = Request(archive, site, cache, jobs, strict, on)
    try:
        return _build(request, fresh, tell, progress)
    except Forgotten:
        tell("what was remembered of earlier builds is damaged; building anew")
        return _build(request, True, tell, progress)


def _build(request: Request, fresh: bool, tell: Tell, progress: Progress) -> Outcome:
    began, archive, cache = time.perf_counter(), request.archive, request.cache
    memory = workshop_at(cache / "store.sqlite", request.jobs, fresh)
    with open_site(request.site, cache, tell=tell) as folder, memory as workshop:
        settings = settings_of(archive)
        problems: list[Problem] = []
        opened = open_embargoes(find_seeds(archive, settings, workshop.hash_of, problems), request.on)
        seeds, refused = opened.seeds, refused_files(problems)
        content = read_content(archive, settings, problems)
        rows = read_and_understand(seeds, archive, content, workshop, problems, progress)
        reports = Counted(len(rows), len(seeds) + refused - len(rows), opened.held)
        if request.strict and any(problem.severity == "error" for problem in problems):
            raise InputError(*problems, nothing_published(reports))
        register = Register(content.authorities, rows)
        directory = Directory(link(rows, register, content.essays, settings), register)
        desk = desk_of(archive, cache, folder, workshop)
        is_ready = readiness(folder, workshop)
        with beside(problems):
            made = render(directory, settings, desk, workshop, is_ready, progress)
            entries = [entry for one in made for entry in one.files]
            entries += tables_of(directory, made, desk, workshop, is_ready)
            entries += search_of(made, desk, workshop, is_ready, problems, progress)
            entries += assets_of(desk)
            notes = [*held_back(opened), *check_limits(entries)]
            committed = folder.commit(entries)
        workshop.tidy()
    return outcome_of(problems, reports, committed, notes, time.perf_counter() - began)


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


def desk_of(archive: Path, cache: Path, folder: SiteFolder, workshop: Workshop) -> Desk:
    """Where things lie, for other processes."""
    own = archive / "templates"
    return Desk(
        archive=str(archive),
        site=str(folder.path),
        staging=str(folder.staging),
        shelf=str(workshop.shelf),
        cache=str(cache),
        templates=str(own) if own.is_dir() else "",
    )


def settings_of(archive: Path) -> Settings:
    """The settings. A broken file stops the build: what it would have held back must not be
    published by default."""
    wrong: list[Problem] = []
    settings = read_settings(archive, wrong)
    if wrong:
        raise InputError(*wrong)
    return settings


def read_content(archive: Path, settings: Settings, problems: list[Problem]) -> Content:
    """What editors wrote beside the settings."""
    return Content(settings, read_authorities(archive, problems), read_essays(archive, problems, RESERVED))


def read_and_understand(
    seeds: Sequence[Seed],
    archive: Path,
    content: Content,
    workshop: Workshop,
    problems: list[Problem],
    progress: Progress,
) -> list[Row]:
    """One pass a report, in as many processes as there are; two with one id are told apart."""
    settings = content.settings
    shape = digest_of((settings.fields, settings.findings, content.authorities))
    make = partial(study, archive=archive, settings=settings, authorities=content.authorities)
    rows = []
    for done, small in enumerate(workshop.each(make, seeds, shape, to_bytes)):
        studied = from_bytes(small, Studied)
        problems += studied.problems
        if studied.row:
            rows.append(studied.row)
        progress("read and understand", done + 1, len(seeds))
    kept = refuse_twins(rows, problems)
    check_relations(kept, seeds, problems)
    return kept


def render(
    directory: Directory, settings: Settings, desk: Desk, workshop: Workshop, is_ready: IsReady, progress: Progress
) -> list[Made]:
    """The files of every page; only those are made that the site does not hold already."""
    folders = [Path(one) for one in (desk.templates,) if one]
    site = directory.archive.site
    recipe = digest_of((site, recipe_of(*folders), recipe_of(program_templates())))
    make = partial(make_page, desk=desk, site=site)
    pages = pages_of(directory, settings)
    kept = workshop.each(make, pages, recipe, to_bytes, lambda small: is_ready(from_bytes(small, Made).files))
    made = []
    for done, small in enumerate(kept):
        made.append(from_bytes(small, Made))
        progress("render", done + 1, 0)
    return made
