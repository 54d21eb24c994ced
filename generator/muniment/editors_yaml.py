"""YAML that editors wrote, written back with their comments. The only file that imports ruamel.yaml.

It gives the text of what is new; where that goes, `review/text.py` knows, so that all else stays as it was written.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from muniment.problems import Place, Problem
from muniment.read.beside import is_day
from muniment.read.folder import shown

WIDEST = 1_000_000  # signs of a line: a value stays on its own
Fields = Mapping[str, str | int | bool | Sequence[str]]


def with_fields(
    old: bytes, known: dict[str, str], place: Place, problems: list[Problem]
) -> tuple[bytes | None, list[str]]:
    """The YAML with these fields set, and what that changes, in words; None, with why, where it cannot be done."""
    yaml = _writer()
    try:
        text = old.decode("utf-8-sig")
        fields: Any = yaml.load(text) or {}
    except (YAMLError, ValueError) as error:
        problems.append(Problem(place, f"cannot be written back: {shown(str(error))}", "mend it by hand"))
        return None, []
    told = []
    for name, value in known.items():
        before = fields.get(name)
        if str(before) == value:
            continue
        told.append(name if before is None else f"{name} changed from '{shown(str(before))}'")
        fields[name] = value
    if not told:
        return old, told
    stream = io.BytesIO()
    if type(fields) is dict and text.strip():  # comments alone, which belong to no field
        stream.write(text.rstrip("\n").encode() + b"\n")
    yaml.dump(fields, stream)
    return stream.getvalue(), told


def written(fields: Fields) -> list[str]:
    """The lines of fields, "name: value" each."""
    return _dumped(CommentedMap((name, _scalar(value)) for name, value in fields.items()))


def written_in_line(fields: Fields) -> str:
    """The same in braces, {name: value, name: value}, as it stands within brackets and braces."""
    made = CommentedMap((name, _scalar(value)) for name, value in fields.items())
    made.fa.set_flow_style()
    return " ".join(_dumped(made))


def _dumped(value: Any) -> list[str]:
    stream = io.StringIO()
    _writer().dump(value, stream)
    return stream.getvalue().rstrip("\n").split("\n")


def _writer() -> YAML:
    yaml = YAML()  # keeps comments, order and quotation marks; constructs nothing but plain values
    yaml.width = WIDEST
    yaml.preserve_quotes = True
    return yaml


def _scalar(value: str | int | bool | Sequence[str]) -> Any:
    """A value in the style that it is written in: days plain, lists in brackets, line ends never as such."""
    if isinstance(value, bool | int):
        return value
    if not isinstance(value, str):
        made = CommentedSeq(map(_scalar, value))
        made.fa.set_flow_style()
        return made
    if is_day(value):
        return date.fromisoformat(value)
    return value if value.isprintable() else DoubleQuotedScalarString(value)
