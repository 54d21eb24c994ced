"""Where places lie: what the cases in cases/places.md cannot say."""

import shutil
from math import acos, cos, radians, sin

import pytest

from muniment.model import Document, Evidence, Mention, Value, changed
from muniment.understand.findings import find_all
from muniment.understand.place_meanings import located_at, meanings_of, places_named, wholes_called
from reading import read_archive

EARTH = 6371.0  # kilometres
CLOSE = 60.0  # kilometres; a city is wide, and reports give the place in it


def document(text: str, *places: str) -> Document:
    stated = tuple(Value(place) for place in places)
    return Document(
        id="one", form="plain", text=text, text_sha256="", derivation="", evidence=Evidence("", "", 0, ""),
        language=Value("en"), places=stated,
    )  # fmt: skip


def places_in(text: str, *stated: str) -> list[Mention]:
    return [one for one in find_all(document(text, *stated), ()).mentions if one.kind == "place"]


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres on a sphere between two points in degrees."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    return EARTH * acos(min(1.0, sin(a) * sin(c) + cos(a) * cos(c) * cos(b - d)))


def test_a_place_says_who_has_it_there():
    (izium,) = places_in("They came to Izium.")
    assert izium.place == located_at(places_named("Izium")[0])
    assert izium.place.source == "geonames:707292"
    assert izium.status == "suggested"


def test_people_and_organisations_lie_nowhere():
    found = find_all(document("Mayor Valerii Marchenko told CNN in Izium."), ()).mentions
    assert {one.kind: bool(one.place) for one in found} == {"person": False, "organization": False, "place": True}


def test_what_a_report_states_in_its_own_fields_says_which_is_meant():
    text = "Police in Portland arrested two people."
    assert [one.place for one in places_in(text)] == [None]
    (portland,) = places_in(text, "Portland, Oregon")
    assert portland.place.part_of == ("Oregon", "United States")


def test_a_name_with_what_it_lies_in_is_looked_up_in_it():
    assert meanings_of("Reading, England").usual.geonames == 2639577
    assert meanings_of("Reading, Ukraine") is None
    assert meanings_of("Reading").usual is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("UK", "United Kingdom"),
        ("U.S.", "United States"),
        ("Czech Republic", "Czechia"),
        ("Kharkiv region", "Kharkiv Oblast"),
    ],
)
def test_countries_and_regions_are_known_as_reports_write_them(written, name):
    assert wholes_called(written) == {name}


def test_what_the_list_has_for_something_else_is_no_place():
    assert places_named("Asia") == ()
    assert [one.place.source for one in places_in("It rained in Palestine.")] == ["geonames:6254930"]


def test_other_reports_read_before_do_not_matter():
    text = "Power failed in Odesa on Friday."
    before = places_in(text)
    places_in("Odesa is in Ukraine, and Odessa, Texas, is not.")
    assert places_in(text) == before == [changed(before[0], place=None)]


def test_a_long_list_of_places_takes_time_in_proportion_to_its_length():
    names = [f"Springfield{'' if number % 2 else ', Illinois'}" for number in range(2000)]
    found = places_in("They were in " + "; in ".join(names) + ".")
    assert len(found) > 2000
    assert {one.place.part_of for one in found if one.surface == "Springfield"} == {("Illinois", "United States")}


@pytest.mark.parametrize("are_stated, least", [(True, 150), (False, 100)])
def test_of_real_incidents_nearly_all_places_that_are_told_are_where_they_were(corpora, tmp_path, are_stated, least):
    """Of cities that 1,296 incident reports name in their text, and of which their makers give the coordinates."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/settings.yaml").write_text("fields: {places: place, latitude: lat, longitude: lon}\n")
    shutil.copytree(corpora / "incidents", tmp_path / "seeds")
    documents, _ = read_archive(tmp_path)
    told = []
    for one in documents:
        if one.coordinates and one.places:
            city = one.places[0].value.partition(", ")[0]
            mentions = find_all(one if are_stated else changed(one, places=()), ()).mentions
            told += [
                apart(found.place.coordinates, one.coordinates)
                for found in mentions
                if found.name.partition(", ")[0] == city and found.place and found.place.coordinates
            ]
    assert len(told) > least
    assert sum(distance < CLOSE for distance in told) / len(told) > 0.98
