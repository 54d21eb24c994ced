"""Reports that may not be published before some day."""

from collections.abc import Iterable

from muniment.model import Record, Seed


class Opened(Record, frozen=True):
    """The seeds that may be published; how many may not yet, the first day on which one may, and which they are."""

    seeds: tuple[Seed, ...]
    held: int
    until: str
    waiting: tuple[Seed, ...] = ()


def open_embargoes(seeds: Iterable[Seed], on: str) -> Opened:
    """Part the seeds as of a day (YYYY-MM-DD). Without one, whatever was ever under embargo is held:
    a build looks at no clock."""
    seeds = tuple(seeds)
    held = tuple([seed for seed in seeds if seed.embargo_until > on])  # days sort as text, and "" before any
    opened = tuple([seed for seed in seeds if seed.embargo_until <= on]) if held else seeds
    return Opened(opened, len(held), min((seed.embargo_until for seed in held), default=""), held)
