"""Counts that stand only in what is denied, doubted, asked or not said: of "denied that 440 died" none is told.

What is only spoken of beside a denial stays: "denied that it fired on a school where 30 children died".
"""

from muniment.understand.claim_things import ACTS, AUXILIARIES, PARTICIPLES
from muniment.understand.denials import ASKING, BEING, DENYING_REPORTS, FARTHEST, NEAR, REPORTED, TAKING_BACK, TRUE
from muniment.understand.name_signs import VERBS
from muniment.understand.named_line import NamedLine
from muniment.understand.reading import sentence_at
from muniment.understand.vocabulary import read_sets

WORDS = read_sets("absent")
DESCRIBING = frozenset(VERBS["describing"])
CONDITIONS = WORDS["conditions"]
UNTRUE = TRUE | TAKING_BACK
NOUNS = REPORTED - {"that"}


def is_only_denied(line: NamedLine, first: int, last: int) -> bool:
    """Whether the words from `first` up to, without, `last` stand only in what is said not to be so, or not known."""
    words = line.reading.words
    begin, end = sentence_at(line.reading, first)
    begin = max(begin, first - FARTHEST)
    if first > begin and words[first - 1].lower() in CONDITIONS:
        return True
    return _is_denied_before(line, begin, first, last) or _is_denied_after(line, begin, first, last, end)


def _is_denied_before(line: NamedLine, begin: int, first: int, last: int) -> bool:
    """Whether a word before denies the clause: denied that, rejected claims that, false reports that, never said."""
    words, signs = line.reading.words, line.signs
    has_verb = False
    for index in range(first - 1, begin - 1, -1):
        word = words[index].lower()
        if signs[index] == ";" or word in WORDS["other clauses"] or _is_relative(words, index):
            return False
        if signs[index] == "D":
            return _is_of_denial(words, index, first, last)
        if word in DENYING_REPORTS and _is_of_rejection(words, index, first):
            return True
        if (word in UNTRUE and _is_untrue(words, index, begin, first)) or _is_baseless(words, index):
            return True
        if has_verb and (word == "and" or word == ","):
            return False
        if signs[index] in "Vt" or word in WORDS["saying"]:
            if _leads_to(words, index, first) and _is_not_done(line, index, begin):
                return True
            has_verb = True
        elif word == "and" and words[index - 1 : index] == [","]:
            return False
    return False


def _is_relative(words: list[str], index: int) -> bool:
    """The attack that killed 12: what "that" opens is so, whatever is denied of the attack."""
    following = words[index + 1].lower() if index + 1 < len(words) else ""
    is_verb = following in ACTS or following in AUXILIARIES or following in WORDS["after a relative"]
    return words[index] == "that" and index > 0 and words[index - 1].islower() and is_verb


def _is_of_denial(words: list[str], index: int, first: int, last: int) -> bool:
    """Whether the denial at the word `index` is of the number: that 440 died, killing 440, reports of 440 deaths, 440
    were killed; not "denied entry to 12"."""
    rest = [word.lower() for word in words[index + 1 : first]]
    if not rest:
        following = words[last].lower() if last < len(words) else ""
        return following in AUXILIARIES or following in PARTICIPLES or following in WORDS["after a relative"]
    if _goes_on_otherwise(rest):
        return False
    if not REPORTED.isdisjoint(rest) or (rest[0].endswith("ing") and len(rest[0]) > len("being")):
        return True
    has_deed = any(word in ACTS or word in PARTICIPLES or word in ("had", "has", "have") for word in rest)
    return rest[0] in WORDS["deniers themselves"] and has_deed


def _is_of_rejection(words: list[str], index: int, first: int) -> bool:
    """Rejected claims that 440 died, rejected that 440 died; not "rejected the plan"."""
    rest = words[index + 1 : first]
    is_reported = not NOUNS.isdisjoint(rest[:NEAR]) or rest[:1] == ["that"]
    return is_reported and not _goes_on_otherwise(rest)


def _goes_on_otherwise(rest: list[str]) -> bool:
    """Denied the accusations and freed 12; but "denied killing 12 and wounding 30"."""
    if "and" not in rest or "that" in rest:
        return False
    following = rest[rest.index("and") + 1 :]
    return following != [] and not following[0].endswith("ing")


def _is_untrue(words: list[str], index: int, begin: int, first: int) -> bool:
    """It is not true that, it is false that, false reports that, no truth in claims that."""
    word, before = words[index].lower(), words[max(begin, index - 3) : index]
    is_negated = any(one in WORDS["negations"] or one.endswith(("n't", "n’t")) for one in map(str.lower, before))
    if word in ("true", "so", "case") and not is_negated:
        return False
    following = words[index + 1 : min(first, index + 4)]
    is_clause = following[:1] == ["that"] and (word in TRUE or not BEING.isdisjoint(before) or index == begin)
    return is_clause or (word not in ("true", "so", "case") and not NOUNS.isdisjoint(following[:2]))


def _is_baseless(words: list[str], index: int) -> bool:
    """There is no truth in claims that 440 died."""
    return words[index] in WORDS["grounds"] and index > 0 and words[index - 1].lower() == "no"


def _leads_to(words: list[str], verb: int, first: int) -> bool:
    """Whether right after the verb stands what it says of the number: said 440, confirmed that they killed 440, reports
    of 440."""
    return words[verb + 1 : min(first, verb + 2)] == ["that"] or all(
        word in REPORTED or word in ("of", "if", "whether") for word in words[verb + 1 : first]
    )


def _is_not_done(line: NamedLine, verb: int, begin: int) -> bool:
    """Whether nobody says it, or it is asked: never said, neither A nor B said, asked if."""
    words, signs = line.reading.words, line.signs
    if words[verb] in ASKING:
        return words[verb + 1 : verb + 2] != [] and words[verb + 1] in CONDITIONS
    for place in range(verb - 1, max(begin, verb - NEAR) - 1, -1):
        if words[place] in WORDS["other clauses"] or signs[place] in ",;:" or signs[place] in "Vt":
            return False
        if signs[place] == "u" and words[place + 1] not in VERBS["not negating before"]:
            return words[place].lower() not in ("without", "if", "unless", "false")
    return False


def _is_denied_after(line: NamedLine, begin: int, first: int, last: int, end: int) -> bool:
    """Whether the clause goes on to say that reports, or that which the number stands in, are false: reports that 440
    died were false, called claims of 440 dead a hoax."""
    words = line.reading.words
    before = [word.lower() for word in words[begin:first]]
    is_told = not NOUNS.isdisjoint(before) or before[:1] == ["that"]
    if not is_told or not WORDS["other clauses"].isdisjoint(before):
        return False
    is_called = not DESCRIBING.isdisjoint(before)
    for index in range(last, min(end, last + NEAR)):
        if line.signs[index] in '.,;z"&' or words[index] in WORDS["other clauses"] - {"as"}:
            return False
        if words[index] in TAKING_BACK and (is_called or words[index - 1] in BEING or words[index - 1] == "as"):
            return True
        if words[index] == "true" and words[index - 1] == "not":
            return True
    return False
