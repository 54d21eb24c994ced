"""The words and rules of time of each language, from words/dates.LANGUAGE.txt and words/dates.LANGUAGE.rules.txt."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from muniment.model import Record
from muniment.understand.date_figures import sign_of_figures
from muniment.understand.reading import Reading, sign_writer
from muniment.understand.vocabulary import Groups, read_groups, read_rules

LANGUAGES = ("en", "uk")
SOON = 6  # words
ANY = "any"  # what is read alike in every language: figures
MARKS = {
    "%": "%", ",": ",", ".": ".", ":": ":", "/": "/", "-": "-", "–": "-", " -": "~", " –": "~", " —": "~", "'s": "'",
    "’s": "'", "'": "`", "’": "`",
}  # fmt: skip
APOSTROPHES = ("’", "ʼ")


class DateLanguage(Record, frozen=True):
    """How a language speaks of time: the signs of its words, what they mean, other words by the name of their group,
    where rules may begin, and the rules: all as one pattern, and each by itself with the name of its reading."""

    write_signs: Callable[[Reading], str]
    meanings: Mapping[str, str]
    groups: Mapping[str, frozenset[str]]
    opening: re.Pattern[str]
    pattern: re.Pattern[str]
    rules: tuple[tuple[str, re.Pattern[str]], ...]


def date_language(tag: str) -> DateLanguage:
    """The language of a primary subtag; of one that has no rules what every language shares. A text of unknown language
    is read as English."""
    name = tag or "en"
    return _language_of(name if name in LANGUAGES else ANY)  # all without rules are one: each has a line of signs


@cache
def _language_of(name: str) -> DateLanguage:
    groups = read_groups(f"dates.{name}") if name in LANGUAGES else {}
    shared = read_groups(f"dates.{ANY}")
    signs, meanings = dict(MARKS), dict[str, str]()
    for word, sign, meaning in _signed(groups):
        signs[word] = sign
        if meaning:
            meanings[word] = meaning
    parts, rules = read_rules(f"dates.{ANY}.rules")
    if groups:
        more, own = read_rules(f"dates.{name}.rules")
        parts, rules = {**parts, **more}, (*rules, *own)
    others = {group: frozenset(words) for group, words in {**shared, **groups}.items() if not _is_signed(group)}
    return DateLanguage(
        sign_writer(signs, sign_of_figures), meanings, others, _opening(parts), _whole(rules),
        tuple((reading, re.compile(pattern)) for reading, pattern in rules),
    )  # fmt: skip


def _opening(parts: Mapping[str, str]) -> re.Pattern[str]:
    """Where rules may begin. It begins with a set of signs itself, since the engine skips to those."""
    surely = parts["OPENING"]
    if "MAY_OPEN" not in parts:
        return re.compile(surely)
    either = surely[:-1] + parts["MAY_OPEN"][1:]
    return re.compile(f"{either}(?:(?<={surely})|(?=.{{0,{SOON}}}{parts['FOLLOWS']}))")


def _whole(rules: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """All rules as one pattern: the number of the group that matched is the rule's, from 1."""
    return re.compile("|".join(f"({pattern})" for _, pattern in rules))


def _is_signed(group: str) -> bool:
    return len(group.split()[0]) == 1


def _signed(groups: Groups) -> Iterator[tuple[str, str, str]]:
    """Every word with its sign and meaning, in the ways in which it may be written."""
    for group, words in groups.items():
        if _is_signed(group):
            sign, _, meaning = group.partition(" ")
            for word in words:
                for apostrophe in ("'", *APOSTROPHES) if "'" in word else ("'",):
                    written = word.replace("'", apostrophe)
                    yield written, sign, meaning
                    if written[0].islower():
                        yield written[0].upper() + written[1:], sign, meaning
