"""What speaks against a name that a rule proposes."""

from bisect import bisect_left

from muniment.model import Record
from muniment.understand.lexicon import common_words, people
from muniment.understand.name_rules import Rule
from muniment.understand.name_signs import GIVEN, NAMES
from muniment.understand.reading import Reading

# At the start of a sentence a capital letter means nothing, and words that end so are rarely names.
ENDINGS = (
    "ing",
    "ed",
    "ly",
    "tion",
    "tions",
    "ment",
    "ments",
    "ous",
    "ive",
    "able",
    "ful",
    "less",
    "ary",
    "ers",
    "ics",
)
# "Security forces", "Emergency services": capitalised by the sentence, not by a name.
BROAD = frozenset("Forces Force Services Service Group Team Police Government Squad Office Court Council".split())
SOLE_HEADS = frozenset(NAMES["heads alone"])
NO_PEOPLE = frozenset(NAMES["no people"])
NO_PLACES = frozenset((*NAMES["short forms of places"], *NAMES["tools"]))
# Of two countries' or cities' names and these, neither is one place: a U.S. District Judge, a Colorado city.
COUNTRIES_IN_SHORT = frozenset(("US", "U.S.", "UK", "U.K."))
KINDS_OF_TOWNS = frozenset(("city", "town", "village"))
OF_PEOPLE = ("ite", "ian", "ish", "ese")
OFFICE_RULES = ("title", "role")  # capitalised words after an office may be more words of the office
SURE_RULES = ("speaker", "role", "role-after", "office-holder", "credit")
USUAL_NAMES = frozenset(GIVEN["given"])
LOOSE_RULES = ("speaker", "role-after", "office-holder")  # two capitalised words, and company that fits others too
MEDIA = frozenset(NAMES["media words"])
OPENERS = frozenset('"“”«„(:—•*')
NAME_SIGNS = frozenset("GBSCDQqM")


class Proposal(Record, frozen=True):
    """The words from `first` up to, without, `last`, which a rule takes for a name.

    `vocabulary` is every word of the text: one that it also writes small is a common word. `used` is
    what somebody uses in the text: one works in it, but it is no place.
    """

    reading: Reading
    vocabulary: frozenset[str]
    used: frozenset[str]
    signs: str
    first: int
    last: int
    rule: Rule


def is_plausible(proposal: Proposal) -> bool:
    """Whether nothing speaks against these words being such a name."""
    match proposal.rule.kind:
        case "organization":
            return _is_organization(proposal)
        case "person":
            return _is_person(proposal)
        case _:
            return _is_place(proposal)


def _is_organization(proposal: Proposal) -> bool:
    reading, shape = proposal.reading, proposal.signs[proposal.first : proposal.last]
    if shape in ("A", "H"):
        end = reading.ends[proposal.last - 1]
        return reading.prose[end : end + 1] not in ("$", "£", "€")
    if not shape.strip("OL"):
        return reading.words[proposal.first] in SOLE_HEADS and len(shape) == 1
    is_generic = len(shape) == 2 and not shape.strip("JON")
    return not (is_generic and reading.words[proposal.last - 1] in BROAD and _opens_sentence(proposal))


def _is_person(proposal: Proposal) -> bool:
    words = _words(proposal)
    if (
        not MEDIA.isdisjoint(words)
        or not NO_PEOPLE.isdisjoint(words)
        or not any(len(word) > 1 and word[0].isupper() for word in words)
    ):
        return False
    if proposal.rule.name == "given-name-alone" and words[0] not in USUAL_NAMES:
        return False
    if not _is_family_name(words[-1]) and (proposal.rule.name not in SURE_RULES or len(words) == 1):
        return False
    if proposal.rule.name == "family-name" and words[0].lower() in common_words():
        return False
    if len(words) > 1 and proposal.rule.name in OFFICE_RULES and proposal.signs[proposal.first] != "G":
        return not all(_has_common_word(proposal, [word]) for word in words)
    if len(words) > 1 and (proposal.signs[proposal.first] == "G" or proposal.rule.name not in LOOSE_RULES):
        return True
    return not _has_common_word(proposal, words) and not (_opens_sentence(proposal) and words[0].endswith(ENDINGS))


def _is_family_name(word: str) -> bool:
    """Whether a word may be a person's last name: a common word is, if people are called so."""
    known = people()
    return (
        len(word) < 3
        or word.lower() not in common_words()
        or any(word in names for names in (known.family, known.common_family, known.given, known.common_given))
    )


def _is_place(proposal: Proposal) -> bool:
    shape = proposal.signs[proposal.first : proposal.last]
    named = shape.rstrip("lL")
    words = _words(proposal)
    if named.startswith("Q"):
        return not (words[0] in COUNTRIES_IN_SHORT or (named == "Q" and words[-1] in KINDS_OF_TOWNS))
    if len(words) == 1 and (words[0] in NO_PLACES or words[0] in proposal.used):
        return False
    if not named.strip("J"):  # Eastern Province, International Airport
        before = proposal.signs[proposal.first - 1] if proposal.first else ""
        return shape.endswith("L") and named != "" and before not in NAME_SIGNS and not _opens_sentence(proposal)
    if len(named) == 1 and shape.endswith("l") and (_opens_sentence(proposal) or _is_of_people(proposal, words)):
        return False
    specific = [word for word, sign in zip(words, named, strict=False) if sign != "J"]
    return not _has_common_word(proposal, specific)


def _is_of_people(proposal: Proposal, words: list[str]) -> bool:
    """The Alawite village of Arzah, of which only the second is a name."""
    goes_on = proposal.reading.words[proposal.last : proposal.last + 1] == ["of"]
    return goes_on and words[0].endswith(OF_PEOPLE) and words[-1] in KINDS_OF_TOWNS


def _words(proposal: Proposal) -> list[str]:
    return proposal.reading.words[proposal.first : proposal.last]


def _has_common_word(proposal: Proposal, words: list[str]) -> bool:
    return any(len(word) > 1 and word[0].isupper() and word.lower() in proposal.vocabulary for word in words)


def _opens_sentence(proposal: Proposal) -> bool:
    sentences, index = proposal.reading.sentences, proposal.first
    place = bisect_left(sentences, index)
    is_first = place < len(sentences) and sentences[place] == index
    return is_first or (index > 0 and proposal.reading.words[index - 1] in OPENERS)
