"""What a report claims and who speaks in it, as the tables below its text show them."""

from collections.abc import Callable, Mapping

from muniment.model import Claim, Difference, Folded, Quote, Record, Report, Status, is_folded
from muniment.render.dates import written
from muniment.render.folds import INSTEAD
from muniment.render.text import NameOf
from muniment.render.view_figure_lists import FigureLink
from muniment.render.view_parts import NameView
from muniment.render.words import bound, cut, kind_name, listed, untold_fate

MOST_FIGURES = 5  # questions of one claim
MOST = 200  # rows; the JSON has them all
LONGEST_QUOTE = 600


class QuotedView(Record, frozen=True):
    """The words of a quotation, their claim's id, and in what they differ, in words."""

    id: str
    surface: str
    on: str


class ClaimView(Record, frozen=True, kw_only=True):
    """A row of the table. `chain` is who passed it on, from the first voice; `excludes` what the text says is not
    counted; `quoted` what the quotation says that it rests on, where that is something else."""

    id: str
    surface: str
    amount: str
    what: str
    fate: str  # empty where `what` tells it
    where: str
    place: NameView | None
    when: str
    speaker: str
    speaker_name: NameView | None
    chain: tuple[NameView, ...]
    excludes: str
    quoted: QuotedView | None
    status: Status
    figures: tuple[FigureLink, ...]  # the questions that it belongs to
    folded: str  # the paragraph that a graphic one stands in, of which no words are shown


class QuoteView(Record, frozen=True, kw_only=True):
    """Words between quotation marks, and who says them; cut where they are long. `insertions` are not the speaker's."""

    surface: str
    paragraph: str
    speaker: str
    name: NameView | None
    role: str
    insertions: tuple[str, ...]
    status: Status
    is_graphic: bool


class Rows(Record, frozen=True):
    """The rows of a table, and how many more there are; whether nobody has looked at any of them."""

    shown: tuple[ClaimView, ...] | tuple[QuoteView, ...]
    left: int
    is_suggested: bool


def claims_of(
    report: Report, name_of: NameOf, paragraph_at: Callable[[int], str], figures: Mapping[str, tuple[FigureLink, ...]]
) -> Rows:
    """What the report claims, in the order of its text; `figures` are the questions that claims belong to, by their
    ids."""
    claims = report.findings.claims
    by_id = {claim.id: claim for claim in claims}
    rests_on = {one.claim: _view_quoted(by_id[one.quoted], one) for one in report.findings.differences}
    shown = tuple(
        _view_claim(
            claim,
            name_of,
            rests_on.get(claim.id),
            figures.get(claim.id, ())[:MOST_FIGURES],
            paragraph_at(claim.start) if claim.is_graphic else "",
        )
        for claim in claims[:MOST]
    )
    return Rows(shown, len(claims) - len(shown), all(claim.status == "suggested" for claim in claims))


def quotes_of(report: Report, name_of: NameOf, paragraph_at: Callable[[int], str]) -> Rows:
    """Who speaks in the report, in the order of its text."""
    quotes = report.findings.quotes
    graphic = report.document.graphic
    shown = tuple(_view_quote(quote, name_of, paragraph_at, graphic) for quote in quotes[:MOST])
    return Rows(shown, len(quotes) - len(shown), all(quote.status == "suggested" for quote in quotes))


def _view_quoted(quoted: Claim, difference: Difference) -> QuotedView:
    exactly = "more exactly" if quoted.op == "=" else "less exactly"
    words = [exactly if one == "precision" else "of another place" for one in difference.on]
    surface = INSTEAD if quoted.is_graphic else cut(quoted.surface, LONGEST_QUOTE)
    return QuotedView(quoted.id, surface, listed(words))


def _view_claim(
    claim: Claim, name_of: NameOf, quoted: QuotedView | None, figures: tuple[FigureLink, ...], folded: str
) -> ClaimView:
    place = name_of("place", claim.where, claim.where) if claim.where else None
    return ClaimView(
        id=claim.id,
        surface=INSTEAD if folded else cut(claim.surface, LONGEST_QUOTE),
        amount=bound(claim.op, claim.low, claim.high),
        what="" if folded else claim.what,
        fate="" if folded else untold_fate(claim.what, claim.fate),
        where=claim.where,
        place=place,
        when=written(claim.when, is_short=True) if claim.when else "",
        speaker=claim.speaker,
        speaker_name=name_of("", claim.speaker, "") if claim.speaker else None,
        chain=tuple(_view_carrier(one, name_of, claim.status) for one in claim.chain if one != claim.speaker),
        excludes=cut(claim.excludes.surface, LONGEST_QUOTE) if claim.excludes and not folded else "",
        quoted=quoted,
        status=claim.status,
        figures=figures,
        folded=folded,
    )


def _view_carrier(name: str, name_of: NameOf, status: Status) -> NameView:
    """One who passed a claim on; without an address where nobody here is known by that name."""
    return name_of("source", name, "") or NameView(
        name=name, kind="source", kind_words=kind_name("source"), address="", status=status
    )


def _view_quote(
    quote: Quote, name_of: NameOf, paragraph_at: Callable[[int], str], graphic: tuple[Folded, ...]
) -> QuoteView:
    speaker, is_graphic = quote.speaker, is_folded(graphic, quote.start, quote.end)
    name = name_of("", speaker.name, speaker.entity) if speaker else None
    return QuoteView(
        surface=INSTEAD if is_graphic else cut(quote.surface, LONGEST_QUOTE),
        paragraph=paragraph_at(quote.start),
        speaker=speaker.name if speaker else "",
        name=name,
        role=speaker.role if speaker else "",
        insertions=() if is_graphic else tuple(cut(one.surface, LONGEST_QUOTE) for one in quote.insertions),
        status=quote.status,
        is_graphic=is_graphic,
    )
