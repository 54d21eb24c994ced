"""Where a claim is said to hold: at the place that stands on its own side of who says so.

A place that speaks or acts, one of several in a list, and one that belongs to another clause are no such place.
"""

from muniment.model import Record
from muniment.understand.claim_numbers import is_number
from muniment.understand.named_line import NamedLine
from muniment.understand.place_meanings import wholes_called
from muniment.understand.vocabulary import read_sets

WORDS = read_sets("placing")
PLACING, SETTLEMENTS, JOINING, PARTICLES = (WORDS[name] for name in ("placing", "settlements", "joining", "particles"))
LEADS = WORDS["leads"] | SETTLEMENTS
LONGEST_LEAD = 6  # words
BLOW = 4  # words between a strike and "on"
NEXT_NUMBER = 5  # words from "and" to the next number: and attempting to murder 27 others
MOST_LISTED = 12
LONGEST_ITEM = 6  # words
MOST_WHOLES = 3
FARTHEST_THAT = 12  # words from a verb of speech
CLOSING = ",.;:)\n"


class Lead(Record, frozen=True):
    """What leads to a place: the word before all that may stand there, in small letters, its number, and whether the
    words between tell of a settlement or region."""

    word: str
    index: int
    is_settlement: bool


def place_of(line: NamedLine, before: list[int], after: list[int], first: int, last: int) -> int | None:
    """The word at which the place begins where the words from `first` up to, without, `last` hold; None where that is
    not certain. `before` and `after` are the places of their sentence on their side of who says so.

    One that "in" or the like leads to wins: after the count in its own clause, else before the count, else after it.
    Last comes one before that is struck, "strikes on Izium", or holds what is counted, "Izium has 440 graves".
    """
    following = next((index for index in after if is_placed(line, index) or _is_origin(line, index)), None)
    leading = next((index for index in reversed(before) if is_placed(line, index)), None)
    if following is not None and (is_cut_off(line.reading.words, last, following)):
        following = None
    if following is not None and (leading is None or is_close(line.reading.words, last, following)):
        return _most_exact(line, _alone(line, following), first)
    if leading is None:
        leading = next((index for index in reversed(before) if _is_struck(line, index, first)), None)
    if leading is None or _is_left(line, leading, first):
        return None
    return _most_exact(line, _alone(line, leading), first)


def speech_ends(line: NamedLine, verb: int, first: int) -> int:
    """The first word that a verb of speech says, up to the word `first`: what stands before "that" is of the saying,
    and so is a place right after it, "said in Moscow". Nobody speaks in "are reported across Canada": then it is 0."""
    words = line.reading.words
    if verb and words[verb - 1] in WORDS["passive"]:
        return 0
    for index in range(verb + 1, min(first, verb + 1 + FARTHEST_THAT)):
        if words[index] == "that":
            return index + 1
    if words[verb + 1 : verb + 2] and words[verb + 1] in PLACING:
        place = next((index for index in range(verb + 2, first) if line.signs[index] == "L"), verb)
        return end_of(line, place) if place - verb <= LONGEST_LEAD else verb + 1
    return verb + 1


def opening_ends(words: list[str], begin: int, last: int, end: int) -> int:
    """The comma after which a sentence tells of something else than the count that ends before `last`, when it opens
    with when or why: after 50 people died, protests began in Kyiv. Else `end`."""
    opening = words[begin].lower() if begin < len(words) else ""
    is_opening = opening in WORDS["openings"] or (opening == "in" and words[begin + 1 : begin + 2] == ["response"])
    if not is_opening or "," in words[begin:last] or "," not in words[last:end]:
        return end
    return words.index(",", last)


def _lead_of(line: NamedLine, index: int) -> Lead:
    words, signs, place = line.reading.words, line.signs, index - 1
    is_settlement = False
    while place >= max(0, index - LONGEST_LEAD):
        word = words[place].lower()
        is_joint = word == "and" and {words[place - 1], words[place + 1]} <= WORDS["leads"]  # eastern and southern
        if word in PLACING or not (word in LEADS or is_joint or signs[place] in "NsLl"):
            break
        is_owner = signs[place + 1 : place + 2] in ("s", "l") or words[place + 1] in SETTLEMENTS
        if signs[place] in "Ll" and not is_owner:
            break  # in Mexico's Michoacán, in the U.S. state of Kentucky, but not "Mexico Michoacán"
        is_settlement = is_settlement or word in SETTLEMENTS
        place -= 1
    return Lead(words[place].lower() if place >= 0 else "", place, is_settlement)


