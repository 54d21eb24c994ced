"""What a log of seals costs: sealing itself, and the builds of a sealed archive beside those of one that never was.

    python tests/bench/sealing_cost.py --work FOLDER                  10,000 reports
    python tests/bench/sealing_cost.py --work FOLDER --reports 1000

One archive is built from nothing and again as it is, sealed by a key made for it, built both ways again, given one
report more, sealed again, and checked by its own verify.py. Prints a Markdown table with the ratio to the first of these
builds. Nobody stamps: what an authority takes is its own.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from archives import Archive, Kind, prepare
from corpus import write_corpus
from machine import describe_machine
from measuring import Cost, cost_of

MORE = "---\ntitle: One report more\ndate: 2026-01-02\n---\n\nTwelve people were counted at the crossing.\n"


def listed_key(folder: Path, archive: Archive) -> Path:
    """An SSH key without a passphrase, which the archive lists for its log and its sums."""
    key = folder / "key"
    key.unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
    subprocess.run(command, check=True)
    keys = archive.folder / "content/keys"
    keys.mkdir()
    public = key.with_suffix(".pub").read_text("ascii")
    (keys / "allowed_signers").write_text(f'desk namespaces="muniment-checkpoint,muniment-sums" {public}', "ascii")
    return key


def rows_of(archive: Archive, key: Path) -> list[tuple[str, Cost]]:
    """What each step took, in their order."""

    def cost(*command: str) -> Cost:
        return cost_of(command, folder=archive.folder)

    seal = [sys.executable, "-m", "muniment", "seal", str(archive.folder), "--key", str(key)]
    seal += ["--no-recovery"]
    check = [sys.executable, "-I", str(archive.output / "verify/verify.py"), str(archive.output)]
    rows = [("never sealed, cold", cost(*archive.build)), ("never sealed, nothing changed", cost(*archive.build))]
    rows.append(("the first seal", cost(*seal)))
    archive.forget()
    rows += [("sealed, cold", cost(*archive.build)), ("sealed, nothing changed", cost(*archive.build))]
    (archive.folder / "seeds/one-more.md").write_text(MORE, "utf-8")
    rows += [("one report more, built", cost(*archive.build)), ("one report more, sealed", cost(*seal))]
    return [*rows, ("verify.py, the whole site", cost(*check))]


def table_of(rows: Sequence[tuple[str, Cost]]) -> str:
    """The table, each row beside the first one."""
    first = rows[0][1]
    lines = [
        "| what | wall s | processor s | peak MB | wall ratio | processor ratio |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, cost in rows:
        figures = f"{cost.wall:.2f} | {cost.processor:.2f} | {cost.memory:.0f}"
        lines.append(f"| {name} | {figures} | {cost.wall / first.wall:.2f} | {cost.processor / first.processor:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--work", type=Path, required=True, help="a folder on a memory file system keeps disks out")
    asked = parser.parse_args()
    work = asked.work.resolve()
    shutil.rmtree(work / "archive", ignore_errors=True)
    (work / "archive").mkdir(parents=True)
    write_corpus(asked.reports, work / "corpus")
    archive = prepare(work / "corpus", Kind("findings stated", "stated"), work / "archive")
    print(table_of(rows_of(archive, listed_key(work, archive))))
    print(f"\n{asked.reports:,} reports, findings stated; {describe_machine(work)}")


if __name__ == "__main__":
    main()
