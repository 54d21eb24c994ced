"""What is made of the whole archive at once: tables and feeds, the search, the assets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from muniment.bodies import Result, fetch_all
from muniment.link.correction_pages import newest_corrections
from muniment.link.figure_pages import names_in
from muniment.link.lines import Directory
from muniment.model import Entity, Record, Row, Withheld, changed, digest_of, to_bytes
from muniment.outcome import Progress
from muniment.problems import Place, Problem
from muniment.publish.assets import asset_files
from muniment.publish.packs import parts_file
from muniment.publish.shards import cut_parts
from muniment.publish.staging import stage_chunks
from muniment.publish.sums import Published
from muniment.publish.table_layout import PartLayout, chunks_of, layout_of
from muniment.publish.transaction import SiteFolder
from muniment.recipes import program_templates
from muniment.render.feeds import NEWEST, feed_files
from muniment.render.groups import datapackage, entity_tables, schema_files, source_tables, timeline_tables
from muniment.render.question_data import question_tables
from muniment.render.table_parts import cut, part_address
from muniment.render.tables import CLAIMS_TABLE, LINES_TABLE, ROWS_TABLE, ReportTable
from muniment.settings import Settings
from muniment.steps import Indexed, Lines, Made, Workplace, begun_part_of_index, index_part, set_aside
from muniment.work import Task, Workshop

Files = list[tuple[str, bytes]]

PUBLICATIONS = ("metadata", "excerpt", "redacted", "public")  # from the least


@dataclass(frozen=True)
class Bench:
    """What every step of a build works with."""

    workplace: Workplace
    workshop: Workshop
    folder: SiteFolder
    progress: Progress


class Extents(Record, frozen=True):
    """How much of the archive is published: `rules` stands for what holds for all of it, and each report is known by
    its path and id: the place of its publication among PUBLICATIONS, and what stands for all else that is held back."""

    rules: str
    reports: dict[str, tuple[int, str]]

    def allow(self, then: "Extents") -> bool:
        """Whether all that was published then still may be."""
        if self.rules != then.rules:
            return False
        return all(self._allows(name, extent, care) for name, (extent, care) in then.reports.items())

    def _allows(self, name: str, extent: int, care: str) -> bool:
        now = self.reports.get(name)
        return now is not None and now[0] >= extent and (now[1] == care or not now[1])


class KeptTables(Record, frozen=True):
    """The files of the tables, the feeds, and what else is made for programs of the whole archive, and how much
    of it was published then."""

    files: tuple[Published, ...]
    extents: Extents


class KeptSearch(Record, frozen=True):
    """The files of the whole search index, the reports of which only the beginning is in it, and how much of
    the archive was published then."""

    files: tuple[Published, ...]
    shortened: tuple[str, ...]
    extents: Extents


def extents_of(rows: Sequence[Row], settings: Settings, withheld: tuple[Withheld, ...]) -> Extents:
    """How much is published of the archive."""
    extents = (
        (f"{row.path} {row.id}", PUBLICATIONS.index(row.publication), row.care + "guarded" * row.is_guarded)
        for row in rows
    )
    reports = {name: (extent, care) for name, extent, care in extents}
    return Extents(digest_of((settings.require, settings.coarsen, withheld)), reports)


def tables_of(
    directory: Directory, reports: Sequence[Made], pages: Sequence[str], length: int, extents: Extents, bench: Bench
) -> tuple[Published, ...]:
    """data/, feeds, sitemap and robots; each made again only when what it shows differs.

    `reports` are in the order of the archive's rows; `pages` are the addresses that a sitemap lists; `length` is that
    of a page of a list.
    """
    archive = directory.archive
    by_id = sorted(zip((row.id for row in archive.rows), reports, strict=True), key=lambda pair: pair[0])
    newest = directory.newest(NEWEST)
    happened = archive.days, directory.chronicle.by_id, directory.chronicle.lines
    asked = archive.figures, names_in(archive.figures, directory)
    tables = [
        *_report_tables([one.lines for _, one in by_id if one.lines], bench),
        *_remembered("entities", _shown(archive.entities), lambda: entity_tables(archive.entities), bench),
        *_remembered("sources", archive.sources, lambda: source_tables(archive.sources), bench),
        *_remembered("timeline", happened, lambda: timeline_tables(*happened), bench),
        *_remembered("questions", asked, lambda: question_tables(*asked), bench),
        *_remembered("schemas", None, schema_files, bench),
    ]
    listed = [(entry.address, entry.sha256, entry.bytes) for entry in sorted(tables, key=lambda one: one.address)]
    package = [("data/datapackage.json", datapackage(archive.site, listed))]
    corrections = newest_corrections(directory, length, NEWEST)
    shown = (archive.site, newest, corrections, pages if archive.site.url else ())
    feeds = _remembered("feeds", shown, lambda: feed_files(archive.site, newest, pages, corrections), bench)
    kept = KeptTables((*tables, *set_aside(package, bench.workplace), *feeds), extents)
    bench.workshop.keep(f"tables {bench.folder.path}", kept)
    return kept.files


def kept_tables(extents: Extents, bench: Bench) -> tuple[Published, ...] | None:
    """The same as the last build made it; None where the site does not have it, or it tells more than may be
    published by now."""
    kept = bench.workshop.recall(f"tables {bench.folder.path}", KeptTables)
    return kept.files if kept and _may_stay(kept, extents, bench) else None


def _may_stay(kept: KeptTables | KeptSearch, extents: Extents, bench: Bench) -> bool:
    """Whether the site has it, and of each report that it tells of as much may still be published: what
    rights or an embargo take back does not wait."""
    return extents.allow(kept.extents) and bench.folder.holds(kept.files)


def _report_tables(reports: Sequence[Lines], bench: Bench) -> Iterator[Published]:
    """The tables of reports, given in order of id."""
    claimed = [one for one in reports if one.claims_bytes]
    yield from _table(LINES_TABLE, [one.json for one in reports], [one.json_bytes for one in reports], bench)
    yield from _table(ROWS_TABLE, [one.rows for one in reports], [one.report_bytes for one in reports], bench)
    yield from _table(CLAIMS_TABLE, [one.rows for one in claimed], [one.claims_bytes for one in claimed], bench)


def _table(table: ReportTable, digests: Sequence[str], sizes: Sequence[int], bench: Bench) -> Iterator[Published]:
    """A table of the pieces in these bodies, by digest; `sizes` are theirs in bytes, without what ends each."""
    for number, (first, last) in enumerate(cut(sizes), start=1):
        address, held = part_address(table.address, number), digests[first:last]
        make = partial(_make_part, table, address, held, sizes[first:last], bench)
        yield from _once(address, "".join(held), make, bench)


def _make_part(
    table: ReportTable, address: str, digests: Sequence[str], sizes: Sequence[int], bench: Bench
) -> tuple[Published, ...]:
    """A part of a table, of which an edit changes few pieces: the others are taken from the file that the
    site has of it."""
    name = f"part {bench.folder.path} {address}"
    pieces = [(digest, size + len(table.end)) for digest, size in zip(digests, sizes, strict=True)]
    last = bench.workshop.recall(name, PartLayout)
    old = bench.folder.read(last.file) if last else None
    starts = last.starts() if last and old is not None else {}
    bodies = fetch_all(bench.workplace.shelf, (digest for digest in digests if digest not in starts))
    chunks = chunks_of(pieces, old or b"", starts, (table.piece(body) + table.end for body in bodies))
    file = stage_chunks(bench.workplace.staging, address, chain([table.head], chunks))
    bench.workshop.keep(name, layout_of(file, len(table.head), pieces))
    return (file,)


def _shown(entities: Sequence[Entity]) -> list[Entity]:
    """All that their table shows of entities."""
    return [changed(one, beside=()) for one in entities]


def _remembered(name: str, shown: Any, make: Callable[[], Files], bench: Bench) -> tuple[Published, ...]:
    """Files that are made of the whole; `shown` is all that they show."""
    return _once(name, shown, lambda: set_aside(make(), bench.workplace), bench)


def _once(name: str, shown: Any, make: Callable[[], tuple[Published, ...]], bench: Bench) -> tuple[Published, ...]:
    """As `_remembered`, where `make` sets the files aside."""

    def made(_: None) -> Result:
        return to_bytes(make()), ()

    recipe = digest_of((name, shown))
    return bench.workshop.once(Task(made, tuple[Published, ...], recipe, is_ready=bench.folder.holds))


def begin_search(
    reports: Sequence[Made], extents: Extents, bench: Bench
) -> Callable[[list[Problem]], Sequence[Published]]:
    """The search index in parts along time, only those made again whose reports differ. The work goes
    on beside what comes next; gives what waits for it."""
    oldest_first = [one.entry for one in reversed(reports) if one.entry]
    task = Task(
        partial(index_part, workplace=bench.workplace),
        Indexed,
        "search",
        is_ready=lambda one: bench.folder.holds(one.files),
        fetches=lambda entries: [entry.digest for entry in entries],
    )
    # The longest first: so those who work on them are done at about one time.
    parts = sorted(
        enumerate(cut_parts(oldest_first)), key=lambda one: sum(entry.bytes for entry in one[1]), reverse=True
    )
    start = partial(begun_part_of_index, workplace=bench.workplace)
    waiting = bench.workshop.begin(task, start, [part for _, part in parts])
    return partial(_search_files, waiting, [number for number, _ in parts], extents, bench)


def kept_search(extents: Extents, bench: Bench) -> Callable[[list[Problem]], Sequence[Published]] | None:
    """The search index as the last build made it; None as of `kept_tables`."""
    kept = bench.workshop.recall(_name_of_search(bench), KeptSearch)
    return partial(_tell_shortened, kept) if kept and _may_stay(kept, extents, bench) else None


def _search_files(
    waiting: Iterator[Indexed], numbers: Sequence[int], extents: Extents, bench: Bench, problems: list[Problem]
) -> Sequence[Published]:
    """Those of all parts, of which these are the numbers in the order in which they come."""
    parts = dict[int, Indexed]()
    bench.progress("search", 0, len(numbers))
    for number, one in zip(numbers, waiting, strict=True):
        parts[number] = one
        bench.progress("search", len(parts), len(numbers))
    indexed = [parts[number] for number in sorted(parts)]
    listed = set_aside([parts_file(one.part for one in indexed)], bench.workplace)
    files = dict.fromkeys((*(entry for one in indexed for entry in one.files), *listed))  # parts share some
    shortened = tuple(address for one in indexed for address in one.shortened)
    kept = KeptSearch(tuple(files), shortened, extents)
    bench.workshop.keep(_name_of_search(bench), kept)
    return _tell_shortened(kept, problems)


def _tell_shortened(kept: KeptSearch, problems: list[Problem]) -> Sequence[Published]:
    for address in kept.shortened:
        what = "too long to be searched whole; its beginning is"
        problems.append(Problem(Place(f"site/{address}"), what, severity="warning"))
    return kept.files


def _name_of_search(bench: Bench) -> str:
    return f"search {bench.folder.path}"


def assets_of(bench: Bench) -> tuple[Published, ...]:
    """Style, scripts and fonts."""
    own = bench.workplace.templates
    return set_aside(asset_files(program_templates(), own), bench.workplace)
