"""How cost grows with the number of reports: the lines and powers that fit what was measured."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]  # reports, seconds


@dataclass(frozen=True)
class Fit:
    """seconds = fixed + each * reports, by least squares; and seconds ~ reports ** exponent, by least
    squares of the logarithms, in which small archives weigh as much as large ones."""

    fixed: float
    each: float
    exponent: float


def slope(points: Sequence[Point]) -> tuple[float, float]:
    """The line through the points by least squares: its height at 0, and its rise. One point, or
    several above each other, give a flat line."""
    across = sum(x for x, _ in points) / len(points)
    height = sum(y for _, y in points) / len(points)
    spread = sum((x - across) ** 2 for x, _ in points)
    rise = sum((x - across) * (y - height) for x, y in points) / spread if spread else 0.0
    return height - rise * across, rise


def fit(points: Sequence[Point]) -> Fit:
    """How seconds grow with reports; every number must be above 0."""
    fixed, each = slope(points)
    _, exponent = slope([(math.log(count), math.log(seconds)) for count, seconds in points])
    return Fit(fixed, each, exponent)
