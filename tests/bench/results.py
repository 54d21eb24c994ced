"""What was measured, kept from one command to the next: one JSON file a part."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from measuring import Cost
from rounds import Bench, Round, Run


def load(file: Path) -> list[Run]:
    """The runs of one part so far, in the order in which they were made; none where there is no file."""
    if not file.exists():
        return []
    return [Run(one["row"], one["against"], Cost(**one["cost"])) for one in json.loads(file.read_text("utf-8"))]


def save(file: Path, runs: Sequence[Run]) -> None:
    """Keep the runs of one part."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([asdict(run) for run in runs], indent=1) + "\n", "utf-8")


def count_rounds(runs: Sequence[Run]) -> int:
    """How often the rarest row was measured."""
    rows = [run.row for run in runs]
    return min(map(rows.count, rows), default=0)


def is_done(file: Path, times: int) -> bool:
    """Whether the file holds as many rounds as asked for."""
    return count_rounds(load(file)) >= times


def repeat(measure: Round, bench: Bench, times: int, file: Path) -> None:
    """Measure until there are as many rounds in the file as asked for; each is kept, and told to whoever
    waits, as soon as it is whole."""
    runs = load(file)
    for number in range(count_rounds(runs), times):
        runs += measure(bench)
        save(file, runs)
        print(f"{bench.count:,} reports, {file.stem}: round {number + 1} of {times}", file=sys.stderr, flush=True)
