"""Sentences with a name in one column (a concordance, "key word in context"), under years."""

import unicodedata
from itertools import groupby

from muniment.model import Quotation, Record
from muniment.render.links import To
from muniment.render.view_parts import QuotationView, direction_of, view_quotation


class Hit(Record, frozen=True, kw_only=True):
    """One sentence. `before` is the quotation's own without the space at its end, which a line that
    is cut at its beginning would lose (UAX 9, rule L1); `is_apart` says that there was one.
    `direction` is that of the sentence, `against` the opposite, in which it is cut."""

    quotation: QuotationView
    before: str
    is_apart: bool
    is_same_report: bool
    has_sentence: bool
    direction: str
    against: str
    times: str  # "3 times", or empty


class Year(Record, frozen=True):
    """A heading ("2022", or "Date unknown") and the sentences below it."""

    words: str
    hits: tuple[Hit, ...]


def view_concordance(quotations: tuple[Quotation, ...], to: To) -> tuple[Year, ...]:
    """Quotations under the years their reports were published in, in the order given."""
    years = groupby(quotations, key=lambda quotation: quotation.line.published[:4])
    return tuple(Year(year or "Date unknown", _hits(tuple(members), to)) for year, members in years)


def text_direction(text: str, language: str) -> str:
    """`rtl` or `ltr`: that of the first letter that has one (UAX 9, rule P2), else of the language."""
    for letter in text[:1000]:
        match unicodedata.bidirectional(letter):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "rtl" if direction_of(language) == "rtl" else "ltr"


def _hits(quotations: tuple[Quotation, ...], to: To) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for index, quotation in enumerate(quotations):
        direction = text_direction(quotation.sentence, quotation.line.language)
        view = view_quotation(quotation, to)
        before = view.before.rstrip()
        hits.append(
            Hit(
                quotation=view,
                before=before,
                is_apart=before != view.before,
                is_same_report=index > 0 and quotations[index - 1].line.id == quotation.line.id,
                has_sentence=bool(quotation.sentence) and 0 <= quotation.start < quotation.end,
                direction=direction,
                against="ltr" if direction == "rtl" else "rtl",
                times=f"{quotation.times} times" if quotation.times > 1 else "",
            )
        )
    return tuple(hits)
