"""A line of signs in which the names already found stand as names.

P a person, O an organisation, L a place, with its small letter for every further word of the name;
C other capitalised words, # a channel like Telegram, D a denial, u a word that negates. The finders of
who says what share it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from muniment.model import Findings, Mention, Record
from muniment.understand.name_signs import NAMES, VERBS, people_words
from muniment.understand.reading import OTHER, Reading, sign_writer
from muniment.understand.vocabulary import read_groups

PASSING = read_groups("passing")
INITIALS = {"person": ("P", "p"), "organization": ("O", "o"), "place": ("L", "l")}
BEFORE_WORDS = frozenset(("that", "“", '"', "«", ":", ","))
NOUNS_TOO = frozenset(VERBS["nouns as well"])
BEFORE_NOUNS = frozenset(VERBS["before nouns"])
TELLING = frozenset(PASSING["when and where told"])
WHO = r"(?:[POL][pol]*)"


def _spelled(words: tuple[str, ...]) -> Iterator[str]:
    """Words with either apostrophe, and as a sentence opens with them."""
    for word in words:
        for spelling in (word, word.replace("'", "’")):
            yield from (spelling, spelling.capitalize())


def _table() -> dict[str, str]:
    table = dict.fromkeys(NAMES["common"], OTHER)
    groups = (
        ("V", (*VERBS["speech"], *VERBS["saying"])),
        ("v", VERBS["describing"]),
        ("D", VERBS["denying"]),
        ("q", VERBS["quoting"]),
        ("u", tuple(_spelled(VERBS["negating"]))),
        ("t", PASSING["telling"]),
        ("c", PASSING["citing"]),
        ("R", PASSING["referring"]),
        ("d", PASSING["posting"]),
        ("m", PASSING["media kinds"]),
        ("@", PASSING["pages"]),
        ("j", PASSING["talks"]),
        ("n", PASSING["on"]),
        ("#", NAMES["channels"]),
        ("a", (*NAMES["helpers"], *VERBS["between"])),
        ("e", ("he", "she", "He", "She", "they", "They")),
        ("h", ("the", "The", "a", "an", "his", "her", "its", "their", "some", "these")),
        ("A", ("as", "As")),
        ("g", ("according", "According")),
        (">", ("to",)),
        ("w", ("with", "With")),
        ("r", ("reference", "references")),
        ("b", ("about", "this", "it")),
        ("y", ("that",)),
        ("k", PASSING["unnamed"]),
        ("f", ("of",)),
        ("&", ("and", "&")),
        ("s", ("'s", "’s", "'", "’")),
        (".", (".", "!", "?", "…")),
        ("N", people_words()),
        ("T", (*NAMES["titles"], *NAMES["weak titles"])),
        ('"', ("“", "”", '"', "«", "»", "„")),
        ("~", (" -", " –", " —", "—")),
    )
    for sign, words in groups:
        table |= dict.fromkeys(words, sign)
    return table | {mark: mark for mark in ",:;()/-"}


TABLE = _table()


class NamedLine(Record, frozen=True):
    """The signs of a reading's words, and the mention that begins at a word."""

    reading: Reading
    signs: str
    mentions: dict[int, Mention]


# Three finders in a row ask for the same line.
_latest: list[tuple[Reading, tuple[Mention, ...], NamedLine]] = []


def line_with_names(reading: Reading, found: Findings) -> NamedLine:
    """The line of a text's words with the mentions in it."""
    if not _latest or _latest[0][0] is not reading or _latest[0][1] is not found.mentions:
        _latest[:] = [(reading, found.mentions, _line_with_names(reading, found))]
    return _latest[0][2]


def _line_with_names(reading: Reading, found: Findings) -> NamedLine:
    signs = list(write_signs(reading))
    if "states" in reading.vocabulary:
        _tell_states_apart(reading.words, signs)
    if not NOUNS_TOO.isdisjoint(reading.vocabulary):
        _tell_nouns_apart(reading.words, signs)
    mentions: dict[int, Mention] = {}
    for mention in found.mentions:
        first, last = words_between(reading, mention.start, mention.end)
        mentions[first] = mention
        if signs[first] != "#":
            initial, further = INITIALS[mention.kind]
            signs[first:last] = [initial, *[further] * (last - first - 1)]
    return NamedLine(reading, "".join(signs), mentions)


def _sign_of_shape(word: str) -> str:
    if word[0] == "\n":
        return "z"
    return "C" if word[0].isupper() and len(word) > 1 else OTHER


write_signs = sign_writer(TABLE, _sign_of_shape)


def _tell_states_apart(words: list[str], signs: list[str]) -> None:
    """ "states" is a verb only where words that are said follow."""
    for index, word in enumerate(words):
        if word == "states" and words[index + 1 : index + 2] and words[index + 1] not in BEFORE_WORDS:
            signs[index] = OTHER


def _tell_nouns_apart(words: list[str], signs: list[str]) -> None:
    """ "reports" is no verb in "there are reports"."""
    for index, word in enumerate(words):
        if word in NOUNS_TOO and index and words[index - 1].lower() in BEFORE_NOUNS:
            signs[index] = OTHER


def words_between(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The numbers of the first and after the last word in a span of code points."""
    return bisect_left(reading.starts, start), bisect_right(reading.ends, end)


def mention_in(line: NamedLine, first: int, last: int, kinds: str = "POL") -> Mention | None:
    """The first mention of these kinds that begins within the words."""
    for index in range(first, last):
        if line.signs[index] in kinds and index in line.mentions:
            return line.mentions[index]
    return None


def telling_ends(line: NamedLine, first: int, last: int) -> int:
    """The number of the word, up to `last`, before which the words from `first` on tell when or where somebody said
    something: said on Saturday, 5 March, in a post on Telegram."""
    words = line.reading.words
    return next(
        (index for index in range(first, last) if words[index] not in TELLING and not words[index].isdigit()), last
    )
