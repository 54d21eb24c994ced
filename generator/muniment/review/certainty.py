"""How certain a suggestion is: how often its rule was right, where that was measured; and why it was made, in words.

Counted in the 314 texts of tests/gold, of which half were known to those who wrote the rules, and for names also in
wikigold (Balasuriya et al. 2009): a name with its bounds and kind, a date with its value, a claim with its count, what
is counted, where, and who says so, a quotation with its speaker, an attribution with its source. Whose name it is was
not measured: of what hangs on that, less is believed than was counted.
"""

from muniment.link.decided import Finding
from muniment.model import Attribution, Claim, DateMention, Mention, Quote
from muniment.render.reasons import is_evident, reason_of

FEW = 5  # of fewer that were found nothing is concluded
# By rule: how many of so many were right.
NAMES: dict[str, tuple[int, int]] = {
    "acronym": (44, 45), "gazetteer": (207, 279), "given-name": (410, 464), "given-name-alone": (29, 40),
    "in-place": (16, 29), "kind-and-place": (6, 8), "kind-of-place": (22, 23), "known-city": (152, 185),
    "known-organization": (105, 133), "known-place": (526, 562), "named-again": (58, 86),
    "organization-head": (310, 416), "place-and-kind": (94, 122), "place-in-country": (21, 23), "role": (69, 71),
    "role-after": (9, 9), "site": (1, 7), "speaker": (14, 15), "surname": (119, 127), "title": (74, 86),
    "family-name": (5, 7),
}  # fmt: skip
DATES: dict[str, tuple[int, int]] = {
    "duration": (36, 38), "month-day": (10, 11), "month-day-unknown": (5, 7), "near-day": (3, 4),
    "near-day-unknown": (8, 9), "reference": (23, 24), "relative-unit": (11, 11), "repeated": (4, 5),
    "weekday-before": (5, 5), "year-alone": (21, 21),
}  # fmt: skip
CLAIMS: dict[str, tuple[int, int]] = {"counted-things": (146, 165)}
QUOTES: dict[str, tuple[int, int]] = {
    "marks": (34, 40), "same-speaker": (5, 5), "speaker-after": (12, 12), "speaker-before": (18, 19)
}  # fmt: skip
# Of each kind, where its rule was met too seldom to tell.
OTHERWISE = {Mention: 80, DateMention: 90, Claim: 80, Quote: 80, Attribution: 70}
EVIDENT = 98  # of dates whose words say it all
LISTED = 96  # of a name that editors list: the words are theirs, and may still mean another
OPEN = 60  # of dates of which the day, month or year is left open
IDENTITIES = {"surname": 85, "regions": 85, "named-again": 65}  # whose name it is hangs on another one in the report

WHY: dict[str, str] = {
    "editors-name": "this spelling is in the editors' lists",
    "source-name": "this spelling is in the editors' list of sources",
    "stated-name": "the report's own fields name it",
    "acronym": "capitals that act, or that stand for what was named before",
    "gazetteer": "a place that the gazetteer has",
    "given-name": "it begins with a given name",
    "given-name-alone": "a given name alone",
    "family-name": "a name before a family name",
    "in-place": "behind a word such as “in”",
    "kind-and-place": "a word such as “Mount” before it",
    "kind-of-place": "words such as “city of” before it",
    "known-city": "a city that the gazetteer has; it may stand for a government",
    "known-organization": "a known organisation",
    "known-place": "a country, region or other known place; it may stand for a government",
    "named-again": "the same words were taken for a name elsewhere in the report",
    "organization-head": "words such as “Ministry of …”",
    "place-and-kind": "a word such as “region” behind it",
    "place-in-country": "its country is named behind it",
    "place-in-region": "its region is named behind it",
    "regions": "one of several that share a word such as “regions”",
    "role": "a role before it",
    "role-after": "a role behind it",
    "office-holder": "an office before it",
    "credit": "a credit in brackets",
    "site": "it is written like an address on the web",
    "speaker": "beside a word such as “said”",
    "surname": "the surname of somebody whom the report names in full",
    "title": "a title before it",
    "counted-things": "a number with what it counts",
    "counted-deeds": "a number behind what was done to so many",
    "counted-fates": "a number before what became of so many",
    "marks": "quotation marks; no rule found who speaks",
    "speaker-before": "the speaker is named before it",
    "speaker-after": "the speaker is named behind it",
    "same-speaker": "the sentence goes on with the same speaker",
    "pronoun": "a pronoun before it, for somebody named before",
    "signature": "a name behind it, like a signature",
    "duration": "a length of time that begins on no day that is known",
    "reference": "it points to now, before or after, and to no day",
    "repeated": "something that repeats",
    "vague-duration": "a length that nobody gives in numbers",
    "lengths-together": "lengths that stand together",
    "as-source-informs": "words such as “as … informs”",
    "according-to": "words such as “according to”",
    "according-to-unnamed": "words such as “according to”, and no rule found a name",
    "citing": "words such as “with reference to”",
    "on-channel": "words such as “on the … page”",
    "source-reports": "words such as “… reports”",
    "told-source": "words such as “told …”",
    "unnamed-source": "a source without a name",
}
LEFT_OPEN = "-unknown"


def certainty_of(finding: Finding) -> int:
    """How many of a hundred like this are right."""
    rule = finding.rule
    match finding:
        case Mention() if rule in ("editors-name", "source-name", "stated-name"):
            return LISTED
        case Mention():
            return min(IDENTITIES.get(rule, 100), _share(NAMES, finding))
        case DateMention() if is_evident(rule):
            return EVIDENT
        case DateMention():
            return min(OPEN if rule.endswith(LEFT_OPEN) and not finding.edtf else 100, _share(DATES, finding))
        case Claim():
            return _share(CLAIMS, finding)
        case Quote():
            return _share(QUOTES, finding)
    return OTHERWISE[Attribution]


def why(finding: Finding) -> str:
    """Why it is suggested; empty where no more is known than the rule's name."""
    if isinstance(finding, DateMention) and finding.type == "DURATION" and not finding.edtf:
        return WHY["duration"]
    return reason_of(finding.rule) or WHY.get(finding.rule, "")


def in_words(certainty: int) -> str:
    """As words for a person who is in a hurry."""
    if certainty >= 95:
        return "nearly always right"
    return "mostly right" if certainty >= 85 else "often right" if certainty >= 70 else "uncertain"


def _share(measured: dict[str, tuple[int, int]], finding: Finding) -> int:
    right, found = measured.get(finding.rule, (0, 0))
    if found < FEW:
        return OTHERWISE[type(finding)]
    return round(100 * (right + 1) / (found + 2))  # Laplace's rule of succession: a few that were right prove little
