"""What a seed holds, by its kind: its text, and the fields it states itself."""

import re
from collections.abc import Callable
from typing import Literal

from muniment.model import Record, Seed, Value
from muniment.problems import Place, Problem
from muniment.read.fields import Stated, searches_of, state, texts_at
from muniment.read.folder import shown_path
from muniment.read.front_matter import read_front_matter, split_front_matter
from muniment.read.records import read_csv_record, read_json_record
from muniment.settings import Fields
from muniment.yaml_simple import Field

DATE_PREFIX = re.compile(r" date (\d{4}-\d\d(?:-\d\d)?) ", re.ASCII)
MAY_BE_WRONG = ("date", "latitude", "longitude")


class Content(Record, frozen=True, kw_only=True):
    """A seed's text with LF line ends, what was taken off its front, and what it states.

    `places` tells where the fields stand that may turn out to be wrong; `other` are its unknown
    keys; `derivation` names the way from the bytes to the text, and changes when that does. `raw` is all that the
    bytes say, where they say more than the text, its front and what was taken from them.
    """

    text: str
    form: Literal["plain", "markdown"]
    derivation: str
    prefix: str = ""
    stated: Stated = {}
    places: dict[str, Place] = {}
    other: tuple[tuple[str, str], ...] = ()
    raw: str = ""


OF_RECORDS = ("jsonl/1", "csv/1")  # derivations of reports that share a file with others
Reader = Callable[[str, Seed, Fields, list[Problem]], Content | None]


def _read_plain(text: str, seed: Seed, fields: Fields, problems: list[Problem]) -> Content:
    """A text, after ` date YYYY-MM-DD ` or ` date YYYY-MM ` where its first line begins so."""
    found = DATE_PREFIX.match(text)
    if found is None:
        return Content(text=text, form="plain", derivation="text/1")
    return Content(
        text=text[found.end() :],
        form="plain",
        derivation="text/1",
        prefix=found[0],
        stated={"date": (Value(found[1], "stated", "date prefix"),)},
        places={"date": Place(shown_path(seed.path), 1, found.start(1) + 1)},
    )


def _read_markdown(text: str, seed: Seed, fields: Fields, problems: list[Problem]) -> Content | None:
    """Markdown, after front matter where it begins with ---."""
    path = shown_path(seed.path)
    parts = split_front_matter(text, path, problems)
    if parts is None:
        return None
    front, body = parts
    if not front:
        return Content(text=body, form="markdown", derivation="markdown/1")
    spots = read_front_matter(front, path, problems)
    if spots is None:
        return None

    def spot_of(field_path: str) -> Field:
        return spots.get(field_path) or spots[field_path.split(".", 1)[0]]

    def where_of(field_path: str) -> str:
        return f"front matter, line {spot_of(field_path).line}"

    def place_of(field_path: str) -> Place:
        spot = spot_of(field_path)
        return Place(path, spot.line, spot.column)

    values = {name: spot.value for name, spot in spots.items()}
    stated, paths, other = state(values, searches_of(fields, False), where_of)
    return Content(
        text=body,
        form="markdown",
        derivation="markdown/1",
        prefix=front,
        stated=stated,
        places={name: place_of(paths[name]) for name in MAY_BE_WRONG if name in paths},
        other=other,
    )


def _read_json(text: str, seed: Seed, fields: Fields, problems: list[Problem]) -> Content | None:
    values = read_json_record(text, seed, problems)
    return None if values is None else _read_record(values, text, "jsonl/1", seed, fields, problems)


def _read_csv(text: str, seed: Seed, fields: Fields, problems: list[Problem]) -> Content | None:
    return _read_record(read_csv_record(text, seed), text, "csv/1", seed, fields, problems)


def _read_record(
    values: dict[str, object], raw: str, derivation: str, seed: Seed, fields: Fields, problems: list[Problem]
) -> Content | None:
    """A record's text field, as plain text, and its other fields."""
    number = seed.row

    def where_of(field_path: str) -> str:
        return f"field {field_path}, record {number}"

    stated, paths, other = state(values, searches_of(fields, True), where_of)
    if "text" not in stated:
        name = fields.text or "text"
        what = f"the field '{name}' holds no text" if name in values else f"there is no field '{name}'"
        known = "give it words, or remove the record"
        hint = known if name in values else "name the field that holds the text: fields, text, in content/settings.yaml"
        problems.append(Problem(Place(shown_path(seed.path), seed.line), what, hint))
        return None
    (text,) = texts_at(values, paths["text"], is_exact=True)
    return Content(
        text=text.replace("\r\n", "\n").replace("\r", "\n"),
        form="plain",
        derivation=derivation,
        stated=stated,
        places={name: _spot_of(stated[name][0].value, raw, seed) for name in MAY_BE_WRONG if name in paths},
        other=other,
        raw=raw,
    )


def _spot_of(value: str, raw: str, seed: Seed) -> Place:
    """Where the value stands in the file, as far as there is but one place in the record."""
    path, at = shown_path(seed.path), raw.find(value)
    if at < 0 or raw.find(value, at + 1) >= 0:
        return Place(path, seed.line)
    return Place(path, seed.line + raw.count("\n", 0, at), at - raw.rfind("\n", 0, at))


READERS: dict[str, Reader] = {".txt": _read_plain, ".md": _read_markdown, ".jsonl": _read_json, ".csv": _read_csv}
