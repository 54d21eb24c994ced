"""What a review says of passages of a text, after words were taken out of it, or it was cut to its beginning."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from muniment.link.anchors import Astray, anchored, selector_of
from muniment.link.decided import EXCLUDES
from muniment.model import BLOCK, Decision, GraphicPassage, Record, Review, Selector, changed
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


class Left(Record, frozen=True):
    """What is published of a text: the words that are left; where those at [start:end] of the whole stand in them, of
    which some may be a block, or None where nothing of them does; whether some of those are hidden; what gives words
    with blocks for what is hidden; and whether a value says it."""

    text: str
    place: Callable[[int, int], Span | None]
    hides: Callable[[int, int], bool]
    hide: Hides
    tells: Tells


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


def moved(review: Review, whole: str, left: Left, seed: str, problems: list[Problem]) -> Review:
    """The review of a whole text, its decisions on what is left of their words; without those of which nothing is
    left, or that say what is hidden. What it says to readers has blocks. All of it that holds hidden words is told.
    `seed` is the SHA-256 of the bytes in which the text was read."""
    hide = left.hide
    decisions = tuple(_moved_decisions(review, whole, left, review.seed in ("", seed), problems))
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
    review: Review, whole: str, left: Left, is_same: bool, problems: list[Problem]
) -> Iterator[Decision]:
    for decision in review.decisions:
        selector = decision.selector
        try:
            span = anchored(selector, whole, is_same) if selector else None
        except Astray as astray:
            if selector and left.tells(selector.exact):
                _tell(review, _spot("exact", decision.spots), problems, LEFT_OUT, BY_WALK.format(review.report))
                continue
            place_of = Place(review.path, *_spot("exact", decision.spots))
            problems.append(Problem(place_of, str(astray), astray.hint))
            continue
        for part in _telling_around(selector, span, whole, left) if selector and span else ():
            _tell(review, _spot(part, decision.spots), problems, UNSHOWN, BY_WALK.format(review.report))
        kept: Decision | None = decision
        if selector and span:
            kept = _on_what_is_left(decision, selector.exact, left.place(*span), left.text)
            if left.hides(*span):
                so = NOT_SAID if kept and kept.verb == decision.verb else LEFT_OUT
                _tell(review, _spot("exact", decision.spots), problems, so, BY_WALK.format(review.report))
        kept = _without_hidden(review, kept, left, problems) if kept else None
        if kept and selector:
            values = (
                (name, "" if name == EXCLUDES and value in whole and value not in left.text else value)
                for name, value in kept.values
            )
            kept = changed(kept, values=tuple(values))
        if kept:
            yield kept


def _on_what_is_left(decision: Decision, exact: str, stands: Span | None, text: str) -> Decision | None:
    """The decision where its words stand now. Of words that are there in part a rejection still holds, and who is
    quoted."""
    if stands is None:
        return None
    is_cut = text[slice(*stands)] != exact and decision.about != "quote"
    kept = _as_rejection(decision) if is_cut else decision
    return changed(kept, selector=selector_of(text, *stands)) if kept else None


def _as_rejection(decision: Decision) -> Decision | None:
    """What a decision says where what it holds for true cannot be told: that what was found is not so, or nothing."""
    if decision.verb == "reject":
        return decision
    is_wrong = decision.verb == "correct" and decision.selector is not None
    return changed(decision, verb="reject", values=()) if is_wrong else None


def _telling_around(selector: Selector, span: Span, text: str, left: Left) -> Iterator[str]:
    """Which of what a decision quotes around its words is hidden, in part at least."""
    first, last = span[0] - len(selector.prefix), span[1] + len(selector.suffix)
    if selector.prefix and text.startswith(selector.prefix, max(0, first)) and left.hides(first, span[0]):
        yield "prefix"
    if selector.suffix and text.startswith(selector.suffix, span[1]) and left.hides(span[1], last):
        yield "suffix"


def _without_hidden(review: Review, decision: Decision, left: Left, problems: list[Problem]) -> Decision | None:
    """The decision without values that say what is hidden; one that says nothing without them as a rejection of what
    it corrects, or None."""
    note = left.hide(decision.note)
    if note != decision.note:
        _tell(review, _spot("note", decision.spots), problems)
    decision = changed(decision, note=note)
    hidden = [name for name, value in decision.values if left.tells(value)]
    stands = decision.verb == "reject" or stands_without(decision.about, hidden)
    for name in dict.fromkeys(hidden):
        _tell(review, _spot(name, decision.spots), problems, NOT_SAID if stands else LEFT_OUT)
    if hidden and not stands:
        return _as_rejection(decision)
    values = ((name, instead_of(name) if name in hidden else value) for name, value in decision.values)
    return changed(decision, values=tuple(values))


def instead_of(name: str) -> str:
    """What stands for a hidden value of this name: who speaks is hidden, and not unknown."""
    return BLOCK if name == "speaker" else ""


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
