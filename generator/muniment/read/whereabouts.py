"""Whether coordinates that editors list can be right: near where GeoNames has the place, and near what it is part of.

What is not known is not judged: an id that the gazetteer does not have, or has for a country or region, which have no
one point; and a whole without a precision, unless the gazetteer has it as one point.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt

from muniment.model import Authority, Record
from muniment.problems import Place, Problem
from muniment.read.folder import shown

Point = tuple[float, float]  # latitude, longitude (WGS 84)
# The name and the point of those GeoNames ids that are known, and are of what has one.
Points = Callable[[frozenset[str]], Mapping[str, tuple[str, Point]]]

FAR = 100_000  # metres; within it nothing is told
RADIUS = 6_371_000  # of the earth, in metres
DEGREES = 4  # decimals of a hint: some ten metres


class Expected(Record, frozen=True):
    """Where a place should lie, in words and as a point, and how far off it may be, in metres."""

    words: str
    point: Point
    within: int


def check_positions(
    authorities: Sequence[Authority], places: Mapping[str, Place], points: Points, problems: list[Problem]
) -> None:
    """Warns of coordinates that are far from where they should be; `places` says by id where they are written."""
    located = {one.id: one for one in authorities if one.coordinates and not one.is_source}
    ids = {one.id: geonames for one in located.values() if (geonames := dict(one.external).get("geonames"))}
    known = points(frozenset(ids.values())) if ids else {}
    wrong = set[str]()
    for identifier, one in located.items():
        if found := known.get(ids.get(identifier, "")):
            words = f"where GeoNames has {found[0]} ({ids[identifier]})"
            if _is_told(one, Expected(words, found[1], max(FAR, one.precision)), places, problems):
                wrong.add(identifier)
    for identifier, one in located.items():
        whole = located.get(one.part_of)
        if whole is None or not whole.coordinates or wrong & {identifier, whole.id}:
            continue
        if whole.precision or ids.get(whole.id, "") in known:
            words = f"those of '{shown(whole.id)}', which it is part of"
            within = max(FAR, one.precision) + whole.precision
            _is_told(one, Expected(words, whole.coordinates, within), places, problems)


def metres_between(one: Point, other: Point) -> float:
    """The way along the earth, taken for a ball (haversine), in metres."""
    (north, east), (other_north, other_east) = (tuple(map(radians, point)) for point in (one, other))
    share = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(min(1.0, share)))


def _is_told(one: Authority, expected: Expected, places: Mapping[str, Place], problems: list[Problem]) -> bool:
    assert one.coordinates
    away = metres_between(one.coordinates, expected.point)
    if away <= expected.within:
        return False
    what = f"the coordinates of '{shown(one.id)}' are {round(away / 1000):,} km from {expected.words}"
    mended = next((each for each in _mended(*one.coordinates) if _fits(each, expected)), None)
    hint = "see which of the two is wrong; where it is that uncertain, write a precision"
    if mended:
        hint = f"the other way round? latitude comes first, north and east are positive: {list(mended)}"
    problems.append(Problem(places[one.id], what, hint, severity="warning"))
    return True


def _fits(point: Point, expected: Expected) -> bool:
    return abs(point[0]) <= 90 and metres_between(point, expected.point) <= expected.within


def _mended(latitude: float, longitude: float) -> Iterable[Point]:
    """What may have been meant: signs changed, or the two swapped."""
    for north, east in ((latitude, longitude), (longitude, latitude)):
        for sign, other in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            yield round(sign * north, DEGREES) + 0.0, round(other * east, DEGREES) + 0.0
