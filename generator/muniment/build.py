"""The story: what lies in seeds/ and content/ becomes the site. Read this first.

    seeds/ ──read──▶ Document ──understand──▶ Findings ─┐
    content/ ──read─────────────────────────────────────┴─link──▶ Archive ──render──▶ Pages ──publish──▶ site/
"""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from muniment.link.addresses import RESERVED
from muniment.link.archive import link
from muniment.link.pages import pages_of
from muniment.model import Archive, Authority, Essay, Page, Record, Row, Seed, digest_of, from_bytes, to_bytes
from muniment.outcome import Outcome, Progress, Tell, count
from muniment.problems import InputError, Place, Problem
from muniment.publish.limits import check_limits
from muniment.publish.sums import Published
from muniment.publish.transaction import SiteFolder, open_site
from muniment.read.editors import read_authorities, read_essays
from muniment.read.seeds import find_seeds
from muniment.read.twins import refuse_twins
from muniment.settings import Settings, read_settings
from muniment.steps import Desk, Studied, entries_of, make_page, study
from muniment.wholes import assets_of, search_of, tables_of
from muniment.work import Workshop, recipe_of, workshop_at


class Content(Record, frozen=True):
    """What editors wrote."""

    settings: Settings
    authorities: tuple[Authority, ...]
    essays: tuple[Essay, ...]


def build(
    archive: Path, *, site: Path | None = None, cache: Path | None = None, jobs: int = 1, fresh: bool = False,
    strict: bool = False, tell: Tell = lambda line: None, progress: Progress = lambda stage, done, total: None,
) -> Outcome:  # fmt: skip
    """Build the archive's site, by default in its `site/`, with its memory in `.cache/`.

    Raises ArchiveError with every problem when nothing can be published; a problem of a single
    report refuses that report alone, and is in the outcome.
    """
    began = time.perf_counter()
    archive = archive.resolve()
    refuse_other_folders(archive)
    cache = cache or archive / ".cache"
    with open_site(site or archive / "site", cache, tell=tell) as folder, workshop_at(
        cache / "store.sqlite", jobs, fresh
    ) as workshop:
        problems: list[Problem] = []
        content = read_content(archive, problems)
        seeds = find_seeds(archive, content.settings, workshop.hash_of, problems)
        rows = read_and_understand(seeds, archive, content, workshop, problems, progress)
        if strict and any(problem.severity == "error" for problem in problems):
            raise InputError(*problems)
        linked = link(rows, content.authorities, content.essays, content.settings)
        desk = Desk(str(archive), str(folder.path), str(folder.staging), str(workshop.shelf))
        entries = list(render(linked, content, desk, folder, workshop, progress))
        entries += tables_of(linked, entries, desk, folder, workshop)
        entries += search_of(linked, content.authorities, content.settings, desk, folder, workshop, cache, progress)
        entries += assets_of(desk)
        progress("publish", 0, 0)
        told = check_limits(entries)
        committed = folder.commit(entries)
        workshop.tidy()
    problems += [Problem(Place(f"site/{each}"), "not of this archive; left alone", severity="warning") for each in committed.strays]
    return count(problems, seeds, rows, committed, told, time.perf_counter() - began)


def refuse_other_folders(archive: Path) -> None:
    """A folder with neither seeds/ nor content/ is not an archive, and is left as it is."""
    if not (archive / "seeds").is_dir() and not (archive / "content").is_dir():
        hint = "`muniment init FOLDER` starts an archive; reports belong in its seeds/"
        raise InputError(Problem(Place(str(archive)), "no seeds/ and no content/ here: this is not an archive", hint))


def read_content(archive: Path, problems: list[Problem]) -> Content:
    """Settings and the editors' files. A broken settings file stops the build: what it would have
    held back must not be published by default."""
    wrong: list[Problem] = []
    settings = read_settings(archive, wrong)
    if wrong:
        raise InputError(*wrong)
    return Content(settings, read_authorities(archive, problems), read_essays(archive, problems, RESERVED))


def read_and_understand(
    seeds: Sequence[Seed], archive: Path, content: Content, workshop: Workshop, problems: list[Problem], progress: Progress
) -> list[Row]:
    """One pass a report, in as many processes as there are; two with one id are told apart."""
    settings = content.settings
    shape = digest_of((settings.fields, settings.findings, settings.language, content.authorities))
    make = partial(study, archive=archive, settings=settings, authorities=content.authorities)
    rows = []
    for done, small in enumerate(workshop.each(make, seeds, shape, to_bytes)):
        studied = from_bytes(small, Studied)
        problems += studied.problems
        if studied.row:
            rows.append(studied.row)
        progress("read and understand", done + 1, len(seeds))
    return refuse_twins(rows, problems)


def render(
    linked: Archive, content: Content, desk: Desk, folder: SiteFolder, workshop: Workshop, progress: Progress
) -> Iterator[Published]:
    """Every page, as what will be published; only those are made that the site does not have."""
    own = Path(desk.archive) / "templates"
    templates = str(own) if own.is_dir() else ""
    recipe = digest_of((linked.site, recipe_of(own) if templates else "", recipe_of(program_templates())))
    make = partial(make_page, desk=desk, site=linked.site, templates=templates)
    pages = pages_of(linked, content.authorities, content.settings)
    is_ready = partial(is_published, folder=folder, workshop=workshop)
    for done, small in enumerate(workshop.each(make, pages, recipe, to_bytes, is_ready)):
        progress("render", done + 1, 0)
        yield from entries_of(small)
