"""What an editor sees of a report: one matter at a time, its words in their sentence, what was read there and why."""

import re
from collections.abc import Iterable, Sequence

from muniment.cards import Card, Line, Piece, Style, folded, line, rows
from muniment.link.anchors import Astray, anchored
from muniment.link.decided import CHAIN, Pairs, values_of
from muniment.model import Authority, Claim, Decision, FieldKind, FindingKind, Mention, Quote, Report, Review
from muniment.problems import Problem
from muniment.read.review_file import SAYS
from muniment.render.report_review import ABOUT, DONE
from muniment.review.case import Case
from muniment.review.certainty import in_words, why
from muniment.review.matters import Matter, suggested_fields
from muniment.sentences import sentences_of

SPACE = re.compile(r"\s+")
LONGEST_WORD = 40  # signs looked at for the end of a word that is cut
PARAGRAPH = re.compile(r"[^\S\n]*\n\s*?\n\s*")
MOST_PLACES = 6  # of one name that are shown
MOST_TOLD = 10  # decisions that do not hold
ALWAYS: tuple[FindingKind | FieldKind, ...] = ("claim", "date")  # of which what is not said is shown, too
MATTERING = ("count", "value", "edtf", "where", "when", "speaker")
LABELS = {
    "count": "how many", "what": "of what", "fate": "their fate",
    "where": "where", "when": "when", "speaker": "who says so",
    CHAIN: "passed on by", "basis": "what it rests on", "entity": "who or what", "name": "name", "kind": "kind",
    "role": "role", "affiliation": "of what body", "type": "type", "value": "value", "edtf": "days", "source": "source",
    "of": "from whom",
}  # fmt: skip
IDS = ("entity", "speaker", CHAIN, "source", "of", "where", "affiliation", "value")  # what may be an id of the editors
KEYS = (
    ("a", "accept"), ("r", "reject"), ("c", "correct"), ("s", "later"), ("A", "all alike"), ("b", "back"), ("+", "add"),
    ("n", "note"), ("i", "one by one"), ("m", "more text"), ("x", "hold back"), ("e", "by hand"), ("q", "leave"),
    ("?", "help"),
)  # fmt: skip
AGAIN_KEYS = (
    ("a", "keep"), ("A", "keep all that stand"), ("c", "correct"), ("d", "drop"), ("s", "later"), ("e", "by hand"),
    ("q", "leave"), ("?", "help"),
)  # fmt: skip
HELP = (
    ("a", "accept: it is what the report says"),
    ("r", "reject: it is not, and shall not come back"),
    ("c", "correct: something is there, and it is another"),
    ("s", "later: ask at the end, and leave it suggested until then"),
    ("A", "accept all of this kind that are left"),
    ("b", "back: take the last decision away, and ask again"),
    ("+", "add what was not found: words of the text, or a field of the report"),
    ("n", "a note, which readers see beside the decision"),
    ("i", "decide on each place of a name by itself"),
    ("m", "more of the text around it, or less again"),
    ("x", "hold words back from readers, with a reason"),
    ("e", "edit the review's file by hand"),
    ("q", "leave; all that was decided is written already"),
)


def matter_card(matter: Matter, case: Case, head: Sequence[Line], room: int, foot: Sequence[Line]) -> Card:
    """What is suggested, with its words and what is read from them."""
    title = line(Piece(_title(matter), "strong"), "  ", Piece(_trust(matter), _tone(matter.certainty)))
    body: list[Line] = []
    if matter.value:
        body = rows([("suggested", described(matter.value.value, case))])
        if matter.value.start >= 0:
            body += [line(), passage(case, matter.value.start, matter.value.end, room)]
        elif matter.value.where:
            body += rows([("read from", folded(matter.value.where))])
    elif matter.findings:
        body = _findings_body(matter, case, room)
    return Card((*head, title, line(), *body), (line(), *foot))


