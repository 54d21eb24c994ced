"""Every claim of a question on one scale of numbers, a row each under its day, and the same in one small line.

Certainty is shape: a disc is one number, a bar a range, an arrow goes on with no end given, dots are "about"; a hollow
disc only tells another claim again, and a cross counts nothing that is asked for.
"""

from collections.abc import Sequence
from itertools import groupby
from math import ceil, floor, inf, isfinite, log10

from muniment.counts import extent_of
from muniment.model import Number, Operator, Record
from muniment.render.chart_marks import at, canvas, escape, line, picture, shape, text
from muniment.render.dates import written
from muniment.render.words import bound, counted, cut, listed, number

HEAD, DAY, ROW, FOOT = 34.0, 34.0, 66.0, 12.0  # pixels: the numbers, a day's name, a claim, the rest
LINE, BELOW = 48.0, 18.0  # pixels from the top of a claim to its line, and for a number below that
STRETCHED = 2  # times as long a scale may get by what stands beside the question
MOST_ROWS = 24
LONGEST_WORDS, LONGEST_NAME = 34, 50  # characters, so that they fit on a phone
MOST_TICKS = 5
ROOM = 72  # percent; further to the right a number's words have no room on a phone
FROM_ZERO = 0.6  # a scale whose lowest number is a smaller share of its highest begins at zero
LARGE = 1e15  # from here on a number is written short
WIDEST = 1e300
RADIUS = "6"
NARROW, LETTER = 350, 7.5  # pixels: of a drawing on a phone, and of a digit of its scale
NEAR_EDGE = 5  # percent; a disc so near to where an arrow would end has none


class ClaimRow(Record, frozen=True, kw_only=True):
    """A row: the claim's own words, or what stands for graphic ones, and who stands behind it. `number` is the claim's
    on its page, counted from 1, and 0 for one that stands beside the question; `retells` is that of the claim that
    it only tells again, or 0."""

    op: Operator
    low: Number
    high: Number
    words: str
    who: str
    day: str  # ISO 8601; empty is not known
    number: int
    retells: int = 0
    is_graphic: bool = False


class NumberScale(Record, frozen=True):
    """From the one number to the other, with a label at every `step`."""

    first: float
    last: float
    step: float


Extent = tuple[float, float]  # of what a claim allows, an open end as infinite


def claims_chart(rows: Sequence[ClaimRow], label: str) -> str:
    """A figure, as HTML that needs no more escaping: the claims in their order, at most MOST_ROWS of them. Empty where
    none has a number."""
    shown = rows[:MOST_ROWS]
    scale = _scale_of(shown)
    if scale is None:
        return ""
    drawn, y, spots = "", HEAD, dict[int, tuple[float, float]]()
    for day, group in groupby(shown, key=lambda one: one.day):
        drawn += line(0, 100, y, y, "axis") + text(written(day) if day else "day not known", 0, y + 24, "name")
        y += DAY
        for one in group:
            extent = _extent(one.op, one.low, one.high)
            drawn += _drawn_words(one, y)
            if extent:
                drawing, height = _drawn_claim(one, extent, scale, y + LINE)
                drawn += drawing
                spots[one.number] = _place(scale, _middle(one.low, one.high)), y + LINE
            else:
                drawn, height = drawn + text("no number", 0, y + LINE + 5, "figure"), 0.0
            y += ROW + height
    drawn = _drawn_scale(scale, y) + _drawn_ties(shown, spots) + drawn
    svg = canvas(picture(label, _described(rows, scale), drawn), y + FOOT, "claim-chart")
    return f'<figure class="chart-figure">{svg}<figcaption>{_caption(rows, shown, scale)}</figcaption></figure>'


def range_strip(ranges: Sequence[tuple[Operator, Number, Number, bool]], label: str) -> str:
    """The same in one line: op, low, high and whether it only tells another again, of each claim."""
    known = [(extent, one) for one in ranges if (extent := _extent(*one[:3]))]
    scale = number_scale([extent for extent, _ in known])
    if scale is None:
        return ""
    drawn = line(0, 100, 14, 14, "axis")
    for x, anchor in ((scale.first, ""), (scale.last, "end")):
        drawn += text(_short(x), _place(scale, x), 36, "tick", anchor)
    for extent, (op, low, high, is_retold) in known:
        drawn += _shapes(op, extent, _middle(low, high), scale, 14, is_retold)
    told = f"{listed(list(dict.fromkeys(bound(*one[:3]) for _, one in known)))}. {_extent_words(scale)}"
    return canvas(picture(label, told, drawn), 42, "claim-chart small-chart")


