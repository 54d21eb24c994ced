"""The text of a review's file, changed where something is decided and nowhere else.

Whatever people wrote around it, in whatever style, stays as it is, to the byte.

    decisions:                  # a seam is where the next item goes: behind the last one, and behind
    - accept: date              # the comments that are indented as if they were of it
      exact: Sunday
    <-
    revisions: []
"""

import re
from collections.abc import Sequence

from muniment.editors_yaml import Fields, written, written_in_line
from muniment.model import Record
from muniment.shape import Part, layout_of

LINE_END = re.compile(r"\r\n|\r|\n")
COMMENT = re.compile(r"([ \t]*)#")


class Unwritable(Exception):
    """The text is not what a review's file may be; it has to be mended by hand first."""


class Seam(Record, frozen=True):
    """Where the next item of a list goes, what stands before it and behind it, how far it is indented, and up to where
    what stands there gives way."""

    at: int
    until: int
    before: str
    behind: str
    indent: str
    line_end: str
    is_flow: bool


def seam_of(text: str, name: str) -> Seam:
    """Where the next item of the list of this name goes; a list that is not there begins with it. Raises
    Unwritable."""
    root, line_end = _root_of(text), line_end_of(text)
    margin = " " * _column(text, root.start)
    value = root.field(name)
    if value is None and root.is_flow:
        at = root.parts[-1].end
        return Seam(at, at, f", {name}: [", "]", "", line_end, True)
    if value is None:
        at = _behind(text, root.parts[-1].end, len(margin))
        return Seam(at, at, f"{_break_at(text, at, line_end)}{margin}{name}:{line_end}", "", margin, line_end, False)
    if value.kind == "sequence" and (value.is_flow and (value.parts or root.is_flow)):
        at = value.parts[-1].end if value.parts else value.start + 1
        return Seam(at, at, ", " if value.parts else "", "", "", line_end, True)
    if value.kind == "sequence" and value.parts:
        indent = " " * _column(text, value.start)
        at = _behind(text, value.parts[-1].end, len(indent))
        return Seam(at, at, _break_at(text, at, line_end), "", indent, line_end, False)
    if root.is_flow or value.kind == "mapping" or value.value not in ("", "~", "null"):
        raise Unwritable
    # Nothing, written as a word or in brackets, gives way to items of a line of their own.
    return _seam_after_nothing(text, value, margin, line_end)


def _seam_after_nothing(text: str, value: Part, margin: str, line_end: str) -> Seam:
    at, start = _next_line(text, value.end), value.start
    while value.end > start and text[start - 1] in " \t":
        start -= 1
    rest = text[value.end : at]
    return Seam(start, at, f"{rest}{_break_at(text, at, line_end)}", "", margin, line_end, False)


def with_items(text: str, seam: Seam, items: Sequence[Fields]) -> tuple[str, Seam | None]:
    """The text with these items, and where the next one goes, if that is known."""
    if seam.is_flow:
        piece = seam.before + ", ".join(map(written_in_line, items)) + seam.behind
        return text[: seam.at] + piece + text[seam.until :], None
    lines = [line for item in items for line in _lines_of(item, seam.indent)]
    piece = seam.before + "".join(f"{line}{seam.line_end}" for line in lines)
    at = seam.at + len(piece)
    following = Seam(at, at, "", "", seam.indent, seam.line_end, False)
    return text[: seam.at] + piece + text[seam.until :], following


def _lines_of(item: Fields, indent: str) -> list[str]:
    first, *rest = written(item)
    return [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]


def without_item(text: str, name: str, line: int, column: int) -> str:
    """The text without the item of the list that stands at this line and column, both from 1, and without the comments
    on its lines. Raises Unwritable."""
    value = _root_of(text).field(name)
    items = value.parts if value and value.kind == "sequence" else ()
    at = _offset(text, line, column)
    index = next((index for index, one in enumerate(items) if one.start == at), -1)
    if value is None or index < 0:
        raise Unwritable
    item = items[index]
    if not value.is_flow:
        return text[: _line_of(text, item.start)] + text[_behind(text, item.end, _column(text, value.start)) :]
    if index:
        return text[: items[index - 1].end] + text[item.end :]
    return text[: item.start] + text[items[1].start if len(items) > 1 else item.end :]


def with_value(text: str, name: str, value: str | bool, after: str) -> str:
    """The text with the value of a field of its own; where there is none, it comes behind that of `after`. Raises
    Unwritable."""
    root, (line,) = _root_of(text), written({name: value})
    if known := root.field(name):
        if known.kind != "scalar":
            raise Unwritable
        gap = "" if known.end > known.start else " "
        return text[: known.start] + gap + line.removeprefix(f"{name}: ") + text[known.end :]
    neighbour = root.field(after) or root.parts[-1]
    if root.is_flow:
        return f"{text[: neighbour.end]}, {line}{text[neighbour.end :]}"
    line_end, column = line_end_of(text), _column(text, root.start)
    at = _behind(text, neighbour.end, column)
    return f"{text[:at]}{_break_at(text, at, line_end)}{' ' * column}{line}{line_end}{text[at:]}"


def line_end_of(text: str) -> str:
    """How its lines end."""
    found = LINE_END.search(text)
    return found.group() if found else "\n"


def _root_of(text: str) -> Part:
    root = layout_of(text)
    if root is None or root.kind != "mapping" or not root.parts:
        raise Unwritable
    return root


def _line_of(text: str, at: int) -> int:
    """Where the line begins that a place lies in."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _column(text: str, at: int) -> int:
    return at - _line_of(text, at)


def _offset(text: str, line: int, column: int) -> int:
    at = 0
    for _ in range(line - 1):
        found = LINE_END.search(text, at)
        if found is None:
            return -1
        at = found.end()
    return at + column - 1


def _next_line(text: str, at: int) -> int:
    found = LINE_END.search(text, at)
    return found.end() if found else len(text)


def _behind(text: str, end: int, column: int) -> int:
    """The line after the one in which something ends, and after comments that are indented deeper than it."""
    at = _next_line(text, end)
    while (comment := COMMENT.match(text, at)) and len(comment[1]) > column:
        at = _next_line(text, at)
    return at


def _break_at(text: str, at: int, line_end: str) -> str:
    """A line end, where the text ends without one."""
    return "" if at == 0 or text[at - 1] in "\r\n" else line_end
