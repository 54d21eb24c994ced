"""When something happened, one row a time: as reports say it, and as editors have it.

The shapes are those of chart_shapes.py. Words of reports stand between quotation marks; the archive's own do not, and
lead on where they have an address.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from muniment.edtf import Edtf, read_edtf
from muniment.model import Record
from muniment.render.chart_labels import width_of
from muniment.render.chart_marks import canvas, line, link_to, percent, picture, pixels, shape, text
from muniment.render.chart_scale import Scale, middle_of, number_of, scale_of, start_of, ticks_of
from muniment.render.chart_shapes import Shape, caption_of, is_within, shape_of
from muniment.render.dates import written
from muniment.render.words import counted, cut

ROW, LANE, FOOT = 40.0, 16.0, 24.0  # pixels: a row with its words, a row of shapes alone, the row of dates
MOST_ROWS = 24
MOST_LANES = 24
SHORTEST = 12  # characters of a title that is cut
LONGEST_LABEL = 32  # characters of a report's words, where they are told
PHONE, WIDE = (280.0, 32), (700.0, 64)  # pixels of the narrowest drawing and of a wide one, and characters of a label
LONG = 50.0  # percent
SANS = 0.9  # the archive's letters are so much narrower than the reports'
APART = 4.5  # percent that a shape of a lane takes on a phone
READING = "The words are the reports’; the days are the archive’s reading of them."


class Telling(Record, frozen=True):
    """What one row shows: an EDTF value (ISO 8601-2), and the report's own words for it. `count` is how many times
    reports tell of the same time; `words` are the first of them.

    What editors wrote has a `title` in their words, and the `address` where more is said of it.
    """

    edtf: str
    words: str = ""
    is_forecast: bool = False
    count: int = 1
    title: str = ""
    address: str = ""


class Rows(Record, frozen=True):
    """Rows as they were drawn: `drawn` and, to lie over it, `links` (SVG), how high they are, what they say in words,
    the names of their shapes, how many had no room, how many are there, and a caption (HTML)."""

    drawn: str
    links: str
    height: float
    described: str
    names: tuple[str, ...]
    left: int
    count: int = 0
    caption: str = ""


def telling_strip(first: str, last: str, tellings: Sequence[Telling], label: str) -> str:
    """A figure with one row a telling, on the days from `first` to `last`, or its months where
    they are ISO months. What cannot be placed there is left out; empty when nothing can."""
    ends = number_of(first), number_of(last)
    if ends[0] is None or ends[1] is None:
        return ""
    scale = scale_of(ends[0][0], [ends[0][1]], (ends[0][1], ends[1][1]))
    rows = drawn_rows(scale, tellings)
    if not rows.count:
        return ""
    height = rows.height + FOOT
    drawn = drawn_grid(scale, 0, height) + rows.drawn
    svg = canvas(picture(label, rows.described, drawn) + rows.links, height, "telling-chart")
    more = f" {counted(rows.left, 'more is', 'more are')} listed below." if rows.left else ""
    return f'<figure class="chart-figure">{svg}<figcaption>{rows.caption}{more}</figcaption></figure>'


def drawn_rows(scale: Scale, tellings: Iterable[Telling], top: float = 0.0, holds_all: bool = False) -> Rows:
    """The rows from `top` down, the earliest first. Of what editors wrote, and is too much for a row each, the shapes
    alone stand together in as few lanes as hold them. What has no part on the scale is left out, or stands at its edge
    where the rows are to hold all."""
    known = [(one, time) for one in tellings if (time := read_edtf(one.edtf))]
    placed = [(one, time) for one, time in known if holds_all or is_within(scale, time)]
    placed.sort(key=lambda pair: (pair[1].first or 0, pair[1].last or date.max.toordinal(), pair[0].words))
    described = " ".join(_told(one) for one, _ in placed[:MOST_ROWS])
    if len(placed) > MOST_ROWS:
        described += f" And {counted(len(placed) - MOST_ROWS, 'more', 'more')}."
    if len(placed) > MOST_ROWS and all(one.title for one, _ in placed):
        return _in_lanes(scale, placed, top, described)
    drawn, links, names = "", "", set[str]()
    for index, (one, time) in enumerate(placed[:MOST_ROWS]):
        y = top + ROW * index
        seen = shape_of(scale, time, y + 26.5, one.is_forecast, bool(one.title))
        drawn += _drawn_words(one, seen, y) + seen.drawn
        links += _link_over(one, y) if one.address else ""
        names |= set(seen.names)
    caption = caption_of(names)
    if any(one.words for one, _ in placed):
        caption = f"{caption} {READING}"
    shown = min(len(placed), MOST_ROWS)
    return Rows(drawn, links, ROW * shown, described, tuple(sorted(names)), len(placed) - shown, shown, caption)


def drawn_grid(scale: Scale, top: float, bottom: float) -> str:
    """The lines of a scale behind its rows, and their labels below."""
    low = bottom - FOOT
    drawn = line(0, 100, low, low, "axis")
    for tick in ticks_of(scale):
        of = "tick" if tick.always else "tick wide"
        x = start_of(scale, tick.number)
        drawn += line(x, x, top if tick.always else low - 6, low, f"axis {of}")
        if scale.unit == "day":
            drawn += text(tick.words, middle_of(scale, tick.number), bottom - 6, of, "middle")
        else:
            drawn += text(tick.words, x, bottom - 6, of, dx=4)
    return drawn


def _in_lanes(scale: Scale, placed: Sequence[tuple[Telling, Edtf]], top: float, described: str) -> Rows:
    """Those that are long come last, so that they leave room for days."""
    ends: list[float] = []
    drawn, left, names = "", 0, set[str]()
    shapes = [(shape_of(scale, time, 0, one.is_forecast, bool(one.title)), one, time) for one, time in placed]
    for seen, one, time in sorted(shapes, key=lambda found: found[0].end - found[0].start > LONG):
        lane = next((index for index, end in enumerate(ends) if end <= seen.start), len(ends))
        if lane == MOST_LANES:
            left += 1
            continue
        ends[lane : lane + 1] = [max(seen.end, seen.start + APART)]
        drawn += shape_of(scale, time, top + LANE * (lane + 0.5), one.is_forecast, bool(one.title)).drawn
        names |= set(seen.names)
    count, caption = len(placed) - left, caption_of(names)
    return Rows(drawn, "", LANE * len(ends), described, tuple(sorted(names)), left, count, caption)


def _drawn_words(one: Telling, seen: Shape, top: float) -> str:
    """The words above their shape; where a wide page has room for more of them, or for a better spot, twice."""
    of = "words" if one.words else "words archive"
    slim, wide = (_words_in(one, seen, width, longest) for width, longest in (PHONE, WIDE))
    if slim == wide:
        return text(slim[0], slim[1], top + 15, of, slim[2])
    return text(slim[0], slim[1], top + 15, f"{of} slim", slim[2]) + text(
        wide[0], wide[1], top + 15, f"{of} wide", wide[2]
    )


def _words_in(one: Telling, seen: Shape, width: float, longest: int) -> tuple[str, float, str]:
    """What is said in a drawing of this width, in pixels, and where: from the shape's left where it fits, up to its
    right, over its middle, or at the nearer edge."""
    when = f", {written(one.edtf, is_short=True, is_lasting=True)}" if one.title and "beyond" in seen.names else ""
    words = cut(one.title, max(SHORTEST, longest - len(when))) + when or (
        f"“{cut(one.words, longest)}”" if one.words else written(one.edtf, is_short=True)
    )
    if one.count > 1:
        words += f" × {one.count}"
    room = width_of(words) * (1 if one.words else SANS) / width * 100
    middle = (seen.start + seen.end) / 2
    if room <= 100 - seen.start:
        return words, seen.start, ""
    if room <= seen.end:
        return words, seen.end, "end"
    if room / 2 <= min(middle, 100 - middle):
        return words, middle, "middle"
    return (words, 100.0, "end") if middle > 50 else (words, 0.0, "")


def _link_over(one: Telling, top: float) -> str:
    """A link over a whole row."""
    over = shape("rect", of="touch", x="0", y=pixels(top), width=percent(100), height=pixels(ROW))
    return link_to(one.address, _told(one), over, "slot")


def _told(one: Telling) -> str:
    """One row in words: “this week”: 12 to 18 September 2022."""
    when = written(one.edtf, is_lasting=bool(one.title))
    words = one.title if one.title else f"“{cut(one.words, LONGEST_LABEL)}”" if one.words else ""
    parts = [f"{when}: {words}" if words else when]
    if one.count > 1:
        parts.append(f"{one.count} times")
    if one.is_forecast:
        parts.append("told in advance")
    return ", ".join(parts) + "."
