"""Counts over time as a strip: strokes up for what was published, down for what is told."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from muniment.model import Record, Span
from muniment.render.chart_marks import (
    at,
    canvas,
    escape,
    line,
    link_opening,
    mark_of,
    percent,
    picture,
    pixels,
    shape,
    text,
)
from muniment.render.chart_scale import (
    Scale,
    Unit,
    edtf_of,
    fold_end,
    middle_of,
    number_of,
    scale_of,
    start_of,
    stretch_words,
    ticks_of,
)  # fmt: skip
from muniment.render.chart_shapes import caption_of
from muniment.render.chart_tellings import FOOT, READING, Rows, Telling, drawn_grid, drawn_rows
from muniment.render.dates import written
from muniment.render.words import counted, listed, number

Link = Callable[[str], str]

LABEL, SPINE = 34.0, 24.0  # pixels: the row of a half's name, and the row of dates between the halves
APART = 12.0  # pixels between the strokes and what is below them
SHORTEST = 2.0  # pixels of a stroke that counts one, however many the longest counts
FOLD = shape("path", of="fold", d="M-15 7L-11 -7M-9 7L-5 -7")
MANY = 24  # links over which the keyboard is offered a way past them
FULLY_COUNTED, WIDELY_COUNTED = 12.5, 31.5  # slots that have room for numbers: always, and on a wide page
FULLY_TOLD = 24  # spans that the description gives one by one
DENSITIES = ((12, "few"), (24, "some"), (60, "many"), (150, "dense"))  # slots, and the class of their strokes


class Half(Record, frozen=True):
    """What the strokes on one side count: its name, and how one and several are called."""

    name: str
    one: str
    many: str


PUBLISHED = Half("Published", "report published", "reports published")
TOLD = Half("Told", "time told of", "times told of")
NAMED = Half("Reports", "report", "reports")


class Bar(Record, frozen=True):
    """A span in its slot: `told` is "September 2022: 2 reports published, 9 times told of", `link` the
    beginning of the link that lies over it, or empty."""

    unit: Unit
    number: int
    above: int
    below: int
    told: str
    link: str  # HTML


class Band(Record, frozen=True):
    """Rows below the strokes, on the same scale: what they are, and how many more there are than are given. Where it
    `holds_all`, what has no part on the scale stands at its edge."""

    name: str
    tellings: tuple[Telling, ...]
    more: int = 0
    holds_all: bool = False


def span_strip(
    spans: tuple[Span, ...],
    link: Link,
    label: str,
    above: Half = PUBLISHED,
    below: Half = TOLD,
    whole: tuple[str, str] | None = None,
    height: float = 120,
    caption: str = "",
    bands: Sequence[Band] = (),
) -> str:
    """A figure, as HTML that needs no more escaping: one stroke a span, each a link to its page.

    The spans are all years, all months or all days; those of another length than the first are
    left out. What goes on beyond its span has no stroke. `link` makes an address relative to the page; `label`
    names the picture. `whole` is the first and last slot to show, or else the scale fits the spans. `height` is
    what the longest stroke up and the longest down take together, in pixels; both halves have one scale, from zero.
    `caption` takes the place of the sentences that say what the strokes are. The `bands` come below.
    """
    bars, unit = _bars_of(spans, link, (above, below))
    used = [found[1] for span in spans if (found := number_of(span.edtf)) and found[0] == unit]
    beyond = 0 if bands else sum(span.beyond for span in spans)
    if not used or not (bars or any(band.tellings for band in bands)):
        return f'<p class="small">{escape(_undrawn(beyond) or "Nothing here is dated.")}</p>'
    scale = _scale_of(unit, used, whole)
    most = [max((bar.above for bar in bars), default=0), max((bar.below for bar in bars), default=0)]
    tall = [height * one / (sum(most) or 1) for one in most]
    spine = tall[0] + (LABEL if most[0] else 0)
    bottom = spine + SPINE + tall[1] + (LABEL if most[1] else 0)
    starts = [start_of(scale, bar.number) for bar in bars]
    drawn = _drawn_axis(scale, spine, bool(most[0]), bool(most[1]))
    drawn += _drawn_strokes(scale, bars, starts, spine, height / (sum(most) or 1))
    drawn += _drawn_names(scale, bars, most, (above, below), bottom)
    rows = _drawn_bands(scale, bands, bottom + APART)
    described = " ".join(filter(None, (_described(scale, bars, most, (above, below)), rows.described)))
    links = _drawn_links(scale, bars, starts, bottom)
    of = f"strip-chart {next((name for slots, name in DENSITIES if _slots(scale) <= slots), 'dust')}"
    svg = picture(label, described, drawn + rows.drawn) + "".join(links) + rows.links
    svg = canvas(svg, bottom + rows.height, f"{of} telling-chart" if bands else of)
    told = f"{escape(caption or _caption(scale, most, beyond))} {rows.caption}".strip()
    return _figure(svg, mark_of(label, described), told, len(links) + rows.count)


def _scale_of(unit: Unit, used: Sequence[int], whole: tuple[str, str] | None) -> Scale:
    ends = [number_of(end) for end in whole or ()]
    known = [end[1] for end in ends if end and end[0] == unit]
    return scale_of(unit, used, (known[0], known[1]) if len(known) == 2 else None)


def _drawn_bands(scale: Scale, bands: Sequence[Band], top: float) -> Rows:
    """All bands from `top` down, with the lines and labels of the scale."""
    drawn, links, described, captions, names, y, count = "", "", [], [], set[str](), top, 0
    for band in bands:
        rows = drawn_rows(scale, band.tellings, y + LABEL, band.holds_all)
        if not rows.count:
            continue
        drawn += text(band.name, 0, y + 22, "name") + rows.drawn
        links += rows.links
        described.append(f"{band.name}: {rows.described}")
        names |= set(rows.names)
        if left := rows.left + band.more:
            more = counted(left, "more is", "more are")
            captions.append(f"{band.name}: {more} not drawn, but on the pages of their years.")
        y += LABEL + rows.height
        count += rows.count if rows.links else 0
    if y == top:
        return Rows("", "", 0.0, "", (), 0)
    bottom = y + FOOT
    are_quoted = any(one.words for band in bands for one in band.tellings)
    caption = " ".join([caption_of(names), *map(escape, captions), *([READING] if are_quoted else [])])
    grid = drawn_grid(scale, top, bottom)
    return Rows(grid + drawn, links, bottom - top + APART, " ".join(described), (), 0, count, caption)


def _bars_of(spans: tuple[Span, ...], link: Link, halves: tuple[Half, Half]) -> tuple[list[Bar], Unit]:
    found = [bar for span in spans if (bar := _bar_of(span, link, *halves))]
    unit: Unit = found[0].unit if found else "year"
    bars = {bar.number: bar for bar in found if bar.unit == unit and (bar.above or bar.below)}
    return [bars[key] for key in sorted(bars)], unit


@lru_cache(maxsize=4096)  # most names are in a few reports of the same months
def _bar_of(span: Span, link: Link, above: Half, below: Half) -> Bar | None:
    place = number_of(span.edtf)
    if place is None:
        return None
    counts = max(0, span.published), max(0, span.told - span.beyond)
    words = [counted(count, half.one, half.many) for count, half in zip(counts, (above, below), strict=True) if count]
    told, address = f"{written(span.edtf)}: {', '.join(words)}", link(span.address)
    return Bar(*place, *counts, told, link_opening(address, told, "slot") if address else "")


def _slots(scale: Scale) -> float:
    return 100 / scale.slot


@lru_cache(maxsize=1024)  # many things happen between the same two months
def _drawn_axis(scale: Scale, spine: float, has_above: bool, has_below: bool) -> str:
    drawn, edges = "", [0.0]
    for fold in scale.folds:
        edges += [fold.start, fold_end(scale, fold)]
        drawn += at(fold_end(scale, fold), spine + SPINE / 2, FOLD)
    edges.append(100.0)
    for start, end in zip(edges[0::2], edges[1::2], strict=True):
        drawn += line(start, end, spine, spine, "axis") if has_above else ""
        drawn += line(start, end, spine + SPINE, spine + SPINE, "axis") if has_below else ""
    for tick in ticks_of(scale):
        of = "tick" if tick.always else "tick wide"
        if scale.unit == "day":
            drawn += text(tick.words, middle_of(scale, tick.number), spine + 17, of, "middle")
            continue
        x = start_of(scale, tick.number)
        drawn += line(x, x, spine, spine + SPINE, f"axis {of}") + text(tick.words, x, spine + 17, of, dx=4)
    return drawn


def _drawn_strokes(scale: Scale, bars: list[Bar], starts: list[float], spine: float, unit: float) -> str:
    drawn, slots, half = [], _slots(scale), scale.slot / 2
    of = "figure" if slots <= FULLY_COUNTED else "figure wide"
    for bar, start in zip(bars, starts, strict=True):
        x = start + half
        high, low = spine - max(SHORTEST, bar.above * unit), spine + SPINE + max(SHORTEST, bar.below * unit)
        if bar.above:
            drawn.append(line(x, x, spine, high, "stroke above"))
        if bar.below:
            drawn.append(line(x, x, spine + SPINE, low, "stroke below"))
        if bar.above and slots <= WIDELY_COUNTED:
            drawn.append(text(number(bar.above), x, high - 4, of, "middle"))
        if bar.below and slots <= WIDELY_COUNTED:
            drawn.append(text(number(bar.below), x, low + 13, of, "middle"))
    return "".join(drawn)


def _drawn_names(scale: Scale, bars: list[Bar], most: list[int], halves: tuple[Half, Half], bottom: float) -> str:
    drawn = ""
    for is_above, half, y in ((True, halves[0], 13.0), (False, halves[1], bottom - 3)):
        if most[0 if is_above else 1]:
            drawn += text(half.name, 0, y, "name")
            if _slots(scale) > FULLY_COUNTED:
                drawn += text(_peak(scale.unit, bars, is_above), 100, y, "peak", "end")
    return drawn


def _peak(unit: Unit, bars: list[Bar], is_above: bool) -> str:
    """The longest stroke in words: "most: 12, Sep 2022"; the first of several that are as long."""
    counts = [bar.above if is_above else bar.below for bar in bars]
    most = max(counts)
    when = written(edtf_of(unit, bars[counts.index(most)].number), is_short=True)
    return f"{'most: ' if counts.count(most) == 1 else 'at most '}{number(most)}" + (
        f", {when}" if counts.count(most) == 1 else ""
    )


def _drawn_links(scale: Scale, bars: list[Bar], starts: list[float], bottom: float) -> list[str]:
    size = f'y="0" width="{percent(scale.slot)}" height="{pixels(bottom)}"'
    return [
        f'{bar.link}<rect class="touch" x="{percent(start)}" {size}/></a>'
        for bar, start in zip(bars, starts, strict=True)
        if bar.link
    ]


def _described(scale: Scale, bars: list[Bar], most: list[int], halves: tuple[Half, Half]) -> str:
    """The whole finding in words."""
    if len(bars) <= FULLY_TOLD:
        parts = [f"{bar.told}." for bar in bars]
    else:
        first, last = (edtf_of(scale.unit, bars[end].number) for end in (0, -1))
        parts = [f"{written(f'{first}/{last}')}."]
        totals = ((sum(bar.above for bar in bars), halves[0], True), (sum(bar.below for bar in bars), halves[1], False))
        for total, half, is_above in totals:
            if total:
                parts.append(f"{counted(total, half.one, half.many)}, {_peak(scale.unit, bars, is_above)}.")
    return " ".join([*parts, _left_out(scale)]).strip()


def _left_out(scale: Scale) -> str:
    if not scale.folds:
        return ""
    return f"Nothing is dated {listed([stretch_words(scale, fold) for fold in scale.folds])}."


def _undrawn(beyond: int) -> str:
    return f"Told of and not drawn: {counted(beyond, 'time')} with no end, or longer than a year." if beyond else ""


def _caption(scale: Scale, most: list[int], beyond: int) -> str:
    parts = []
    if most[0] and most[1]:
        parts.append("Up: reports published then. Down: how often reports tell of that time.")
        parts.append("One scale for both, from zero.")
    parts += filter(None, [_undrawn(beyond)])
    if scale.folds:
        parts.append(f"Slanted strokes stand for a long time with nothing in it. {_left_out(scale)}")
    return " ".join(parts)


def _figure(svg: str, mark: str, caption: str, links: int) -> str:
    before = after = ""
    if links > MANY:
        before = f'<a class="past" href="#{mark}-end">Past the {number(links)} links of this figure</a>'
        after = f'<span id="{mark}-end" tabindex="-1"></span>'
    told = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="chart-figure">{before}{svg}{told}{after}</figure>'
