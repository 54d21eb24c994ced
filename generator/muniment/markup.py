"""Text to HTML with marks in it: plain text as it is, Markdown by CommonMark.

The only file that imports markdown_it. Reports are untrusted: raw HTML is shown as text, nothing
is loaded, and only plain web and mail addresses become links.

    render_plain("One.\n\nTwo.")      <p id="p1" dir="auto">One.</p>\n\n<p id="p2" dir="auto">Two.</p>
    render_markdown("*One* [a](b)")   <p id="p1" dir="auto"><em>One</em> a <span class="target">b</span></p>
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from muniment.markdown_columns import Columns, columns_of
from muniment.markdown_rules import ESSAY_RULES, REPORT_RULES, is_link_safe
from muniment.model import Record
from muniment.woven import Mark, Piece, shared_out, shown, weave

MOST_BRACKETS = 50_000  # each may begin a link, and costs the parser some 10 microseconds
DEEPEST = 20  # levels of quotes and lists; below them the parser drops what is written
DEEPEST_IMAGE = 3  # images in the words for an image
# Raw HTML is shown, but not read as words. It holds no "<", so that each character is looked at a few times.
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s(?:[^<>\n]|\n(?!\s*\n)){0,500})?/?>|<!--[^<>]{0,1000}-->")
CONTAINERS = ("blockquote_open", "list_item_open")

__all__ = ["Mark", "paragraphs", "prose_of", "render_essay", "render_markdown", "render_plain"]


class Parsed(Record, frozen=True):
    """A report's Markdown: its tokens, the spans of its numbered paragraphs, the opening tokens
    with their numbers, and the runs of text whose place in the source is certain, in order."""

    tokens: tuple[Token, ...]
    spans: tuple[tuple[int, int], ...]
    numbers: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...]


def render_plain(text: str, marks: Sequence[Mark] = ()) -> str:
    """Paragraphs are runs of lines between blank lines. The text of the result, tags taken off, is
    the text again, but for controls, which are shown by name."""
    spans = tuple(_plain_paragraphs(text))
    shares = shared_out(marks, [Piece(start, end, index=number) for number, (start, end) in enumerate(spans, 1)])
    parts, position = [], 0
    for number, (start, end) in enumerate(spans, 1):
        _, inside = shares.get((-1, number), (None, []))
        parts.append(shown(text[position:start]))
        parts.append(f'<p id="p{number}" dir="auto">{weave(text[start:end], start, inside)}</p>')
        position = end
    return "".join(parts) + shown(text[position:])


def render_markdown(text: str, marks: Sequence[Mark] = ()) -> str:
    """CommonMark with tables and strikethrough; a table's rows are numbered as paragraphs are.

    Offsets of marks are code points of the source. A mark that begins in code, in a link's target,
    or where its words cannot be placed exactly, is left out, never misplaced; so is a link within
    a link's text. What is nested so deep that the parser would drop words is shown as plain text.
    """
    parsed = _parsed(text)
    if parsed is None:
        return f'<div class="too-deep">{render_plain(text, marks)}</div>'
    environment = {"numbers": dict(parsed.numbers), "shares": shared_out(marks, parsed.pieces)}
    return str(_reader().renderer.render(parsed.tokens, _reader().options, environment))


def render_essay(text: str) -> str:
    """An editors' page: headings from h2 with ids, links as written. What is too deep is shown as text."""
    if _parsed(text) is None:
        return f'<div class="too-deep">{render_plain(text)}</div>'
    return str(_writer().render(text, {"ids": {"main"}, "numbers": {}}))  # the page's own id


def paragraphs(text: str, form: str) -> tuple[tuple[int, int], ...]:
    """The spans of the numbered paragraphs, in order and apart; the first is #p1."""
    parsed = _parsed(text) if form == "markdown" else None
    return parsed.spans if parsed else tuple(_plain_paragraphs(text))


def prose_of(text: str, form: str) -> str:
    """The text with all that is not read as words blanked, so that offsets stay. Plain text is itself."""
    parsed = _parsed(text) if form == "markdown" else None
    if parsed is None:
        return text
    blank = re.sub(r"[^\n]", " ", text)
    parts, position, token = [], 0, -1
    for piece in parsed.pieces:
        is_next_cell = -1 < token != piece.token and "|" in text[position : piece.start]  # no sentence goes on
        parts.append("\n" * (piece.start - position) if is_next_cell else blank[position : piece.start])
        token = piece.token
        words = text[piece.start : piece.end]
        if piece.is_whole:  # \* is read as " *"; &amp; not at all, since a name could begin within it
            words = f" {words[1:]}" if words.startswith("\\") else blank[piece.start : piece.end]
        parts.append(words)
        position = piece.end
    prose = "".join(parts) + blank[position:]
    return TAG.sub(lambda tag: re.sub(r"[^\n]", " ", tag[0]), prose) if "<" in prose else prose


