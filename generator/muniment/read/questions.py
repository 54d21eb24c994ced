"""Questions that editors ask of the claims: content/questions.yaml, and what must hold of them."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from muniment.edtf import advise_edtf, read_edtf
from muniment.ids import plain_id
from muniment.model import Authority, ClaimRef, Counted, Question, Record, Row, changed
from muniment.nearest import Nearest, did_you_mean
from muniment.problems import Place, Problem
from muniment.read.edited import bytes_of
from muniment.read.folder import shown
from muniment.read.held import LEFT_OUT, Held
from muniment.read.item_ids import is_first, is_plain
from muniment.shape import read_items
from muniment.shaping import Item

QUESTIONS = "content/questions.yaml"
LONGEST_QUESTION = 300  # code points; lists and titles repeat it
MOST_COUNTED = 100  # words for what is counted; each claim is held against each
MOST_HINTED = 3  # claims of a report that a hint names
REFERENCE = re.compile(r"([a-z0-9-]{1,80})#(c-[0-9a-f]{8})")
OF_CLAIM = ("claim", "words", "note")
MISSPELT = re.compile(r"([a-z0-9-]{1,80})#(c-?[0-9A-Za-z]{1,20})")  # which claim is meant its report may tell
CLOSE = 0.75  # how much one claim's id is like another's that it is taken to be meant
FORM = "write REPORT#CLAIM, such as 000-dffad#c-97925080: the end of the claim's own address, without .html"

A_KIND = {"person": "a person", "organization": "an organisation", "source": "a source"}

Problems = list[Problem]
Written = str | dict[str, str]  # a claim, or its `claim`, the `words` in which it stands, and a `note`


class QuestionItem(Record, frozen=True, kw_only=True):
    """One item of content/questions.yaml."""

    id: str
    question: str
    counted: tuple[str, ...] = ()
    where: str = ""
    when: str = ""
    claims: tuple[Written, ...] = ()
    beside: tuple[Written, ...] = ()
    note: str = ""
    former: tuple[str, ...] = ()


class Asked(Record, frozen=True):
    """A question, and where each of its claims stands in the file, and each of those beside it."""

    question: Question
    claims: tuple[Place, ...]
    beside: tuple[Place, ...]


@dataclass(frozen=True)
class Listed:
    """What editors list: the kind of each by its id, who has a former id now, the places whose id a wrong one may
    mean, and the ids of those who are listed, and withheld."""

    kinds: Mapping[str, str]
    now: Mapping[str, str]
    places: Nearest
    gone: Container[str]


def read_questions(
    archive: Path, authorities: Sequence[Authority], problems: Problems, gone: Container[str] = ()
) -> tuple[Asked, ...]:
    """The questions of an archive, in the order of the file.

    One without a plain id of its own or without words is told and left out; what else is wrong is told, and the
    question stands without it. Whether there are such claims only `with_known_claims` can tell. `gone` are ids of
    those who are listed, and withheld.
    """
    data = bytes_of(archive, QUESTIONS, problems)
    items = read_items(data, QUESTIONS, QuestionItem, problems) if data else ()
    kinds = {one.id: "source" if one.is_source else one.kind for one in authorities}
    now = {former: one.id for one in authorities for former in one.former if former not in kinds}
    listed = Listed(kinds, now, Nearest(one for one, kind in kinds.items() if kind == "place"), gone)
    first: dict[str, Place] = {}
    sound = [item for item in items if _is_sound(item, first, problems)]
    left: dict[str, Place] = {}
    return tuple(_asked(item, listed, _former(item, first, left, problems), problems) for item in sound)


def _is_sound(item: Item, first: dict[str, Place], problems: Problems) -> bool:
    """Whether it has a plain id of its own, and words that are not too many."""
    written: QuestionItem = item.record
    if not is_plain(item, problems) or not is_first(item, first, problems):
        return False
    words = " ".join(written.question.split())
    if not words:
        hint = "ask it in a sentence, such as: How many graves are there?"
        problems.append(Problem(item.place("question"), f"'{written.id}' asks nothing", hint))
    elif len(words) > LONGEST_QUESTION:
        what = f"{len(words):,} characters are too many for a question"
        hint = f"at most {LONGEST_QUESTION}; the rest belongs to the note"
        problems.append(Problem(item.place("question"), what, hint))
    return 0 < len(words) <= LONGEST_QUESTION


def _former(item: Item, used: Mapping[str, Place], left: dict[str, Place], problems: Problems) -> tuple[str, ...]:
    """The ids that it had. Its own among them is no fault: an offered question has it there, so that whoever gives it
    another need not know of this. `left` are those of questions before it."""
    kept: dict[str, None] = {}
    for number, former in enumerate(item.record.former):
        place = item.place(f"former.{number}")
        if former == item.record.id or former in kept:
            continue
        if former != plain_id(former) or not former:
            problems.append(Problem(place, f"the former id '{shown(former)}' is not plain", "write it as it was"))
        elif former in used:
            hint = "an id can lead to another only when no question has it"
            problems.append(Problem(place, f"the former id '{former}' is in use, at {used[former]}", hint))
        elif (other := left.setdefault(former, place)) is not place:
            what = f"the former id '{former}' is that of another question, too, at {other}"
            problems.append(Problem(place, what, "it can lead to one only"))
        else:
            kept[former] = None
    return tuple(kept)


def _where(item: Item, listed: Listed, problems: Problems) -> str:
    """The id of a place that is listed, for a former one that it has by now; empty for anything else, which is told."""
    asked: QuestionItem = item.record
    written = asked.where.strip()
    where = listed.now.get(written, written)
    if not where or listed.kinds.get(where) == "place":
        return where
    if where in listed.gone:
        problems.append(Problem(item.place("where"), f"'{shown(where)}' is left out of what is published", LEFT_OUT))
    elif where in listed.kinds:
        what = f"'{shown(written)}' is {A_KIND[listed.kinds[where]]}, and not a place"
        problems.append(Problem(item.place("where"), what, listed.places.hint(where, "name a place that is listed")))
    else:
        hint = listed.places.hint(where, "list it, with this id, below content/entities")
        problems.append(Problem(item.place("where"), f"'{shown(where)}' is not listed", hint))
    return ""


def _asked(item: Item, listed: Listed, former: tuple[str, ...], problems: Problems) -> Asked:
    written: QuestionItem = item.record
    where, when = _where(item, listed, problems), written.when.strip()
    if when and read_edtf(when) is None:
        problems.append(Problem(item.place("when"), f"'{shown(when)}' is no EDTF date", advise_edtf(when)))
        when = ""
    if len(written.counted) > MOST_COUNTED:
        what = f"{len(written.counted):,} are too many words for what is counted"
        problems.append(Problem(item.place("counted"), what, f"the first {MOST_COUNTED} are kept"))
    seen: dict[tuple[str, str], Place] = {}
    claims, claims_at = _references(item, "claims", written.claims, seen, problems)
    beside, beside_at = _references(item, "beside", written.beside, seen, problems)
    question = Question(
        id=written.id,
        question=" ".join(written.question.split()),
        counted=tuple(filter(None, dict.fromkeys(" ".join(one.split()) for one in written.counted[:MOST_COUNTED]))),
        where=where,
        when=when,
        claims=claims,
        beside=beside,
        note=written.note.strip(),
        former=former,
    )
    return Asked(question, claims_at, beside_at)


def _references(
    item: Item, field: str, written: Sequence[Written], seen: dict[tuple[str, str], Place], problems: Problems
) -> tuple[tuple[ClaimRef, ...], tuple[Place, ...]]:
    """The claims of a field, each once in a question, with their places."""
    kept: list[tuple[ClaimRef, Place]] = []
    for index, one in enumerate(written):
        path = f"{field}.{index}"
        fields = {"claim": one} if isinstance(one, str) else one
        place = item.place(path) if isinstance(one, str) else item.place(f"{path}.claim")
        for name in fields.keys() - set(OF_CLAIM):
            hint = did_you_mean(name, OF_CLAIM) or f"known here: {', '.join(OF_CLAIM)}"
            problems.append(Problem(item.place_of_name(f"{path}.{name}"), f"unknown field '{shown(name)}'", hint))
        found = MISSPELT.fullmatch(fields.get("claim", "").strip())
        if not found:
            what = f"'{shown(fields['claim'])}' is no claim" if fields.get("claim") else "'claim' is missing"
            problems.append(Problem(place, what, FORM if fields.get("claim") else "add 'claim: …'"))
        elif (other := seen.setdefault((found[1], found[2]), place)) is not place:
            what = f"the claim '{found[0]}' stands in this question already, at {other}"
            problems.append(Problem(place, what, "keep one of them"))
        else:
            note, words = (" ".join(fields.get(name, "").split()) for name in ("note", "words"))
            kept.append((ClaimRef(found[1], found[2], note, words), place))
    return tuple(ref for ref, _ in kept), tuple(place for _, place in kept)


def with_known_claims(
    asked: Sequence[Asked], rows: Iterable[Row], held: Held, problems: Problems
) -> tuple[Question, ...]:
    """The questions, each without claims that no report has, which are told, and without those of reports that are
    held back."""
    if not asked:
        return ()
    by_id = {row.id: row for row in rows}
    nearest = Nearest(sorted(by_id))
    claims: dict[str, ClaimsOf] = {}

    def known(refs: tuple[ClaimRef, ...], places: tuple[Place, ...]) -> tuple[ClaimRef, ...]:
        kept = []
        for ref, place in zip(refs, places, strict=True):
            if ref.report not in by_id:
                held.tell_unknown(ref.report, place, nearest, problems)
                if ref.report in held.ids and not REFERENCE.fullmatch(f"{ref.report}#{ref.claim}"):
                    problems.append(Problem(place, f"'{ref.report}#{ref.claim}' is no claim", FORM))
                continue
            if ref.report not in claims:
                claims[ref.report] = ClaimsOf(by_id[ref.report].counts)
            if claims[ref.report].has(ref.claim):
                kept.append(ref)
            else:
                what = f"the report '{ref.report}' has no claim '{ref.claim}'"
                problems.append(Problem(place, what, claims[ref.report].hint(ref.claim)))
        return tuple(kept)

    return tuple(
        changed(
            one.question, claims=known(one.question.claims, one.claims), beside=known(one.question.beside, one.beside)
        )
        for one in asked
    )


class ClaimsOf:
    """The claims of a report, by their ids."""

    def __init__(self, counts: Iterable[Counted]):
        self._words = {one.id: one.surface for one in counts}
        self._nearest = Nearest(self._words)

    def has(self, claim: str) -> bool:
        """Whether one has this id."""
        return claim in self._words

    def hint(self, claim: str) -> str:
        """Those that may be meant, the nearest by its id first, with their words."""
        if not self._words:
            return "nothing is counted in it"
        if near := self._nearest.to(claim, CLOSE):
            return f"did you mean '{near}', “{shown(self._words[near])}”?"
        near = self._nearest.to(claim)
        others = islice((one for one in self._words if one != near), MOST_HINTED - bool(near))
        shown_first = [*([near] if near else []), *others]
        told = ", ".join(f"{one} “{shown(self._words[one])}”" for one in shown_first)
        left = len(self._words) - len(shown_first)
        return f"it has {told}" + (f" and {left} more" if left else "")
