"""How soon Muniment answers: its help against Python doing nothing, two reports against MkDocs.

    python tests/bench/quick_start.py --work FOLDER

Run it by the Python of an environment into which Muniment is installed as by its users (`pip install .`).
MkDocs comes from PyPI into `--cache`. The two are run in turn, so that whatever else the machine does falls
on both, and medians are printed: milliseconds on the clock, of processors, and the ratios. Builds are cold:
neither has a site, nor Muniment its `.cache/`.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from peers import installed

MKDOCS = "mkdocs==1.6.1"
CHECKOUT = Path(__file__).parents[2]

Cost = tuple[float, float]  # seconds on the clock, of processors


def cost_of(*command: str | Path) -> Cost:
    """What one run of a command takes; its words are dropped."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(runs: int, ours: Callable[[], Cost], theirs: Callable[[], Cost]) -> tuple[Cost, Cost]:
    """The medians of both, run in turn; the first run of each is left out, in which caches are filled."""
    found = [(ours(), theirs()) for _ in range(runs + 1)][1:]
    wall, processor = ([statistics.median(run[who][kind] for run in found) for who in (0, 1)] for kind in (0, 1))
    return (wall[0], processor[0]), (wall[1], processor[1])


def emptied(*folders: Path) -> None:
    """Remove what an earlier build left."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def two_reports(work: Path) -> tuple[Path, Path]:
    """The archive of this checkout, and its two reports as two pages of a MkDocs site."""
    archive, peer = work / "archive", work / "mkdocs"
    emptied(archive, peer)
    for folder in ("seeds", "content"):
        shutil.copytree(CHECKOUT / folder, archive / folder)
    (peer / "docs").mkdir(parents=True)
    (peer / "mkdocs.yml").write_text("site_name: Two reports\n")
    for name, seed in zip(("index.md", "second.md"), sorted((archive / "seeds").glob("*.txt")), strict=True):
        shutil.copyfile(seed, peer / "docs" / name)
    return archive, peer


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "muniment-bench")
    parser.add_argument("--work", type=Path, required=True, help="a folder on a memory file system keeps disks out")
    parser.add_argument("--runs", type=int, default=20)
    asked = parser.parse_args()
    muniment = Path(sys.executable).with_name("muniment")
    mkdocs = installed(asked.cache.resolve(), "mkdocs", MKDOCS) / "bin" / "mkdocs"
    archive, peer = two_reports(asked.work.resolve())

    def build_ours() -> Cost:
        emptied(archive / "site", archive / ".cache")
        return cost_of(muniment, "build", archive, "--quiet")

    def build_theirs() -> Cost:
        emptied(peer / "site")
        return cost_of(mkdocs, "build", "--quiet", "--config-file", peer / "mkdocs.yml")

    rows = {
        ("muniment --help", "python -c pass"): compare(
            asked.runs, lambda: cost_of(muniment, "--help"), lambda: cost_of(sys.executable, "-c", "pass")
        ),
        ("two reports, cold, with search", "mkdocs build of two pages"): compare(asked.runs, build_ours, build_theirs),
    }
    print(f"{asked.runs} runs, medians, {os.cpu_count()} cores\n")
    print("| what | against | wall ms | theirs | processor ms | theirs | wall ratio | processor ratio |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for (ours, theirs), (own, other) in rows.items():
        figures = [f"{1000 * each:.0f}" for pair in zip(own, other, strict=True) for each in pair]
        figures += [f"{mine / their:.2f}" for mine, their in zip(own, other, strict=True)]
        print(f"| {ours} | {theirs} | {' | '.join(figures)} |")


if __name__ == "__main__":
    main()
