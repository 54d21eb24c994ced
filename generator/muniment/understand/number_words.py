"""Numbers in words and figures: one hundred and twenty-three, half a dozen, 2.5 million, 1 500.

A number is read whole or not at all: what is left of one that does not fit together is another number.
"""

from collections.abc import Collection, Sequence
from math import inf

from muniment.model import Record
from muniment.understand.date_figures import number_in
from muniment.understand.reading import Reading, sentence_at
from muniment.understand.vocabulary import read_groups

GROUPS = read_groups("counting")
NUMBERS = {word: int(number) for word, number in map(str.split, GROUPS["numbers"])}
MULTIPLES = {word: int(number) for word, number in map(str.split, GROUPS["multiples"])}
ARTICLES = frozenset(GROUPS["articles"])
HALVES = frozenset(GROUPS["halves"])
JOINTS = frozenset(GROUPS["joints"])
PARTS = frozenset(GROUPS["parts"])
POINTS = frozenset(GROUPS["points"])
OPENINGS = ARTICLES | HALVES
WORDS = frozenset((*NUMBERS, *MULTIPLES))
BEFORE_GROUPS = frozenset(GROUPS["before figures in groups"])
HYPHENS = frozenset("-‑")
GOING_ON = HYPHENS | JOINTS | POINTS
HUNDRED, THOUSAND, MILLION = 100, 1000, 10**6
SCALES = {word: number for word, number in MULTIPLES.items() if number >= HUNDRED}  # a dozen ends a number
LONGEST = 24  # words; what is longer is no number
LARGEST = 10**15  # so many things nobody counts
DIGITS_OF_GROUP = 3
# Of n a number, s a scale, a "a", h "half": half a million, two and a half million, a million and a half.
WITH_HALF = frozenset(("has", "ahs", "hs", "n&ahs", "ns&ah", "as&ah"))


class Number(Record, frozen=True):
    """The words from `first` up to, without, `last`; the value is None where it is not certain what they are."""

    first: int
    last: int
    value: float | None


def is_figure(word: str) -> bool:
    """Whether a word begins with a digit."""
    return "0" <= word[0] <= "9"


def is_part_of_number(word: str) -> bool:
    """Whether a word, written small, belongs to a number wherever it stands."""
    return is_figure(word) or word in WORDS


def number_at(reading: Reading, index: int, closed: Collection[int] = ()) -> Number:
    """The number whose first word, but for "a" and "half a", is the word `index`: a figure, or one of `WORDS`. It ends
    before a word that is in `closed`, such as those of a date."""
    words = reading.words
    if _stands_alone(words, index):
        return Number(index, index + 1, value_of(words[index : index + 1]))
    first, last = _beginning(words, index), _end(reading, index, closed)
    is_part = _lower(words, first - 1) == "of" and _lower(words, first - 2) in PARTS  # a quarter of a million
    if is_part or last - first > LONGEST or _is_sign_of_part(_lower(words, first - 1)):
        return Number(first, last, None)
    value = value_of(_with_figures_joined(reading, first, last))
    if value is None and last - first > 1 and words[last : last + 1] == ["-"]:
        return Number(first, last - 1, value_of(words[first : last - 1]))  # three five-pointed stars
    return Number(first, last, value)


def _stands_alone(words: list[str], index: int) -> bool:
    """Whether nothing beside a word can belong to its number, as is so of most: then nothing more is looked at."""
    before, following = _lower(words, index - 1), _lower(words, index + 1)
    goes_on = following != "" and (is_part_of_number(following) or following in GOING_ON)
    is_led = before == "of" or not before.isascii()
    return not goes_on and not is_led and words[index].lower() not in MULTIPLES


def _is_sign_of_part(word: str) -> bool:
    """Whether a word is one sign for a part, or a number in other signs than figures: ½ a million."""
    return word != "" and word[-1].isnumeric() and not word[-1].isascii()


def number_after(reading: Reading, index: int, closed: Collection[int] = ()) -> Number | None:
    """The number that begins at the word `index`, be it with "a" or "half a"; None where none does."""
    for place in range(index, min(len(reading.words), index + 6)):
        word = _lower(reading.words, place)
        if is_part_of_number(word) and place not in closed:
            number = number_at(reading, place, closed)
            return number if number.first == index else None
        if word not in OPENINGS and word not in HYPHENS:
            return None
    return None


def value_of(words: Sequence[str]) -> float | None:
    """What words and figures stand for that are one number as a whole, below `LARGEST`; None where they are none, or it
    is not certain which."""
    value = _value_of_parts(words)
    return value if value is not None and value < LARGEST else None


def _value_of_parts(words: Sequence[str]) -> float | None:
    parts = [word for word in map(str.lower, words) if word not in HYPHENS]
    if not HALVES.isdisjoint(parts):
        return _value_with_half(parts)
    total, part, least = 0.0, None, inf
    if parts and parts[0] in ARTICLES:
        part, parts = 1.0, parts[1:]
        if not parts or parts[0] not in MULTIPLES:
            return None
    for place, word in enumerate(parts):
        is_last = place + 1 == len(parts)
        if word in JOINTS:
            fits = not is_last and _may_be_joined(total, part, parts[place + 1 :])
        elif word in SCALES and SCALES[word] > HUNDRED:
            fits = part is not None and SCALES[word] < least
            total, part, least = total + _times(part, SCALES[word]), None, SCALES[word]
        elif word in MULTIPLES:
            fits = part is not None and 0 < part < HUNDRED and part == int(part)
            fits = fits and (word in SCALES or (is_last and not total))
            part = _times(part, MULTIPLES[word])
        elif word in NUMBERS:
            fits = _may_follow(part, NUMBERS[word]) and (place == 0 or not is_figure(parts[place - 1]))
            part = (part or 0) + NUMBERS[word]
        else:
            part, fits = _figure(parts, place, part, least)
        if not fits:
            return None
    return total + (part or 0) if (part or 0) < least and parts else None


