"""What an editor says instead of what was found, or of what was not: values one by one, and words of the text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from muniment.cards import Card, Line, Piece, line, rows
from muniment.ids import plain_id
from muniment.keys import ENTER, ESCAPE
from muniment.link.decided import CHAIN, Pairs
from muniment.model import Authority, FieldKind, FindingKind
from muniment.read.folder import shown
from muniment.read.review_file import ONE_OF, SAYS, advise_value
from muniment.review.cards import LABELS, passage, said_pairs, who
from muniment.review.case import Case
from muniment.review.session import Session
from muniment.review.talk import Talk

WHO = ("entity", "speaker", "of", "where", "source", CHAIN)  # values that may be an id of the editors' lists
MOST_PLACES = 10_000
LIKE = {"'": "['’‘ʼ`´]", '"': '["“”„«»]', "-": "[-‐‑–—]"}  # signs that are typed for others
SPAN = re.compile(r"(\d+)\s*(?:-|to|–)\s*(\d+)")
MOST_ALIKE = 8
MOST_COMPARED = 20_000  # names, which take about a second


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
    talk: Talk, case: Case, head: Sequence[Line], prompt: str, all_at_once: str = "", words: str = ""
) -> list[tuple[int, int]]:
    """Where words stand that the editor names, and chooses where they stand in several places; nothing where none."""
    told = list(head)
    while True:
        answer = talk.line(Card(tuple(told)), prompt, words)
        if not answer:
            return []
        places = places_of(answer, case.text)
        if len(places) == 1:
            return places
        if places:
            choices = [passage(case, start, end, 200) for start, end in places]
            chosen = talk.choose([*head, line(f"{len(places):,} places", hang=0), line()], choices, at_once=all_at_once)
            return [] if chosen is None else places if chosen < 0 else [places[chosen]]
        told = [*head, line(Piece("These words do not stand in the report: copy them from it.", "warning"))]


class Form:
    """The values of one finding, or of a field, while they are asked for."""

    def __init__(self, session: Session, about: FindingKind | FieldKind, head: Sequence[Line], says: Pairs):
        self.session, self.talk, self.case = session, session.talk, session.case
        self.about, self.head = about, list(head)
        self.before = self.says = tuple(says)
        self.message = ""

    def fill(self, place: tuple[int, int] | None, can_move: bool) -> tuple[Pairs, tuple[int, int] | None] | None:
        """All values and the place of the words, once the editor says that they are right; None where all is to stay as
        it was."""
        while True:
            key = self.talk.key(self._card(place, can_move), self._keys(can_move))
            self.message = ""
            if key == ENTER:
                return self.says, place
            if key in (ESCAPE, "q"):
                return None
            if key == "w":
                found = ask_for_place(self.talk, self.case, self.head, "words of the report", words=self._words(place))
                place = found[0] if found else place
            elif key == "n":
                self.session.take_note(self.head)
            else:
                self.ask(SAYS[self.about][int(key) - 1])

    def changes(self) -> Pairs:
        """Of the values those that are others than they were; one that is gone is empty."""
        names = dict.fromkeys(name for name, _ in (*self.before, *self.says))
        pairs: list[tuple[str, str]] = []
        for name in names:
            was, now = _values(self.before, name), _values(self.says, name)
            if was != now:
                pairs += [(name, value) for value in now or [""]]
        return tuple(pairs)

    def _words(self, place: tuple[int, int] | None) -> str:
        return " ".join(self.case.text[slice(*place)].split()) if place else ""

    def _keys(self, can_move: bool) -> set[str]:
        return {*map(str, range(1, len(SAYS[self.about]) + 1)), ENTER, ESCAPE, "q", "n", *("w" if can_move else "")}

    def _card(self, place: tuple[int, int] | None, can_move: bool) -> Card:
        words = [passage(self.case, *place, 300), line()] if place else []
        keys: list[str | Piece] = [Piece("enter", "key"), " writes it   ", Piece("q", "key"), " leaves it as it was   "]
        keys += [Piece("n", "key"), " note   ", *((Piece("w", "key"), " other words") if can_move else ())]
        told = [line(Piece(self.message, "warning"))] if self.message else []
        told += [line(Piece("note: ", "label"), self.session.note)] if self.session.note else []
        listed = rows(said_pairs(self.about, self.says, self.case, with_empty=True), numbers=True)
        return Card((*self.head, *words, *listed), (line(), *told, line(*keys)))

    def ask(self, name: str) -> None:
        """One value, which takes the place of what was said."""
        known = ", ".join(_values(self.says, name))
        head = [*self.head, *rows(said_pairs(self.about, self.says, self.case)), line()]
        if choices := ONE_OF.get((self.about, name)):
            others = "none of them" if name in ("basis", "fate") else ""
            chosen = self.talk.choose(head, [line(one) for one in choices], others=others)
            answer = known if chosen is None else "" if chosen < 0 else choices[chosen]
        else:
            asked = self.talk.line(Card(tuple(head)), LABELS[name], known)
            answer = known if asked is None else asked
        if answer == known:
            return
        if answer and (hint := advise_value(self.about, name, answer)):
            self.message = f"“{LABELS[name]}” cannot be '{shown(answer)}' – {hint}"
            return
        values = [one.strip() for one in answer.split(",")] if name == CHAIN else [answer]
        if name in WHO or (self.about == "publisher" and name == "value"):
            values = [self._identified(name, one) for one in values]
        kept = tuple(pair for pair in self.says if pair[0] != name)
        self.says = (*kept, *((name, one) for one in values if one))
        if self.about == "mention" and name in ("entity", "name") and answer:
            other = "name" if name == "entity" else "entity"
            self.says = tuple(pair for pair in self.says if pair[0] != other)
        if self.about == "date" and name == "value":  # what it stood for goes with it
            self.says = tuple(pair for pair in self.says if pair[0] != "edtf")

    def _identified(self, name: str, words: str) -> str:
        """The id that the words mean, if editors list one and the editor says so; else the words."""
        if not words or words in self.case.authorities:
            return words
        near = list(alike(words, self.case.authorities))
        if not near:
            return words
        head = [*self.head, line(f"“{words}” is no id of the editors' lists. Is it one of these?"), line()]
        chosen = self.talk.choose(
            head, [line(f"{one.id}: {who(one)}") for one in near], others=f"none of them: “{words}”"
        )
        return words if chosen is None or chosen < 0 else near[chosen].id


def alike(words: str, authorities: Mapping[str, Authority]) -> Iterator[Authority]:
    """Those whom words may mean: by a name of theirs, by the beginning or a part of one, or nearly so."""
    asked, found = plain_id(words), dict[str, Authority]()
    known = {plain_id(name): one for one in authorities.values() for name in (one.id, one.name, *one.names)}
    for test in (asked.__eq__, lambda key: key.startswith(asked), lambda key: asked in key):
        found |= {one.id: one for key, one in known.items() if asked and test(key) and one.id not in found}
    if len(known) <= MOST_COMPARED:
        found |= {known[key].id: known[key] for key in get_close_matches(asked, known, MOST_ALIKE, 0.7)}
    yield from list(found.values())[:MOST_ALIKE]


def named(words: str, authorities: Mapping[str, Authority]) -> Authority | None:
    """The one whom editors list under just these words, if nobody else has them."""
    found = [one for one in authorities.values() if words in (one.name, *one.names)]
    return found[0] if len(found) == 1 else None


def _values(pairs: Pairs, name: str) -> list[str]:
    return [value for one, value in pairs if one == name and value]
