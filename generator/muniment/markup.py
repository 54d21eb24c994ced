"""Text to HTML with marks in it: plain text as it is, Markdown by CommonMark.

Reports are untrusted: raw HTML is shown as text, nothing is loaded, and only plain web and mail
addresses become links.

    render_plain("One.\n\nTwo.")      <p id="p1" dir="auto">One.</p>\n\n<p id="p2" dir="auto">Two.</p>
    render_markdown("*One* [a](b)")   <p id="p1" dir="auto"><em>One</em> a <span class="target">b</span></p>
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from html import unescape
from itertools import chain
from typing import Any

from muniment.loading import load
from muniment.markdown_simple import certain_start, first_line, lay_out_block
from muniment.woven import Layout, Mark, Piece, Sheet, fill, is_clean, named, shared_out, shown, weave

MOST_BRACKETS = 50_000  # each may begin a link, and costs the parser some 10 microseconds
# Raw HTML is shown, but not read as words. It holds no "<", so that each character is looked at a few times.
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s(?:[^<>\n]|\n(?!\s*\n)){0,500})?/?>|<!--[^<>]{0,1000}-->")
NOT_LINE_END = re.compile(r"[^\n]")
# Of a layout's own HTML, in which every "<" begins a tag.
NUMBERED = re.compile(r'<[a-z0-9]+ id="p[0-9]+"[^>]*>')
INSIDE_WORDS = re.compile(r"</?(?:a|bdi|code|del|em|s|span|strong)(?: [^>]*)?>")
ANY_TAG = re.compile(r"<[^>]*>")
LONGEST_REMEMBERED = 400  # characters of HTML between two runs of text, which are alike in many texts
NEXT = "\0"  # between paragraphs of words, in which controls go by their names

__all__ = [
    "Mark", "paragraphs", "prose_of", "render_essay", "render_markdown", "render_plain", "seen_words",
    "targets_of_essay",
]  # fmt: skip


def render_plain(text: str, marks: Sequence[Mark] = ()) -> str:
    """Paragraphs are runs of lines between blank lines. The text of the result, tags taken off, is
    the text again, but for controls, which are shown by name."""
    spans = tuple(_plain_paragraphs(text))
    shares = shared_out(marks, [Piece(start, end) for start, end in spans]) if marks else {}
    parts, position = [], 0
    for number, (start, end) in enumerate(spans):
        words = weave(text[start:end], start, shares[number]) if number in shares else shown(text[start:end])
        parts.append(shown(text[position:start]))
        parts.append(f'<p id="p{number + 1}" dir="auto">{words}</p>')
        position = end
    return "".join(parts) + shown(text[position:])


def render_markdown(text: str, marks: Sequence[Mark] = ()) -> str:
    """CommonMark with tables and strikethrough; a table's rows are numbered as paragraphs are.

    Offsets of marks are code points of the source. A mark that begins in code, in a link's target,
    or where its words cannot be placed exactly, is left out, never misplaced; so is a link within
    a link's text. What is nested so deep that the parser would drop words is shown as plain text.
    """
    layout = _laid_out(text)
    if layout is None:
        return f'<div class="too-deep">{render_plain(text, marks)}</div>'
    return fill(layout, text, marks)


def render_essay(text: str) -> str:
    """An editors' page: headings from h2 with ids, links as written. What is too deep is shown as text."""
    if _laid_out(text) is None:
        return f'<div class="too-deep">{render_plain(text)}</div>'
    html: str = whole_parser().essay_html(text)
    return html


def targets_of_essay(text: str) -> tuple[str, ...]:
    """Where the links of an editors' page lead, in their order; none of what is shown as text."""
    if _laid_out(text) is None:
        return ()
    found: tuple[str, ...] = whole_parser().essay_targets(text)
    return found


def paragraphs(text: str, form: str) -> tuple[tuple[int, int], ...]:
    """The spans of the numbered paragraphs, in order and apart; the first is #p1."""
    layout = _laid_out(text) if form == "markdown" else None
    return layout.spans if layout else tuple(_plain_paragraphs(text))


def seen_words(text: str, form: str) -> tuple[str, ...]:
    """The words that a reader sees, by numbered paragraph, white space folded; what stands before the
    first is its. Nothing where there are none at all."""
    layout = _laid_out(text) if form == "markdown" else None
    if layout:
        words = layout.words if layout.are_clean else map(named, layout.words)
        is_short = max(map(len, layout.html)) <= LONGEST_REMEMBERED
        between = map(_words_in if is_short else _words_in.__wrapped__, layout.html)
        whole = "".join(chain.from_iterable(zip(between, [*words, ""], strict=True)))
        before, *seen = whole.split(NEXT)
        seen = [before + (seen or [""])[0], *seen[1:]]
    else:
        seen = [text[start:end] for start, end in _plain_paragraphs(text)]
        seen = list(map(named, seen)) if form == "markdown" else seen
    are_clean = is_clean("".join(seen))
    seen = [_folded(words, are_clean) for words in seen]
    return tuple(seen) if any(seen) else ()


@lru_cache(maxsize=2000)
def _words_in(html: str) -> str:
    """What a reader sees of a layout's own HTML, with a NEXT where a numbered paragraph begins."""
    return unescape(ANY_TAG.sub(" ", NUMBERED.sub(NEXT, INSIDE_WORDS.sub("", html))))


def _folded(words: str, are_clean: bool) -> str:
    """The words with one space between them. Clean ones have no other white space than spaces and line ends."""
    line = words.replace("\n", " ").strip(" ")
    return line if are_clean and "  " not in line else " ".join(words.split())


@lru_cache(maxsize=4)
def prose_of(text: str, form: str) -> str:
    """The text with all that is not read as words blanked, so that offsets stay. Plain text is itself."""
    layout = _laid_out(text) if form == "markdown" else None
    if layout is None:
        return text
    parts, position, leaf = [], 0, -1
    for piece in layout.pieces:
        between, words = text[position : piece.start], text[piece.start : piece.end]
        is_next_cell = -1 < leaf != piece.leaf and "|" in between  # no sentence goes on
        parts.append("\n" * len(between) if is_next_cell else _blanked(between))
        leaf, position = piece.leaf, piece.end
        if piece.words:  # \* is read as " *"; &amp; not at all, since a name could begin within it
            words = f" {words[1:]}" if words.startswith("\\") else _blanked(words)
        parts.append(words)
    prose = "".join(parts) + _blanked(text[position:])
    return TAG.sub(lambda tag: _blanked(tag[0]), prose) if "<" in prose else prose


def _blanked(text: str) -> str:
    return NOT_LINE_END.sub(" ", text) if "\n" in text else " " * len(text)


@cache
def whole_parser() -> Any:
    """What knows all of Markdown: loaded where something is written that is not simple, since many texts are."""
    return load("markdown_parsed")


@lru_cache(maxsize=4)
def _laid_out(text: str) -> Layout | None:
    """A report's Markdown, or None where it is nested too deep, or made to take minutes."""
    if text.count("[") > MOST_BRACKETS:
        return None
    sheet, position = Sheet(), first_line(text)
    if "]:" in text:  # may say where a link leads, even one that stands before it
        return sheet.layout(text) if whole_parser().parse_onto(sheet, text, 0, len(text)) else None
    while position < len(text):
        end = lay_out_block(sheet, text, position)
        if end == position:
            end = certain_start(text, position)
            if not whole_parser().parse_onto(sheet, text, position, end):
                return None
        position = end
    return sheet.layout(text)


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
