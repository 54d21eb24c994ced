"""`muniment check`: every problem of an archive, told without writing into it."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal

from muniment.build import build
from muniment.gathering import settings_of
from muniment.ledger import ledger_of
from muniment.model import Record, changed, to_readable_json
from muniment.outcome import Progress, Tell
from muniment.page_links import PageLinks, Reference, links_of
from muniment.problems import ArchiveError, InputError, Place, Problem, printable
from muniment.public_texts import public_texts
from muniment.publish.journal import has_open_journal
from muniment.read.folder import odd_folders
from muniment.render.engine import check_templates
from muniment.seen_checkpoints import refuse_other_past
from muniment.work import Task, Workshop, workshop_at


class ProblemFields(Record, frozen=True):
    """A problem as JSON gives it. Line and column count from 1; 0 is unknown."""

    path: str
    line: int
    column: int
    severity: str
    what: str
    hint: str


def check(
    archive: Path, progress: Progress = lambda stage, done, total: None, tell: Tell = lambda line: None
) -> tuple[Problem, ...]:
    """Every problem in seeds, content and templates, and in the links of the site they make; `tell` is told what is
    held back.

    The site is built in a folder of its own, with a memory of its own, and thrown away.
    """
    odd = odd_folders(archive, ("site", ".cache"))  # where a build would be, and this one is not
    own = archive / "templates"
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="muniment-check-") as folder:
        site, cache = Path(folder) / "site", Path(folder) / "cache"
        try:
            outcome = build(archive, site=site, cache=cache, jobs=jobs, progress=progress)
            problems = outcome.problems
            for note in outcome.held:
                tell(note)
            with workshop_at(Path(folder) / "links.sqlite", jobs) as workshop:
                problems += tuple(check_site(site, workshop, progress))
                problems += _past_of(archive, workshop)
        except ArchiveError as error:
            problems = error.problems
    problems += tuple(check_templates(own if own.is_dir() else None))
    problems += tuple(public_texts(archive))
    if has_open_journal(archive / ".cache"):
        what = "a build was cut off, and its site may be between two states"
        problems += (Problem(Place(".cache/journal.json"), what, "`muniment build` completes it", "warning"),)
    return tuple(dict.fromkeys((*odd, *problems)))


def _past_of(archive: Path, workshop: Workshop) -> tuple[Problem, ...]:
    """Where the log is not the one that the archive's site or memory knows: a build stops at one that is gone, and
    warns of one that is older."""
    ledger = ledger_of(archive, workshop)
    try:
        refuse_other_past(ledger, settings_of(archive), archive / "site", archive / ".cache")
    except InputError as error:
        severity: Literal["error", "warning"] = "warning" if ledger.log.leaves else "error"
        return tuple(changed(problem, severity=severity) for problem in error.problems)
    return ()


def check_site(
    site: Path, workshop: Workshop, progress: Progress = lambda stage, done, total: None
) -> Iterator[Problem]:
    """What is wrong within and between the pages of a built site, one problem a fault.

    Every address that a page leads to or loads is looked for among the site's own files and
    anchors. A fault is told where it is first found, with the number of other pages that have it.
    Memory holds the hashes of all anchors and one page at a time: hence two passes, of which the
    second is remembered.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    readable = sorted(name for name in files if name.endswith((".html", ".css")))
    first, second = (partial(progress, stage) for stage in ("find anchors", "follow links"))
    every = _read(readable, site, workshop, first)
    anchors = {hash((page.address, anchor)) for page in every for anchor in page.anchors}
    found: dict[str, tuple[Place, int]] = {}
    for page in _read(readable, site, workshop, second):
        wrong = [(fault.what, fault.line, fault.column) for fault in page.faults]
        wrong += [(_missing(each, files, anchors), each.line, each.column) for each in page.references]
        for what, line, column in wrong:
            if what:
                place, pages = found.get(what, (Place(f"site/{page.address}", line, column), 0))
                found[what] = place, pages + 1
    for what, (place, pages) in found.items():
        others = "so does 1 other page" if pages == 2 else f"so do {pages - 1} other pages"
        yield Problem(place, what, others if pages > 1 else "")


def _read(names: list[str], site: Path, workshop: Workshop, tell: Callable[[int, int], None]) -> Iterator[PageLinks]:
    tell(0, len(names))
    links = Task(partial(links_of, site=str(site)), PageLinks, "", describe=str.encode)
    for done, page in enumerate(workshop.each(links, names)):
        yield page
        tell(done + 1, len(names))


def _missing(reference: Reference, files: set[str], anchors: set[int]) -> str:
    """What is wrong with a reference, or nothing."""
    address, _, anchor = reference.target.partition("#")
    if address not in files:
        return f'{"loads" if reference.is_loaded else "leads to"} "{address}", which the site does not have'
    is_named = not anchor or anchor == "top" or not address.endswith(".html") or hash((address, anchor)) in anchors
    return "" if is_named else f'leads to "{reference.target}", and that page has no such anchor'


def format_problems(problems: Iterable[Problem], kind: str) -> str:
    """The problems as `text` for a person, as a `json` list, or as the "workflow commands" of `github`,
    which its runner turns into notes beside the lines."""
    if kind == "json":
        rows = [
            ProblemFields(each.place.path, each.place.line, each.place.column, each.severity, each.what, each.hint)
            for each in problems
        ]
        return to_readable_json(rows).decode()
    lines = (_command(each) if kind == "github" else printable(str(each)) for each in problems)
    return "\n".join(lines)


def _command(problem: Problem) -> str:
    """::error file=seeds/a.md,line=3,col=7::what, a hint after a line end (%0A)."""
    place = problem.place
    given = (("file", place.path), ("line", place.line), ("col", place.column))
    properties = ",".join(f"{name}={_escaped(str(value), is_property=True)}" for name, value in given if value)
    message = f"{problem.what}\n{problem.hint}" if problem.hint else problem.what
    return f"::{problem.severity} {properties}::{_escaped(message)}"


def _escaped(text: str, is_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text
