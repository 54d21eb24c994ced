"""Numbers in words and figures, and the words before them that make a count exact or not."""

from collections.abc import Collection
from typing import Literal

from muniment.model import Record
from muniment.understand.number_words import (
    GROUPS,
    HYPHENS,
    JOINTS,
    LONGEST,
    MULTIPLES,
    WORDS,
    Number,
    is_figure,
    number_after,
    number_at,
    value_of,
)
from muniment.understand.reading import OTHER, Reading

Operator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
VAGUE = frozenset(GROUPS["vague"])
FIRST_WORDS = WORDS | VAGUE
INDEFINITE = frozenset(GROUPS["indefinite"])
RANGES = frozenset(("-", "–", "—", " -", " –", " —", *GROUPS["ranges"]))
BETWEEN = frozenset(GROUPS["opening a range"])
# The longest fits first. Words that add nothing to the number belong to the claim all the same.
MODIFIERS: dict[tuple[str, ...], Operator] = {
    ("no", "fewer", "than"): ">=", ("no", "less", "than"): ">=", ("not", "less", "than"): ">=",
    ("a", "minimum", "of"): ">=", ("at", "least"): ">=", ("more", "than"): ">", ("greater", "than"): ">",
    ("over",): ">", ("no", "more", "than"): "<=", ("not", "more", "than"): "<=", ("as", "many", "as"): "<=",
    ("a", "maximum", "of"): "<=", ("at", "most"): "<=", ("up", "to"): "<=", ("less", "than"): "<",
    ("fewer", "than"): "<", ("under",): "<", ("an", "estimated"): "~", ("a", "total", "of"): "=",
    ("about",): "~", ("around",): "~", ("almost",): "~", ("nearly",): "~", ("approximately",): "~", ("some",): "~",
    ("roughly",): "~", ("estimated",): "~", ("circa",): "~", ("only",): "=", ("just",): "=", ("another",): "=",
    ("exactly",): "=", ("between",): "=", ("all",): "=", ("these",): "=", ("those",): "=", ("both",): "=",
}  # fmt: skip
LONGEST_MODIFIER = 3  # words
MOST_MODIFIERS = 2  # one after another: "at least another 20"


class Amount(Record, frozen=True):
    """A number from the word `first` up to, without, `last`; None is a number that is not said. Where it `is_certain`
    not which number it is, nothing may be told of it."""

    first: int
    last: int
    value: float | None
    further: float | None = None  # the upper end of a range
    lower_last: int = 0  # the word after its first number
    is_certain: bool = True


def is_number(word: str) -> bool:
    """Whether a number may begin with this word."""
    return is_figure(word) or word.lower() in FIRST_WORDS


def sign_of_number(word: str) -> str:
    """# where a number may begin, else the sign of no use."""
    return "#" if is_number(word) else OTHER


def amount_at(reading: Reading, index: int, closed: Collection[int] = ()) -> Amount:
    """The number, range or vague number that begins at a word; a range may have a scale at its end. It has no word that
    is in `closed`."""
    words = reading.words
    if words[index].lower() in VAGUE:
        is_double = words[index + 1 : index + 2] == ["of"] and [*words[index + 2 : index + 3], ""][0].lower() in VAGUE
        last = index + 3 if is_double else index + 1  # tens of thousands
        return Amount(index, last, None, lower_last=last)
    if words[index].lower() in MULTIPLES and index and words[index - 1].lower() in INDEFINITE:
        return _several_at(words, index)
    one = number_at(reading, index, closed)
    is_between = one.first > 0 and words[one.first - 1].lower() in BETWEEN
    joint = words[one.last].lower() if one.last < len(words) else ""
    is_joined = joint in (JOINTS if is_between else RANGES)
    last, ends = one.last, None
    if joint in VAGUE:
        return Amount(one.first, one.last, None, lower_last=one.last, is_certain=False)  # two hundreds
    if two := number_after(reading, one.last + 1, closed) if is_joined else None:
        last, ends = two.last, _ends(words[one.first : one.last], words[two.first : two.last], two.value)
    elif one.value is None:
        ends = _ends_within(words, one, JOINTS if is_between else HYPHENS)
    else:
        return Amount(one.first, one.last, one.value, lower_last=one.last)
    if ends is None:
        return Amount(one.first, one.last, None, lower_last=one.last, is_certain=False)
    return Amount(one.first, last, *ends, lower_last=one.last)


def _several_at(words: list[str], index: int) -> Amount:
    """Several hundred, a few thousand, several hundred thousand, of which the first multiple is the word `index`:
    nobody says how many."""
    first, last = index - 1, index + 1
    while last < len(words) and (words[last].lower() in MULTIPLES or words[last].lower() in VAGUE):
        last += 1
    first -= first > 0 and words[first - 1].lower() == "a"
    return Amount(first, last, None, lower_last=last)


def _ends_within(words: list[str], number: Number, joints: Collection[str]) -> tuple[float, float] | None:
    """The ends of the range that words are which are no number: between one hundred and two hundred, twenty-thirty;
    None where they are none, or can be parted in two ways."""
    if number.last - number.first > LONGEST:
        return None
    found = []
    for place in range(number.first + 1, number.last - 1):
        if words[place].lower() in joints:
            one, two = words[number.first : place], words[place + 1 : number.last]
            found += [ends for ends in [_ends(one, two, value_of(two))] if ends]
    return found[0] if len(found) == 1 else None


def _ends(one: list[str], two: list[str], upper: float | None) -> tuple[float, float] | None:
    """The ends of a range in words, of which the upper is known; None where they are none, or not certain."""
    scales = [place for place, word in enumerate(two) if word.lower() in MULTIPLES]
    lower = value_of(one)
    if upper is None:
        return None
    if scales and MULTIPLES.keys().isdisjoint(map(str.lower, one)):
        shared = value_of([*one, two[-1]]) if scales == [len(two) - 1] else None
        if shared is not None and shared < upper:
            return shared, upper  # two to three hundred, but 900 to one thousand
        if len(scales) > 1 and (lower or 0) < (value_of(two[: scales[0]]) or 0):
            return None
    return (lower, upper) if lower is not None and lower < upper else None


def modified(words: list[str], first: int) -> tuple[int, Operator | None]:
    """Where the words begin that qualify the number at `first`, and what they make of it."""
    operator: Operator | None = None
    for _ in range(MOST_MODIFIERS):
        before = tuple(map(str.lower, words[max(0, first - LONGEST_MODIFIER) : first]))
        for length in range(len(before), 0, -1):
            if found := MODIFIERS.get(before[-length:]):
                first -= length
                operator = found if operator in (None, "=") else operator
                break
        else:
            break
    return first, operator


def bounds(amount: Amount, operator: Operator | None) -> tuple[Operator, float | int | None, float | int | None]:
    """op, low and high as a claim has them."""
    value, further = _whole(amount.value), _whole(amount.further)
    if further is not None:
        return "range", value, further
    if value is None:
        return "~", None, None
    match operator:
        case ">=" | ">":
            return operator, value, None
        case "<=" | "<":
            return operator, None, value
        case _:
            return operator or "=", value, value


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number