def _head_of(line: NamedLine, index: int) -> int | None:
    """The word at which the names begin that lead to the place, of which the text's finder knows none: Bashar, Plateau
    State, Nigeria. None where one is known, which is then the place that is meant, and where the place goes on."""
    words, head = line.reading.words, index
    for _ in range(MOST_WHOLES):
        joint = words[head - 1 : head]
        if not (joint == [","] or (head < index and joint and joint[0] in JOINING)):
            break
        start = head - 1
        while start > max(0, head - 1 - LONGEST_ITEM) and (
            line.signs[start - 1] in "C-" or words[start - 1] in PARTICLES | SETTLEMENTS
        ):
            start -= 1
        if start == head - 1 or "C" not in line.signs[start : head - 1]:
            break
        head = start
    if line.signs[max(0, head - 2) : head] in ("L,", "l,"):
        return None
    end = end_of(line, index)
    return head if head == index or end == len(words) or words[end][0] in CLOSING else None


def is_placed(line: NamedLine, index: int) -> bool:
    """Whether "in", "near" or the like leads to the place, and it is not only the whole of the one that follows, or
    what qualifies something else: Mexico's Michoacán, the U.S. state of Kentucky, Argentina's victory, the
    Germany-based group, the Iran war."""
    words, end, head = line.reading.words, end_of(line, index), _head_of(line, index)
    following, further = ([word.lower() for word in words[end : end + 2]] + ["", ""])[:2]
    is_joined = following == "-" and further.islower() and line.reading.ends[end - 1] == line.reading.starts[end]
    is_of_more = following in WORDS["named after"] or (following in SETTLEMENTS and further == "of")
    if head is None or is_joined or is_of_more:
        return False
    is_owner = line.signs[end : end + 1] == "s"
    if is_owner and not _is_name(line, end + 1):
        return False
    return (is_owner or not is_of_speaker(line, index, end)) and _lead_of(line, head).word in PLACING


def _is_name(line: NamedLine, index: int) -> bool:
    """Whether a name that is not known stands there, after what may stand before it: Borno's Sambisa forest."""
    while index < len(line.signs) and line.reading.words[index] in LEADS:
        index += 1
    return line.signs[index : index + 1] in ("C", "O")


def _is_origin(line: NamedLine, index: int) -> bool:
    """Whether it is a region from which what is counted comes: bodies from the Izium region."""
    end = end_of(line, index)
    tail = line.reading.words[end - 1 : end + 1]
    is_region = not WORDS["regions"].isdisjoint(map(str.lower, tail))
    return is_region and _lead_of(line, index).word in WORDS["origins"]


def _is_struck(line: NamedLine, index: int, first: int) -> bool:
    """Whether it holds what is counted, from the word `first` on, or is what is struck, and is not one who acts."""
    words, end = line.reading.words, end_of(line, index)
    head = _head_of(line, index)
    if head is None:
        return False
    if end + 1 == first and words[end] in WORDS["holding"]:
        return True
    lead = _lead_of(line, head)
    if _acts(line, index, end, lead):
        return False
    blows = map(str.lower, words[max(0, lead.index - BLOW) : lead.index])
    is_aimed = lead.word in WORDS["aimed"] and not WORDS["blows"].isdisjoint(blows)
    return is_aimed or lead.word in WORDS["striking"] or lead.is_settlement


def _acts(line: NamedLine, index: int, end: int, lead: Lead) -> bool:
    """Whether the place speaks, acts, owns or qualifies what follows: Moscow said, signed by Bahrain, Syria’s, U.S.
    forces."""
    words = line.reading.words
    qualifies = end < len(words) and (words[end][0].isupper() or words[end] in WORDS["qualified"])
    return lead.word in WORDS["before actors"] or qualifies or is_of_speaker(line, index, end)


def is_of_speaker(line: NamedLine, index: int, end: int) -> bool:
    """Whether it is a government's word, or the speaker's place: Moscow said, Ukraine’s ministry, according to Kyiv,
    officials in Moscow said. `end` is the first word that is no part of the place."""
    says = line.signs[end : end + 1] in ("V", "t", "D", "s") or line.signs[end : end + 2] in ("aV", "at", "aD")
    return says or line.signs[max(0, index - 2) : index] == "g>"


def end_of(line: NamedLine, index: int) -> int:
    """The first word that is no part of the place that begins at a word."""
    end = index + 1
    while line.signs[end : end + 1] == "l":
        end += 1
    return end


