"""Where the processor time of a build goes: profile first, then change something, then measure again.

    python tests/bench/profile_build.py                       2,000 reports of the corpus, from nothing
    python tests/bench/profile_build.py --after edit          one of them edited, the rest remembered
    python tests/bench/profile_build.py --archive FOLDER      an archive of your own; it is built in a copy

One build in one process is timed as it is, then another under cProfile. A profile makes what is
called often look dearer than it is, so every figure is scaled by how much longer the profiled build
took: believe the order rather than the figures, and compare.py rather than both. Time spent waiting
for Pagefind is in `read1` and the like, and is nobody's processor time.

All that is known of the program is which folder holds its stages, so what is renamed stays measured.
"""

import argparse
import cProfile
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import muniment
from archives import chosen, prepare, retitle
from corpus import write_corpus
from muniment.build import build
from rounds import KINDS

PROGRAM = Path(muniment.__file__).parent
AFTER = ("nothing", "edit", "unchanged")
Function = tuple[str, int, str]  # file, line, name
Edge = tuple[int, int, float, float]  # of a caller: calls, those not by itself, own seconds, seconds in all
# What cProfile keeps of a function: calls not by itself, calls, own seconds, seconds in all, its callers.
Stats = dict[Function, tuple[int, int, float, float, dict[Function, Edge]]]


@dataclass(frozen=True)
class Row:
    """A line of a table: what, how often it was called (0 where that says nothing), its seconds."""

    what: str
    calls: int
    seconds: float


def file_of(function: Function) -> str:
    """Where a function lives: a file of the program below its folder, a package, a template, or
    "built in"."""
    path = Path(function[0])
    if path.is_relative_to(PROGRAM):
        return path.relative_to(PROGRAM).as_posix()
    if function[0] == "~":
        return "built in"
    if path.suffix != ".py":
        return function[0]
    parts = path.parts
    return parts[parts.index("site-packages") + 1] if "site-packages" in parts else f"python: {path.stem}"


def is_stage(file: str) -> bool:
    """Whether a file is in a folder of the program: what the story, which lies above them, calls."""
    return "/" in file and (PROGRAM / file).is_file()


def is_program(file: str) -> bool:
    """Whether a file is one of the program's own."""
    return (PROGRAM / file).is_file()


def by_file(stats: Stats) -> list[Row]:
    """Every file's own time, without what it calls."""
    calls, seconds = defaultdict[str, int](int), defaultdict[str, float](float)
    for function, (_, count, own, _, _) in stats.items():
        calls[file_of(function)] += count
        seconds[file_of(function)] += own
    return [Row(file, calls[file], seconds[file]) for file in seconds]


def functions(stats: Stats) -> list[Row]:
    """Every function's own time."""
    return [Row(f"{file_of(function)} {function[2]}", count, own) for function, (_, count, own, _, _) in stats.items()]


def called(stats: Stats, is_wanted: Callable[[str, str], bool]) -> list[Row]:
    """Functions with all that they call, as far as a caller in a file of which `is_wanted(caller's
    file, own file)` says so called them."""
    rows = []
    for function, (_, _, _, _, callers) in stats.items():
        file = file_of(function)
        edges = [edge for caller, edge in callers.items() if is_wanted(file_of(caller), file)]
        if edges:
            rows.append(Row(f"{file} {function[2]}", sum(edge[0] for edge in edges), sum(edge[3] for edge in edges)))
    return rows


def by_template(stats: Stats) -> list[Row]:
    """Every template with all that it calls. How often is not known: each piece that it gives is a call."""
    return [
        Row(file_of(function), 0, total)
        for function, (_, _, _, total, _) in stats.items()
        if function[0].endswith(".html") and function[2] == "root"
    ]


def table(title: str, rows: Iterable[Row], scale: float, reports: int, most: int) -> str:
    """The dearest rows, in microseconds a call, microseconds a report, and milliseconds in all."""
    dearest = sorted(rows, key=lambda row: -row.seconds)[:most]
    lines = [f"\n{title}\n{'us a call':>12} {'us a report':>12} {'ms in all':>10} {'calls':>10}"]
    for row in dearest:
        micro = row.seconds * scale * 1e6
        each, calls = (f"{micro / row.calls:,.1f}", f"{row.calls:,}") if row.calls else ("", "")
        lines.append(f"{each:>12} {micro / reports:12,.1f} {micro / 1e3:10,.1f} {calls:>10}  {row.what}")
    return "\n".join(lines)


