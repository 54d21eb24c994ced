"""What a review says of passages of a text, after words were taken out of it, or it was cut to its beginning."""

from collections.abc import Callable, Iterator
from typing import Any

from muniment.link.anchors import Astray, anchored, selector_of
from muniment.link.decided import EXCLUDES, NEEDED
from muniment.model import Decision, GraphicPassage, Record, Review, changed
from muniment.model.reviews import Spot
from muniment.problems import Place, Problem

Span = tuple[int, int]
Hides = Callable[[str], str]  # a text with blocks for what is hidden in it
HELD = "the report is held back"


def folded_in(
    review: Review, text: str, seed: str, problems: list[Problem]
) -> list[tuple[Span, GraphicPassage]] | None:
    """Where the passages stand that are to be folded; None, and it is told, where one does not stand in the text: then
    nobody knows what would be shown."""
    found = []
    for passage in review.graphic:
        try:
            found.append((anchored(passage.selector, text, review.seed in ("", seed)), passage))
        except Astray as astray:
            hint = "copy them from the report as it is, or say where they begin: start"
            problems.append(Problem(Place(review.path, *_spot("", passage.spots)), f"{astray}; {HELD}", hint))
            return None
    return found


class Left(Record, frozen=True):
    """What is published of a text: the words that are left; where those at [start:end] of the whole stand in them, of
    which some may be a block, or None where nothing of them does; whether some of those are hidden; and what gives the
    same words with blocks for what is hidden."""

    text: str
    place: Callable[[int, int], Span | None]
    hides: Callable[[int, int], bool]
    hide: Hides


def moved(review: Review, whole: str, left: Left, seed: str, problems: list[Problem]) -> Review:
    """The review of a whole text, its decisions on what is left of their words; without those of which nothing is
    left, or that say what is hidden. What it says to readers has blocks. `seed` is the SHA-256 of
    the bytes in which the text was read."""
    decisions = tuple(_moved_decisions(review, whole, left, review.seed in ("", seed), problems))
    words: dict[str, Any] = {name: left.hide(getattr(review, name)) for name in ("note", "reviewer", "rights")}
    revisions = tuple(changed(one, reason=left.hide(one.reason)) for one in review.revisions)
    telling = [name for name in words if words[name] != getattr(review, name)]
    for name in (*telling, *(["revisions"] if revisions != review.revisions else [])):
        _tell(review, _spot(name, review.spots), problems)
    return changed(review, decisions=decisions, revisions=revisions, **words)


def _moved_decisions(
    review: Review, whole: str, left: Left, is_same: bool, problems: list[Problem]
) -> Iterator[Decision]:
    for one in review.decisions:
        decision = _without_hidden(one, review, left, problems)
        if decision is None:
            continue
        if decision.selector is None:
            yield decision
            continue
        try:
            place = anchored(decision.selector, whole, is_same)
        except Astray as astray:
            place_of = Place(review.path, *_spot("exact", decision.spots))
            problems.append(Problem(place_of, str(astray), astray.hint))
            continue
        start, end = left.place(*place) or (0, 0)
        is_hidden = left.hides(*place)
        if left.text[start:end] != decision.selector.exact and (decision.about != "quote" or start == end):
            if is_hidden and (start == end or decision.verb != "reject"):
                _tell_held(review, decision, problems)
            decision = _as_rejection(decision)
        if start < end and decision:
            values = (
                (name, "" if name == EXCLUDES and value in whole and value not in left.text else value)
                for name, value in decision.values
            )
            yield changed(decision, selector=selector_of(left.text, start, end), values=tuple(values))


def _tell_held(review: Review, decision: Decision, problems: list[Problem]) -> None:
    what = "words of this decision are held back, and what it says of them is, too"
    hint = "decide on words beside them; what stands in content/ may be public, too"
    problems.append(Problem(Place(review.path, *_spot("", decision.spots)), what, hint, "warning"))


def _as_rejection(decision: Decision) -> Decision | None:
    """What a decision says where what it holds for true cannot be told: that what was found is not so, or nothing."""
    if decision.verb == "reject":
        return decision
    return changed(decision, verb="reject", values=()) if decision.verb == "correct" else None


def _without_hidden(decision: Decision, review: Review, left: Left, problems: list[Problem]) -> Decision | None:
    """The decision without values that say what is hidden. One of which too little is left for a finding still says
    that what was found there is not so; what was added, or accepted, is left out."""
    note = left.hide(decision.note)
    if note != decision.note:
        _tell(review, _spot("note", decision.spots), problems)
    decision = changed(decision, note=note)
    hidden = [name for name, value in decision.values if left.hide(value) != value]
    if not hidden:
        return decision
    for name in dict.fromkeys(hidden):
        what, hint = "words that are hidden stand here, and the value is left out", "write the decision without them"
        problems.append(Problem(Place(review.path, *_spot(name, decision.spots)), what, hint, "warning"))
    if decision.verb == "reject":
        return changed(decision, values=tuple(pair for pair in decision.values if pair[0] not in hidden))
    needed = {name for group in NEEDED.get(decision.about, ()) for name in group}  # type: ignore[arg-type]
    if decision.selector and needed.isdisjoint(hidden):
        pairs = ((name, "" if left.hide(value) != value else value) for name, value in decision.values)
        return changed(decision, values=tuple(pairs))
    return _as_rejection(decision) if decision.selector else None


def _spot(name: str, spots: tuple[Spot, ...]) -> tuple[int, int]:
    """The line and column of a part of a review or a decision."""
    return next(((line, column) for part, line, column in spots if part == name), (0, 0))


def _tell(review: Review, spot: tuple[int, int], problems: list[Problem]) -> None:
    hint = "write it without them: what stands in content/ may be public, too"
    problems.append(
        Problem(Place(review.path, *spot), "words that are hidden stand here, and are shown as blocks", hint)
    )
