"""Who speaks: the name beside a verb of speech, and the role that stands beside the name."""

import re
from itertools import pairwise

from muniment.model import Mention, Record, Speaker
from muniment.understand.denials import is_asked, is_denied, is_said_of_nobody, is_taken_back
from muniment.understand.name_signs import NAMES, VERBS
from muniment.understand.named_line import PASSING, WHO, NamedLine
from muniment.understand.reading import sentence_at
from muniment.understand.roles import (
    ROLE_ADJECTIVES,
    ROLES,
    is_according_to_another,
    is_of_another,
    role_beside,
    roles_in,
)

VERB = r"[Vtd]"
SAYS = r"[VtdvD]"
TAG = r"[VtdD]"  # beside a quotation a denial is what it says: “There is no torture,” the ministry denied
ASIDE = r"(?:,[^.;z\"]{1,30}?,)?"  # a role between commas
LEAD = r"[^.,;:z\"POLVtDu]{0,6}"  # the head of the, Mayor
OWNER = rf"(?:{LEAD}{WHO}s{LEAD})?"  # Vladimir Putin's spokesman
NO_OWNER = r"(?![pols])"  # the whole name, and not whose spokesman speaks
NEAR_LEAD = r"[hTNm ]{0,6}"
SPOKESMEN = frozenset(PASSING["spokesmen"])
PUBLICATIONS = frozenset(PASSING["publications"])
PARTICIPLES = frozenset(VERBS["participles"])
ROLES_BEFORE = ROLES | ROLE_ADJECTIVES
LATER_SIGNS = ("p", "o", "l")  # of a name's further words
NO_SUBJECTS = ("-", "P", "O", "C", "N", "&")  # what follows a name that is no subject, or not the whole one
SAYING = frozenset("say says said saying tell tells told state states stated claim claims claimed".split())
BREAKS = frozenset(("while", "whereas", ";"))  # another clause, with another speaker
# After these what the verb says is over, unless it says it with "that".
STOPS = frozenset("after as for following amid because since who which whose before when where to".split())
FARTHEST_THAT = 5  # words from the verb
PREPOSITIONS_OF_TIME = frozenset("after before while when by for of in without despite since".split())
COMPARING = frozenset("well many much of part a an though if far long soon few little high low".split())
AFTER_NAMES = frozenset((*NAMES["followers"], *NAMES["locators"], *NAMES["other prepositions"], *NAMES["helpers"])) | {
    "more", "about", "some", "nearly", "up", "all", "there", "its", "only", "almost", "around", "several", "dozens",
}  # fmt: skip
LONGEST_OFFICE = 8  # words between "with" and the name
FARTHEST_SUBJECT = 8  # words from the beginning of a sentence

AFTER = (  # said NAME; said the head of the police, NAME
    re.compile(rf",?{TAG}{NEAR_LEAD}{OWNER}(?P<who>{WHO}){NO_OWNER}"),
    re.compile(rf",?{TAG}{LEAD}{WHO},(?P<who>[PO][po]*)"),
)
AFTER_OFFICE = re.compile(
    rf",?{TAG}[^.;:z\"POVt,]{{1,14}}(?:{WHO}[^.;:z\"POVt,]{{0,6}})?,(?P<who>P[p]*)(?=[.,~z\"]|\Z)"
)  # said the
# director of the CoE, NAME.
AFTER_NAMED = re.compile(rf",?{OWNER}{LEAD}(?P<who>{WHO}){ASIDE}a?{TAG}")  # NAME said
# The official said; said the wife of NAME, when nobody was found who is named there.
AFTER_UNNAMED = re.compile(rf",?(?:[^.,;:z\"]{{1,8}}?{TAG}(?:[.,:z]|\Z)|{TAG}[^.,;:z\"e])")
OF_PLACE = r"(?:fh?[LO][lo]*)?"  # Mayor NAME of Izium
ALONE = r"(?<![n>&])(?<![n>&]h)"  # not one of two: of DR Congo and Rwanda neither speaks alone
BEFORE = (  # NAME said that; a place has no description between commas
    re.compile(rf"{ALONE}(?P<who>[PO][po]*){OF_PLACE}(?:,[^.;z\"V]{{1,30}}?,)?a?{SAYS}"),
    re.compile(rf"{ALONE}(?P<who>Ll*)a?{SAYS}"),
    re.compile(rf",(?P<who>Pp*),a?{SAYS}"),  # the Prime Minister of Greenland, NAME, said
)
COLON_BEFORE = re.compile(r":z?\Z")
COLON = re.compile(rf"(?P<who>{WHO})(?:,[^.;z\"Vtdv]{{1,20}})?:z?\Z")  # NAME: “
SPOKESMAN = re.compile(rf"(?P<who>{WHO})s?(?P<role>[^.,;:z\"POLVtDu]{{1,3}})a?{VERB}")  # a NAME spokesman said
TRAILING = re.compile(rf",(?:{LEAD})(?P<who>{WHO}){ASIDE}a?[Vt](?=[.z]|\Z)")  # …, NAME said.
ACCORDING = re.compile(rf"g>(?:[^.,;:z\"P]{{0,6}}(?P<person>Pp*)|{LEAD}(?P<who>{WHO}){NO_OWNER})")


