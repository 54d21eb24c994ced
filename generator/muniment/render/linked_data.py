"""A report for machines that read pages: schema.org as JSON-LD, to stand in a <script> data block."""

import re
from typing import Any

from muniment.model import Document, Evidence, Line, Site, to_json
from muniment.render.links import absolute, to_file, web_address
from muniment.render.view_parts import language_tag, stated_publisher

MOST = 50  # names
ACTING = re.compile("[<\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # what could end the element, a line, or turn the text


def linked_data(address: str, site: Site, line: Line, document: Document, names: tuple[tuple[str, str], ...]) -> str:
    """The report as a schema.org Report in a Collection. JSON-LD 1.1, with
    `<` as \\u003c so that nothing in it can end the script element. No title, day, publisher or address that is only
    suggested, since no status can be shown here; the language, as it stands on the page's own text, whatever its
    status. `names` are (kind, name)."""
    types = {"person": "Person", "organization": "Organization", "place": "Place"}
    evidence, publisher = document.evidence, stated_publisher(line)
    item = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": absolute(site.url, address),
        "identifier": line.id,
        "name": line.title if line.title_status != "suggested" else "",
        "datePublished": line.published if line.published_status != "suggested" else "",
        "inLanguage": language_tag(line.language),
        "author": [{"@type": "Person", "name": author.value} for author in document.authors],
        "publisher": {"@type": "Organization", "name": publisher} if publisher else "",
        "isBasedOn": web_address(document.url.value) if document.url and document.url.status != "suggested" else "",
        "mentions": [{"@type": types[kind], "name": name} for kind, name in names[:MOST] if kind in types],
        "associatedMedia": {} if document.is_hidden else _media(address, site, evidence),
        "isPartOf": _filled({"@type": "Collection", "name": site.title, "url": absolute(site.url, "index.html")}),
    }
    return data_block(_filled(item))


def data_block(fields: dict[str, Any]) -> str:
    """JSON that nothing in it can end or turn, for a <script> that no browser runs."""
    text = to_json(fields).decode()
    if text.isascii() and "<" not in text and "\x7f" not in text:
        return text
    return ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _media(address: str, site: Site, evidence: Evidence) -> dict[str, Any]:
    return _filled(
        {
            "@type": "MediaObject",
            "contentUrl": absolute(site.url, evidence.path) or to_file(address, evidence.path),
            "contentSize": str(evidence.bytes),
            "sha256": evidence.sha256,
        }
    )


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
