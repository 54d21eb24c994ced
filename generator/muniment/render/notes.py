"""The notes in the margin: what a date, a claim or an attribution was read as, and why."""

from html import escape

from muniment.model import Attribution, Claim, DateMention, Record, Redacted, Status
from muniment.render.dates import written, written_value
from muniment.render.reasons import is_evident, reason_of
from muniment.render.view_parts import NameView
from muniment.render.words import bound, cut, untold_fate
from muniment.woven import shown

LONGEST_WORDS = 90  # code points of the text's own words in a note; the mark itself has them all
LONGEST_REASON = 200


class Note(Record, frozen=True):
    """`chip` is a few plain words, for a small screen; `words` is HTML, for the margin. `is_of_archive` where it was
    decided for the whole archive, and not by whoever reviewed the report."""

    status: Status
    chip: str
    words: str
    is_of_archive: bool = False


def note_html(note: Note, number: int, reviewer: str = "") -> str:
    """The note's elements, to stand right after its mark: a switch, its label, the note."""
    status = note.status
    who = "the archive" if note.is_of_archive else shown(reviewer)
    by = f" by {who}" if who and status == "reviewed" else ""
    is_signed = status == "verified"
    mark = f'<a class="status {status}" href="#signed">' if is_signed else f'<span class="status {status}">'
    return (
        f'<input type="checkbox" class="note-switch" id="n{number}">'
        f'<label class="note-key {status}" for="n{number}" dir="ltr" lang="en"><span class="unseen">Note </span>'
        f"<b>{number}</b><i>{shown(note.chip)}</i></label>"
        f'<span class="note {status}" role="note" dir="ltr" lang="en"><b>{number}</b>{note.words} '
        f"{mark}{status}{by}</{'a' if is_signed else 'span'}></span>"
    )


def note_of_date(found: DateMention) -> Note | None:
    """What a time expression stands for, and by which rule; None where its words say it all."""
    if is_evident(found.rule) or found.type == "SET" or found.value == "PRESENT_REF":
        return None
    surface = f"<q>{shown(cut(found.surface, LONGEST_WORDS))}</q>"
    reason = reason_of(found.rule)
    why = f": {shown(reason)}." if reason else "."
    if found.edtf:
        resolved = written(found.edtf, is_short=True)
        return Note(found.status, resolved, f"{surface} is <b>{shown(resolved)}</b>{why}")
    value = written_value(found.value) if found.value else "no day given"
    if found.type == "DURATION":
        return Note(found.status, value, f"A length of time: <b>{shown(value)}</b>, no first or last day.")
    return Note(found.status, value.partition(",")[2].strip() or value, f"{surface}: <b>{shown(value)}</b>{why}")


def note_of_redaction(block: Redacted) -> Note:
    """Why words are not shown, and since when: what a review redacts has a day, what is held back everywhere none."""
    since = f", {shown(written(block.date, is_short=True))}" if block.date else ""
    words = f"Redacted: <b>{shown(cut(block.reason, LONGEST_REASON))}</b>{since}."
    return Note("reviewed", "redacted", words, is_of_archive=not block.date)


def note_of_claim(claim: Claim, where: NameView | None) -> Note:
    """How a counted statement was read: number, what, where, when, who says so."""
    amount = bound(claim.op, claim.low, claim.high)
    when = written(claim.when, is_short=True) if claim.when else ""
    counted = f"<b>{shown(amount)}</b> {shown(cut(claim.what, LONGEST_WORDS))}".strip()
    facts = untold_fate(claim.what, claim.fate), where.name if where else claim.where, when
    about = [shown(cut(part, LONGEST_WORDS)) for part in facts if part]
    speaker = f" Says {shown(cut(claim.speaker, LONGEST_WORDS))}." if claim.speaker else ""
    return Note(claim.status, amount, ", ".join([counted, *about]) + f".{speaker}")


def note_of_attribution(found: Attribution, name: NameView | None) -> Note:
    """Who passes on what from whom. Whom it leads to is linked."""
    named = _linked(found.name, name)
    other = shown(cut(found.of, LONGEST_WORDS))
    chip, words = {
        "credit": ("credit", f"A credit, to {named}" + (f", for {other}" if other else "")),
        "via": (f"through {found.name}", f"Passed on by {named}" + (f", from {other}" if other else "")),
        "channel": (f"through {found.name}", f"Came through {named}" + (f", from {other}" if other else "")),
        "citing": (f"cites {found.name}", f"{other or 'The text'} cites {named}"),
    }[found.kind]
    return Note(found.status, cut(chip, 32), words if words.endswith("…") else f"{words}.")


def _linked(name: str, view: NameView | None) -> str:
    words = shown(cut(view.name if view else name, LONGEST_WORDS))
    return f'<a href="{escape(view.address)}">{words}</a>' if view and view.address else f"<b>{words}</b>"
