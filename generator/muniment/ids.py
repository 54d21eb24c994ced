"""Ids and sort keys: how a name of any script becomes a part of an address.

The only file that imports anyascii, whose tables give a Latin spelling for every script.
"""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set

from anyascii import anyascii

LONGEST = 80
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
LOST = re.compile(r"[^a-z0-9]+")


def plain_id(name: str) -> str:
    """Lower-case ASCII letters and digits in runs joined by "-", at most 80, never a Windows
    device name; empty when the name has neither letter nor digit in any script."""
    latin = in_latin(name).lower().replace("'", "")
    stem = LOST.sub("-", latin).strip("-")[:LONGEST].rstrip("-")
    return f"{stem}-file" if stem in DEVICES else stem


def in_latin(name: str) -> str:
    """The name in ASCII letters, sign by sign: "Зеленський" is "Zelens'kiy"."""
    return anyascii(unicodedata.normalize("NFC", name))


def report_id(stem: str, path: str) -> str:
    """The id of a report: its file's stem, made plain.

    Eight hex digits of the path's SHA-256 follow where characters were lost, so that two stems
    that become alike stay apart. An underscore or a space made "-" is not a loss.
    """
    plain = plain_id(stem)
    same = plain.replace("-", "") == re.sub(r"[\s_.-]+", "", unicodedata.normalize("NFC", stem)).lower()
    if plain and same:
        return plain
    mark = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{plain[: LONGEST - 9].rstrip('-')}-{mark}".lstrip("-")


def suggested_id(kind: str, name: str) -> str:
    """The id of an entity or source that no editor has listed: its name, and a hash of its kind
    and spelling, so that it never meets an editor's id or another spelling's."""
    mark = hashlib.sha256(f"{kind}\0{name}".encode()).hexdigest()[:8]
    return f"{plain_id(name)[:60].rstrip('-')}-{mark}".lstrip("-")


def claim_id(words: str, occurrence: int) -> str:
    """The id of a claim: a hash of its words, and of which place it is, from 1, of those where the same words stand in
    the report's text. It hangs on nothing but the text, so it outlives other rules and other decisions."""
    return "c-" + hashlib.sha256(f"{words}\0{occurrence}".encode()).hexdigest()[:8]


def claim_ids(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The ids of the claims that stand at these [start:end] of a text, in one look at it."""
    seen: Counter[str] = Counter()
    which: dict[tuple[int, int], int] = {}
    places = set(spans)
    for start, words in places_of({text[start:end] for start, end in spans}, text):
        seen[words] += 1
        if (start, start + len(words)) in places:
            which[start, start + len(words)] = seen[words]
    return [claim_id(text[start:end], which[start, end]) for start, end in spans]


def places_of(wanted: Set[str], text: str) -> Iterator[tuple[int, str]]:
    """Every place in a text at which one of these words stands, in order, and which."""
    by_beginning: dict[str, set[int]] = defaultdict(set)
    for words in wanted:
        by_beginning[words[:2]].add(len(words))
    firsts = "".join(sorted({words[0] for words in wanted if words}))
    for found in re.finditer(f"[{re.escape(firsts)}]", text) if firsts else ():
        start = found.start()
        beginnings = {text[start], text[start : start + 2]}
        for length in [length for one in beginnings for length in by_beginning.get(one, ())]:
            words = text[start : start + length]
            if len(words) == length and words in wanted:
                yield start, words


def sort_key(name: str) -> str:
    """A key that files names of every script into one alphabetical order, ties by the name."""
    return f"{anyascii(name).casefold()}\0{name}"


def letter_of(key: str) -> str:
    """The heading of an index that a sort key belongs under: A to Z, or "#"."""
    first = next((character for character in key.upper() if character.isalnum()), "#")
    return first if "A" <= first <= "Z" else "#"
