"""What a review says of passages of a text, after words were taken out of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from muniment.link.anchors import Astray, anchored
from muniment.model import Decision, GraphicPassage, Review, Selector, changed
from muniment.model.reviews import Spot
from muniment.problems import Place, Problem

Span = tuple[int, int]
Hides = Callable[[str], str]  # a text with blocks for what is hidden in it
Tells = Callable[[str], bool]  # whether a value, which may be an id, says what is hidden
HELD = "the report is held back"
STANDING = ("claim", "quote")  # which say something also where who says so is hidden
NEEDED = ("count", "kind", "value")  # without which nothing is left of one
AS_BLOCKS = "and are shown as blocks"
UNSHOWN = "and are not published"
LEFT_OUT = "and the decision is left out"
NOT_SAID = "and are not published; the rest of the decision stands"
BY_HAND = "write it without them: what stands in content/ may be public, too"
BY_WALK = "`muniment review {}` takes them out: what stands in content/ may be public, too"


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
    review: Review, text: str, place: Callable[[int, int], Span | None], hide: Hides, is_hidden: Tells,
    problems: list[Problem],
) -> Review:  # fmt: skip
    """The review, its decisions at the places that `place` gives for those in the text; without those of which the
    words are no more, or that say what is hidden. What it says to readers has blocks. All of it that holds hidden words
    is told."""
    decisions = tuple(_moved_decisions(review, text, place, hide, is_hidden, problems))
    words: dict[str, Any] = {name: hide(getattr(review, name)) for name in ("note", "reviewer", "rights")}
    revisions = tuple(changed(one, reason=hide(one.reason)) for one in review.revisions)
    telling = [name for name in words if words[name] != getattr(review, name)]
    for name in (*telling, *(["revisions"] if revisions != review.revisions else [])):
        _tell(review, _spot(name, review.spots), problems)
    for one in review.redactions:
        if hide(one.reason) != one.reason:
            _tell(review, (one.line, one.column), problems)
    for passage in review.graphic:
        if hide(passage.warning) != passage.warning or hide(passage.selector.exact) != passage.selector.exact:
            _tell(review, _spot("", passage.spots), problems)
    return changed(review, decisions=decisions, revisions=revisions, **words)


def _moved_decisions(
    review: Review, text: str, place: Callable[[int, int], Span | None], hide: Hides, is_hidden: Tells,
    problems: list[Problem],
) -> Iterator[Decision]:  # fmt: skip
    for decision in review.decisions:
        selector = decision.selector
        try:
            span = anchored(selector, text) if selector else None
        except Astray as astray:
            place_of = Place(review.path, *_spot("exact", decision.spots))
            problems.append(Problem(place_of, str(astray), astray.hint))
            continue
        stands = place(*span) if span else None
        for part in _telling_around(selector, span, text, place) if selector and span else ():
            _tell(review, _spot(part, decision.spots), problems, UNSHOWN, BY_WALK.format(review.report))
        if span and stands is None:
            _tell(review, _spot("exact", decision.spots), problems, LEFT_OUT, BY_WALK.format(review.report))
            continue
        kept = _without_hidden(review, decision, hide, is_hidden, problems)
        if kept and selector and stands:
            kept = changed(kept, selector=changed(selector, prefix="", suffix="", start=stands[0], end=stands[1]))
        if kept:
            yield kept


def _telling_around(
    selector: Selector, span: Span, text: str, place: Callable[[int, int], Span | None]
) -> Iterator[str]:
    """Which of what a decision quotes around its words is hidden, in part at least."""
    first, last = span[0] - len(selector.prefix), span[1] + len(selector.suffix)
    if selector.prefix and text.startswith(selector.prefix, max(0, first)) and place(first, span[0]) is None:
        yield "prefix"
    if selector.suffix and text.startswith(selector.suffix, span[1]) and place(span[1], last) is None:
        yield "suffix"


def _without_hidden(
    review: Review, decision: Decision, hide: Hides, is_hidden: Tells, problems: list[Problem]
) -> Decision | None:
    """The decision without values that say what is hidden; None where it says nothing without them."""
    if hide(decision.note) != decision.note:
        _tell(review, _spot("note", decision.spots), problems)
    hidden = [name for name, value in decision.values if is_hidden(value)]
    stands = stands_without(decision.about, hidden)
    for name in dict.fromkeys(hidden):
        _tell(review, _spot(name, decision.spots), problems, NOT_SAID if stands else LEFT_OUT)
    if hidden and not stands:
        return None
    values = tuple((name, "" if is_hidden(value) else value) for name, value in decision.values)
    return changed(decision, note=hide(decision.note), values=values)


def stands_without(about: str, hidden: Iterable[str]) -> bool:
    """Whether a decision says something without these of its values."""
    return about in STANDING and not any(name in NEEDED for name in hidden)


def _spot(name: str, spots: tuple[Spot, ...]) -> tuple[int, int]:
    """The line and column of a part of a review or a decision."""
    return next(((line, column) for part, line, column in spots if part == name), (0, 0))


def _tell(
    review: Review, spot: tuple[int, int], problems: list[Problem], so: str = AS_BLOCKS, hint: str = BY_HAND
) -> None:
    problems.append(Problem(Place(review.path, *spot), f"words that are hidden stand here, {so}", hint))
