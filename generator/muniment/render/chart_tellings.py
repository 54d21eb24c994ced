"""When reports say that something happened, as exactly as they say it: certainty is shape.

A disc is one day, an open box some time within, a dotted line is approximate, an arrow goes on with
no end given, and a hollow disc or a dashed box was told in advance, so it is a forecast.
"""

from calendar import monthrange
from datetime import date, timedelta

from muniment.model import Record
from muniment.render.chart_marks import at, canvas, line, picture, shape, text
from muniment.render.chart_scale import Scale, middle_of, number_of, scale_of, start_of, ticks_of
from muniment.render.dates import DECADE, WEEK, written
from muniment.render.words import counted, cut

ROW, FOOT = 40.0, 24.0  # pixels
BOX = 11.0  # pixels, the height of an open box
MOST_ROWS = 24
LONGEST_LABEL = 32  # characters, so that a row's words fit on a phone
PHONE, CHARACTER = 280.0, 7.4  # pixels: the narrowest drawing, and what a letter takes


class Telling(Record, frozen=True):
    """What one row shows: an EDTF value (ISO 8601-2), and the report's own words for it. `count`
    is how many times reports tell of the same time; `words` are the first of them."""

    edtf: str
    words: str
    is_forecast: bool = False
    count: int = 1


class Interval(Record, frozen=True):
    """First and last day, proleptic Gregorian; None is open. `loose` ends are approximate."""

    first: int | None
    last: int | None
    is_first_loose: bool
    is_last_loose: bool


def telling_strip(first: str, last: str, tellings: tuple[Telling, ...], label: str) -> str:
    """A figure with one row a telling, on the days from `first` to `last`, or its months where
    they are ISO months. What cannot be placed there is left out; empty when nothing can."""
    ends = number_of(first), number_of(last)
    if ends[0] is None or ends[1] is None:
        return ""
    scale = scale_of(ends[0][0], [ends[0][1]], (ends[0][1], ends[1][1]))
    placed = [
        (one, interval) for one in tellings if (interval := interval_of(one.edtf)) and _is_within(scale, interval)
    ]
    if not placed:
        return ""
    placed.sort(key=lambda pair: (pair[1].first or 0, pair[1].last or date.max.toordinal(), pair[0].words))
    shown = placed[:MOST_ROWS]
    height = ROW * len(shown) + FOOT
    drawn = _drawn_grid(scale, height)
    drawn += "".join(_drawn_row(scale, one, interval, ROW * index) for index, (one, interval) in enumerate(shown))
    described = " ".join(_told(one) for one, _ in placed)
    svg = canvas(picture(label, described, drawn), height, "telling-chart")
    left = len(placed) - len(shown)
    more = f" {counted(left, 'more is', 'more are')} listed below." if left else ""
    return f'<figure class="chart-figure">{svg}<figcaption>{_caption(scale, shown)}{more}</figcaption></figure>'


def interval_of(edtf: str) -> Interval | None:
    """The days that an EDTF value may mean: a day, month, year, decade, century or ISO week, or an
    interval of them, each end with "~", "?" or "%"; ".." or nothing is an open end. None for
    anything else."""
    first, slash, last = edtf.partition("/")
    start = _bound(first)
    end = _bound(last) if slash else start
    if start is None or end is None or (start[0] is None and end[1] is None):
        return None
    if start[0] is not None and end[1] is not None and start[0] > end[1]:
        return None
    return Interval(start[0], end[1], start[2], end[2])


def _bound(end: str) -> tuple[int | None, int | None, bool] | None:
    if end in ("", ".."):
        return None, None, False
    core = end.partition("T")[0].rstrip("~?%")
    is_loose = end[-1] in "~?%"
    if week := WEEK.fullmatch(core):
        return _week(int(week[1]), int(week[2]), is_loose)
    if DECADE.fullmatch(core):
        years = (number_of(core.replace("X", digit)) for digit in "09")
        first, last = (found[1] if found else 1 for found in years)  # there is no year 0
        return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal(), is_loose
    found = number_of(core)
    if found is None:
        return None
    unit, number = found
    match unit:
        case "day":
            return number, number, is_loose
        case "month":
            year, month = divmod(number, 12)
            start = date(year, month + 1, 1).toordinal()
            return start, start + monthrange(year, month + 1)[1] - 1, is_loose
    return date(number, 1, 1).toordinal(), date(number, 12, 31).toordinal(), is_loose


def _week(year: int, week: int, is_loose: bool) -> tuple[int, int, bool] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
        return monday.toordinal(), (monday + timedelta(days=6)).toordinal(), is_loose
    except (ValueError, OverflowError):
        return None


def _is_within(scale: Scale, interval: Interval) -> bool:
    starts_before_end = interval.first is None or _place(scale, interval.first) < 100
    return starts_before_end and (interval.last is None or _place(scale, interval.last + 1) > 0)


def _place(scale: Scale, day: int) -> float:
    """Where a day begins, in percent; less than 0 or more than 100 outside the scale."""
    if scale.unit == "day":
        return start_of(scale, day)
    when = date.fromordinal(min(day, date.max.toordinal()))
    share = (when.day - 1) / monthrange(when.year, when.month)[1]
    slot = when.year if scale.unit == "year" else 12 * when.year + when.month - 1
    return start_of(scale, slot) + scale.slot * ((when.month - 1 + share) / 12 if scale.unit == "year" else share)


