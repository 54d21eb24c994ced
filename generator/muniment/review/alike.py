"""Many matters of one kind, of which an editor accepts all, or all but some."""

import re
from collections.abc import Sequence

from muniment.cards import Card, Line, Piece, folded, line
from muniment.keystrokes import ENTER, ESCAPE
from muniment.link.decided import in_words, values_of
from muniment.render.report_review import ABOUT
from muniment.render.words import cut
from muniment.review.matters import Matter
from muniment.review.session import Session

MOST_LISTED = 20
KEYS = (("y", "yes"), ("o", "all but some"), ("n", "no"))
ASK_WHICH = "The numbers of those to leave out, such as 2 5 7: they are asked about one by one."


def choose_alike(session: Session, alike: Sequence[Matter]) -> list[Matter]:
    """Those that the editor agrees to accept at once; none where they are to be asked about one by one. One that is not
    listed, since there are too many, cannot be left out."""
    kept, told = list(alike), list[Line]()
    while True:
        listed = [
            line(Piece(f"  {number} ", "key"), _in_short(one), hang=5)
            for number, one in enumerate(alike[:MOST_LISTED], 1)
            if one in kept
        ]
        left = len(alike) - MOST_LISTED
        more = [line(Piece(f"  and {left:,} more", "faint"))] if left > 0 else []
        head = [*session.head(), *listed, *more]
        pieces = [piece for key, word in KEYS for piece in (Piece(key, "key"), f" {word}   ")]
        foot = (line(), *told, line(f"Accept all {len(kept):,} of these?  ", *pieces))
        key = session.talk.key(Card(tuple(head), foot), (*(key for key, _ in KEYS), "q", ESCAPE, ENTER))
        if key != "o":
            return kept if key == "y" else []
        answer = session.talk.line(Card((*head, line(), line(ASK_WHICH))), "leave out") or ""
        numbers = {int(one) for one in re.findall(r"[0-9]{1,4}", answer)}
        unknown = sorted(one for one in numbers if not 1 <= one <= min(len(alike), MOST_LISTED))
        told = [line(Piece(f"There is no {', '.join(map(str, unknown))} in the list.", "warning"))] if unknown else []
        kept = [one for number, one in enumerate(alike, 1) if number not in numbers]
        if not kept:
            return []


def _in_short(matter: Matter) -> str:
    """A matter among others, in a line."""
    if matter.value:
        return f"{ABOUT[matter.about]}: {folded(matter.value.value)}"
    first, times = matter.findings[0], len(matter.findings)
    return folded(f"{cut(first.surface, 60)}{f', {times} times' if times > 1 else ''}: {in_words(values_of(first))}")
