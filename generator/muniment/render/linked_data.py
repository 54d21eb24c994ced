"""A report for machines that read pages: schema.org as JSON-LD, to stand in a <script> data block."""

import json
from typing import Any

from muniment.model import Document, Line, Site
from muniment.render.links import absolute, to_file, web_address

MOST = 50  # names


def linked_data(address: str, site: Site, line: Line, document: Document, names: tuple[tuple[str, str], ...]) -> str:
    """The report as a schema.org Report in a Collection. JSON-LD 1.1, with
    `<` as \\u003c so that nothing in it can end the script element. Only what is stated or found:
    no title where the file states none. `names` are (kind, name)."""
    types = {"person": "Person", "organization": "Organization", "place": "Place"}
    evidence = document.evidence
    item = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": absolute(site.url, address),
        "identifier": line.id,
        "name": line.title if line.title_status != "suggested" else "",
        "datePublished": line.published,
        "inLanguage": line.language,
        "author": [{"@type": "Person", "name": author.value} for author in document.authors],
        "publisher": {"@type": "Organization", "name": line.publisher.name} if line.publisher else "",
        "isBasedOn": web_address(document.url.value) if document.url else "",
        "mentions": [{"@type": types[kind], "name": name} for kind, name in names[:MOST] if kind in types],
        "associatedMedia": {
            "@type": "MediaObject",
            "contentUrl": absolute(site.url, evidence.path) or to_file(address, evidence.path),
            "contentSize": str(evidence.bytes),
            "sha256": evidence.sha256,
        },
        "isPartOf": _filled({"@type": "Collection", "name": site.title, "url": absolute(site.url, "index.html")}),
    }
    text = json.dumps(_filled(item), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
