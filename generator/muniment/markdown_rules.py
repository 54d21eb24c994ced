"""How each piece of Markdown becomes HTML, for reports and for editors' own pages.

The functions are markdown-it render rules: (renderer, tokens, index, options, environment) to
HTML. A report's environment holds `text`, `numbered` (the block and its number, by token),
`clipped` (the parts of marks, by block and token), and while rendering `block` and `links`.
"""

import re
from html import escape
from typing import Any

from muniment.ids import plain_id
from muniment.woven import shown, weave

SAFE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
ALIGNED = re.compile(r"text-align:(left|right|center)")
LINK = 'rel="nofollow noopener noreferrer" referrerpolicy="no-referrer"'


def _open_block(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    """A paragraph, heading or cell, with its number. A tight list's paragraphs are hidden in HTML;
    here they are marked instead, since the number needs an element."""
    token = tokens[index]
    number, block = env["numbered"].get(index + 1, (0, None))
    env["block"] = block
    tag = _report_tag(token.tag)
    anchor = f' id="p{number}" dir="auto"' if number else ""
    tight = ' class="tight"' if token.hidden else ""
    align = f' class="align-{found[1]}"' if (found := ALIGNED.search(str(token.attrs.get("style", "")))) else ""
    return f"<{tag}{anchor}{tight}{align}>"


def _close_block(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    tag = _report_tag(tokens[index].tag)
    return f"</{tag}>" + ("" if tokens[index].hidden else "\n")


def _report_tag(tag: str) -> str:
    """Headings of a report stand below the page's own h2."""
    return f"h{min(6, int(tag[1]) + 2)}" if tag[:1] == "h" and tag[1:].isdigit() else tag


def _code_block(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    number, _ = env["numbered"].get(index, (0, None))
    anchor = f' id="p{number}"' if number else ""
    return f'<pre{anchor} dir="auto"><code>{shown(tokens[index].content)}</code></pre>\n'


def _text(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    token, block = tokens[index], env.get("block")
    parts = env["clipped"].get((block.token, index)) if block else None
    if not parts:
        return shown(token.content)
    start = next(piece.start for piece in block.pieces if piece.index == index)
    return weave(env["text"], start, start + len(token.content), parts)


def _special(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    return shown(tokens[index].content)


def _code(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    return f"<code>{shown(tokens[index].content)}</code>"


def _open_link(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    target = str(tokens[index].attrs.get("href", ""))
    is_safe = SAFE.match(target) is not None
    env.setdefault("links", []).append("" if is_safe else target)
    return f'<a href="{escape(target)}" {LINK}>' if is_safe else ""


def _close_link(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    target = env["links"].pop()
    return f' <span class="target">{shown(target)}</span>' if target else "</a>"


def _image(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    words = self.renderInlineAsText(token.children or [], options, env)
    target = shown(str(token.attrs.get("src", "")))
    return f'<span class="image">[image: {shown(words)}]</span> <span class="target">{target}</span>'


def _open_essay_heading(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    level = max(2, int(tokens[index].tag[1]))
    stem = plain_id(tokens[index + 1].content) or "part"
    count = env["ids"][stem] = env["ids"].get(stem, 0) + 1
    return f'<h{level} id="{stem}{f"-{count}" if count > 1 else ""}">'


def _close_essay_heading(self: Any, tokens: list[Any], index: int, options: Any, env: Any) -> str:
    return f"</h{max(2, int(tokens[index].tag[1]))}>\n"


REPORT_RULES = {
    **dict.fromkeys(("paragraph_open", "heading_open", "td_open", "th_open"), _open_block),
    **dict.fromkeys(("paragraph_close", "heading_close"), _close_block),
    **dict.fromkeys(("fence", "code_block"), _code_block),
    "text": _text,
    "text_special": _special,
    "code_inline": _code,
    "link_open": _open_link,
    "link_close": _close_link,
    "image": _image,
}

ESSAY_RULES = {"heading_open": _open_essay_heading, "heading_close": _close_essay_heading, "image": _image}
