"""Markdown read by markdown-it, which knows all of CommonMark; and the HTML of editors' own pages.

The only file that imports markdown_it.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from muniment.markdown_columns import Columns, columns_of
from muniment.markdown_rules import ESSAY_RULES, REPORT_RULES, is_link_safe
from muniment.model import changed
from muniment.woven import CUT, Piece, Sheet

DEEPEST = 20  # levels of quotes and lists; below them the parser drops what is written
DEEPEST_IMAGE = 3  # images in the words for an image
CONTAINERS = ("blockquote_open", "list_item_open")


def parse_onto(sheet: Sheet, text: str, start: int, end: int) -> bool:
    """Lay out text[start:end], whole lines, behind what the sheet holds already. False, and nothing
    done, where quotes and lists are nested too deep.

    Places in the source are told of those runs of text alone that stand there as they are shown.
    """
    source = text[start:end]
    try:
        tokens = _reader().parse(source, {})
    except RecursionError:
        return False
    if any(token.type in CONTAINERS and token.level >= DEEPEST - 1 for token in tokens):
        return False
    lines = source.split("\n")
    starts = [start]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    numbers: dict[int, int] = {}
    pieces: list[Piece] = []
    for opener, leaves in _numbered(tokens):
        first, last = tokens[opener].map or (0, 0)
        sheet.spans.append((starts[first], starts[last] - 1))
        numbers[opener] = len(sheet.spans)
        sheet.leaves += not leaves  # code
        for leaf, columns in zip(leaves, columns_of(tokens, opener, leaves, lines), strict=True):
            places = [None if column is None else starts[first + row] + column for row, column in enumerate(columns)]
            sheet.leaves += 1
            pieces += _pieces(sheet.leaves, tokens[leaf], places, text)
    html = _reader().renderer.render(tokens, _reader().options, {"numbers": numbers})
    _put_down(sheet, pieces, html.split(CUT), text)
    return True


def _put_down(sheet: Sheet, pieces: list[Piece], html: list[str], text: str) -> None:
    """Put down the pieces and the HTML around them, those as one that nothing but a line's end sets apart."""
    joined: list[Piece] = []
    around = [html[0]]
    for piece, behind in zip(pieces, html[1:], strict=True):
        last = joined[-1] if joined else piece
        if around[-1] == "\n" == text[last.end : piece.start] and not (last.words or piece.words):
            joined[-1] = changed(last, end=piece.end)
            around[-1] = behind
        else:
            joined.append(piece)
            around.append(behind)
    sheet.pieces += joined
    sheet.html.append(CUT.join(around))


def essay_html(text: str) -> str:
    """An editors' page as HTML, headings with ids."""
    return str(_writer().render(text, {"ids": {"main"}, "numbers": {}}))  # the page's own id


def essay_targets(text: str) -> tuple[str, ...]:
    """Where its links lead, in their order."""
    inner = (one for token in _writer().parse(text, {}) for one in token.children or ())
    return tuple(str(one.attrs.get("href", "")) for one in inner if one.type == "link_open")


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


def _pieces(leaf: int, token: Token, places: Columns, text: str) -> Iterator[Piece]:
    """The runs of text of one inline token that stand in the source as they are shown, and escapes
    right behind one; their tokens are told so. `places` are the offsets of the lines of its content."""
    begins = [0]
    for line in token.content.split("\n"):
        begins.append(begins[-1] + len(line) + 1)
    links: list[bool] = []
    row, follows = 0, -1
    for child in token.children or ():
        if child.type == "link_open":
            links.append(is_link_safe(str(child.attrs.get("href", ""))))
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
            child.meta["is_piece"] = True
            words = "" if written == child.content else child.content
            yield Piece(start, start + len(written), leaf, any(links), words)
