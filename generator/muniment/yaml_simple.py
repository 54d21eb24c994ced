"""The quick way for the YAML that most files hold: `name: value`, one a line, and lists of values, one a line.

The patterns match less than YAML allows (yaml.org/spec/1.1, which libyaml reads), and nothing that can be
read in two ways. A text with anything else in it is for the parser, whole. Tests hold both ways to the
same fields.
"""

import re
from typing import Any

from muniment.model import Record

LONGEST = 20_000  # code points; a longer text may hold more values than are let through
NULLS = frozenset({"~", "null", "Null", "NULL"})  # yaml.org/type/null.html
ESCAPED = re.compile(r"\\(.)")

# A plain value begins with no sign that has a meaning, and holds neither ": " nor " #".
PLAIN = r"""[^\s?:,\[\]{}#&*!|>'"%@`-](?>(?:[^\n:#]++|:(?=\S)|(?<=\S)#)*)(?<=\S)"""
DOUBLE = r'(?>(?:[^"\\\n]++|\\["\\/])*)'
SINGLE = r"(?>(?:[^'\n]++|'')*)"
LINE_END = r"(?=\n|\Z)"
VALUE = rf"""(?:({PLAIN})|"({DOUBLE})"|'({SINGLE})'){LINE_END}"""
ITEM = rf"""- ++(?:{PLAIN}|"{DOUBLE}"|'{SINGLE}'){LINE_END}"""
# A key has at most 1,024 characters (yaml.org/spec/1.2.2, 7.4.2).
FIELD = re.compile(
    rf"([A-Za-z_][A-Za-z0-9_-]{{0,1000}}+):(?:( ++){VALUE}|((\n++)( *+){ITEM}(?>(?:\n++\8{ITEM})*))|{LINE_END})(\n*+)"
)
ITEMS = re.compile(rf"\n++ *+- ++{VALUE}")


class Field(Record, frozen=True):
    """A value of a mapping with its spot: text as written for scalars, tuples for lists."""

    value: Any
    line: int
    column: int


def simple_fields(text: str, first_line: int) -> dict[str, Field] | None:
    """The fields of a mapping, whose first line has the number `first_line`; None where it is not simple."""
    if len(text) > LONGEST or not text.replace("\n", "").isprintable():
        return None
    fields: dict[str, Field] = {}
    position, line = 0, first_line
    for found in FIELD.finditer(text):
        name, spaces, plain, double, single, items, above, indent, below = found.groups("")
        if found.start() != position or name in fields:
            return None
        if items:
            values = tuple([_value(*one) for one in ITEMS.findall(items)])
            fields[name] = Field(values, line + len(above), len(indent) + 1)
            line += items.count("\n")
        else:  # or nothing, which is null
            value = _value(plain, double, single) if spaces else None
            fields[name] = Field(value, line, len(name) + len(spaces) + 2)
        line += len(below)
        position = found.end()
    return fields if position == len(text) else None


def _value(plain: str, double: str, single: str) -> str | None:
    """The text of a value, of which one way to write it is not empty, or which is empty itself."""
    if plain:
        return None if plain in NULLS else plain
    return ESCAPED.sub(r"\1", double) if double else single.replace("''", "'")
