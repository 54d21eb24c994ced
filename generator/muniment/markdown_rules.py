"""How each piece of Markdown becomes HTML, for reports and for editors' own pages.

The functions are markdown-it render rules: (renderer, tokens, index, options, environment) to
HTML. A report's environment holds `numbers` (of a paragraph, by its opening token); while rendering
also `links` (how each link around is closed).
"""

import re
from html import escape
from itertools import count
from typing import Any

from muniment.ids import plain_id
from muniment.woven import CUT, shown

SAFE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
ALIGNED = re.compile(r"text-align:(left|right|center)")
LINK = 'rel="nofollow noopener noreferrer" referrerpolicy="no-referrer"'


def is_link_safe(target: str) -> bool:
    """Whether a report's link may be followed: an absolute web or mail address."""
    return SAFE.match(target) is not None


def link_html(target: str, is_followed: bool) -> tuple[str, str]:
    """What stands before a link's words and behind them. One that must not be followed is shown: its
    words, then where it would lead."""
    if is_followed:
        return f'<a href="{escape(target)}" {LINK}>', "</a>"
    return "", f" {target_html(target)}"


def target_html(target: str) -> str:
    """Where a link that must not be followed, or an image, would lead."""
    return f'<span class="target">{shown(target)}</span>'


def image_html(words: str, target: str) -> str:
    """What stands for an image, which is named and not loaded."""
    return f'<span class="image">[image: {shown(words)}]</span> {target_html(target)}'


def code_html(words: str) -> str:
    """A piece of code within a line."""
    return f"<code>{shown(words)}</code>"


def anchor_of(number: int) -> str:
    """The lasting anchor of a numbered paragraph; none for what has no number."""
    return f' id="p{number}"' if number else ""


def _open_block(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    """A paragraph, heading, row or cell. A tight list's paragraphs are hidden in HTML; here they are
    marked instead, since the number needs an element."""
    token = tokens[index]
    tag = report_tag(token.tag)
    direction = "" if tag == "tr" else ' dir="auto"'
    tight = ' class="tight"' if token.hidden else ""
    opening = f"<{tag}{anchor_of(env['numbers'].get(index, 0))}{direction}{tight}{_alignment(token)}>"
    return opening + ("\n" if tag == "tr" else "")


def _alignment(token: Any) -> str:
    """The policy of every page refuses style attributes."""
    found = ALIGNED.search(str(token.attrs.get("style", "")))
    return f' class="align-{found[1]}"' if found else ""


def _close_block(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    tag = report_tag(tokens[index].tag)
    return f"</{tag}>" + ("" if tokens[index].hidden else "\n")


def report_tag(tag: str) -> str:
    """Headings of a report stand below the page's own h2."""
    return f"h{min(6, int(tag[1]) + 2)}" if tag[:1] == "h" and tag[1:].isdigit() else tag


def _code_block(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    anchor = anchor_of(env["numbers"].get(index, 0))
    return f'<pre{anchor} dir="auto"><code>{shown(tokens[index].content)}</code></pre>\n'


def _text(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    return CUT if tokens[index].meta.get("is_piece") else shown(tokens[index].content)


def _code(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    return code_html(tokens[index].content)


def _open_link(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    """What is not safe to follow is shown; so is a link in a link, which CommonMark forbids and the
    parser lets through."""
    token = tokens[index]
    target = str(token.attrs.get("href", ""))
    links = env.setdefault("links", [])
    opening, closing = link_html(target, is_link_safe(target) and "</a>" not in links)
    is_said = token.info == "auto" and not opening  # the words of an autolink are its target
    links.append("" if is_said else closing)
    return opening


def _close_link(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    return str(env["links"].pop())


def _image(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    return image_html(_words_of(token.children), str(token.attrs.get("src", "")))


def _words_of(tokens: list[Any] | None) -> str:
    """What stands for an image, its own images' words included."""
    parts = []
    for token in tokens or ():
        is_break = token.type in ("softbreak", "hardbreak")
        parts.append(_words_of(token.children) if token.type == "image" else "\n" if is_break else token.content)
    return "".join(parts)


def _essay_text(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    return shown(tokens[index].content)


def _open_essay_cell(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    return f"<{tokens[index].tag}{_alignment(tokens[index])}>"


def _open_essay_heading(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    level = max(2, int(tokens[index].tag[1]))
    stem = plain_id(_words_of(tokens[index + 1].children)) or "part"
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    name = next(name for name in names if name not in env["ids"])
    env["ids"].add(name)
    return f'<h{level} id="{name}">'


def _close_essay_heading(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    return f"</h{max(2, int(tokens[index].tag[1]))}>\n"


REPORT_RULES = {
    **dict.fromkeys(("paragraph_open", "heading_open", "tr_open", "td_open", "th_open"), _open_block),
    **dict.fromkeys(("paragraph_close", "heading_close"), _close_block),
    **dict.fromkeys(("fence", "code_block"), _code_block),
    **dict.fromkeys(("text", "text_special"), _text),
    "code_inline": _code,
    "link_open": _open_link,
    "link_close": _close_link,
    "image": _image,
}

ESSAY_RULES = {
    **dict.fromkeys(("td_open", "th_open"), _open_essay_cell),
    **dict.fromkeys(("fence", "code_block"), _code_block),
    "code_inline": _code,
    "heading_open": _open_essay_heading,
    "heading_close": _close_essay_heading,
    "text": _essay_text,
    "image": _image,
}
