"""One editor at one report: who they are, what was decided, and what there is to say under the next card."""

import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from muniment.cards import Card, Line, Piece, line
from muniment.link.decided import Names, Wrong
from muniment.link.decisions import decide
from muniment.model import Decision, Redaction, Report, Review, changed
from muniment.problems import ArchiveError, InputError, Problem
from muniment.publishable import Hidden
from muniment.review.cards import foot_of, head_line
from muniment.review.case import Case, case_under
from muniment.review.disk import ReviewOnDisk, bare
from muniment.review.former_signatures import ASK, SIGNED, STAYS, put_away, signatures_of
from muniment.review.talk import Ended, Talk, told_of
from muniment.review.trial import faults_of

EDITORS = ("VISUAL", "EDITOR")
USUAL = "notepad" if os.name == "nt" else "vi"
BROKEN_KEYS = (("e", "by hand"), ("enter", "read it again"), ("q", "leave"))


@dataclass
class Session:
    """`by` and `on` are the editor and the day; `held` is what keeps the report from being published at all; `opening`
    stands above the first card; `note` waits for a decision; `hide` tells what readers are not shown."""

    case: Case
    disk: ReviewOnDisk
    talk: Talk
    by: str
    on: str
    held: Sequence[Problem] = ()
    message: str = ""
    note: str = ""
    done: int = 0
    total: int = 0
    opening: Sequence[Line] = field(default_factory=tuple)
    problems: list[Problem] = field(default_factory=list)  # of decisions that do not hold
    settled: set[tuple[int, int]] = field(default_factory=set)  # places of which it was said what is held back there
    taken: dict[tuple[str, tuple[int, ...]], Decision] = field(default_factory=dict)  # back, by the matter
    hide: Callable[[Review | None], Hidden] = lambda review: Hidden()
    _hidden: dict[object, Hidden] = field(default_factory=dict)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All that are written by now."""
        return self.disk.review.decisions if self.disk.review else ()

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        """All words that are held back by now."""
        return self.disk.review.redactions if self.disk.review else ()

    @property
    def hidden(self) -> Hidden:
        """All that readers are not shown of the text by now. What a stale review holds back counts here, too."""
        review = self.disk.review
        key = (review.redactions, review.coarsen, review.seed, review.text) if review else None
        if key not in self._hidden:
            found = self.hide(review)
            spans = {*found.spans, *((one.start, one.end) for one in self.redactions)}
            self._hidden = {key: changed(found, spans=tuple(sorted(spans)))}
        return self._hidden[key]

    @property
    def is_stale(self) -> bool:
        """Whether the review was made on another state of the file, or on another text that was read in it."""
        return self.disk.review is not None and self.case.is_other(self.disk.review)

    def report(self) -> Report:
        """The report with what was decided. What a stale review says counts here, too: its editor is about to look."""
        review = self.disk.review
        self.case = case_under(self.case, review)
        if review is None:
            return self.case.report
        self.problems = list(self.disk.problems)
        as_now = changed(review, seed=self.case.seed.sha256)
        return decide(self.case.report, as_now, Names(self.case.authorities), self.problems)

    def head(self, progress: str = "") -> list[Line]:
        """What stands above every card, and once what stands above the first; how far it is in other words, if any."""
        opening, self.opening = self.opening, ()
        return [*opening, head_line(self.case, progress or f"{self.done:,} of {self.total:,} decided"), line()]

    def foot(self, keys: Sequence[tuple[str, str]]) -> list[Line]:
        """What stands below every card; what was to be said is said by this."""
        message, self.message = self.message, ""
        return foot_of(keys, message, self.note)

    def has_done(self, write: Callable[[], object]) -> bool:
        """Whether something could be written; if not, why is said under the next card. Of a review that is signed, the
        editor is asked first."""
        try:
            if not self._may_write():
                self.message = STAYS
                return False
            write()
        except Wrong as wrong:
            self.message = told_of(wrong)
        except ArchiveError as error:
            self.message = "\n".join(map(str, error.problems))
        else:
            return True
        return False

    def _may_write(self) -> bool:
        """Whether nothing signs the review, or the editor has the signatures taken away. Raises PublishError, Ended."""
        archive, report = self.disk.archive, self.disk.report
        names = signatures_of(archive, report)
        if names and not self.talk.agrees([*self.head(), line(SIGNED.format(", ".join(names))), line()], ASK):
            return False
        if names:
            put_away(archive, report)
        return True

    def wrote(self, new: Sequence[Decision], instead_of: Sequence[Decision] = ()) -> bool:
        """Whether decisions could be written, in the place of others, if any; not one of them is that a build would
        refuse, and why is said under the next card."""
        gone = set(map(bare, instead_of))
        kept = [one for one in self.decisions if bare(one) not in gone]
        if faults := faults_of(self.case, kept, new):
            self.message = told_of(next(iter(faults.values())))
            return False
        if not instead_of:
            return self.has_done(lambda: self.disk.append(new, self.by, self.on))
        return self.has_done(lambda: self.disk.replace(instead_of, new, self.by, self.on))

    def take_note(self, head: Sequence[Line]) -> None:
        """A note for the decision that comes next."""
        card = Card((*head, line("Readers see the note beside the decision."), line()))
        answer = self.talk.line(card, "note", self.note)
        self.note = self.note if answer is None else answer

    def was_renewed(self) -> bool:
        """Whether somebody else has changed the review's file since it was last read. One that is broken by now has to
        be mended first. Raises Ended."""
        while True:
            try:
                return self.disk.renew()
            except InputError as error:
                told = [line(Piece(str(one), "warning")) for one in error.problems]
                card = Card(
                    (line(Piece("The review's file cannot be read.", "strong")), line(), *told),
                    (line(), *self.foot(BROKEN_KEYS)),
                )
                key = self.talk.key(card, [key for key, _ in BROKEN_KEYS])
                if key == "q":
                    raise Ended from error
                if key == "e":
                    self.open_editor()

    def edit_by_hand(self) -> None:
        """Let the editor write in the review's file, which is begun where there is none."""
        if self.has_done(lambda: self.disk.begin(self.by, self.on)):
            self.open_editor()

    def open_editor(self) -> None:
        """Open the file in the editor that the environment names, and wait until it is closed."""
        command = next(filter(None, map(os.environ.get, EDITORS)), USUAL)
        self.talk.voice.put_away()
        self.talk.keys.release()
        try:
            subprocess.run([*shlex.split(command, posix=os.name != "nt"), str(self.disk.path)], check=False)
        except (OSError, ValueError) as error:
            self.message = f"{command} cannot be opened: {error}; name an editor in EDITOR"
