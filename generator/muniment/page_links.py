"""What one built page names, leads to and loads, and what is wrong with that by itself.

Read as a browser reads it (HTML Living Standard, by html.parser), so that a template of an
archive's own is checked like any other.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from muniment.bodies import Result
from muniment.model import Record, to_bytes

Attributes = list[tuple[str, str | None]]

LEADING = {"a": "href", "area": "href", "form": "action"}
LOADING = {
    "audio": ("src",), "embed": ("src",), "iframe": ("src",), "image": ("href", "xlink:href"), "img": ("src", "srcset"),
    "input": ("src",), "object": ("data",), "script": ("src",), "source": ("src", "srcset"), "track": ("src",),
    "use": ("href", "xlink:href"), "video": ("src", "poster"),
}  # fmt: skip
LOADED_RELATIONS = {
    "apple-touch-icon", "dns-prefetch", "icon", "manifest", "modulepreload", "preconnect", "prefetch", "preload",
    "stylesheet",
}  # fmt: skip
LED_RELATIONS = {"author", "help", "next", "prev"}
HARMLESS = {"http", "https", "mailto", "tel", "sms", "geo", "urn", "doi", "magnet", "ftp", "sftp", "xmpp", "matrix"}
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
STYLE_LOADS = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)""")
IGNORED_IN_ADDRESSES = dict.fromkeys(map(ord, "\t\n\r"))  # as the URL Standard's parser does


class Reference(Record, frozen=True):
    """An address of the site that a page leads to or loads, and where it first says so.

    `target` is relative to the site, with the fragment if there is one ("reports/a.html#p3").
    """

    target: str
    is_loaded: bool
    line: int
    column: int


class Fault(Record, frozen=True):
    """Something wrong with a page that needs no other page to be seen. `what` is a sentence's end."""

    what: str
    line: int
    column: int


class PageLinks(Record, frozen=True):
    """Of one page or style sheet: the anchors it has, each once, its references, and its faults."""

    address: str
    anchors: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Notes:
    """What is gathered while a file is read."""

    def __init__(self, address: str):
        self.folder = PurePosixPath(address).parts[:-1]
        self.address = address
        self.anchors: dict[str, None] = {}
        self.references: dict[tuple[str, bool], Reference] = {}
        self.faults: dict[str, Fault] = {}

    def name(self, anchor: str, line: int, column: int) -> None:
        if anchor in self.anchors:
            self.blame(f'the id "{anchor}" stands here again', line, column)
        self.anchors[anchor] = None

    def blame(self, what: str, line: int, column: int) -> None:
        self.faults.setdefault(what, Fault(what, line, column))

    def refer(self, written: str, is_loaded: bool, line: int, column: int) -> None:
        """Note an address as it is written in the page, or what is wrong with it."""
        href = written.strip().translate(IGNORED_IN_ADDRESSES)
        if scheme := SCHEME.match(href):
            self._judge_scheme(href, scheme[0][:-1].lower(), is_loaded, line, column)
        elif href.startswith("//"):
            self._judge_scheme(href, "https", is_loaded, line, column)
        elif href.startswith("/"):
            self.blame(f'"{_cut(href)}" is found only at the root of a domain', line, column)
        else:
            target = self._resolved(href)
            if target is None:
                self.blame(f'"{_cut(href)}" leads out of the site', line, column)
            elif (target, is_loaded) not in self.references:
                self.references[target, is_loaded] = Reference(target, is_loaded, line, column)

    def _judge_scheme(self, href: str, scheme: str, is_loaded: bool, line: int, column: int) -> None:
        if is_loaded and scheme != "data":
            self.blame(f'asks outside the site for "{_cut(href)}"', line, column)
        elif not is_loaded and scheme not in HARMLESS:
            self.blame(f'leads to "{_cut(href)}", which may run in the reader\'s browser', line, column)

    def _resolved(self, href: str) -> str | None:
        """The address within the site, or None when it climbs above it (RFC 3986, 5.2.4)."""
        path, _, fragment = href.partition("#")
        fragment = unquote(fragment.partition(":~:")[0])
        path = unquote(path.partition("?")[0])
        if not path:
            return f"{self.address}#{fragment}" if fragment else self.address
        parts = list(self.folder)
        for part in path.split("/"):
            if part == "..":
                if not parts:
                    return None
                parts.pop()
            elif part != ".":
                parts.append(part)
        return "/".join(parts) + (f"#{fragment}" if fragment else "")

    def finished(self) -> PageLinks:
        return PageLinks(
            self.address, tuple(self.anchors), tuple(self.references.values()), tuple(self.faults.values())
        )


