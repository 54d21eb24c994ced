"""The signs of the words that time expressions are made of, and the numbers those words stand for."""

import re

from muniment.understand.reading import OTHER

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ABBREVIATED_MONTHS = {"Sept": 9, **{month[:3]: number for number, month in enumerate(MONTHS, 1) if month != "May"}}
ABBREVIATED_WEEKDAYS = {"Tues": 2, "Thur": 4, "Thurs": 4, **{day[:3]: n for n, day in enumerate(WEEKDAYS, 1)}}
# Words and names as often as months: they need company to be read as a month.
AMBIGUOUS_MONTHS = ("March", "April", "May", "June", "August")

UNDER_TWENTY = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {
    **{word: number for number, word in enumerate(UNDER_TWENTY, 1)},
    **{word: 10 * number for number, word in enumerate(TENS, 2)},
    "a": 1, "an": 1, "couple": 2, "dozen": 12, "hundred": 100,
}  # fmt: skip
DAY_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
EDTF_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}  # ISO 8601-2, level 1
UNITS = {  # ISO 8601 designators, and TIMEX3's own for what ISO 8601 has not
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "weekend": "WE", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip

# A sign, and the lower-case words that have it.
WORDS_OF = {
    "r": "last next this past previous coming recent upcoming current",
    "F": "following",
    "h": "the",
    "o": "of",
    "@": "at",
    "i": "in on by during around about after within throughout",
    "X": "over",
    "B": "before",
    "s": "since",
    "f": "from",
    "v": "until till",
    "t": "to through",
    "b": "between",
    "&": "and or",
    "y": "for",
    "g": "ago earlier",
    "e": "early late mid end beginning start middle",
    "x": "another nearly almost some more less than least most only just roughly approximately further full whole "
    "entire up other consecutive straight",
    "q": "several few many couple",
    "a": "a an",
    "c": "now currently presently nowadays",
    "p": "recently lately",
    "d": "daily weekly monthly yearly annually hourly nightly",
    "E": "every each",
    "T": "today yesterday tomorrow",
    "U": "tonight",
    "H": "half",
    "l": "old",
    "z": "local time",
    "n": " ".join((*UNDER_TWENTY, *TENS, "dozen", "hundred")),
    "S": " ".join(SEASONS),
    "P": " ".join(DAY_PARTS),
    "u": " ".join(f"{unit} {unit}s" for unit in UNITS) + " centuries",
}
# After a number they make it a count: "in September 25 people", "2000 graves".
COUNTED = frozenset(
    """people men women children persons civilians soldiers troops dead wounded injured killed percent per graves bodies
    miles km kilometers kilometres meters metres feet houses homes workers employees jobs members residents refugees
    protesters prisoners hostages victims deaths families officers missiles drones tonnes tons dollars euros
    hectares acres points votes seats cases others more characters letters words pages lines rows columns pixels bytes
    square sq cubic mile foot yards meter metre kg lb lbs mm cm mph pounds calories watts times""".split()
)
MARKS_OF = {
    "%": "%",
    ",": ",",
    ".": ".",
    ":": ":",
    "/": "/",
    "-": "-",
    "–": "-",
    " -": "~",
    " –": "~",
    "'s": "'",
    "’s": "'",
}
CLOCK_WORDS = {**dict.fromkeys(("a.m.", "p.m.", "a.m", "p.m", "am", "pm", "AM", "PM"), "k")} | dict.fromkeys(
    ("GMT", "UTC", "EST", "EDT", "CET", "CEST", "EET", "BST"), "z"
)
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\Z")
DECADE = re.compile(r"(\d\d)?\d0s\Z")
CLOCK = re.compile(r"\d{1,2}[ap]m\Z", re.IGNORECASE)
DOTTED = re.compile(r"(?:\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)|\d{4}\.\d\d\.\d\d)\Z")
PLAIN = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?\Z|\d{1,15}(?:\.\d{1,6})?\Z")


def _table() -> dict[str, str]:
    table = dict.fromkeys(COUNTED, "%") | MARKS_OF
    for sign, words in WORDS_OF.items():
        for word in words.split():
            table[word] = table[word.capitalize()] = sign
    for month in MONTHS:
        if month in AMBIGUOUS_MONTHS:
            table[month] = "A"
        else:
            table |= dict.fromkeys((month, month.lower(), month.upper()), "M")
    for day in WEEKDAYS:
        table |= dict.fromkeys((day, day.lower(), day.upper()), "W")
    return table | CLOCK_WORDS | dict.fromkeys(ABBREVIATED_MONTHS, "m") | dict.fromkeys(ABBREVIATED_WEEKDAYS, "w")


SIGNS = _table()


def sign_of_number(word: str) -> str:
    """D a number from 1 to 31, also "16th"; Y four digits that may be a year; N any other number;
    O a higher ordinal; K "1990s"; G "16.09.2022"; j "7PM"; otherwise the sign of no use."""
    if not "0" <= word[0] <= "9":
        return OTHER
    if word.isdigit() and len(word) <= 4:
        number = int(word)
        if len(word) <= 2:
            return "D" if 1 <= number <= 31 else "N"
        return "Y" if 1000 <= number < 2200 else "N"
    if ordinal := ORDINAL.match(word):
        return "D" if 1 <= int(ordinal.group(1)) <= 31 else "O"
    for sign, pattern in (("N", PLAIN), ("K", DECADE), ("G", DOTTED), ("j", CLOCK)):
        if pattern.match(word):
            return sign
    return OTHER


def number_of(words: list[str]) -> float | None:
    """What a run of number words or digits stands for; None for "several", a range, or no number."""
    total = 0.0
    for word in words:
        plain = word.lower().replace(",", "")
        if plain in NUMBERS:
            total += NUMBERS[plain]
        elif plain[:1].isdigit() and PLAIN.match(word):
            total += float(plain)
        elif plain in ("several", "few", "many"):
            return None
    return total or None
