"""Gold of others, as `muniment evaluate` takes it.

    python tests/golds.py wikigold wikigold.conll.txt > wikigold.jsonl
    muniment evaluate wikigold.jsonl

re3d            names: people, organisations and places (Dstl, Open Government Licence v3.0)
wikigold        names (Balasuriya et al. 2009, CC BY 4.0); tokens are put together as they are written
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

RE3D_KINDS = {"Person": "person", "Organisation": "organization", "Location": "place"}
CONLL_KINDS = {"I-PER": "person", "I-ORG": "organization", "I-LOC": "place"}
ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
CLOSING = re.compile(r"(?:[.,;:!?)\]%]|'s|n't|'|'re|'ve|'ll|'d)\Z")
OPENING = "([$"

Record = dict[str, Any]


def from_re3d(path: Path) -> Iterator[Record]:
    """Names that both of those who marked them saw. What names nobody ("I", "families") is no name, nor is its
    article; of two marks, one within the other, the larger one holds."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        record = json.loads(line)
        spans: dict[tuple[int, int], str] = {}
        for one in record["entities"]:
            start, end, kind = one["begin"], one["end"], RE3D_KINDS.get(one["type"])
            if kind and one["confidence"] >= 1 and start < end:
                article = ARTICLE.match(record["text"], start, end)
                start = article.end() if article else start
                if re.match(r"[^\W\d_]", record["text"][start:end]) and record["text"][start].isupper():
                    spans[start, end] = kind
        marked = [
            {"start": start, "end": end, "kind": kind}
            for (start, end), kind in sorted(spans.items())
            if not any((a, b) != (start, end) and a <= start and end <= b for a, b in spans)
            and record["text"][start:end] not in ("I", "We", "He", "She", "They", "It", "You")
        ]
        yield {"id": str(record.get("id", number)), "text": record["text"], "findings": {"mentions": marked}}


def from_wikigold(path: Path) -> Iterator[Record]:
    """Names, of sentences put together to articles. What is marked as something else than the three is no name here."""
    articles = re.split(r"^-DOCSTART-.*$", path.read_text("utf-8"), flags=re.MULTILINE)
    for number, article in enumerate(articles):
        text, marked = "", []
        for sentence in filter(str.strip, re.split(r"\n\s*\n", article)):
            text, found = _sentence(text, [line.split()[:2] for line in sentence.strip().split("\n")])
            marked += found
        if text:
            yield {"id": f"wikigold-{number}", "text": text, "findings": {"mentions": marked}}


def _sentence(text: str, tokens: list[list[str]]) -> tuple[str, list[Record]]:
    """The text with one more sentence, and the names in it."""
    text, marked, last = text + ("\n" if text else ""), list[Record](), ""
    is_quoted = False
    for number, (word, tag) in enumerate(tokens):
        before = tokens[number - 1][0] if number else ""
        is_joined = not before or CLOSING.match(word) or before in OPENING or (before == '"' and is_quoted)
        if word == '"':
            is_joined, is_quoted = not before or is_quoted, not is_quoted
        text += "" if is_joined else " "
        kind = CONLL_KINDS.get(tag)
        if kind and last == tag:
            marked[-1]["end"] = len(text) + len(word)
        elif kind:
            marked.append({"start": len(text), "end": len(text) + len(word), "kind": kind})
        text, last = text + word, tag
    return text, marked


READERS: dict[str, Callable[[Path], Iterator[Record]]] = {"re3d": from_re3d, "wikigold": from_wikigold}


def main() -> None:
    """Write gold as JSON Lines."""
    name, path = sys.argv[1:]
    for record in READERS[name](Path(path)):
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
