"""One editor at one report: who they are, what was decided, and what there is to say under the next card."""

import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from muniment.cards import Card, Line, Piece, line
from muniment.link.decided import Wrong
from muniment.link.decisions import decide
from muniment.model import Decision, Redaction, Report, changed
from muniment.problems import ArchiveError, InputError, Problem
from muniment.review.cards import foot_of, head_line
from muniment.review.case import Case
from muniment.review.disk import ReviewOnDisk
from muniment.review.talk import Ended, Talk, told_of

EDITORS = ("VISUAL", "EDITOR")
USUAL = "notepad" if os.name == "nt" else "vi"
BROKEN_KEYS = (("e", "by hand"), ("enter", "read it again"), ("q", "leave"))


@dataclass
class Session:
    """`by` and `on` are the editor and the day; `held` is what keeps the report from being published at all; `opening`
    stands above the first card; `note` waits for a decision."""

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

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All that are written by now."""
        return self.disk.review.decisions if self.disk.review else ()

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        """All words that are held back by now."""
        return self.disk.review.redactions if self.disk.review else ()

    @property
    def is_stale(self) -> bool:
        """Whether the review was made on another state of the file, or on another text that was read in it."""
        return self.disk.review is not None and self.case.is_other(self.disk.review)

    def report(self) -> Report:
        """The report with what was decided. What a stale review says counts here, too: its editor is about to look."""
        review = self.disk.review
        if review is None:
            return self.case.report
        self.problems = list(self.disk.problems)
        as_now = changed(review, seed=self.case.seed.sha256)
        return decide(self.case.report, as_now, self.case.authorities, self.problems)

    def head(self) -> list[Line]:
        """What stands above every card, and once what stands above the first."""
        opening, self.opening = self.opening, ()
        return [*opening, head_line(self.case, self.done, self.total), line()]

    def foot(self, keys: Sequence[tuple[str, str]]) -> list[Line]:
        """What stands below every card; what was to be said is said by this."""
        message, self.message = self.message, ""
        return foot_of(keys, message, self.note)

    def has_done(self, write: Callable[[], object]) -> bool:
        """Whether something could be written; if not, why is said under the next card."""
        try:
            write()
        except Wrong as wrong:
            self.message = told_of(wrong)
        except ArchiveError as error:
            self.message = "\n".join(map(str, error.problems))
        else:
            return True
        return False

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
