"""What earlier decisions and suggestions tell of words that are hidden from readers."""

from muniment.review.cards import quoting_lines
from muniment.review.matters import open_matters
from muniment.review.session import Session
from muniment.review.writing import without_hidden

PASSED = "Of what is suggested {:,} would tell what is hidden from readers: that is not asked about."
QUOTING = "{:,} of the decisions quote or name what is hidden, and this file may be public. Take that out of them?"
QUOTING_ONE = "This decision quotes or names what is hidden, and this file may be public. Take that out of it?"


def tell_passed_over(session: Session) -> None:
    """Have it said under the next card that some is not asked about."""
    report = session.report()
    if passed := len(open_matters(report)) - len(open_matters(report, session.hidden)):
        session.message = "\n".join(filter(None, (session.message, PASSED.format(passed))))


def take_out_hidden(session: Session) -> bool:
    """Show the decisions that tell what is hidden, if any; gives whether the editor agreed to take that out of them."""
    instead = dict(without_hidden(session.decisions, session.hidden, session.case.text))
    if not instead:
        return False
    question = QUOTING.format(len(instead)) if len(instead) > 1 else QUOTING_ONE
    head = [*session.head(), *quoting_lines(instead, session.case)]
    return session.talk.agrees(head, question) and session.has_done(lambda: cut_quotes(session))


def cut_quotes(session: Session) -> None:
    """Take out of the decisions what tells anything that is hidden. Raises ArchiveError."""
    instead = dict(without_hidden(session.decisions, session.hidden, session.case.text))
    if instead:
        session.disk.replace(instead, [one for one in instead.values() if one], session.by, session.on)
