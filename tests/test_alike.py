"""Names that are perhaps of one: proposed where they are written alike, and joined by nobody but an editor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linking import directory_of, every_page
from muniment.ids import suggested_id
from muniment.link.alike import MOST, keys_of, with_alike
from muniment.model import Authority, Entity, EntityPage, Located, Row, Sighting, Value, changed
from muniment.settings import Settings

KYIV = Located((50.455, 30.524), ("Kyiv City", "Ukraine"), "geonames:703448")


def keys(name: str) -> set[str]:
    return set(keys_of([name]))


def row(identifier: str, *names: str, kind: str = "person", place: Located | None = None) -> Row:
    sightings = tuple(Sighting(kind, name, sentence=0, start=0, end=3, place=place) for name in names)  # type: ignore[arg-type]
    return Row(id=identifier, digest=identifier, path=identifier, title=Value(identifier), entities=sightings)


def alike(*rows: Row, listed: tuple[Authority, ...] = ()) -> dict[str, list[str]]:
    """By name the names of those that are perhaps the same."""
    entities = directory_of(rows, listed).archive.entities
    names = {one.id: one.name for one in entities}
    return {one.name: [names[other] for other in one.alike] for one in entities}


@pytest.mark.parametrize(
    "names",
    [
        "Zelensky Zelenskyy Zelenskiy Zelenskij Зеленський Зеленский",
        "Izium Izyum Ізюм Изюм",
        "Kharkiv Harkiv Харків",
        "Kupiansk Kupyansk Куп’янськ Купʼянськ Куп'янськ Купянск",
        "Donetsk Донецьк Донецк Donets’k",
        "Balakliia Balakliya Балаклія",
        "Klymenko Klimenko Клименко",
        "Mariia Mariya Maria Марія Мария",
        "Embaló Embalo",
        "U.S. US",
        "Jae-myung Jae-Myung",
        "Assad Asad",
    ],
)
def test_ways_of_writing_one_name_have_one_key(names):
    first, *others = names.split(" ")
    assert [other for other in others if not keys(first) & keys(other)] == []


def test_a_letter_that_sounds_different_in_two_languages_has_the_key_of_each():
    assert keys("Олег Котенко") == keys("Oleh Kotenko") | keys("Oleg Kotenko")
    assert keys("Ігор") == keys("Ihor")  # і is Ukrainian alone
    assert keys("Рыжиков Игорь") == keys("Ryzhikov Igor")  # and ы Russian
    assert len(keys("Іггы")) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oleksandr Shevchenko", "Oleksandra Shevchenko"),
        ("Shevchenko", "Oleksandr Shevchenko"),
        ("Shevchenko Oleksandr", "Oleksandr Shevchenko"),
        ("Kharkiv", "Kharkiv region"),
        ("John Hill", "John Gill"),
        ("Lee", "Le"),
        ("Anna", "Hanna"),
        ("中國", "忠國"),  # they only sound alike
    ],
)
def test_other_names_have_other_keys(one, other):
    assert keys(one)
    assert not keys(one) & keys(other)


def test_a_name_without_letters_is_like_no_other():
    assert keys("???") == keys("’") == keys("") == set()


@given(st.text(max_size=40))
def test_any_name_has_the_same_keys_each_time(name):
    assert keys(name) == keys(name)
    assert all(key and key == key.strip() for key in keys(name))


def test_alike_is_proposed_and_joins_nothing():
    found = alike(
        row("a", "Volodymyr Zelensky", "Zelensky"), row("b", "Volodymyr Zelenskyy"), row("c", "Володимир Зеленський")
    )
    assert sorted(found["Volodymyr Zelensky"]) == ["Volodymyr Zelenskyy", "Володимир Зеленський"]
    assert found["Zelensky"] == []
    assert len(found) == 4


def test_of_two_kinds_nothing_is_proposed():
    assert set(map(tuple, alike(row("a", "Georgia"), row("b", "Georgia", kind="place")).values())) == {()}


def test_places_are_alike_that_a_gazetteer_has_for_one():
    found = alike(row("a", "Kyiv", kind="place", place=KYIV), row("b", "Kiev", kind="place", place=KYIV))
    assert found == {"Kyiv": ["Kiev"], "Kiev": ["Kyiv"]}


def test_any_name_that_editors_list_is_compared_and_their_place_too():
    listed = Authority(id="kyiv", kind="place", name="Київ", names=("Kyiv",), coordinates=(50.0, 30.0))
    rows = (
        row("a", "Kyiv", kind="place", place=KYIV),
        row("b", "Kyyiv", kind="place"),
        row("c", "Kiev", kind="place", place=KYIV),
    )
    assert alike(*rows, listed=(listed,)) == {"Київ": ["Kiev", "Kyyiv"], "Kyyiv": ["Київ"], "Kiev": ["Київ"]}


def test_what_editors_have_decided_is_not_proposed():
    rows = row("a", "Petr Ivanov"), row("b", "Pyotr Ivanov", "Petr Ivanow"), row("c", "Petr Ivanoff", "Pettr Ivanov")
    one = Authority(id="one", kind="person", name="Petr Ivanov")
    two = Authority(id="two", kind="person", name="Pettr Ivanov")
    assert alike(*rows)["Petr Ivanov"] == ["Pettr Ivanov"]
    assert not any(alike(*rows, listed=(one, two)).values())
    both = Authority(id="one", kind="person", name="Petr Ivanov", names=("Pettr Ivanov",))
    assert not any(alike(*rows, listed=(both,)).values())


def test_who_is_not_somebody_is_not_proposed_to_be_and_the_other_way_round():
    rows = row("a", "Petr Ivanov", "Petr Ivanow"), row("b", "Pettr Ivanov"), row("c", "Petrr Ivanov")
    told = Authority(id="one", kind="person", name="Petr Ivanov", lookalikes=("Pettr Ivanov", "Nobody"))
    found = alike(*rows, listed=(told,))
    assert found["Petr Ivanov"] == ["Petrr Ivanov"]
    assert found["Pettr Ivanov"] == ["Petrr Ivanov"]
    by_id = changed(told, lookalikes=(suggested_id("person", "Pettr Ivanov"),))
    assert alike(*rows, listed=(by_id,)) == found


def test_a_lookalike_is_known_by_id_or_by_a_name_of_its_own_kind():
    listed = (
        Authority(id="izium", kind="place", name="Izium", lookalikes=("raion", "Ізюм", "Izium Bridge", "nobody")),
        Authority(id="raion", kind="place", name="Izium Raion", lookalikes=("izium",)),
        Authority(id="person", kind="person", name="Ізюм"),
        Authority(id="song", kind="", name="Izium Bridge", is_source=True, lookalikes=("izium",)),
    )
    archive = directory_of([row("a", "Ізюм", kind="place")], listed).archive
    found = {one.id: one.lookalikes for one in (*archive.entities, *archive.sources)}
    suggested = suggested_id("place", "Ізюм")
    assert found == {
        "izium": ("raion", suggested, "Izium Bridge", "nobody", "song"),
        "raion": ("izium",),
        suggested: ("izium",),
        "person": (),
        "song": ("izium",),
    }


def test_as_many_are_told_though_the_most_named_are_lookalikes():
    entities = [
        Entity(
            id=f"e{number}", kind="person", name="X", names=(), status="suggested", has_page=True, address="", sort_key="",
            count=number, keys=("x",), lookalikes=tuple(f"e{n}" for n in range(80, 100)) if number == 1 else (),
        )
        for number in range(100)
    ]  # fmt: skip
    made = {one.id: one.alike for one in with_alike(entities, ())}
    assert made["e1"] == tuple(f"e{number}" for number in range(79, 79 - MOST, -1))


def test_of_very_many_that_are_alike_a_few_are_told_the_most_named_first():
    entities = [
        Entity(
            id=f"e{number}", kind="person", name="X", names=(), status="suggested", has_page=True, address="", sort_key="",
            count=number, keys=("x",),
        )
        for number in range(5000)
    ]  # fmt: skip
    made = list(with_alike(entities, ()))
    assert made[0].alike == tuple(f"e{number}" for number in range(4999, 4999 - MOST, -1))
    assert made[4999].alike == tuple(f"e{number}" for number in range(4998, 4998 - MOST, -1))


def test_the_page_leads_to_those_that_are_perhaps_the_same():
    rows = row("a", "Izium", kind="place"), row("b", "Izium", kind="place"), row("c", "Izyum", kind="place")
    directory = directory_of(rows)
    pages = {page.address: page.value for page in every_page(directory, Settings())}
    (page,) = (one for one in pages.values() if isinstance(one, EntityPage))
    assert [(name.name, name.address, name.count) for name in page.alike] == [("Izyum", "reports/c.html", 1)]
