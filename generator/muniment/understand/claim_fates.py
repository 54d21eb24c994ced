"""What became of those who are counted: killed, injured, missing, arrested. English."""

from muniment.counted_things import FATE_OF, fate_in
from muniment.understand.claim_things import GROUPS, LEADING_TO, deed_before
from muniment.understand.reading import Reading, sentence_at
from muniment.understand.vocabulary import read_table

DONE, DOING, NAMED = (
    {word: row[0][0] for row in read_table("fates") for word in row[cell]}
    for cell in (1, 2, 3)  # kills 12, 12 died, the deaths of 12
)
BEFORE_FATES = frozenset(GROUPS["before fates"])
PLURAL, SINGULAR, HAVING = (frozenset(GROUPS[name]) for name in ("being plural", "being singular", "having"))
JOINING = frozenset(GROUPS["joining subjects"])
OPENING = frozenset(GROUPS["opening clauses"])
LISTING = frozenset(GROUPS["listing"])
LEAVING = frozenset(("leave", "leaves", "leaving", "left"))
REACH = 40  # words to either side that are looked at
FARTHEST = 8  # words between those who are counted and their verb
LONGEST_ASIDE = 12  # words between two commas
LONGEST_LIST = 6  # words between two counts of one list

Told = tuple[int, str]  # the word after a count, and what became of those it counts, as far as that holds for a list


def fate_of(reading: Reading, first: int, last: int, what: str, is_one: bool, before: Told = (0, "")) -> str:
    """What became of those whom the words from `first` up to, without, `last` count, who are called `what`: a fate of
    counted_things.py, or nothing where the sentence does not tell it. `is_one`: the count is one. `before` is what
    `Told` says of the count before."""
    if own := fate_in(what):
        return own
    begin, end = sentence_at(reading, first)
    begin, end = max(begin, first - REACH), min(end, last + REACH)
    words = [word.lower() for word in reading.words[begin:end]]
    first, last = first - begin, last - begin
    verb = SINGULAR if is_one else PLURAL
    return (
        _said_after(words, last, verb)
        or _named_before(words, first)
        or _done_before(words, first)
        or _counted_up(words, first)
        or _left_so(words, first, last)
        or _said_later(words, first, last, verb)
        or _listed(words, first, (before[0] - begin, before[1]))
    )


def _said_after(words: list[str], place: int, verbs: frozenset[str]) -> str:
    """12 people were killed, 12 people have died, 12 people are still missing; not "12 men have killed"."""
    is_passive = False
    while place < len(words) and (words[place] in verbs or words[place] in HAVING or words[place] in BEFORE_FATES):
        is_passive = is_passive or words[place] in verbs or words[place] == "been"
        if is_passive and words[place] == "found" and not _goes_on(words, place + 1):
            return "found"
        if words[place] in ("shot", "stabbed") and words[place + 1 : place + 2] == ["and"]:
            place += 1  # were shot and killed
        place += 1
    word = words[place] if place < len(words) else ""
    return (is_passive and FATE_OF.get(word)) or DOING.get(word, "")


def _goes_on(words: list[str], place: int) -> bool:
    """Whether "were found" is only the beginning: were found dead, were found guilty."""
    return place < len(words) and (words[place] in FATE_OF or words[place] == "guilty")


def _done_before(words: list[str], first: int) -> str:
    """Kills 12, killed all 12; of "killing or injuring 12" neither is told."""
    if first < 1 or words[first - 1] not in DONE:
        return ""
    is_one_of_two = first > 2 and words[first - 2] in ("and", "or") and words[first - 3] in DONE
    return "" if is_one_of_two else DONE[words[first - 1]]


def _counted_up(words: list[str], first: int) -> str:
    """The death toll rises to 12 people."""
    return FATE_OF.get(deed_before(words, first), "") if first > 0 and words[first - 1] in LEADING_TO else ""


def _named_before(words: list[str], first: int) -> str:
    """The deaths of 12, the arrest of two men."""
    return NAMED.get(words[first - 2], "") if first > 1 and words[first - 1] in ("of", "to") else ""


def _left_so(words: list[str], first: int, last: int) -> str:
    """Leaves 12 people dead."""
    is_left = first > 0 and words[first - 1] in LEAVING
    return FATE_OF.get(words[last], "") if is_left and last < len(words) else ""


def _said_later(words: list[str], first: int, last: int, verbs: frozenset[str]) -> str:
    """12 people, including three children, were killed; 12 people in Kharkiv were killed; 12 people who died."""
    if words[last : last + 1] == [","]:
        aside = words[last + 1 : last + 1 + LONGEST_ASIDE]
        return _said_after(words, last + 1 + (aside.index(",") + 1 if "," in aside else 0), verbs)
    if words[last : last + 1] in (["who"], ["that"]):
        return _said_after(words, last + 1, verbs)
    opens = first == 0 or words[first - 1] in OPENING or words[first - 1] in ",;:"
    if not opens or last >= len(words) or words[last] not in JOINING:
        return ""
    for place in range(last + 1, min(len(words), last + FARTHEST)):
        if not words[place][0].isalnum():
            return ""
        if words[place] in PLURAL:
            return _said_after(words, place, PLURAL)
    return ""


def _listed(words: list[str], first: int, before: Told) -> str:
    """That of the count before, where this one is a part of it, or both are in one list: 12 were killed, including 3
    children; killing 3 women and 4 men."""
    last, fate = before
    between = words[max(0, last) : first]
    is_list = 0 < len(between) <= LONGEST_LIST and all(one == "," or one in LISTING for one in between)
    is_part = words[first - 1 : first] == ["including"] and ";" not in between
    return fate if last > 0 and (is_list or is_part) else ""
