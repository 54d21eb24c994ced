"""What is held back of one report: redacted words, names that are withheld everywhere, coordinates told less exactly.

It is taken out of all that was read of the report: its text, its fields, what is stated beside it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from muniment.model import Authority, Record, Redaction, Review, Seed, Value, Withheld, changed
from muniment.problems import Place, Problem
from muniment.read.document import Whole, id_of
from muniment.read.fields import Stated
from muniment.read.folder import shown_path
from muniment.read.ids import record_id
from muniment.read.inflected import names_like, words_like
from muniment.read.kept_text import EDITED
from muniment.read.kinds import SAVED_PAGES, ending_of
from muniment.read.redaction import Cut, Moves, merged, redact
from muniment.read.repeated import WORD, names_told, parts_told
from muniment.read.withheld import WITHHELD
from muniment.sought import seeker_of
from muniment.whole_words import in_whole_words

# Fields of which a value that is hidden in part stands for nobody any more.
NAMING = frozenset({"people", "organizations", "places", "entities", "source", "tags", "url"})
COORDINATES = ("latitude", "longitude")
HELD = "the report is held back"
HIDDEN_WORDS = "words that are hidden"
DECIMAL = re.compile(r"(?<![\d.])(\d{1,3})[.,](\d+)(?!\d)")
COARSER = "coordinates are told less exactly"
RELATIONS = ("version_of", "translation_of", "rendering_of")


class Sought(Record, frozen=True):
    """What is hidden wherever it stands: things by their names, and for each the reason and day; and numbers that are
    coordinates, with more than these decimals. The first names, `shared` ones, are the same in all reports: what looks
    for them is made once. `unread` is where names that editors list cannot be read; empty where all could. `ids` are of
    those whom editors list and who are named nowhere, `others` names
    of others, which look like one."""

    names: tuple[tuple[str, ...], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    exact: tuple[float, ...] = ()
    decimals: int = 0
    shared: int = 0
    unread: str = ""
    ids: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def cuts_in(self, text: str, form: str = "plain") -> Iterator[Cut]:
        """Where any of it stands."""
        for first, names in ((0, self.names[: self.shared]), (self.shared, self.names[self.shared :])):
            for found in seeker_of(names).find(text, form) if names else ():
                yield Cut(found.start, found.end, *self.reasons[first + found.number])
        for number in DECIMAL.finditer(text) if self.exact else ():
            if len(number[2]) > self.decimals and any(_tells(number[1], number[2], one) for one in self.exact):
                yield Cut(*number.span(), COARSER)

    def is_in(self, text: str) -> bool:
        """Whether any of it stands there."""
        return next(self.cuts_in(text), None) is not None

    def hidden(self, text: str) -> str:
        """The text with blocks in the place of all of it."""
        cuts = list(self.cuts_in(text)) if text else ()
        made = redact(text, "plain", cuts) if cuts else None
        return made[0] if made else text


NOBODY = Sought()


def _tells(whole: str, decimals: str, exact: float) -> bool:
    """Whether a number is that coordinate, as far as its decimals go."""
    return abs(float(f"{whole}.{decimals}") - abs(exact)) < 10.0 ** -len(decimals)


def sought_everywhere(withheld: Iterable[Withheld], unread: str = "", ids: Iterable[str] = ()) -> Sought:
    """Everybody who is withheld, under all names but those that are `unread`, and under these ids."""
    withheld = tuple(withheld)
    names, reasons = tuple(one.names for one in withheld), tuple((one.reason, one.date) for one in withheld)
    others = tuple(other for one in withheld for other in one.others)
    return Sought(names, reasons, shared=len(names), unread=unread, ids=tuple(ids), others=others)


def sought_in(
    seed: Seed, whole: Whole, everywhere: Sought, told: str, authorities: Sequence[Authority], decimals: int | None
) -> Sought:
    """What is to be hidden in one report: what is everywhere, what reviews redact of it and of others in its file, and
    its coordinates where they are stated with more decimals than may be told. `told` is all that it tells beside its
    text."""
    exact = () if decimals is None else tuple(exact_coordinates(whole.stated, decimals))
    redactions = redactions_of(seed)
    everywhere = _with_parts(everywhere, whole, told)
    if not exact and not redactions and not seed.of_others:
        return everywhere
    own = [(names, one.reason, one.date) for names, one in _own_names(whole.content.text, redactions, authorities)]
    return Sought(
        names=(*everywhere.names, *(names for names, _, _ in (*seed.of_others, *own))),
        reasons=(*everywhere.reasons, *((reason, date) for _, reason, date in (*seed.of_others, *own))),
        exact=exact,
        decimals=decimals or 0,
        shared=everywhere.shared,
        ids=everywhere.ids,
        others=everywhere.others,
    )


def _own_names(
    text: str, redactions: Sequence[Redaction], authorities: Sequence[Authority]
) -> Iterator[tuple[tuple[str, ...], Redaction]]:
    """The redactions, each with what is to be looked for and was not by an earlier one of the same reason and day."""
    known = set[tuple[str, str, str]]()
    for one in redactions:
        told = [(name, one.reason, one.date) for name in names_told(text, one, authorities)]
        yield tuple(name for name, *why in told if (name, *why) not in known), one
        known.update(told)


def _with_parts(everywhere: Sought, whole: Whole, told: str) -> Sought:
    """In a report that names somebody who is withheld, in its text or its title or any other field, each word of the
    names is theirs, too: who was named in full is called by a surname from then on."""
    if not everywhere.names:
        return everywhere
    seeker = seeker_of(everywhere.names)
    met = {one.number for one in (*seeker.find(whole.content.text, whole.content.form), *seeker.find(told))}
    if not met:
        return everywhere
    parts = tuple(tuple(parts_told(everywhere.names[number])) for number in sorted(met))
    reasons = tuple(everywhere.reasons[number] for number in sorted(met))
    return changed(everywhere, names=everywhere.names + parts, reasons=everywhere.reasons + reasons)


def redactions_of(seed: Seed) -> tuple[Redaction, ...]:
    """What its own review redacts; of one without a day of its own the review's day is told."""
    review = seed.review
    return tuple(changed(one, date=one.date or review.date) for one in review.redactions) if review else ()


