"""Who speaks: the name beside a verb of speech, and the role that stands beside the name."""

import re

from muniment.model import Mention, Record, Speaker
from muniment.understand.denials import is_asked, is_said_of_nobody
from muniment.understand.name_signs import NAMES, VERBS
from muniment.understand.named_line import PASSING, WHO, NamedLine
from muniment.understand.other_speakers import (
    is_cut,
    is_led_to,
    is_one_of_two,
    is_other_subject,
    is_saying_of_others,
    tells_of_others,
)
from muniment.understand.roles import (
    PREPOSITIONS,
    WORDS_OF,
    is_according_to_another,
    is_of_another,
    is_theirs,
    role_beside,
    roles_in,
)
from muniment.understand.sentence_subjects import is_joined, subject_of

VERB = r"[Vtd]"
SAYS = r"[VtdvDq]"
TAG = r"a{0,3}[VtdDq]"  # beside a quotation a denial is what it says: “There is no torture,” the ministry denied
# A role between commas or dashes. A place has none, but "the mayor of Izium, NAME, said"; and where a name ends it,
# that one speaks: in Izium, Ukraine, on Friday, the mayor, NAME, said.
NO_NAME = r"(?!,Pp*,)"
ASIDE = rf"(?:,Pp*,|(?<![Ll])(?:,(?:{NO_NAME}[^.;z\"]){{1,30}}?,|~[^.;z\"~]{{1,30}}~))?"
LEAD = r"(?:T\.|[^.,;:z\"POLVtDu]){0,6}"  # the head of the, Mayor, Dr.
OWNER = rf"(?:{LEAD}{WHO}s{LEAD})?"  # Vladimir Putin's spokesman
NO_OWNER = r"(?![pols])"  # the whole name, and not whose spokesman speaks
NEAR_LEAD = r"(?:T\.|[hTNmfC -]){0,8}"
SPOKESMEN = frozenset(PASSING["spokesmen"])
THEIRS = frozenset((*PASSING["spokesmen"], *PASSING["publications"]))
WITHIN_NAMES = frozenset(("on", "for", "of", "against"))  # and not only after one
PARTICIPLES = frozenset(VERBS["participles"])
BREAKS = frozenset(("while", "whereas", ";"))  # another clause, with another speaker
AFTER_NAMES = frozenset((*NAMES["followers"], *NAMES["locators"], *NAMES["other prepositions"], *NAMES["helpers"])) | {
    "more", "about", "some", "nearly", "up", "all", "there", "its", "only", "almost", "around", "several", "dozens",
}  # fmt: skip
OTHER_VERBS = frozenset("was were is are been be being has had have to who which that when".split())
# With these the writer goes on after a quotation, and does not tell who said it.
OTHER_CLAUSES = (
    BREAKS
    | (PREPOSITIONS - {"like"})
    | frozenset(
        "and but as which who whose when where after before because since amid despite during following".split()
    )
)
OPENERS = frozenset((">", "*", "-", "_"))
LONGEST_OFFICE = 8  # words between "with" and the name

