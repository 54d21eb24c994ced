"""Findings at the edge of what is published of a text: rules see only a part of the words there, and may be wrong."""

from collections.abc import Iterator
from typing import Any

from muniment.model import Attribution, Claim, Document, Findings, Mention, Quote, changed

JOINING = " \t-–'’"  # signs between the words of a name


def without_torn(document: Document, findings: Findings) -> Findings:
    """The findings without those at the end of an excerpt, without names beside a block, and whatever else meets a
    block with no sign between: more words may belong to them than are seen. Who is told by such a name alone is
    unknown."""
    is_cut = document.publication == "excerpt"
    if not (is_cut or document.redactions):
        return findings
    text = document.text
    end = len(text.rstrip()) if is_cut else len(text) + 1
    edges = {number for one in document.redactions for number in (one.start, one.end)}
    near = edges | {number for one in document.redactions for number in _reached(text, one.start, one.end)}

    def is_torn(one: Any) -> bool:
        is_name = isinstance(one, Mention) and (one.kind == "person" or not one.entity)
        return one.end >= end or not (near if is_name else edges).isdisjoint((one.start, one.end))

    mentions = tuple(one for one in findings.mentions if not is_torn(one))
    unknown = {one.name for one in findings.mentions} - {one.name for one in mentions}
    claims = tuple(_claim_without(one, unknown) for one in findings.claims if not is_torn(one))
    known = {one.id for one in claims}
    kept: dict[str, Any] = {
        "mentions": mentions,
        "dates": tuple(one for one in findings.dates if not is_torn(one)),
        "quotes": tuple(_quote_without(one, unknown) for one in findings.quotes if not is_torn(one)),
        "claims": claims,
        "attributions": tuple(
            _attribution_without(one, unknown)
            for one in findings.attributions
            if not is_torn(one) and one.name not in unknown
        ),
        "differences": tuple(one for one in findings.differences if {one.claim, one.quoted} <= known),
    }
    return changed(findings, **kept)


def _reached(text: str, start: int, end: int) -> Iterator[int]:
    """How far the signs that stand within names go from a block, on either side."""
    first, last = start, end
    while first and text[first - 1] in JOINING:
        first -= 1
        yield first
    while last < len(text) and text[last] in JOINING:
        last += 1
        yield last


def _claim_without(claim: Claim, unknown: set[str]) -> Claim:
    if unknown.isdisjoint({claim.speaker, claim.where, *claim.chain}):
        return claim
    chain = tuple(one for one in claim.chain if one not in unknown)
    speaker, where = ("" if one in unknown else one for one in (claim.speaker, claim.where))
    return changed(claim, speaker=speaker, where=where, chain=chain)


def _quote_without(quote: Quote, unknown: set[str]) -> Quote:
    return changed(quote, speaker=None) if quote.speaker and quote.speaker.name in unknown else quote


def _attribution_without(attribution: Attribution, unknown: set[str]) -> Attribution:
    return changed(attribution, of="") if attribution.of in unknown else attribution
