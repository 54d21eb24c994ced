"""Finds where a report's own sentence and the quotation that it rests on differ: "50 bodies", said of "almost 50"."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from muniment.model import Aspect, Claim, Difference, Findings, Quote
from muniment.understand.reading import Reading

Numbers = tuple[float, ...]
MOST_ALIKE = 20  # claims of one number by one speaker that are looked at
TELLING = 10  # numbers above it are the same thing's, when one speaker says both


def find_differences(reading: Reading, found: Findings) -> tuple[Difference, ...]:
    """The claims of the report's own words, in text order, that differ in precision or place from a claim with the
    same number in a quotation of the same speaker. Both claims are kept; which is right nobody says here."""
    if not found.quotes or len(found.claims) < 2:
        return ()
    quoted: dict[tuple[str, Numbers], list[Claim]] = {}
    own: list[Claim] = []
    for claim in found.claims:
        if not _is_quoted(found.quotes, claim):
            own.append(claim)
        elif claim.speaker:
            quoted.setdefault((claim.speaker, _numbers(claim)), []).append(claim)
    return tuple(_differences(own, quoted)) if quoted else ()


def _differences(own: Sequence[Claim], quoted: Mapping[tuple[str, Numbers], Sequence[Claim]]) -> Iterator[Difference]:
    for claim in own:
        others = quoted.get((claim.speaker, _numbers(claim)), ())[:MOST_ALIKE]
        other = next((other for other in others if _count_same(claim, other)), None)
        if other and (on := _differing(claim, other)):
            yield Difference(claim.start, claim.end, claim.surface, claim.id, other.id, on, rule="other-than-quoted")


def _differing(claim: Claim, other: Claim) -> tuple[Aspect, ...]:
    """In what two claims differ."""
    precision: tuple[Aspect, ...] = ("precision",) if claim.op != other.op else ()
    places = {claim.where, other.where} - {""}
    return (*precision, "place") if len(places) > 1 else precision


def _is_quoted(quotes: Sequence[Quote], claim: Claim) -> bool:
    """Whether a claim stands in a quotation."""
    place = bisect_right(quotes, claim.start, key=lambda quote: quote.start) - 1
    return place >= 0 and claim.end <= quotes[place].end


def _numbers(claim: Claim) -> Numbers:
    """What a claim counts, whatever it says of its exactness."""
    return tuple(sorted({number for number in (claim.low, claim.high) if number is not None}))


def _count_same(claim: Claim, other: Claim) -> bool:
    """Whether two claims with the same number are of the same things, as far as a number and a word tell that."""
    numbers = _numbers(claim)
    words, other_words = set(claim.what.lower().split()), set(other.what.lower().split())
    return bool(numbers) and (numbers[-1] > TELLING or not words.isdisjoint(other_words))
