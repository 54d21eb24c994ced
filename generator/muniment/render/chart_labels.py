"""Names beside points, where they touch neither each other nor a point."""

from unicodedata import east_asian_width

from muniment.model import Record
from muniment.model import changed as copied

NARROW, WIDE = (270.0, 180.0), (560.0, 373.0)  # pixels of a map on a phone, and on a wide page
LETTER, BROAD, LEADING = 7.6, 15.5, 17.0  # pixels: a letter, a broad one (Unicode TR 11), a line
DOT = 5.0  # pixels from a point's middle to its rim
FOREMOST = 8  # labels that may cover points of lower rank, where no spot is free of all

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels


class Label(Record, frozen=True):
    """Words for the point at x and y percent. `shown` is empty where there is no room, `label`
    where there always is, `label wide` where a wide page has it."""

    words: str
    x: float
    y: float
    shown: str = ""
    dx: int = 0
    dy: int = 0
    anchor: str = "start"


# Anchor, dx and dy of the places for a label, the best first: beside the point, above, below, at the corners.
SPOTS = (
    ("start", 9, 5), ("end", -9, 5), ("middle", 0, -10), ("middle", 0, 20),
    ("start", 6, -6), ("end", -6, -6), ("start", 6, 17), ("end", -6, 17),
)  # fmt: skip


def place_labels(labels: list[Label]) -> list[Label]:
    """The labels, in order of rank, each with a spot or left unshown. None lies over another, nor
    over a point, but that the foremost are shown even where they must lie over points of lower rank."""
    done = labels
    for size, shown in ((NARROW, "label"), (WIDE, "label wide")):
        dots = [_dot_box(one, *size) for one in labels]
        words = [_box(one, *size) for one in done if one.shown]
        placed = []
        for rank, one in enumerate(done):
            spot = one if one.shown else _with_spot(one, rank, shown, size, dots, words)
            if spot.shown and not one.shown:
                words.append(_box(spot, *size))
            placed.append(spot)
        done = placed
    return done


def width_of(words: str) -> float:
    """About how many pixels the words take."""
    return sum(BROAD if east_asian_width(letter) in "WF" else LETTER for letter in words)


def _with_spot(
    one: Label, rank: int, shown: str, size: tuple[float, float], dots: list[Box], words: list[Box]
) -> Label:
    foremost, others = dots[:rank] + dots[rank + 1 : FOREMOST], dots[max(rank + 1, FOREMOST) :]
    found: list[tuple[int, Label]] = []
    for anchor, dx, dy in SPOTS:
        spot = copied(one, shown=shown, anchor=anchor, dx=dx, dy=dy)
        box = _box(spot, *size)
        is_inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
        if is_inside and not any(_do_touch(box, other) for other in (*foremost, *words)):
            found.append((sum(_do_touch(box, other) for other in others), spot))
    covered, best = min(found, key=lambda spot: spot[0], default=(0, one))
    return best if not covered or rank < FOREMOST else one


def _box(one: Label, width: float, height: float) -> Box:
    x, y = one.x / 100 * width + one.dx, one.y / 100 * height + one.dy
    length = width_of(one.words)
    left = x - {"start": 0.0, "middle": length / 2, "end": length}[one.anchor]
    return left, y - LEADING * 0.8, left + length, y + LEADING * 0.2


def _dot_box(one: Label, width: float, height: float) -> Box:
    x, y = one.x / 100 * width, one.y / 100 * height
    return x - DOT, y - DOT, x + DOT, y + DOT


def _do_touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
