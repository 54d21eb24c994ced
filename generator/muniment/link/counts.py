"""A report's claims as its row has them: small, each with the sentence that it stands in."""

from bisect import bisect_right

from muniment.counted_things import PERSON, head_of, thing_of
from muniment.link.comparing import range_of
from muniment.link.passages import Passages
from muniment.link.sentence_words import words_in
from muniment.model import Claim, Counted, Quote, Report

MOST = 5000  # claims; no report for readers has as many
FURTHER = frozenset("other others another more further additional extra".split())
EXCEPT = ("more than", "or more", "no more than", "not more than")  # here "more" is no further one
VAGUE = frozenset(("", "other", "one", "thing", "case", "charge", "time"))
LONGEST = 160  # code points of a text that is repeated
MOST_CARRIERS = 8
MOST_MARKED = 3000  # findings; of a report with no more of them each claim has an anchor of its own, else its paragraph


def counts_of(report: Report, passages: Passages) -> tuple[Counted, ...]:
    """The claims of the report, in text order, at most MOST."""
    findings = report.findings
    marks = (findings.mentions, findings.dates, findings.claims, findings.attributions, findings.attributions)
    is_marked = sum(map(len, marks)) <= MOST_MARKED
    starts = [quote.start for quote in findings.quotes]
    words: dict[int, bytes] = {}
    counts = []
    for claim in findings.claims[:MOST]:
        spot = passages.sentence_at(claim.start, claim.end)
        if spot[0] not in words:
            words[spot[0]] = words_in(passages.words_around(claim.start, claim.end))
        is_quoted = _is_quoted(claim, findings.quotes, starts)
        counts.append(_counted(claim, spot, words[spot[0]], is_quoted, is_marked, passages))
    return tuple(counts)


def _counted(
    claim: Claim, spot: tuple[int, int, int], words: bytes, is_quoted: bool, is_marked: bool, passages: Passages
) -> Counted:
    (sentence, start, end), thing = spot, thing_of(claim.what)
    number = passages.paragraph_at(claim.start)
    paragraph = f"p{number}" if number else ""
    return Counted(
        id=claim.id,
        surface="" if claim.is_graphic else _cut(claim.surface),
        op=claim.op,
        low=claim.low,
        high=claim.high,
        what="" if claim.is_graphic else _cut(claim.what),
        thing="" if claim.is_graphic else _cut(thing),
        fate=claim.fate,
        where=claim.where,
        when=claim.when,
        speaker=claim.speaker,
        chain=claim.chain[:MOST_CARRIERS],
        basis=claim.basis,
        status=claim.status,
        anchor=claim.id if is_marked else paragraph,
        sentence=sentence,
        start=start,
        end=end,
        is_quoted=is_quoted,
        excludes=_cut(claim.excludes.surface) if claim.excludes and not claim.is_graphic else "",
        words=words,
        is_plain=is_plain(claim, thing) and not claim.is_graphic,
        warning=_cut(passages.warning_at(claim.start, claim.end)),
    )


def is_plain(claim: Claim | Counted, thing: str) -> bool:
    """Whether it says of a place how many there are in all of something that has a name: not another 12, nor people of
    whom nothing is said to have happened to them."""
    if not claim.where or head_of(thing) in VAGUE or (thing == PERSON and not claim.fate):
        return False
    words = claim.surface.lower()
    is_further = not FURTHER.isdisjoint(words.split()) and not any(one in words for one in EXCEPT)
    return not is_further and range_of(claim.op, claim.low, claim.high) is not None


def _is_quoted(claim: Claim, quotes: tuple[Quote, ...], starts: list[int]) -> bool:
    """Whether it stands in a quotation."""
    place = bisect_right(starts, claim.start) - 1
    return place >= 0 and claim.end <= quotes[place].end


def _cut(text: str) -> str:
    folded = " ".join(text[: 4 * LONGEST].split())
    return folded if len(folded) <= LONGEST else f"{folded[:LONGEST]}…"
