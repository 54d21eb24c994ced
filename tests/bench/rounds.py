"""The builds that are measured, peer and Muniment in turn: cold, nothing changed, one edit, one template change.

A round gives a Run for every build in it. A round may be repeated, and continued another day: each
leaves the archives as the next one needs them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archives import Archive, Kind, change_template, chosen, retitle
from checking import check_archive, check_peer
from measuring import Cost, cost_of
from peers import Peer

HUGO, HUGO_AND_PAGEFIND = "Hugo, cold", "Hugo, then Pagefind, cold"
KINDS = {
    "pages": Kind("without search", "stated", has_search=False),
    "stated": Kind("findings stated", "stated"),
    "rules": Kind("findings rules", "rules"),
}


@dataclass(frozen=True)
class Bench:
    """What is built from one corpus: by the peer, if there is one, and by Muniment in several kinds."""

    count: int
    peer: Peer | None
    archives: tuple[tuple[Kind, Archive], ...]


@dataclass(frozen=True)
class Run:
    """One measured run: its row, the row of the peer that did the same (empty for the peer's own)."""

    row: str
    against: str
    cost: Cost


Round = Callable[[Bench], Iterator[Run]]


def cold(bench: Bench) -> Iterator[Run]:
    """Builds from nothing: pages alone, then pages and search."""
    for has_search in (False, True):
        if bench.peer:
            yield _cold_peer(bench.peer, bench.count, has_search)
        for kind, archive in bench.archives:
            if kind.has_search is has_search:
                archive.forget()
                yield _run(kind, archive, "cold")


def unchanged(bench: Bench) -> Iterator[Run]:
    """Builds of what is built already."""
    for kind, archive in bench.archives:
        yield _run(kind, archive, "nothing changed")


def edited(bench: Bench) -> Iterator[Run]:
    """Builds after another title was given to one report, another report each time. The peer keeps
    nothing that helps it, and does everything again; its files are there already, which is something."""
    if bench.peer:
        retitle(chosen(bench.peer.reports))
        cost = cost_of(bench.peer.build, bench.peer.index, folder=bench.peer.folder)
        check_peer(bench.peer, bench.count, is_indexed=True)
        yield Run("Hugo, then Pagefind, one edit", HUGO_AND_PAGEFIND, cost)
    for kind, archive in bench.archives:
        report = chosen(archive.reports)
        yield _run(kind, archive, "one edit", report, retitle(report))


def with_template(bench: Bench) -> Iterator[Run]:
    """Builds after the template of all report pages was changed."""
    for kind, archive in bench.archives:
        mark = change_template(archive)
        yield _run(kind, archive, "one template change", archive.reports[0], mark)


def make_ready(bench: Bench) -> None:
    """Build everything, so that what is measured next is what the next change costs."""
    if bench.peer and not bench.peer.output.exists():
        cost_of(bench.peer.build, bench.peer.index, folder=bench.peer.folder)
    for _, archive in bench.archives:
        cost_of(archive.build, folder=archive.folder)


def _cold_peer(peer: Peer, count: int, is_indexed: bool) -> Run:
    peer.forget()
    commands = [peer.build, peer.index] if is_indexed else [peer.build]
    cost = cost_of(*commands, folder=peer.folder)
    check_peer(peer, count, is_indexed)
    return Run(HUGO_AND_PAGEFIND if is_indexed else HUGO, "", cost)


def _run(kind: Kind, archive: Archive, what: str, report: Path | None = None, words: str = "") -> Run:
    cost = cost_of(archive.build, folder=archive.folder)
    check_archive(archive, kind.has_search, report, words)
    against = HUGO_AND_PAGEFIND if kind.has_search else HUGO
    return Run(f"{row_of(kind)}, {what}", against, cost)


def row_of(kind: Kind) -> str:
    """How the tables name an archive."""
    return f"Muniment, {kind.name}"


ROUNDS: dict[str, Round] = {"cold": cold, "unchanged": unchanged, "edit": edited, "template": with_template}
