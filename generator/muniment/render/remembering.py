"""Answers that are not worked out twice, where arguments that are equal are the same in every way."""

from collections.abc import Callable
from functools import lru_cache, wraps
from types import NoneType
from typing import Any

from muniment.model import is_told_by_identity

REMEMBERED = 4096  # answers of one function
PLAIN = (str, int, NoneType)  # and kinds of them, such as text that is HTML: equal ones of one type are the same


def remembering(function: Callable[..., str]) -> Callable[..., str]:
    """The function, with its answers remembered by arguments that are the same whenever they are equal and of
    one type. Others are not: 0.0 equals -0.0, and a text within a tuple the same words as HTML."""
    known = lru_cache(maxsize=REMEMBERED, typed=True)(function)

    @wraps(known)
    def answer(*arguments: Any) -> str:
        return known(*arguments) if all(map(is_same_when_equal, arguments)) else function(*arguments)

    return answer


def is_same_when_equal(value: Any) -> bool:
    """Whether whatever equals the value, and is of its type, gives the same answers."""
    if type(value) is tuple:
        return all(is_told_by_identity(type(one)) for one in value)
    return isinstance(value, PLAIN) or is_told_by_identity(type(value))
