"""Finds again, by the same words, the names that rules found once, and surnames that stand alone."""

from collections.abc import Iterator

from muniment.understand.known_names import Index, Known, matches, openings
from muniment.understand.name_candidates import Candidate
from muniment.understand.name_rules import RULES

AGAIN_ORDER = len(RULES)
BESIDE = frozenset("GBSCDAEeXxH-")  # a name goes on: these words are only a part of it
# Rules whose names are too loosely held to be looked for elsewhere.
ONCE_ONLY = frozenset({"named-again", "regions"})


def names_again(
    words: list[str], vocabulary: frozenset[str], signs: str, chosen: list[Candidate]
) -> Iterator[Candidate]:
    """Where the chosen names stand once more, and where a person's last name stands alone."""
    index = _index_of(words, chosen)
    for match in matches(words, openings(words, vocabulary, index), index):
        first, last, known = match.first, match.last, match.known
        is_part = signs[first - 1 : first] in BESIDE if first else False
        goes_on = last < len(signs) and signs[last] in BESIDE and known.kind != "organization"
        if not is_part and not goes_on:
            yield Candidate(first, last, known.kind, known.rule, AGAIN_ORDER, known.name, known.entity)


def _index_of(words: list[str], chosen: list[Candidate]) -> Index:
    index: Index = {}
    kinds: dict[str, Candidate] = {}
    for candidate in sorted(chosen, key=lambda one: (one.order, one.first)):
        key = " ".join(words[candidate.first : candidate.last])
        if candidate.rule not in ONCE_ONLY and key not in kinds:
            kinds[key] = candidate
            _add(index, key, Known(candidate.kind, candidate.name, candidate.entity, "named-again"))
    for surname, person in surnames(words, chosen).items():
        if surname not in kinds or kinds[surname].kind == "person":
            index[surname] = Known("person", person.name, person.entity, "surname")
    return index


def _add(index: Index, key: str, known: Known) -> None:
    words = key.split(" ")
    for length in range(1, len(words)):
        index.setdefault(" ".join(words[:length]), None)
    index[key] = known


def _written(words: list[str]) -> str:
    """The words of a name as they are written: George H. W. Bush, Jean-Paul Marat."""
    return " ".join(words).replace(" .", ".").replace(" - ", "-")


def surnames(words: list[str], chosen: list[Candidate]) -> dict[str, Candidate]:
    """The last word of every full name of a person, unless two of them share it. The candidate's
    name is the full one."""
    found: dict[str, Candidate | None] = {}
    for candidate in chosen:
        if candidate.kind != "person" or candidate.last - candidate.first < 2:
            continue
        name = candidate.name or _written(words[candidate.first : candidate.last])
        surname = words[candidate.last - 1]
        if len(surname) < 2 or not surname[0].isupper():
            continue
        full = Candidate(candidate.first, candidate.last, "person", candidate.rule, 0, name, candidate.entity)
        known = found.get(surname, full)
        found[surname] = full if known and known.name == name else None
    return {surname: person for surname, person in found.items() if person}
