"""Finds people, organisations and places: by the editors' names, then by rules.

What is found by its company once ("in Izium") is found again wherever the same words stand, and a
surname alone is the person whose full name the report gives.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from muniment.model import Findings, Mention, changed
from muniment.understand.inflected_places import LANGUAGES, inflected_places, leads_to_place
from muniment.understand.known_names import BUILT_IN, Match, matches, openings
from muniment.understand.known_places import known_places
from muniment.understand.lexicon import common_words
from muniment.understand.name_again import names_again, surnames
from muniment.understand.name_candidates import Candidate, without_overlaps
from muniment.understand.name_checks import Proposal, is_plausible
from muniment.understand.name_rules import FIRST_ORDER, KNOWN_ORDER, RULES, Rule, matches_of
from muniment.understand.name_signs import NAMES, OPENING, signs_with_known, write_openings, write_signs
from muniment.understand.name_spellings import spell
from muniment.understand.namesakes import without_namesakes
from muniment.understand.place_meanings import with_places
from muniment.understand.reading import Reading, phrase, reads_as_english, sentence_at, surface
from muniment.understand.tokens import folded

OPENS = re.compile(OPENING)
PLACE_RULES = ("known-place", "known-city", "gazetteer")
DIRECTIONS = frozenset(NAMES["directions"])
OF_PEOPLE = tuple(rule for rule in RULES if rule.name == "given-name")  # by given names, whatever the language
USING = frozenset("use uses using Use Using install installed installing".split())
AS_A_PLACE = frozenset(("as", "to"))  # using Izium as a base, to store shells
ONLY_BEFORE_PLACES = frozenset("near Near from From outside around across towards into".split())


def find_names(reading: Reading, found: Findings) -> tuple[Mention, ...]:
    """Every mention in text order, none overlapping another.

    `entity` is an editors' id where the words are exactly one of the editors' names; `name` is the
    fullest spelling that this report gives.
    """
    words = folded(reading.words)
    vocabulary = reading.vocabulary if words is reading.words else frozenset(words)
    reading.asked.update(vocabulary)
    known = matches(words, _openings(reading, words, vocabulary), *reading.names)
    signs = write_signs(reading)
    if reads_as_english(reading):
        taken = frozenset(place for match in known for place in range(match.first, match.last))
        known += known_places(words, signs, taken)
    elif reading.language in LANGUAGES:
        taken = frozenset(place for match in known for place in range(match.first, match.last))
        known += inflected_places(words, reading.language, taken)
    signs = signs_with_known(signs, words, known)
    known = [_whole(words, signs, match) for match in known]
    candidates = [_from_known(match) for match in known if not _is_part(reading, signs, match)]
    rules = RULES if reads_as_english(reading) else OF_PEOPLE if reading.language in LANGUAGES else ()
    used = _used(reading.words) if not USING.isdisjoint(vocabulary) else frozenset()
    candidates.extend(_by_rules(reading, signs, rules, used))
    chosen = without_namesakes(reading, words, signs, without_overlaps(candidates), used)
    chosen = _without_surnames(words, signs, chosen)
    again = (one for one in names_again(words, vocabulary, signs, chosen) if not _opens_as_word(reading, words, one))
    chosen = without_overlaps([*chosen, *again])
    mentions = (one for one in _mentions(reading, words, signs, chosen) if not _is_in_date(one, found))
    return tuple(with_places(reading.prose, reading.places, mentions))


def _openings(reading: Reading, words: list[str], vocabulary: frozenset[str]) -> list[int]:
    """Where a known name may begin, the report's, the editors' or one that is built in."""
    own = [index for index in reading.names if index is not BUILT_IN]
    built_in = (opening.start() for opening in OPENS.finditer(write_openings(reading)))
    return sorted({*openings(words, vocabulary, *own), *built_in})


def _without_surnames(words: list[str], signs: str, chosen: list[Candidate]) -> list[Candidate]:
    """Less the places of the gazetteer that are the surname of somebody whom the text names in full, where no word
    leads to a place: Jean-Paul Marat, and then Marat."""
    people = surnames(words, chosen)
    return [one for one in chosen if one.rule != "gazetteer" or words[one.first] not in people or _is_led(signs, one)]


def _is_led(signs: str, candidate: Candidate) -> bool:
    return candidate.last - candidate.first > 1 or signs[max(0, candidate.first - 1) : candidate.first] in ("p", "P")


def _is_in_date(mention: Mention, found: Findings) -> bool:
    """Whether it is a part of a date and nobody's name: Jan 27."""
    place = bisect_right(found.dates, mention.start, key=lambda date: date.start) - 1
    return not mention.entity and place >= 0 and mention.end <= found.dates[place].end


def _opens_as_word(reading: Reading, words: list[str], candidate: Candidate) -> bool:
    """Whether it is a common word that opens a sentence: "Reading is nice", in a report about the town."""
    is_word = candidate.last - candidate.first == 1 and words[candidate.first].lower() in common_words()
    return is_word and candidate.kind == "place" and sentence_at(reading, candidate.first)[0] == candidate.first


def _from_known(match: Match) -> Candidate:
    known = match.known
    return Candidate(match.first, match.last, known.kind, known.rule, KNOWN_ORDER, known.name, known.entity)


def _whole(words: list[str], signs: str, match: Match) -> Match:
    """With what is written of a place before it and after a hyphen: South East Queensland, Saxony-Anhalt; but not
    Israel-Hamas."""
    if match.known.rule not in PLACE_RULES:
        return match
    first, last = match.first, match.last
    while first and words[first - 1] in DIRECTIONS:
        first -= 1
    if signs[last : last + 1] == "-" and signs[last + 1 : last + 2] in ("C", "S"):
        last += 2
    return match if (first, last) == (match.first, match.last) else Match(first, last, changed(match.known, name=""))


def _is_part(reading: Reading, signs: str, match: Match) -> bool:
    """Whether a place's name is only a part of something else: Little Tokyo, US$5, Asunción Ixtaltepec, Connecticut
    Lottery."""
    if match.known.rule not in PLACE_RULES:
        return False
    before = match.first - 1
    follows = before >= 0 and signs[before] in "CSGD" and not _goes_with_any(reading, before)
    beside = (
        "CSD" if match.known.rule == "known-place" else "CSDG"
    )  # a country may stand before a name: Ukraine Zelensky
    goes_on = signs[match.last : match.last + 1] in tuple(beside)
    end = reading.ends[match.last - 1]
    return follows or goes_on or reading.prose[end : end + 1] == "$"


def _goes_with_any(reading: Reading, index: int) -> bool:
    """Whether a word with a capital is one that opens a sentence before a place in its own case: Війська України."""
    if reading.language not in LANGUAGES:
        return False
    return leads_to_place(reading.words[index], reading.language) or sentence_at(reading, index)[0] == index


def _by_rules(reading: Reading, signs: str, rules: Sequence[Rule], used: frozenset[str]) -> Iterator[Candidate]:
    vocabulary, present = reading.vocabulary, frozenset(signs)
    for order, rule in enumerate(rules):
        if present.isdisjoint(rule.needs):
            continue
        for match in matches_of(rule, signs):
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
