"""Where words of a report stand that an editor names, whole or in part."""

import re
from collections.abc import Sequence

from muniment.cards import Card, Line, Piece, folded, line
from muniment.review.cards import passage
from muniment.review.case import Case
from muniment.review.talk import Talk
from muniment.whole_words import in_whole_words

MOST_PLACES = 10_000
LIKE = {"'": "['’‘ʼ`´]", '"': '["“”„«»]', "-": "[-‐‑–—]"}  # signs that are typed for others
SPAN = re.compile(r"(\d+)\s*(?:-|to|–)\s*(\d+)")
CUTTING = "That cuts a word. Did you mean “{}”? What you wrote is taken once you write it again."


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text, however they are spaced and their quotation marks and dashes written; in capitals or
    small letters as they are, or else in any. "120-140" are the characters from 120 on and before 140, where no such
    words stand there."""
    pattern = r"\s+".join("".join(LIKE.get(sign, re.escape(sign)) for sign in word) for word in words.split())
    for flags in (0, re.IGNORECASE) if pattern else ():
        found = []
        for match in re.finditer(pattern, text, flags):
            found.append(match.span())
            if len(found) == MOST_PLACES:
                break
        if found:
            return found
    span = SPAN.fullmatch(words.strip())
    start, end = (int(span[1]), int(span[2])) if span else (0, 0)
    return [(start, end)] if start < end <= len(text) else []


def ask_for_place(
    talk: Talk, case: Case, head: Sequence[Line], prompt: str, all_at_once: str = "", words: str = "",
    is_whole: bool = False,
) -> list[tuple[int, int]]:  # fmt: skip
    """Where words stand that the editor names, and chooses where they stand in several places; nothing where none.
    Where they are to be whole words, those that cut one are asked for twice."""
    told, cutting = list(head), ""
    while True:
        answer = talk.line(Card(tuple(told)), prompt, words)
        if not answer:
            return []
        places = places_of(answer, case.text)
        if is_whole and places and answer != cutting:
            whole = [place for place in places if in_whole_words(case.text, *place) == place]
            if not whole:
                meant = case.text[slice(*in_whole_words(case.text, *places[0]))]
                cutting, words = answer, folded(meant)
                told = [*head, line(Piece(CUTTING.format(words), "warning")), line()]
                continue
            places = whole
        if len(places) == 1:
            return places
        if places:
            choices = [passage(case, start, end, 200) for start, end in places]
            chosen = talk.choose([*head, line(f"{len(places):,} places", hang=0), line()], choices, at_once=all_at_once)
            return [] if chosen is None else places if chosen < 0 else [places[chosen]]
        told = [*head, line(Piece("These words do not stand in the report: copy them from it.", "warning"))]
