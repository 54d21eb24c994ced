"""Gold: texts in which people have marked all that there is to find. One text a line, as JSON (JSON Lines):

    {"id": "izium-1", "text": "It was Sept. 15.", "date": "2022-09-16", "findings": {
        "dates": [{"start": 7, "end": 15, "surface": "Sept. 15", "type": "DATE", "value": "2022-09-15"}]}}

`date` is the day, month or year of the report, in ISO 8601, and `language` its language; `form` is "plain" or
"markdown". Offsets are code points into `text`, `end` is behind the last. A `surface`, if there is one, must be what
stands there. What a finding says (a `value`, a `speaker`) is judged where it is marked, and "" marks that there is
nothing to say; what else stands in a mark is left alone, so that findings as a report's JSON has them can be marked
over. Kinds of findings that are left out of `findings` are not judged in that text.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from muniment.counts import read_count
from muniment.model import EntityKind, Record, from_json
from muniment.problems import InputError, Place, Problem
from muniment.read.dates import read_date
from muniment.settings import LANGUAGE
from muniment.shape import decoded

TimeType = Literal["DATE", "TIME", "DURATION", "SET", ""]
PassedOn = Literal["credit", "via", "channel", "citing"]


class Name(Record, frozen=True, kw_only=True):
    """A person, organisation or place that is named; without a kind, one of the three."""

    start: int
    end: int
    surface: str = ""
    kind: EntityKind | Literal[""] = ""
    name: str | None = None  # in full


class Time(Record, frozen=True, kw_only=True):
    """A time expression, its TIMEX3 type and value, and the interval of the calendar that it stands for (EDTF)."""

    start: int
    end: int
    surface: str = ""
    type: TimeType = ""
    value: str | None = None
    edtf: str | None = None


class Quotation(Record, frozen=True, kw_only=True):
    """Words between quotation marks, with the marks, and who said them."""

    start: int
    end: int
    surface: str = ""
    speaker: str | None = None


class Counting(Record, frozen=True, kw_only=True):
    """A counted statement, as a Claim has it; `count` is `op`, `low` and `high` in words, such as ">= 440"."""

    start: int
    end: int
    surface: str = ""
    count: str | None = None
    what: str | None = None
    where: str | None = None
    speaker: str | None = None


class Passing(Record, frozen=True, kw_only=True):
    """Who passes on what, and from whom."""

    start: int
    end: int
    surface: str = ""
    kind: PassedOn
    name: str | None = None
    of: str | None = None


Marked = Name | Time | Quotation | Counting | Passing


class Marks(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is marked in a text; None is not marked at all."""

    mentions: tuple[Name, ...] | None = None
    dates: tuple[Time, ...] | None = None
    quotes: tuple[Quotation, ...] | None = None
    claims: tuple[Counting, ...] | None = None
    attributions: tuple[Passing, ...] | None = None


class Gold(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text with its marks."""

    id: str
    text: str
    date: str = ""
    language: str = ""
    form: Literal["plain", "markdown"] = "plain"
    findings: Marks


KINDS: tuple[str, ...] = Marks.__struct_fields__


def read_gold(path: Path) -> tuple[Gold, ...]:
    """The texts of a file. Raises InputError with every line that is wrong."""
    problems: list[Problem] = []
    try:
        text = decoded(path.read_bytes(), str(path), problems) or ""
    except OSError as error:
        raise InputError(Problem(Place(str(path)), f"cannot be read: {error.strerror}")) from error
    gold = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            one = from_json(line.encode(), Gold)
            check(one)
            gold.append(one)
        except ValueError as error:
            problems.append(Problem(Place(str(path), number), str(error)))
        except RecursionError:
            problems.append(Problem(Place(str(path), number), "is nested too deep"))
    if not gold and not problems:
        problems.append(Problem(Place(str(path)), "holds no text with marks"))
    if problems:
        raise InputError(*problems)
    return tuple(gold)


def check(gold: Gold) -> None:
    """Raises ValueError when a mark does not stand in its text, or what is said of it cannot be."""
    known = read_date(gold.date) if gold.date else None
    if gold.date and (known is None or known[0] != gold.date):
        raise ValueError(f"date: {gold.date!r} is no day, month or year of the calendar, such as 2022-09-18")
    if gold.language and not LANGUAGE.fullmatch(gold.language):
        raise ValueError(f"language: {gold.language!r} is no tag of a language, such as en")
    seen = set[tuple[str, Marked]]()
    for kind, one in marks_of(gold):
        stands = gold.text[one.start : one.end] if 0 <= one.start < one.end <= len(gold.text) else ""
        if not stands or (one.surface and one.surface != stands):
            what = f"{one.surface!r} does not stand" if one.surface else "no text stands"
            raise ValueError(f"{kind}: {what} at {one.start} to {one.end}" + (f", but {stands!r}" if stands else ""))
        if isinstance(one, Counting) and one.count is not None and read_count(one.count) is None:
            raise ValueError(f"{kind}: {one.count!r} is no count, such as >= 440")
        if (kind, one) in seen:
            raise ValueError(f"{kind}: {stands!r} at {one.start} is marked twice")
        seen.add((kind, one))


def marks_of(gold: Gold) -> Iterator[tuple[str, Marked]]:
    """Every mark of a text, with its kind."""
    for kind in KINDS:
        for one in getattr(gold.findings, kind) or ():
            yield kind, one
