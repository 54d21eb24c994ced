"""Which language a text is in, by its script and by the small words that every text is full of."""

import re
from collections import Counter
from functools import cache

from muniment.model import Value
from muniment.understand.vocabulary import read_groups

ENOUGH = 8000  # code points; a language shows within a page
FEWEST = 1.5  # function words, below which nothing is said
LEAD = 1.2  # how much more often than the next language's
LETTERS = re.compile(r"[^\W\d_]{2,}|[^\W\d_](?![\w.])")  # of "U.S." nothing

# Letters that only one of the languages with this script has.
TELLING = {
    "uk": "іїєґ", "ru": "ыэёъ", "be": "ў", "sr": "ђћљњџј", "fa": "پچژگ", "vi": "ơưđạảấầẩậắằẵặẹẻẽếềểễệ",
    "pl": "łąęśźż", "ro": "țșăţş", "tr": "ğıİ", "cs": "řěů", "de": "ß", "hu": "őű", "es": "ñ¿¡", "pt": "ãõ",
}  # fmt: skip
# Scripts that, here, mean one language.
SCRIPTS = (
    ("ja", "[\u3040-\u30ff]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("ko", "[\uac00-\ud7a3]"),
    ("he", "[\u05d0-\u05ea]"),
    ("el", "[\u03b1-\u03c9]"),
    ("th", "[\u0e01-\u0e2e]"),
    ("ka", "[\u10d0-\u10f0]"),
    ("hy", "[\u0561-\u0587]"),
    ("hi", "[\u0904-\u0939]"),
)
LATIN_ONLY = re.compile("[\u0000-\u036f\u1e00-\u218f]*+\\Z")  # with punctuation and signs
SCRIPT_SHARE = 0.3


@cache
def _languages_of_words() -> dict[str, tuple[str, ...]]:
    """A word and every language that it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, words in read_groups("language_words").items():
        for word in dict.fromkeys(words):
            found[word] = (*found.get(word, ()), tag)
    return found


def find_language(text: str) -> Value | None:
    """The text's language as a BCP 47 primary subtag, suggested, or None when too little speaks
    for one; `where` says what it was told by."""
    sample = text[:ENOUGH].lower()
    words = LETTERS.findall(sample)
    letters = sum(map(len, words))
    for tag, script in () if LATIN_ONLY.match(sample) else SCRIPTS:
        if letters and len(re.findall(script, sample)) > SCRIPT_SHARE * letters:
            return Value(tag, "suggested", "script")
    of_word, scores = _languages_of_words(), dict[str, float]()
    for word, times in Counter(words).items():
        for tag in of_word.get(word, ()):
            # A word of one or two letters is in many languages and speaks for none of them alone.
            scores[tag] = scores.get(tag, 0) + (times if len(word) > 2 else times / len(of_word[word]))
    for tag, signs in TELLING.items():
        if tag in scores and any(sign in sample for sign in signs):
            scores[tag] += 2
    (tag, best), (_, second) = sorted([*scores.items(), ("", 0), ("", 0)], key=lambda item: (-item[1], item[0]))[:2]
    return Value(tag, "suggested", "function words") if best >= FEWEST and best >= LEAD * second else None