def exact_coordinates(stated: Stated, decimals: int) -> Iterator[float]:
    """Those that are stated with more decimals."""
    for name in COORDINATES:
        for value in stated.get(name, ()):
            if len(value.value.partition(".")[2].rstrip("0")) > decimals:
                yield float(value.value)


def refused(seed: Seed, whole: Whole, unread: str, problems: list[Problem]) -> bool:
    """Whether what the review redacts cannot be found for certain, in every spelling, which is told. `unread` is where
    names that editors list cannot be read."""
    review = seed.review
    for one in review.redactions if review else ():
        assert review
        walk = f"`muniment review {review.report}`"
        what, hint = _doubt(seed, whole, review, walk) or _misfit(whole.content.text, one, walk) or ("", "")
        if not what and unread and not one.only_here:
            what = f"other spellings of these words may stand at {unread}, which cannot be read"
            hint = "mend what is told of that place"
        if what:
            problems.append(Problem(Place(review.path, one.line, one.column), f"{what}; {HELD}", hint))
            return True
    return False


def _doubt(seed: Seed, whole: Whole, review: Review, walk: str) -> tuple[str, str] | None:
    """Why nobody knows whether the places of the review are those of this text; and a hint."""
    path, text = shown_path(seed.path), whole.content.text
    again = f"{walk} shows each place again, and writes the new SHA-256"
    if review.seed != seed.sha256:
        return f"made on another state of {path}: the words may stand elsewhere", again
    if review.text and review.text != hashlib.sha256(text.encode()).hexdigest():
        return f"made on another text than is read in {path} now", again
    if ending_of(seed.path) in SAVED_PAGES and not (seed.kept or review.text):
        hint = f"keep the text first: muniment add {path}"
        return "another version of the program that reads saved pages may give another text", hint
    if not review.text and whole.content.derivation.endswith(EDITED):
        hint = f"{walk} says which text is meant; by hand, its SHA-256 under text:"
        return f"the kept text of {path} was edited, and the words may stand elsewhere", hint
    return None


def _misfit(text: str, one: Redaction, walk: str) -> tuple[str, str] | None:
    """Why a place cannot be meant; and a hint."""
    if one.end > len(text):
        what = f"characters {one.start:,} to {one.end:,} are beyond the text, which has {len(text):,}"
        return what, f"{walk}, key x, finds the place of words; counted are those without front matter, from 0"
    whole = in_whole_words(text, one.start, one.end)
    if whole == (one.start, one.end):
        return None
    first, last = whole
    hint = f"did you mean {first} to {last}? {walk}, key x, finds the place of words"
    return f"{one.start:,} to {one.end:,} cut a word, and what is left of it would tell it", hint


