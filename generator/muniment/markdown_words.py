"""The quick way for the words of one Markdown block: emphasis, links, code and images in their plain forms."""

import re

from muniment.markdown_rules import code_html, image_html, is_link_safe, link_html
from muniment.woven import CUT, Piece, shown

# Web addresses and paths that an HTML page writes as Markdown does.
SIGNS = r"(?>(?:[A-Za-z0-9/?:@&=+$,.!~*'#_-]|%[0-9A-Fa-f]{2})*)"
HOST = r"[A-Za-z0-9-]{1,50}(?:\.[A-Za-z0-9-]{1,50}){0,4}(?::[0-9]{1,5})?"
ADDRESS = rf"(?:https?://{HOST}(?=[/?#) ]){SIGNS}|/(?!/){SIGNS}|\#{SIGNS}|mailto:[A-Za-z0-9.+_-]++@{HOST}(?=[) ]))"
TITLE = r'(?:[ ]"[^"\\\n]*+")?'
LABEL = r"(?>(?:[^\[\]\\`!<]|!(?!\[))*)"
BEFORE_COLON = r"[A-Za-z0-9.!\#$%&'*+/=?^_`{|}~-]++"  # or before the @, of an address between < and >
# Nothing, or a template's expression, behind which a link would have to end.
NO_TARGET = r'(?!\((?!\{\{[ ]"[^"\\\n]*+"[ ]\|))'
# What emphasises stands between white space, a mark or a letter, so that it can only open, or close what is open.
STARS = r"(?:\*{1,2}+|_{1,2}+)"
LETTER = r"[^\W_]"
OPENING = r"""["'(\[“‘„«—–/「『（、。，：；-]"""
CLOSING = r"""["'.,;:!?)\]”’“‘»—–…/」』）、。，：；！？-]"""
RUN = rf"""(?: [^\\`*_~\[\]!<&\n]++ | !(?!\[) | \]{NO_TARGET} | (?<!~)~(?!~)
        | &(?!\#?[A-Za-z0-9]{{1,32}};) | <(?!{BEFORE_COLON}[:@]) | \[(?={LABEL}\]{NO_TARGET}) )+"""
INLINE = re.compile(
    rf"""
    (?P<words> (?> {RUN} (?: (?<![ ])\n(?![ \t>]) {RUN} )* ) )
  | (?P<line_end> \n(?>(?:>[ ])?)[ \t]*+ )
  | (?P<open> (?<![^ \n]) {STARS} (?=[^\s*_]) | (?<={OPENING}) {STARS} (?={LETTER}) )
  | (?P<close> (?: (?<={LETTER}) | (?<={CLOSING}) ) {STARS} (?: (?![^ \n]) | (?={CLOSING}) ) )
  | (?P<link> \[(?={LABEL}\]\((?P<target>{ADDRESS}){TITLE}\)) )
  | (?P<link_end> \]\({ADDRESS}{TITLE}\) )
  | (?P<sign> (?<={LETTER})_(?={LETTER}) | (?<=[ ])\*(?=[ ]) | \\(?P<escaped>[!-/:-@\[-`{{-~]) )
  | (?P<code> `(?P<coded>[^`\s](?:[^`\n]*[^`\s])?)`(?!`) )
  | (?P<image> !\[(?P<named>[^\\`*_~\[\]!<&\n]*+)\]\((?P<source>{ADDRESS}){TITLE}\) )
    """,
    re.VERBOSE,
)
EMPHASIS = {"*": "em", "_": "em", "**": "strong", "__": "strong"}


def lay_out_words(text: str, start: int, end: int, leaf: int, pieces: list[Piece], html: list[str]) -> bool:
    """Lay out text[start:end], the words of one block, behind the pieces and the HTML given; False where
    something in them is not simple."""
    end = start + len(text[start:end].rstrip(" "))
    around: list[tuple[str, str]] = []  # what is open: the sign that closes it, and the HTML
    is_link, position = False, start
    for found in INLINE.finditer(text, start, end):
        begun, after = found.span()
        if begun != position:
            return False
        position = after
        match found.lastgroup:
            case "words":
                pieces.append(Piece(begun, after, leaf, is_link))
                html.append(CUT)
            case "line_end":
                html.append(_line_end(text, begun, pieces, html))
            case "open":
                tag = EMPHASIS[found[0]]
                around.append((found[0], f"</{tag}>"))
                html.append(f"<{tag}>")
            case "link":
                is_link = is_link_safe(found["target"])
                opening, closing = link_html(found["target"], is_link)
                around.append(("]", closing))
                html.append(opening)
            case "close" | "link_end":
                sign, closing = around.pop() if around else ("", "")
                if sign != (found["close"] or "]"):
                    return False
                is_link = is_link and sign != "]"
                html.append(closing)
            case "sign":
                words = found["escaped"] or ""
                if html[-1] == CUT:  # right behind a run of text its place is certain
                    pieces.append(Piece(begun, after, leaf, is_link, words))
                html.append(CUT if html[-1] == CUT else shown(words or found[0]))
            case "code":
                html.append(code_html(found["coded"]))
            case "image":
                html.append(image_html(found["named"], found["source"]))
    return position == end and not around and not text[end - 1].isspace()


def _line_end(text: str, end: int, pieces: list[Piece], html: list[str]) -> str:
    """A line's end, the spaces before it taken off the last piece: two of them break the line."""
    if text[end - 1] != " ":
        return "\n"
    piece = pieces.pop()
    words = text[piece.start : piece.end].rstrip(" ")
    if words:
        pieces.append(Piece(piece.start, piece.start + len(words), piece.leaf, piece.is_link))
    else:
        html.pop()
    return "\n" if len(words) + 1 == piece.end - piece.start else "<br />\n"
