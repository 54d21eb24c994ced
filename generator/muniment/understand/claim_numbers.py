"""Numbers in words and figures, and the words before them that make a count exact or not."""

from typing import Literal

from muniment.model import Record
from muniment.understand.date_figures import PLAIN
from muniment.understand.reading import OTHER

Operator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
UNDER_TWENTY = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {word: number for number, word in enumerate(UNDER_TWENTY, 1)} | {
    word: 10 * number for number, word in enumerate(TENS, 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
VAGUE = frozenset("dozens scores hundreds thousands millions billions tens".split())
EXACT = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6}  # after "a"
HALF = "half"
FIRST_WORDS = frozenset((*WORDS, *VAGUE, *EXACT))  # of numbers in words
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
    """A number from the word `first` up to, without, `last`; None is a number that is not said."""

    first: int
    last: int
    value: float | None
    further: float | None = None  # the upper end of a range


def is_number(word: str) -> bool:
    """Whether a number may begin with this word."""
    return "0" <= word[0] <= "9" or word.lower() in FIRST_WORDS


def sign_of_number(word: str) -> str:
    """# where a number may begin, else the sign of no use."""
    return "#" if is_number(word) else OTHER


def amount_at(words: list[str], first: int) -> Amount | None:
    """The number, range or vague number that begins at a word; a range may have a scale at its end."""
    lower = words[first].lower()
    if lower in VAGUE:
        is_double = words[first + 1 : first + 2] == ["of"] and words[first + 2 : first + 3] != []
        is_double = is_double and words[first + 2] in VAGUE  # tens of thousands
        return Amount(first, first + 3 if is_double else first + 1, None)
    one = _plain(words, first)
    if one is None:
        return None
    joints = ("and",) if first and words[first - 1].lower() == "between" else ("-", "–", " -", " –", " —", "to")
    joins = one.last < len(words) - 1 and words[one.last] in joints
    two = _plain(words, one.last + 1) if joins else None
    if two and two.value and one.value and two.value > one.value:
        value, further, last = _scaled(words, one.value, two.value, two.last)
        return Amount(first, last, value, further)
    value, _, last = _scaled(words, one.value, None, one.last)
    return Amount(first, last, value)


def _plain(words: list[str], first: int) -> Amount | None:
    word = words[first].lower()
    if "0" <= word[0] <= "9":
        return Amount(first, first + 1, float(word.replace(",", ""))) if PLAIN.match(word) else None
    if word in TENS and first + 2 < len(words) and words[first + 1] == "-" and WORDS.get(words[first + 2], 10) < 10:
        return Amount(first, first + 3, WORDS[word] + WORDS[words[first + 2]])
    if word in WORDS:
        return Amount(first, first + 1, WORDS[word])
    is_counted = first > 0 and words[first - 1].lower() in ("a", "one")
    if word not in EXACT or not is_counted:
        return None
    is_half = first > 1 and words[first - 2].lower() == HALF  # half a dozen
    return Amount(first, first + 1, EXACT[word] / 2 if is_half else EXACT[word])


def _scaled(
    words: list[str], value: float | None, further: float | None, last: int
) -> tuple[float | None, float | None, int]:
    scale = SCALES.get(words[last]) if last < len(words) else None
    if scale is None:
        return value, further, last
    return value and value * scale, further and further * scale, last + 1


def modified(words: list[str], first: int) -> tuple[int, Operator | None]:
    """Where the words begin that qualify the number at `first`, and what they make of it."""
    operator: Operator | None = None
    if first and words[first - 1].lower() == "a":
        first -= 2 if first > 1 and words[first - 2].lower() == HALF else 1
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