AFTER = (  # said NAME; said the head of the police, NAME
    re.compile(rf",?{TAG}{NEAR_LEAD}{OWNER}(?P<who>{WHO}){NO_OWNER}"),
    re.compile(rf",?{TAG}{LEAD}{WHO},(?P<who>[PO][po]*)"),
)
# …” - NAME; according to NAME
SIGNED = re.compile(r"[~-](?:[OL][ol]*)?[TNC]{0,3}(?P<who>P[p]*)(?=[.,z)]|\Z| )")
AFTER_OFFICE = re.compile(
    rf",?{TAG}[^.;:z\"POVt,]{{1,14}}(?:{WHO}[^.;:z\"POVt,]{{0,6}})?,(?P<who>P[p]*)(?=[.,~z\"]|\Z)"
)  # said the
# director of the CoE, NAME.
AFTER_NAMED = re.compile(rf",?{OWNER}{LEAD}(?P<who>{WHO}){ASIDE}{TAG}")  # NAME said
AFTER_ASKED = re.compile(rf"{LEAD}(?P<who>{WHO}){TAG}(?=[.,:zh]|\Z)")  # ?” NAME asked.
AFTER_WITHIN = re.compile(
    rf",?{LEAD}(?P<who>P[p]*)(?P<of>[ fwn])[^.,;:z\"PVtDu]{{1,7}}{TAG}"
)  # NAME from the team said
AFTER_ACCORDING = re.compile(rf",?g>{LEAD}(?P<who>{WHO}){NO_OWNER}")
# Said the wife of NAME; the man who hid him said in tears; only this much where no mark leads on to it: the man said.
VERB_FIRST = re.compile(rf",?{TAG}[^.,;:z\"e]")
TAGGED = re.compile(r",?(?P<who>[^.,;:z\"]{1,20}?)a{0,3}(?P<verb>[VtdDq])")
TAG_ALONE = re.compile(r"(?P<who>h[^.,;:z\"&]{1,3}?)a{0,3}[Vtq](?=[.,:zPOLC#]|\Z)")
SENTENCE_ALONE = re.compile(r"[^.,;:z\"]{1,8}?a{0,3}[VtdDq](?=[.,:z]|\Z)")
WAS_QUOTED = re.compile(rf",?{LEAD}(?P<who>{WHO})a{{0,2}} ?cAV(?=[.,z]|\Z)")  # NAME was quoted as saying
OF_PLACE = r"(?:fh?[LO][lo]*)?"  # Mayor NAME of Izium
ALONE = r"(?<![n>&])(?<![n>&]h)"  # not one of two: of DR Congo and Rwanda neither speaks alone
BEFORE = (  # NAME said that; a place has no description between commas
    re.compile(rf"{ALONE}(?P<who>[PO][po]*){OF_PLACE}(?:,(?:{NO_NAME}[^.;z\"V]){{1,30}}?,)?a{{0,3}}{SAYS}"),
    re.compile(rf"{ALONE}(?P<who>Ll*)a{{0,3}}{SAYS}"),
    re.compile(rf",(?P<who>Pp*),a{{0,3}}{SAYS}"),  # the Prime Minister of Greenland, NAME, said
)
POSTED = re.compile(r"[POLpolesz,&]a{0,3}d")  # NAME posted; but not the hostages are released
# What a denial, or "continued", must be followed by to lead to a quotation.
LEADING = {"D": re.compile(r"D[^.;z\"]{0,6}:z?\Z"), "q": re.compile(r"q[^.;z\"]{0,6}[,:]z?\Z")}
ASKED = re.compile(r"[Vt](?:[^.;z\"]{0,20}[:,])?z?\Z")  # he asked them: “
AS_SAID = re.compile(
    rf"A{LEAD}(?P<who>{WHO})a{{0,3}}{VERB}[^.;z\"VtD]{{0,12}},[^.;:z\"VtvD]{{0,6}}\Z"
)  # as NAME wrote, “
COLON = re.compile(rf"(?P<who>{WHO})(?:,[^.;z\"Vtdv]{{1,20}})?:z?\Z")  # NAME: “
SPOKESMAN = re.compile(rf"(?P<who>{WHO})s?(?P<role>[^.,;:z\"POLVtDu]{{1,3}})a{{0,3}}{VERB}")  # a NAME spokesman said
ACCORDING = re.compile(
    rf"g>(?:[^.,;:z\"P]{{0,6}}(?:Pp*s[^.,;:z\"P]{{0,4}})?(?P<person>Pp*)(?!p)|{LEAD}(?P<who>{WHO}){NO_OWNER})"
)


class Voice(Record, frozen=True):
    """The mention of one who speaks, at the word `index`."""

    mention: Mention
    index: int


def voice_after(line: NamedLine, first: int, ending: str) -> Voice | None:
    """Who is named beside a verb just after the word number `first`, where a quotation ends. Only after a comma does a
    name before its verb belong to the quotation, “…,” NAME said, or after a question, “…?” NAME asked. `ending` is the
    mark at its end, if it is one of these."""
    named = (AFTER_OFFICE, AFTER_NAMED, AFTER_WITHIN, WAS_QUOTED) if ending == "," else (AFTER_ASKED,) if ending else ()
    for pattern in (*AFTER, AFTER_ACCORDING, *named):
        match = pattern.match(line.signs, first)
        if match is None or (pattern is AFTER_WITHIN and not _is_phrase(line, match)):
            continue
        if pattern is AFTER_ASKED and line.signs[match.end() : match.end() + 1] == "h" and not _asks(line, match):
            continue  # ?” NAME said the house was empty.
        if pattern in named and pattern is not WAS_QUOTED and tells_of_others(line, match.end() - 1):
            return None
        if voice := voice_of(line, match):
            return voice
    return None


