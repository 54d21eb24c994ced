"""A time as a shape on a scale, as exactly as its EDTF says it (ISO 8601-2): certainty is shape.

A disc is one day, an open box some time within, a line goes from one day to another. Dots are approximate, a question
mark is uncertain, an arrow is open, and dots that lead to a question mark have an end that nobody knows.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from muniment.edtf import Edtf, End
from muniment.model import Record
from muniment.render.chart_marks import at, line, shape, text
from muniment.render.chart_scale import Scale, start_of

BOX = 11.0  # pixels, the height of an open box
NARROW = 1.5  # percent; a narrower box is drawn as a small square in its middle
SQUARE = 4.0  # pixels, half its side
EDGE = 0.001  # percent
GAP = 1.2  # percent between the pieces of what is cut at the edge
BREAKS = ((0.0, 0.5), (1.7, 2.7), (3.9, 5.4))  # percent from the edge: those pieces
STUB = 8.0  # percent of a line whose end nobody knows
ROOM = 5.0  # percent that a question mark takes on a phone
SHARE = 4  # an approximate end takes this part of its interval
LOOSE_UNITS = ("season",)  # which months those are EDTF does not say

# What a caption says of each, in this order.
NAMES = {
    "disc": "<b>Disc</b>: one day.",
    "box": "<b>Open box</b>: some time within it, or all of it.",
    "line": "<b>Line</b>: from one time to another.",
    "beyond": "<b>Broken at the edge</b>: it goes on beyond the drawing.",
    "open": "<b>Arrow</b>: open, no end is given.",
    "unknown": "<b>Dots to a question mark</b>: when it began or ended is not known.",
    "loose": "<b>Dotted</b>: about then.",
    "within": "<b>Dotted end</b>: some time along the dots.",
    "uncertain": "<b>Question mark</b>: not certain.",
    "forecast": "<b>Hollow or dashed</b>: told in advance.",
}


class Shape(Record, frozen=True):
    """What is drawn (SVG), from `start` to `end` in percent, and which of NAMES it needs."""

    drawn: str
    start: float
    end: float
    names: tuple[str, ...]


def shape_of(scale: Scale, time: Edtf, middle: float, is_forecast: bool = False, is_lasting: bool = False) -> Shape:
    """The shape around `middle`, in pixels from the top. A closed interval is a line where it `is_lasting`, and else a
    box: reports say "this week" of what took a moment of it."""
    if not is_within(scale, time):
        return _stub_of(scale, time, middle)
    start = 0.0 if time.first is None else max(0.0, place_of(scale, time.first))
    end = 100.0 if time.last is None else min(100.0, place_of(scale, time.last + 1))
    names = ["forecast"] if is_forecast else []
    if time.first is not None and time.first == time.last:
        names += ["disc", *_looseness(time.start, time.end)]
        start = end = (start + end) / 2
        drawn = at(start, middle, shape("circle", of=_of("disc", names), r="5"))
    elif time.first is not None and time.last is not None and not (is_lasting and time.is_interval):
        names += ["box", *_looseness(time.start, time.end), *_beyond(scale, time)]
        drawn = _drawn_box(scale, time, start, end, middle, names)
    else:
        drawn, start, end = _drawn_line(scale, time, middle, names)
    if time.start.is_uncertain or time.end.is_uncertain:
        names.append("uncertain")
        drawn += _drawn_questions(time, start, end, middle)
    return Shape(drawn, start, end, tuple(dict.fromkeys(names)))


def caption_of(names: Iterable[str]) -> str:
    """The sentences that name these shapes and no other (HTML)."""
    used = set(names)
    return " ".join(words for name, words in NAMES.items() if name in used)


def is_within(scale: Scale, time: Edtf) -> bool:
    """Whether any of it can be seen on the scale."""
    starts_before_end = time.first is None or place_of(scale, time.first) < 100
    return starts_before_end and (time.last is None or place_of(scale, time.last + 1) > 0)


def place_of(scale: Scale, day: int) -> float:
    """Where a day begins, in percent; less than 0 or more than 100 outside the scale."""
    if scale.unit == "day":
        return start_of(scale, day)
    when = date.fromordinal(min(day, date.max.toordinal()))
    share = (when.day - 1) / monthrange(when.year, when.month)[1]
    slot = when.year if scale.unit == "year" else 12 * when.year + when.month - 1
    part = (when.month - 1 + share) / 12 if scale.unit == "year" else share
    last_share = 1.0 if day > date.max.toordinal() else part
    return start_of(scale, slot) + scale.slot * last_share


def _of(what: str, names: Iterable[str]) -> str:
    """The class of a stroke: what it is, and how it looks for what it says."""
    return " ".join([what, *(name for name in ("forecast", "loose") if name in names)])


def _looseness(*ends: End) -> list[str]:
    return ["loose"] if any(end.is_approximate or end.unit in LOOSE_UNITS for end in ends) else []


def _beyond(scale: Scale, time: Edtf) -> list[str]:
    is_cut = _is_cut_before(scale, time) or _is_cut_behind(scale, time)
    return ["beyond"] if is_cut else []


def _is_cut_before(scale: Scale, time: Edtf) -> bool:
    return time.first is not None and place_of(scale, time.first) < -EDGE


def _is_cut_behind(scale: Scale, time: Edtf) -> bool:
    return time.last is not None and place_of(scale, time.last + 1) > 100 + EDGE


def _stub_of(scale: Scale, time: Edtf, middle: float) -> Shape:
    """What has no part on the scale, at the edge that is nearer to it."""
    is_before = time.last is not None and place_of(scale, time.last + 1) <= 0
    start, end = (0.0, STUB) if is_before else (100 - STUB, 100.0)
    return Shape(_broken(start, end, middle, "span", is_before, not is_before), start, end, ("beyond",))


def _broken(start: float, end: float, y: float, of: str, is_cut_before: bool, is_cut_behind: bool) -> str:
    """A line that falls to pieces where it is cut at the edge."""
    drawn = ""
    if is_cut_before and start <= 0:
        drawn += "".join(line(one, min(other, end), y, y, of) for one, other in BREAKS if one < end)
        start = max(start, BREAKS[-1][1] + GAP)
    if is_cut_behind and end >= 100:
        pieces = [(max(100 - other, start), 100 - one) for one, other in BREAKS]
        drawn += "".join(line(one, other, y, y, of) for one, other in pieces if other > one)
        end = min(end, 100 - BREAKS[-1][1] - GAP)
    return drawn + (line(start, end, y, y, of) if end > start else "")


def _drawn_box(scale: Scale, time: Edtf, start: float, end: float, middle: float, names: list[str]) -> str:
    top, bottom, of = middle - BOX / 2, middle + BOX / 2, _of("box", names)
    if "beyond" not in names and end - start < NARROW:
        side = str(2 * SQUARE)
        square = shape("rect", of=of, x=str(-SQUARE), y=str(-SQUARE), width=side, height=side)
        return at((start + end) / 2, middle, square)
    cut = _is_cut_before(scale, time), _is_cut_behind(scale, time)
    drawn = "".join(_broken(start, end, y, of, *cut) for y in (top, bottom))
    if not cut[0]:
        drawn += line(start, start, top, bottom, of)
    if not cut[1]:
        drawn += line(end, end, top, bottom, of)
    return drawn


def _drawn_line(scale: Scale, time: Edtf, middle: float, names: list[str]) -> tuple[str, float, float]:
    """A line with an edge at each end that is known to the day; and where it begins and ends. It is dotted as far as
    an end may lie along it, or is approximate; an end that is open is an arrow."""
    start, sure_from = _end_of(scale, time.start, is_start=True)
    end, sure_to = _end_of(scale, time.end, is_start=False)
    marks = start, end
    if time.start.unit == "unknown":
        start, mark = _stub_before(min(sure_to, 100.0), end)
        sure_from = sure_to = start
        marks = mark, end
    if time.end.unit == "unknown":
        stub, mark = _stub_before(100 - max(sure_from, 0.0), 100 - start)
        end = sure_to = sure_from = 100 - stub
        marks = start, 100 - mark
    part = (end - start) / SHARE
    sure_from = max(sure_from, start + part) if time.start.is_approximate else sure_from
    sure_to = min(sure_to, end - part) if time.end.is_approximate else sure_to
    names += _names_of_line(scale, time)
    cut = _is_cut_before(scale, time), _is_cut_behind(scale, time)
    drawn = _drawn_stretches((start, min(sure_from, end), max(sure_to, start), end), middle, names, cut)
    tips = (time.start, start, marks[0], "M8 -6L1 0L8 6"), (time.end, end, marks[1], "M-8 -6L-1 0L-8 6")
    for one, x, mark, tip in tips:
        if one.unit == "open":
            drawn += at(min(100.0, max(0.0, x)), middle, shape("path", of="arrow", d=tip))
        elif one.unit == "unknown":
            drawn += _question(mark, middle, one is time.start)
        elif one.unit in ("day", "time") and not one.is_approximate and -0.001 <= x <= 100.001:
            drawn += line(x, x, middle - BOX / 2, middle + BOX / 2, "edge")
    return drawn, max(0.0, start), min(100.0, end)


def _stub_before(end: float, outermost: float) -> tuple[float, float]:
    """Where dots begin that lead to an end, which may lie as far as `outermost`, and where their question mark stands:
    before them, or behind the end where there is no room."""
    if outermost > 2 * ROOM:
        start = max(ROOM, end - STUB)
        return start, start
    return max(0.0, end - STUB), end


def _end_of(scale: Scale, end: End, is_start: bool) -> tuple[float, float]:
    """Where an end of a line may lie at the outermost, and from where on, or up to where, it surely goes."""
    if end.first is None or end.last is None:
        outermost = 0.0 if is_start else 100.0
        return outermost, outermost
    first, last = place_of(scale, end.first), place_of(scale, end.last + 1)
    if end.first == end.last:
        return (first, first) if is_start else (last, last)
    return (first, last) if is_start else (last, first)


def _names_of_line(scale: Scale, time: Edtf) -> list[str]:
    ends = time.start, time.end
    names = ["line"] if None not in (time.first, time.last) else []
    names += [end.unit for end in ends if end.unit in ("open", "unknown")]
    names += ["loose"] if any(end.is_approximate for end in ends) else []
    names += ["within"] if any(end.first != end.last for end in ends) else []
    return names + _beyond(scale, time)


def _drawn_stretches(
    ends: tuple[float, float, float, float], middle: float, names: list[str], cut: tuple[bool, bool]
) -> str:
    """From where it begins over where it is sure, and up to where, to its end; `cut` at the one edge or the other."""
    start, sure_from, sure_to, end = ends
    of = "span forecast" if "forecast" in names else "span"
    if sure_from >= sure_to:
        stretches = [(start, end, "span loose")]
    else:
        stretches = [(start, sure_from, "span loose"), (sure_from, sure_to, of), (sure_to, end, "span loose")]
    seen = [(max(0.0, one), min(100.0, other), how) for one, other, how in stretches]
    return "".join(_broken(one, other, middle, how, *cut) for one, other, how in seen if other > one)


def _drawn_questions(time: Edtf, start: float, end: float, middle: float) -> str:
    """Beside each end that is uncertain; once beside what has but one date."""
    drawn = _question(start, middle, True) if time.is_interval and time.start.is_uncertain else ""
    return drawn + (_question(end, middle, False) if time.end.is_uncertain else "")


def _question(x: float, middle: float, is_before: bool) -> str:
    """A question mark beside x, on the side where there is room."""
    is_left = x >= ROOM if is_before else x > 100 - ROOM
    return text("?", x, middle + 5, "question", "end" if is_left else "", -10 if is_left else 10)
