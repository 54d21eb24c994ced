"""What a review says of passages of a text, after words were taken out of it."""

from collections.abc import Callable, Iterator
from typing import Any

from muniment.link.anchors import Astray, anchored
from muniment.model import Decision, GraphicPassage, Review, changed
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
            _, line, column = passage.spots[0] if passage.spots else ("", 0, 0)
            problems.append(Problem(Place(review.path, line, column), f"{astray}; {HELD}", astray.hint))
            return None
    return found


def moved(
    review: Review, text: str, place: Callable[[int, int], Span | None], hide: Hides, problems: list[Problem]
) -> Review:
    """The review, its decisions at the places that `place` gives for those in the text; without those of which the
    words are no more, or that say what is hidden. What it says to readers has blocks."""
    decisions = tuple(_moved_decisions(review, text, place, hide, problems))
    words: dict[str, Any] = {name: hide(getattr(review, name)) for name in ("note", "reviewer", "rights")}
    if any(words[name] != getattr(review, name) for name in words):
        _tell(review, ("", 0, 0), "note", problems)
    revisions = tuple(changed(one, reason=hide(one.reason)) for one in review.revisions)
    return changed(review, decisions=decisions, revisions=revisions, **words)


def _moved_decisions(
    review: Review, text: str, place: Callable[[int, int], Span | None], hide: Hides, problems: list[Problem]
) -> Iterator[Decision]:
    for decision in review.decisions:
        if any(hide(value) != value for _, value in decision.values):
            continue
        spot = next((spot for spot in decision.spots if not spot[0]), ("", 0, 0))
        if hide(decision.note) != decision.note:
            _tell(review, spot, "note", problems)
        decision = changed(decision, note=hide(decision.note))
        if decision.selector is None:
            yield decision
            continue
        try:
            stands = place(*anchored(decision.selector, text))
        except Astray as astray:
            problems.append(Problem(Place(review.path, *spot[1:]), str(astray), astray.hint))
            continue
        if stands:
            start, end = stands
            selector = changed(decision.selector, prefix="", suffix="", start=start, end=end)
            yield changed(decision, selector=selector)


def _tell(review: Review, spot: tuple[str, int, int], what: str, problems: list[Problem]) -> None:
    hint = "write it without them: what stands in content/ may be public, too"
    place = Place(review.path, *spot[1:])
    problems.append(Problem(place, f"this {what} holds words that are hidden, and is shown with blocks", hint))