def _asks(line: NamedLine, match: re.Match[str]) -> bool:
    return is_asked(line, match.end() - 1)


def _is_phrase(line: NamedLine, match: re.Match[str]) -> bool:
    """Whether a preposition opens what stands between a name and its verb, and no verb is in it: not "NAME in Kyiv was
    told"."""
    words = line.reading.words[match.start("of") : match.end()]
    return words[0] in PREPOSITIONS and OTHER_VERBS.isdisjoint(words)


def signature_after(line: NamedLine, first: int, last: int) -> Voice | None:
    """Who has signed the words from `first` up to, without, `last`, which begin a paragraph: “…” - NAME"""
    words = line.reading.words
    match = SIGNED.match(line.signs, last + (line.signs[last : last + 1] == "z"))
    begins = not first or line.signs[first - 1] == "z" or words[first - 1] in OPENERS
    if not match or not begins:
        return None
    is_tagged = line.signs[match.end() : match.end() + 1] == " " and words[match.end()] != "<"
    return None if is_tagged else voice_of(line, match)


def is_unnamed_after(line: NamedLine, first: int, ending: str) -> bool:
    """Whether one speaks there who is not known: “…,” the official said in tears; “…,” said the wife of NAME; “…?” his
    neighbour asked. `ending` as above."""
    words, signs = line.reading.words, line.signs
    if not ending:
        return TAG_ALONE.match(signs, first) is not None
    if ending != "," and words[first : first + 1] and not words[first].islower():
        return SENTENCE_ALONE.match(signs, first) is not None
    if VERB_FIRST.match(signs, first):
        return True
    match = TAGGED.match(signs, first)
    opens = words[match.start("who")] if match else ""
    return match is not None and words[match.start("verb")] not in PARTICIPLES and opens not in OTHER_CLAUSES


def voice_before(line: NamedLine, first: int, last: int) -> Voice | None:
    """Who says what stands at word `last`, by the words since `first`: "NAME said that", "NAME:", "a NAME spokesman
    said", "NAME left, saying". The verb nearest before it counts, and a denial only before a colon."""
    match = COLON.search(line.signs, first, last)
    voice = voice_of(line, match) if match else None
    if voice:
        return voice
    words = line.reading.words
    if line.signs[last - 3 : last - 2] == "s" and line.signs[last - 1] == ":" and words[last - 2] in WORDS_OF:
        return None  # his father's words: “
    verb = verb_before(line, first, last)
    if verb >= 0 and line.signs[verb] == "D" and not LEADING["D"].match(line.signs, verb, last):
        return None
    if verb >= 0 and is_asked(line, verb) and not ASKED.match(line.signs, verb, last):
        return None  # he asked them; what they say follows
    if verb >= 0 and not BREAKS.isdisjoint(words[verb + 1 : last]):
        verb = -1  # the other clause has another verb, and whoever speaks there is not known
    voices = [
        (match.end(), voice)
        for pattern in (ACCORDING, *BEFORE)
        for match in pattern.finditer(line.signs, first, last)
        if (pattern is ACCORDING or speaks(line, match, verb)) and (voice := voice_of(line, match))
    ]
    voices += [
        (match.end(), voice)
        for match in SPOKESMAN.finditer(line.signs, first, last)
        if SPOKESMEN.intersection(words[match.start("role") : match.end("role")])
        and match.end() == verb + 1
        and (voice := voice_of(line, match))
        and voice.mention.kind != "person"  # somebody else, whom nobody names
        and not is_said_of_nobody(line, match.start())
    ]
    if verb >= 0 and all(end != verb + 1 for end, _ in voices):
        if match := AS_SAID.search(line.signs, first, last):
            return voice_of(line, match)
        if words[verb] in PARTICIPLES or is_joined(line, verb):
            index = -1 if is_said_of_nobody(line, verb) else subject_of(line, verb)
            is_own = index >= 0 and not is_saying_of_others(line, index, verb)
            return Voice(line.mentions[index], index) if is_own else None
    return max(voices, key=lambda one: one[0])[1] if voices else None


