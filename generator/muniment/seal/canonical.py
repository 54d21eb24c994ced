"""JSON of which there is one way to write it: the JSON Canonicalization Scheme, RFC 8785.

    {"b": ["€", 1], "a": None}   ->   {"a":null,"b":["€",1]}

Numbers are whole ones that every reader of JSON keeps (I-JSON, RFC 7493, 2.2): records have no others, and so nothing
hangs on how a language writes fractions.
"""

import json
from typing import Any

LARGEST = 2**53 - 1


def canonical(value: Any) -> bytes:
    """The bytes of a value made of dicts, lists, tuples, strings, whole numbers, booleans and None.

    Raises ValueError for what has no such form: a fraction, a number that is too large, half of a surrogate pair, a key
    that is no string.
    """
    text = json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("half of a surrogate pair cannot be written") from error


def _ordered(value: Any) -> Any:
    match value:
        case None | bool() | str():
            return value
        case int():
            if abs(value) > LARGEST:
                raise ValueError(f"{value} is larger than every reader of JSON can hold")
            return value
        case dict():
            if not all(isinstance(key, str) for key in value):
                raise ValueError("a key is no string")
            # RFC 8785, 3.2.3: by UTF-16 code units, which is not the order of code points.
            names = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
            return {name: _ordered(value[name]) for name in names}
        case list() | tuple():
            return [_ordered(one) for one in value]
    raise ValueError(f"{type(value).__name__} has no canonical form")
