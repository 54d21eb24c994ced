"""What is held back of one report: redacted words, names that are withheld everywhere, coordinates told less exactly.

It is taken out of all that was read of the report: its text, its fields, what is stated beside it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from muniment.model import Authority, Record, Redaction, Seed, Value, Withheld, changed
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
from muniment.sought import seeker_of

# Fields of which a value that is hidden in part stands for nobody any more.
NAMING = frozenset({"people", "organizations", "places", "entities", "source", "tags", "url"})
COORDINATES = ("latitude", "longitude")
WITHHELD = "content/withheld.yaml"
HELD = "the report is held back"
HIDDEN_WORDS = "words that are hidden"
DECIMAL = re.compile(r"(?<![\d.])(\d{1,3})[.,](\d+)(?!\d)")
COARSER = "coordinates are told less exactly"
RELATIONS = ("version_of", "translation_of", "rendering_of")


class Sought(Record, frozen=True):
    """What is hidden wherever it stands: things by their names, and for each the reason and day; and numbers that are
    coordinates, with more than these decimals. The first names, `shared` ones, are the same in all reports: what looks
    for them is made once."""

    names: tuple[tuple[str, ...], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    exact: tuple[float, ...] = ()
    decimals: int = 0
    shared: int = 0

    def places_in(self, text: str, form: str = "plain") -> Iterator[tuple[Cut, int]]:
        """Where any of it stands, and which thing stands there by its number; -1 is a coordinate."""
        for first, names in ((0, self.names[: self.shared]), (self.shared, self.names[self.shared :])):
            for found in seeker_of(names).find(text, form) if names else ():
                which = first + found.number
                yield Cut(found.start, found.end, *self.reasons[which]), which
        for number in DECIMAL.finditer(text) if self.exact else ():
            if len(number[2]) > self.decimals and any(_tells(number[1], number[2], one) for one in self.exact):
                yield Cut(*number.span(), COARSER), -1

    def cuts_in(self, text: str) -> Iterator[Cut]:
        """Where any of it stands."""
        return (cut for cut, _ in self.places_in(text))

    def is_in(self, text: str) -> bool:
        """Whether any of it stands there."""
        return next(self.cuts_in(text), None) is not None

    def hidden(self, text: str) -> str:
        """The text with blocks in the place of all of it."""
        cuts = list(self.cuts_in(text)) if text else ()
        made = redact(text, "plain", cuts) if cuts else None
        return made[0] if made else text


def _tells(whole: str, decimals: str, exact: float) -> bool:
    """Whether a number is that coordinate, as far as its decimals go."""
    return abs(float(f"{whole}.{decimals}") - abs(exact)) < 10.0 ** -len(decimals)


def sought_everywhere(withheld: Iterable[Withheld]) -> Sought:
    """Everybody who is withheld."""
    withheld = tuple(withheld)
    names, reasons = tuple(one.names for one in withheld), tuple((one.reason, "") for one in withheld)
    return Sought(names, reasons, shared=len(names))


def sought_in(
    seed: Seed, whole: Whole, everywhere: Sought, told: str, authorities: Sequence[Authority], decimals: int | None
) -> Sought:
    """What is to be hidden in one report: what is everywhere, what its own review redacts, and its coordinates where
    they are stated with more decimals than may be told. `told` is all that it tells beside its text."""
    exact = () if decimals is None else tuple(exact_coordinates(whole.stated, decimals))
    redactions = _redactions_of(seed)
    everywhere = _with_parts(everywhere, whole, told)
    if not exact and not redactions:
        return everywhere
    own = [(names_told(whole.content.text, one, authorities), one) for one in redactions]
    return Sought(
        names=(*everywhere.names, *(names for names, _ in own)),
        reasons=(*everywhere.reasons, *((one.reason, one.date) for _, one in own)),
        exact=exact,
        decimals=decimals or 0,
        shared=everywhere.shared,
    )


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


def _redactions_of(seed: Seed) -> tuple[Redaction, ...]:
    """What its own review redacts; of one without a day of its own the review's day is told."""
    review = seed.review
    return tuple(changed(one, date=one.date or review.date) for one in review.redactions) if review else ()


def exact_coordinates(stated: Stated, decimals: int) -> Iterator[float]:
    """Those that are stated with more decimals."""
    for name in COORDINATES:
        for value in stated.get(name, ()):
            if len(value.value.partition(".")[2].rstrip("0")) > decimals:
                yield float(value.value)


