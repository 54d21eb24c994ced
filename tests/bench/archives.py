"""The archives that Muniment builds from the corpus, and the edits that are made to them."""

import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

REPORT_TEMPLATE = Path(__file__).parents[2] / "templates" / "report.html"
# Where the corpus keeps its fields; an address, so that sitemap and feeds are made as the peer makes them.
SETTINGS = """title: Reports
url: https://reports.example
findings: {findings}
fields: {{source: source, author: authors, url: original_url, date: date, places: places, entities: entities}}
"""
NO_SEARCH = "search: false\n"


@dataclass(frozen=True)
class Kind:
    """What an archive is told to make: `findings` as in its settings, and whether a search."""

    name: str
    findings: str
    has_search: bool = True


@dataclass(frozen=True)
class Archive:
    """An archive with the corpus as its seeds, and its reports in the order of their paths."""

    folder: Path
    reports: tuple[Path, ...]

    @property
    def build(self) -> list[str]:
        """The command that builds it."""
        return [sys.executable, "-m", "muniment", "build", str(self.folder), "--quiet"]

    @property
    def serve(self) -> list[str]:
        """The command that shows it and follows its changes; a port is to be added."""
        return [sys.executable, "-m", "muniment", "serve", str(self.folder), "--port"]

    @property
    def output(self) -> Path:
        """Where the built site lies."""
        return self.folder / "site"

    def forget(self) -> None:
        """Leave nothing that an earlier build made or remembered."""
        for name in ("site", ".cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)


def prepare(corpus: Path, kind: Kind, folder: Path) -> Archive:
    """The archive of the reports of `corpus`; what `folder` holds already stays."""
    seeds, content = folder / "seeds", folder / "content"
    if not seeds.is_dir():
        shutil.copytree(corpus, seeds)
    content.mkdir(exist_ok=True)
    settings = SETTINGS.format(findings=kind.findings) + ("" if kind.has_search else NO_SEARCH)
    (content / "settings.yaml").write_text(settings, "utf-8")
    return Archive(folder, tuple(sorted(seeds.rglob("*.md"))))


def chosen(reports: Sequence[Path]) -> Path:
    """The report that the next edit is made to: one well within the archive that was edited least lately."""
    places = [reports[len(reports) * part // 8] for part in (3, 5, 2, 6, 4)]
    return min(places, key=lambda report: report.stat().st_mtime_ns)


def retitle(report: Path) -> str:
    """Give a report another title than it has, as an editor would; gives the words it now begins with."""
    text = report.read_text("utf-8")
    found = re.search(r'^title: "(?:EDITED (\d+): )?', text, re.M)
    if not found:
        raise SystemExit(f"{report} has no title to edit")
    words = f"EDITED {int(found[1] or 0) + 1}:"
    report.write_text(f'{text[: found.start()]}title: "{words} {text[found.end() :]}', "utf-8")
    return words


def change_template(archive: Archive) -> str:
    """Give the archive a template of its own for report pages, other than before; gives what every
    such page must then hold."""
    own = archive.folder / "templates" / REPORT_TEMPLATE.name
    before = re.search(r"<!-- template (\d+) -->", own.read_text("utf-8")) if own.exists() else None
    mark = f"<!-- template {int(before[1]) + 1 if before else 1} -->"
    text, changes = re.subn(r"\{% block main %\}", rf"\g<0>{mark}", REPORT_TEMPLATE.read_text("utf-8"), count=1)
    if not changes:
        raise SystemExit(f"{REPORT_TEMPLATE} has no main block to change")
    own.parent.mkdir(exist_ok=True)
    own.write_text(text, "utf-8")
    return mark
