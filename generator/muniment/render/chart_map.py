"""Places as points on an empty map: no tiles, no coast, no request to anyone; a grid and a scale.

Equirectangular, true to scale at the middle latitude (Snyder, USGS Professional Paper 1395, section
12). X and y are in percent of a frame whose form the stylesheet gives, so that text keeps its size.
"""

from collections.abc import Callable, Iterator
from functools import partial
from math import ceil, cos, floor, isfinite, radians

from muniment.model import Name, Record, Spot
from muniment.render.chart_labels import Label, place_labels
from muniment.render.chart_marks import escape, link_to, mark_of, percent, picture, shape
from muniment.render.words import counted, cut, number

Link = Callable[[str], str]

FORM = 1.5  # width to height; .chart-map in the stylesheet has the same
LEAST = 1.0  # degrees of latitude that a map shows at least
MARGIN = 1.35  # the frame to the places in it
WHOLE_WORLD = 270.0  # degrees of longitude; places so far apart are shown from 180° W to 180° E
MOST_LINKED = 60  # places with a name and a link; the others are points alone
FULLY_TOLD = 24  # places that the description names
LONGEST_LABEL = 26
KILOMETRES = 111.32  # a degree of latitude
WIDEST_SCALED = 60.0  # degrees; a wider map has no one scale
LEAST_RING = 4.0  # percent of the map's height; a smaller ring is hidden by the point in it
GRID_STEPS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)  # degrees between lines
MOST_LINES = 4
LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)  # kilometres of the scale's bar


class Frame(Record, frozen=True):
    """What the map shows, in degrees: `west` to `east` (it may pass 180) and `south` to `north`."""

    west: float
    east: float
    south: float
    north: float


def place_map(spots: tuple[Spot, ...], link: Link, label: str, subject: str = "", precision: int = 0) -> str:
    """A figure, as HTML that needs no more escaping: the points, then the names over them. Those that are
    nowhere on Earth are left out; those that are only suggested are hollow, go where suggestions go, and have
    room for their names after the others. The place with the id `subject` is drawn larger and is no link; around it
    is a ring where it is known to lie within so many metres (`precision`, 0 is not known), and these are not too few to
    be seen. Empty when no point is left."""
    known = [spot for spot in spots if _is_on_earth(spot)]
    if not known:
        return ""
    known.sort(key=partial(_rank, subject))
    around = _edges(known[0], precision) if known[0].name.id == subject else []
    frame = frame_of([*((spot.latitude, spot.longitude) for spot in known), *around])
    placed = [(spot, position(frame, spot.latitude, spot.longitude)) for spot in known]
    linked = placed[:MOST_LINKED]
    labels = place_labels([_label_of(spot.name, x, y) for spot, (x, y) in linked])
    described = _described(known)
    dots = "".join(_drawn_dot(x, y, f"spot small{_marked(spot)}", "2.5") for spot, (x, y) in placed[MOST_LINKED:])
    dots += "".join(
        _drawn_dot(x, y, f"spot{_marked(spot)}", "4.5") for spot, (x, y) in reversed(linked) if spot.name.id != subject
    )
    ring = _drawn_ring(frame, placed[0][1], precision) if around else ""
    content = picture(label, described, _drawn_grid(frame) + ring + dots)
    content += "".join(
        _drawn_place(spot, place, words, link, subject) for (spot, place), words in zip(linked, labels, strict=True)
    )
    past = mark_of(label, described)
    before = after = ""
    if len(known) > FULLY_TOLD:
        before = f'<a class="past" href="#{past}-end">Past the places of this map</a>'
        after = f'<span id="{past}-end" tabindex="-1"></span>'
    suggested = [spot.name.id for spot in known if _is_suggested(spot)]
    of = "chart-figure machine" if len(suggested) == len(known) or subject in suggested else "chart-figure"
    return (
        f'<figure class="{of}">{before}<svg class="chart chart-map" width="100%">{content}</svg>'
        f"<figcaption>{_caption(len(known), bool(suggested), bool(ring))}</figcaption>{after}</figure>"
    )


