"""The archived text of a report, exactly, with what was found in it marked in place."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Literal

from muniment.markup import Mark, paragraphs, render_markdown, render_plain
from muniment.model import (
    Attribution,
    Claim,
    DateMention,
    Document,
    Findings,
    Mention,
    Record,
    Redacted,
    Status,
    changed,
)
from muniment.render.folds import with_folds
from muniment.render.nesting import Marking, nested
from muniment.render.notes import note_html, note_of_attribution, note_of_claim, note_of_date, note_of_redaction
from muniment.render.view_parts import NameView, machine_date

MOST_MARKS = 3000  # a page of 5 MB with a link on every name would be 25
MOST_NOTES = 150  # more of them would run far below the lines they belong to
# Only what markup.py opens itself: "<" of the text is escaped.
PARAGRAPH = re.compile(r'<(?:p|h[1-6]) id="p(\d+)"[^>]*>')
RANKS = {"claim": 0, "attribution": 1, "name": 2, "date": 3, "redaction": 4}

NameOf = Callable[[str, str, str], NameView | None]  # (kind, name, id) to the name to show
Form = Literal["plain", "markdown"]


class Finder(Record, frozen=True):
    """Where names and days lead to from the page at hand."""

    name_of: NameOf
    dates: dict[str, str]  # a day, month or year to a relative link
    reviewer: str = ""


class MarkedText(Record, frozen=True):
    """The text as HTML, and what of the findings it does not show."""

    html: str
    notes: int
    notes_left: int
    marks_left: int


def mark_text(document: Document, findings: Findings, finder: Finder) -> MarkedText:
    """The text with names and dates linked, claims tinted, notes after what needs one, blocks that say what they stand
    for, and graphic passages folded.

    Findings that lie outside the text are left out, so that an excerpt may be given with the
    findings of the whole.
    """
    text, form = document.text, document.form
    blocks = map(_marking_of_redaction, document.redactions)
    found = sorted((*_markings(findings, finder), *blocks), key=lambda one: (one.start, -one.end, one.rank))
    if not found:
        return MarkedText(with_folds(_html_of(text, form, ()), text, form, document.graphic), 0, 0, 0)
    within = [one for one in found if one.end <= len(text)]
    markings = _once_a_paragraph(nested(within[:MOST_MARKS], len(text)), text, form)
    numbers: dict[int, int] = {}
    order = sorted((one.end, one.start, index) for index, one in enumerate(markings) if one.note)
    for number, (_, _, index) in enumerate(order[:MOST_NOTES], 1):
        numbers[index] = number
    marks = [_mark(one, numbers.get(index, 0), finder.reviewer) for index, one in enumerate(markings)]
    html = with_folds(_html_of(text, form, marks), text, form, document.graphic)
    return MarkedText(html, len(numbers), len(order) - len(numbers), max(0, len(within) - MOST_MARKS))


def _html_of(text: str, form: Form, marks: Sequence[Mark]) -> str:
    html = render_plain(text, marks) if form == "plain" else render_markdown(text, marks)
    return PARAGRAPH.sub(_numbered, html)


def _markings(findings: Findings, finder: Finder) -> Iterator[Marking]:
    for mention in findings.mentions:
        yield _marking_of_name(mention, finder)
    for date in findings.dates:
        marking = _marking_of_date(date, finder)
        if marking.note or marking.is_link:  # "now", "daily": nothing to say of it
            yield marking
    seen: set[str] = set()
    for claim in findings.claims:
        yield _marking_of_claim(claim, finder, claim.id not in seen)
        seen.add(claim.id)
    for attribution in findings.attributions:
        yield from _markings_of_attribution(attribution, finder)


def _marking_of_name(mention: Mention, finder: Finder) -> Marking:
    name = finder.name_of(mention.kind, mention.name, mention.entity)
    return _around(mention.start, mention.end, "name", mention.status, name.address if name else "")


def _marking_of_date(date: DateMention, finder: Finder) -> Marking:
    # A link leads to the day, or to the first day of an interval; no page, no link.
    address = finder.dates.get(date.edtf or "") or finder.dates.get((date.edtf or "").partition("/")[0], "")
    marking = _around(date.start, date.end, "date", date.status, address)
    machine = machine_date(date.edtf or "")
    if machine:
        time = f'<time datetime="{escape(machine)}">'
        opening, closing = marking.opening + time, "</time>" + marking.closing
        marking = changed(marking, opening=opening, again=opening, closing=closing)
    return changed(marking, note=note_of_date(date))


def _marking_of_redaction(block: Redacted) -> Marking:
    words = escape(f"Redacted: {block.reason}")
    opening = f'<span class="redacted" role="img" aria-label="{words}">'
    return Marking(
        start=block.start,
        end=block.end,
        rank=RANKS["redaction"],
        opening=opening,
        again=opening,
        closing="</span>",
        note=note_of_redaction(block),
    )


def _marking_of_claim(claim: Claim, finder: Finder, is_first: bool) -> Marking:
    where = finder.name_of("place", claim.where, claim.where) if claim.where else None
    again = f'<span class="mark claim {claim.status}">'
    opening = again.replace("<span", f'<span id="{escape(claim.id)}"', 1) if is_first else again
    return Marking(
        start=claim.start,
        end=claim.end,
        rank=RANKS["claim"],
        opening=opening,
        again=again,
        closing="</span>",
        note=note_of_claim(claim, where),
    )


def _markings_of_attribution(found: Attribution, finder: Finder) -> Iterator[Marking]:
    """The whole expression carries the note; the name in it, where it stands there, is the link."""
    name = finder.name_of("source", found.name, found.source)
    opening = '<span class="attribution">'
    yield Marking(
        start=found.start,
        end=found.end,
        rank=RANKS["attribution"],
        opening=opening,
        again=opening,
        closing="</span>",
        note=note_of_attribution(found, name),
    )
    offset = found.surface.find(found.name) if found.name else -1
    if name and name.address and offset >= 0:
        start = found.start + offset
        yield _around(start, start + len(found.name), "name", found.status, name.address)


def _around(start: int, end: int, kind: str, status: Status, address: str) -> Marking:
    opening = f'<a class="mark {status}" href="{escape(address)}">' if address else f'<span class="mark {status}">'
    return Marking(
        start=start,
        end=end,
        rank=RANKS[kind],
        opening=opening,
        again=opening,
        closing="</a>" if address else "</span>",
        is_link=bool(address),
    )


def _once_a_paragraph(markings: list[Marking], text: str, form: Form) -> list[Marking]:
    """A note that says again what one in the same paragraph said is left off."""
    starts = [start for start, _ in paragraphs(text, form)]
    said: set[tuple[int, str]] = set()
    kept = []
    for marking in markings:
        key = (bisect_right(starts, marking.start), marking.note.words) if marking.note else None
        kept.append(changed(marking, note=None) if key in said else marking)
        if key:
            said.add(key)
    return kept


def _numbered(opening: re.Match[str]) -> str:
    number = opening[1]
    return f'{opening[0]}<a class="number" href="#p{number}" aria-label="Paragraph {number}">{number}</a>'


def _mark(marking: Marking, number: int, reviewer: str) -> Mark:
    after = note_html(marking.note, number, reviewer) if marking.note and number else ""
    return Mark(marking.start, marking.end, marking.opening, marking.again, marking.closing, after)
