"""One record of a JSONL or CSV file, from its own bytes to named values."""

import json
import re
from typing import Any

from muniment.model import Seed
from muniment.problems import Place, Problem
from muniment.read.fields import Number
from muniment.read.folder import shown, shown_path
from muniment.read.table import split_fields
from muniment.shape import decoded

MARK = b"\xef\xbb\xbf"  # UTF-8's byte order mark
SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
DEEPEST = 60  # levels of nesting, as in YAML


def decoded_record(data: bytes, path: str, problems: list[Problem]) -> str | None:
    """The bytes of one record as text; a byte order mark belongs to a file, so here it is a sign like any."""
    return decoded(MARK + data if data.startswith(MARK) else data, path, problems)


def read_csv_record(text: str, seed: Seed) -> dict[str, Any]:
    """The record's fields by the names of the header."""
    return dict(zip(seed.header, split_fields(text, seed.delimiter or ","), strict=True))


def read_json_record(text: str, seed: Seed, problems: list[Problem]) -> dict[str, Any] | None:
    """The JSON object (RFC 8259) of one line, its numbers as they are written; None, with a problem
    that gives line and column in the file, when it is anything else."""
    path = shown_path(seed.path)
    try:
        value = DECODER.decode(text)
        if text.count("{") + text.count("[") > DEEPEST:
            _refuse_depth(value)
        if r"\ud" in text or r"\uD" in text:
            value, has_changed = _scrubbed(value)
            if has_changed:
                what = "half a character (a lone UTF-16 surrogate) is shown as \ufffd"
                problems.append(Problem(Place(path, seed.line), what, "the evidence keeps it", severity="warning"))
    except json.JSONDecodeError as error:
        place = Place(path, seed.line + error.lineno - 1, error.colno)
        what = error.msg[0].lower() + error.msg[1:]
        problems.append(Problem(place, f"broken JSON: {what}", "each line must be one JSON object"))
        return None
    except (ValueError, RecursionError) as error:
        is_deep = isinstance(error, RecursionError)
        what = "nested too deeply" if is_deep else str(error)
        hint = f"lists and objects nest at most {DEEPEST} levels" if is_deep else "keep one of them"
        problems.append(Problem(Place(path, seed.line), f"broken JSON: {what}", hint))
        return None
    if isinstance(value, dict):
        return value
    problems.append(Problem(Place(path, seed.line, 1), "a JSON object was expected", '{"text": "…"}, one a line'))
    return None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Which of two values with one name is meant, nobody can say (RFC 8259, section 4)."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"'{shown(twice)}' is given twice")
    return fields


DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_int=Number, parse_float=Number, parse_constant=Number)


def _refuse_depth(value: Any) -> None:
    """What comes after walks a value by calling itself, a level a call."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise RecursionError


def _scrubbed(value: Any) -> tuple[Any, bool]:
    """The value with U+FFFD for each half of a surrogate pair that stands alone, and whether there is any."""
    if isinstance(value, str):
        clean = SURROGATE.sub(REPLACEMENT, value)
        return clean, clean != value
    if isinstance(value, dict):
        pairs = [(_scrubbed(name), _scrubbed(inner)) for name, inner in value.items()]
        return {name: inner for (name, _), (inner, _) in pairs}, any(a or b for (_, a), (_, b) in pairs)
    if isinstance(value, list):
        items = [_scrubbed(item) for item in value]
        return [item for item, _ in items], any(has_changed for _, has_changed in items)
    return value, False
