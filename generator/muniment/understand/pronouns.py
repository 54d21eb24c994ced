"""Whom "he", "she" and "it" mean where a quotation stands, when that is certain."""

import re

from muniment.model import Mention
from muniment.understand.denials import is_said_of_nobody
from muniment.understand.lexicon import people
from muniment.understand.name_signs import NAMES, VERBS
from muniment.understand.named_line import NamedLine
from muniment.understand.reading import sentence_at
from muniment.understand.roles import KIN, ROLES, is_of_another, roles_in
from muniment.understand.sentence_subjects import subject_of
from muniment.understand.speaking import TAG, Voice, verb_before

AFTER = re.compile(rf",?(?:(?P<who>[eb]){TAG}|{TAG}(?P<other>e))")  # he said, said she, it said
BEFORE = re.compile(r"(?P<who>[eb])a{0,3}[Vtdq]")
SEXES = {"he": "male", "she": "female"}
PRONOUNS = frozenset(("he", "she", "they", "it"))
OF_MEN = frozenset(NAMES["of men"])
OF_WOMEN = frozenset(NAMES["of women"])
GONE = frozenset(VERBS["gone"])
NEAR = 3  # words after a name
FARTHEST = 30  # words to either side of it
OFFICE_BEFORE = re.compile(r"(?:f?[^.,;:z\"PVtD]{0,8},)?[hTN]{0,2}")
OWN = frozenset(
    (",", "(", "is", "was", "as", "became", "of", "for", "by")
)  # the office after these is that of the name
ARTICLES = frozenset(("an", "another", "one"))
SOMEBODY = ROLES | KIN | {"man", "woman", "boy", "girl", "person", "another", "one"}


def pronoun_after(line: NamedLine, first: int) -> int:
    """The word "he" of "he said" or "said he" at the word number `first`; -1 where there is none."""
    match = AFTER.match(line.signs, first)
    index = -1 if match is None else max(match.start("who"), match.start("other"))
    return index if index >= 0 and _is_pronoun(line, index) else -1


def pronoun_before(line: NamedLine, first: int, last: int) -> int:
    """The word "he" of "he said", if that is the speech nearest before the word `last`; else -1."""
    verb = verb_before(line, first, last)
    for match in BEFORE.finditer(line.signs, first, last):
        if match.end() == verb + 1 and _is_pronoun(line, match.start()):
            return -1 if is_said_of_nobody(line, match.start()) else match.start()
    return -1


def _is_pronoun(line: NamedLine, index: int) -> bool:
    return line.reading.words[index].lower() in PRONOUNS


def can_mean(line: NamedLine, pronoun: int, mention: Mention) -> bool:
    """Whether nothing speaks against it that a pronoun means somebody: "it" and "they" may be a body, "he" is no woman
    as far as the name or the role tells."""
    word = line.reading.words[pronoun].lower()
    if word not in SEXES or mention.kind != "person":
        return word not in SEXES and mention.kind == "organization"
    return _sex_of(line, mention) in ("", SEXES[word])


def whom_it_means(
    line: NamedLine, pronoun: int, first: int, last: int, quoted: Voice | None, after_unnamed: bool = False
) -> Voice | None:
    """Whom a pronoun means: the one whom the sentence before the word `last` is about; or the one person named since
    the word `first` whom it can mean; or, whoever else is named there, the one who was quoted last, when nobody was
    named since. When somebody whom nobody names was quoted last, it must be the first."""
    voice = _subject_before(line, pronoun, last)
    if voice or after_unnamed or line.reading.words[pronoun].lower() not in SEXES:
        return voice
    for begin in (first, max(first, quoted.index) if quoted else first):
        indexes = _meant(line, pronoun, begin, last)
        if indexes and len({line.mentions[index].name for index in indexes}) == 1:
            index = indexes[-1]
            return None if _is_another_told_of(line, index, last) else Voice(line.mentions[index], index)
    return None