class Voice(Record, frozen=True):
    """The mention of one who speaks, at the word `index`."""

    mention: Mention
    index: int


def voice_after(line: NamedLine, first: int, has_comma: bool) -> Voice | None:
    """Who is named beside a verb just after the word number `first`, where a quotation ends. Only
    after a comma does a name before its verb belong to the quotation: “…,” NAME said."""
    for pattern in (*AFTER, *((AFTER_OFFICE, AFTER_NAMED) if has_comma else ())):
        match = pattern.match(line.signs, first)
        voice = _voice(line, match) if match else None
        if voice:
            return voice
    return None


def is_unnamed_after(line: NamedLine, first: int) -> bool:
    """Whether one speaks there who is not known: “…,” the official said; “…,” said the wife of NAME."""
    return AFTER_UNNAMED.match(line.signs, first) is not None


def voice_before(line: NamedLine, first: int, last: int) -> Voice | None:
    """Who says what stands at word `last`, by the words since `first`: "NAME said that", "NAME:", "a NAME spokesman
    said", "NAME left, saying". The verb nearest before it counts, and a denial only before a colon."""
    match = COLON.search(line.signs, first, last)
    voice = _voice(line, match) if match else None
    if voice:
        return voice
    words = line.reading.words
    verb = verb_before(line, first, last)
    if verb >= 0 and line.signs[verb] == "D" and not COLON_BEFORE.search(line.signs, verb, last):
        return None
    if verb >= 0 and not BREAKS.isdisjoint(words[verb + 1 : last]):
        verb = -1  # the other clause has another verb, and whoever speaks there is not known
    voices = [
        (match.end(), voice)
        for pattern in (ACCORDING, *BEFORE)
        for match in pattern.finditer(line.signs, first, last)
        if (pattern is ACCORDING or _speaks(line, match, verb)) and (voice := _voice(line, match))
    ]
    voices += [
        (match.end(), voice)
        for match in SPOKESMAN.finditer(line.signs, first, last)
        if SPOKESMEN.intersection(words[match.start("role") : match.end("role")])
        and match.end() == verb + 1
        and (voice := _voice(line, match))
        and voice.mention.kind != "person"  # somebody else, whom nobody names
        and not is_said_of_nobody(line, match.start())
    ]
    if verb >= 0 and words[verb] in PARTICIPLES and all(end != verb + 1 for end, _ in voices):
        return None if is_said_of_nobody(line, verb) else subject_of(line, verb)
    return max(voices, key=lambda one: one[0])[1] if voices else None


def verb_before(line: NamedLine, first: int, last: int) -> int:
    """The verb of speech nearest before the word `last`; -1 where there is none since `first`."""
    return max(line.signs.rfind(sign, first, last) for sign in "VtdvD")


def _speaks(line: NamedLine, match: re.Match[str], verb: int) -> bool:
    """Whether the name is the subject of the verb at the word `verb`, with which it matched: not in "threatened Moscow
    saying"."""
    if match.end() != verb + 1 or is_said_of_nobody(line, match.start()):
        return False
    is_participle = line.reading.words[verb] in PARTICIPLES
    return not is_participle or "w" in line.signs[max(0, match.start() - LONGEST_OFFICE) : match.start()]


