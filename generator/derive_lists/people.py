"""Given names, by sex where the lists agree, and family names."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import faker.providers.person
import mimesis
import names
from common import dictionary
from spellings import OFTEN, plain
from wordfreq import zipf_frequency

LISTS_OF_ONE_SEX = 10  # that have a name, from which on one of the other sex is a slip
CENSUS = "census"  # of 1990; three lists of mimesis are copies of it
OF_CENSUS = ("en", "en-au", "en-gb")
# Ukrainian by the resolution of the Cabinet of Ministers no. 55 of 2010, Russian as news agencies write it.
UKRAINIAN_LATIN = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch  iu ia  ".split(" ")
UKRAINIAN = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’", UKRAINIAN_LATIN, strict=True))
UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
RUSSIAN_LATIN = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" ")
RUSSIAN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", RUSSIAN_LATIN, strict=True))


class Sexes(NamedTuple):
    """The lists of men's and of women's names that have a name."""

    male: set[str]
    female: set[str]


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
