"""A question and what answers it, as figure.html sees it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from muniment.model import (
    FOLDED,
    ClaimLine,
    FigurePage,
    Name,
    Number,
    Operator,
    Page,
    Quotation,
    Record,
    Site,
    Status,
    to_json,
)
from muniment.render.chart_claims import ClaimRow, claims_chart
from muniment.render.dates import written
from muniment.render.figure_origins import OriginView, StandingView, view_origins, view_standing
from muniment.render.folds import INSTEAD
from muniment.render.frame import Frame, frame_of
from muniment.render.links import To, links_from
from muniment.render.view_parts import NameView, QuotationView, view_name, view_quotation
from muniment.render.words import bound, counted, cut, listed, number, untold_fate

LABELS = ("outlets", "relays", "speakers", "parties", "first-hand", "documents")
NOBODY = (
    "none: no publisher is known",
    "none: no report says that it has this through somebody else",
    "none: no report says who says so",
    "none: on whose side anybody speaks is not known",
    "none: nobody who says so is said to have counted or seen it",
    "none: no list, register or record",
)
UNREADABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
LONGEST_WHO = 3  # carriers named in the drawing


class CountView(Record, frozen=True):
    """One of the six counts, who is meant by it, and, in words, what is left out of it."""

    label: str
    figure: str
    names: tuple[NameView, ...]
    words: str


class ClaimItem(Record, frozen=True, kw_only=True):
    """A claim in its words. `number` is empty for one that does not answer the question."""

    number: str
    anchor: str
    amount: str
    what: str
    fate: str
    quotation: QuotationView
    when: str
    place: NameView | None
    where: str
    speaker: NameView | None
    party: NameView | None
    carriers: tuple[NameView, ...]
    basis: str
    excludes: str
    note: str
    instead: str  # what stands for the words of a graphic one
    is_of_outlet: bool  # its publisher says so itself
    is_quoted: bool
    standing: StandingView | None


class FigureView(Record, frozen=True, kw_only=True):
    frame: Frame
    question: str
    status: Status
    lead: str
    note: str
    counted: str
    where: NameView | None
    when: str
    chart: str  # HTML
    vector: tuple[CountView, ...]
    origins: tuple[OriginView, ...]
    origins_left: str
    origins_words: str
    claims: tuple[ClaimItem, ...]
    left: str
    beside: tuple[ClaimItem, ...]
    beside_left: str
    further: tuple[ClaimItem, ...]
    further_left: str
    json: str
    to_ask: str  # YAML with which editors ask a question that is only suggested
    to_list: str  # YAML with which they list its place, where they do not
    place_id: str


def view_figure(page: Page, site: Site) -> FigureView:
    """A question with every claim, what ties and parts them, and the six counts."""
    value = page.value
    assert isinstance(value, FigurePage)
    to = links_from(page.address)
    quotations = list(value.quotations)
    parts = []
    for lines in (value.claims, value.beside, value.further):
        parts.append(list(zip(lines, quotations, strict=False)))
        quotations = quotations[len(lines) :]
    answers, beside, further = parts
    total = len(value.claims) + value.left
    lead = _lead(value, total)
    return FigureView(
        frame=frame_of(page.address, site, cut(value.question, 90), cut(lead, 180), section="figures"),
        question=value.question,
        status=value.status,
        lead=lead,
        note=value.note,
        counted=listed(list(value.counted)),
        where=view_name(value.where, to) if value.where else None,
        when=written(value.when) if value.when else "",
        chart=claims_chart(_rows_of(answers, beside), f"{value.question} Every claim on one scale, over time"),
        vector=tuple(_count_views(value, to)),
        origins=view_origins(value.origins, [one.line for one in value.quotations[: len(value.claims)]], to),
        origins_left=counted(value.origins_left, "more origin") if value.origins_left else "",
        origins_words=_origins_words(value, total),
        claims=tuple(_item(*one, to, value.claims, total, index) for index, one in enumerate(answers, 1)),
        left=number(value.left) if value.left else "",
        beside=tuple(_item(*one, to, (), 0, 0) for one in beside),
        beside_left=number(value.beside_left) if value.beside_left else "",
        further=tuple(_item(*one, to, (), 0, 0) for one in further),
        further_left=number(value.further_left) if value.further_left else "",
        json=to("data/questions.json"),
        to_ask=_to_ask(value) if value.to_adopt else "",
        to_list=_to_list(value.where) if value.to_adopt and value.where and not value.is_place_listed else "",
        place_id=value.where.id if value.where else "",
    )


def _to_ask(value: FigurePage) -> str:
    """The item of content/questions.yaml. A place that editors do not list is no place that it may name. Its own id is
    a former one, so that one who gives it another leaves its address behind."""
    where = value.where.id if value.where and value.is_place_listed else ""
    fields = {"question": value.question, "where": where, "when": value.when}
    lines = [f"- id: {value.id}", *(f"  {name}: {quoted(words)}" for name, words in fields.items() if words)]
    lines.append(f"  counted: [{', '.join(map(quoted, value.counted))}]")
    claims = (f"    - {one}" for one in value.to_adopt)
    return "\n".join([*lines, f"  former: [{value.id}]", "  claims:", *claims])


def _to_list(place: Name) -> str:
    """The item of a file below content/entities."""
    return f"- id: {place.id}\n  kind: place\n  name: {quoted(place.name)}"


def quoted(words: str) -> str:
    """Words as JSON has them (RFC 8259, 7), and YAML reads them: what it takes for the end of a line, or does not take
    at all (YAML 1.1, 5.1 and 5.4), is escaped."""
    return UNREADABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", to_json(words).decode())


def _lead(value: FigurePage, total: int) -> str:
    if not total:
        return "No claim that answers it is in this archive."
    extent = answer_words([(one.claim.op, one.claim.low, one.claim.high) for one in value.claims])
    parts = [f"{counted(total, 'claim')} in {counted(value.reports, 'report')}{f': {extent}' if extent else ''}."]
    if total > 1:
        parts += [_origins_words(value, total), _conflict_words(value, total)]
    return " ".join(parts)


def answer_words(counts: Iterable[tuple[Operator, Number, Number]]) -> str:
    """From the lowest to the highest, "from 440 or more to about 445", or of one number "50 or about 50"; empty where
    no claim has a number."""
    numbered = [one for one in counts if one[1] is not None or one[2] is not None]
    numbered.sort(key=lambda one: ((one[2] if one[1] is None else one[1]) or 0, one[0] in (">", ">=")))
    words = list(dict.fromkeys(bound(*one) for one in numbered))
    if len({value for one in numbered for value in one[1:] if value is not None}) == 1:
        return " or ".join(words)
    ends = [one.replace(" to ", "–") for one in words]  # an end that is a range of its own: from 12 to 40–50
    return f"from {ends[0]} to {ends[-1]}" if len(words) > 1 else "".join(words)


def _conflict_words(value: FigurePage, total: int) -> str:
    """How the claims on the page stand to each other. What is in conflict with one is in conflict with two or more."""
    standings = [one.standing for one in value.claims if one.standing]
    clashing = sum(one.conflicting > 0 for one in standings)
    if value.left and clashing:
        return f"Of those on this page {number(clashing)} are in conflict with another."
    if clashing:
        with_whom = "each other" if clashing == 2 else "another"
        who = f"{number(clashing)} of them are" if clashing < total else "They are" if total == 2 else "Each is"
        return f"{who} in conflict with {with_whom}."
    apart = [sum(count for _, count in one.apart) for one in standings]
    if all(count == total - 1 for count in apart):
        return "They cannot be compared with each other."
    return "None that can be compared is in conflict with another." if any(apart) else "Their numbers can all be right."


def _origins_words(value: FigurePage, total: int) -> str:
    count = len(value.origins) + value.origins_left
    is_any_unknown = any(not one.is_known for one in value.origins)
    if count == 1 and is_any_unknown:
        many = "No report tells where they come from, so they count as one origin."
        return many if total > 1 else "No report tells where it comes from."
    if count == 1:
        return "They have one origin." if total > 1 else "It has one origin."
    others = "the other" if count == 2 else "one of the others"
    aside = f"; one of them is not known, and may be {others}" if is_any_unknown else ""
    return f"They have {number(count)} origins{aside}."


def _count_views(value: FigurePage, to: To) -> Iterator[CountView]:
    unknown = {
        "outlets": (value.reports_of_nobody, "report", "whose publisher is not known"),
        "parties": (value.speakers_of_no_party, "speaker", "whose party is not known"),
    }
    for label, names, count, nobody in zip(LABELS, value.vector, value.counts, NOBODY, strict=True):
        parts = [] if count else [nobody]
        if count > len(names):
            parts.append(f"and {counted(count - len(names), 'more', 'more')}")
        left, what, words = unknown.get(label, (0, "", ""))
        if left and count:
            parts.append(f"and {counted(left, what)} {words}")
        yield CountView(label, number(count), tuple(view_name(one, to) for one in names), ", ".join(parts))


def _instead(warning: str) -> str:
    return f"{INSTEAD}; {warning}" if warning else INSTEAD


def _rows_of(
    answers: Sequence[tuple[ClaimLine, Quotation]], beside: Sequence[tuple[ClaimLine, Quotation]]
) -> list[ClaimRow]:
    """The rows of the drawing by day, with what stands beside the question at the end of its day."""
    rows = [_row(line, quotation, index) for index, (line, quotation) in enumerate(answers, 1)]
    rows += [_row(line, quotation, 0) for line, quotation in beside]
    return sorted(rows, key=lambda one: (one.day or "9999", not one.number))


def _row(line: ClaimLine, quotation: Quotation, index: int) -> ClaimRow:
    claim, standing = line.claim, line.standing
    own = [quotation.line.publisher.name] if quotation.line.publisher else []
    carriers = [one.name for one in line.carriers[:LONGEST_WHO]]
    others = [one for one in (*carriers, *own) if line.speaker is None or one != line.speaker.name]
    who = [line.speaker.name] if line.speaker else []
    who += [f"through {listed(others)}" if who else listed(others)] if others else []
    who += [] if own else ["publisher unknown"]
    words = quotation.sentence[quotation.start : quotation.end] or claim.surface
    return ClaimRow(
        op=claim.op,
        low=claim.low,
        high=claim.high,
        words=INSTEAD if quotation.number == FOLDED else words,
        who=", ".join(who),
        day=quotation.line.published,
        number=index,
        retells=standing.retells + 1 if standing else 0,
        is_graphic=quotation.number == FOLDED,
    )


def _item(
    line: ClaimLine, quotation: Quotation, to: To, claims: Sequence[ClaimLine], total: int, index: int
) -> ClaimItem:
    claim = line.claim
    return ClaimItem(
        number=number(index) if index else "",
        anchor=f"claim-{index}" if index else "",
        amount=bound(claim.op, claim.low, claim.high),
        what=claim.what,
        fate=untold_fate(claim.what, claim.fate),
        quotation=view_quotation(quotation, to),
        when=written(claim.when) if claim.when else "",
        place=view_name(line.place, to) if line.place else None,
        where=claim.where,
        speaker=view_name(line.speaker, to) if line.speaker else None,
        party=view_name(line.party, to) if line.party else None,
        carriers=tuple(view_name(one, to) for one in line.carriers),
        basis=claim.basis,
        excludes=claim.excludes,
        note=line.note,
        instead=_instead(claim.warning) if quotation.number == FOLDED else "",
        is_quoted=claim.is_quoted,
        is_of_outlet=line.speaker is not None and line.speaker == quotation.line.publisher,
        standing=view_standing(claim, line.standing, claims, total) if line.standing else None,
    )
