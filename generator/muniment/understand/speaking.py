"""Who speaks: the name beside a verb of speech, and the role that stands beside the name."""

import re
from itertools import pairwise

from muniment.model import Mention, Record, Speaker
from muniment.understand.name_signs import VERBS
from muniment.understand.named_line import WHO, NamedLine
from muniment.understand.reading import sentence_at
from muniment.understand.roles import ROLE_ADJECTIVES, ROLES, role_beside, roles_in

VERB = r"[Vtd]"
ASIDE = r"(?:,[^.;z\"]{1,30}?,)?"  # a role between commas
LEAD = r"[^.,;:z\"POLVt]{0,6}"  # the head of the, Mayor
NEAR_LEAD = r"[hTNm ]{0,6}"
SPOKESMEN = frozenset(
    "spokesman spokeswoman spokesperson spokespeople official officials representative statement".split()
)
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
PREPOSITIONS = frozenset("from at with to for about by against in on into toward towards".split())
COMPARING = frozenset("well many much of part a an though if far long soon few little high low".split())
LONGEST_OFFICE = 8  # words between "with" and the name
FARTHEST_SUBJECT = 8  # words from the beginning of a sentence

AFTER = (  # said NAME; said the head of the police, NAME
    re.compile(rf",?{VERB}{NEAR_LEAD}(?P<who>{WHO})(?!s)"),
    re.compile(rf",?{VERB}{LEAD}{WHO},(?P<who>[PO][po]*)"),
)
AFTER_OFFICE = re.compile(
    rf",?{VERB}[^.;:z\"POVt,]{{1,14}}(?:{WHO}[^.;:z\"POVt,]{{0,6}})?,(?P<who>P[p]*)(?=[.,~z\"]|\Z)"
)  # said the
# director of the CoE, NAME.
AFTER_NAMED = re.compile(rf",?{LEAD}(?P<who>{WHO}){ASIDE}a?{VERB}")  # NAME said
AFTER_PRONOUN = re.compile(rf",?(?:ea?{VERB}|{VERB}e)")  # he said
AFTER_UNNAMED = re.compile(rf",?[^.,;:z\"POL]{{1,5}}?{VERB}[.,z]")  # the official said
OF_PLACE = r"(?:fh?[LO][lo]*)?"  # Mayor NAME of Izium
ALONE = r"(?<![n>&])(?<![n>&]h)"  # not one of two: of DR Congo and Rwanda neither speaks alone
BEFORE = (  # NAME said that; a place has no description between commas
    re.compile(rf"{ALONE}(?P<who>[PO][po]*){OF_PLACE}(?:,[^.;z\"V]{{1,30}}?,)?a?[Vtdv]"),
    re.compile(rf"{ALONE}(?P<who>Ll*)a?[Vtdv]"),
    re.compile(r",(?P<who>Pp*),a?[Vtdv]"),  # the Prime Minister of Greenland, NAME, said
)
COLON = re.compile(rf"(?P<who>{WHO})(?:,[^.;z\"Vtdv]{{1,20}})?:z?\Z")  # NAME: “
SPOKESMAN = re.compile(rf"(?P<who>{WHO})s?(?P<role>[^.,;:z\"POLVt]{{1,3}})a?{VERB}")  # a NAME spokesman said
PRONOUN_BEFORE = re.compile(rf"ea?{VERB}")
TRAILING = re.compile(rf",(?:{LEAD})(?P<who>{WHO}){ASIDE}a?[Vt](?=[.z]|\Z)")  # …, NAME said.
ACCORDING = re.compile(rf"g>(?:[^.,;:z\"P]{{0,6}}(?P<person>Pp*)|{LEAD}(?P<who>{WHO})(?!s))")


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
    """Whether one speaks there whom the text does not name: “…,” the official said."""
    return AFTER_UNNAMED.match(line.signs, first) is not None


def is_pronoun_after(line: NamedLine, first: int) -> bool:
    """Whether "he said" or "said she" stands there."""
    return AFTER_PRONOUN.match(line.signs, first) is not None


def voice_before(line: NamedLine, first: int, last: int) -> Voice | None:
    """Who says what stands at word `last`, by the words since `first`: "NAME said that", "NAME:", "a NAME spokesman
    said", "NAME left, saying". The verb nearest before it counts."""
    match = COLON.search(line.signs, first, last)
    voice = _voice(line, match) if match else None
    if voice:
        return voice
    verb = max(line.signs.rfind(sign, first, last) for sign in "Vtdv")
    words = line.reading.words
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
    ]
    if verb >= 0 and words[verb] in PARTICIPLES and all(end != verb + 1 for end, _ in voices):
        return subject_of(line, verb)
    return max(voices, key=lambda one: one[0])[1] if voices else None


def _speaks(line: NamedLine, match: re.Match[str], verb: int) -> bool:
    """Whether the name is the subject of the verb at the word `verb`, with which it matched: not in "threatened Moscow
    saying"."""
    if match.end() != verb + 1:
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


def pronoun_before(line: NamedLine, first: int, last: int) -> bool:
    """Whether "he said" is the speech verb nearest before the word `last`."""
    verb = max(line.signs.rfind(sign, first, last) for sign in "Vtdv")
    return any(match.end() == verb + 1 for match in PRONOUN_BEFORE.finditer(line.signs, first, last))


def only_person(line: NamedLine, first: int, last: int) -> Voice | None:
    """The one person that is named between two words, when it is only one: whom "he" and "she" can mean."""
    people = [index for index in range(first, last) if line.signs[index] == "P" and index in line.mentions]
    names = {line.mentions[index].name for index in people}
    return Voice(line.mentions[people[-1]], people[-1]) if len(names) == 1 else None


def voice_of_claim(line: NamedLine, begin: int, end: int, first: int, last: int) -> Voice | None:
    """Who says what the words from `first` up to, without, `last` say, in the sentence from `begin`
    to `end`: "NAME said that …", "according to NAME", "…, NAME said". The verb nearest before counts:
    when it has no name, the speaker is not known."""
    verb = max(line.signs.rfind(sign, begin, first) for sign in "Vt")
    if verb < 0:
        for match in TRAILING.finditer(line.signs, last, end):
            return _voice(line, match)
    elif _reaches(line.reading.words, verb, first):
        for pattern in BEFORE:
            for match in pattern.finditer(line.signs, begin, verb + 1):
                if _speaks(line, match, verb):
                    return _voice(line, match)
    for match in ACCORDING.finditer(line.signs, begin, end):
        return _voice(line, match)
    return None


def speech_before(line: NamedLine, begin: int, first: int) -> int:
    """The last verb of speech since the word `begin` when it says what stands at the word `first`; else -1."""
    verb = max(line.signs.rfind(sign, begin, first) for sign in "Vt")
    return verb if verb >= 0 and _reaches(line.reading.words, verb, first) else -1


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
    if group == "who" and line.signs[max(0, match.start() - 1)] != ">" and _is_led(line, index, match.start()):
        return None  # somebody from the agency said
    if line.signs[end : end + 2] == ",P" and end + 1 < match.end():
        index = end + 1
    mention = line.mentions.get(index)
    return Voice(mention, index) if mention else None


def _is_led(line: NamedLine, index: int, first: int) -> bool:
    """Whether a preposition leads to the name at a word, but for the "of" of an office: one of that place or body may
    speak, whom nobody names. Words before `first` count where the name stands there."""
    words, place = line.reading.words, index - 1
    while place >= 0 and line.signs[place] in "hTN":
        place -= 1
    is_near = place >= first - 1 and place >= 0
    return is_near and words[place] in PREPOSITIONS