def _scale_of(rows: Sequence[ClaimRow]) -> NumberScale | None:
    """The scale of the claims that answer, with what stands beside them where that is near enough not to press them
    together."""
    known = [(one.number, extent) for one in rows if (extent := _extent(one.op, one.low, one.high))]
    own = [extent for index, extent in known if index]
    scale, whole = number_scale(own), number_scale([extent for _, extent in known])
    if scale is None or whole is None:
        return whole
    return whole if whole.last - whole.first <= STRETCHED * (scale.last - scale.first) else scale


def number_scale(extents: Sequence[Extent]) -> NumberScale | None:
    """A scale of round numbers that holds these; None where there is no number."""
    ends = [end for extent in extents for end in extent if isfinite(end)]
    if not ends:
        return None
    low, high = min(ends), min(max(ends), WIDEST)
    is_open = any(last == inf for _, last in extents)
    if any(first == -inf for first, _ in extents) or low < FROM_ZERO * high:
        low = 0.0
    margin = (high - low) / 10 or max(1.0, high / 10)
    first, last = max(0.0, low - margin) if low else 0.0, high + margin * (2 if is_open else 1)
    step = _step((last - first) / MOST_TICKS)
    return NumberScale(floor(first / step) * step, ceil(last / step) * step, step)


def _step(least: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 and so on."""
    power = 10.0 ** max(0, floor(log10(max(least, 1.0))))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= least), 10 * power)


def _extent(op: Operator, low: Number, high: Number) -> Extent | None:
    """What a claim allows; None where it gives no number that can be drawn."""
    is_drawable = all(one <= WIDEST for one in (low, high) if one is not None)
    return extent_of(op, low, high) if is_drawable else None


def _middle(low: Number, high: Number) -> float:
    known = [float(one) for one in (low, high) if one is not None]
    return sum(known) / len(known)


def _place(scale: NumberScale, value: float) -> float:
    """Where a number stands, in percent of the width; an open end at the edge."""
    return min(100.0, max(0.0, 100 * (value - scale.first) / (scale.last - scale.first)))


def _drawn_scale(scale: NumberScale, bottom: float) -> str:
    drawn, count = "", round((scale.last - scale.first) / scale.step)
    labelled = _labelled([_short(scale.first + index * scale.step) for index in range(count + 1)])
    for index in range(count + 1):
        value = scale.first + index * scale.step
        x = _place(scale, value)
        anchor = "" if index == 0 else "end" if index == count else "middle"
        drawn += text(_short(value), x, 16, "tick", anchor) if index in labelled else ""
        if 0 < index < count:
            drawn += line(x, x, HEAD - 10, bottom, "axis")
    return drawn


def _labelled(labels: Sequence[str]) -> set[int]:
    """Which of the ticks have room for their numbers on a phone: the first and the last, and those between that touch
    none; a label in the middle reaches to both sides."""
    width, last = NARROW / max(1, len(labels) - 1), len(labels) - 1
    kept, reach = {0, last}, len(labels[0]) * LETTER
    end = NARROW - len(labels[last]) * LETTER
    for index in range(1, last):
        half = len(labels[index]) * LETTER / 2
        if reach + LETTER <= index * width - half and index * width + half <= end - LETTER:
            kept.add(index)
            reach = index * width + half
    return kept


def _drawn_words(one: ClaimRow, y: float) -> str:
    words = text(_words_of(one), 0, y + 14, "tick plain" if one.is_graphic else "words plain")
    return words + text(cut(one.who, LONGEST_NAME), 0, y + 33, "tick")


def _words_of(one: ClaimRow) -> str:
    return one.words if one.is_graphic else f"“{cut(one.words, LONGEST_WORDS)}”"


def _drawn_claim(one: ClaimRow, extent: Extent, scale: NumberScale, y: float) -> tuple[str, float]:
    """The line that leads to the claim's shape, the shape, and its number: beside it, or below where there is no room,
    which takes so many pixels more."""
    point, (left, right) = _middle(one.low, one.high), (_place(scale, end) for end in extent)
    x, label = _place(scale, point), bound(one.op, one.low, one.high)
    if one.number:
        drawn = line(0, left, y, y, "axis") + _shapes(one.op, extent, point, scale, y, bool(one.retells))
    else:
        is_within = scale.first <= point <= scale.last
        label = f"{_short(point)}: not a count" if is_within else f"{_short(point)}, off the scale: not a count"
        left = right = x
        drawn = at(x, y, shape("path", of="cross", d="M-6 -6L6 6M-6 6L6 -6"))
    label = cut(label, LONGEST_WORDS)
    if right <= ROOM:
        return drawn + text(label, right, y + 5, "figure", dx=12), 0.0
    if left >= 100 - ROOM:
        return drawn + text(label, left, y + 5, "figure", "end", dx=-12), 0.0
    return drawn + text(label, x, y + 23, "figure", "" if x < 50 else "end"), BELOW


def _shapes(op: Operator, extent: Extent, point: float, scale: NumberScale, y: float, is_retold: bool) -> str:
    left, right, x = _place(scale, extent[0]), _place(scale, extent[1]), _place(scale, point)
    hollow = " hollow" if is_retold else ""
    if op == "range" and extent[0] < extent[1]:
        ends = "".join(line(end, end, y - 6, y + 6, "bar") for end in (left, right))
        return line(left, right, y, y, "bar") + ends
    drawn = ""
    if op == "~":
        drawn = line(left, right, y, y, "loose")
    elif extent[1] == inf:
        drawn = line(x, 100, y, y, "bar")
        drawn += at(100, y, shape("path", of="arrow", d="M-8 -6L-1 0L-8 6")) if x <= 100 - NEAR_EDGE else ""
    elif extent[0] == -inf:
        drawn = line(0, x, y, y, "bar")
        drawn += at(0, y, shape("path", of="arrow", d="M8 -6L1 0L8 6")) if x >= NEAR_EDGE else ""
    return drawn + at(x, y, shape("circle", of=f"point{hollow}", r=RADIUS))


def _drawn_ties(shown: Sequence[ClaimRow], spots: dict[int, tuple[float, float]]) -> str:
    drawn = ""
    for one in shown:
        if one.retells and one.number in spots and one.retells in spots:
            (x, y), (_, other) = spots[one.number], spots[one.retells]
            drawn += line(x, x, y, other, "tie")
    return drawn


def _short(value: float) -> str:
    """1200.0 is "1,200"; what has more digits than anybody reads is "1e+300"."""
    return number(round(value, 1)) if value < LARGE else f"{value:.3g}"


def _described(rows: Sequence[ClaimRow], scale: NumberScale) -> str:
    """The whole finding in words."""
    parts = [_told(one) for one in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        parts.append(f"{counted(len(rows) - MOST_ROWS, 'more claim')} not drawn.")
    return " ".join([*parts, _extent_words(scale)])


def _told(one: ClaimRow) -> str:
    when = written(one.day) if one.day else "day not known"
    words, amount = _words_of(one), bound(one.op, one.low, one.high)
    if not one.number:
        return f"{when}: {words}, {cut(one.who, LONGEST_NAME)}: not a count of what is asked."
    again = f", which tells claim {one.retells} again" if one.retells else ""
    return f"{when}: {words}, {amount}, {cut(one.who, LONGEST_NAME)}{again}."


def _extent_words(scale: NumberScale) -> str:
    zero = "" if scale.first == 0 else " and does not begin at zero"
    return f"The scale runs from {_short(scale.first)} to {_short(scale.last)}{zero}."


def _caption(rows: Sequence[ClaimRow], shown: Sequence[ClaimRow], scale: NumberScale) -> str:
    """Names every shape that is used, and no other."""
    counting = [one for one in shown if one.number and _extent(one.op, one.low, one.high)]
    is_point = [one.op != "range" or one.low == one.high for one in counting]
    names = (
        (True, "Where a claim stands is its number; rows are the days on which the reports were published."),
        (any(one.op in ("=", "range") and point for one, point in zip(counting, is_point, strict=True)),
         "<b>Disc</b>: one number."),
        (not all(is_point), "<b>Bar</b>: from one number to another."),
        (any(one.op in (">=", ">", "<=", "<") for one in counting), "<b>Arrow</b>: no end is given."),
        (any(one.op == "~" for one in counting),
         "<b>Dots</b>: about so many; they reach a tenth to either side, since how far is not said."),
        (any(one.retells for one in counting), "<b>Hollow</b>: only tells again the claim that it is tied to."),
        (any(not one.number for one in shown), "<b>Cross</b>: a number that counts nothing that is asked for."),
        (scale.first > 0, escape(f"The scale begins at {_short(scale.first)}, not at zero.")),
        (len(rows) > len(shown), escape(f"{counted(len(rows) - len(shown), 'more claim')} below, not drawn.")),
    )  # fmt: skip
    return " ".join(words for is_used, words in names if is_used)
