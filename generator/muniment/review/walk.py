"""`muniment review ID`: the editor's walk through what is suggested in a report, one key a decision.

Each decision is on the disk before the next question, so nothing that was decided is lost, however the walk ends.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from muniment.cards import Card, Piece, line
from muniment.keystrokes import LEFT
from muniment.link.decided import Wrong
from muniment.link.reviewed_fields import READ_BY
from muniment.model import Decision, Report, Verb
from muniment.review.additions import add, hold_back
from muniment.review.again import look_again
from muniment.review.alike import choose_alike
from muniment.review.blocks import look_at_blocks
from muniment.review.cards import KEYS, help_card, matter_card, opening
from muniment.review.case import Case
from muniment.review.corrections import correct
from muniment.review.hidden_words import take_out_hidden, tell_passed_over
from muniment.review.matters import Matter, count_settled, one_by_one, open_matters
from muniment.review.session import Session
from muniment.review.talk import Ended, Left, told_of
from muniment.review.trial import faults_of
from muniment.review.writing import decided

MORE = 4  # times as much of the text
ENDING = (
    ("+", "add"), ("n", "note"), ("x", "hold back"), ("w", "look at what was decided"), ("b", "back"), ("e", "by hand"),
    ("q", "leave"),
)  # fmt: skip
STILL_STALE = "The review stays stale until all that was decided before was looked at: w does that."
STALE_WITH_NOTHING = "The review stays stale until you say that it is one of the file as it is now: w asks."
NOTE_DROPPED = "The note was not kept: it was for what you left."
ASK_COMPLETE = "Have you looked at all of the report, also for what rules did not find? Then the review is complete."
ASK_NEW_STATE = "All that was decided was looked at. Is the review one of the new state from now on?"
ASK_WITH_NOTHING = "The file is another one by now, and nothing is decided on it. Is the review one of the new state?"


@dataclass
class Step:
    """What `back` takes back: the matters that were asked about, and the decisions that were written."""

    matters: Sequence[Matter]
    decisions: tuple[Decision, ...] = ()


def walk(session: Session) -> None:
    """Go through all that is open, until the editor leaves or nobody answers any more."""
    try:
        Walk(session).go()
    except (Ended, Left, KeyboardInterrupt):
        return


class Walk:
    """What is still to be asked about, from the first on; what was put off; and what was done, to take it back."""

    def __init__(self, session: Session):
        self.session, self.disk = session, session.disk
        self.waiting: list[Matter] = []
        self.later: list[Matter] = []
        self.steps: list[Step] = []
        self.is_wide = False
        self.is_over = False

    def go(self) -> None:
        """From the first card to the last."""
        report = self._load()
        told = [*self.session.held, *self.session.problems]
        self.session.opening = opening(self.case, report, self.disk.review, told)
        if self.session.is_stale:
            self.look_again()
        elif take_out_hidden(self.session):
            self._load()
        tell_passed_over(self.session)
        while not self.is_over:
            if self.waiting:
                self._ask()
            else:
                self._end()

    @property
    def case(self) -> Case:
        """The report as rules have it by now."""
        return self.session.case

    @property
    def matter(self) -> Matter:
        """What is asked about now."""
        return self.waiting[0]

    def accept(self) -> None:
        """It is what the report says."""
        self._decide([self.matter], "accept")

    def reject(self) -> None:
        """It is not."""
        self._decide([self.matter], "reject")

    def accept_alike(self) -> None:
        """All of its kind that are left."""
        alike = [one for one in self.waiting if one.about == self.matter.about]
        if len(alike) > 1:
            alike = choose_alike(self.session, alike)
        if alike:
            self._decide(alike, "accept")

    def correct(self) -> None:
        """Something is there, and it is another."""
        if decisions := correct(self.session, self.matter):
            self._past([self.matter], decisions)

    def put_off(self) -> None:
        """Ask later."""
        self._drop_note()
        self.later.append(self.matter)
        self._past([self.matter])

    def back(self) -> None:
        """Take the last decision away."""
        if not self.steps:
            self.session.message = "Nothing was decided before this."
            return
        step, session = self.steps[-1], self.session
        if step.decisions and not session.has_done(
            lambda: self.disk.replace(step.decisions, (), session.by, session.on)
        ):
            return
        self.steps.pop()
        self._drop_note()
        self._keep_for_another_time(step)
        keys = {one.key for one in step.matters}
        self.later = [one for one in self.later if one.key not in keys]
        self.waiting = [*step.matters, *self.waiting]
        self._read_anew(step.decisions)
        self.waiting.sort(key=lambda one: one.key not in keys)

    def one_by_one(self) -> None:
        """Each place of a name by itself."""
        self.waiting = [*one_by_one(self.matter), *self.waiting[1:]]

    def widen(self) -> None:
        """More of the text, or less again."""
        self.is_wide = not self.is_wide

    def take_note(self) -> None:
        """A note for the decision that comes next."""
        self.session.take_note(self.session.head())

    def add(self) -> None:
        """What was not found."""
        if decisions := add(self.session):
            self.steps.append(Step((), decisions))
            self._load()

    def hold_back(self) -> None:
        """Words that readers must not see."""
        if hold_back(self.session):
            self.steps.clear()  # what is held back is not let go with one key
            self._load()

    def edit_by_hand(self) -> None:
        """The review's file, in an editor."""
        self.session.edit_by_hand()
        if self.session.was_renewed():
            self.steps.clear()
            self._load()

    def show_help(self) -> None:
        """The keys."""
        self.session.talk.pause(help_card())

    def leave(self) -> None:
        """All that was decided is written."""
        self.is_over = True

    def complete(self) -> None:
        """All of the report was looked at."""
        self.session.has_done(lambda: self.disk.complete(self.session.by, self.session.on))

    def take_up(self) -> None:
        """What was put off."""
        self.waiting, self.later = self.later, []

    def look_again(self) -> None:
        """At what was decided; of a stale review, to have it be of the new state."""
        session = self.session  # first what is hidden: while its place may be another, nobody knows what quotes it
        is_settled = not session.is_stale or look_at_blocks(session)
        if is_settled:
            take_out_hidden(session)
        if look_again(session) and session.is_stale and is_settled:
            question = ASK_NEW_STATE if session.decisions or session.redactions else ASK_WITH_NOTHING
            if session.talk.agrees(session.head(), question):
                session.has_done(lambda: self.disk.renew_seed(session.by, session.on))
        self.steps.clear()
        self._load()

    def look_back(self) -> None:
        """The same, from which leaving leads back."""
        try:
            self.look_again()
        except Left:
            self.steps.clear()
            self._load()

    def _load(self) -> Report:
        """What is open by now, in the report as it is by now. What was put off stays so."""
        report = self.session.report()
        keys = {matter.key for matter in self.later}
        found = open_matters(report, self.session.hidden)
        self.waiting = [one for one in found if one.key not in keys]
        self.later = [one for one in found if one.key in keys]
        self.session.total = len(found) + count_settled(report)
        return report

    def _keep_for_another_time(self, step: Step) -> None:
        """What the editor wrote of a step that is taken back, so that the next form begins with it."""
        for one in step.decisions[:1]:
            starts = tuple(made.selector.start for made in step.decisions if made.selector)
            key = step.matters[0].key if step.matters else (one.about, starts)
            if one.verb in ("correct", "add"):
                self.session.taken[key] = one
            elif step.matters:
                self.session.note = one.note

    def _drop_note(self) -> None:
        """A note is for what is asked about, and for nothing that comes after it."""
        if self.session.note:
            self.session.note, self.session.message = "", NOTE_DROPPED

    def _count(self) -> None:
        self.session.done = max(0, self.session.total - len(self.waiting) - len(self.later))

    def _ask(self) -> None:
        self._count()
        session, matter = self.session, self.matter
        idle = {"i" if len(matter.findings) < 2 else "", "m" if not matter.has_words else ""}
        keys = [(key, word) for key, word in KEYS if key not in idle]
        room = session.talk.voice.room() * (MORE if self.is_wide else 1)
        card = matter_card(matter, self.case, session.head(), room, session.foot(keys))
        key = session.talk.key(card, {*(key for key, _ in keys), LEFT})
        if session.was_renewed():
            self._load()
            session.message = "Somebody else has changed the review; what they decided stays."
            if matter.key not in {one.key for one in self.waiting}:
                return
            self.waiting = [matter, *(one for one in self.waiting if one.key != matter.key)]
        ACTIONS[key](self)

    def _end(self) -> None:
        """Nothing is left to be asked about, but for what was put off."""
        session, review = self.session, self.disk.review
        self._count()
        words, first = "Nothing is left to decide on.", []
        if self.later:
            words, first = f"{len(self.later):,} put off until now.", [("l", "look at them")]
        elif session.is_stale:
            words = STILL_STALE if session.decisions or session.redactions else STALE_WITH_NOTHING
        elif not (review and review.is_complete):
            words, first = ASK_COMPLETE, [("y", "it is complete")]
        keys = [*first, *ENDING]
        card = Card((*session.head(), line(Piece(words, "strong"))), (line(), *session.foot(keys)))
        ACTIONS[session.talk.key(card, {*(key for key, _ in keys), LEFT})](self)

    def _decide(self, matters: Sequence[Matter], verb: Verb) -> None:
        session, made = self.session, dict[Matter, tuple[Decision, ...]]()
        for one in matters:
            try:
                made[one] = decided(one, verb, self.case, session.hidden, "" if made else session.note)
            except Wrong as wrong:
                session.message = told_of(wrong)
        faults = faults_of(self.case, session.decisions, [one for ones in made.values() for one in ones])
        done = [matter for matter, ones in made.items() if faults.keys().isdisjoint(ones)]
        decisions = tuple(one for matter in done for one in made[matter])
        if decisions and session.has_done(lambda: self.disk.append(decisions, session.by, session.on)):
            self._past(done, decisions)
        if faults:
            session.message = told_of(next(iter(faults.values())))

    def _past(self, matters: Sequence[Matter], decisions: tuple[Decision, ...] = ()) -> None:
        gone = {one.key for one in matters}
        self.waiting = [one for one in self.waiting if one.key not in gone]
        self.steps.append(Step(matters, decisions))
        self.session.note, self.is_wide = ("" if decisions else self.session.note), False
        self._read_anew(decisions)

    def _read_anew(self, decisions: Sequence[Decision]) -> None:
        """What rules find, where a decision, made or taken back, has them read the text otherwise."""
        if any(one.about in READ_BY for one in decisions):
            self._load()


ACTIONS: dict[str, Callable[[Walk], None]] = {
    "a": Walk.accept, "r": Walk.reject, "c": Walk.correct, "s": Walk.put_off, "A": Walk.accept_alike, "b": Walk.back,
    LEFT: Walk.back, "+": Walk.add, "x": Walk.hold_back, "n": Walk.take_note, "i": Walk.one_by_one, "m": Walk.widen,
    "e": Walk.edit_by_hand, "q": Walk.leave, "?": Walk.show_help, "y": Walk.complete, "l": Walk.take_up,
    "w": Walk.look_back,
}  # fmt: skip
