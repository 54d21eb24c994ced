"""Where a place lies: as editors say, else as a report states, else, suggested, as a gazetteer has it."""

from collections.abc import Iterable
from math import cos, hypot, radians

from muniment.model import Authority, Entity, Located, Record, Sighting, Status

Coordinates = tuple[float, float]

NEAR = 3.0  # degrees of latitude, some 330 kilometres


class Position(Record, frozen=True):
    """An entity's coordinates, who gives them, and what a gazetteer has of it where nobody else gives any."""

    coordinates: Coordinates | None
    status: Status
    place: Located | None


def position_of(authority: Authority | None, sightings: Iterable[Sighting], place: Located | None) -> Position:
    """Where an entity lies; `place` is what a gazetteer has for all mentions of it. Where editors or a report give
    coordinates it is not asked, since it may mean another place."""
    if authority and authority.coordinates:
        return Position(authority.coordinates, "reviewed", None)
    if stated := next((one.coordinates for one in sightings if one.coordinates), None):
        return Position(stated, "stated", None)  # as the newest report has it that says so
    coordinates = place.coordinates if place else None
    return Position(coordinates, "suggested" if coordinates else "stated", place)


def agreed(places: Iterable[Located | None]) -> Located | None:
    """The one place that all mean who mean any; None where they mean several, or nobody knows."""
    known = {place for place in places if place}
    return known.pop() if len(known) == 1 else None


def are_near(one: Entity, other: Entity) -> bool:
    """Whether two places lie close enough to each other to stand on one small map."""
    if not one.coordinates or not other.coordinates:
        return False
    (north, east), (other_north, other_east) = one.coordinates, other.coordinates
    eastward = (other_east - east + 180) % 360 - 180
    return hypot(other_north - north, eastward * cos(radians((north + other_north) / 2))) <= NEAR
