"""What finding by rules costs, beside what markdown-it-py takes to render the same texts.

    python tests/bench/findings_cost.py                     2,000 reports of the corpus
    python tests/bench/findings_cost.py ARCHIVE             the reports of an archive

Prints a Markdown table: microseconds of processor time a report, the share of each finder, and the ratio to
markdown-it-py (CommonMark, `render`), which goes over the same texts in turn; the lowest of `--rounds` rounds counts,
since whatever else the machine does can only add. Below it the peak memory of the process that finds, with all texts
in it.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

import muniment.understand.findings as findings
from archives import Kind, prepare
from corpus import write_corpus
from machine import describe_machine
from muniment.model import Document
from muniment.read.document import read_document
from muniment.read.seeds import find_seeds
from muniment.settings import read_settings
from muniment.states import Hashes

REST = "reading: prose, words, sentences, language"
Times = dict[str, float]  # seconds of processor time, by finder


def documents_of(archive: Path) -> list[Document]:
    """The reports of an archive, as far as they can be read."""
    settings = read_settings(archive, [])
    seeds = find_seeds(archive, settings, Hashes({}, time.time_ns()).of, [])
    return [document for seed in seeds if (document := read_document(seed, archive, settings, []))]


def time_finders(documents: Iterable[Document]) -> Times:
    """What each finder took over all of them; the rest is what is done once for all finders."""
    times: Times = {REST: 0.0}

    def timed(field: str, find: Callable[..., Any]) -> Callable[..., Any]:
        times[field] = 0.0

        def finder(*given: Any) -> Any:
            began = time.process_time()
            found = find(*given)
            times[field] += time.process_time() - began
            return found

        return finder

    plain = findings.FINDERS
    findings.FINDERS = tuple((field, timed(field, find)) for field, find in plain)
    try:
        began = time.process_time()
        for document in documents:
            findings.find_all(document, ())
        whole = time.process_time() - began
    finally:
        findings.FINDERS = plain
    times[REST] = whole - sum(times.values())
    return times


def time_peer(documents: Iterable[Document]) -> float:
    """What markdown-it-py takes to render the same texts."""
    peer = MarkdownIt("commonmark")
    began = time.process_time()
    for document in documents:
        peer.render(document.text)
    return time.process_time() - began


def table_of(rounds: Sequence[tuple[Times, float]], reports: int) -> str:
    """The best round of each side, as Markdown."""
    ours, theirs = min((times for times, _ in rounds), key=lambda times: sum(times.values())), min(b for _, b in rounds)
    whole = sum(ours.values())
    lines = ["| what | microseconds a report | share | ratio |", "|---|---:|---:|---:|"]
    for what, seconds in sorted(ours.items(), key=lambda item: -item[1]):
        lines.append(f"| {what} | {seconds / reports * 1e6:,.0f} | {seconds / whole:.0%} | |")
    lines.append(f"| all findings | {whole / reports * 1e6:,.0f} | 100% | {whole / theirs:.2f} |")
    lines.append(f"| markdown-it-py, the same texts | {theirs / reports * 1e6:,.0f} | | 1.00 |")
    return "\n".join(lines)


def parse() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path, nargs="?", help="an archive; without one, the corpus")
    parser.add_argument("--count", type=int, default=2000, help="reports of the corpus")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def main() -> None:
    """Measure, and print the table."""
    asked = parse()
    with tempfile.TemporaryDirectory() as scratch:
        archive = asked.archive
        if archive is None:
            corpus, archive = Path(scratch) / "corpus", Path(scratch) / "archive"
            archive.mkdir()
            write_corpus(asked.count, corpus)
            prepare(corpus, Kind("rules", "rules"), archive)
        documents = documents_of(archive)
        rounds, peak = [], 0
        for _ in range(asked.rounds):
            times = time_finders(documents)
            peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            rounds.append((times, time_peer(documents)))
        print(table_of(rounds, len(documents)))
        print(
            f"\n{len(documents):,} reports, at most {peak / 1e6:,.0f} MB of memory; {describe_machine(Path(scratch))}"
        )


if __name__ == "__main__":
    main()
