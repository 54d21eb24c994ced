"""Coordinates that editors list, against where GeoNames has the place, and what it is part of."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.model import Authority
from muniment.problems import Place, Problem
from muniment.read.whereabouts import Point, check_positions, metres_between
from muniment.understand.lexicon import points_of

KYIV, IZIUM = (50.455, 30.524), (49.207, 37.277)
AT = Place("content/entities/places.yaml", 1, 1)
DEGREES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def place(identifier: str, coordinates: Point | None, geonames: str = "", **fields: object) -> Authority:
    external = (("geonames", geonames),) if geonames else ()
    return Authority(id=identifier, kind="place", name=identifier, coordinates=coordinates, external=external, **fields)


def told_of(*authorities: Authority) -> list[Problem]:
    problems: list[Problem] = []
    check_positions(authorities, {one.id: AT for one in authorities}, points_of, problems)
    return problems


def test_the_gazetteer_tells_the_points_of_numbers_and_none_of_regions():
    assert points_of(frozenset(("703448", "690791", "1", "nothing"))) == {"703448": ("Kyiv", KYIV)}


@pytest.mark.parametrize(
    "written", [(30.524, 50.455), (50.455, -30.524), (-50.455, 30.524), (-50.455, -30.524), (30.524, -50.455)]
)
def test_what_is_the_other_way_round_is_offered_mended(written):
    (problem,) = told_of(place("kyiv", written, "703448"))
    assert problem.severity == "warning"
    assert problem.hint.startswith("the other way round? ")
    assert problem.hint.endswith("[50.455, 30.524]")


def test_another_place_is_told_and_nothing_is_offered():
    (problem,) = told_of(place("kyiv", IZIUM, "703448"))
    assert problem.what == "the coordinates of 'kyiv' are 504 km from where GeoNames has Kyiv (703448)"
    assert "other way round" not in problem.hint


@pytest.mark.parametrize(
    "authorities",
    [
        [place("kyiv", (50.9, 30.9), "703448")],
        [place("kyiv", IZIUM, "703448", precision=600_000)],
        [place("kyiv", IZIUM, "999999999")],
        [place("kyiv", IZIUM)],
        [place("kyiv", None, "703448")],
        [place("region", KYIV), place("town", IZIUM, part_of="region")],
        [place("region", KYIV, precision=500_000), place("town", IZIUM, part_of="region")],
        [place("region", None, precision=1000), place("town", IZIUM, part_of="region")],
    ],
    ids=["near", "vague", "unknown", "no id", "no point", "a whole of any size", "a large whole", "a whole of nowhere"],
)
def test_what_is_near_or_not_known_is_not_judged(authorities):
    assert told_of(*authorities) == []


def test_a_whole_that_is_wrong_itself_is_told_once():
    city, quarter = place("city", (30.524, 50.455), "703448", precision=1000), place("quarter", KYIV, part_of="city")
    assert [one.what.split("'")[1] for one in told_of(city, quarter)] == ["city"]
    assert [
        one.what.split("'")[1] for one in told_of(place("city", KYIV, "703448"), place("q", IZIUM, part_of="city"))
    ] == ["q"]


def test_the_gazetteer_is_asked_once_and_only_where_it_can_answer():
    asked: list[frozenset[str]] = []

    def points(ids: frozenset[str]) -> Mapping[str, tuple[str, Point]]:
        asked.append(ids)
        return {}

    check_positions([place("a", KYIV), place("b", None, "703448")], {}, points, [])
    assert asked == []
    check_positions([place("a", KYIV, "1"), place("b", KYIV, "2")], {}, points, [])
    assert asked == [frozenset("12")]


@given(DEGREES, DEGREES)
def test_a_way_is_as_long_there_as_back_and_never_longer_than_half_the_earth(one, other):
    assert metres_between(one, other) == pytest.approx(metres_between(other, one))
    assert 0 <= metres_between(one, other) <= 20_015_200
