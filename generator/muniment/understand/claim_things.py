"""What is counted: the words after a number, or the deed before it."""

from itertools import pairwise

from muniment.model import Record
from muniment.understand.named_line import NamedLine
from muniment.understand.number_words import PARTS
from muniment.understand.reading import phrase
from muniment.understand.vocabulary import read_groups

GROUPS = read_groups("counting")
MEASURES = frozenset((*GROUPS["measures"], *GROUPS["currencies"]))
MEASURED = frozenset(GROUPS["measured"])
MEASURING = frozenset(GROUPS["measuring"])
STOPS = frozenset(GROUPS["measured from"])
TAKING = frozenset(GROUPS["taking"])
TAKEN = frozenset(GROUPS["taken"])
PERIODS = frozenset(GROUPS["periods"])
AFTER_PERIODS = frozenset(GROUPS["after periods"])
COMPOUNDING = frozenset(GROUPS["compounding"])
PLURALS = frozenset(GROUPS["plurals"])
PARTICIPLES = frozenset(GROUPS["participles"])
ENDS = frozenset(GROUPS["ends"])
JOINED = frozenset(GROUPS["joined"])
ACTS = dict(act.split() for act in GROUPS["acts"])
SINGULARS = frozenset(GROUPS["singulars"])
STATES = frozenset(GROUPS["states"])
QUALIFYING = frozenset(GROUPS["qualifying"]) | PARTICIPLES
AFTER_VERBS = frozenset(GROUPS["after verbs"])
QUOTATION = frozenset('"“”«»„')
AUXILIARIES = frozenset(GROUPS["auxiliaries"])
DIED = dict(fate.split() for fate in GROUPS["fates"])
STOPPING = frozenset(".!?;\n")  # what a word that ends a clause begins with
BEFORE_THAN = frozenset(GROUPS["before than"])
NEAR_THAN = 8  # words
LEADING_TO = frozenset(GROUPS["leading to"])
NUMBERED_ONES = frozenset((*GROUPS["tolls"], *GROUPS["states"]))
NEAR_NUMBER = 6  # words from "number of" to what they are
LONGEST_TOLL = 25  # words from a toll to its number
LONGEST_ASIDE = 12  # words
FARTHEST = 7  # words from the number to what is counted
NOT_PLURAL = ("ss", "us", "is")


class Thing(Record, frozen=True):
    """What is counted, in words, and the word number after the last of them."""

    what: str
    last: int


def thing_after(line: NamedLine, first: int, counts_one: bool) -> Thing | None:
    """What stands after a number whose next word is `first`: its qualifiers and its plural head,
    and "of civilians" where the head is a container ("bodies"). `counts_one`: that number is one."""
    words = line.reading.words
    is_further = words[first : first + 1] == [
        "more"
    ]  # 12 more people; but "12 more people than in May" is a difference
    first += is_further
    head = _head_after(line, first, counts_one)
    if (
        head is None
        or words[head].lower() in PARTS
        or _is_length(words, head)
        or (words[first] in COMPOUNDING and head > first and words[first + 1] != "-")
    ):
        return None
    last = head + 1
    if _is_state(words, last):
        last += 1
    elif words[head].lower() in JOINED and words[last : last + 1] == ["of"]:
        inner = last + 1 + (words[last + 1 : last + 2] == ["the"])
        further = _head_after(line, inner, counts_one=False)
        if further is not None and further - inner < 4:
            last = further + 1
    return None if is_further and _is_compared(words, last) else Thing(_phrase(line, first, last), last)


def _is_compared(words: list[str], last: int) -> bool:
    """Whether "12 more people" before the word `last` tells a difference: "died than in May", "than before"."""
    following = words[last - 1 : last + NEAR_THAN]
    pairs = pairwise(
        following[: next((at for at, word in enumerate(following) if word[0] in STOPPING), len(following))]
    )
    return any(word == "than" and before.lower() not in BEFORE_THAN for before, word in pairs)


def _is_length(words: list[str], head: int) -> bool:
    """Whether it tells how far, how high or how long something is: 5 blocks away."""
    following = [*words[head + 1 : head + 2], ""][0].lower()
    is_far = following == "from" and words[head].lower() in STOPS
    return is_far or (words[head].lower() in MEASURED and following in MEASURING)


def is_taken(words: list[str], first: int, last: int) -> bool:
    """Whether the words up to, without, `last` are how often something was tried: it took 9 rounds."""
    return first > 0 and words[first - 1].lower() in TAKING and words[last - 1].lower() in TAKEN


def is_rate(words: list[str], last: int) -> bool:
    """Whether what ends before the word `last` is so many in every day or the like: 12 people a day, 12 per square
    mile; not "12 people a day after"."""
    before, period, following = [*map(str.lower, words[last : last + 3]), "", "", ""][:3]
    is_of_period = before in ("a", "an", "each", "every") and period in PERIODS and following not in AFTER_PERIODS
    return before == "per" or is_of_period


