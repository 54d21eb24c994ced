"""Questions that editors ask of the claims: content/questions.yaml, and what must hold of them."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path

from muniment.edtf import advise_edtf, read_edtf
from muniment.ids import plain_id
from muniment.model import Authority, ClaimRef, Counted, Question, Record, Row, changed
from muniment.nearest import Nearest, did_you_mean
from muniment.problems import Place, Problem
from muniment.read.edited import bytes_of
from muniment.read.folder import shown
from muniment.read.held import LEFT_OUT, Held
from muniment.shape import read_items
from muniment.shaping import Item

QUESTIONS = "content/questions.yaml"
LONGEST_QUESTION = 300  # code points; lists and titles repeat it
MOST_HINTED = 3  # claims of a report that a hint names
REFERENCE = re.compile(r"([a-z0-9-]{1,80})#(c-[0-9a-f]{8})")
FORM = "write REPORT#CLAIM, such as 000-dffad#c-97925080: the end of the claim's own address, without .html"

A_KIND = {"person": "a person", "organization": "an organisation", "source": "a source"}

Problems = list[Problem]
Written = str | dict[str, str]  # a claim, or its `claim` and a `note`


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


def read_questions(
    archive: Path, authorities: Iterable[Authority], problems: Problems, gone: Container[str] = ()
) -> tuple[Asked, ...]:
    """The questions of an archive, in the order of the file.

    One without a plain id of its own or without words is told and left out; what else is wrong is told, and the
    question stands without it. Whether there are such claims only `with_known_claims` can tell. `gone` are ids of
    those who are listed, and withheld.
    """
    data = bytes_of(archive, QUESTIONS, problems)
    items = read_items(data, QUESTIONS, QuestionItem, problems) if data else ()
    kinds = {one.id: "source" if one.is_source else one.kind for one in authorities}
    nearest = Nearest(one for one, kind in kinds.items() if kind == "place")
    first: dict[str, Place] = {}
    sound = [item for item in items if _is_sound(item, first, problems)]
    left: dict[str, Place] = {}
    return tuple(_asked(item, kinds, nearest, gone, _former(item, first, left, problems), problems) for item in sound)


def _is_sound(item: Item, first: dict[str, Place], problems: Problems) -> bool:
    """Whether it has a plain id of its own, and words that are not too many."""
    written: QuestionItem = item.record
    plain, place = plain_id(written.id), item.place("id")
    if written.id != plain or not plain:
        hint = f"write '{plain}'" if plain else "write letters a to z, digits and -"
        problems.append(Problem(place, f"the id '{shown(written.id)}' is not plain", hint))
        return False
    if (other := first.setdefault(plain, place)) is not place:
        problems.append(Problem(place, f"the id '{plain}' is that of {other}", "give one of them another"))
        return False
    words = " ".join(written.question.split())
    if not words:
        hint = "ask it in a sentence, such as: How many graves are there?"
        problems.append(Problem(item.place("question"), f"'{plain}' asks nothing", hint))
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


def _asked(
    item: Item,
    kinds: Mapping[str, str],
    nearest: Nearest,
    gone: Container[str],
    former: tuple[str, ...],
    problems: Problems,
) -> Asked:
    written: QuestionItem = item.record
    where, when = written.where.strip(), written.when.strip()
    if where in gone:
        problems.append(Problem(item.place("where"), f"'{shown(where)}' is left out of what is published", LEFT_OUT))
        where = ""
    elif where and kinds.get(where) != "place":
        what = f"'{shown(where)}' is " + (A_KIND[kinds[where]] if where in kinds else "not listed")
        hint = nearest.hint(where, "list it, with this id, as a place below content/entities")
        problems.append(Problem(item.place("where"), f"{what}, and not a place" if where in kinds else what, hint))
        where = ""
    if when and read_edtf(when) is None:
        problems.append(Problem(item.place("when"), f"'{shown(when)}' is no EDTF date", advise_edtf(when)))
        when = ""
    seen: dict[tuple[str, str], Place] = {}
    claims, claims_at = _references(item, "claims", written.claims, seen, problems)
    beside, beside_at = _references(item, "beside", written.beside, seen, problems)
    question = Question(
        id=written.id,
        question=" ".join(written.question.split()),
        counted=tuple(filter(None, dict.fromkeys(" ".join(one.split()) for one in written.counted))),
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
        for name in fields.keys() - {"claim", "note"}:
            hint = did_you_mean(name, ("claim", "note")) or "known here: claim, note"
            problems.append(Problem(item.place_of_name(f"{path}.{name}"), f"unknown field '{shown(name)}'", hint))
        found = REFERENCE.fullmatch(fields.get("claim", "").strip())
        if not found:
            what = f"'{shown(fields['claim'])}' is no claim" if fields.get("claim") else "'claim' is missing"
            problems.append(Problem(place, what, FORM if fields.get("claim") else "add 'claim: …'"))
        elif (other := seen.setdefault((found[1], found[2]), place)) is not place:
            what = f"the claim '{found[0]}' stands in this question already, at {other}"
            problems.append(Problem(place, what, "keep one of them"))
        else:
            kept.append((ClaimRef(found[1], found[2], " ".join(fields.get("note", "").split())), place))
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

    def known(refs: tuple[ClaimRef, ...], places: tuple[Place, ...]) -> tuple[ClaimRef, ...]:
        kept = []
        for ref, place in zip(refs, places, strict=True):
            row = by_id.get(ref.report)
            if row is None:
                held.tell_unknown(ref.report, place, nearest, problems)
            elif any(one.id == ref.claim for one in row.counts):
                kept.append(ref)
            else:
                what = f"the report '{ref.report}' has no claim '{ref.claim}'"
                problems.append(Problem(place, what, _hint_of_claims(row.counts, ref.claim)))
        return tuple(kept)

    return tuple(
        changed(
            one.question, claims=known(one.question.claims, one.claims), beside=known(one.question.beside, one.beside)
        )
        for one in asked
    )


def _hint_of_claims(counts: Sequence[Counted], claim: str) -> str:
    """The claims of a report that may be meant, the nearest by its id first, with their words."""
    if not counts:
        return "nothing is counted in it"
    words: Mapping[str, str] = {one.id: one.surface for one in counts}
    near = Nearest(words).to(claim)
    shown_first = [*([near] if near else []), *(one for one in words if one != near)][:MOST_HINTED]
    told = ", ".join(f"{one} “{shown(words[one])}”" for one in shown_first)
    left = len(words) - len(shown_first)
    return f"it has {told}" + (f" and {left} more" if left else "")
