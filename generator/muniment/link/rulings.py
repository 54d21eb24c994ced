"""Decisions on passages of one text, and which of them contradict each other: that hangs on no order.

- A rejection and what holds contradict each other where they share words, and are of one kind.
- So do two that hold; but of two on the very same words of which one does not say all that it has to, the one that says
  more is enough. Attributions lie within each other: those of two kinds may share words.
- Two rejections never do.
"""

from muniment.model import FindingKind, Record

KEEP_ONE = "keep one of them; where a finding has other words than were found, correct it, with these words"
Pairs = tuple[tuple[str, str], ...]


class Ruling(Record, frozen=True):
    """What is decided on the words at [start:end]: that there is nothing of a kind (empty is any), or that there is,
    and what, by the values that the decision itself has; `says` is all that it is then. It `is_unsaid` where the
    decision does not say what it has to. `number` is that of the finding that was made of it."""

    about: FindingKind
    start: int
    end: int
    surface: str
    kind: str = ""
    values: Pairs = ()
    is_unsaid: bool = False
    is_rejected: bool = False
    number: int = -1
    says: Pairs = ()


def contradicts(one: Ruling, other: Ruling) -> bool:
    """Whether one of two on words that they share cannot stand."""
    if one.is_rejected and other.is_rejected:
        return False
    is_of_two = one.kind != other.kind and "" not in (one.kind, other.kind)
    if is_of_two and (one.is_rejected or other.is_rejected or one.about == "attribution"):
        return False
    return not (is_enough(one, other) or is_enough(other, one))


def is_enough(one: Ruling, other: Ruling) -> bool:
    """Whether the other says nothing that the first does not, which says all, or as little."""
    if one.is_rejected or other.is_rejected or (one.start, one.end) != (other.start, other.end):
        return False
    return other.is_unsaid and set(other.values) <= {*one.values, *one.says}


def told_against(one: Ruling, other: Ruling) -> str:
    """What to tell of the other, which comes second."""
    if not one.is_rejected:
        return f"another decision says what '{one.surface}' is, and this one shares words with it"
    if (one.start, one.end) == (other.start, other.end):
        return f"another decision says that there is no {one.about} here, and that one stands"
    return f"another decision says that there is no {one.about} in '{one.surface}', and this one shares words with it"
