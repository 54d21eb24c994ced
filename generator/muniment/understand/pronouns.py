"""Whom "he" and "she" mean where a quotation stands, when that is certain."""

import re

from muniment.model import Mention
from muniment.understand.denials import is_said_of_nobody
from muniment.understand.lexicon import people
from muniment.understand.name_signs import NAMES
from muniment.understand.named_line import NamedLine
from muniment.understand.roles import ROLES, roles_in
from muniment.understand.speaking import TAG, VERB, Voice, verb_before

AFTER = re.compile(rf",?(?:(?P<who>e)a?{TAG}|{TAG}(?P<other>e))")  # he said, said she
BEFORE = re.compile(rf"(?P<who>e)a?{VERB}")
SEXES = {"he": "male", "she": "female"}
OF_MEN = frozenset(NAMES["of men"])
OF_WOMEN = frozenset(NAMES["of women"])
ARTICLES = frozenset(("an", "another", "one"))
SOMEBODY = ROLES | {"man", "woman", "boy", "girl", "person", "another", "one"}


def pronoun_after(line: NamedLine, first: int) -> int:
    """The word "he" of "he said" or "said he" at the word number `first`; -1 where there is none."""
    match = AFTER.match(line.signs, first)
    return -1 if match is None else max(match.start("who"), match.start("other"))


def pronoun_before(line: NamedLine, first: int, last: int) -> int:
    """The word "he" of "he said", if that is the speech nearest before the word `last`; else -1."""
    verb = verb_before(line, first, last)
    for match in BEFORE.finditer(line.signs, first, last):
        if match.end() == verb + 1 and not is_said_of_nobody(line, match.start()):
            return match.start()
    return -1


def can_mean(line: NamedLine, pronoun: int, mention: Mention) -> bool:
    """Whether nothing speaks against it that a pronoun means somebody: "they" may be a body, "he" is no woman as far
    as the name or the role tells."""
    word = line.reading.words[pronoun].lower()
    if word == "they" or mention.kind != "person":
        return word == "they" and mention.kind == "organization"
    return _sex_of(line, mention) in ("", SEXES[word])


def whom_it_means(line: NamedLine, pronoun: int, first: int, last: int, quoted: Voice | None) -> Voice | None:
    """The one person named between two words whom a pronoun can mean; or, whoever else is named there, the one who
    was quoted last, when nobody was named since."""
    since = max(first, quoted.index) if quoted else first
    for begin in (first, since):
        indexes = [
            index
            for index in range(begin, last)
            if line.signs[index] == "P" and index in line.mentions and can_mean(line, pronoun, line.mentions[index])
        ]
        if indexes and len({line.mentions[index].name for index in indexes}) == 1:
            return (
                None if _is_another_named(line, indexes[-1], last) else Voice(line.mentions[indexes[-1]], indexes[-1])
            )
    return None


def _is_another_named(line: NamedLine, index: int, last: int) -> bool:
    """Whether after the sentence of a name somebody is told of whom "he" may mean as well: Oleh Kotenko left. An
    officer came. He said."""
    words, signs = line.reading.words, line.signs
    end = signs.find(".", index, last)
    return end >= 0 and any(
        (words[place] in SOMEBODY or signs[place] == "k")
        and (signs[place - 1] in "hNm" or words[place - 1].lower() in ARTICLES)
        for place in range(end + 1, last)
    )


def _sex_of(line: NamedLine, mention: Mention) -> str:
    """ "male" or "female"; empty where neither the role nor the given name tells."""
    role = set(roles_in(line).get(mention.name, "").split())
    if role & OF_MEN or role & OF_WOMEN:
        return "male" if role & OF_MEN else "female"
    words = mention.name.split()
    if len(words) < 2:  # a surname alone
        return ""
    return "male" if words[0] in people().male else "female" if words[0] in people().female else ""