def _may_follow(part: float | None, number: int) -> bool:
    """Twenty five, a hundred five, a hundred fifty; not "two three", "ten five"."""
    if part is None:
        return True
    rest = part % HUNDRED
    return rest == 0 or (number < 10 and rest % 10 == 0 and rest >= 20)


def _may_be_joined(total: float, part: float | None, following: list[str]) -> bool:
    """A hundred and fifty thousand; a thousand and five, but not "a thousand and two hundred", which may be two."""
    if following[0] not in NUMBERS:
        return False
    if part is not None:
        return part > 0 and part % HUNDRED == 0
    return total > 0 and MULTIPLES.keys().isdisjoint(following) and JOINTS.isdisjoint(following)


def _figure(parts: list[str], place: int, part: float | None, least: float) -> tuple[float | None, bool]:
    """What a figure stands for, and whether it fits there: 2.5 only before a scale, since there are no 2.5 graves, and
    1.500 only before a million, since many write so what is no fraction."""
    word, following = parts[place], parts[place + 1] if place + 1 < len(parts) else ""
    number = number_in(word) if part is None else None
    if number is None:
        return None, False
    scale = MULTIPLES.get(following, 1)
    is_whole = "." not in word
    if not is_whole and (scale == 1 or len(parts) > place + 2 or place):
        return None, False
    if not is_whole and len(word) - word.index(".") - 1 == DIGITS_OF_GROUP and scale < MILLION:
        return None, False
    is_first = place == 0
    return number, is_first or (number < THOUSAND and (scale > 1 or least == THOUSAND))


def _value_with_half(parts: list[str]) -> float | None:
    """Half a million, two and a half million, a million and a half."""
    signs = "".join(map(_sign_of_part, parts))
    if signs not in WITH_HALF:
        return None
    whole = next((NUMBERS.get(part) or number_in(part) or 0 for part in parts if _sign_of_part(part) == "n"), 0)
    is_more = signs == "as&ah"
    return _times(whole + is_more + 0.5, next(MULTIPLES[part] for part in parts if part in MULTIPLES))


def _sign_of_part(part: str) -> str:
    groups = (("h", HALVES), ("a", ARTICLES), ("&", JOINTS), ("s", MULTIPLES))
    return next((sign for sign, group in groups if part in group), "n")


def _times(number: float | None, scale: int) -> float:
    return round((number or 0) * scale, 6)  # 2.3 million is not 2,299,999.9999999995


def _lower(words: list[str], index: int) -> str:
    return words[index].lower() if 0 <= index < len(words) else ""


def _beginning(words: list[str], index: int) -> int:
    """The word that "a hundred" and "half a million" begin with."""
    first = index
    if _lower(words, index) in MULTIPLES:
        for place in range(index - 1, max(-1, index - 5), -1):
            word = _lower(words, place)
            if word in OPENINGS and _may_open(words, place, first):
                first = place
            elif word not in HYPHENS:
                break
    return first


def _may_open(words: list[str], place: int, first: int) -> bool:
    """Half a million, a half million; not "half half"."""
    opened = [_lower(words, one) for one in range(place, first + 1)]
    return opened.count(opened[0]) == 1


def _end(reading: Reading, index: int, closed: Collection[int]) -> int:
    """The word after a number that begins at a word."""
    last = index + 1
    while length := _further(reading, last, closed):
        last += length
    return last


def _further(reading: Reading, last: int, closed: Collection[int]) -> int:
    """How many words a number goes on with, from the word `last` on; 0 where it ends there."""
    words = reading.words
    before, word, following = (_lower(words, last + step) for step in (-1, 0, 1))
    if word == "" or last in closed:
        return 0
    if is_part_of_number(word):
        return 1
    if following == "" or last + 1 in closed:
        return 0
    if word in HYPHENS and reading.ends[last - 1] == reading.starts[last]:
        if following in MULTIPLES or (following in NUMBERS and not is_figure(before)):
            return 2
        is_joint = following in JOINTS and _lower(words, last + 2) in HYPHENS
        return 4 if is_joint and _lower(words, last + 3) in WORDS else 0
    if word in JOINTS and following in ARTICLES and _lower(words, last + 2) in HALVES:
        return 3
    if word in POINTS and is_part_of_number(following):
        return 2  # two point five
    return 2 if word in JOINTS and before in SCALES and following in WORDS else 0


def _with_figures_joined(reading: Reading, first: int, last: int) -> list[str]:
    """The words of a number, in which the figures of "1 500" are one where that is certain."""
    words = reading.words[first:last]
    end = first
    while end < last and is_figure(reading.words[end]):
        end += 1
    return ["".join(words[: end - first]), *words[end - first :]] if _is_one_figure(reading, first, end) else words


def _is_one_figure(reading: Reading, first: int, last: int) -> bool:
    """Whether figures with plain spaces between them are the groups of one: 1 500."""
    opening, *groups = reading.words[first:last] or [""]
    are_groups = groups and all(len(group) == DIGITS_OF_GROUP and group.isdigit() for group in groups)
    if not are_groups or not opening.isdigit() or len(opening) > DIGITS_OF_GROUP or opening[0] == "0":
        return False
    ends, starts = reading.ends[first : last - 1], reading.starts[first + 1 : last]
    if any(reading.prose[end:start] != " " for end, start in zip(ends, starts, strict=True)):
        return False
    return sentence_at(reading, first)[0] == first or _lower(reading.words, first - 1) in BEFORE_GROUPS
