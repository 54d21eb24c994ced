"""The signs of the words that names are made of and stand among."""

import re
from collections.abc import Iterable

from muniment.understand.known_names import BUILT_IN, Match
from muniment.understand.lexicon import people
from muniment.understand.reading import OTHER, sign_writer
from muniment.understand.tokens import folded
from muniment.understand.vocabulary import read_groups, read_table

NAMES = read_groups("names")
GIVEN = read_groups("first_names")
VERBS = read_groups("verbs")
ROMAN = ("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVIII", "XXIII")
# G given name  D given name or word  B given name or place  S family name  C capitalised  A in capitals
# H a site's name  I initial  R numeral of a king
# N of a country or people  O organisation's head  J part of organisations' names  K common word  Y thing
# T title  W weak title  Z title or name  t role  k strong role  V speech  w address  a between name and verb
# u 65th  L place's head  M opens a place's name  l kind of region  r kinds of region  g kind of settlement
# p in  P at, from, to  d before a place  F may follow a place  c particle  h the  o of  f for  & and  s possessive
# n line end  y a syllable after a hyphen  Q q a known place  X x a known organisation  E e a known person
COMPOUNDS = frozenset(NAMES["compounds"])
SYLLABLE = re.compile(r"(?<=[GCSD])-(?=[^A-Z])")  # of a name, perhaps: Min-seok, Jae-in
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\Z")
LONGEST_SYLLABLE = 6
OPENING = "b"  # of a name that is known beforehand
KNOWN = {"place": ("Q", "q"), "organization": ("X", "x"), "person": ("E", "e")}


def _table() -> dict[str, str]:
    table = {"the": "h", "The": "h", "of": "o", "for": "f", "and": "&", "&": "&", "'s": "s", "’s": "s"}
    table |= {"-": "-", "–": "-", " -": "~", " –": "~", " —": "~", "—": "~", "“": '"', "”": '"', "«": '"', "»": '"'}
    table |= {mark: mark for mark in ",.:;()/"} | {"'": "s", "’": "s", '"': '"', "?": ".", "!": ".", "…": "."}
    groups = (
        ("K", NAMES["common"]),
        ("J", NAMES["name adjectives"]),
        ("G", GIVEN["given"]),
        ("B", GIVEN["also places"]),
        ("W", NAMES["weak titles"]),
        ("T", NAMES["titles"]),
        ("Z", NAMES["names and titles"]),
        ("O", NAMES["organization heads"]),
        ("L", NAMES["place heads"]),
        ("Y", NAMES["things"]),
        ("M", NAMES["place openers"]),
        ("N", people_words()),
        ("R", ROMAN),
        ("F", NAMES["followers"]),
        ("a", NAMES["helpers"]),
        ("g", NAMES["settlements"]),
        ("l", NAMES["place tails"]),
        ("r", NAMES["place tails in the plural"]),
        ("t", NAMES["roles"]),
        ("k", NAMES["strong roles"]),
        ("d", NAMES["place adjectives"]),
        ("p", NAMES["locators"]),
        ("P", NAMES["other prepositions"]),
        ("c", NAMES["particles"]),
        ("V", (*VERBS["speech"], *VERBS["denying"])),
        ("w", VERBS["addressing"]),
        (OTHER, NAMES["no organizations"]),
    )
    for sign, words in groups:
        for word in words:
            if " " not in word:
                table[word] = sign
    # A locator that opens a sentence still locates.
    table |= {word.capitalize(): "p" for word in NAMES["locators"]}
    return table


def people_words() -> Iterable[str]:
    """What the people and things of countries are called: "Ukrainian", "Ukrainians"."""
    for _, _, peoples in read_table("countries"):
        for one in peoples:
            yield one
            if one[-1] in "nio":
                yield one + "s"


TABLE = _table()


def signs_with_known(signs: str, words: list[str], known: Iterable[Match]) -> str:
    """The line of signs in which the words of a known name have its kind's."""
    with_known = list(signs)
    for match in known:
        if with_known[match.first] == "B" and match.last - match.first == 1:
            continue  # it may be a person's, too
        first, rest = KNOWN[match.known.kind]
        with_known[match.first : match.last] = [first, *[rest] * (match.last - match.first - 1)]
    for hyphen in SYLLABLE.finditer("".join(with_known)):
        word = words[hyphen.start() + 1]
        if word.isalpha() and word.islower() and len(word) <= LONGEST_SYLLABLE and word not in COMPOUNDS:
            with_known[hyphen.start() + 1] = "y"
    return "".join(with_known)


def _sign_of_shape(word: str) -> str:
    first = word[0]
    if first == "\n":
        return "n"
    if first.isdigit():
        return "u" if ORDINAL.match(word) else OTHER
    if not first.isupper():
        return OTHER
    if len(word) == 1:
        return "I"
    if "." in word:
        if word[-1] == ".":
            return "I" if len(word) <= 4 else "A"  # J.K.  C.I.A.
        return "H"  # Censor.NET
    if word.isupper():
        return "A" if len(word) <= 7 and word.isalpha() else OTHER
    names = people()
    if word in names.given:
        return "G"
    if word in names.common_given:
        return "D"
    return "S" if word in names.family else "C"


write_signs = sign_writer(TABLE, _sign_of_shape)


def _sign_of_opening(word: str) -> str:
    return OPENING if folded([word])[0] in BUILT_IN else OTHER


# Of all texts the same names are looked up, which are many more than the words of one: a word is looked up once.
write_openings = sign_writer({}, _sign_of_opening, _sign_of_opening)
