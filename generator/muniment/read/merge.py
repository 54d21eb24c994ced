"""What a seed states and what is stated beside it, made one: the seed's own statement stays."""

import re
from collections.abc import Mapping

from muniment.model import Seed, Value
from muniment.problems import Place, Problem
from muniment.read.beside import Beside, fields_of
from muniment.read.content import Content
from muniment.read.dates import advise_date, read_date
from muniment.read.fields import Stated
from muniment.read.folder import shown, shown_path
from muniment.shape import read_record
from muniment.shaping import LONGEST_VALUE
from muniment.yaml_simple import Field

DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?", re.ASCII)
LIMITS = {"latitude": 90, "longitude": 180}
ALIKE = {  # names beside a seed, and in it
    "title": "title",
    "date": "date",
    "url": "url",
    "publisher": "source",
    "author": "author",
    "language": "language",
}


def check_stated(content: Content, problems: list[Problem]) -> Stated:
    """What the seed states, less a date that is no date and degrees that are none, which are told."""
    stated = dict(content.stated)
    if "date" in stated and read_date(text := stated["date"][0].value) is None:
        problems.append(Problem(content.places["date"], f"'{shown(text)}' is no date", advise_date(text)))
        del stated["date"]
    for name, limit in LIMITS.items():
        if name in stated and not _is_degrees(text := stated[name][0].value, limit):
            what = f"'{shown(text)}' is no {name}"
            hint = f"degrees from -{limit} to {limit}, with a point: 49.2088"
            problems.append(Problem(content.places[name], what, hint))
            del stated[name]
    return stated


def refuse_long(
    stated: Stated, other: tuple[tuple[str, str], ...], place: Place, problems: list[Problem]
) -> tuple[Stated, tuple[tuple[str, str], ...]]:
    """What is stated, and the other fields, less those with a value that no list or feed could hold."""
    fields = [(name, one.value) for name, values in stated.items() if name != "text" for one in values]
    long = [*dict.fromkeys(name for name, value in fields if len(value) > LONGEST_VALUE)]
    long += [name for name, value in other if len(value) > LONGEST_VALUE]
    if not long:
        return stated, other
    for name in long:
        what = f"'{shown(name)}' has more than {LONGEST_VALUE:,} characters, and is left out"
        problems.append(Problem(place, what, "long words belong in the report's text"))
    kept = {name: values for name, values in stated.items() if name not in long}
    return kept, tuple((name, value) for name, value in other if name not in long)


def _is_degrees(text: str, limit: int) -> bool:
    return DEGREES.fullmatch(text) is not None and abs(float(text)) <= limit


def coordinates_of(stated: Stated) -> tuple[float, float] | None:
    """Latitude and longitude, where both are stated; after `check_stated`. A -0 is 0, which it equals, so that
    what is equal is written alike."""
    if "latitude" not in stated or "longitude" not in stated:
        return None
    return float(stated["latitude"][0].value) + 0.0, float(stated["longitude"][0].value) + 0.0


def beside_of(seed: Seed) -> tuple[Beside, Mapping[str, Field]]:
    """What the file beside a seed states, and where in it; what is wrong with it was told before."""
    path = shown_path(seed.beside_path)
    return read_record(seed.beside.encode(), path, Beside, []) or Beside(), fields_of(seed.beside, path)


def merge(stated: Stated, beside: Beside, spots: Mapping[str, Field], seed: Seed, problems: list[Problem]) -> Stated:
    """What the seed lacks is taken from beside it; what contradicts it is a warning with both.

    A record of a file that holds many is not contradicted: what is beside that file is of all
    records that do not say otherwise.
    """
    merged = dict(stated)
    for name, own_name in ALIKE.items():
        text = getattr(beside, name).strip()
        if not text or (name == "date" and read_date(text) is None):
            continue
        own = merged.get(own_name, ())
        line = spots[name].line if name in spots else 0
        if not own:
            merged[own_name] = (Value(text, "stated", f"file beside it, line {line}"),)
        elif not seed.row and not _is_among(name, text, own):
            place = Place(shown_path(seed.beside_path), line, spots[name].column if line else 0)
            what = f"{name} '{shown(text)}' contradicts the report's own '{shown(own[0].value)}', which is kept"
            problems.append(Problem(place, what, "remove it here, or note the matter elsewhere", severity="warning"))
    return merged


def _is_among(name: str, text: str, own: tuple[Value, ...]) -> bool:
    if name == "date":
        days = [date[0] for date in map(read_date, (text, own[0].value)) if date]
        return len(set(days)) == 1
    return any(text == value.value for value in own)