def refused(seed: Seed, whole: Whole, problems: list[Problem]) -> bool:
    """Whether what the review redacts cannot be found for certain, which is told."""
    review, text = seed.review, whole.content.text
    for one in review.redactions if review else ():
        assert review
        what = hint = ""
        if review.seed != seed.sha256:
            what = f"made on another state of {shown_path(seed.path)}: the words may stand elsewhere; {HELD}"
            hint = "count anew in the text as it is, and write the new SHA-256 under seed:"
        elif review.text and review.text != hashlib.sha256(text.encode()).hexdigest():
            what = f"made on another text than is read in {shown_path(seed.path)} now; {HELD}"
            hint = "count anew in that text, and write its SHA-256 under text:"
        elif ending_of(seed.path) in SAVED_PAGES and not (seed.kept or review.text):
            what = f"another version of the program that reads saved pages may give another text; {HELD}"
            hint = f"keep the text first: muniment add {shown_path(seed.path)}"
        elif not review.text and whole.content.derivation.endswith(EDITED):
            what = f"the kept text of {shown_path(seed.path)} was edited, and the words may stand elsewhere; {HELD}"
            hint = "count in that text, and write its SHA-256 under text:"
        elif one.end > len(text):
            what = f"characters {one.start:,} to {one.end:,} are beyond the text, which has {len(text):,}; {HELD}"
            hint = "count the characters of the text, without front matter or date prefix, from 0"
        if what:
            problems.append(Problem(Place(review.path, one.line, one.column), what, hint))
            return True
    return False


def cuts_of(seed: Seed, whole: Whole, sought: Sought, problems: list[Problem]) -> list[Cut]:
    """All that is taken out of the text. Where words of a redaction stand a second time, that is told."""
    places = list(sought.places_in(whole.content.text, whole.content.form))
    found, review, redactions = [cut for cut, _ in places], seed.review, _redactions_of(seed)
    if review is None or not redactions:
        return found
    own = [Cut(one.start, one.end, one.reason, one.date) for one in redactions]
    others: dict[int, set[tuple[int, int]]] = {}
    for cut, number in places:
        if number >= 0 and not any(_meet(cut, there) for there in own):
            others.setdefault(number, set()).add((cut.start, cut.end))
    first = len(sought.names) - len(own)
    for number, spans in sorted(others.items()):
        if number >= first:
            one = redactions[number - first]
            problems.append(_repeated(Place(review.path, one.line, one.column), sorted(spans)))
    return [*found, *own]


def tell_inflected(seed: Seed, text: str, cuts: Sequence[Cut], sought: Sought, problems: list[Problem]) -> None:
    """A warning where words stand, outside of the cuts, that may be a hidden name in another case."""
    review, redactions = seed.review, _redactions_of(seed)
    first = len(sought.names) - len(redactions)
    place = Place(shown_path(seed.path), seed.line if seed.row else 0)
    found = [(span, place) for span in names_like(text, sought.names[: sought.shared])]
    for names, one in zip(sought.names[first:], redactions, strict=True):
        words = [name for name in names if name[:1].isupper() and WORD.fullmatch(name)]
        if review and words:
            found += [(span, Place(review.path, one.line, one.column)) for span in words_like(text, words)]
    told = Moves(merged(text, cuts) if found else ())
    left: dict[Place, list[tuple[int, int]]] = {}
    for span, at in found:
        if not told.cut_in(*span):
            left.setdefault(at, []).append(span)
    for at, ((start, end), *more) in left.items():
        others = f" and in {len(more):,} other places" if more else ""
        what = (
            f"words at characters {start:,} to {end:,}{others} may be a hidden name in another case, and are published"
        )
        hint = f"redact them, too, or list them in {WITHHELD}, where they are that name"
        problems.append(Problem(at, what, hint, severity="warning"))


def _meet(cut: Cut, other: Cut) -> bool:
    return cut.start < other.end and other.start < cut.end


def _repeated(place: Place, others: Sequence[tuple[int, int]]) -> Problem:
    start, end = others[0]
    more = f" and in {len(others) - 1:,} other places" if len(others) > 1 else ""
    what = f"words redacted here also stand at characters {start:,} to {end:,}{more}, and are hidden there too"
    hint = "redact them there, with a reason of their own; or write only_here: true to leave them"
    return Problem(place, what, hint, severity="warning")


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
