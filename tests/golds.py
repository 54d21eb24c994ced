"""Gold as `muniment evaluate` takes it, from what was marked here by hand and from gold of others.

    python tests/golds.py hand tests/gold/held-out.yaml > held-out.jsonl
    muniment evaluate held-out.jsonl

hand            everything, marked by hand for this project (gold/README.md says how)
links           names in news, of what kind nobody says: the links of Wikipedia's Current Events (CC BY-SA 4.0). Only the
                first mention of a page is a link, so that recall alone means something
re3d            names: people, organisations and places (Dstl, Open Government Licence v3.0)
wikigold        names (Balasuriya et al. 2009, CC BY 4.0); tokens are put together as they are written
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

RE3D_KINDS = {"Person": "person", "Organisation": "organization", "Location": "place"}
CONLL_KINDS = {"I-PER": "person", "I-ORG": "organization", "I-LOC": "place"}
ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
SEEDS = Path(__file__).parent.parent / "seeds"
PREFIX = re.compile(r"\A ?date \d{4}-\d\d(?:-\d\d)? ")  # the day that a seed's own first line states
CLOSING = re.compile(r"(?:[.,;:!?)\]%]|'s|n't|'|'re|'ve|'ll|'d)\Z")
OPENING = "([$"

KINDS = ("mentions", "dates", "quotes", "claims", "attributions")
# What a mark says when it says nothing of it: that there is nothing to say.
NOTHING = {"dates": {"edtf": ""}, "quotes": {"speaker": ""}, "claims": {"where": "", "speaker": ""}}

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


MARKED = ("words", "person", "organization", "place", "credit", "via", "channel", "citing")  # the words of a mark


def from_hand(path: Path) -> Iterator[Record]:
    """Reports with marks that name their words: those of one kind stand in the order of the text, and `after` names
    words before them where they would be found too early. A kind that is left out is not marked."""
    for report in yaml.load(path.read_text("utf-8"), yaml.BaseLoader):
        text = report["text"] if "text" in report else PREFIX.sub("", (SEEDS / report["seed"]).read_text("utf-8"))
        findings = {kind: list(_placed(text, kind, report[kind] or ())) for kind in KINDS if kind in report}
        yield {"id": report["id"], "text": text, "date": report.get("date", ""), "findings": findings}


def _placed(text: str, kind: str, marks: list[Record]) -> Iterator[Record]:
    """The marks of one kind with their places in the text."""
    end = 0
    for mark in marks:
        label = next(name for name in MARKED if name in mark)
        if "after" in mark:
            end = _search(mark["after"], text, end).end()
        found = _search(mark[label], text, end)
        end = found.end()
        says = {name: value for name, value in mark.items() if name not in ("after", label)}
        label_of = {"kind": label} if label != "words" else {}
        yield {"start": found.start(), "end": end, "surface": found.group()} | label_of | NOTHING.get(kind, {}) | says


def _search(words: str, text: str, start: int) -> re.Match[str]:
    """Where whole words stand next, however they are spaced."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    pattern = (r"(?<!\w)" if words[0].isalnum() else "") + pattern + (r"(?!\w)" if words[-1].isalnum() else "")
    found = re.compile(pattern).search(text, start) or re.compile(pattern).search(text)
    if not found:
        raise ValueError(f"“{words}” does not stand in “{text[:60]}…”")
    return found


# A link with one of these at its end, or a title before the name, is no name of the three kinds.
EVENTS = re.compile(
    r"(?:wars?|Wars?|[Ee]lections?|attacks?|crisis|[Cc]up|[Cc]hampionships?|Awards?|Games|Olympics|Prize|Act|Agreement|Accords"
    r"|Treaty|Constitution|protests|massacre|conflict|Tournament|Series|Day|Prix|Operation|Summit|Conference)\Z"
)
TITLES = re.compile(
    r"(?:President|Prime|Pope|King|Queen|Minister|Chancellor|Governor|Mayor|Secretary|Speaker|Operation)\b"
)
SMALL = frozenset("of the and de la del da do al el von van bin for in on".split())


def from_links(path: Path) -> Iterator[Record]:
    """Names that link to a page of the same name."""
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        marked = [
            {"start": link["start"], "end": link["end"]}
            for link in record["links"]
            if _is_name(record["text"][link["start"] : link["end"]], link["page"])
        ]
        if marked:
            yield {
                "id": record["id"], "text": record["text"], "date": record["date"], "findings": {"mentions": marked},
            }  # fmt: skip


def _is_name(words: str, page: str) -> bool:
    is_same = words == re.sub(r" \([^()]*\)\Z", "", page)
    is_capital = all(word[0].isupper() or word in SMALL for word in words.split())
    has_figures = any(sign.isdigit() for sign in words)
    return is_same and is_capital and not (has_figures or EVENTS.search(words) or TITLES.match(words))


READERS: dict[str, Callable[[Path], Iterator[Record]]] = {
    "hand": from_hand,
    "links": from_links,
    "re3d": from_re3d,
    "wikigold": from_wikigold,
}


def main() -> None:
    """Write gold as JSON Lines."""
    name, path = sys.argv[1:]
    for record in READERS[name](Path(path)):
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
