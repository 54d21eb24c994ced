"""What was built is what was asked for: a build that did not do its work measures nothing.

Raises SystemExit that says what is missing.
"""

import json
from pathlib import Path

from archives import Archive
from peers import Peer


def check_peer(peer: Peer, count: int, is_indexed: bool) -> None:
    """Every report has a page, and is in the index where there should be one."""
    pages = sum(1 for _ in peer.output.glob("report/*/index.html"))
    _same(pages, count, "report pages of Hugo")
    if is_indexed:
        entry = json.loads((peer.output / "pagefind" / "pagefind-entry.json").read_text("utf-8"))
        _same(sum(each["page_count"] for each in entry["languages"].values()), count, "reports in Pagefind's index")


def check_archive(archive: Archive, has_search: bool, report: Path | None = None, words: str = "") -> None:
    """Every report has its page, its JSON and its evidence, there is a search where there should be
    one, and the page of `report` holds `words`."""
    count = len(archive.reports)
    for pattern in ("reports/*.html", "reports/*.json", "evidence/*.md"):
        _same(sum(1 for _ in archive.output.glob(pattern)), count, pattern)
    _same(any((archive.output / "pagefind").glob("*/*")), has_search, "whether there is a search index")
    if report:
        page = (archive.output / "reports" / f"{report.stem}.html").read_text("utf-8")
        _same(words in page, True, f"whether the page of {report.stem} says {words!r}")


def _same(found: int, wanted: int, what: str) -> None:
    if found != wanted:
        raise SystemExit(f"{what}: {found}, where there should be {wanted}")
