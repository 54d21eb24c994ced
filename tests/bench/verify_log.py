"""What verify.py takes to check a log, beside what Python takes to hash its lines with SHA-256.

    python tests/bench/verify_log.py                   100,000 leaves, 50 checkpoints
    python tests/bench/verify_log.py --leaves 10000

Checked is that each line is a leaf, and that the leaves have the root of each checkpoint; the lowest of `--rounds` rounds
counts, each by turns, since whatever else the machine does can only add. Prints a Markdown table with the ratio, which is
to be at most 10.
"""

import argparse
import hashlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from machine import describe_machine
from muniment.seal import verify

AT_MOST = 10


def write_log(leaves: int, folder: Path) -> Path:
    """A log of so many leaves, as entries.jsonl."""
    path = folder / "entries.jsonl"
    hashes = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(leaves))
    path.write_text("".join(f'{{"kind":"add","on":"2026-11-22","record":"{one}"}}\n' for one in hashes), "ascii")
    return path


def check_log(site: verify.Site, sizes: list[int]) -> None:
    """What verify.py does with the lines of a log."""
    lines = [*site.lines("entries.jsonl")]
    if not verify.leaves_in(lines) or len(verify.roots_of(lines, sizes)) != len(sizes):
        raise SystemExit("not all roots were found")


def hash_lines(path: Path) -> None:
    """What it is compared with."""
    with path.open("rb") as file:
        for line in file:
            hashlib.sha256(line).digest()


def seconds(work: Callable[[], None]) -> float:
    """Of processor time."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def measure(leaves: int, checkpoints: int, rounds: int) -> tuple[float, float]:
    """Seconds that checking takes, and hashing alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_log(leaves, Path(folder))
        site = verify.Site(folder, verify.Checks())
        sizes = sorted({max(1, leaves * number // checkpoints) for number in range(1, checkpoints + 1)})
        times = [(seconds(lambda: check_log(site, sizes)), seconds(lambda: hash_lines(path))) for _ in range(rounds)]
    checking, hashing = zip(*times, strict=True)
    return min(checking), min(hashing)


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leaves", type=int, default=100_000)
    parser.add_argument("--checkpoints", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    checking, hashing = measure(asked.leaves, asked.checkpoints, asked.rounds)
    print(describe_machine(Path(tempfile.gettempdir())))
    print(f"\n| {asked.leaves:,} leaves | ms |\n|---|---|")
    print(f"| SHA-256 of the lines | {1000 * hashing:.0f} |\n| the log checked | {1000 * checking:.0f} |")
    print(f"\nratio {checking / hashing:.1f}, to be at most {AT_MOST}")
    if checking > AT_MOST * hashing:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
