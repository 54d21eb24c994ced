"""Which body is meant by "the ministry": the one of which the text has told so far, when it tells of no other one."""

import re
from bisect import bisect_left

from muniment.model import Mention
from muniment.understand.named_line import NamedLine, telling_ends
from muniment.understand.speaking import Voice
from muniment.understand.vocabulary import read_groups

HEADS = frozenset(read_groups("passing")["bodies meant again"])
TAG = re.compile(r",?(?P<the>h)[^.,;:z\"POLVt]a{0,3}[Vt]")  # …,” the ministry said
LONGEST_TELLING = 12  # words: in a statement on Friday
FARTHEST = 120  # words since it was named

Bodies = dict[str, list[tuple[int, Mention]]]
# The bodies of the text that is read now, by a word of their name that no other one has.
_latest: list[tuple[NamedLine, Bodies]] = []


def body_after(line: NamedLine, first: int) -> Voice | None:
    """The body that speaks right after the word `first`, where a quotation ends: “…,” the ministry said."""
    words, match = line.reading.words, TAG.match(line.signs, first)
    if match is None or words[match.start("the")] != "the":
        return None
    after = telling_ends(line, match.end(), min(len(words), match.end() + LONGEST_TELLING))
    is_over = line.signs[after : after + 1] in ("", ".", ",", ":", ";", "z")
    named = _bodies_in(line).get(words[match.start("the") + 1], ()) if is_over else ()
    before = bisect_left(named, first, key=lambda one: one[0])
    if not before:
        return None
    index, mention = named[before - 1]
    return Voice(mention, index) if first - index <= FARTHEST else None


def _bodies_in(line: NamedLine) -> Bodies:
    if not _latest or _latest[0][0] is not line:
        bodies: Bodies = {}
        for index, mention in sorted(line.mentions.items()):
            heads = HEADS.intersection(mention.name.lower().split()) if mention.kind == "organization" else ()
            for head in heads:
                bodies.setdefault(head, []).append((index, mention))
        _latest[:] = [(line, {head: named for head, named in bodies.items() if _is_one(named)})]
    return _latest[0][1]


def _is_one(named: list[tuple[int, Mention]]) -> bool:
    return len({mention.entity or mention.name for _, mention in named}) == 1
