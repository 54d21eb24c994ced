"""Finds the gazetteer's places in Ukrainian and Russian, where a name changes with its case: в Ізюмі, із Києва."""

from collections.abc import Iterator, Mapping
from functools import cache

from muniment.understand.known_names import Known, Match
from muniment.understand.lexicon import gazetteer, people, places_called
from muniment.understand.vocabulary import read_groups

LANGUAGES = ("uk", "ru")
JOINTS = frozenset(("та", "і", "й", "и", ","))
LARGE = 20  # thousands of people
SHORTEST = 3  # letters of a place's name
SHORTEST_COUNTRY = 5  # letters
COUNTRY = 1_000_000  # thousands of people, as the gazetteer has it of every country
LONGEST_ENDING = 3  # letters of an adjective's case
Endings = tuple[tuple[str, tuple[str, ...]], ...]


@cache
def _words(language: str, group: str) -> tuple[str, ...]:
    return read_groups("cases")[f"{language} {group}"]


@cache
def _endings(language: str, group: str) -> Endings:
    """Endings in the text, the longest first, and those of the first case."""
    pairs = (item.partition("/") for item in _words(language, group))
    found: dict[str, tuple[str, ...]] = {}
    for ending, _, first in pairs:
        ending = ending.strip("-")
        found[ending] = (*found.get(ending, ()), *(one.strip("-") for one in first.split("|")))
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _prepositions(language: str) -> frozenset[str]:
    return frozenset(_words(language, "prepositions"))


@cache
def _regions(language: str) -> Mapping[str, tuple[str, str]]:
    """What regions are called, by every case: the first case, and the ending of an adjective before it."""
    groups = ((name.split(), words) for name, words in read_groups("cases").items() if f"{language} region " in name)
    return {word: (name[2], name[3]) for name, words in groups for word in words}


def leads_to_place(word: str, language: str) -> bool:
    """Whether a place follows such a word: Під Бахмутом."""
    return language in LANGUAGES and word.lower() in _prepositions(language)


def inflected_places(words: list[str], language: str, taken: frozenset[int]) -> Iterator[Match]:
    """Places at the words that are not taken: by their first case anywhere but where people are called so, by another
    only after a word that leads to a place, or to another place; regions by what they are called. The name is the first
    case."""
    known_people, found = people(), set(taken)
    for index, word in enumerate(words):
        if index in found or not word[0].isupper() or word.isascii() or len(word) < SHORTEST:
            continue
        is_joined = index > 1 and words[index - 1] in JOINTS and index - 2 in found
        is_led = is_joined or (index > 0 and leads_to_place(words[index - 1], language))
        is_person = word in known_people.given or word in known_people.family
        follows = index > 0 and words[index - 1] in known_people.given  # Ігор Бабушкін
        name, last = _region(words, index, language), index + 2
        if not name and not follows:
            name, last = _of_words(words, index, language, is_led)
        if not name and not follows and (is_led or not is_person):
            name, last = _first_case(word, language) if is_led else _alone(word, language), index + 1
        if name:
            found.update(range(index, last))
            yield Match(index, last, Known("place", name, "", "gazetteer"))


def _region(words: list[str], index: int, language: str) -> str:
    """Харківська область of "Харківській області"."""
    region = _regions(language).get(words[index + 1]) if index + 1 < len(words) else None
    for stem in _words(language, "stems") if region else ():
        before, found, ending = words[index].rpartition(stem)
        if region and before and found and len(ending) <= LONGEST_ENDING:
            return f"{before}{stem}{region[1]} {region[0]}"
    return ""


def _of_words(words: list[str], index: int, language: str, is_led: bool) -> tuple[str, int]:
    """The name of a place of two words, or of two with a hyphen, and where it ends: Нова Каховка."""
    last = index + 3 if words[index + 1 : index + 2] == ["-"] else index + 2
    if last > len(words) or not words[last - 1][0].isupper():
        return "", 0
    between = " - " if last == index + 3 else " "
    firsts = [words[index], *(_cases(words[index], language, "adjectives") if is_led and between == " " else ())]
    for first in firsts:
        if gazetteer().of_spelling.get(f"{first}{between}".rstrip(" ")) is not None:
            seconds = [words[last - 1], *(_cases(words[last - 1], language, "endings") if is_led else ())]
            for second in seconds:
                if _is_place(f"{first}{between}{second}"):
                    return f"{first}{between.replace(' - ', '-')}{second}", last
    return "", 0


def _first_case(word: str, language: str) -> str:
    """The first case of a place's name, or nothing where the gazetteer knows none."""
    if _is_place(word):
        return word
    cases = (one for one in _cases(word, language, "endings") if len(one) >= SHORTEST and _is_place(one))
    return next(cases, "")


def _cases(word: str, language: str, group: str) -> Iterator[str]:
    """What the first case of a word may be, by its endings."""
    for ending, firsts in _endings(language, group):
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            yield from (stem + first for first in firsts)


def _alone(word: str, language: str) -> str:
    """The place that a word means wherever it stands: a large one in its first case, a country in any."""
    if len(word) <= SHORTEST or word.lower() in _words(language, "words"):
        return ""  # a village in China is called Усі, which means all
    if _is_large(word):
        return word
    name = _first_case(word, language) if len(word) >= SHORTEST_COUNTRY else ""
    return name if name and places_called(name)[0].population >= COUNTRY else ""


def _is_large(name: str) -> bool:
    """Whether the word alone means a place: names of many villages are common words."""
    return _is_place(name) and places_called(name)[0].population >= LARGE


def _is_place(name: str) -> bool:
    return gazetteer().of_spelling.get(name, "-") != "-"
