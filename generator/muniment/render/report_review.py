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
    Signer,
    Status,
    Verb,
    as_dict,
    is_folded,
)
from muniment.render.dates import written, written_value
from muniment.render.folds import INSTEAD
from muniment.render.text import NameOf
from muniment.render.words import SIGHTINGS, bound, counted, cut, kind_name

CHAIN = "chain"  # the value that may be there more than once
MOST = 200  # rows; the JSON has them all
LONGEST = 200
LISTS = ("mentions", "dates", "quotes", "claims", "attributions")
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


class SignerView(Record, frozen=True):
    """Whose signature counts, by which key, and on which day that key is told to be valid, in words."""

    name: str
    fingerprint: str
    valid: str


class ReviewView(Record, frozen=True, kw_only=True):
    """`state` says how far the review went; `warning` is not empty where the file is another one by now. `unsigned`
    says in words why signatures that count are not enough; `sha256` is that of the signed file, where it may be
    published."""

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
    signers: tuple[SignerView, ...]
    unsigned: str
    sha256: str


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
        state=_state(report, reviewed),
        warning=stale if reviewed.is_stale else "",
        note=reviewed.note,
        accepted=f"{counted(reviewed.accepted, 'value was', 'values were')} accepted as found"
        if reviewed.accepted
        else "",
        decided=tuple(_view(one, paragraph_at, name_of, report.document.graphic) for one in shown),
        left=len(reviewed.decided) - len(shown),
        revisions=tuple(RevisionView(written(one.date), one.reason) for one in reviewed.revisions),
        signers=tuple(map(_signer, reviewed.signers)),
        unsigned="" if reviewed.is_signed else "Fewer people have signed it than this archive asks for.",
        sha256=reviewed.sha256,
    )


def _signer(one: Signer) -> SignerView:
    day = written(one.day)
    how = "a day that is only claimed" if one.is_claimed else "the day of a time stamp"
    return SignerView(one.principal, one.fingerprint, f"valid on {day}, {how}")


def _state(report: Report, reviewed: Reviewed) -> str:
    """How far it went. What holds words or the whole back decides on nothing that the report says."""
    if reviewed.is_complete:
        left = sum(one.status == "suggested" for name in LISTS for one in getattr(report.findings, name))
        is_open = left and not reviewed.is_stale
        told = f"; {counted(left, 'finding was', 'findings were')} left as suggested" if is_open else ""
        return f"all of the report was looked at{told}"
    is_begun = reviewed.accepted or reviewed.decided
    return "a part of the report was looked at" if is_begun else "how it is published; what it says was not looked at"


def _done(one: Decided) -> str:
    """What was decided, and whether what was accepted then is found otherwise by now."""
    if one.verb == "accept" and not one.is_as_found:
        return "accepted, and found otherwise by now" if one.was else "accepted, and not found by now"
    return DONE[one.verb]


def _view(
    one: Decided, paragraph_at: Callable[[int], str], name_of: NameOf, graphic: tuple[Folded, ...]
) -> DecidedView:
    is_graphic = is_folded(graphic, one.start, one.end)
    return DecidedView(
        done=_done(one),
        about=ABOUT[one.about],
        surface=INSTEAD if is_graphic else cut(one.surface, LONGEST),
        is_graphic=is_graphic,
        paragraph=paragraph_at(one.start),
        was="" if is_graphic else cut(_in_words(one.about, one.was, name_of), LONGEST),
        now="" if is_graphic else _now(one, name_of),
        note="" if is_graphic else one.note,
    )


def _now(one: Decided, name_of: NameOf) -> str:
    is_same = one.verb == "accept" and one.is_as_found
    return "the same" if is_same else cut(_in_words(one.about, one.now, name_of), LONGEST)


def _in_words(about: FindingKind | FieldKind, pairs: Pairs, name_of: NameOf) -> str:
    """What a finding says, or a field: "Izium, place", "440 or more unmarked graves, Izium"."""
    values = dict(pairs)

    def known(value: str, kind: str = "") -> str:
        found = name_of(kind, value, value) if value else None
        return found.name if found else value

    def named(name: str, kind: str = "") -> str:
        return known(values.get(name, ""), kind)

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
            parts += [*(known(value) for name, value in pairs if name == CHAIN), values.get("basis", "")]
            parts += [values.get("fate", ""), f"without “{values['excludes']}”" if values.get("excludes") else ""]
        case "attribution":
            parts = [named("source"), SIGHTINGS.get(values.get("kind", ""), values.get("kind", ""))]
            parts += [f"from {named('of')}" if values.get("of") else ""]
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
        "signers": [_signer_fields(one) for one in reviewed.signers],
        "sha256": reviewed.sha256 or None,
    }


def _signer_fields(one: Signer) -> dict[str, Any]:
    fields = as_dict(one)
    return {"claimed" if name == "is_claimed" else name: value for name, value in fields.items() if name != "file"}


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
