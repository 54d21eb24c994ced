"""content/log/entries.jsonl: one leaf a line, which only ever grows.

    {"kind":"add","on":"2026-11-22","record":"5e0c…"}

A leaf holds the hash of a record and nothing else of it.
"""

import re
from collections.abc import Iterable
from datetime import date

from muniment.model import Record, to_json
from muniment.model.sealing import LeafKind
from muniment.problems import Place, Problem

LINE = re.compile(
    rb'\{"kind":"(add|revise|review|redact|withdraw|key|publish)","on":"(\d{4}-\d\d-\d\d)","record":"([0-9a-f]{64})"\}'
)
TAKING_OUT: tuple[LeafKind, ...] = ("redact", "withdraw")  # of which records may have others published no more
OF_REPORTS: tuple[LeafKind, ...] = ("add", "revise", "review", *TAKING_OUT)
MEND = "put the file back as the last seal left it: from git, or from log/ of a published site"


class Leaf(Record, frozen=True):
    """What happened, on which day as the archive claims, and the SHA-256 of the record that says what."""

    kind: LeafKind
    on: str
    record: str


def leaf_line(leaf: Leaf) -> bytes:
    """Its bytes in the tree: the line without what ends it."""
    return to_json(leaf)


def read_leaves(data: bytes, path: str, problems: list[Problem]) -> tuple[Leaf, ...]:
    """The leaves of a log; of lines that are none, or of an earlier day than the one before, the first is told."""
    lines = data.split(b"\n")
    if lines.pop() != b"":
        what = "the last line has no end"
        problems.append(Problem(Place(path, len(lines) + 1), what, MEND))
    found = list[Leaf]()
    for number, line in enumerate(lines, start=1):
        parts = LINE.fullmatch(line)
        if parts is None or not _is_day(parts[2].decode()):
            problems.append(Problem(Place(path, number), "this is no leaf", MEND))
            break
        kind: LeafKind = parts[1].decode()  # type: ignore[assignment]
        leaf = Leaf(kind, parts[2].decode(), parts[3].decode())
        if found and leaf.on < found[-1].on:
            what = f"this leaf is of {leaf.on}, and the one before it of {found[-1].on}"
            problems.append(Problem(Place(path, number), what, MEND))
            break
        found.append(leaf)
    return tuple(found)


def lines_of(leaves: Iterable[Leaf]) -> bytes:
    """The file's bytes."""
    return b"".join(leaf_line(leaf) + b"\n" for leaf in leaves)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
