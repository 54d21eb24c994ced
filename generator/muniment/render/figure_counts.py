"""The six counts of a question in words: who is meant by each, and what each of them counts."""

from collections.abc import Iterator

from muniment.model import VECTOR, FigurePage, Record, Status
from muniment.render.links import To
from muniment.render.view_parts import NameView, view_name
from muniment.render.words import counted, number

LABELS = ("outlets", "relays", "speakers", "parties", "first-hand", "documents")
MEANINGS = (
    "those who published the reports that the claims stand in",
    "those through whom a report says that it has the claim: an agency, a channel, another outlet",
    "those who are said to have made the claim; whoever may be one is counted once, here and in all these counts, and "
    "one of whom nobody knows more than a name may be any of the others",
    "those for whom the speakers speak, as editors list it: a state, an army, an organisation",
    "of those who make the claim, those who are said to have counted or seen it themselves",
    "lists, registers and records that the claims are said to rest on",
)
NOBODY = (
    "none: no publisher is known",
    "none: through whom it came is not known",
    "none: who says so is not known",
    "none: on whose side anybody speaks is not known",
    "none: of nobody who says so is it known that they counted or saw it",
    "none: no list, register or record is known",
)
GLOSSARY = tuple(zip(LABELS, MEANINGS, strict=True))
BY_FIELD = dict(zip(VECTOR, MEANINGS, strict=True))


class CountView(Record, frozen=True):
    """One of the six counts, who is meant by it, and, in words, what is left out of it."""

    label: str
    figure: str
    names: tuple[NameView, ...]
    words: str
    status: Status


def view_counts(value: FigurePage, to: To) -> Iterator[CountView]:
    """The six counts of a question, in order."""
    unknown = {
        "outlets": (value.reports_of_nobody, "report", "whose publisher is not known"),
        "parties": (value.speakers_of_no_party, "speaker", "whose party is not known"),
        "first-hand": (value.seen_by_nobody, "report", "that tells what was seen, and whose publisher is not known"),
    }
    rows = zip(LABELS, value.vector, value.counts, value.names_behind, value.statuses, NOBODY, strict=True)
    for label, names, count, spelled, status, nobody in rows:
        left, what, words = unknown.get(label, (0, "", ""))
        is_seen = label == "first-hand" and left > 0
        parts = [] if count or is_seen else [nobody]
        if count > len(names):
            parts.append(f"and {counted(count - len(names), 'more', 'more')}")
        if spelled > count:
            parts.append(f"under {number(spelled)} names that may be one’s")
        if left and (count or is_seen):
            parts.append(f"{'and ' if count else ''}{counted(left, what)} {words}")
        told = tuple(view_name(one, to) for one in names if one.name)
        if len(told) < len(names):
            parts.append("whose it is is not told")
        yield CountView(label, number(count), told, ", ".join(parts), status)
