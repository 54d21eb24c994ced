"""The tags of a page in order, each with its place: as the HTML standard takes a page apart (section 13.2.5).

Python's own parser of HTML changes with its releases, and takes long on some pages that mean harm; this one is one
pass of few patterns, and gives what provenance needs: where in the file a thing stands. Time is linear.
"""

import re
from collections.abc import Iterator
from html import unescape

from muniment.model import Record

COMMENT = "!"  # stands for the name of what is no tag and is not shown
# What stands in these is no markup, up to their end tag; of a `plaintext` up to the end of the page.
RAW = frozenset({"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"})
OPENING = re.compile(r"<(?:!--|[!?]|(/?)([A-Za-z][^\s/>]*)|/)")
# The rest of a tag. A quotation mark that is never closed leaves no end, as in a browser.
REST = re.compile(r"""(?>(?>[^>=]+|=\s*+(?>"[^"]*"|'[^']*'|(?!["'])))*)>""")
ATTRIBUTE = re.compile(r"""([^\s=>/"'<][^\s=>/]*+)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*+)))?""")
UNSEEN = dict.fromkeys((*range(9), 11, *range(14, 32), 127, 0xFFFE, 0xFFFF))  # signs that no page may have
TAG_WITHIN = re.compile(r"<[^<>]*>")


class Tag(Record, frozen=True):
    """A tag at page[start:end]; its name in small letters, with a "/" before that of an end tag; its attributes as
    they are written. What stands in an element that holds no markup ends at `inner_end`. A comment, a doctype, an
    instruction, and whatever a page that was cut off ends with, has the name COMMENT."""

    name: str
    attributes: str
    start: int
    end: int
    inner_end: int


def tags_of(page: str) -> Iterator[Tag]:
    """Every tag and comment of a page in order. What stands between them is text."""
    at = 0
    while opening := OPENING.search(page, at):
        start, (slash, name) = opening.start(), opening.groups()
        if not name:
            at = _end_of_comment(page, start)
            yield Tag(COMMENT, "", start, at, at)
            continue
        rest = REST.match(page, opening.end())
        if rest is None:
            yield Tag(COMMENT, "", start, len(page), len(page))
            return
        name, at = name.lower(), rest.end()
        inner_end = at if slash or name not in RAW else _end_of_raw(page, name, at)
        yield Tag(slash + name, page[opening.end() : at - 1], start, at, inner_end)
        at = inner_end


def attributes_of(tag: Tag) -> dict[str, str]:
    """The attributes by their names in small letters, the first of each name, character references resolved."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(tag.attributes):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def words_of(markup: str) -> str:
    """The words of a piece of a page: its tags taken off, character references resolved, and every run of white
    space one space."""
    return " ".join(unescape(TAG_WITHIN.sub("", markup)).split())


def _end_of_comment(page: str, start: int) -> int:
    """After a comment that begins here, or what a browser takes for one; the end of the page where it has no end."""
    if not page.startswith("<!--", start):
        end = page.find(">", start)
        return len(page) if end < 0 else end + 1
    if page.startswith((">", "->"), start + 4):  # an empty one
        return page.index(">", start) + 1
    end = page.find("-->", start + 4)
    return len(page) if end < 0 else end + 3


def _end_of_raw(page: str, name: str, start: int) -> int:
    end = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(page, start)
    return len(page) if name == "plaintext" or end is None else end.start()