def files_made(site: Path) -> str:
    """How many files of a site there are of each kind, and their mean size."""
    sizes = defaultdict[str, list[int]](list)
    for path in filter(Path.is_file, site.rglob("*")):
        folder = path.relative_to(site).parts[0] if path.parent != site else "."
        sizes[f"{folder}/*{path.suffix}"].append(path.stat().st_size)
    lines = [
        f"{len(found):8,} of {sum(found) / len(found):10,.0f} bytes  {kind}" for kind, found in sorted(sizes.items())
    ]
    return "\n".join(["\nfiles of the site", *lines])


def run(archive: Path, edit: Callable[[], object], after: str, profile: cProfile.Profile | None = None) -> float:
    """Build, in this process alone, what `after` leaves to be built; gives seconds of processor time."""
    if after == "nothing":
        for name in ("site", ".cache"):
            shutil.rmtree(archive / name, ignore_errors=True)
    elif after == "edit":
        edit()
    began = time.process_time()
    if profile:
        profile.enable()
    try:
        build(archive, jobs=1)
    finally:
        if profile:
            profile.disable()
    return time.process_time() - began


def copied(archive: Path, folder: Path) -> Callable[[], object]:
    """Copy an archive without what was built from it; gives an edit of its middle seed."""
    for name in ("seeds", "content", "templates"):
        if (archive / name).is_dir():
            shutil.copytree(archive / name, folder / name)
    seeds = sorted(filter(Path.is_file, (folder / "seeds").rglob("*")))
    middle = seeds[len(seeds) // 2]
    return lambda: middle.write_bytes(middle.read_bytes() + b"\n")


def written(count: int, kind: str, folder: Path) -> Callable[[], object]:
    """Write an archive of the corpus; gives an edit of one of its reports."""
    corpus = folder.with_name("corpus")
    write_corpus(count, corpus)
    reports = prepare(corpus, KINDS[kind], folder).reports
    return lambda: retitle(chosen(reports))


def tell(profile: cProfile.Profile, plain: float, slowed: float, site: Path, most: int) -> None:
    """Print every table."""
    profile.create_stats()
    stats, scale = cast(Stats, profile.stats), plain / slowed
    reports = sum(1 for _ in site.glob("reports/*.json")) or 1
    print(f"{reports:,} reports, {plain:.2f} s of processor time, {plain / reports * 1e6:,.0f} us a report", end=" ")
    print(f"(under the profile {slowed:.2f} s: figures are scaled by {scale:.2f}, without Pagefind's own process)")
    steps = called(stats, lambda caller, file: is_program(caller) and not is_stage(caller) and is_stage(file))
    parts = called(stats, lambda caller, file: is_stage(caller) and is_stage(file) and caller != file)
    print(table("what the story calls, with all that it calls", steps, scale, reports, most))
    print(table("what files of stages call in others, with all that it calls", parts, scale, reports, most))
    print(table("templates, with all that they call", by_template(stats), scale, reports, most))
    print(table("files, without what they call", by_file(stats), scale, reports, most))
    print(table("functions, without what they call", functions(stats), scale, reports, most))
    print(files_made(site))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000, help="reports of the corpus")
    parser.add_argument("--archive", type=Path, help="instead of the corpus")
    parser.add_argument("--kind", choices=KINDS, default="stated")
    parser.add_argument("--after", choices=AFTER, default="nothing", help="what was done since the last build")
    parser.add_argument("--work", type=Path, help="where to build; a memory file system keeps disks out")
    parser.add_argument("--most", type=int, default=25, help="lines of a table")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.work) as scratch:
        archive = Path(scratch).resolve() / "archive"
        edit = copied(asked.archive, archive) if asked.archive else written(asked.count, asked.kind, archive)
        if asked.after != "nothing":
            build(archive)
        plain = run(archive, edit, asked.after)
        profile = cProfile.Profile()
        slowed = run(archive, edit, asked.after, profile)
        tell(profile, plain, slowed, archive / "site", asked.most)


if __name__ == "__main__":
    main()
