"""Looking once more at what a stale review redacts: a redaction is told by its place alone, and the file is another."""

from muniment.cards import Card, Piece, line
from muniment.model import Redaction, changed
from muniment.review.additions import cut_quotes
from muniment.review.cards import passage
from muniment.review.forms import ask_for_place
from muniment.review.session import Session
from muniment.review.talk import Ended

ASK = "Words were held back at this place of another state of the file. Are these the words?"
BEYOND = "Words were held back at a place that the text as it is now does not have: {:,} to {:,}."
NO_MORE = "Hold nothing back in their place? Readers will see these words, if the review is of the new state."
KEYS = (
    ("a", "these are the words"), ("c", "they are others"), ("d", "hold back no more"), ("s", "later"), ("q", "leave"),
)  # fmt: skip


def look_at_blocks(session: Session) -> bool:
    """Go through all that is redacted; gives whether nothing was put off."""
    waiting, is_all = list(session.redactions), True
    while waiting:
        held = waiting[0]
        if session.was_renewed():
            waiting = [one for one in waiting if _at(one) in set(map(_at, session.redactions))]
            continue
        match _asked(session, held, len(waiting)):
            case "a":
                waiting.pop(0)
            case "s":
                is_all = False
                waiting.pop(0)
            case "c":
                if _was_moved(session, held):
                    waiting.pop(0)
            case "d":
                if session.talk.agrees(session.head(), NO_MORE) and session.has_done(
                    lambda: session.disk.move(held, (), session.by, session.on)  # noqa: B023
                ):
                    waiting.pop(0)
            case "q":
                raise Ended
    return is_all


def _asked(session: Session, held: Redaction, left: int) -> str:
    is_there = held.end <= len(session.case.text)
    words = ASK if is_there else BEYOND.format(held.start, held.end)
    keys = [one for one in KEYS if is_there or one[0] != "a"]
    head = [*session.head(), line(Piece(words, "warning")), line(Piece(f"{left:,} left", "faint")), line()]
    shown = [passage(session.case, held.start, held.end, session.talk.voice.room())] if is_there else []
    reason = line(Piece("reason  ", "label"), held.reason, hang=8)
    card = Card((*head, *shown, line(), reason), (line(), *session.foot(keys)))
    return session.talk.key(card, [key for key, _ in keys])


def _was_moved(session: Session, held: Redaction) -> bool:
    """Whether other words are held back instead."""
    places = ask_for_place(
        session.talk, session.case, session.head(), "the words to hold back", all_at_once="all of these places"
    )
    new = [changed(held, start=start, end=end, line=0, column=0) for start, end in places or ()]
    if not new or not session.has_done(lambda: session.disk.move(held, new, session.by, session.on)):
        return False
    for one in new:
        session.has_done(lambda one=one: cut_quotes(session, one))  # type: ignore[misc]
    return True


def _at(one: Redaction) -> tuple[int, int]:
    return one.start, one.end
