"""How well the rules find, on texts in which people have marked all that there is to find.

*Strict* is what has the span and the type of something marked, as CoNLL-2003 counts names; *overlapping* is what
shares a character with something marked of its type, as TempEval-3 counts time expressions when it is "relaxed";
each marked thing answers for one finding. *Precision* is the share of what was found that is right, *recall* the
share of what is marked that was found, and *F* their harmonic mean. What a finding says, such as the value of a
date, is right when the finding overlaps and says what is marked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from muniment.counts import count_in_words
from muniment.gold import KINDS, Gold
from muniment.model import Document, Evidence, Record, Value
from muniment.sentences import sentences_of
from muniment.understand.findings import find_all

CONTEXT = 160  # code points of a sentence that are shown around an error
NAMELESS = Evidence(path="", sha256="", bytes=0, name="")


class Share(Record, frozen=True):
    """So many right, of so many found and so many marked."""

    right: int = 0
    found: int = 0
    marked: int = 0

    @property
    def precision(self) -> float | None:
        """None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """None where nothing is marked."""
        return self.right / self.marked if self.marked else None

    @property
    def f(self) -> float | None:
        """F1."""
        return 2 * self.right / (self.found + self.marked) if self.found + self.marked else None

    def with_more(self, other: "Share") -> "Share":
        """Both together."""
        return Share(self.right + other.right, self.found + other.found, self.marked + other.marked)


class Fault(Record, frozen=True):
    """A finding that differs from what is marked: what it is called ("missed", "invented", ...), its kind, what is
    marked and what was found, in words, and its sentence."""

    text: str
    kind: str
    fault: str
    marked: str
    found: str
    sentence: tuple[str, str, str]  # before, the words, after


class Score(Record, frozen=True):
    """The shares of all that was measured, by kind and measure ("strict", "overlap", or what a finding says), and
    every fault."""

    shares: Mapping[tuple[str, str], Share]
    faults: tuple[Fault, ...]


# What findings of each kind say, by the name that it has in gold.
SAYS: dict[str, dict[str, Callable[[Any], str]]] = {
    "mentions": {"name": lambda one: one.name},
    "dates": {"value": lambda one: one.value, "edtf": lambda one: one.edtf or ""},
    "quotes": {"speaker": lambda one: one.speaker.name if one.speaker else ""},
    "claims": {
        "count": lambda one: count_in_words(one.op, one.low, one.high),
        "what": lambda one: one.what,
        "where": lambda one: one.where,
        "speaker": lambda one: one.speaker,
    },
    "attributions": {"name": lambda one: one.source or one.name, "of": lambda one: one.of},
}


def evaluate(
    texts: Sequence[Gold], progress: Callable[[str, int, int], None] = lambda stage, done, total: None
) -> Score:
    """How well the rules find in these texts, without any editors' names."""
    shares: dict[tuple[str, str], Share] = {}
    faults: list[Fault] = []
    for done, gold in enumerate(texts):
        progress("evaluate", done, len(texts))
        found = find_all(document_of(gold), ())
        for kind in KINDS:
            marked = getattr(gold.findings, kind)
            if marked is not None:
                judge(gold, kind, marked, getattr(found, kind), shares, faults)
    return Score(shares, tuple(faults))


def document_of(gold: Gold) -> Document:
    """The report that the text is."""
    return Document(
        id=gold.id,
        form=gold.form,
        text=gold.text,
        text_sha256="",
        derivation="",
        evidence=NAMELESS,
        published=Value(gold.date) if gold.date else None,
        language=Value(gold.language) if gold.language else None,
    )


def judge(
    gold: Gold,
    kind: str,
    marked: Sequence[Any],
    found: Sequence[Any],
    shares: dict[tuple[str, str], Share],
    faults: list[Fault],
) -> None:
    """Hold what was found of one kind in one text against what is marked: adds to the shares and faults."""

    def add(measure: str, right: int, of_found: int, of_marked: int) -> None:
        known = shares.get((kind, measure), Share())
        shares[kind, measure] = known.with_more(Share(right, of_found, of_marked))

    pairs = matched(marked, found)
    exact = [(one, other) for one, other in pairs if is_exact(one, other)]
    add("strict", len(exact), len(found), len(marked))
    add("overlap", len(pairs), len(found), len(marked))
    is_told = all(label_of(one) for one in marked)
    for label in sorted({label_of(one) for one in (*marked, *found)} - {""}) if is_told else ():
        right = sum(label_of(one) == label for one, _ in exact)
        add(label, right, *(sum(label_of(one) == label for one in some) for some in (found, marked)))
    partners = {id(other): one for one, other in pairs}
    for name, say in SAYS[kind].items():
        if all(getattr(one, name) is None for one in marked):
            continue
        right = sum(bool(getattr(one, name)) and says_same(getattr(one, name), say(other)) for one, other in pairs)
        asked = (other for other in found if say(other) and _is_marked(partners.get(id(other)), name))
        add(name, right, sum(1 for _ in asked), sum(bool(getattr(one, name)) for one in marked))
    faults.extend(_faults(gold, kind, marked, found, pairs))


