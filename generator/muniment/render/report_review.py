"""What editors decided on a report, as its page and its JSON tell it."""

from collections.abc import Callable
from typing import Any

from muniment.model import Decided, FieldKind, FindingKind, Folded, Record, Report, Reviewed, Status, Verb, as_dict
from muniment.render.dates import written
from muniment.render.folds import INSTEAD
from muniment.render.words import counted, cut

MOST = 200  # rows; the JSON has them all
LONGEST = 200
DONE: dict[Verb, str] = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added"}
ABOUT: dict[FindingKind | FieldKind, str] = {
    "mention": "a name", "date": "a date", "quote": "who is quoted", "claim": "a claim",
    "attribution": "who passes it on", "title": "the title", "published": "the day of publication",
    "publisher": "the publisher", "url": "the address", "language": "the language",
}  # fmt: skip


class DecidedView(Record, frozen=True, kw_only=True):
    """A row: what was decided on, its words in the text if it has any, what was there and what is now."""

    done: str
    about: str
    surface: str
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


def review_of(report: Report, paragraph_at: Callable[[int], str]) -> ReviewView | None:
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
        accepted=counted(reviewed.accepted, "value") + " accepted as found" if reviewed.accepted else "",
        decided=tuple(_view(one, paragraph_at, report.document.graphic) for one in shown),
        left=len(reviewed.decided) - len(shown),
        revisions=tuple(RevisionView(written(one.date), one.reason) for one in reviewed.revisions),
    )


def _view(one: Decided, paragraph_at: Callable[[int], str], graphic: tuple[Folded, ...]) -> DecidedView:
    is_graphic = any(passage.start < one.end and one.start < passage.end for passage in graphic)
    return DecidedView(
        done=DONE[one.verb],
        about=ABOUT[one.about],
        surface=INSTEAD if is_graphic else cut(one.surface, LONGEST),
        paragraph=paragraph_at(one.start),
        was=cut(one.was, LONGEST),
        now=cut(one.now, LONGEST),
        note=one.note,
    )


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
    words = {name: getattr(one, name) or None for name in ("was", "now", "note")}
    return {"decision": DONE[one.verb], "about": one.about, **place, **words}
