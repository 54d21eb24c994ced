"""The signs of words in figures, and what they stand for: alike in every language."""

import re

from muniment.understand.reading import OTHER
from muniment.understand.tokens import GROUPING

ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\Z")
DECADE = re.compile(r"(\d\d)?\d0s\Z")
CLOCK = re.compile(r"\d{1,2}(?:\.\d\d)?[ap]m\Z", re.IGNORECASE)
# A year of two figures beside days and months that may have one is a version: 10.2.15.
DOTTED = re.compile(r"(?:\d{1,2}\.\d{1,2}\.\d{4}|\d\d\.\d\d\.\d\d|\d{4}\.\d\d\.\d\d)\Z")
STAMP = re.compile(r"\d\d(?:T|(?:\.\d+)?Z)\Z")  # 2022-09-16T10:30:00Z
# Of at most 15 digits: what is longer counts nothing.
PLAIN = re.compile(r"\d{1,3}(?:,\d{3}){0,4}(?:\.\d+)?\Z|\d{1,15}(?:\.\d{1,6})?\Z", re.ASCII)
GROUPED = re.compile(rf"\d{{1,3}}(?:[{GROUPING}]\d{{3}}){{1,4}}\Z", re.ASCII)
MARKS_OF_GROUPS = dict.fromkeys(map(ord, f",{GROUPING}"))
ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})\Z")
CENTURIES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


def sign_of_figures(word: str) -> str:
    """D a number from 1 to 31, also "16th"; Y four digits that may be a year; N any other number;
    O a higher ordinal; K "1990s"; G "16.09.2022"; j "7PM"; I "16T", "00Z"; L "XIX"; otherwise the sign of no use."""
    if word[0] in "XVI" and ROMAN.match(word):
        return "L"
    if "0" <= word[0] <= "9" and GROUPED.match(word):
        return "N"
    if not ("0" <= word[0] <= "9" and word.isascii()):
        return OTHER  # "0²" is of digits, and no number
    if word.isdigit() and len(word) <= 4:
        number = int(word)
        if len(word) <= 2:
            return "D" if 1 <= number <= 31 else "N"
        return "Y" if 1000 <= number < 2200 else "N"
    if ordinal := ORDINAL.match(word):
        return "D" if 1 <= int(ordinal.group(1)) <= 31 else "O"
    for sign, pattern in (("N", PLAIN), ("K", DECADE), ("G", DOTTED), ("j", CLOCK), ("I", STAMP)):
        if pattern.match(word):
            return sign
    return OTHER


def number_in(word: str) -> float | None:
    """What figures stand for, with or without commas or spaces between thousands; None for another word."""
    return float(word.translate(MARKS_OF_GROUPS)) if PLAIN.match(word) or GROUPED.match(word) else None


def roman_number(word: str) -> int:
    """Of XIX 19: numbers up to 29."""
    tens = len(word) - len(word.lstrip("X"))
    return 10 * tens + CENTURIES[word[tens:]]