def subject_of(line: NamedLine, index: int) -> Voice | None:
    """Who the sentence of a word is about, when it begins with the name or with an office and the name: Iran’s supreme
    leader Ali Khamenei."""
    first, _ = sentence_at(line.reading, index)
    if "w" in line.signs[max(first, line.signs.rfind(",", first, index)) : index]:
        return None  # with somebody else saying
    if index > first and line.reading.words[index - 1] in PREPOSITIONS_OF_TIME:
        return None  # after accusing him
    place = first
    while place < min(index, first + FARTHEST_SUBJECT):
        if line.signs[place] in "POL" and place in line.mentions:
            last = place + 1
            while line.signs[last : last + 1] in LATER_SIGNS:
                last += 1
            is_office = line.reading.words[last : last + 1] and line.reading.words[last] in ROLES_BEFORE
            if line.signs[last : last + 1] != "s" and not is_office:
                return Voice(line.mentions[place], place) if line.signs[last : last + 1] not in NO_SUBJECTS else None
            place = last + (line.signs[last : last + 1] == "s")
        elif line.reading.words[place] in ROLES_BEFORE or line.signs[place] in "hNT":
            place += 1
        else:
            return None
    return None


def voice_of_claim(line: NamedLine, begin: int, end: int, first: int, last: int) -> Voice | None:
    """Who says what the words from `first` up to, without, `last` say, in the sentence from `begin`
    to `end`: "NAME said that …", "according to NAME", "…, NAME said". The verb nearest before counts:
    when it has no name, the speaker is not known, nor is it of what somebody denies, doubts or asks."""
    verb = max(line.signs.rfind(sign, begin, first) for sign in "VtD")
    if is_denied(line, max(begin, verb), first) or is_taken_back(line, last, end):
        return None
    if verb < 0:
        for match in TRAILING.finditer(line.signs, last, end):
            return _voice(line, match)
    elif is_asked(line, verb):
        return None
    elif _reaches(line.reading.words, verb, first):
        for pattern in BEFORE:
            for match in pattern.finditer(line.signs, begin, verb + 1):
                if _speaks(line, match, verb):
                    return _voice(line, match)
    for match in ACCORDING.finditer(line.signs, begin, end):
        return _voice(line, match)
    return None


def _reaches(words: list[str], verb: int, index: int) -> bool:
    """Whether what is said goes on up to a word: "says that …" does; "declares an emergency after floods" does not."""
    following = words[verb + 1 : index]
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


def speaker_of(line: NamedLine, voice: Voice) -> Speaker:
    """The one who speaks, with the role that stands beside the name, here or where the text names them first."""
    mention = voice.mention
    role = role_beside(line, voice.index)
    return Speaker(mention.name, mention.entity, role or roles_in(line).get(mention.name, ""))


def _voice(line: NamedLine, match: re.Match[str]) -> Voice | None:
    """The one who speaks; after an office and a comma it is the person who holds it."""
    group = "person" if match.groupdict().get("person") else "who"
    index, end = match.span(group)
    if line.signs[end : end + 2] == ",P" and end + 1 < match.end():
        index = end + 1
    elif line.signs[match.start()] == "g":
        if is_according_to_another(line, index, match.start() + 2) or goes_on(line, end):
            return None
    else:
        # Words before the match count where it begins with the name: somebody from the agency said; with NAME saying.
        first = 0 if index == match.start() else match.start()
        is_saying = line.reading.words[match.end() - 1] in PARTICIPLES
        if is_of_another(line, index, first, "with" if is_saying else ""):
            return None
    mention = line.mentions.get(index)
    return Voice(mention, index) if mention else None


def goes_on(line: NamedLine, end: int) -> bool:
    """Whether a name is only the beginning of what is meant: the GSA Analytics Platform, Kyiv residents."""
    following = line.reading.words[end] if end < len(line.signs) else ""
    if line.signs[end : end + 1] == "C":
        return True
    is_noun = line.signs[end : end + 1] in (" ", "k") and following.islower() and following.isalpha()
    return is_noun and following not in SPOKESMEN | PUBLICATIONS | AFTER_NAMES
