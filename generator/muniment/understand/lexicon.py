"""The lists of places, people's names and common words under words/*.gz, which generator/derive_lists makes.

Each is UTF-8 text, blocks parted by an empty line, one item a line:

    places.gz   rows: name, latitude, longitude, what it is part of ("|" between), thousands of people, GeoNames' id;
                spellings, as the words of a text stand ("Deir ez - Zor"), and their beginnings;
                for each of these the numbers of its rows, the greatest place first, "~" before those of a spelling
                that is a common word as well; "-" for what is only a beginning
    people.gz   given names of men, of women, of both or of nobody knows whom; those that are common words as well, by
                sex likewise; family names; those that are common words
    common.gz   common English words

A list is read when it is first asked for.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from gzip import decompress
from importlib.resources import files

from muniment.model import Record

WEAK = "~"
BEGINNING = "-"
LARGE = 300  # thousands of people
DOMINANT = 10  # times as many people as in the next place of that name: then it is the one that is meant


class Gazetteer(Record, frozen=True):
    """Rows of places, and the numbers of a spelling's rows as the file has them."""

    rows: tuple[str, ...]
    of_spelling: Mapping[str, str]


class Place(Record, frozen=True):
    """A place in the gazetteer: degrees (WGS 84), None for what has no one point; the region and country it is part
    of; thousands of people; its number at GeoNames."""

    name: str
    coordinates: tuple[float, float] | None
    part_of: tuple[str, ...]
    population: int
    geonames: int


class People(Record, frozen=True):
    """Given and family names; `male` and `female` are those of one sex, as the sources agree."""

    given: frozenset[str]
    common_given: frozenset[str]
    family: frozenset[str]
    common_family: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """The list of places."""
    rows, spellings, numbers = _blocks("places")
    return Gazetteer(tuple(rows), dict(zip(spellings, numbers, strict=True)))


@cache
def people() -> People:
    """The lists of names."""
    blocks = [frozenset(block) for block in _blocks("people")]
    male, female, other, common_male, common_female, common_other, family, common_family = blocks
    return People(
        male | female | other,
        common_male | common_female | common_other,
        family,
        common_family,
        male | common_male,
        female | common_female,
    )


@cache
def common_words() -> frozenset[str]:
    """The list of common words, written small."""
    (words,) = _blocks("common")
    return frozenset(words)


def places_called(spelling: str) -> tuple[Place, ...]:
    """The places that are written so, the greatest first."""
    numbers = gazetteer().of_spelling.get(spelling, "").strip(WEAK + BEGINNING)
    return tuple(_place(int(number)) for number in numbers.split())


def is_weak(spelling: str) -> bool:
    """Whether a place's spelling is a common word as well."""
    return gazetteer().of_spelling.get(spelling, "").startswith(WEAK)


@lru_cache(maxsize=4)
def points_of(ids: frozenset[str]) -> Mapping[str, tuple[str, tuple[float, float]]]:
    """The name and the coordinates (degrees, WGS 84) of the places with these numbers at GeoNames, where they have one
    point. The rows alone are read, and not kept: editors list few of so many."""
    rows = decompress((files("muniment.understand") / "words" / "places.gz").read_bytes()).partition(b"\n\n")[0]
    wanted, found = {one.encode() for one in ids}, dict[str, tuple[str, tuple[float, float]]]()
    for row in rows.split(b"\n"):
        if row[row.rfind(b"\t") + 1 :] in wanted:
            name, latitude, longitude, *_, geonames = row.decode().split("\t")
            if latitude:
                found[geonames] = name, (float(latitude), float(longitude))
    return found


@cache
def _place(number: int) -> Place:
    name, latitude, longitude, whole, population, geonames = gazetteer().rows[number].split("\t")
    coordinates = (float(latitude), float(longitude)) if latitude else None
    return Place(name, coordinates, tuple(whole.split("|")) if whole else (), int(population), int(geonames))


def _blocks(name: str) -> list[list[str]]:
    text = decompress((files("muniment.understand") / "words" / f"{name}.gz").read_bytes()).decode()
    return [block.split("\n") for block in text.split("\n\n")]