def frame_of(coordinates: list[tuple[float, float]]) -> Frame:
    """The smallest frame of the map's form around (latitude, longitude) pairs, with a margin. It
    leaves out the widest stretch of longitude with nothing in it, and so may pass 180°."""
    latitudes = [latitude for latitude, _ in coordinates]
    middle = (min(latitudes) + max(latitudes)) / 2
    west, east = _longitudes([longitude for _, longitude in coordinates])
    shrink = _shrink(middle)
    all_around = 360 * shrink / FORM
    height = max(LEAST, (max(latitudes) - min(latitudes)) * MARGIN)
    height = max(height, min(all_around, (east - west) * shrink * MARGIN / FORM))
    width = height * FORM / shrink
    centre = (west + east) / 2
    return Frame(centre - width / 2, centre + width / 2, middle - height / 2, middle + height / 2)


def _edges(spot: Spot, precision: int) -> list[tuple[float, float]]:
    """The northern, southern, eastern and western end of where a place may lie, as far as the earth goes."""
    north = precision / 1000 / KILOMETRES
    east = min(180.0, north / _shrink(spot.latitude))
    latitudes = (min(90.0, spot.latitude + north), max(-90.0, spot.latitude - north))
    longitudes = ((spot.longitude + side * east + 180) % 360 - 180 for side in (1, -1))
    return (
        [
            *((latitude, spot.longitude) for latitude in latitudes),
            *((spot.latitude, longitude) for longitude in longitudes),
        ]
        if precision
        else []
    )


def _drawn_ring(frame: Frame, place: tuple[float, float], precision: int) -> str:
    """A ring that is an ellipse in percent, and a circle in the form that the map has."""
    high = precision / 1000 / KILOMETRES / (frame.north - frame.south) * 100
    if high < LEAST_RING:
        return ""
    (x, y), wide = place, high / FORM
    return shape("ellipse", of="ring", cx=percent(x), cy=percent(y), rx=percent(wide), ry=percent(high))


def position(frame: Frame, latitude: float, longitude: float) -> tuple[float, float]:
    """Percent from the left and from the top."""
    middle = (frame.west + frame.east) / 2
    from_middle = (longitude - middle + 180) % 360 - 180
    x = 50 + from_middle / (frame.east - frame.west) * 100
    return x, (frame.north - latitude) / (frame.north - frame.south) * 100


def _shrink(latitude: float) -> float:
    """A degree of longitude to a degree of latitude, there; never so small that a map turns into a line."""
    return max(0.1, cos(radians(latitude)))


def _longitudes(longitudes: list[float]) -> tuple[float, float]:
    around = sorted({longitude % 360 for longitude in longitudes})
    gaps = [(after - before, after) for before, after in zip(around, [*around[1:], around[0] + 360], strict=True)]
    widest, after = max(gaps, key=lambda gap: gap[0])
    if 360 - widest > WHOLE_WORLD:
        return -180.0, 180.0
    west = after - 360 if after > 180 else after
    return west, west + 360 - widest


def _rank(subject: str, spot: Spot) -> tuple[bool, bool, int, str, str]:
    name = spot.name
    return name.id != subject, _is_suggested(spot), -name.count, name.sort_key, name.id


def _is_on_earth(spot: Spot) -> bool:
    latitude, longitude = spot.latitude, spot.longitude
    return isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180


def _is_suggested(spot: Spot) -> bool:
    return spot.status == "suggested"


def _marked(spot: Spot) -> str:
    """What is added to the class of what stands for a place."""
    return " suggested machine" if _is_suggested(spot) else ""


def _label_of(name: Name, x: float, y: float) -> Label:
    """Without what the place lies in: "Portland" for "Portland, Oregon"."""
    return Label(cut(name.name.partition(", ")[0] or name.name, LONGEST_LABEL), x, y)


def _drawn_grid(frame: Frame) -> str:
    drawn = shape("rect", of="frame", x="0", y="0", width="100%", height="100%")
    middle = (frame.west + frame.east) / 2
    for longitude in _lines(max(frame.west, middle - 180), min(frame.east, middle + 179.99)):
        x, _ = position(frame, 0, longitude)
        drawn += shape("line", of="axis", x1=percent(x), x2=percent(x), y1="0", y2="100%")
        if 4 < x < 86:
            drawn += _grid_label(_degrees((longitude + 180) % 360 - 180, "EW"), percent(x), "0", "4", "14")
    for latitude in _lines(max(frame.south, -90), min(frame.north, 90)):
        _, y = position(frame, latitude, frame.west)
        drawn += shape("line", of="axis", x1="0", x2="100%", y1=percent(y), y2=percent(y))
        if 12 < y < 98:
            drawn += _grid_label(_degrees(latitude, "NS"), "0", percent(y), "4", "-4")
    return drawn + _drawn_scale(frame)


