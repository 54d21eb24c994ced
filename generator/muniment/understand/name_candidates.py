"""Words that may be a name, and which of those that overlap are kept."""

from collections.abc import Iterable

from muniment.model import EntityKind, Record


class Candidate(Record, frozen=True):
    """The words from `first` up to, without, `last` may be a name; `order` is its rule's rank."""

    first: int
    last: int
    kind: EntityKind
    rule: str
    order: int
    name: str = ""  # when it is not just these words
    entity: str = ""


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The longest first, of two as long the better rule's; in text order."""
    chosen: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda one: (one.first - one.last, one.order, one.first)):
        span = range(candidate.first, candidate.last)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(candidate)
    return sorted(chosen, key=lambda one: one.first)
