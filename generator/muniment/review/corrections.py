"""What an editor says instead of what was suggested: other values, or other words of the report."""

from muniment.cards import Piece, line
from muniment.link.decided import Wrong, values_of
from muniment.model import Decision
from muniment.render.report_review import ABOUT
from muniment.review.forms import Form
from muniment.review.matters import Matter
from muniment.review.session import Session
from muniment.review.talk import told_of
from muniment.review.writing import decided

Place = tuple[int, int]


def correct(session: Session, matter: Matter) -> tuple[Decision, ...]:
    """What is asked for and written; nothing where the editor leaves it as it was."""
    head = [*session.head(), line(Piece(f"Correct {ABOUT[matter.about]}", "strong")), line()]
    if matter.findings:
        return _correct_findings(session, matter, Form(session, matter.about, head, _says(matter), matter.key))
    form = Form(session, matter.about, head, _says(matter), matter.key)
    form.ask("value")
    made = _made(session, matter, form, None) if form.changes() else ()
    session.message = session.message or form.message
    return made


def _says(matter: Matter) -> tuple[tuple[str, str], ...]:
    if matter.findings:
        return values_of(matter.findings[0])
    return (("value", matter.value.value),) if matter.value else ()


def _correct_findings(session: Session, matter: Matter, form: Form) -> tuple[Decision, ...]:
    first, is_one = matter.findings[0], len(matter.findings) == 1
    place: Place | None = form.place or (first.start, first.end)
    while filled := form.fill(place, can_move=is_one):
        place = filled[1]
        if not form.changes() and place == (first.start, first.end):
            session.message = "Nothing was changed: a accepts it as it is."
            return ()
        if made := _made(session, matter, form, place if is_one else None):
            return made
    return ()


def _made(session: Session, matter: Matter, form: Form, place: Place | None) -> tuple[Decision, ...]:
    """The decisions, written; nothing where they cannot be, which the form then tells."""
    if place and not any(one.start < place[1] and place[0] < one.end for one in matter.findings):
        form.message = "These words lie elsewhere: reject this, and add that."
        return ()
    try:
        made = decided(matter, "correct", session.case, session.hidden, session.note, form.changes(), place)
    except Wrong as wrong:
        form.message = told_of(wrong)
        return ()
    if session.wrote(made):
        return made
    form.message, session.message = session.message, ""
    return ()
