"""What is made of the whole archive at once: tables and feeds, the search, the assets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from muniment.link.lines import Directory
from muniment.model import changed, digest_of, to_bytes
from muniment.outcome import Progress
from muniment.problems import Place, Problem
from muniment.publish.assets import asset_files
from muniment.publish.packs import parts_file
from muniment.publish.shards import cut_parts
from muniment.publish.sums import Published
from muniment.publish.transaction import SiteFolder
from muniment.render.engine import program_templates
from muniment.render.feeds import NEWEST, feed_files
from muniment.render.groups import datapackage, entity_tables, schema_files, source_tables, timeline_tables
from muniment.render.tables import report_tables
from muniment.steps import Desk, Indexed, Made, index_part, set_aside
from muniment.work import Result, Task, Workshop


@dataclass(frozen=True)
class Bench:
    """What every step of a build works with."""

    desk: Desk
    workshop: Workshop
    folder: SiteFolder
    progress: Progress


def tables_of(directory: Directory, reports: Sequence[Made], pages: Sequence[str], bench: Bench) -> list[Published]:
    """data/, feeds, sitemap and robots; each made again only when what it shows differs.

    `reports` are in the order of the archive's rows; `pages` are the addresses that a sitemap lists.
    The tables of reports are made from the published reports/ID.json themselves, so that they cannot
    differ.
    """
    archive = directory.archive
    by_id = sorted(zip((row.id for row in archive.rows), reports, strict=True), key=lambda pair: pair[0])
    records = [one.files[1] for _, one in by_id]
    entities = [
        (changed(one, reports=(), beside=()), [each.report for each in one.reports]) for one in archive.entities
    ]
    newest = directory.newest(NEWEST)
    tables = [
        *_remembered("reports", records, lambda: report_tables(_published(records, bench.desk)), bench),
        *_remembered("entities", entities, lambda: entity_tables(archive.entities), bench),
        *_remembered("sources", archive.sources, lambda: source_tables(archive.sources), bench),
        *_remembered("timeline", archive.days, lambda: timeline_tables(archive.days), bench),
        *_remembered("schemas", None, schema_files, bench),
    ]
    listed = [(entry.address, entry.sha256, entry.bytes) for entry in sorted(tables, key=lambda one: one.address)]
    package = [("data/datapackage.json", datapackage(archive.site, listed))]
    shown = pages if archive.site.url else ()
    feeds = _remembered("feeds", (archive.site, newest, shown), lambda: feed_files(archive.site, newest, pages), bench)
    return [*tables, *set_aside(package, bench.desk), *feeds]


def _remembered(
    name: str, shown: Any, make: Callable[[], Iterator[tuple[str, bytes]] | list[tuple[str, bytes]]], bench: Bench
) -> tuple[Published, ...]:
    """Files that are made of the whole; `shown` is all that they show."""

    def made(_: None) -> Result:
        return to_bytes(set_aside(make(), bench.desk)), ()

    recipe = digest_of((name, shown))
    return bench.workshop.once(Task(made, tuple[Published, ...], recipe, is_ready=bench.folder.holds))


def _published(entries: Sequence[Published], desk: Desk) -> Iterator[bytes]:
    """The bytes that will be published: staged by this build, or in the site already."""
    for entry in entries:
        staged = Path(desk.staging) / entry.address
        yield (staged if staged.exists() else Path(desk.site) / entry.address).read_bytes()


def begin_search(reports: Sequence[Made], bench: Bench) -> Callable[[list[Problem]], list[Published]]:
    """The search index in parts along time, only those made again whose reports differ. The work goes
    on beside what comes next; gives what waits for it."""
    oldest_first = [one.entry for one in reversed(reports) if one.entry]
    task = Task(
        partial(index_part, desk=bench.desk), Indexed, "search", is_ready=lambda one: bench.folder.holds(one.files)
    )
    parts = list(cut_parts(oldest_first))
    return partial(_search_files, bench.workshop.begin(task, parts), len(parts), bench)


def _search_files(waiting: Iterator[Indexed], total: int, bench: Bench, problems: list[Problem]) -> list[Published]:
    indexed = []
    for done, one in enumerate(waiting):
        indexed.append(one)
        bench.progress("search", done + 1, total)
        for address in one.shortened:
            what = "too long to be searched whole; its beginning is"
            problems.append(Problem(Place(f"site/{address}"), what, severity="warning"))
    listed = set_aside([parts_file(one.part for one in indexed)], bench.desk)
    return [*(entry for one in indexed for entry in one.files), *listed]


def assets_of(bench: Bench) -> tuple[Published, ...]:
    """Style, scripts and fonts."""
    own = Path(bench.desk.templates) if bench.desk.templates else None
    return set_aside(asset_files(program_templates(), own), bench.desk)