def _drawn_grid(scale: Scale, height: float) -> str:
    low = height - FOOT
    drawn = line(0, 100, low, low, "axis")
    for tick in ticks_of(scale):
        of = "tick" if tick.always else "tick wide"
        x = start_of(scale, tick.number)
        drawn += line(x, x, 0 if tick.always else low - 6, low, f"axis {of}")
        if scale.unit == "day":
            drawn += text(tick.words, middle_of(scale, tick.number), height - 6, of, "middle")
        else:
            drawn += text(tick.words, x, height - 6, of, dx=4)
    return drawn


def _drawn_row(scale: Scale, one: Telling, interval: Interval, top: float) -> str:
    start = 0.0 if interval.first is None else max(0.0, _place(scale, interval.first))
    end = 100.0 if interval.last is None else min(100.0, _place(scale, interval.last + 1))
    return _drawn_words(one, start, end, top) + _drawn_shape(scale, one, interval, start, end, top + 21)


def _drawn_words(one: Telling, start: float, end: float, top: float) -> str:
    """The words above their shape: from its left where they fit, to its right, or at the edge."""
    words = f"“{cut(one.words, LONGEST_LABEL)}”" if one.words else written(one.edtf, is_short=True)
    of = "words" if one.words else "words archive"
    if one.count > 1:
        words += f" × {one.count}"
    room = len(words) * CHARACTER / PHONE * 100
    if room <= 100 - start:
        return text(words, start, top + 15, of)
    return text(words, end, top + 15, of, "end") if room <= end else text(words, 0, top + 15, of)


def _drawn_shape(scale: Scale, one: Telling, interval: Interval, start: float, end: float, top: float) -> str:
    forecast = " forecast" if one.is_forecast else ""
    if interval.first is not None and interval.first == interval.last:
        loose = " loose" if interval.is_first_loose or interval.is_last_loose else ""
        return at((start + end) / 2, top + BOX / 2, shape("circle", of=f"disc{forecast}{loose}", r="5"))
    middle = top + BOX / 2
    loose = " loose" if interval.is_first_loose or interval.is_last_loose else ""
    if interval.first is None or interval.last is None:
        return _drawn_arrow(scale, interval, start, end, middle, f"span{loose}")
    drawn = line(start, end, top, top, f"box{forecast}{loose}") + line(
        start, end, top + BOX, top + BOX, f"box{forecast}{loose}"
    )
    if _place(scale, interval.first) >= 0:
        drawn += line(start, start, top, top + BOX, f"box{' loose' if interval.is_first_loose else forecast}")
    if _place(scale, interval.last + 1) <= 100.001:
        drawn += line(end, end, top, top + BOX, f"box{' loose' if interval.is_last_loose else forecast}")
    return drawn


def _drawn_arrow(scale: Scale, interval: Interval, start: float, end: float, y: float, of: str) -> str:
    """A line from its known end, when that is on the scale, to an arrow where none is given."""
    drawn = line(start, end, y, y, of)
    for day, x in ((interval.first, start), (None if interval.last is None else interval.last + 1, end)):
        if day is not None and 0 <= _place(scale, day) <= 100.001:
            drawn += line(x, x, y - BOX / 2, y + BOX / 2, "edge")
    if interval.first is None:
        drawn += at(start, y, shape("path", of="arrow", d="M8 -6L1 0L8 6"))
    if interval.last is None:
        drawn += at(end, y, shape("path", of="arrow", d="M-8 -6L-1 0L-8 6"))
    return drawn


def _told(one: Telling) -> str:
    """One row in words: “this week”: 12 to 18 September 2022."""
    parts = [f"{written(one.edtf)}: “{cut(one.words, LONGEST_LABEL)}”" if one.words else written(one.edtf)]
    if one.count > 1:
        parts.append(f"{one.count} times")
    if one.is_forecast:
        parts.append("told in advance")
    return ", ".join(parts) + "."


def _caption(scale: Scale, shown: list[tuple[Telling, Interval]]) -> str:
    """Names every shape that is used, and no other."""
    is_day = [interval.first is not None and interval.first == interval.last for _, interval in shown]
    is_open = [interval.first is None or interval.last is None for _, interval in shown]
    is_box = [not (day or opening) for day, opening in zip(is_day, is_open, strict=True)]
    goes_on = [_goes_on(scale, interval) for _, interval in shown]
    names = (
        (any(is_day), "<b>Disc</b>: one day."),
        (any(is_box), "<b>Open box</b>: some time within it, or all of it."),
        (any(goes_on), "<b>A box without an end</b> goes on beyond this page."),
        (any(is_open), "<b>Arrow</b>: no end is given."),
        (any(interval.is_first_loose or interval.is_last_loose for _, interval in shown), "<b>Dotted</b>: about then."),
        (any(one.is_forecast for one, _ in shown), "<b>Hollow or dashed</b>: told in advance."),
        (any(one.words for one, _ in shown), "The words are the reports’; the days are the archive’s reading of them."),
    )
    return " ".join(words for is_used, words in names if is_used)


def _goes_on(scale: Scale, interval: Interval) -> bool:
    if interval.first is None or interval.last is None:
        return False
    return _place(scale, interval.first) < 0 or _place(scale, interval.last + 1) > 100.001
