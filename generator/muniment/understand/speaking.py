"""Who speaks: the name beside a verb of speech, and the role that stands beside the name."""

import re

from muniment.model import Mention, Record, Speaker
from muniment.understand.name_signs import NAMES
from muniment.understand.named_line import WHO, NamedLine
from muniment.understand.reading import phrase

VERB = r"[Vtd]"
ASIDE = r"(?:,[^.;z\"]{1,30}?,)?"  # a role between commas
LEAD = r"[^.,;:z\"POLVt]{0,6}"  # the head of the, Mayor
NEAR_LEAD = r"[hTNm ]{0,6}"
ROLES = frozenset((*NAMES["roles"], *NAMES["strong roles"], *NAMES["titles"], *NAMES["weak titles"]))
ROLE_ADJECTIVES = frozenset(NAMES["role adjectives"])
LONGEST_ROLE = 24  # words

AFTER = (  # said NAME; said the head of the police, NAME
    re.compile(rf",?{VERB}{NEAR_LEAD}(?P<who>{WHO})(?!s)"),
    re.compile(rf",?{VERB}{LEAD}{WHO},(?P<who>[PO][po]*)"),
)
AFTER_NAMED = re.compile(rf",?{LEAD}(?P<who>{WHO}){ASIDE}a?{VERB}")  # NAME said
AFTER_PRONOUN = re.compile(rf",?(?:ea?{VERB}|{VERB}e)")  # he said
AFTER_UNNAMED = re.compile(rf",?[^.,;:z\"POL]{{1,5}}?{VERB}[.,z]")  # the official said
BEFORE = re.compile(rf"(?<![n>])(?P<who>{WHO})(?:,[^.;z\"V]{{1,30}}?,)?a?{VERB}")  # NAME said that
COLON = re.compile(rf"(?P<who>{WHO})(?:,[^.;z\"]{{1,20}})?:\Z")  # NAME: “
TRAILING = re.compile(rf",(?:{LEAD})(?P<who>{WHO}){ASIDE}a?[Vt](?=[.z]|\Z)")  # …, NAME said.
ACCORDING = re.compile(rf"g>(?:[^.,;:z\"P]{{0,6}}(?P<person>Pp*)|{LEAD}(?P<who>{WHO})(?!s))")


class Voice(Record, frozen=True):
    """The mention of one who speaks, at the word `index`."""

    mention: Mention
    index: int


def voice_after(line: NamedLine, first: int, has_comma: bool) -> Voice | None:
    """Who is named beside a verb just after the word number `first`, where a quotation ends. Only
    after a comma does a name before its verb belong to the quotation: “…,” NAME said."""
    for pattern in (*AFTER, *((AFTER_NAMED,) if has_comma else ())):
        match = pattern.match(line.signs, first)
        voice = _voice(line, match) if match else None
        if voice:
            return voice
    return None


def is_unnamed_after(line: NamedLine, first: int) -> bool:
    """Whether one speaks there whom the text does not name: “…,” the official said."""
    return AFTER_UNNAMED.match(line.signs, first) is not None


def is_pronoun_after(line: NamedLine, first: int) -> bool:
    """Whether "he said" or "said she" stands there."""
    return AFTER_PRONOUN.match(line.signs, first) is not None


def voice_before(line: NamedLine, first: int, last: int) -> Voice | None:
    """Who says what stands at word `last`, by the words since `first`: "NAME said that", "NAME:"."""
    match = COLON.search(line.signs, first, last)
    voices = [_voice(line, match)] if match else []
    voices += [
        _voice(line, match) for pattern in (ACCORDING, BEFORE) for match in pattern.finditer(line.signs, first, last)
    ]
    known = [voice for voice in voices if voice]
    return (known[0] if match else known[-1]) if known else None


def voice_of_claim(line: NamedLine, begin: int, end: int, first: int, last: int) -> Voice | None:
    """Who says what the words from `first` up to, without, `last` say, in the sentence from `begin`
    to `end`: "NAME said that …", "according to NAME", "…, NAME said". The verb nearest before counts:
    when it has no name, the speaker is not known."""
    verbs = [index for index in range(begin, first) if line.signs[index] in "Vt"]
    for match in BEFORE.finditer(line.signs, begin, first):
        if verbs and match.end() == verbs[-1] + 1:
            return _voice(line, match)
    for match in () if verbs else TRAILING.finditer(line.signs, last, end):
        return _voice(line, match)
    for match in ACCORDING.finditer(line.signs, begin, end):
        return _voice(line, match)
    return None


def speaker_of(line: NamedLine, voice: Voice) -> Speaker:
    """The one who speaks, with the role that stands beside the name."""
    mention = voice.mention
    return Speaker(mention.name, mention.entity, _role_before(line, voice.index) or _role_after(line, voice.index))


def _voice(line: NamedLine, match: re.Match[str]) -> Voice | None:
    """The one who speaks; after an office and a comma it is the person who holds it."""
    group = "person" if match.groupdict().get("person") else "who"
    index, end = match.span(group)
    if line.signs[end : end + 2] == ",P" and end + 1 < match.end():
        index = end + 1
    mention = line.mentions.get(index)
    return Voice(mention, index) if mention else None


def _role_before(line: NamedLine, index: int) -> str:
    """Mayor; Russian foreign minister; the head of the National Police of Ukraine."""
    words, signs = line.reading.words, line.signs
    first = index
    while first and (
        words[first - 1] in ROLES
        or words[first - 1] in ROLE_ADJECTIVES
        or signs[first - 1] == "N"
        or (words[first - 1] == "of" and first > 1 and words[first - 2] in ROLES)  # secretary of state
    ):
        first -= 1
    if any(word in ROLES for word in words[first:index]):
        return phrase(line.reading, first, index)
    if index and signs[index - 1] == ",":
        for place in range(index - 2, max(-1, index - LONGEST_ROLE), -1):
            if signs[place] in '.;,z"VT' and words[place] not in ROLES:
                return ""
            if words[place] in ROLES and place + 1 < len(signs) and signs[place + 1] == "f":
                while place and words[place - 1] in ROLE_ADJECTIVES:
                    place -= 1
                return phrase(line.reading, place, index - 1)
    return ""


def _role_after(line: NamedLine, index: int) -> str:
    """the Commissioner for the Issues of Persons Disappeared, after a name and a comma."""
    words, signs = line.reading.words, line.signs
    first = index + 1
    while first < len(signs) and signs[first] in "pol":
        first += 1
    if signs[first : first + 1] != ",":
        return ""
    last = first = first + 1
    while last < len(signs) and last - first < LONGEST_ROLE and signs[last] not in '.,;:z"(VtPO' + "d":
        last += 1
    begins_well = any(word in ROLES for word in words[first : min(last, first + 5)])
    ends_well = last < len(signs) and signs[last] in '.,;z"'
    return phrase(line.reading, first, last) if begins_well and ends_well else ""
