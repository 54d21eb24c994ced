"""Finds the gazetteer's places in Ukrainian and Russian, where a name changes with its case: в Ізюмі, із Києва."""

from collections.abc import Iterator
from functools import cache

from muniment.understand.known_names import Known, Match
from muniment.understand.lexicon import gazetteer, people, places_called
from muniment.understand.vocabulary import read_groups

LANGUAGES = ("uk", "ru")
JOINTS = frozenset(("та", "і", "й", "и", ","))
LARGE = 20  # thousands of people
SHORTEST = 3  # letters of a place's name
Endings = tuple[tuple[str, tuple[str, ...]], ...]


@cache
def _endings(language: str) -> Endings:
    """Endings in the text, the longest first, and those of the first case."""
    pairs = (item.partition("/") for item in read_groups("cases")[f"{language} endings"])
    found = [(ending, tuple(one.strip("-") for one in first.split("|"))) for ending, _, first in pairs]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _prepositions(language: str) -> frozenset[str]:
    return frozenset(read_groups("cases")[f"{language} prepositions"])


def inflected_places(words: list[str], language: str, taken: frozenset[int]) -> Iterator[Match]:
    """Places at the words that are not taken: by their first case anywhere but where people are called so, by another
    only after a word that leads to a place, or to another place. The name is the first case."""
    prepositions, known_people = _prepositions(language), people()
    found = set(taken)
    for index, word in enumerate(words):
        if index in taken or not word[0].isupper() or word.isascii() or len(word) < SHORTEST:
            continue
        is_joined = index > 1 and words[index - 1] in JOINTS and index - 2 in found
        is_led = is_joined or (index > 0 and words[index - 1].lower() in prepositions)
        is_person = word in known_people.given or word in known_people.family
        follows = index > 0 and words[index - 1] in known_people.given  # Ігор Бабушкін
        if follows or (is_person and not is_led):
            continue
        name = _first_case(word, language) if is_led else word if _is_large(word) else ""
        if name:
            found.add(index)
            yield Match(index, index + 1, Known("place", name, "", "gazetteer"))


def _first_case(word: str, language: str) -> str:
    """The first case of a place's name, or nothing where the gazetteer knows none."""
    if _is_place(word):
        return word
    for ending, firsts in _endings(language):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            for first in firsts:
                if len(stem) + len(first) >= SHORTEST and _is_place(stem + first):
                    return stem + first
    return ""


def _is_large(name: str) -> bool:
    """Whether the word alone means a place: names of many villages are common words."""
    return _is_place(name) and places_called(name)[0].population >= LARGE


def _is_place(name: str) -> bool:
    return gazetteer().of_spelling.get(name, "-") != "-"
