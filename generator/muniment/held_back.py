"""What is held back among reports: those withdrawn, and what others would tell of them."""

from collections.abc import Iterable

from muniment.model import Row, Seed, changed


def part_withdrawn(seeds: Iterable[Seed]) -> tuple[tuple[Seed, ...], int]:
    """The seeds that were not withdrawn, and how many were."""
    seeds = tuple(seeds)
    kept = tuple(seed for seed in seeds if not (seed.review and seed.review.withdrawal))
    return kept, len(seeds) - len(kept)


def guarded(rows: Iterable[Row], held: Iterable[str]) -> list[Row]:
    """The rows, those told of it that are records of a file of which some are held back: `held` are paths of such
    files, and others are seen from the rows. Where such a file's hash was published, or where its records begin, who
    has the others could try guesses at the one that is missing."""
    rows = list(rows)
    paths = set(held) | {row.path for row in rows if row.line and row.publication != "public"}
    return [changed(row, is_guarded=True) if row.line and row.path in paths else row for row in rows]