def _lines(start: float, end: float) -> Iterator[float]:
    step = next((one for one in GRID_STEPS if (end - start) / one <= MOST_LINES), 90.0)
    for count in range(ceil(start / step), floor(end / step) + 1):
        yield round(count * step, 2)


def _grid_label(words: str, x: str, y: str, dx: str, dy: str) -> str:
    return f'<text class="tick" x="{x}" y="{y}" dx="{dx}" dy="{dy}">{escape(words)}</text>'


def _degrees(value: float, letters: str) -> str:
    """49.5 is "49.5°N"; 0 and 180 have no letter."""
    letter = "" if value in (0, -180) else letters[0] if value > 0 else letters[1]
    return f"{abs(value):.2f}".rstrip("0").rstrip(".") + "°" + letter


def _drawn_scale(frame: Frame) -> str:
    """A bar of a round number of kilometres, at the lower right."""
    height = frame.north - frame.south
    if height * FORM > WIDEST_SCALED:
        return ""
    width = height * FORM * KILOMETRES
    length = max((one for one in LENGTHS if one <= width / 4), default=1)
    share = length / width * 100
    bar = shape("path", of="scale-end", d="M.5 -16V-10") + shape(
        "line", of="scale", x1="0", x2="100%", y1="-10", y2="-10"
    )
    bar += f'<text class="tick" x="100%" y="-16" text-anchor="end">{number(length)} km</text>'
    bar += f'<svg x="100%" overflow="visible">{shape("path", of="scale-end", d="M-.5 -16V-10")}</svg>'
    return f'<svg x="{percent(97 - share)}" y="100%" width="{percent(share)}" height="1" overflow="visible">{bar}</svg>'


def _drawn_dot(x: float, y: float, of: str, radius: str) -> str:
    return shape("circle", of=of, cx=percent(x), cy=percent(y), r=radius)


def _drawn_place(spot: Spot, place: tuple[float, float], words: Label, link: Link, subject: str) -> str:
    x, y = place
    is_subject = spot.name.id == subject
    drawn = _drawn_dot(x, y, f"spot subject{_marked(spot)}", "7") if is_subject else ""
    if words.shown:
        dx = words.dx * 4 // 3 if is_subject else words.dx
        drawn += (
            f'<text class="{words.shown}" x="{percent(x)}" y="{percent(y)}" dx="{dx}" dy="{words.dy}"'
            f' text-anchor="{words.anchor}">{escape(words.words)}</text>'
        )
    address, marked = link(spot.name.address), _marked(spot)
    if is_subject or not address:
        return f'<g class="{"subject" if is_subject else "place"}{marked}">{drawn}</g>'
    words_of_it = _told(spot.name) + (", suggested" if marked else "")
    return link_to(address, words_of_it, _drawn_dot(x, y, "touch", "12") + drawn, f"place{marked}")


def _told(name: Name) -> str:
    return f"{name.name}: {counted(name.count, 'report')}" if name.count else name.name


def _described(spots: list[Spot]) -> str:
    names = [
        f"{_told(spot.name)}, {'suggested ' if _is_suggested(spot) else ''}"
        f"at {_degrees(spot.latitude, 'NS')} {_degrees(spot.longitude, 'EW')}"
        for spot in spots
    ]
    more = len(names) - FULLY_TOLD
    told = "; ".join(names[:FULLY_TOLD])
    return f"{told}; and {counted(more, 'more place', 'more places')}." if more > 0 else f"{told}."


def _caption(count: int, has_suggested: bool, has_ring: bool) -> str:
    """HTML; what it says of suggestions goes where they go."""
    parts = ["A point is the middle of a place, however large the place is. North is up; there is no map behind it."]
    if has_suggested:
        parts.append(
            '<span class="machine">A hollow, dotted point is suggested: GeoNames (CC BY 4.0) has a place of that name '
            "there, and no editor has said whether it is the one that is meant.</span>"
        )
    if has_ring:
        parts.append("What is meant lies somewhere within the ring.")
    if count > MOST_LINKED:
        parts.append(
            f"The {MOST_LINKED} most named of {number(count)} are links, with a name where there is room; "
            "the others are small points."
        )
    return " ".join(parts)
