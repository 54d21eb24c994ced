"""Which language a text is in, by its script and by the small words that every text is full of."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from muniment.model import Value
from muniment.understand.vocabulary import read_groups

ENOUGH = 4000  # code points; a language shows within a page
ENOUGH_WORDS = 300
FEWEST = 1.5  # function words, below which nothing is said
LEAD = 1.2  # how much more often than the next language's
LETTERS = re.compile(r"[^\W\d_]+")

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


def find_language(text: str, words: Sequence[str]) -> Value | None:
    """The text's language as a BCP 47 primary subtag, suggested, or None when too little speaks
    for one; `where` says what it was told by. `words` are those of the text, as tokens.py splits it."""
    sample = text[:ENOUGH].lower()
    if not LATIN_ONLY.match(sample):
        letters = sum(map(len, LETTERS.findall(sample)))
        for tag, script in SCRIPTS:
            if letters and len(re.findall(script, sample)) > SCRIPT_SHARE * letters:
                return Value(tag, "suggested", "script")
    of_word, scores = _languages_of_words(), dict[str, float]()
    times_of = Counter(filter(of_word.__contains__, map(str.lower, words[:ENOUGH_WORDS])))
    for word, times in times_of.items():
        for tag in of_word[word]:
            # A word of one or two letters is in many languages and speaks for none of them alone.
            scores[tag] = scores.get(tag, 0) + (times if len(word) > 2 else times / len(of_word[word]))
    for tag, signs in TELLING.items():
        if tag in scores and any(sign in sample for sign in signs):
            scores[tag] += 2
    (tag, best), (_, second) = sorted([*scores.items(), ("", 0), ("", 0)], key=lambda item: (-item[1], item[0]))[:2]
    return Value(tag, "suggested", "function words") if best >= FEWEST and best >= LEAD * second else None
