"""HTML woven around spans of a text, and characters that must be shown rather than obeyed."""

import re
from collections.abc import Iterable
from html import escape

from muniment.model import Record

# C0 and C1 controls but for tab and line feed, and everything that turns the direction of text
# (Unicode TR 9): "Trojan Source" showed what the latter can hide.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Mark(Record, frozen=True):
    """HTML around text[start:end], in code points of the source.

    `opening` stands before the first piece of it, `again` before each further piece, `closing`
    after each piece, and `after` once behind the last. The HTML is trusted.
    """

    start: int
    end: int
    opening: str
    again: str
    closing: str
    after: str = ""


def shown(text: str) -> str:
    """The text escaped for HTML; a control stands there by name and has no effect."""
    escaped = escape(text, quote=False)
    return CONTROL.sub(_named, escaped) if CONTROL.search(escaped) else escaped


def weave(text: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """text[start:end] escaped, with the marks that lie in it.

    A mark inside another is nested; of two that cross, the later is cut to the earlier's end.
    """
    parts: list[str] = []
    open_marks: list[Mark] = []
    position = start

    def close_until(limit: int) -> int:
        at = position
        while open_marks and open_marks[-1].end <= limit:
            mark = open_marks.pop()
            parts.extend((shown(text[at : mark.end]), mark.closing, mark.after))
            at = mark.end
        return at

    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        first, last = max(mark.start, start), min(mark.end, end)
        if first >= last:
            continue
        position = close_until(first)
        last = min(last, open_marks[-1].end) if open_marks else last
        parts.extend((shown(text[position:first]), mark.opening))
        position = first
        open_marks.append(Mark(first, last, mark.opening, mark.again, mark.closing, mark.after))
    position = close_until(end)
    return "".join(parts) + shown(text[position:end])


def _named(found: re.Match[str]) -> str:
    code = ord(found[0])
    name = chr(0x2400 + code) if code < 0x20 else f"U+{code:04X}"
    return f'<span class="control" title="U+{code:04X}">{name}</span>'
