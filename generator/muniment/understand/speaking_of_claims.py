"""Who says what a sentence claims: "NAME said that 440 …", "according to NAME", "…, NAME said"."""

import re
from itertools import pairwise

from muniment.understand.denials import is_asked, is_denied, is_taken_back
from muniment.understand.name_signs import VERBS
from muniment.understand.named_line import WHO, NamedLine, telling_ends
from muniment.understand.speaking import (
    ACCORDING,
    ASIDE,
    BEFORE,
    BREAKS,
    LEAD,
    NEAR_LEAD,
    NO_OWNER,
    OWNER,
    Voice,
    speaks,
    voice_of,
)

SAYING = frozenset("say says said saying tell tells told state states stated claim claims claimed".split())
ACCUSED, AFTER_ACCUSED = frozenset(VERBS["accused"]), frozenset(VERBS["after accused"])
# After these what the verb says is over, unless it says it with "that".
STOPS = frozenset("after as for following amid because since who which whose before when where to".split())
ONLY_WITH_THAT = frozenset(VERBS["saying only with that"])
SPEAKING_TO = frozenset(VERBS["speaking to"])
ARTICLES = frozenset("the all some about around nearly almost over at least more than up to".split())
FARTHEST_THAT = 5  # words from the verb
COMPARING = frozenset("well many much of part a an though if far long soon few little high low".split())
# NAME said that 440 died, and the army found 12: the writer may say the second. Not "440 men, and 3 children",
# nor "in Kyiv, Izium, and Kharkiv".
OWN_CLAUSE = re.compile(r",&[hke]|[^POLpol],&[POLCN]")
TRAILING = (  # …, NAME said. …, NAME told reporters. …, said NAME, a witness.
    re.compile(rf",(?:{LEAD})(?P<who>{WHO}){ASIDE}a{{0,3}}(?:t[^.,;:z\"VtDyue]{{1,3}}|[Vt])"),
    re.compile(rf",V{NEAR_LEAD}{OWNER}(?P<who>Pp*){NO_OWNER}(?:,[^.,;z\"]{{1,20}})?"),
)
# And after that, who passes it on: …, according to NAME. …, NAME reports.
PASSED_ON = re.compile(rf",(?:g>|{LEAD}{WHO}a{{0,3}}[Vt])")

SOMEBODY_ELSE = re.compile(r",[^.,;:z\"VtD]{1,10}[Vt][^.,;:z\"]{0,8},")  # …, the staff said on Friday, NAME reports.


def voice_of_claim(line: NamedLine, begin: int, end: int, first: int, last: int) -> Voice | None:
    """Who says what the words from `first` up to, without, `last` say, in the sentence from `begin`
    to `end`: "NAME said that …", "according to NAME", "…, NAME said". The verb nearest before counts:
    when it has no name, the speaker is not known, nor is it of what somebody denies, doubts or asks."""
    verb = max(line.signs.rfind(sign, begin, first) for sign in "VtD")
    while verb >= 0 and _is_accused(line.reading.words, verb):
        verb = max(line.signs.rfind(sign, begin, verb) for sign in "VtD")
    if is_denied(line, max(begin, verb), first) or is_taken_back(line, last, end):
        return None
    if verb < 0:
        after = [match for pattern in TRAILING if (match := _closing(line, pattern, last, end))]
        if nearest := min((*after, *ACCORDING.finditer(line.signs, last, end)), key=_begin_of, default=None):
            return None if SOMEBODY_ELSE.search(line.signs, last, nearest.start() + 1) else voice_of(line, nearest)
    elif is_asked(line, verb):
        return None
    elif _reaches(line.reading.words, verb, first) and not OWN_CLAUSE.search(line.signs, verb, first):
        for pattern in BEFORE:
            for match in pattern.finditer(line.signs, begin, verb + 1):
                if speaks(line, match, verb):
                    return voice_of(line, match)
    for match in ACCORDING.finditer(line.signs, begin, end):
        return voice_of(line, match)
    return None


def _closing(line: NamedLine, pattern: re.Pattern[str], last: int, end: int) -> re.Match[str] | None:
    """The first clause after the word `last` that tells who says so, as it does where the sentence, or what they say,
    is over with it: …, NAME said in a statement on Friday, according to NAME."""
    while match := pattern.search(line.signs, last, end):
        after = telling_ends(line, match.end(), end)
        if line.signs[after : after + 1] in ("", ".", "z") or PASSED_ON.match(line.signs, after, end):
            return match
        last = match.start() + 1
    return None


def _begin_of(match: re.Match[str]) -> int:
    return match.start()


def speech_before(line: NamedLine, begin: int, first: int) -> int:
    """The last verb of speech since the word `begin` when it says what stands at the word `first`; else -1."""
    verb = max(line.signs.rfind(sign, begin, first) for sign in "VtD")
    return verb if verb >= 0 and _reaches(line.reading.words, verb, first) else -1


def _is_accused(words: list[str], verb: int) -> bool:
    """Whether the verb tells what is said of its subject, who does not speak: RSF accused of killing 39."""
    return words[verb] in ACCUSED and words[verb + 1 : verb + 2] != [] and words[verb + 1] in AFTER_ACCUSED


def _reaches(words: list[str], verb: int, index: int) -> bool:
    """Whether what is said goes on up to a word: "says that …" does; "declares an emergency after floods" does not."""
    following = words[verb + 1 : index]
    if words[verb] in ONLY_WITH_THAT and "that" not in following[:FARTHEST_THAT]:
        return False
    if words[verb] in SPEAKING_TO and all(word in ARTICLES for word in following):
        return False
    if not BREAKS.isdisjoint(following) or any(map(_is_aside, following, [*following[1:], ""], ["", *following])):
        return False
    if words[verb] in SAYING or "that" in following[:FARTHEST_THAT]:
        return True
    goes_on = any(one == "and" and not _is_count(other) for one, other in pairwise([*following, ""]))
    return STOPS.isdisjoint(following) and not goes_on


def _is_aside(word: str, following: str, before: str) -> bool:
    """Whether the writer's own words begin: "…, as the death toll rises to 57", "amid fears that"."""
    is_comparison = following in COMPARING or before in ("such", "well", "same", "known", "as")
    return word == "amid" or (word == "as" and not is_comparison)


def _is_count(word: str) -> bool:
    """Whether it goes on counting: 77 deaths and 137 injuries. The number itself is not among the words."""
    return word == "" or word[:1].isdigit()
