"""How many, as editors and gold write it: "= 440", ">= 440", "~ 445", "11000 to 15000", "uncounted" for "hundreds"."""

import math
import re
from typing import Literal

Operator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
Bounds = tuple[Operator, float | int | None, float | int | None]

UNCOUNTED = "uncounted"
ABOUT = 10  # "about" so many stands for all from a tenth less to a tenth more
NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]?\d{1,2})?"
ONE = re.compile(rf"(=|>=|>|<=|<|~)? ?({NUMBER})", re.ASCII)
RANGE = re.compile(rf"({NUMBER}) to ({NUMBER})", re.ASCII)


def count_in_words(operator: Operator, low: float | int | None, high: float | int | None) -> str:
    """A claim's count; `read_count` gives the same one back, to twelve digits."""
    if operator == "range":
        return f"{_written(low)} to {_written(high)}"
    number = high if operator in ("<=", "<") else low
    return UNCOUNTED if number is None else f"{operator} {_written(number)}"


def read_count(text: str) -> Bounds | None:
    """Operator, low and high as a Claim has them; a number alone is that very number. None for what is no count."""
    if text == UNCOUNTED:
        return "~", None, None
    if found := RANGE.fullmatch(text):
        low, high = _number(found[1]), _number(found[2])
        return ("range", low, high) if low < high else None
    one = ONE.fullmatch(text)
    if one is None:
        return None
    number = _number(one[2])
    match one[1] or "=":
        case ">=":
            return ">=", number, None
        case ">":
            return ">", number, None
        case "<=":
            return "<=", None, number
        case "<":
            return "<", None, number
        case "~":
            return "~", number, number
        case _:
            return "=", number, number


def extent_of(operator: Operator, low: float | int | None, high: float | int | None) -> tuple[float, float] | None:
    """The least and the most that a count allows, an end that it does not give as infinite; None where it gives no
    number, or one that nobody can count, such as fewer than none."""
    known = [float(one) for one in (low, high) if one is not None]
    if not known or not all(math.isfinite(one) and one >= 0 for one in known):
        return None
    least, most = min(known), max(known)
    match operator:
        case ">=" | ">":
            return least, math.inf
        case "<=" | "<":
            return -math.inf, most
        case "~":
            return least - least / ABOUT, most + most / ABOUT
    return least, most


def _written(number: float | int | None) -> str:
    return str(number) if isinstance(number, int) else f"{number:.12g}"


def _number(text: str) -> float | int:
    number = float(text)
    return int(number) if math.isfinite(number) and number.is_integer() else number