def is_person_or_thing(words: list[str], last: int) -> bool:
    """Whether one of what ends before the word `last` is counted as two of them would be: one person, one grave; not
    one day, one of them."""
    return words[last - 1].lower() in SINGULARS or words[last - 1].lower() in PARTICIPLES


def deed_before(words: list[str], first: int) -> str:
    """What those are who have no noun: "killing at least 12" counts killed ones. `first` is where
    the number and its qualifiers begin."""
    before = words[first - 1].lower() if first else ""
    if before in ACTS:
        return ACTS[before]
    return _told_before(words, first) if before in LEADING_TO else ""


def fate_after(words: list[str], last: int) -> str:
    """What those are who have no noun, by what is said of them after the number: "at least 12, including 3 children,
    were killed" counts killed ones; what is no fate gives nothing."""
    if words[last : last + 1] == [","] and words[last + 1 : last + 2] == ["including"]:
        aside = words[last + 2 : last + LONGEST_ASIDE]
        last = last + 3 + aside.index(",") if "," in aside else last
    place = last
    while words[place : place + 1] and words[place] in AUXILIARIES:
        place += 1
    fate = words[place].lower() if place < len(words) else ""
    if place > last and fate in PARTICIPLES:
        return fate
    return DIED.get(fate, "")


def _told_before(words: list[str], first: int) -> str:
    """What those are of whom a clause gives the number last: the death toll rose to 41, the number of people killed
    rose to 41; but "the number of the dead, said one of 12" does not."""
    for index in range(first - 1, max(0, first - LONGEST_TOLL), -1):
        if words[index][0] in STOPPING:
            return ""
        if words[index] == "toll":
            return "deaths" if words[index - 1].lower() == "death" else ""
        if words[index] == "of" and words[index - 1].lower() == "number" and words[first - 1] != "of":
            named = words[index + 1 : min(index + NEAR_NUMBER, first)]
            return next((word for word in named if word in NUMBERED_ONES), "")
    return ""


def _head_after(line: NamedLine, first: int, counts_one: bool) -> int | None:
    words, signs = line.reading.words, line.signs
    head = None
    for index in range(first, min(len(words), first + FARTHEST)):
        word = words[index]
        lower = word.lower()
        if word in QUOTATION or word in ("-", "‑") or (_is_of_longer_name(signs, index) and lower not in ENDS):
            continue
        if lower == "and" and signs[index - 1 : index + 2] == "N&N":
            continue  # Chinese and Indonesian vessels
        if lower == "and" and head is None and index > first and words[index + 1 : index + 2] == ["other"]:
            continue  # South African and other foreign peacekeepers
        if lower in MEASURES or not word[0].isalpha() or lower in ENDS or (signs[index] in "Vtd" and head is not None):
            return None if head is None and lower in MEASURES else head
        if signs[index] in "Pp":
            return head
        if _is_head(lower, counts_one) and signs[index] not in "Ll":
            head = index
            if not _goes_on(line, index + 1):
                return head
        elif head is not None:
            return head
    return head


def _is_state(words: list[str], index: int) -> bool:
    """46 people killed and …, not "three soldiers killed 12"."""
    following = words[index + 1 : index + 2]
    ends = not following or following[0].lower() in ENDS or not following[0][0].isalnum()
    return index < len(words) and words[index] in STATES and words[index - 1].lower() not in PARTICIPLES and ends


def _is_head(word: str, counts_one: bool) -> bool:
    if word in PLURALS or word in PARTICIPLES:
        return True
    if counts_one:
        return word in SINGULARS or word in STATES  # "at least one detainee alleges": no word that ends in s
    return word.endswith("s") and len(word) > 3 and not word.endswith(NOT_PLURAL)


def _is_of_longer_name(signs: str, index: int) -> bool:
    """Whether an organisation's name goes on after it: Texas Military Forces troops, New People's Army militants."""
    return signs[index] in "Oo" and signs[index + 1 : index + 2] == "o"


def _goes_on(line: NamedLine, index: int) -> bool:
    """Whether the next word is what is really counted: police officers, wounded soldiers, homeless person."""
    words = line.reading.words
    following = words[index].lower() if index < len(words) else ""
    before = words[index - 1].lower()
    if not following[:1].isalpha() or following in ENDS or line.signs[index] in "PpOoLl":
        return False
    if not _is_head(following, counts_one=False):
        return before in QUALIFYING and following in SINGULARS
    # Few verbs in -s follow a plural: sanctions listings, but "passengers strikes a stump".
    is_verb = words[index + 1 : index + 2] != [] and words[index + 1] in AFTER_VERBS
    both_end_in_s = before.endswith("s") and following.endswith("s") and following not in STATES
    return before in QUALIFYING or (both_end_in_s and not is_verb)


def _phrase(line: NamedLine, first: int, last: int) -> str:
    """The words without quotation marks."""
    text = phrase(line.reading, first, last)
    return " ".join("".join(" " if sign in QUOTATION else sign for sign in text).split())