def cuts_of(seed: Seed, whole: Whole, sought: Sought) -> list[Cut]:
    """All that is taken out of the text."""
    found = list(sought.cuts_in(whole.content.text, whole.content.form))
    return [*found, *(Cut(one.start, one.end, one.reason, one.date) for one in redactions_of(seed))]


def tell_inflected(seed: Seed, text: str, cuts: Sequence[Cut], sought: Sought, problems: list[Problem]) -> None:
    """A warning where words stand, outside of the cuts, that may be a hidden name in another case."""
    review, redactions = seed.review, redactions_of(seed)
    first = len(sought.names) - len(redactions)
    place = Place(shown_path(seed.path), seed.line if seed.row else 0)
    found = [(span, place) for span in names_like(text, sought.names[: sought.shared])]
    words: dict[str, Place] = {}
    for names, one in zip(sought.names[first:], redactions, strict=True):
        for name in names:
            if review and name[:1].isupper() and WORD.fullmatch(name):
                words.setdefault(name, Place(review.path, one.line, one.column))
    found += words_like(text, words)
    told = Moves(merged(text, cuts) if found else ())
    known = (
        {(one.start, one.end) for one in seeker_of((sought.others,)).find(text)} if found and sought.others else set()
    )
    left: dict[Place, list[tuple[int, int]]] = {}
    for span, at in found:
        if span not in known and not told.cut_in(*span):
            left.setdefault(at, []).append(span)
    for at, ((start, end), *more) in left.items():
        others = f" and in {len(more):,} other places" if more else ""
        what = (
            f"words at characters {start:,} to {end:,}{others} may be a hidden name in another case, and are published"
        )
        hint = f"redact them, or list them in {WITHHELD}: under names, or under not where somebody else is meant"
        problems.append(Problem(at, what, hint, severity="warning"))


def without(seed: Seed, whole: Whole, text: str, sought: Sought) -> Whole:
    """What was read, with this text, and with blocks for what is hidden in all its fields; of a field that stands for
    somebody the value goes."""
    content, beside = whole.content, whole.beside
    stated = {name: tuple(_hidden_values(name, values, sought)) for name, values in whole.stated.items()}
    if seed.row and "id" not in whole.stated:  # else it is made of a hash of its bytes
        published = changed(seed, sha256=hashlib.sha256(text.encode()).hexdigest())
        stated["id"] = (Value(record_id(published, "")),)
    fields = {name: sought.hidden(getattr(beside, name)) for name in ("collector", "rights")}
    fields |= {name: "" for name in RELATIONS if sought.is_in(getattr(beside, name))}
    other = tuple((name, sought.hidden(words)) for name, words in content.other if not sought.is_in(name))
    hidden = changed(content, text=text, prefix=sought.hidden(content.prefix), other=other)
    return Whole(hidden, {name: values for name, values in stated.items() if values}, changed(beside, **fields))


def _hidden_values(name: str, values: Iterable[Value], sought: Sought) -> Iterator[Value]:
    for value in values:
        if name in COORDINATES:
            words = f"{float(value.value):.{sought.decimals}f}" if sought.exact else value.value
        else:
            words = value.value if name == "id" else sought.hidden(value.value)
        if words == value.value or name not in NAMING:
            yield changed(value, value=words, where=sought.hidden(value.where))


def is_told_by_id(seed: Seed, whole: Whole, sought: Sought, problems: list[Problem]) -> bool:
    """Whether the report's id tells what is hidden, by its words or by a hash of them, which is told."""
    place = Place(shown_path(seed.path), seed.line if seed.row else 0)
    own = "".join(value.value for value in whole.stated.get("id", ())) if seed.row else whole.beside.id
    identifier, named = id_of(seed, whole), own or seed.path
    mark = hashlib.sha256((f"{seed.path}#{own}" if seed.row else seed.path).encode("utf-8", "surrogateescape"))
    has_mark = identifier.endswith(mark.hexdigest()[:8]) and (sought.is_in(seed.path) or sought.is_in(named))
    is_of_bytes = bool(seed.row and not own and seed.review and seed.review.redactions)
    if not (sought.is_in(identifier) or has_mark or is_of_bytes):
        return False
    what = "a hash of its bytes" if is_of_bytes else "a hash of words that are hidden" if has_mark else HIDDEN_WORDS
    of_row = "name another field for it in the settings (fields, id), or put the record into a file of its own"
    hint = of_row if seed.row else "write another under id: in the NAME.meta.yaml beside it"
    problems.append(Problem(place, f"held back: its id, and so its address, holds {what}", hint))
    return True
