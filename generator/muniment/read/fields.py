"""What a seed states in fields of its own: which field is which, under the names that people use.

The same for front matter and for the records of JSONL and CSV files.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from json import JSONEncoder
from typing import Any

from muniment.model import Record, Value
from muniment.settings import Fields

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "date": ("date",),
    "author": ("author", "authors"),
    "source": ("publisher", "source", "sources"),
    "url": ("url", "original_url"),
    "language": ("language", "lang"),
    "tags": ("tags",),
    "people": ("people",),
    "organizations": ("organizations", "organisations"),
    "places": ("places",),
    "entities": ("entities",),
    "summary": ("summary", "description", "excerpt"),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
}
OF_RECORDS = ("id", "text")
SINGLE = frozenset({"title", "date", "url", "language", "summary", "latitude", "longitude", *OF_RECORDS})

ENCODE = JSONEncoder(ensure_ascii=False).encode
LISTS = (list, tuple)
NESTED = (list, tuple, dict)

Stated = dict[str, tuple[Value, ...]]
Paths = dict[str, str]  # for each field found, the path its first value was found at


class Number(Record, frozen=True):
    """A number as it is written: 1.10 is not 1.1."""

    written: str


class Search(Record, frozen=True):
    """Where one field is looked for: in the first group of paths that holds any text."""

    name: str
    groups: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=8)
def searches_of(fields: Fields, is_record: bool) -> tuple[Search, ...]:
    """For each field: the path that the settings give, then the names it has of old."""
    names = {**NAMES, **{name: (name,) for name in OF_RECORDS}} if is_record else NAMES
    searches = []
    for name, own in names.items():
        mapped = getattr(fields, name)
        searches.append(Search(name, ((mapped,), own) if mapped and mapped != name else (own,)))
    return tuple(searches)


def state(
    given: Mapping[str, Any], searches: Iterable[Search], where_of: Callable[[str], str]
) -> tuple[Stated, Paths, tuple[tuple[str, str], ...]]:
    """The values of every field found, each as stated; the path of each; and the keys left over,
    as text. `where_of` gives for a path the words that tell a reader where it is.

    A field of one value takes one that is text and alone; a list there is left over.
    """
    stated: Stated = {}
    paths: Paths = {}
    used: set[str] = set()
    for search in searches:
        for group in search.groups:
            found: dict[str, Value] = {}
            for path in group:
                texts = texts_at(given, path) if path in given or "." in path else ()
                if not texts or (search.name in SINGLE and (len(texts) > 1 or found)):
                    continue
                used.add(path if path in given else path.split(".", 1)[0])
                paths.setdefault(search.name, path)
                where = where_of(path)
                for text in texts:
                    found.setdefault(text, Value(text, "stated", where))
            if found:
                stated[search.name] = tuple(found.values())
                break
    other = ((key, as_text(value)) for key, value in given.items() if key not in used)
    return stated, paths, tuple((key, text) for key, text in other if text)


def texts_at(given: Mapping[str, Any], path: str, is_exact: bool = False) -> tuple[str, ...]:
    """The texts at "name", "place.name", "sources.0.url" or "sources.*.name"; a name that holds
    dots itself comes first. White space around a text is left out unless `is_exact`."""
    if path in given:
        return _texts_of(given[path], is_exact)
    if "." not in path:
        return ()
    values: list[Any] = [given]
    for part in path.split("."):
        values = [inner for value in values for inner in _inside(value, part)]
    return tuple(text for value in values for text in _texts_of(value, is_exact))


def _inside(value: Any, part: str) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values() if part == "*" else (value[part],) if part in value else ()
    if isinstance(value, LISTS):
        if part == "*":
            return value
        return value[int(part) :][:1] if part.isascii() and part.isdigit() else ()
    return ()


def _texts_of(value: Any, is_exact: bool) -> tuple[str, ...]:
    items = value if isinstance(value, LISTS) else (value,)
    texts = [as_text(item) for item in items if not isinstance(item, NESTED)]
    return tuple(text if is_exact else text.strip() for text in texts if text.strip())


def as_text(value: Any) -> str:
    """Any value of a field as text: a list of texts parted by commas, what is deeper as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, LISTS) and not any(isinstance(item, NESTED) for item in value):
        return ", ".join(as_text(item) for item in value)
    return "" if value is None else _as_json(value)


def _as_json(value: Any) -> str:
    """JSON in which a number is written as it was."""
    if isinstance(value, Number):
        return value.written
    if isinstance(value, dict):
        return f"{{{', '.join(f'{ENCODE(name)}: {_as_json(one)}' for name, one in value.items())}}}"
    if isinstance(value, LISTS):
        return f"[{', '.join(map(_as_json, value))}]"
    return ENCODE(value)
