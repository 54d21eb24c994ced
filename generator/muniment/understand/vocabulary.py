"""The word lists under words/: plain text that a person can read and mend."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Groups = dict[str, tuple[str, ...]]
Rules = tuple[tuple[str, str], ...]
RULE = re.compile(r"(?P<part>[A-Z_]+) = (?P<of>.+)|(?P<reading>[a-z_]+): (?P<pattern>.+)")
PART = re.compile(r"\{([A-Z_]+)\}")


def read_groups(name: str) -> Groups:
    """The groups of words/NAME.txt. A group is a name, a colon, and words parted by commas, or by
    spaces where there is no comma; it goes on in indented lines."""
    groups: dict[str, str] = {}
    group = ""
    for line in _lines(name):
        if not line[0].isspace():
            group, _, line = line.partition(":")
        groups[group] = f"{groups.get(group, '')} {line.strip()}"
    return {group: _items(text, "," if "," in text else None) for group, text in groups.items()}


@cache
def read_sets(name: str) -> Mapping[str, frozenset[str]]:
    """The same groups as sets, for asking whether a word is in one; read once, since several finders share a file."""
    return {group: frozenset(words) for group, words in read_groups(name).items()}


def read_table(name: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The rows of words/NAME.txt: cells parted by bars, words in a cell by commas."""
    return tuple(tuple(_items(cell, ",") for cell in line.split("|")) for line in _lines(name))


def read_rules(name: str) -> tuple[dict[str, str], Rules]:
    """The parts and rules of words/NAME.txt: "PART = pattern" and "reading: pattern", a line each, in order; "{PART}"
    stands for a part above. Raises ValueError for a line that is neither."""
    parts: dict[str, str] = {}
    rules = []
    for line in _lines(name):
        match = RULE.fullmatch(line)
        if not match:
            raise ValueError(f"{name}: {line} is neither a part nor a rule")
        whole = PART.sub(lambda part: parts[part[1]], match["of"] or match["pattern"])
        if match["part"]:
            parts[match["part"]] = whole
        else:
            rules.append((match["reading"], whole))
    return parts, tuple(rules)


def _lines(name: str) -> list[str]:
    """The lines that are neither empty nor a remark, which begins with "#"."""
    lines = (files("muniment.understand") / "words" / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _items(text: str, separator: str | None) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(separator) if item.strip())
