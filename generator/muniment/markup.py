"""Text to HTML with marks in it: plain text as it is, Markdown by CommonMark.

The only file that imports markdown_it. Reports are untrusted: raw HTML is shown as text, nothing
is loaded, and only plain web and mail addresses become links.

    render_plain("One.\n\nTwo.")      <p id="p1" dir="auto">One.</p>\n\n<p id="p2" dir="auto">Two.</p>
    render_markdown("*One* [a](b)")   <p id="p1" dir="auto"><em>One</em> a <span class="target">b</span></p>
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from muniment.markdown_rules import ESSAY_RULES, REPORT_RULES
from muniment.model import Record
from muniment.woven import Mark, shown, weave

BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)*\n|\A\s+|\s+\Z")
LEAVES = ("inline", "fence", "code_block")  # tokens that hold a block's text

__all__ = ["Mark", "paragraphs", "prose_of", "render_essay", "render_markdown", "render_plain"]


class Piece(Record, frozen=True):
    """A run of readable text: token [index] of a block's inline tokens begins at `start` of the source."""

    index: int
    start: int
    end: int
    is_link: bool


class Block(Record, frozen=True):
    """A numbered block: its token, its span in the source, and the runs of text whose place is known."""

    token: int
    start: int
    end: int
    pieces: tuple[Piece, ...]


def render_plain(text: str, marks: Sequence[Mark] = ()) -> str:
    """Paragraphs are runs of lines between blank lines. Without tags the result is the text again,
    but for controls, which are shown by name."""
    parts, position, index = [], 0, 0
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    for number, (start, end) in enumerate(_plain_paragraphs(text), 1):
        inside = []
        while index < len(ordered) and ordered[index].start < end:
            if ordered[index].start >= start and ordered[index].end <= end:
                inside.append(ordered[index])
            index += 1
        parts.append(shown(text[position:start]))
        parts.append(f'<p id="p{number}" dir="auto">{weave(text, start, end, inside)}</p>')
        position = end
    return "".join(parts) + shown(text[position:])


def render_markdown(text: str, marks: Sequence[Mark] = ()) -> str:
    """CommonMark with tables and strikethrough. Offsets of marks are code points of the source; a
    mark whose words cannot be placed exactly is left out, never misplaced."""
    parsed = _parsed(text)
    if parsed is None:
        return f'<div class="too-deep">{render_plain(text, marks)}</div>'
    tokens, blocks = parsed
    numbered = {block.token: (number, block) for number, block in enumerate(blocks, 1)}
    environment = {"text": text, "numbered": numbered, "clipped": _clipped(blocks, marks)}
    rendered: str = _reader().renderer.render(tokens, _reader().options, environment)
    return rendered


def render_essay(text: str) -> str:
    """An editors' page: headings from h2 with ids, links as written. Raw HTML is shown as text."""
    environment: dict[str, Any] = {"ids": {}}
    return str(_writer().render(text, environment))


def paragraphs(text: str, form: str) -> tuple[tuple[int, int], ...]:
    """The spans of the numbered paragraphs; the first is #p1."""
    if form == "plain":
        return tuple(_plain_paragraphs(text))
    parsed = _parsed(text)
    return tuple((block.start, block.end) for block in parsed[1]) if parsed else tuple(_plain_paragraphs(text))


def prose_of(text: str, form: str) -> str:
    """The text with everything that is not read as words blanked by spaces, so that offsets into it
    are offsets into the source. Plain text is itself."""
    if form == "plain":
        return text
    parsed = _parsed(text)
    if parsed is None:
        return text
    blank = re.sub(r"[^\n]", " ", text)
    parts, position = [], 0
    for block in parsed[1]:
        for piece in block.pieces:
            parts += [blank[position : piece.start], text[piece.start : piece.end]]
            position = piece.end
    return "".join(parts) + blank[position:]


def _plain_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for gap in BLANK_LINES.finditer(text):
        if gap.start() > position:
            yield position, gap.start()
        position = gap.end()
    if position < len(text):
        yield position, len(text)


class _Placed(StateInline):
    """Inline parsing that remembers where in the source each run of text began."""

    begun = -1

    @property
    def pending(self) -> str:
        return StateInline.pending.fget(self)  # type: ignore[attr-defined,no-any-return]

    @pending.setter
    def pending(self, value: str) -> None:
        if value and not self._pending and not self._pending_buffer:
            self.begun = getattr(self, "pos", -1)
        StateInline.pending.fset(self, value)  # type: ignore[attr-defined]

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self.begun = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.meta["at"] = self.begun
        return token