def matched(marked: Iterable[Any], found: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each marked thing with the finding that it answers for, if there is one: the very same, or else the first that
    overlaps, in the order of the text."""
    of_span = defaultdict[tuple[int, int], list[Any]](list)
    for other in found:
        of_span[_span(other)].append(other)
    pairs, others = [], []
    for one in sorted(marked, key=_span):
        same = next((other for other in of_span.get(_span(one), ()) if is_exact(one, other)), None)
        if same is None:
            others.append(one)
        else:
            of_span[_span(one)].remove(same)
            pairs.append((one, same))
    left = [other for some in of_span.values() for other in some]
    return sorted([*pairs, *overlapping(others, left, has_label_of)], key=lambda pair: _span(pair[0]))


def overlapping(
    ones: Iterable[Any], others: Iterable[Any], may: Callable[[Any, Any], bool] = lambda one, other: True
) -> Iterator[tuple[Any, Any]]:
    """Each with the first of the others that shares a character with it and may, in the order of the text; every one
    once. Looks only at what overlaps."""
    left, floor = [(other, _span(other)) for other in sorted(others, key=_span)], 0
    taken = set[int]()
    for one in sorted(ones, key=_span):
        while floor < len(left) and (floor in taken or left[floor][1][1] <= one.start):
            floor += 1
        place = floor
        while place < len(left) and left[place][1][0] < one.end:
            other = left[place][0]
            if place not in taken and overlaps(one, other) and may(one, other):
                taken.add(place)
                yield one, other
                break
            place += 1


def is_exact(one: Any, other: Any) -> bool:
    """Whether a finding has the span and type of what is marked."""
    return _span(one) == _span(other) and has_label_of(one, other) and has_type_of(one, other)


def overlaps(one: Any, other: Any) -> bool:
    """Whether two share a character."""
    return bool(one.start < other.end and other.start < one.end)


def label_of(one: Any) -> str:
    """What kind of name, or of passing on, it is."""
    return getattr(one, "kind", "")


def has_label_of(one: Any, other: Any) -> bool:
    """Whether both are of one kind, as far as one is marked."""
    return label_of(one) in ("", label_of(other))


def has_type_of(one: Any, other: Any) -> bool:
    """Whether a time expression has the type that is marked, if one is."""
    return getattr(one, "type", "") in ("", getattr(other, "type", ""))


def says_same(marked: str, found: str) -> bool:
    """Whether the words are the same but for white space."""
    return marked.split() == found.split()


def _is_marked(one: Any, name: str) -> bool:
    """Whether a finding is to be judged by what it says: one that answers to nothing is, and is wrong."""
    return one is None or getattr(one, name) is not None


def _span(one: Any) -> tuple[int, int]:
    return one.start, one.end


def _faults(
    gold: Gold, kind: str, marked: Sequence[Any], found: Sequence[Any], pairs: Sequence[tuple[Any, Any]]
) -> Iterator[Fault]:
    """What differs, in the order of the text."""
    met = {id(one) for pair in pairs for one in pair}
    missed = [one for one in marked if id(one) not in met]
    invented = [one for one in found if id(one) not in met]
    told: list[tuple[Any, Fault]] = []

    def tell(fault: str, at: Any, of_marked: str, of_found: str) -> None:
        told.append((at, Fault(gold.id, kind, fault, of_marked, of_found, _sentence(gold.text, at))))

    for one, other in overlapping(missed, invented):
        met |= {id(one), id(other)}
        tell("of another type", one, _named(gold.text, one), _named(gold.text, other))
    for one in missed:
        if id(one) not in met:
            tell("missed", one, _named(gold.text, one), "")
    for one in invented:
        if id(one) not in met:
            tell("invented", one, "", _named(gold.text, one))
    for one, other in pairs:
        if not is_exact(one, other):
            tell("other bounds", one, _named(gold.text, one), _named(gold.text, other))
        for name, say in SAYS[kind].items():
            value = getattr(one, name)
            if value is not None and not says_same(value, say(other)):
                tell(f"another {name}", one, value or "nothing", say(other) or "nothing")
    return (fault for _, fault in sorted(told, key=lambda pair: _span(pair[0])))


def _named(text: str, one: Any) -> str:
    label = label_of(one) or getattr(one, "type", "")
    words = " ".join(text[one.start : one.end].split())
    return f"“{words}” ({label})" if label else f"“{words}”"


def _sentence(text: str, one: Any) -> tuple[str, str, str]:
    start, end = sentences_of(text).around(one.start, one.end, longest=max(CONTEXT, one.end - one.start))
    return text[start : one.start], text[one.start : one.end], text[one.end : end]
