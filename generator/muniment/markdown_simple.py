"""The quick way for Markdown that can be read in one way only: paragraphs, headings, quotes, flat lists.

Each pattern matches less than CommonMark allows (spec.commonmark.org/0.31.2), and nothing whose meaning
depends on what stands around it. What none of them matches is for the parser, up to the next line at
which a block begins for certain. Tests hold both ways to the same layout.

A group that gives nothing back is written (?>(?:...)*), since Python up to 3.11.4 matches too much where
it is closed with *+ (github.com/python/cpython/issues/106052).
"""

import re

from muniment.markdown_rules import report_tag
from muniment.markdown_words import lay_out_words
from muniment.model import Record
from muniment.woven import Piece, Sheet, shown

# A line of words: no block begins as it does, and the only white space at its ends is spaces behind it.
LINE = r"(?=\S)(?![>#=|:+-]|\*(?!\*?[^\s*])|_(?!_?[^\s_])|[0-9]{1,9}[.)])[^\n]*+(?<![^\S ])"
LINES = rf"{LINE}(?>(?:\n[ \t]*+{LINE})*)"
ITEM_LINES = rf"{LINE}(?>(?:\n *+{LINE})*)"
AFTER = r"(?:\n(?>(?:[ \t]*+(?:\n|\Z))*)|\Z)"  # the end of the line, and blank lines
BLANK_AFTER = rf"(?=\n[ \t]*+(?:\n|\Z)|\Z){AFTER}"
# What ends a paragraph without one.
INTERRUPTED = r"\n(?=>|#{1,6} |(?:[-+*]|1[.)]) ++\S)"
IN_LIST = r"[ \t\n]|[-+*](?:\s|\Z)|[0-9]{1,9}[.)]"  # a line that begins so may go on with a list

FIRST_LINE = re.compile(r"(?>(?:[ \t]*+\n)*)")
CERTAIN = re.compile(rf"\n[ \t]*+\n(?!{IN_LIST})")  # what comes next begins a block, whatever stood before
FENCE = re.compile(r"```|~~~")  # code between fences runs over blank lines


class Form(Record, frozen=True):
    """A kind of block: what it looks like, its parts that are numbered, and the HTML of both."""

    pattern: re.Pattern[str]  # its first group is the block without the blank lines behind it
    part: re.Pattern[str]  # its first group are the words
    before: str = ""
    opening: str = '<p id="p%d" dir="auto">'
    closing: str = "</p>\n"
    after: str = ""
    is_code: bool = False


def _heading(level: int, pattern: str, part: str) -> Form:
    tag = report_tag(f"h{level}")
    opening, closing = f'<{tag} id="p%d" dir="auto">', f"</{tag}>\n"
    # No table has a head without a bar.
    return Form(re.compile(rf"((?![^\n]*\|){pattern}){AFTER}"), re.compile(part), opening=opening, closing=closing)


def _list(tag: str, first: str, next_one: str, is_loose: bool) -> Form:
    between = r"\n(?>(?:[ \t]*+\n)*)" if is_loose else r"\n"
    others = rf"(?>(?:{between}{next_one} {{1,4}}{ITEM_LINES})*)"
    pattern = rf"({first} {{1,4}}{ITEM_LINES}{others}){BLANK_AFTER}(?!{IN_LIST})"
    return Form(
        pattern=re.compile(pattern),
        part=re.compile(rf"\S++ ++({ITEM_LINES})"),
        before=f"<{tag}>\n",
        opening='<li>\n<p id="p%d" dir="auto">' if is_loose else '<li><p id="p%d" dir="auto" class="tight">',
        closing="</p>\n</li>\n" if is_loose else "</p></li>\n",
        after=f"</{tag}>\n",
    )


PARAGRAPH = Form(re.compile(rf"({LINES})(?:{BLANK_AFTER}|{INTERRUPTED})"), re.compile("(.++)", re.DOTALL))
QUOTE = Form(
    pattern=re.compile(rf"(> {LINE}(?>(?:\n> {LINE})*)){BLANK_AFTER}"),
    part=re.compile("> (.++)", re.DOTALL),
    before="<blockquote>\n",
    after="</blockquote>\n",
)
RULE = Form(re.compile(rf"(([-*_])(?>(?: *\2){{2,}}) *+){AFTER}"), re.compile("(?!)"), "<hr />\n")
CODE = Form(
    pattern=re.compile(rf"(```[^`|\n]*+\n(?>(?:(?![ \t]*```)[^\n]*+\n)+)``` *+){AFTER}"),
    part=re.compile(r"[^\n]++\n(.*\n)``` *+", re.DOTALL),
    opening='<pre id="p%d" dir="auto"><code>',
    closing="</code></pre>\n",
    is_code=True,
)
# A heading may be closed by the signs that open it.
TITLE = r"(?=\S)(?>(?:[^\n#]++|#++(?! *+(?:\n|\Z)))+)(?<![^\S ])"
HEADINGS = tuple(_heading(n, rf"#{{{n}}} ++{TITLE}", r"#++ ++(.++)") for n in range(1, 7))
UNDERLINED = tuple(_heading(n, rf"{LINE}\n{sign}{{2,}}+ *+", r"(.++)\n.++") for n, sign in enumerate("=-", 1))
BULLETS = tuple(_list("ul", r"([-+*])", r"\2", is_loose) for is_loose in (False, True))
NUMBERED = tuple(_list("ol", r"1([.)])", r"[0-9]{1,9}\2", is_loose) for is_loose in (False, True))
WORDS = (PARAGRAPH, *UNDERLINED)
# What a block may be, by its first sign.
FORMS = {
    "#": HEADINGS,
    "`": (CODE, *WORDS),
    ">": (QUOTE,),
    "-": (*BULLETS, RULE),
    "+": BULLETS,
    "*": (*BULLETS, RULE, *WORDS),
    "_": (RULE, *WORDS),
    "1": (*NUMBERED, *WORDS),
}


def first_line(text: str) -> int:
    """Where the first line begins that is not blank."""
    found = FIRST_LINE.match(text)
    return found.end() if found else 0


def certain_start(text: str, start: int) -> int:
    """Where, behind the block at `start`, another one begins whatever it is; or the text's end."""
    found = CERTAIN.search(text, start)
    return found.end() if found and not FENCE.search(text, start, found.end()) else len(text)


def lay_out_block(sheet: Sheet, text: str, start: int) -> int:
    """Lay out the block that begins at `start`, and give where the next one begins; or give `start`, and
    leave the sheet as it was, where it is not simple."""
    for form in FORMS.get(text[start], WORDS):
        found = form.pattern.match(text, start)
        if found:
            return found.end() if _lay_out(sheet, form, text, *found.span(1)) else start
    return start


def _lay_out(sheet: Sheet, form: Form, text: str, start: int, end: int) -> bool:
    spans, html = [], [form.before]
    pieces: list[Piece] = []
    for number, part in enumerate(form.part.finditer(text, start, end), 1):
        html.append(form.opening % (len(sheet.spans) + number))
        if form.is_code:
            html.append(shown(part[1]))
        elif not lay_out_words(text, *part.span(1), sheet.leaves + number, pieces, html):
            return False
        html.append(form.closing)
        spans.append(part.span())
    html.append(form.after)
    sheet.spans += spans
    sheet.pieces += pieces
    sheet.html += html
    sheet.leaves += len(spans)
    return True
