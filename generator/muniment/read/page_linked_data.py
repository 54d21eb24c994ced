"""What a page states of its article in JSON-LD (schema.org), as far as it is plain which article is meant."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

KINDS = frozenset({"blogposting", "liveblogposting", "report", "socialmediaposting"})  # and all that end in "article"
SINGLE = ("headline", "datePublished", "dateModified", "inLanguage", "url")
NAMED = ("author", "publisher")
MOST = 1_000  # objects looked at, and names of one field
Node = Mapping[str, Any]


def article_statements(blocks: Sequence[tuple[str, int]], addresses: Collection[str]) -> Iterator[tuple[str, str, int]]:
    """Each field that the page's article has, its value, and the place of the block that it stands in. Words that were
    escaped once too often, as many sites have them, are decoded.

    `blocks` are texts of JSON with their places in the page. Of several articles one is the page's own where it
    alone names one of the `addresses` that the page gives for itself; else nobody can tell.
    """
    nodes = [(node, at) for text, at in blocks for node in _nodes_of(text)][:MOST]
    articles = [(node, at) for node, at in nodes if _is_article(node)]
    if len(articles) > 1:
        articles = [(node, at) for node, at in articles if _addresses_of(node).intersection(addresses)]
    if len(articles) != 1:
        return
    article, at = articles[0]
    by_id = {node["@id"]: node for node, _ in nodes if isinstance(node.get("@id"), str)}
    for field in SINGLE:
        if isinstance(value := article.get(field), str):
            yield field, unescape(value) if field == "headline" else value, at
    for field in NAMED:
        for name in _names_of(article.get(field), by_id):
            yield field, unescape(name), at


def _nodes_of(text: str) -> Iterator[Node]:
    """The objects of one block, and of its graph."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):  # it states nothing that anybody could read
        return
    for node in _listed(value):
        if isinstance(node, dict):
            yield node
            yield from (inner for inner in _listed(node.get("@graph")) if isinstance(inner, dict))


def _is_article(node: Node) -> bool:
    kinds = (kind.lower().rpartition("/")[2] for kind in _listed(node.get("@type")) if isinstance(kind, str))
    return any(kind.endswith("article") or kind in KINDS for kind in kinds)


def _addresses_of(node: Node) -> set[str]:
    given = (node.get("url"), node.get("@id"), node.get("mainEntityOfPage"))
    found = (value.get("@id") if isinstance(value, dict) else value for value in given)
    return {value for value in found if isinstance(value, str)}


def _names_of(value: Any, by_id: Mapping[str, Node]) -> Iterator[str]:
    """The names of those who are named, or described, or pointed at."""
    for one in _listed(value)[:MOST]:
        if isinstance(one, dict) and "name" not in one and isinstance(one.get("@id"), str):
            one = by_id.get(one["@id"], {})
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str):
            yield name


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else () if value is None else (value,)
