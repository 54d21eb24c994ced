"""Which language a text is in, by its script and by the small words that every text is full of."""

import re
from collections import Counter

from muniment.model import Value
from muniment.understand.reading import OTHER, Reading, sign_writer
from muniment.understand.vocabulary import read_groups

Weights = tuple[tuple[str, float], ...]  # languages, and how much a word speaks for each

ENOUGH = 4000  # code points; a language shows within a page
ENOUGH_WORDS = 300
FEWEST = 1.5  # function words, below which nothing is said
LEAD = 1.2  # how much more often than the next language's
FIRST_SIGN = ord("!")
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


def _classes() -> tuple[dict[str, str], dict[str, Weights]]:
    """For each word a sign, which it shares with all that speak for the same languages as much as it does; and for
    each sign for which, and how much: a word of one or two letters is in many languages and speaks for none alone."""
    languages = dict[str, list[str]]()
    for tag, words in read_groups("language_words").items():
        for word in dict.fromkeys(words):
            languages.setdefault(word, []).append(tag)
    sign_of = dict[Weights, str]()
    signs = dict[str, str]()
    for word, tags in languages.items():
        weights = tuple((tag, 1 if len(word) > 2 else 1 / len(tags)) for tag in tags)
        signs[word] = sign_of.setdefault(weights, chr(FIRST_SIGN + len(sign_of)))
    return signs, {sign: weights for weights, sign in sign_of.items()}


SIGNS, WEIGHTS = _classes()


def _sign_of_any_case(word: str) -> str:
    return SIGNS.get(word.lower(), OTHER)


write_signs = sign_writer(SIGNS, _sign_of_any_case, _sign_of_any_case)


def find_language(reading: Reading) -> Value | None:
    """The text's language as a BCP 47 primary subtag, suggested, or None when too little speaks
    for one; `where` says what it was told by."""
    sample = reading.prose[:ENOUGH].lower()
    if not LATIN_ONLY.match(sample):
        letters = sum(map(len, LETTERS.findall(sample)))
        for tag, script in SCRIPTS:
            if letters and len(re.findall(script, sample)) > SCRIPT_SHARE * letters:
                return Value(tag, "suggested", "its script")
    scores = dict[str, float]()
    for sign, times in Counter(write_signs(reading)[:ENOUGH_WORDS]).items():
        for tag, weight in WEIGHTS.get(sign, ()):
            scores[tag] = scores.get(tag, 0) + times * weight
    for tag, signs in TELLING.items():
        if tag in scores and any(sign in sample for sign in signs):
            scores[tag] += 2
    (tag, best), (_, second) = sorted([*scores.items(), ("", 0), ("", 0)], key=lambda item: (-item[1], item[0]))[:2]
    return Value(tag, "suggested", "its function words") if best >= FEWEST and best >= LEAD * second else None