def _findings_body(matter: Matter, case: Case, room: int) -> list[Line]:
    first = matter.findings[0]
    shown = matter.findings[:MOST_PLACES]
    body = [passage(case, one.start, one.end, max(200, room // len(shown))) for one in shown]
    if len(shown) > 1:
        body = [line("· ", *one.pieces[1:], hang=2) for one in body]
    if len(matter.findings) > len(shown):
        body.append(line(Piece(f"  and in {len(matter.findings) - len(shown):,} more places", "faint")))
    listed = said_pairs(matter.about, values_of(first), case) + _further(first, matter, case)
    return [*body, line(), *rows(listed)]


def _further(first: object, matter: Matter, case: Case) -> list[tuple[str, str]]:
    """What is known beside what is decided on."""
    found: list[tuple[str, str]] = []
    if isinstance(first, Mention):
        roles = dict.fromkeys(one.role for one in matter.findings[1:] if isinstance(one, Mention) and one.role)
        found += [("elsewhere", folded(", ".join(roles)))] if roles else []
        if first.place:
            found.append(("gazetteer", folded(f"{', '.join(first.place.part_of)} ({first.place.source})")))
        listed = case.authorities.get(first.entity)
        found += [("not to be taken for", ", ".join(listed.lookalikes))] if listed and listed.lookalikes else []
    if isinstance(first, Claim) and first.excludes:
        found.append(("not counted", folded(first.excludes.surface)))
    if isinstance(first, Quote) and first.insertions:
        found.append(("put in by the writer", folded(", ".join(one.surface for one in first.insertions))))
    return found


def decided_card(decision: Decision, case: Case, head: Sequence[Line], room: int, foot: Sequence[Line]) -> Card:
    """What was decided before, where its words stand by now."""
    title = [line(Piece(f"{DONE[decision.verb]}: {ABOUT[decision.about]}", "strong"))]
    body: list[Line] = []
    if decision.selector:
        try:
            start, end = anchored(decision.selector, case.text)
            body = [passage(case, start, end, room)]
        except Astray as astray:
            words = folded(f"{decision.selector.prefix}[{decision.selector.exact}]{decision.selector.suffix}")
            body = [line(Piece(f"{astray}: ", "warning"), words)]
    listed = said_pairs(decision.about, decision.values, case)
    body += [line(), *rows([*listed, *([("note", folded(decision.note))] if decision.note else [])])]
    return Card((*head, *title, line(), *body), (line(), *foot))


def said_pairs(
    about: FindingKind | FieldKind, says: Pairs, case: Case, with_empty: bool = False
) -> list[tuple[str, str]]:
    """What a finding or a decision says: what each value is called, and the value with whom editors list under it; of
    some kinds also what is not said, and on demand all that is not."""
    listed = []
    for name in SAYS[about]:
        values = [value for one, value in says if one == name and value]
        words = ", ".join(described(value, case) if name in IDS else folded(value) for value in values)
        if words or with_empty:
            listed.append((LABELS[name], words))
        elif about in ALWAYS and name in MATTERING:
            listed.append((LABELS[name], "not said"))
    return listed


def described(value: str, case: Case) -> str:
    """A value, and whom editors list under it, if it is an id."""
    authority = case.authorities.get(value)
    return f"{value}: {who(authority)}" if authority else folded(value)


def who(authority: Authority) -> str:
    """One whom editors list, in a line."""
    words = (authority.name, authority.kind, authority.role or authority.description)
    return folded(", ".join(filter(None, words)))


def passage(case: Case, start: int, end: int, room: int) -> Line:
    """Words of the report in their sentence, with some of the text before and after."""
    text = case.text
    first, last = sentences_of(case.prose).around(start, end, max(120, room // 2))
    before, after = max(0, first - room // 4), min(len(text), last + room // 4)
    before += _to_space(text[max(0, before - 1) : first]) if before else 0
    after -= _to_space(text[last : after + 1][::-1]) if after < len(text) else 0
    words = (
        text[start:end] if end - start <= room else f"{text[start : start + room // 2]} … {text[end - room // 2 : end]}"
    )
    return line(
        "  ",
        Piece(("… " if before else "") + _folded(text[before:first]), "faint"),
        _folded(text[first:start]),
        Piece(_folded(words), "mark"),
        _folded(text[end:last]),
        Piece(_folded(text[last:after]) + (" …" if after < len(text) else ""), "faint"),
        hang=2,
    )


def _to_space(text: str) -> int:
    """How many signs of a text there are before a white space, as far as words of a language with spaces go."""
    found = SPACE.search(text, 0, LONGEST_WORD)
    return found.start() if found else 0


def _folded(text: str) -> str:
    """As `folded`, with the white space at either end, and a sign where a paragraph ends."""
    return SPACE.sub(" ", PARAGRAPH.sub(" ¶ ", text))


def head_line(case: Case, done: int, total: int) -> Line:
    """The report in a line, and how far its review is."""
    date = case.report.document.published
    words = (folded(case.report.document.id), date.value if date else "no date", f"{done:,} of {total:,} decided")
    return line(Piece(" · ".join(words), "faint"))


def opening(case: Case, report: Report, review: Review | None, problems: Sequence[Problem]) -> list[Line]:
    """What stands above the first card: the report with what was decided on it, and what keeps readers from it."""
    document = report.document
    suggested = dict(suggested_fields(report))
    fields = []
    for name in ("title", "published", "language"):
        value = getattr(document, name) or suggested.get(name)
        fields.append((name, f"{folded(value.value)} ({value.status})" if value else "not known"))
    publisher = document.publisher or suggested.get("publisher")
    fields.append(("publisher", f"{folded(publisher.value)} ({publisher.status})" if publisher else "not known"))
    fields.append(("words", f"{len(document.text.split()):,}"))
    fields.append(("review", _state(review, case)))
    notes = [line(Piece(f"  {folded(note)}", "warning"), hang=2) for note in case.notes]
    told = [line(Piece(f"  {problem}", "warning"), hang=2) for problem in problems[:MOST_TOLD]]
    more = len(problems) - MOST_TOLD
    told += [line(Piece(f"  and {more:,} more; `muniment check` lists them", "warning"))] if more > 0 else []
    return [line(Piece(folded(case.seed.path), "strong")), *rows(fields), *notes, *told, line()]


def _state(review: Review | None, case: Case) -> str:
    if review is None:
        return "nobody has looked at it yet"
    state = "complete" if review.is_complete else "in part"
    if case.is_other(review):
        state = "stale: the file is another one by now"
    decisions = f"{len(review.decisions):,} decision{'' if len(review.decisions) == 1 else 's'}"
    return folded(f"{state}; {decisions} by {review.reviewer}, {review.date}")


def foot_of(keys: Iterable[tuple[str, str]], message: str = "", note: str = "") -> list[Line]:
    """What may be pressed, below what there is to say."""
    told = [line(Piece(one, "warning"), hang=2) for one in message.split("\n") if one]
    kept = [line(Piece("note: ", "label"), folded(note))] if note else []
    pieces = [piece for key, word in keys for piece in (Piece(key, "key"), Piece(f" {word}   "))]
    return [*told, *kept, line(*pieces)]


def help_card() -> Card:
    """What each key does."""
    listed = [line(Piece(f"  {key}  ", "key"), words, hang=5) for key, words in HELP]
    words = "A review says what the report says, not whether it is true. Press any key to go on."
    return Card((line(Piece("Keys", "strong")), line(), *listed), (line(), line(words)))


def _title(matter: Matter) -> str:
    times = f", {len(matter.findings)} times" if len(matter.findings) > 1 else ""
    return ABOUT[matter.about] + times


def _trust(matter: Matter) -> str:
    reasons = dict.fromkeys(filter(None, map(why, matter.findings)))
    words = f"{in_words(matter.certainty)} ({matter.certainty} of 100)"
    return ": ".join(filter(None, (words, "; ".join(list(reasons)[:2]))))


def _tone(certainty: int) -> Style:
    return "good" if certainty >= 85 else "doubt"