def links_of(address: str, site: str) -> Result:
    """The PageLinks of a page or style sheet of the built `site`, encoded; it has no body."""
    text = (Path(site) / address).read_text("utf-8", "replace")
    return to_bytes(style_links(address, text) if address.endswith(".css") else page_links(address, text)), ()


def page_links(address: str, text: str) -> PageLinks:
    """What an HTML page names, leads to and loads. Linear in its length."""
    notes = _Notes(address)
    parser = HTMLParser()
    style: list[str] = []

    def see(tag: str, attrs: Attributes) -> None:
        line, column = parser.getpos()
        style[:] = [tag] if tag == "style" else []
        _note_tag(notes, tag, dict(reversed(attrs)), line, column + 1)  # the first of two counts

    def see_text(data: str) -> None:
        if style:
            _note_style(notes, data, *parser.getpos())

    parser.handle_starttag = see  # type: ignore[method-assign]
    parser.handle_endtag = lambda tag: style.clear()  # type: ignore[method-assign]
    parser.handle_data = see_text  # type: ignore[method-assign]
    try:
        parser.feed(text)
        parser.close()
    except AssertionError as error:  # a declaration that html.parser will not read
        notes.blame(f"is not HTML that can be read: {error}", *parser.getpos())
    return notes.finished()


def style_links(address: str, text: str) -> PageLinks:
    """What a style sheet loads."""
    notes = _Notes(address)
    _note_style(notes, text, 1, 0)
    return notes.finished()


def _note_tag(notes: _Notes, tag: str, attributes: dict[str, str | None], line: int, column: int) -> None:
    if anchor := attributes.get("id"):
        notes.name(anchor, line, column)
    if tag == "base" and attributes.get("href"):
        notes.blame("a base element moves every link of the page", line, column)
    for value, is_loaded in _addresses(tag, attributes):
        notes.refer(value, is_loaded, line, column)
    if style := attributes.get("style"):
        _note_style(notes, style, line, column)


def _addresses(tag: str, attributes: dict[str, str | None]) -> Iterator[tuple[str, bool]]:
    """Each address of an element, and whether a browser loads it without being asked."""
    if tag in LEADING and (value := attributes.get(LEADING[tag])) is not None:
        yield value, False
    elif tag == "link" and (value := attributes.get("href")):
        relations = set((attributes.get("rel") or "").lower().split())
        if relations & (LOADED_RELATIONS | LED_RELATIONS) or not SCHEME.match(value):
            yield value, bool(relations & LOADED_RELATIONS)
    elif tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
        _, _, value = (attributes.get("content") or "").partition("=")
        yield value.strip().strip("'\""), False
    for name in LOADING.get(tag, ()):
        if value := attributes.get(name):
            candidates = value.split(",") if name == "srcset" else [value]
            yield from ((one.split()[0] if name == "srcset" else one, True) for one in candidates if one.strip())


def _note_style(notes: _Notes, style: str, line: int, column: int) -> None:
    for found in STYLE_LOADS.finditer(style):
        notes.refer(found[1] or found[2], True, line + style.count("\n", 0, found.start()), column)


def _cut(text: str, longest: int = 120) -> str:
    return text if len(text) <= longest else text[:longest] + "…"
