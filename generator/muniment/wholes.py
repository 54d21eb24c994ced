"""What is made of the whole archive at once: tables and feeds, the search, the assets."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from muniment.link.lines import Directory
from muniment.model import digest_of, from_bytes, to_bytes
from muniment.outcome import Progress
from muniment.problems import Place, Problem
from muniment.publish.assets import asset_files
from muniment.publish.packs import parts_file
from muniment.publish.shards import cut_parts
from muniment.publish.sums import Published
from muniment.publish.transaction import SiteFolder
from muniment.render.engine import program_templates
from muniment.render.feeds import NEWEST, feed_files
from muniment.render.groups import datapackage, group_tables
from muniment.render.tables import report_tables
from muniment.steps import Desk, Indexed, Made, index_part, set_aside
from muniment.work import Workshop

IsReady = Callable[[tuple[Published, ...]], bool]


def readiness(folder: SiteFolder, workshop: Workshop) -> IsReady:
    """Tells whether the site still holds exactly these files."""
    return partial(folder.holds, hash_of=workshop.hash_of)


def tables_of(
    directory: Directory, made: Sequence[Made], desk: Desk, workshop: Workshop, is_ready: IsReady
) -> tuple[Published, ...]:
    """data/, feeds, sitemap and robots; made again only when a report or a group of them differs.

    The tables are made from the published reports/ID.json themselves, so that they cannot differ.
    """
    linked, newest = directory.archive, directory.newest(NEWEST)
    files = {entry.address: entry for one in made for entry in one.files}
    reports = [files[f"reports/{row.id}.json"] for row in sorted(linked.rows, key=lambda row: row.id)]
    pages = [one.files[0].address for one in made if one.is_listed]

    def make() -> bytes:
        tables = tuple(set_aside([file], desk)[0] for file in report_tables(_published(reports, desk)))
        tables += set_aside(group_tables(linked), desk)
        listed = [(entry.address, entry.sha256, entry.bytes) for entry in sorted(tables, key=lambda one: one.address)]
        package = [("data/datapackage.json", datapackage(linked, listed))]
        feeds = feed_files(linked.site, newest, pages)
        return to_bytes(tables + set_aside(package + feeds, desk))

    recipe = digest_of(("tables", reports, pages, newest, linked))
    kept = workshop.once(make, recipe, lambda small: is_ready(from_bytes(small, tuple[Published, ...])))
    return from_bytes(kept, tuple[Published, ...])


def _published(entries: Sequence[Published], desk: Desk) -> Iterator[bytes]:
    """The bytes that will be published: staged by this build, or in the site already."""
    for entry in entries:
        staged = Path(desk.staging) / entry.address
        yield (staged if staged.exists() else Path(desk.site) / entry.address).read_bytes()


def search_of(
    made: Sequence[Made], desk: Desk, workshop: Workshop, is_ready: IsReady, problems: list[Problem], progress: Progress
) -> tuple[Published, ...]:
    """The search index in parts along time, only those made again whose reports differ."""
    oldest_first = [one.entry for one in reversed(made) if one.entry]
    parts = list(cut_parts(oldest_first))
    make = partial(index_part, desk=desk)
    kept = workshop.each(
        make, parts, "search", lambda part: to_bytes(part), lambda small: is_ready(from_bytes(small, Indexed).files)
    )
    indexed = []
    for done, small in enumerate(kept):
        indexed.append(from_bytes(small, Indexed))
        progress("search", done + 1, len(parts))
    for one in indexed:
        for address in one.shortened:
            what = "too long to be searched whole; its beginning is"
            problems.append(Problem(Place(f"site/{address}"), what, severity="warning"))
    listed = set_aside([parts_file(one.part for one in indexed)], desk)
    return tuple(entry for one in indexed for entry in one.files) + listed


def assets_of(desk: Desk) -> tuple[Published, ...]:
    """Style, scripts and fonts."""
    own = Path(desk.templates) if desk.templates else None
    return set_aside(asset_files(program_templates(), own), desk)
