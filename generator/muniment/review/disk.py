"""A review's file while it is being decided: every decision is on the disk before the next question.

Whatever was written there meanwhile, by hand or by another editor, is read again first, and stays. What is about to be
written is read back before it takes the place of what is there, so that no file is left that says anything else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from muniment.editors_yaml import written
from muniment.model import Decision, Redaction, Review, changed
from muniment.problems import InputError, Place, Problem, PublishError, linked, unreadable
from muniment.publish.lock import locked
from muniment.read.kinds import stem_of
from muniment.read.review_file import read_review
from muniment.read.reviews import FOLDER, LARGEST
from muniment.review.items import fields_of, fields_of_block
from muniment.review.text import Seam, Unwritable, seam_of, with_items, with_value, without_item
from muniment.whole_file import write_whole

PATIENCE = 5.0  # seconds that another editor's decision is waited for
LONG = 100_000  # signs of a file that is not read back whole with every decision
MARK = b"\xef\xbb\xbf"  # UTF-8's byte order mark
HEAD = "# What editors decided on this report. `muniment review {}` goes on with it; it may be edited by hand, too.\n"
BY_HAND = "mend it by hand, with the key e"


class ReviewOnDisk:
    """content/reviews/ID.yaml of a report, and of a seed with this SHA-256, in which a text with that one was read; of
    a saved page, whose text is kept in a file of its own, it says which text, too. `review` is None where there is none
    yet, and `problems` are those of single decisions. Raises InputError where what lies there cannot be understood."""

    def __init__(self, archive: Path, report: str, seed: str, text: str = "", tells_text: bool = False):
        self.archive = archive
        self.path, self.name = archive / FOLDER / f"{report}.yaml", f"{FOLDER}/{report}.yaml"
        self.report, self.seed, self.text, self.tells_text = report, seed, text, tells_text
        self.review: Review | None = None
        self.problems: tuple[Problem, ...] = ()
        self._data: bytes | None = None
        self._text = ""
        self._seam: Seam | None = None  # of the decisions in this text, once it was looked for
        self._following: Seam | None = None  # of those in the text that is being made
        self._has_spots = True
        self.renew()

    def renew(self) -> bool:
        """Read what lies there; gives whether it is another file than was known. Raises InputError."""
        data = self._data_there()
        if data == self._data:
            return False
        review, problems, text = None, list[Problem](), ""
        if data is not None:
            review = read_review(data, self.name, self.report, problems)
            if review is None:
                raise InputError(*problems)
            text = data.decode("utf-8-sig")
        self.review, self.problems = review, tuple(problems)
        self._data, self._text, self._seam, self._has_spots = data, text, None, True
        return True

    def append(self, decisions: Sequence[Decision], by: str, on: str) -> None:
        """Write decisions behind those that are there. Raises PublishError and InputError, and then nothing is
        changed."""
        with self._alone():
            review = self.review
            if (
                review
                and self._seam
                and len(self._text) > LONG
                and (_both(review, by), on) == (review.reviewer, review.date)
            ):
                self._append_to_many(review, self._seam, decisions)
            else:
                self._change(lambda text: self._appended(text, decisions), _with(decisions), by, on)

    def replace(self, old: Iterable[Decision], new: Sequence[Decision], by: str, on: str) -> None:
        """Write decisions in the place of others, or take those away. One that is gone already stays gone."""
        gone = {bare(one) for one in old}

        def change(text: str) -> str:
            # From the last to the first, and by the places of the file as it was read.
            for line, column in sorted(places, reverse=True):
                text = without_item(text, "decisions", line, column)
            return self._appended(text, new) if new else text

        def expect(review: Review) -> Review:
            kept = tuple(one for one in review.decisions if bare(one) not in gone)
            return changed(review, decisions=(*kept, *new))

        with self._alone():
            if not self._has_spots:
                self._data = None
                self.renew()
            decisions = self.review.decisions if self.review else ()
            places = [one.spots[0][1:] for one in decisions if bare(one) in gone]
            self._change(change, expect, by, on)

    def redact(self, redaction: Redaction, by: str, on: str) -> None:
        """Hold words back."""
        with self._alone():
            self._change(
                lambda text: with_items(text, seam_of(text, "redact"), [fields_of_block(redaction)])[0],
                lambda review: changed(review, redactions=(*review.redactions, redaction)),
                by,
                on,
            )

    def move(self, old: Redaction, new: Sequence[Redaction], by: str, on: str) -> None:
        """Hold other words back instead of those, or none. One that is gone already stays gone."""

        def change(text: str) -> str:
            for one in there:
                text = without_item(text, "redact", one.line, one.column)
            return with_items(text, seam_of(text, "redact"), list(map(fields_of_block, new)))[0] if new else text

        def expect(review: Review) -> Review:
            return changed(review, redactions=(*(one for one in review.redactions if one not in there), *new))

        with self._alone():
            places = {(old.start, old.end)}
            there = [
                one
                for one in (self.review.redactions if self.review else ())
                if (one.start, one.end) in places and one.reason == old.reason
            ][:1]
            self._change(change, expect, by, on)

    def complete(self, by: str, on: str) -> None:
        """Say that all of the report was looked at."""
        with self._alone():
            self._change(
                lambda text: with_value(text, "complete", True, "date"),
                lambda review: changed(review, is_complete=True),
                by,
                on,
            )

    def renew_seed(self, by: str, on: str) -> None:
        """Say that it is about the seed as it is now. Whether all of that was looked at is to be said anew."""

        def change(text: str) -> str:
            text = with_value(text, "seed", self.seed, "seed")
            text = with_value(text, "text", its_text, "seed") if its_text else text
            return with_value(text, "complete", False, "date") if was_complete else text

        with self._alone():
            was_complete = self.review is not None and self.review.is_complete
            its_text = self.text if self.tells_text or (self.review and self.review.text) else ""
            self._change(
                change, lambda review: changed(review, seed=self.seed, text=its_text, is_complete=False), by, on
            )

    def begin(self, by: str, on: str) -> None:
        """Have a file there, for whoever wants to write in it by hand."""
        with self._alone():
            if self.review is None:
                self._change(lambda text: text, lambda review: review, by, on)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While nobody else decides on reports of this archive, with the file as it is by now."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.path.parent, PATIENCE, lambda line: None, "the folder of reviews"):
                self.renew()
                yield
        except OSError as error:
            what = f"cannot be written: {error.strerror}"
            raise PublishError(Problem(Place(self.name), what, "see who may write there")) from error

    def _data_there(self) -> bytes | None:
        """The bytes of the file; None where there is none. Raises InputError for what is no such file."""
        place = Place(self.name)
        try:
            for other in self.path.parent.iterdir() if self.path.parent.is_dir() else ():
                if stem_of(other.name) == self.report and other != self.path:
                    raise InputError(
                        Problem(
                            Place(f"{FOLDER}/{other.name}"), "not read", f"remove it, or name it {self.report}.yaml"
                        )
                    )
            if self.path.is_symlink():
                raise InputError(linked(place))
            if not self.path.exists():
                return None
            if (size := self.path.stat().st_size) > LARGEST:
                raise InputError(_too_large(place, size))
            return self.path.read_bytes()
        except OSError as error:
            raise InputError(unreadable(place, error)) from error

    def _appended(self, text: str, decisions: Sequence[Decision]) -> str:
        seam = self._seam if self._seam and text is self._text else seam_of(text, "decisions")
        text, self._following = with_items(text, seam, [fields_of(one) for one in decisions])
        return text

    def _append_to_many(self, review: Review, seam: Seam, decisions: Sequence[Decision]) -> None:
        """The same in a file with thousands of them: what is new is read back alone."""
        alone = self._appended(_head(changed(review, decisions=())), decisions)
        heard = read_review(alone.encode(), self.name, self.report, [])
        text, following = with_items(self._text, seam, [fields_of(one) for one in decisions])
        if heard is None or list(map(bare, heard.decisions)) != list(map(bare, decisions)):
            raise PublishError(Problem(Place(self.name), "this decision cannot be written", BY_HAND))
        self._write(text)
        self.review = changed(review, decisions=(*review.decisions, *decisions))
        self._seam, self._has_spots = following, False

    def _change(self, change: Callable[[str], str], expect: Callable[[Review], Review], by: str, on: str) -> None:
        """Have the file changed, and said in it who decided and when, unless it would then say anything else."""
        review, text = self.review, self._text
        if review is None:
            its_text = self.text if self.tells_text else ""
            review = Review(report=self.report, path=self.name, seed=self.seed, text=its_text, reviewer=by, date=on)
            text = _head(review)
        self._following = None
        try:
            text, seam = change(text), self._following
            if (both := _both(review, by)) != review.reviewer:
                text, seam = with_value(text, "reviewer", both, "seed"), None
            if on != review.date:
                text, seam = with_value(text, "date", on, "reviewer"), None
        except Unwritable as error:
            raise PublishError(
                Problem(Place(self.name), "written in a way that cannot be added to", BY_HAND)
            ) from error
        expected = changed(expect(review), reviewer=both, date=on)
        problems: list[Problem] = []
        heard = read_review(text.encode(), self.name, self.report, problems)
        if heard is None or _bare(heard) != _bare(expected):
            raise PublishError(*problems, Problem(Place(self.name), "it would say something else by this", BY_HAND))
        if text == f"{_head(changed(expected, decisions=()))}decisions:\n" and self._data is not None:
            self._remove()
            return
        self._write(text)
        self.review, self.problems, self._seam, self._has_spots = heard, tuple(problems), seam, True

    def _write(self, text: str) -> None:
        data = text.encode()
        data = MARK + data if self._data and self._data.startswith(MARK) else data
        if len(data) > LARGEST:
            raise PublishError(_too_large(Place(self.name), len(data)))
        write_whole(self.path, data)
        self._data, self._text = data, text

    def _remove(self) -> None:
        """A file that says nothing any more."""
        self.path.unlink()
        self.renew()


def bare(decision: Decision) -> Decision:
    """A decision without where it stands in a file."""
    return changed(decision, spots=())


def _both(review: Review, by: str) -> str:
    """All who decided, one more among them."""
    return ", ".join(dict.fromkeys((*review.reviewer.split(", "), *by.split(", "))))


def _bare(review: Review) -> Review:
    return changed(
        review,
        decisions=tuple(map(bare, review.decisions)),
        redactions=tuple(changed(one, line=0, column=0) for one in review.redactions),
        graphic=tuple(changed(one, spots=()) for one in review.graphic),
        spots=(),
    )


def _with(decisions: Sequence[Decision]) -> Callable[[Review], Review]:
    return lambda review: changed(review, decisions=(*review.decisions, *decisions))


def _head(review: Review) -> str:
    """The file of a review in which nothing is decided."""
    text = {"text": review.text} if review.text else {}
    fields = {"seed": review.seed, **text, "reviewer": review.reviewer, "date": review.date}
    return HEAD.format(review.report) + "".join(f"{line}\n" for line in written(fields))


def _too_large(place: Place, size: int) -> Problem:
    return Problem(place, f"{size:,} bytes are too many for decisions on one report", f"at most {LARGEST:,}")