def _parse_inline(markdown: MarkdownIt, source: str, environment: Any, tokens: list[Token]) -> list[Token]:
    state = _Placed(source, markdown, environment, tokens)
    markdown.inline.tokenize(state)
    for rule in markdown.inline.ruler2.getRules(""):
        rule(state)
    return state.tokens


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """CommonMark for reports."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # Each text token must stay the run of source characters it was made from.
    markdown.inline.ruler2.disable("fragments_join")
    markdown.core.ruler.disable("text_join")
    markdown.inline.parse = lambda source, md, env, tokens: _parse_inline(md, source, env, tokens)  # type: ignore[assignment]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    for name, rule in REPORT_RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


@lru_cache(maxsize=1)
def _writer() -> MarkdownIt:
    """CommonMark for editors' own pages."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    for name, rule in ESSAY_RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


@lru_cache(maxsize=4)
def _parsed(text: str) -> tuple[list[Token], tuple[Block, ...]] | None:
    """Tokens and numbered blocks of a report, or None where the text is nested beyond reason."""
    try:
        tokens = _reader().parse(text, {})
    except RecursionError:
        return None
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    blocks, cursors = [], dict[int, int]()
    for index, token in enumerate(tokens):
        if token.type in LEAVES and (token.children or token.content):
            first, last = token.map or (0, 0)
            begin, stop = starts[first], max(starts[first], min(starts[last], len(text) + 1) - 1)
            pieces = _pieces(token, tokens[index - 1].type, text, lines, starts, cursors) if token.map else ()
            blocks.append(Block(index, begin, stop, pieces))
    return tokens, tuple(blocks)


def _pieces(
    token: Token, kind: str, text: str, lines: list[str], starts: list[int], cursors: dict[int, int]
) -> tuple[Piece, ...]:
    """The runs of text of one block whose place in the source is certain."""
    origins: list[tuple[int, int]] = []  # where each line of the content begins, there and in the source
    offset = 0
    for number, line in enumerate(token.content.split("\n"), (token.map or [0])[0]):
        column = _column_of(line, lines[number] if number < len(lines) else "", kind, number, cursors)
        origins.append((offset, starts[number] + column if column >= 0 else -1))
        offset += len(line) + 1
    pieces, depth, row = [], 0, 0
    for index, child in enumerate(token.children or ()):
        depth += child.type == "link_open"
        depth -= child.type == "link_close"
        place = child.meta.get("at", -1) if child.type == "text" else -1
        if place < 0:
            continue
        while row + 1 < len(origins) and origins[row + 1][0] <= place:
            row += 1
        start = origins[row][1] + place - origins[row][0]
        if origins[row][1] >= 0 and text.startswith(child.content, start):
            pieces.append(Piece(index, start, start + len(child.content), depth > 0))
    return tuple(pieces)


def _column_of(line: str, source: str, kind: str, number: int, cursors: dict[int, int]) -> int:
    """Where a line of a block's content begins in its source line, or -1 where that is not certain.

    Block markers stand before a paragraph's words and nothing after them, so its line is the end
    of the source line; a heading or a cell is found from the left.
    """
    if kind == "paragraph_open":
        column = len(source.rstrip()) - len(line.rstrip())
        return column if column >= 0 and source.startswith(line.rstrip(), column) else -1
    column = source.find(line, cursors.get(number, 0))
    if column >= 0:
        cursors[number] = column + len(line)
    return column


def _clipped(blocks: Sequence[Block], marks: Sequence[Mark]) -> dict[tuple[int, int], list[Mark]]:
    """For each piece, by block's token and its own index, the parts of marks that lie in it."""
    pieces = [(block.token, piece) for block in blocks for piece in block.pieces]
    ends = [piece.end for _, piece in pieces]
    found: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        first = bisect_right(ends, mark.start)
        inside = []
        for token, piece in pieces[first:]:
            if piece.start >= mark.end:
                break
            if not (piece.is_link and mark.opening.startswith("<a")):
                inside.append((token, piece))
        if not inside or inside[0][1].start > mark.start:
            continue  # its beginning is in no readable text
        for number, (token, piece) in enumerate(inside):
            opening = mark.again if number else mark.opening
            after = mark.after if number == len(inside) - 1 else ""
            start, end = max(mark.start, piece.start), min(mark.end, piece.end)
            part = Mark(start, end, opening, mark.again, mark.closing, after)
            found.setdefault((token, piece.index), []).append(part)
    return found
