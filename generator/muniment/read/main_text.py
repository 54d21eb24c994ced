"""The main text of a page, without what stands around it. The only file that imports trafilatura, an extra.

Trafilatura tells the text from menus, notices and other readers' comments. It is asked for precision: rather a
paragraph too few than one that is not of the article. It is asked for nothing else: what a page states of itself is
read elsewhere, since trafilatura guesses where nothing is stated.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

import trafilatura

from muniment.read.page_tags import COMMENT, RAW, UNSEEN, Tag, attributes_of, tags_of

EXTRACTOR = f"trafilatura {trafilatura.__version__}"

# A page may be made to have whoever reads it work without end: what trafilatura does grows with the square of what is
# alike. Articles have some thousand elements; this many take seconds.
MOST_ELEMENTS = 20_000
LONGEST_TAG = 1_000  # code points of attributes that are passed on as they are written
MOST_ATTRIBUTES = 40
LONGEST_ATTRIBUTE = 500  # a picture within the page has a million
SPAN = re.compile("(?:col|row)span", re.IGNORECASE)  # a few signs that stand for a million cells
END = "end-of-page"  # stands at the end of what is handed over, and is missing where the parser gave up before

# How words look is nothing to a plain text; and left open, such elements nest without end.
LOOKS = frozenset("abbr b big center em font i mark nobr small strong tt u wbr".split())
# Words that the page says hold no longer, and what no browser shows.
WITHDRAWN = frozenset("del s strike template".split())
# 440 with a note's number beside it is not 4,401.
RAISED = {"sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")}
LEFT_OUT = RAW | LOOKS | WITHDRAWN | RAISED.keys()  # tags; the words of some stay
FIGURES = re.compile(r"[\d\s,]+")
BLANK_LINES = re.compile(r"\n\s*\n")
PAST_END = frozenset({"/body", "/html"})  # behind them the parser reads nothing, and browsers do

ASKED: dict[str, Any] = {"include_comments": False, "include_formatting": False}
MOST_LINKED = 0.3  # share of links in the words of a page that may have no frame around its text
BLOCKS = frozenset(
    """article blockquote body dd div dl dt figcaption h1 h2 h3 h4 h5 h6 head item li list main ol p pre quote section
    table tbody tfoot thead ul""".split()
)
LINES = frozenset({"br", "lb"})
ROWS = frozenset({"row", "tr"})
BLOCK, LINE, CELL = "\x00", "\x01", "\x02"  # stand for where one ends: none of them is in any text
SIGNS = re.compile(f"[\\s{BLOCK}{LINE}]+")
EMPTY_LINE = re.compile(f"{LINE}[\\s{LINE}]*{LINE}")


def main_text_of(page: str) -> str | None:
    """The page's main text, paragraphs parted by a blank line; empty where it has none. None for a page that is
    past all bounds: with more elements, or nested deeper, than can be looked through."""
    page = page.translate(UNSEEN)
    bounded = _bounded(page)
    tree = trafilatura.load_html(bounded) if bounded else None
    ends = [one for one in tree.iter("hr") if one.get("id") == END] if tree is not None else []
    if not ends:
        return None
    ends[-1].drop_tree()
    text = _text_of(trafilatura.bare_extraction(tree, favor_precision=True, **ASKED))
    if text or _is_linking(page):
        return text
    # A page that is nothing but a message, as of a channel, has no article that could be told from the rest.
    return _text_of(trafilatura.bare_extraction(tree, **ASKED))


def _bounded(page: str) -> str:
    """The page without scripts, styles, comments and what it withdraws, its tags within the bounds; nothing of a page
    with too many."""
    pieces, at, elements, keeps_lines, raised = ["<!DOCTYPE html>\n"], 0, 0, False, ""
    withdrawn: list[tuple[str, int]] = []  # elements that are open, and how many pieces stand before each
    for tag in tags_of(page):
        text, bounded = page[at : tag.start], _bounded_tag(tag, page)
        text = text.translate(RAISED[raised]) if raised and FIGURES.fullmatch(text) else text
        raised = tag.name if tag.name in RAISED else "" if tag.name.lstrip("/") in RAISED else raised
        elements += bool(bounded) and tag.name[0] != "/"
        if keeps_lines:
            elements += text.count("\n")
            text = BLANK_LINES.sub("</pre><pre>", text).replace("\n", "<br>")
        if elements > MOST_ELEMENTS:
            return ""
        pieces += text, bounded
        if tag.name in WITHDRAWN:
            withdrawn.append((tag.name, len(pieces)))
        elif withdrawn and tag.name == f"/{withdrawn[-1][0]}":
            del pieces[withdrawn.pop()[1] :]
        keeps_lines = tag.name == "pre" or (keeps_lines and tag.name != "/pre")
        at = tag.inner_end
    return "".join((*pieces, page[at:], f'<hr id="{END}">'))


def _is_linking(page: str) -> bool:
    """Whether much of the words of a page are links."""
    words = linked = at = 0
    is_link = False
    for tag in tags_of(page):
        length = sum(map(len, page[at : tag.start].split()))
        words, linked = words + length, linked + length * is_link
        is_link = tag.name == "a" or (is_link and tag.name != "/a")
        at = tag.inner_end
    return linked > MOST_LINKED * words


def _bounded_tag(tag: Tag, page: str) -> str:
    """The tag with as many of its attributes as may be; nothing for one that is left out."""
    name = tag.name.lstrip("/")
    if name == COMMENT or name in LEFT_OUT or tag.name in PAST_END:
        return ""
    if len(tag.attributes) <= LONGEST_TAG and not SPAN.search(tag.attributes):
        return page[tag.start : tag.end]
    kept = [
        f' {key}="{escape(value)}"'
        for key, value in list(attributes_of(tag).items())[:MOST_ATTRIBUTES]
        if len(value) <= LONGEST_ATTRIBUTE and not SPAN.fullmatch(key)
    ]
    return f"<{tag.name}{''.join(kept)}>"


def _text_of(found: Any) -> str:
    """What trafilatura found, as plain text."""
    if found is None:
        return ""
    signs = EMPTY_LINE.sub(BLOCK, "".join(_signs_of(found.body)))
    lines = ((" ".join(line.split()) for line in block.split(LINE)) for block in signs.split(BLOCK))
    paragraphs = ("\n".join(filter(None, block)) for block in lines)
    text = "\n\n".join(filter(None, paragraphs)).replace(CELL, "\t").translate(UNSEEN)
    return f"{text}\n" if text else ""


def _signs_of(element: Any) -> Iterator[str]:
    """The words of an element, with the signs for where a block, a line or a cell ends. A row of a table is a line,
    unless one cell holds all of its words, as where a table is there for the looks."""
    name = element.tag if isinstance(element.tag, str) else ""  # else a comment
    if name in ROWS:
        cells = [words for cell in element if SIGNS.sub("", words := "".join(_signs_of(cell)))]
        line = CELL.join(SIGNS.sub(" ", one).strip() for one in cells) + LINE
        yield BLOCK + cells[0] + BLOCK if len(cells) == 1 else line
    elif name in LINES:
        yield LINE
    elif name:
        around = BLOCK if name in BLOCKS else ""
        yield around
        yield element.text or ""
        for inner in element:
            yield from _signs_of(inner)
            yield inner.tail or ""
        yield around
