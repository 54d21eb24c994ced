"""Finds sources that a text does not name: "a local official said", "according to witnesses"."""

import re
from collections.abc import Iterator

from muniment.model import Attribution
from muniment.understand.named_line import NamedLine
from muniment.understand.reading import phrase, surface

WHO = r"(?:[ mTN]-?){0,4}k"  # senior security officials; k is the head, of passing.txt
DESCRIBED = r"(?:[fwn][^.,;:z\"VtPOL]{1,6}|,[^.;:z\"VP]{1,12},)?"  # with knowledge of the matter
PATTERNS = (
    ("unnamed-source", re.compile(rf"(?:h|(?<=[.,;:z\"])|\A)(?P<a>{WHO}){DESCRIBED}a{{0,3}}[Vt]")),
    ("unnamed-source", re.compile(rf",(?P<v>[Vt])h?(?P<a>{WHO})(?=[.z]|,(?!P)|\Z)")),
    ("according-to-unnamed", re.compile(r"g>h?(?P<a>(?:[^.,;:z\"POLVth]-?){0,4}k)")),
)


def unnamed_sources(line: NamedLine) -> Iterator[Attribution]:
    """Each as something cited of nobody named: `name` is what the text calls them, without their article."""
    for rule, pattern in PATTERNS if "k" in line.signs else ():
        for match in pattern.finditer(line.signs):
            first, last = match.span("a")
            begins = match.start() if rule == "according-to-unnamed" else first
            start, end, words = surface(line.reading, begins, last)
            name = phrase(line.reading, first, last)
            yield Attribution("citing", start, end, words, name, rule=rule, is_named=False)
