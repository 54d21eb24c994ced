"""Claims whose id another one had, as long as words before them were not hidden.

A claim's id tells which place of its words it is, of those in the text that is published. To number the places in the
whole text would tell, by the id, that hidden words are the same.
"""

from collections.abc import Iterable

from muniment.ids import places_of
from muniment.model import Claim
from muniment.read.redaction import Moves


def displaced(claims: Iterable[Claim], whole: str, moves: Moves) -> tuple[str, ...]:
    """The ids of those before which the same words stand in a whole text, and are hidden there, in part at least."""
    claims = tuple(claims)
    first: dict[str, int] = {}  # where the block stands, for each of these words
    for start, words in places_of({one.surface for one in claims}, whole):
        if words not in first and moves.cut_in(start, start + len(words)):
            first[words] = moves.place(start, start + len(words))[0]
    return tuple(one.id for one in claims if one.surface in first and first[one.surface] <= one.start)
