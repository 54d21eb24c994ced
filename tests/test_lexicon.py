"""The compressed lists that generator/derive_lists makes: they are read, come out the same each time, and hold together."""

import ast
import gzip
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from muniment.first_files import FILES
from muniment.understand.lexicon import BEGINNING, WEAK, common_words, gazetteer, is_weak, people, places_called
from muniment.understand.tokens import key_of
from muniment.understand.vocabulary import read_table

LISTS = {"places": 3, "people": 8, "common": 1}  # and how many blocks each has
CHECKOUT = Path(__file__).parents[1]
DERIVING = CHECKOUT / "generator" / "derive_lists"
IMPORT_NAMES = {"english-words": "english_words"}
MAKERS = ("GeoNames", "CLDR", "Faker", "mimesis", "US Census", "Webster's Second", "wordfreq", "CC BY-SA 4.0")
WORDS = files("muniment.understand") / "words"


def blocks(name: str) -> list[list[str]]:
    text = gzip.decompress((WORDS / f"{name}.gz").read_bytes()).decode()
    return [block.split("\n") for block in text.split("\n\n")]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_knows_no_time_of_day_and_no_file_name(name):
    """RFC 1952: bytes 0 and 1 are the magic, 3 the flags, 4 to 7 the time."""
    data = (WORDS / f"{name}.gz").read_bytes()
    assert data[:2] == b"\x1f\x8b"
    assert data[3] == 0
    assert data[4:8] == bytes(4)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_its_blocks_and_no_empty_line_in_them(name):
    found = blocks(name)
    assert len(found) == LISTS[name]
    assert all(line and line == line.strip("\n\r") for block in found for line in block)


@pytest.mark.parametrize("name", ["people", "common"])
def test_names_and_words_stand_in_order_and_once(name):
    for block in blocks(name):
        assert block == sorted(set(block))


def test_the_greatest_place_stands_first_and_none_twice():
    rows, spellings, numbers = blocks("places")
    assert spellings == sorted(set(spellings))
    assert len(spellings) == len(numbers)
    assert len(rows) == len(set(rows))
    people_in = [int(row.split("\t")[4]) for row in rows]
    assert people_in == sorted(people_in, reverse=True)


def test_every_spelling_leads_to_rows_that_are_there():
    rows, spellings, numbers = blocks("places")
    for spelling, line in zip(spellings, numbers, strict=True):
        if line == BEGINNING:
            continue
        found = [int(number) for number in line.removeprefix(WEAK).split(" ")]
        assert found == sorted(set(found)), spelling
        assert 0 <= found[0] <= found[-1] < len(rows), spelling


def test_what_is_only_a_beginning_begins_something():
    known = gazetteer().of_spelling
    longer = {
        " ".join(words[:length]) for words in (one.split(" ") for one in known) for length in range(1, len(words))
    }
    assert [one for one, line in known.items() if line == BEGINNING and one not in longer] == []
    assert longer <= known.keys()


def test_every_row_is_a_place_on_earth_with_its_number():
    for row in gazetteer().rows:
        name, latitude, longitude, whole, population, geonames = row.split("\t")
        assert name
        assert (latitude == "") == (longitude == "")
        assert not latitude or (abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180)
        assert all(whole.split("|")) or not whole
        assert int(population) >= 0
        assert int(geonames) > 0


def test_the_lists_answer():
    (izium,) = places_called("Ізюм")
    assert (izium.name, izium.coordinates, izium.part_of) == ("Izyum", (49.207, 37.277), ("Kharkiv Oblast", "Ukraine"))
    assert is_weak("Reading")
    assert not is_weak("Izium")
    assert places_called("Deir") == ()
    assert "Oleh" in people().given
    assert "Шевченко" in people().family
    assert "Oleh" in people().male
    assert {"Olena", "Олена"} <= people().female
    assert people().male.isdisjoint(people().female)
    assert people().male | people().female <= people().given | people().common_given
    assert people().male | people().female != people().given | people().common_given  # Andrea, Jean
    assert "reading" in common_words()


def test_the_other_names_of_countries_and_regions_are_of_some_that_the_list_has():
    rows = read_table("wholes")
    for names, others, short in rows:
        assert len(names) <= 1
        assert others or short
        for name in names:
            first = places_called(key_of(name))[0]
            assert first.coordinates is None, name
    every = [one for _, others, short in rows for one in (*others, *short)]
    assert len(every) == len(set(every))


def test_the_environment_that_makes_the_lists_has_exactly_what_the_script_imports():
    groups = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    versions = dict(one.split("==") for one in groups["derive"])
    imported = {
        name.split(".")[0]
        for path in DERIVING.glob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        for name in (
            [one.name for one in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom)
            else []
        )
    }  # fmt: skip
    outside = imported - sys.stdlib_module_names - {"muniment", *(path.stem for path in DERIVING.glob("*.py"))}
    assert {IMPORT_NAMES.get(name, name.lower()) for name in versions} == outside


@pytest.mark.parametrize("path", ["README.md", "content/pages/about.md", "content/pages/about.md of a new archive"])
def test_the_makers_of_the_lists_are_credited(path):
    name, _, is_new = path.partition(" of ")
    text = FILES[name] if is_new else (CHECKOUT / name).read_text("utf-8")
    assert [maker for maker in MAKERS if maker not in text] == []
    assert "https://www.geonames.org/" in text
