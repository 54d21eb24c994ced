"""What a review says of passages of a text, after words were taken out of it."""

from collections.abc import Callable, Iterator
from typing import Any

from muniment.link.anchors import Astray, anchored
from muniment.model import Decision, GraphicPassage, Review, changed
from muniment.model.reviews import Spot
from muniment.problems import Place, Problem

Span = tuple[int, int]
Hides = Callable[[str], str]  # a text with blocks for what is hidden in it
HELD = "the report is held back"


def folded_in(review: Review, text: str, problems: list[Problem]) -> list[tuple[Span, GraphicPassage]] | None:
    """Where the passages stand that are to be folded; None, and it is told, where one does not stand in the text: then
    nobody knows what would be shown."""
    found = []
    for passage in review.graphic:
        try:
            found.append((anchored(passage.selector, text), passage))
        except Astray as astray:
            hint = "copy them from the report as it is, or say where they begin: start"
            problems.append(Problem(Place(review.path, *_spot("", passage.spots)), f"{astray}; {HELD}", hint))
            return None
    return found


def moved(
    review: Review, text: str, place: Callable[[int, int], Span | None], hide: Hides, problems: list[Problem]
) -> Review:
    """The review, its decisions at the places that `place` gives for those in the text; without those of which the
    words are no more, or that say what is hidden. What it says to readers has blocks."""
    decisions = tuple(_moved_decisions(review, text, place, hide, problems))
    words: dict[str, Any] = {name: hide(getattr(review, name)) for name in ("note", "reviewer", "rights")}
    revisions = tuple(changed(one, reason=hide(one.reason)) for one in review.revisions)
    telling = [name for name in words if words[name] != getattr(review, name)]
    for name in (*telling, *(["revisions"] if revisions != review.revisions else [])):
        _tell(review, _spot(name, review.spots), problems)
    return changed(review, decisions=decisions, revisions=revisions, **words)


def _moved_decisions(
    review: Review, text: str, place: Callable[[int, int], Span | None], hide: Hides, problems: list[Problem]
) -> Iterator[Decision]:
    for decision in review.decisions:
        if any(hide(value) != value for _, value in decision.values):
            continue
        if hide(decision.note) != decision.note:
            _tell(review, _spot("note", decision.spots), problems)
        decision = changed(decision, note=hide(decision.note))
        if decision.selector is None:
            yield decision
            continue
        try:
            stands = place(*anchored(decision.selector, text))
        except Astray as astray:
            place_of = Place(review.path, *_spot("exact", decision.spots))
            problems.append(Problem(place_of, str(astray), astray.hint))
            continue
        if stands:
            start, end = stands
            selector = changed(decision.selector, prefix="", suffix="", start=start, end=end)
            yield changed(decision, selector=selector)


def _spot(name: str, spots: tuple[Spot, ...]) -> tuple[int, int]:
    """The line and column of a part of a review or a decision."""
    return next(((line, column) for part, line, column in spots if part == name), (0, 0))


def _tell(review: Review, spot: tuple[int, int], problems: list[Problem]) -> None:
    hint = "write it without them: what stands in content/ may be public, too"
    problems.append(
        Problem(Place(review.path, *spot), "words that are hidden stand here, and are shown as blocks", hint)
    )
