"""What editors decided on a report, as its page and its JSON tell it."""

from collections.abc import Callable
from typing import Any

from muniment.counts import read_count
from muniment.model import (
    Decided,
    FieldKind,
    FindingKind,
    Folded,
    Record,
    Report,
    Reviewed,
    Status,
    Verb,
    as_dict,
    is_folded,
)
from muniment.render.dates import written, written_value
from muniment.render.folds import INSTEAD
from muniment.render.text import NameOf
from muniment.render.words import bound, counted, cut, kind_name

CHAIN = "chain"  # the value that may be there more than once
MOST = 200  # rows; the JSON has them all
LONGEST = 200
DONE: dict[Verb, str] = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added"}
ABOUT: dict[FindingKind | FieldKind, str] = {
    "mention": "a name", "date": "a date", "quote": "who is quoted", "claim": "a claim",
    "attribution": "who passes it on", "title": "the title", "published": "the day of publication",
    "publisher": "the publisher", "url": "the address", "language": "the language",
}  # fmt: skip

Pairs = tuple[tuple[str, str], ...]


class DecidedView(Record, frozen=True, kw_only=True):
    """A row: what was decided on, its words in the text if it has any, what was there and what is now."""

    done: str
    about: str
    surface: str
    is_graphic: bool  # `surface` is what stands instead of its words
    paragraph: str
    was: str
    now: str
    note: str


class RevisionView(Record, frozen=True):
    day: str
    reason: str


class ReviewView(Record, frozen=True, kw_only=True):
    """`state` says how far the review went; `warning` is not empty where the file is another one by now."""

    reviewer: str
    day: str
    status: Status
    state: str
    warning: str
    note: str
    accepted: str
    decided: tuple[DecidedView, ...]
    left: int
    revisions: tuple[RevisionView, ...]


def review_of(report: Report, paragraph_at: Callable[[int], str], name_of: NameOf) -> ReviewView | None:
    """The editors' part of a report's page; None where nobody has looked at it."""
    reviewed = report.reviewed
    if reviewed is None:
        return None
    shown = reviewed.decided[:MOST]
    stale = (
        "It was made on another state of the file. What it decides is shown as suggested until somebody looks again."
    )
    return ReviewView(
        reviewer=reviewed.reviewer,
        day=written(reviewed.date),
        status=reviewed.status,
        state="all of the report was looked at" if reviewed.is_complete else "a part of the report was looked at",
        warning=stale if reviewed.is_stale else "",
        note=reviewed.note,
        accepted=f"{counted(reviewed.accepted, 'value was', 'values were')} accepted as found"
        if reviewed.accepted
        else "",
        decided=tuple(_view(one, paragraph_at, name_of, report.document.graphic) for one in shown),
        left=len(reviewed.decided) - len(shown),
        revisions=tuple(RevisionView(written(one.date), one.reason) for one in reviewed.revisions),
    )


def _view(
    one: Decided, paragraph_at: Callable[[int], str], name_of: NameOf, graphic: tuple[Folded, ...]
) -> DecidedView:
    is_graphic = is_folded(graphic, one.start, one.end)
    return DecidedView(
        done=DONE[one.verb],
        about=ABOUT[one.about],
        surface=INSTEAD if is_graphic else cut(one.surface, LONGEST),
        is_graphic=is_graphic,
        paragraph=paragraph_at(one.start),
        was="" if is_graphic else cut(_in_words(one.about, one.was, name_of), LONGEST),
        now="" if is_graphic else cut(_in_words(one.about, one.now, name_of), LONGEST),
        note="" if is_graphic else one.note,
    )


def _in_words(about: FindingKind | FieldKind, pairs: Pairs, name_of: NameOf) -> str:
    """What a finding says, or a field: "Izium, place", "440 or more unmarked graves, Izium"."""
    values = dict(pairs)

    def named(name: str, kind: str = "") -> str:
        value = values.get(name, "")
        found = name_of(kind, value, value) if value else None
        return found.name if found else value

    def dated(name: str) -> str:
        return written(values[name], is_short=True) if values.get(name) else ""

    match about:
        case "mention":
            kind = values.get("kind", "")
            parts = [named("entity", kind) or values.get("name", ""), kind_name(kind) if kind else ""]
            parts += [values.get("role", ""), values.get("affiliation", "")]
        case "date":
            parts = ["a length of time" if values.get("type") == "DURATION" else "", dated("edtf")]
            parts += [] if "edtf" in values else [written_value(values.get("value", ""))]
        case "claim":
            count = read_count(values.get("count", ""))
            parts = [" ".join(filter(None, (bound(*count) if count else "", values.get("what", ""))))]
            parts += [named("where", "place"), dated("when"), named("speaker")]
            parts += [*(value for name, value in pairs if name == CHAIN), values.get("basis", "")]
        case _:
            parts = [named(name) for name in values]
    return ", ".join(filter(None, parts))


def review_fields(reviewed: Reviewed | None) -> dict[str, Any] | None:
    """The same for programs."""
    if reviewed is None:
        return None
    return {
        "reviewer": reviewed.reviewer,
        "date": reviewed.date,
        "complete": reviewed.is_complete,
        "stale": reviewed.is_stale,
        "note": reviewed.note or None,
        "accepted": reviewed.accepted,
        "decided": [_decided_fields(one) for one in reviewed.decided],
        "revisions": [as_dict(one) for one in reviewed.revisions],
    }


def _decided_fields(one: Decided) -> dict[str, Any]:
    place = {"start": one.start, "end": one.end, "surface": one.surface} if one.start >= 0 else {}
    sides = {name: _fields_of(getattr(one, name)) for name in ("was", "now")}
    return {"decision": DONE[one.verb], "about": one.about, **place, **sides, "note": one.note or None}


def _fields_of(pairs: Pairs) -> dict[str, str | list[str]] | None:
    """What may be given several times, a chain, is a list."""
    fields: dict[str, str | list[str]] = {name: value for name, value in pairs if name != CHAIN}
    if chain := [value for name, value in pairs if name == CHAIN]:
        fields[CHAIN] = chain
    return fields or None
