"""What the text says its counts leave out: "These data do not include …", "excluding the missing"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from muniment.model import Claim, Passage, changed
from muniment.understand.reading import Reading, sentence_at

TRIGGER = re.compile(r"nclud|xclud|not count")  # without one of these nothing is left out
ALL = r"data|figures|numbers|statistics|counts|totals|tallies"  # of several counts
ONE = r"figure|number|toll|death toll|count|total|tally"
# Up to the end of the clause; a longer one is no exclusion, which all counts before it would have to carry.
WHAT = r"(?P<what>[^.;!?\n]{1,400}+)(?![^.;!?\n])"
OPENING = re.compile(
    rf"(?:These|Those|The|This|That|His|Her|Its|Their)\s(?:\w+\s)?(?:(?P<all>{ALL})|{ONE})\s"
    rf"(?:(?:do|does|did)(?:\snot|n[’']t)|excludes?|excluded)\s(?:yet\s)?(?:include\s|count\s)?{WHAT}"
)
WITHIN = re.compile(rf"(?:excluding|not including|not counting)\s{WHAT.replace('[^', '[^,()')}")


def with_exclusions(reading: Reading, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with what the text says they do not count. "These data" are all numbers told so far of which
    nothing is said yet, "this figure" is the last; within a sentence it is the number before."""
    if not claims or not TRIGGER.search(reading.prose):
        return tuple(claims)
    found = list(claims)
    starts = [claim.start for claim in found]
    told = 0  # up to this claim something was said of all
    for floor, start, what, is_of_all in _exclusions(reading):
        before = bisect_left(starts, start)
        for place in range(before - 1, max(told, bisect_left(starts, floor)) - 1, -1):
            claim = found[place]
            is_open = claim.excludes is None and (claim.low, claim.high) != (None, None)
            if is_open:
                found[place] = changed(claim, excludes=what)
            if not is_of_all:
                break
        told = before if is_of_all else told
    return tuple(found)


def _exclusions(reading: Reading) -> Iterator[tuple[int, int, Passage, bool]]:
    """Between which places of the text the counts stand, what they leave out, and whether it is said of all of them."""
    for match in OPENING.finditer(reading.prose):
        yield 0, match.start(), _passage(reading, match), match["all"] is not None
    for match in WITHIN.finditer(reading.prose):
        first, _ = sentence_at(reading, bisect_right(reading.starts, match.start()) - 1)
        yield reading.starts[first], match.start(), _passage(reading, match), False


def _passage(reading: Reading, match: re.Match[str]) -> Passage:
    start, end = match.span("what")
    end = start + len(reading.text[start:end].rstrip())
    return Passage(start, end, reading.text[start:end])
