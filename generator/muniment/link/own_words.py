"""Whether words are a report's own, however it or an editor inflects them."""

import re

BEGINNING = 3  # letters of a word that is another form of one: "люди", "людей"
WORDS = re.compile(r"[^\W_]+")


def beginnings_of(text: str) -> frozenset[str]:
    """What the words of a text begin with."""
    return frozenset(word[:BEGINNING] for word in WORDS.findall(text.casefold()))


def may_be_of(words: str, text: str, beginnings: frozenset[str]) -> bool:
    """Whether a word of these stands in a text, of which these are the beginnings; short ones tell only where there are
    no others. Scripts without case may write words together: there two signs tell."""
    each = WORDS.findall(words.casefold())
    telling = [one for one in each if len(one) >= BEGINNING or not _has_case(one)] or each
    if not telling:
        return True
    return any(one[:BEGINNING] in beginnings or (not _has_case(one) and one[:2] in text) for one in telling)


def share_letters(words: str, others: str) -> bool:
    """Whether both may be of one script: who writes "graves" of "445 могил" has another."""
    return not _letters(others) or not _letters(words).isdisjoint(_letters(others))


def _has_case(word: str) -> bool:
    return word.upper() != word.lower()


def _letters(words: str) -> set[str]:
    return {sign for sign in words.casefold() if sign.isalpha()}
