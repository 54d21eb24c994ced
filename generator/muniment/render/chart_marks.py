"""The pens that charts are drawn with: SVG elements, escaped, with numbers of fixed decimals.

X is in percent and y in pixels, and there is no viewBox, so that text keeps its size at any width
(SVG 2, section 8.9). Colours and weights come from classes: the policy of every page refuses style
attributes.
"""

import hashlib
import html
from functools import lru_cache

from muniment.render.sandbox import escaped
from muniment.render.unseen import named


def escape(words: str) -> str:
    """Words as HTML, in text or in an attribute. A control character, which could turn or end
    what follows, is shown by its number."""
    words = words if words.isprintable() else named(words)
    return html.escape(words) if "'" in words or '"' in words else escaped(words)


@lru_cache(maxsize=4096)  # strokes of most charts stand at the same few places
def percent(share: float) -> str:
    """A share of the width, 0 to 100, as SVG writes it: 12.5 is "12.500%", a hundredth of a pixel
    on the widest page."""
    written = f"{share:.3f}%"
    return "0.000%" if written == "-0.000%" else written


@lru_cache(maxsize=4096)
def pixels(length: float) -> str:
    """A length in pixels with one decimal: 34 is "34.0"."""
    written = f"{length:.1f}"
    return "0.0" if written == "-0.0" else written


def shape(name: str, **attributes: str) -> str:
    """One empty element. `of` is its class; "_" in a name is written "-"."""
    return f"<{name}{_written(attributes)}/>"


def line(x1: float, x2: float, y1: float, y2: float, of: str) -> str:
    """A straight line: x in percent, y in pixels."""
    ends = f'x1="{percent(x1)}" x2="{percent(x2)}" y1="{pixels(y1)}" y2="{pixels(y2)}"'
    return f'<line class="{of}" {ends}/>'


def text(words: str, x: float, y: float, of: str = "", anchor: str = "", dx: float = 0) -> str:
    """A line of text that stands on y, `dx` pixels right of x percent. `anchor` is middle or end."""
    of = f' class="{of}"' if of else ""
    shift = f' dx="{pixels(dx)}"' if dx else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{of} x="{percent(x)}" y="{pixels(y)}"{shift}{anchored}>{escape(words)}</text>'


def at(x: float, y: float, content: str) -> str:
    """Shapes in pixels around a point that is x percent from the left."""
    return f'<svg x="{percent(x)}" y="{pixels(y)}" overflow="visible">{content}</svg>'


def picture(title: str, description: str, content: str) -> str:
    """What is drawn, as one picture with a name and a description that tells the whole finding.

    Its ids are made of its words, so that several pictures may stand on one page. Links must stand
    beside it and not within: what is inside a picture is no part of the accessible page
    (WAI-ARIA 1.2, "children presentational").
    """
    mark = mark_of(title, description)
    return (
        f'<g role="img" aria-labelledby="{mark}-t" aria-describedby="{mark}-d"><title id="{mark}-t">{escape(title)}'
        f'</title><desc id="{mark}-d">{escape(description)}</desc>{content}</g>'
    )


@lru_cache(maxsize=16)  # of one picture several times
def mark_of(*words: str) -> str:
    """An id for a picture: "chart-" and eight hex digits of its words' SHA-256."""
    return f"chart-{hashlib.sha256(chr(0).join(words).encode('utf-8', 'replace')).hexdigest()[:8]}"


def link_to(address: str, words: str, content: str, of: str) -> str:
    """A link over the drawing: `words` are its name, and what is shown when a pointer rests on it."""
    return f"{link_opening(address, words, of)}{content}</a>"


def link_opening(address: str, words: str, of: str) -> str:
    """The same up to what it lies over."""
    return f'<a class="{of}" href="{escape(address)}"><title>{escape(words)}</title>'


def canvas(content: str, height: float, of: str = "") -> str:
    """The drawing, as wide as its place and `height` pixels high."""
    return (
        f'<svg class="{" ".join(filter(None, ("chart", of)))}" width="100%" height="{pixels(height)}">{content}</svg>'
    )


def _written(attributes: dict[str, str]) -> str:
    names = {"of": "class"}
    return "".join(
        f' {names.get(name, name.replace("_", "-"))}="{escape(value)}"' for name, value in attributes.items() if value
    )