def verb_before(line: NamedLine, first: int, last: int) -> int:
    """The verb of speech nearest before the word `last`; -1 where there is none since `first`."""
    verb = max(line.signs.rfind(sign, first, last) for sign in "VtvD")
    for match in POSTED.finditer(line.signs, max(first, verb), last):
        verb = match.end() - 1
    quoting = line.signs.rfind("q", max(first, verb), last)
    return quoting if quoting >= 0 and LEADING["q"].match(line.signs, quoting, last) else verb


def speaks(line: NamedLine, match: re.Match[str], verb: int) -> bool:
    """Whether the name is the subject of the verb at the word `verb`, with which it matched: not in "threatened Moscow
    saying"."""
    index, end = match.span("who")
    if match.end() != verb + 1 or is_said_of_nobody(line, match.start()) or is_one_of_two(line, index, end):
        return False
    if is_other_subject(line, index):
        return False
    is_participle = line.reading.words[verb] in PARTICIPLES
    return not is_participle or "w" in line.signs[max(0, match.start() - LONGEST_OFFICE) : match.start()]


def is_own_word(line: NamedLine, index: int, end: int) -> bool:
    """Whether the one named from the word `index` up to, without, `end` does what the verb after it says, and nobody
    else: not friends of NAME told, not a man who knew NAME told."""
    is_another = is_of_another(line, index) or is_other_subject(line, index) or is_one_of_two(line, index, end)
    return not is_another and not is_said_of_nobody(line, index)


def speaker_of(line: NamedLine, voice: Voice) -> Speaker:
    """The one who speaks, with the role that stands beside the name, here or where the text names them first."""
    mention = voice.mention
    role = role_beside(line, voice.index)
    return Speaker(mention.name, mention.entity, role or roles_in(line).get(mention.name, ""))


def voice_of(line: NamedLine, match: re.Match[str]) -> Voice | None:
    """The one who speaks; after an office and a comma it is the person who holds it."""
    group = "person" if match.groupdict().get("person") else "who"
    index, end = match.span(group)
    if line.signs[end : end + 2] == ",P" and end + 1 < match.end():
        index = end + 1
    elif line.signs[match.start()] == "g":
        is_owner = line.signs[end : end + 1] == "s" and not is_theirs(line, end)
        if is_owner or is_according_to_another(line, index, match.start() + 2) or is_led_to(line, index, match.start()):
            return None
        if goes_on(line, end) or _is_cut(line, end) or is_one_of_two(line, index, end):
            return None
    else:
        # Words before the match count where it begins with the name: somebody from the agency said; with NAME saying.
        first = 0 if index == match.start() else match.start()
        is_saying = line.reading.words[match.end() - 1] in PARTICIPLES
        if is_of_another(line, index, first, "with" if is_saying else "") or is_one_of_two(line, index, end):
            return None
        if is_cut(line, index) or is_led_to(line, index, match.start()):
            return None
    mention = line.mentions.get(index)
    return Voice(mention, index) if mention else None


def goes_on(line: NamedLine, end: int) -> bool:
    """Whether a name is only the beginning of what is meant: the GSA Analytics Platform, Kyiv residents."""
    following = line.reading.words[end] if end < len(line.signs) else ""
    if line.signs[end : end + 1] == "C":
        return True
    is_noun = line.signs[end : end + 1] in (" ", "k") and following.islower() and following.isalpha()
    return is_noun and THEIRS.isdisjoint(line.reading.words[end : end + 2]) and following not in AFTER_NAMES


def _is_cut(line: NamedLine, end: int) -> bool:
    """Whether a name goes on beyond what was found of it: the National Commission on Human Rights."""
    return line.signs[end + 1 : end + 2] == "C" and line.reading.words[end] in WITHIN_NAMES