def _plain_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    position, begun, ended = 0, -1, 0
    for line in text.split("\n"):
        if line.strip():
            begun = position if begun < 0 else begun
            ended = position + len(line)
        elif begun >= 0:
            yield begun, ended
            begun = -1
        position += len(line) + 1
    if begun >= 0:
        yield begun, ended


class _Placed(StateInline):
    """Inline parsing that remembers where in the source each run of text began."""

    begun = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self.begun = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.meta["at"] = self.begun
        return token


def _parse_inline(markdown: MarkdownIt, source: str, environment: Any, tokens: list[Token]) -> list[Token]:
    state = _Placed(source, markdown, environment, tokens)
    if environment.setdefault("depth", 0) > DEEPEST_IMAGE:
        state.append_pending(source)
        state.pushPending()
        return state.tokens
    environment["depth"] += 1
    markdown.inline.tokenize(state)
    environment["depth"] -= 1
    for rule in markdown.inline.ruler2.getRules(""):
        rule(state)
    return state.tokens


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """CommonMark for reports."""
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    # Each text token must stay the run of source characters it was made from, a null byte too.
    markdown.core.ruler.disable(["normalize", "text_join"])
    markdown.inline.ruler2.disable("fragments_join")
    markdown.inline.parse = lambda source, md, env, tokens: _parse_inline(md, source, env, tokens)  # type: ignore[assignment]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    for name, rule in REPORT_RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


@lru_cache(maxsize=1)
def _writer() -> MarkdownIt:
    """CommonMark for editors' own pages."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    markdown.core.ruler.disable("normalize")
    for name, rule in ESSAY_RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


@lru_cache(maxsize=4)
def _parsed(text: str) -> Parsed | None:
    """A report's Markdown, or None where it is nested too deep, or made to take minutes."""
    try:
        tokens = _reader().parse(text, {}) if text.count("[") <= MOST_BRACKETS else None
    except RecursionError:
        tokens = None
    if tokens is None or any(token.type in CONTAINERS and token.level >= DEEPEST - 1 for token in tokens):
        return None
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    spans: list[tuple[int, int]] = []
    numbers: list[tuple[int, int]] = []
    pieces: list[Piece] = []
    for opener, leaves in _numbered(tokens):
        first, last = tokens[opener].map or (0, 0)
        spans.append((starts[first], starts[last] - 1))
        numbers.append((opener, len(spans)))
        for leaf, columns in zip(leaves, columns_of(tokens, opener, leaves, lines), strict=True):
            places = [None if column is None else starts[first + row] + column for row, column in enumerate(columns)]
            pieces += _pieces(leaf, tokens[leaf], places, text)
    return Parsed(tuple(tokens), tuple(spans), tuple(numbers), tuple(pieces))


def _numbered(tokens: list[Token]) -> Iterator[tuple[int, list[int]]]:
    """The opening token of each numbered block and the inline tokens in it: a paragraph's or a
    heading's one, the cells of a row, none of a code block. Empty ones have no number."""
    row = -1
    cells: list[int] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            row, cells = index, []
        elif token.type == "tr_close":
            if any(tokens[cell].content for cell in cells):
                yield row, cells
            row = -1
        elif token.type == "inline" and row >= 0:
            cells.append(index)
        elif token.type == "inline" and token.content:
            yield index - 1, [index]
        elif token.type in ("fence", "code_block") and token.content:
            yield index, []


def _pieces(number: int, token: Token, places: Columns, text: str) -> Iterator[Piece]:
    """The runs of text of one inline token that stand in the source as they are shown, and escapes
    right behind one. `places` are the offsets of the lines of its content."""
    begins = [0]
    for line in token.content.split("\n"):
        begins.append(begins[-1] + len(line) + 1)
    links: list[bool] = []
    row, follows = 0, -1
    for index, child in enumerate(token.children or ()):
        if child.type == "link_open":
            links.append(is_link_safe(child))
        elif child.type == "link_close":
            links.pop()
        written = child.markup if child.type == "text_special" else child.content if child.type == "text" else ""
        at = child.meta.get("at", follows)
        follows = -1
        if not written or at < 0:
            continue
        while begins[row + 1] <= at:
            row += 1
        place = places[row]
        start = -1 if place is None else place + at - begins[row]
        if start >= 0 and text.startswith(written, start):
            follows = at + len(written)
            yield Piece(start, start + len(written), number, index, any(links), written != child.content)
