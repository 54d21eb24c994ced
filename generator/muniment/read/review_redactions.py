"""What a review holds back of its report: words that are redacted, passages that are folded, the whole withdrawn."""

from collections.abc import Iterator
from typing import Any

from muniment.model import GraphicPassage, Record, Redaction, Selector
from muniment.shaping import Item

Fault = tuple[str, str, str]  # the part that is wrong, what is wrong, and a hint
MOST = 1_000  # redactions of one report
SPAN = "start and end count the characters of the text from 0, and end is behind the last"


class GraphicItem(Record, frozen=True, kw_only=True):
    """One item of `graphic`."""

    exact: str
    warning: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1


class RedactItem(Record, frozen=True, kw_only=True):
    """One item of `redact`."""

    start: int
    end: int
    reason: str
    date: str = ""
    only_here: bool = False


def faults_of_care(fields: Any) -> Iterator[Fault]:
    """What is wrong with what a review, as ReviewFields has it, holds back."""
    if len(fields.redact) > MOST:
        yield f"redact.{MOST}", f"more than {MOST:,} redactions", "redact whole passages, or withdraw the report"
    for index, one in enumerate(fields.redact):
        if not 0 <= one.start < one.end:
            yield f"redact.{index}.start", f"{one.start} to {one.end} is no passage", SPAN
        if not one.reason.strip():
            yield f"redact.{index}.reason", "no reason is given", "readers see it in the place of the words"
    for index, passage in enumerate(fields.graphic):
        if not passage.exact.strip():
            yield f"graphic.{index}.exact", "it does not say which words", "copy them from the report: exact: …"
        if not passage.warning.strip():
            yield f"graphic.{index}.warning", "no warning is given", "say what the passage shows, in a few plain words"
    for name in ("reason", "authority") if fields.withdrawn else ():
        if not getattr(fields.withdrawn, name).strip():
            yield f"withdrawn.{name}", f"the {name} is empty", "say why, and by whose authority"
    if fields.coarsen is not None and not 0 <= fields.coarsen <= 5:
        yield "coarsen", f"{fields.coarsen} is no number of decimals of a degree", "0 to 5; 1 is some 10 km"


def redactions_in(item: Item) -> Iterator[Redaction]:
    """What is redacted, each with its place in the file."""
    for index, one in enumerate(item.record.redact):
        place = item.place(f"redact.{index}")
        yield Redaction(
            start=one.start, end=one.end, reason=one.reason, date=one.date,
            only_here=one.only_here, line=place.line, column=place.column,
        )  # fmt: skip


def graphic_in(item: Item) -> Iterator[GraphicPassage]:
    """What is folded, each with its place in the file."""
    for index, one in enumerate(item.record.graphic):
        selector = Selector(one.exact, one.prefix, one.suffix, one.start, one.end)
        place = item.place(f"graphic.{index}")
        yield GraphicPassage(selector=selector, warning=one.warning, spots=(("", place.line, place.column),))
