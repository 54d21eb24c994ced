"""Finds people, organisations and places: by the editors' names, then by rules.

What is found by its company once ("in Izium") is found again wherever the same words stand, and a
surname alone is the person whose full name the report gives.
"""

from collections.abc import Iterable, Iterator

from muniment.model import Findings, Mention
from muniment.understand.known_names import Match, matches
from muniment.understand.name_again import names_again
from muniment.understand.name_candidates import Candidate, without_overlaps
from muniment.understand.name_checks import Proposal, is_plausible
from muniment.understand.name_rules import FIRST_ORDER, KNOWN_ORDER, RULES
from muniment.understand.name_signs import signs_of_names
from muniment.understand.name_spellings import spell
from muniment.understand.reading import Reading, phrase, surface
from muniment.understand.tokens import folded

USING = frozenset("use uses using Use Using install installed installing".split())
AS_A_PLACE = frozenset(("as", "to"))  # using Izium as a base, to store shells
ONLY_BEFORE_PLACES = frozenset("near Near from From outside around across towards into".split())


def find_names(reading: Reading, found: Findings) -> tuple[Mention, ...]:
    """Every mention in text order, none overlapping another.

    `entity` is an editors' id where the words are exactly one of the editors' names; `name` is the
    fullest spelling that this report gives.
    """
    words = folded(reading.words)
    known = matches(words, *reading.names)
    signs = signs_of_names(words, known)
    candidates = [_from_known(match) for match in known if not _is_part(reading, signs, match)]
    if reading.language in ("en", ""):
        candidates.extend(_by_rules(reading, signs))
    chosen = without_overlaps(candidates)
    chosen = without_overlaps([*chosen, *names_again(words, signs, chosen)])
    return tuple(_mentions(reading, words, signs, chosen))


def _from_known(match: Match) -> Candidate:
    known = match.known
    return Candidate(match.first, match.last, known.kind, known.rule, KNOWN_ORDER, known.name, known.entity)


def _is_part(reading: Reading, signs: str, match: Match) -> bool:
    """Whether a country's or a city's name is only a part of something else: Little Tokyo, US$5,
    Asunción Ixtaltepec."""
    if match.known.rule not in ("known-place", "known-city"):
        return False
    follows = match.first > 0 and signs[match.first - 1] in "CG"
    goes_on = match.known.rule == "known-city" and signs[match.last : match.last + 1] in ("C", "G")
    end = reading.ends[match.last - 1]
    return follows or goes_on or reading.prose[end : end + 1] == "$"


def _by_rules(reading: Reading, signs: str) -> Iterator[Candidate]:
    vocabulary, used = frozenset(reading.words), _used(reading.words)
    for order, rule in enumerate(RULES):
        if rule.needs and not any(sign in signs for sign in rule.needs):
            continue
        for match in rule.pattern.finditer(signs):
            for group in rule.pattern.groupindex:
                first, last = match.span(group)
                if first >= 0 and is_plausible(Proposal(reading, vocabulary, used, signs, first, last, rule)):
                    name = _with_kind(reading, first, last, match.end()) if rule.name == "regions" else ""
                    yield Candidate(first, last, rule.kind, rule.name, FIRST_ORDER if name else order, name)


def _used(words: list[str]) -> frozenset[str]:
    """What somebody uses in the text as one uses a tool, and what is nowhere said to lie anywhere."""
    threes = list(zip(words, words[1:], [*words[2:], ""], strict=False))
    used = {thing for verb, thing, following in threes if verb in USING and following not in AS_A_PLACE}
    return frozenset(used.difference(thing for before, thing, _ in threes if before in ONLY_BEFORE_PLACES))


def _with_kind(reading: Reading, first: int, last: int, end: int) -> str:
    """ "Kharkiv" of "the Kharkiv and Donetsk regions" is the Kharkiv region."""
    kind = reading.words[end - 1]
    return f"{phrase(reading, first, last)} {kind[:-3] + 'y' if kind.endswith('ies') else kind.removesuffix('s')}"


def _mentions(reading: Reading, words: list[str], signs: str, chosen: Iterable[Candidate]) -> Iterator[Mention]:
    for candidate in spell(reading, words, signs, list(chosen)):
        start, end, text = surface(reading, candidate.first, candidate.last)
        yield Mention(candidate.kind, start, end, text, candidate.name, candidate.entity, rule=candidate.rule)
