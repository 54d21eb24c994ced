"""Looking once more at what was decided: of a stale review at all of it, before it is said to be of the new state."""

from muniment.cards import Piece, line
from muniment.link.anchors import Astray, anchored
from muniment.link.decided import FIELDS, Wrong, finding_of
from muniment.model import Decision, Verb
from muniment.problems import Problem
from muniment.review.cards import AGAIN_HELP, AGAIN_KEYS, decided_card, help_card
from muniment.review.disk import bare
from muniment.review.forms import Form
from muniment.review.matters import Matter
from muniment.review.places import ask_for_place
from muniment.review.session import Session
from muniment.review.talk import Left, told_of
from muniment.review.trial import faults_of
from muniment.review.writing import decided

STALE = "The file is another one than this review was made on. Is what was decided still so?"
WRONG = "It cannot be kept as it is, since a build refuses it: correct it, or drop it."
STANDS = "asked since the file is another; the words stand as they did, between the same words"
STANDS_ELSEWHERE = "asked since the words around it are others by now"
GONE = "asked since its words stand there no more"
OF_THE_WHOLE = "asked since the file is another; it is of the report as a whole"


def look_again(session: Session) -> bool:
    """Go through all that was decided, most of which can be kept with one key; gives whether nothing was put off.
    Raises Left, and Ended."""
    waiting, decisions = list(session.decisions), tuple[Decision, ...]()
    later, faults = list[Decision](), dict[Decision, Problem]()
    while waiting:
        decision = waiting[0]
        if session.was_renewed():
            still = {bare(one) for one in session.decisions}
            waiting = [one for one in waiting if bare(one) in still]
            continue
        if session.decisions != decisions:
            decisions = session.decisions
            faults = {bare(one): fault for one, fault in faults_of(session.case, (), decisions).items()}
        match _asked(session, decision, len(waiting), faults.get(bare(decision))):
            case "a":
                waiting.pop(0)
            case "A":
                waiting = [one for one in waiting if bare(one) in faults or not stands(one, session.case.text)]
            case "s":
                later.append(waiting.pop(0))
            case "d":
                if session.has_done(lambda: session.disk.replace([decision], (), session.by, session.on)):  # noqa: B023
                    waiting.pop(0)
            case "c":
                if _was_corrected(session, decision):
                    waiting.pop(0)
            case "e":
                session.edit_by_hand()
            case "?":
                session.talk.pause(help_card(AGAIN_HELP))
            case "q":
                raise Left
    return not later


def _asked(session: Session, decision: Decision, left: int, fault: Problem | None) -> str:
    told = [line(Piece(STALE, "warning")), line()] if session.is_stale else []
    if fault:
        is_there = decision.selector is None or _why(decision, session.case.text) != GONE
        reason = [line(Piece(told_of(fault), "warning"), hang=2)] if is_there else []  # else its words tell it
        told += [*reason, line(Piece(WRONG, "warning")), line()]
    keys = [one for one in AGAIN_KEYS if not (fault and one[0] == "a")]
    head = [*session.head(f"{left:,} of {len(session.decisions):,} decisions to look at"), *told]
    why = _why(decision, session.case.text) if session.is_stale else ""
    card = decided_card(decision, session.case, head, session.talk.voice.room(), session.foot(keys), why)
    return session.talk.key(card, [key for key, _ in keys])


def _why(decision: Decision, text: str) -> str:
    """Why a stale review asks about a decision again."""
    if decision.selector is None:
        return OF_THE_WHOLE
    if stands(decision, text):
        return STANDS
    try:
        anchored(decision.selector, text)
    except Astray:
        return GONE
    return STANDS_ELSEWHERE


def stands(decision: Decision, text: str) -> bool:
    """Whether the words of a decision still stand between the same words."""
    selector = decision.selector
    if selector is None:
        return True
    try:
        start, end = anchored(selector, text)
    except Astray:
        return False
    return text.endswith(selector.prefix, 0, start) and text.startswith(selector.suffix, end)


def _was_corrected(session: Session, decision: Decision) -> bool:
    """Whether something else was decided in its place."""
    place = _place_now(session, decision) if decision.selector else None
    if decision.selector and place is None:
        return False
    form = Form(session, decision.about, session.head(), decision.values)
    if place is None:
        form.ask("value")
        return bool(form.says) and _was_replaced(session, decision, form, None)
    while filled := form.fill(place, can_move=True):
        if _was_replaced(session, decision, form, filled[1] or place):
            return True
        form.message, session.message = session.message, ""
    return False


def _place_now(session: Session, decision: Decision) -> tuple[int, int] | None:
    """Where the words of a decision stand; where they stand no more, those that the editor names instead."""
    assert decision.selector
    try:
        return anchored(decision.selector, session.case.text)
    except Astray:
        places = ask_for_place(
            session.talk,
            session.case,
            session.head(),
            "the words that it is about now",
            words=decision.selector.exact,
            is_whole=True,
        )
        return places[0] if places else None


def _was_replaced(session: Session, decision: Decision, form: Form, place: tuple[int, int] | None) -> bool:
    case, about = session.case, decision.about
    verb: Verb = "add" if decision.verb == "add" else "correct"
    try:
        matter = Matter(about=about)
        if place:
            ones = getattr(case.report.findings, FIELDS[about])  # type: ignore[index]
            base = next((one for one in ones if (one.start, one.end) == place), None)
            made = finding_of(about, base, place, form.says, case.names, case.text)  # type: ignore[arg-type]
            matter = Matter(about=about, findings=(made,))
        (new,) = decided(matter, verb, case, session.hidden, session.note or decision.note, form.says)
    except Wrong as wrong:
        session.message = told_of(wrong)
        return False
    if session.wrote([new], [decision]):
        session.note = ""
        return True
    return False
