"""What was measured, as Markdown."""

from collections.abc import Iterable, Mapping, Sequence

from measuring import PAUSE, Cost, medians
from outputs import MEGABYTE, Output
from rounds import Run
from scaling import fit

FIGURES = ("wall", "processor", "memory")


def by_row(runs: Iterable[Run]) -> dict[str, list[Cost]]:
    """The costs of every row, rows in the order in which they came."""
    rows: dict[str, list[Cost]] = {}
    for run in runs:
        rows.setdefault(run.row, []).append(run.cost)
    return rows


def cost_table(runs: Sequence[Run]) -> str:
    """Medians and their ratio to the peer that did the same; each peer, then what is held against it."""
    costs = {row: medians(found) for row, found in by_row(runs).items()}
    against = {run.row: run.against or run.row for run in runs}
    lines = [
        "| what | wall s | processor s | peak MB | wall ratio | processor ratio | memory ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for peer in dict.fromkeys(against.values()):
        for row in sorted((row for row in against if against[row] == peer), key=lambda row: row != peer):
            lines.append(_cost_line(row, costs[row], costs.get(peer)))
    return "\n".join(lines)


def _cost_line(row: str, cost: Cost, peer: Cost | None) -> str:
    figures = [f"{cost.wall:.2f}", f"{cost.processor:.2f}", f"{cost.memory:,.0f}"]
    figures += [_ratio(getattr(cost, one), getattr(peer, one)) if peer else "" for one in FIGURES]
    return f"| {row} | {' | '.join(figures)} |"


def _ratio(ours: float, theirs: float) -> str:
    """Three digits, as far as they say something; a processor's clock may tell of nothing at all."""
    return f"{ours / theirs:.2g}" if theirs and ours < theirs / 10 else f"{ours / theirs:.2f}" if theirs else ""


def looking_line(runs: Sequence[Run]) -> str:
    """What measuring memory cost at most."""
    share = max(run.cost.looking / max(run.cost.wall, run.cost.processor, PAUSE) for run in runs)
    return f"Looking at memory took at most {share:.1%} of a core."


def output_table(outputs: Iterable[Output]) -> str:
    """Files and megabytes (10^6 bytes) that were written."""
    lines = ["| site | files | MB | search index, MB |", "|---|---:|---:|---:|"]
    for one in outputs:
        lines.append(f"| {one.row} | {one.files:,} | {one.bytes / MEGABYTE:,.1f} | {one.search / MEGABYTE:,.1f} |")
    return "\n".join(lines)


def scaling_table(sizes: Mapping[int, Sequence[Run]]) -> str:
    """What every row costs at every size, then how that grows."""
    lines = [
        "| reports | what | wall s | processor s | microseconds of processor time a report | peak MB |",
        "|---:|---|---:|---:|---:|---:|",
    ]
    walls: dict[str, list[tuple[float, float]]] = {}
    processors: dict[str, list[tuple[float, float]]] = {}
    for size, runs in sorted(sizes.items()):
        for row, found in by_row(runs).items():
            cost = medians(found)
            walls.setdefault(row, []).append((size, cost.wall))
            processors.setdefault(row, []).append((size, cost.processor))
            figures = (
                f"{cost.wall:.2f} | {cost.processor:.2f} | {cost.processor / size * 1e6:,.0f} | {cost.memory:,.0f}"
            )
            lines.append(f"| {size:,} | {row} | {figures} |")
    lines += ["", *(_growth(row, "wall", points) for row, points in walls.items())]
    lines += [_growth(row, "processor", points) for row, points in processors.items()]
    return "\n".join(lines)


def _growth(row: str, what: str, points: Sequence[tuple[float, float]]) -> str:
    found = fit(points)
    (few, least), (many, most) = points[-2:] if len(points) > 1 else (points[0], points[0])
    return (
        f"- {row}, {what}: seconds = {found.fixed:.3g} + {found.each * 1e6:,.4g} microseconds * reports; "
        f"exponent {found.exponent:.2f}; from {few:,} to {many:,} reports {most / least:.2f} times as much, "
        f"{most / many / (least / few):.2f} times a report"
    )