def _meant(line: NamedLine, pronoun: int, first: int, last: int) -> list[int]:
    """The words at which those are named, between two words, whom a pronoun can mean."""
    return [
        index
        for index in range(first, last)
        if line.signs[index] in "PO" and index in line.mentions and can_mean(line, pronoun, line.mentions[index])
    ]


def _subject_before(line: NamedLine, pronoun: int, last: int) -> Voice | None:
    """Whom the sentence before that of the word `last` is about, when it begins with the name, and names nobody else
    whom the pronoun can mean."""
    end, _ = sentence_at(line.reading, last)
    while end and line.signs[end - 1] == "z":
        end -= 1
    if not end:
        return None
    begin, _ = sentence_at(line.reading, end - 1)
    subject = subject_of(line, end - 1)
    names = {line.mentions[index].name for index in _meant(line, pronoun, begin, end)}
    is_other = subject < 0 or names != {line.mentions[subject].name}
    if is_other or _is_beside_another(line, subject) or _is_met(line, subject):
        return None
    return Voice(line.mentions[subject], subject)


def _is_another_told_of(line: NamedLine, index: int, last: int) -> bool:
    """Whether with a name, or after its sentence, somebody is told of whom "he" may mean as well: Oleh Kotenko left. An
    officer came. He said."""
    end = line.signs.find(".", index, last)
    after = range(end + 1, last) if end >= 0 else ()
    return _is_beside_another(line, index) or _is_met(line, index) or any(_is_somebody(line, place) for place in after)


def _is_somebody(line: NamedLine, place: int) -> bool:
    """Whether a word tells of a person whom nobody names: an officer, the man."""
    words, before = line.reading.words, place - 1
    is_noun = words[place] in SOMEBODY or line.signs[place] == "k"
    return is_noun and (line.signs[before] in "hNms" or words[before].lower() in ARTICLES)


def is_another_told_of_between(line: NamedLine, first: int, last: int) -> bool:
    """Whether after the sentence of the word `first`, and before the word `last`, somebody speaks or an office is told
    of: then who comes next may be another."""
    end = line.signs.find(".", first, last)
    between = range(end + 1, last) if end >= 0 else ()
    return any(line.signs[place] in "VtD" or line.reading.words[place] in SOMEBODY for place in between)


def _is_met(line: NamedLine, index: int) -> bool:
    """Whether the sentence of a name tells of somebody else before it, or after its verb: a man told NAME, NAME met a
    soldier; not the office that is the name's own: NAME, the mayor; NAME is the mayor."""
    words, signs = line.reading.words, line.signs
    begin, end = sentence_at(line.reading, index)
    for place in range(max(begin + 1, index - FARTHEST), min(end, index + FARTHEST)):
        if not _is_somebody(line, place):
            continue
        is_own = words[place - 2] in OWN if place - 2 > index else _leads_to(signs, place, index)
        if not is_own:
            return True
    return False


def _leads_to(signs: str, place: int, index: int) -> bool:
    """Whether an office and what it is of lead to the name at a word: the head of the police, NAME."""
    return place < index and OFFICE_BEFORE.fullmatch(signs, place + 1, index) is not None


def _is_beside_another(line: NamedLine, index: int) -> bool:
    """Whether a name only tells whose somebody is, or of one who is dead: Oleh Kotenko’s lawyer, the brother of Oleh
    Kotenko, Oleh Kotenko was killed."""
    words, last = line.reading.words, index + 1
    while line.signs[last : last + 1] in ("p", "o"):
        last += 1
    following = words[last : last + NEAR]
    is_owner = line.signs[last : last + 1] == "s" and not SOMEBODY.isdisjoint(following)
    return is_owner or not GONE.isdisjoint(following) or is_of_another(line, index)


def _sex_of(line: NamedLine, mention: Mention) -> str:
    """ "male" or "female"; empty where neither the role nor the given name tells."""
    role = set(roles_in(line).get(mention.name, "").split())
    if role & OF_MEN or role & OF_WOMEN:
        return "male" if role & OF_MEN else "female"
    words = mention.name.split()
    if len(words) < 2:  # a surname alone
        return ""
    return "male" if words[0] in people().male else "female" if words[0] in people().female else ""
