"""A scale of years, months or days: where on a chart's width each one stands.

Every year, month or day is a slot, and all are equally wide. A very long stretch with nothing in it
is folded: it takes the room of a few slots, and the chart says so.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from muniment.edtf import MONTHS
from muniment.model import Record
from muniment.render.dates import written

Unit = Literal["year", "month", "day"]

FEWEST: dict[Unit, int] = {"year": 10, "month": 12, "day": 7}  # slots of the shortest scale
LONGEST_UNFOLDED = 120  # slots
LONGEST_EMPTY = 40  # slots in a row with nothing in them, on a scale that is longer than that
STEPS: dict[Unit, tuple[int, ...]] = {  # between labels, widest first
    "year": (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "month": (12000, 6000, 2400, 1200, 600, 240, 120, 60, 24, 12, 6, 3, 1),
    "day": (7, 1),
}
ROOM_ALWAYS = 15.0  # percent between labels on a phone, and on a wide page
LETTER_ALWAYS, LETTER_WIDE = 2.4, 1.0  # percent that a letter takes there
ROOM_WIDE: dict[Unit, float] = {"year": 4.0, "month": 5.0, "day": 3.0}
LOWEST: dict[Unit, int] = {"year": 1, "month": 12, "day": 1}
HIGHEST: dict[Unit, int] = {"year": 9999, "month": 12 * 9999 + 11, "day": date.max.toordinal()}


class Fold(Record, frozen=True):
    """A stretch with nothing in it, `first` to `last`, that takes the room of fewer slots."""

    first: int
    last: int
    start: float  # percent


class Scale(Record, frozen=True):
    """Slots are numbered: a year by itself, a month by 12 times its year and its own number less
    one, a day by its number in the proleptic Gregorian calendar. `slot` is a width in percent."""

    unit: Unit
    first: int
    last: int
    slot: float
    folds: tuple[Fold, ...] = ()


class Tick(Record, frozen=True):
    """A label below a slot. One that is not `always` shown needs a wide page."""

    number: int
    words: str
    always: bool


@lru_cache(maxsize=4096)
def number_of(edtf: str) -> tuple[Unit, int] | None:
    """The slot of an ISO year, month or day, or None for anything else."""
    parts = edtf.split("-")
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)] or not all(_is_number(part) for part in parts):
        return None
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    if not (year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    match len(parts):
        case 1:
            return "year", year
        case 2:
            return "month", 12 * year + month - 1
    return "day", date(year, month, day).toordinal()


def edtf_of(unit: Unit, number: int) -> str:
    """The year, month or day of a slot."""
    match unit:
        case "year":
            return f"{number:04}"
        case "month":
            return f"{number // 12:04}-{number % 12 + 1:02}"
    return date.fromordinal(number).isoformat()


def scale_of(unit: Unit, numbers: Iterable[int], whole: tuple[int, int] | None = None) -> Scale:
    """The scale that holds these slots, or exactly those of `whole`, first and last.

    A short one is widened: months of one year to that year, years of one decade to that decade,
    anything else evenly on both sides.
    """
    used = sorted(set(numbers))
    first, last = whole or _widened(unit, used[0], used[-1])
    empty = _empty_stretches(used) if last - first >= LONGEST_UNFOLDED else []
    saved = sum(after - before - 1 for before, after in empty)
    shown = last - first + 1 - saved
    room = max(2.0, shown / 10)  # slots that a fold takes
    slot = 100 / (shown + room * len(empty))
    folds, gone = [], 0.0
    for before, after in empty:
        folds.append(Fold(before + 1, after - 1, (before + 1 - first - gone) * slot))
        gone += after - before - 1 - room
    return Scale(unit, first, last, slot, tuple(folds))


def start_of(scale: Scale, number: int) -> float:
    """Where a slot begins, in percent; inside a fold, where the fold does."""
    passed = None
    for fold in scale.folds:
        if number >= fold.first:
            passed = fold
    if passed is None:
        return (number - scale.first) * scale.slot
    if number <= passed.last:
        return passed.start
    return fold_end(scale, passed) + (number - passed.last - 1) * scale.slot


def middle_of(scale: Scale, number: int) -> float:
    """The middle of a slot, in percent."""
    return start_of(scale, number) + scale.slot / 2


def fold_end(scale: Scale, fold: Fold) -> float:
    """Where a fold ends, in percent."""
    slots = scale.last - scale.first + 1 - sum(one.last - one.first + 1 for one in scale.folds)
    return fold.start + (100 - slots * scale.slot) / len(scale.folds)


def ticks_of(scale: Scale) -> tuple[Tick, ...]:
    """Labels at round numbers that do not touch, and at the slots beside a fold."""
    always = _step(scale, ROOM_ALWAYS, STEPS[scale.unit])
    wide = _step(scale, ROOM_WIDE[scale.unit], tuple(step for step in STEPS[scale.unit] if always % step == 0))
    after_folds = [fold.last + 1 for fold in scale.folds]
    before_folds = [fold.first - 1 for fold in scale.folds]
    start = [scale.first] if scale.unit == "month" and not _is_by_year(scale) else []
    taken: dict[int, Tick] = {}
    for numbers, is_always in (
        ([*start, *_multiples(scale, always), *after_folds], True),
        ([*before_folds, *_multiples(scale, wide)], False),
    ):
        for number in numbers:
            tick = Tick(number, _label(scale, number), is_always)
            if number not in taken and _has_room(scale, tick, taken.values()):
                taken[number] = tick
    return tuple(taken[number] for number in sorted(taken))


def stretch_words(scale: Scale, fold: Fold) -> str:
    """The years or months of a fold, in words."""
    return written(f"{edtf_of(scale.unit, fold.first)}/{edtf_of(scale.unit, fold.last)}")


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit()


def _step(scale: Scale, room: float, steps: tuple[int, ...]) -> int:
    """The smallest step between labels that leaves them room."""
    return next((step for step in reversed(steps) if step * scale.slot > room - 0.01), steps[0])


def _widened(unit: Unit, first: int, last: int) -> tuple[int, int]:
    least, slots = FEWEST[unit], last - first + 1
    if slots >= least:
        return first, last
    if unit != "day" and first // least == last // least:
        first = first // least * least
    else:
        first -= (least - slots) // 2
    first = max(LOWEST[unit], min(first, HIGHEST[unit] + 1 - least))
    return first, first + least - 1


def _empty_stretches(used: Sequence[int]) -> list[tuple[int, int]]:
    return [(one, other) for one, other in pairwise(used) if other - one > LONGEST_EMPTY]


def _multiples(scale: Scale, step: int) -> range:
    if scale.unit == "day":  # from the first, so that a month has 1, 8, 15, 22 and 29
        return range(scale.first, scale.last + 1, step)
    return range(-(-scale.first // step) * step, scale.last + 1, step)


def _has_room(scale: Scale, tick: Tick, others: Iterable[Tick]) -> bool:
    """Whether its words touch no other's, and neither a fold nor the right end."""
    if any(fold.first <= tick.number <= fold.last for fold in scale.folds):
        return False
    x, room = start_of(scale, tick.number), _room_of(scale, tick, tick.always)
    for other in others:
        apart = start_of(scale, other.number) - x
        if -_room_of(scale, other, tick.always) + 0.01 < apart < room - 0.01:
            return False
    return x + room / 2 < 100


def _room_of(scale: Scale, tick: Tick, is_always: bool) -> float:
    least = ROOM_ALWAYS if is_always else ROOM_WIDE[scale.unit]
    return max(least, len(tick.words) * (LETTER_ALWAYS if is_always else LETTER_WIDE))


def _is_by_year(scale: Scale) -> bool:
    """Whether months are so many that a January bears its year alone."""
    return scale.last - scale.first >= 24


def _label(scale: Scale, number: int) -> str:
    if scale.unit == "year":
        return str(number)
    if scale.unit == "day":
        return str(date.fromordinal(number).day)
    year, month = divmod(number, 12)
    if _is_by_year(scale):
        return MONTHS[month][:3] if month else str(year)
    return MONTHS[month][:3] + (f" {year}" if number == scale.first or month == 0 else "")