def is_cut_off(words: list[str], last: int, index: int) -> bool:
    """Whether another clause begins between a count that ends before `last` and a place after it. What stands between
    commas is passed over: 12, with two of them injured, in Izium."""
    is_aside = False
    for place in range(last, index):
        if words[place] in WORDS["breaks"] or _is_elsewhere(words, place):
            return True
        if words[place] == ",":
            is_aside = words[place + 1] in WORDS["breaks after a comma"]
    return is_aside


def _is_elsewhere(words: list[str], index: int) -> bool:
    """Whether the words there place what is counted where no name stands: across the country, worldwide."""
    is_wide = words[index - 1] == "the" and words[index - 2] in PLACING and words[index] in WORDS["wide"]
    return (is_wide and words[index + 1 : index + 2] not in (["'s"], ["’s"])) or words[index] in WORDS["elsewhere"]


def _is_left(line: NamedLine, index: int, first: int) -> bool:
    """Whether the text goes on from a place to its country before it counts: shot in Odesa amid shootings in the
    country, which left 51 dead."""
    place = line.mentions[index].place
    is_country = place is not None and place.coordinates is None and not place.part_of
    return not is_country and any(_is_elsewhere(line.reading.words, other) for other in range(index, first))


def is_close(words: list[str], last: int, index: int) -> bool:
    """Whether the word `index` stands in the clause of the count that ends before `last`, or in that of another count
    joined to it: not in "injuring 12 and damaging a plant in Mykolaiv"."""
    for place in range(last, index):
        word = words[place]
        if word == "and":
            is_joined = any(map(is_number, words[place + 1 : min(index, place + 1 + NEXT_NUMBER)]))
            if not (is_joined or "others" in words[place:index]) or not PLACING.isdisjoint(words[last:place]):
                return False
        elif word == "," or word in WORDS["crossings"]:
            return False
    return True


def _alone(line: NamedLine, index: int) -> int | None:
    """The place, when it is not one of a list; of a list the place that all of it is in: Aramoun and Saadiyat, Lebanon;
    Gaza City, Deir al-Balah, and al-Mawasi, in Gaza."""
    items, is_listed, place = 1, False, end_of(line, index)
    for _ in range(MOST_LISTED):
        is_joined, first = _joint(line.reading.words, place)
        start, end = _item(line, first)
        is_led = any(word in PLACING for word in line.reading.words[first:start])
        if end == 0 or (first == place and not (is_listed and is_led)):
            break
        if is_listed:
            is_whole = not is_joined and line.signs[start] == "L" and (is_led or items == 2)
            return start if is_whole else None
        is_listed, items, place = is_joined, items + 1, end
    return None if is_listed else index


def _most_exact(line: NamedLine, index: int | None, first: int) -> int | None:
    """The place that stands right before the one at a word and lies in it, when something happened there as well:
    Kryvyi Rih, of "strike on Kryvyi Rih in Dnipropetrovsk Oblast"; of several, "in Izium and Kupiansk in the Kharkiv
    region", the whole."""
    if index is None:
        return None
    words, place = line.reading.words, index - 1 - (line.reading.words[index - 1] == "the")
    start = place - 1
    while start > 0 and line.signs[start] == "l":
        start -= 1
    if start < 0 or words[place] != "in" or line.signs[start] != "L":
        return index
    wholes, part = wholes_called(line.mentions[index].name), line.mentions[start].place
    lies_there = part is not None and not wholes.isdisjoint(part.part_of)
    return start if lies_there and (is_placed(line, start) or _is_struck(line, start, first)) else index


def _joint(words: list[str], place: int) -> tuple[bool, int]:
    """Whether "and" stands there, after a comma or not, and the word after what joins."""
    after = place + (words[place : place + 1] == [","])
    is_joined = after < len(words) and words[after] in JOINING
    return is_joined, after + is_joined


def _item(line: NamedLine, first: int) -> tuple[int, int]:
    """Where the place that may stand there, be it known as one or not, begins and ends; 0 where none does."""
    words, signs, start = line.reading.words, line.signs, first
    while start < min(len(words), first + LONGEST_LEAD) and (words[start].lower() in PLACING or words[start] in LEADS):
        start += 1
    end = start
    while end < min(len(words), start + LONGEST_ITEM) and _is_of_name(line, end, start):
        end += 1
    is_name = end > start and "V" not in signs[end : end + 2] and any(sign in "LC" for sign in signs[start:end])
    return (start, end) if is_name else (start, 0)


def _is_of_name(line: NamedLine, index: int, start: int) -> bool:
    word, sign = line.reading.words[index], line.signs[index]
    return (
        sign in "LlC"
        or (word in PARTICLES and line.reading.words[index + 1 : index + 2] == ["-"])
        or (word == "-" and index > start)
    )
