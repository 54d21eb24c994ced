"""What an editor adds to a report: what rules did not find, values of its fields, and words to hold back."""

from collections.abc import Sequence
from functools import partial

from muniment.cards import Card, Line, Piece, line
from muniment.link.decided import Pairs, Wrong, finding_of, values_of
from muniment.model import Decision, FieldKind, FindingKind, Redaction
from muniment.render.report_review import ABOUT
from muniment.review.cards import passage
from muniment.review.forms import Form, ask_for_place, named
from muniment.review.matters import PROMINENCE, Matter
from muniment.review.session import Session
from muniment.review.talk import told_of
from muniment.review.writing import decided, overlapped, without_words

FINDINGS: tuple[FindingKind, ...] = ("mention", "date", "quote", "claim", "attribution")
BEGINNINGS: dict[FindingKind, Pairs] = {"date": (("type", "DATE"),), "attribution": (("kind", "citing"),)}
HELD = "Hold words back: readers see a block in their place, with your reason, and the file has their place alone."


def add(session: Session) -> tuple[Decision, ...]:
    """What rules did not find, asked for and written; nothing where the editor leaves it."""
    head = [*session.head(), line(Piece("Add what was not found", "strong")), line()]
    fields: list[FieldKind] = [about for about in PROMINENCE if about not in FINDINGS]  # type: ignore[misc]
    kinds: list[FindingKind | FieldKind] = [*FINDINGS, *fields]
    chosen = session.talk.choose(head, [line(ABOUT[about]) for about in kinds])
    if chosen is None:
        return ()
    head[-2] = line(Piece(f"Add {ABOUT[kinds[chosen]]}", "strong"))
    if chosen >= len(FINDINGS):
        return _add_field(session, fields[chosen - len(FINDINGS)], head)
    places = ask_for_place(session.talk, session.case, head, "words of the report", all_at_once="all of these places")
    return _add_findings(session, FINDINGS[chosen], places, head) if places else ()


def _add_field(session: Session, about: FieldKind, head: list[Line]) -> tuple[Decision, ...]:
    form = Form(session, about, head, ())
    form.ask("value")
    session.message = form.message
    if not form.says:
        return ()
    try:
        return _written(session, decided(Matter(about=about), "add", session.case, (), session.note, form.says))
    except Wrong as wrong:
        session.message = told_of(wrong)
        return ()


def _add_findings(
    session: Session, about: FindingKind, places: list[tuple[int, int]], head: list[Line]
) -> tuple[Decision, ...]:
    """The same values at each of these places."""
    known = [one for place in places for one in overlapped(about, *place, session.case)]
    told = [line(Piece(f"Suggested here: {one.surface}", "warning")) for one in known[:3]]
    says = values_of(known[0]) if known else BEGINNINGS.get(about, ())
    if (
        about == "mention"
        and not known
        and (listed := named(session.case.text[slice(*places[0])], session.case.authorities))
    ):
        says = (("entity", listed.id),)
    form = Form(session, about, [*head, *told], says)
    place: tuple[int, int] | None = places[0]
    while filled := form.fill(place, can_move=len(places) == 1):
        says, place = filled
        chosen = [place] if place and len(places) == 1 else places
        try:
            return _written(session, [_added(session, about, one, says) for one in chosen])
        except Wrong as wrong:
            form.message = told_of(wrong)
    return ()


def _added(session: Session, about: FindingKind, place: tuple[int, int], says: Pairs) -> Decision:
    case, (start, end) = session.case, place
    made = finding_of(about, None, (start, end, case.text[start:end]), says, case.names, set())
    (decision,) = decided(Matter(about=about, findings=(made,)), "add", case, session.redactions, session.note)
    return decision


def _written(session: Session, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    if not session.has_done(lambda: session.disk.append(decisions, session.by, session.on)):
        return ()
    session.note = ""
    return tuple(decisions)


def hold_back(session: Session) -> bool:
    """Ask for words that readers must not see, and why; gives whether anything was held back. What was decided on them
    goes, and what quotes them around other words is cut."""
    talk, case = session.talk, session.case
    head = [*session.head(), line(Piece(HELD, "strong"), hang=0), line()]
    places = ask_for_place(talk, case, head, "words to hold back", all_at_once="all of these places")
    if not places:
        return False
    shown = [passage(case, start, end, 300) for start, end in places[:6]]
    reason = talk.line(Card((*head, *shown, line())), "the reason, which readers see")
    count = f"{len(places)} places" if len(places) > 1 else "one place"
    if not reason or not talk.agrees([*head, *shown], f"Hold back the words in {count}?"):
        return False
    done = [session.has_done(partial(_hold, session, held)) for held in _redactions(session, places, reason)]
    _tell_of_words_left(session, [case.text[start:end] for start, end in places])
    return any(done)


def _redactions(session: Session, places: list[tuple[int, int]], reason: str) -> list[Redaction]:
    return [Redaction(start=start, end=end, reason=reason, date=session.on) for start, end in places]


def _hold(session: Session, held: Redaction) -> None:
    """First the words, so that nothing which quotes them is all that is left where this is cut off."""
    session.disk.redact(held, session.by, session.on)
    cut_quotes(session, held)


def cut_quotes(session: Session, held: Redaction) -> None:
    """Take out of the decisions what quotes words that are held back. Raises ArchiveError."""
    instead = dict(without_words(session.decisions, held, session.case.text))
    if instead:
        session.disk.replace(instead, [one for one in instead.values() if one], session.by, session.on)


def _tell_of_words_left(session: Session, held: Sequence[str]) -> None:
    """Warn of notes and values in which somebody wrote the words themselves."""
    review = session.disk.review
    if review is None:
        return
    written = [review.note, *(one.note for one in review.decisions)]
    written += [value for one in review.decisions for _, value in one.values]
    written += [revision.reason for revision in review.revisions] + [one.reason for one in review.redactions]
    if any(words.casefold() in one.casefold() for words in held for one in written):
        told = "The same words still stand in a note or value of the review's file: take them out with the key e."
        session.message = "\n".join(filter(None, (session.message, told)))
