"""What is asked of an editor and answered: a key under a card, a line of words, one of some choices."""

from collections.abc import Collection, Sequence

from muniment.cards import Card, Line, Piece, line
from muniment.console import Voice
from muniment.keystrokes import END, ENTER, ESCAPE, Keys
from muniment.link.decided import Wrong
from muniment.problems import Problem

MOST = 9  # choices at a time: as many as there are keys with a number
ALL = "0"


def told_of(wrong: Wrong | Problem) -> str:
    """A fault in words, with what mends it."""
    return f"{wrong.what} – {wrong.hint}"


class Ended(Exception):
    """Nobody answers any more."""


class Left(Exception):
    """Whoever was asked leaves what is looked at."""


class Talk:
    """With one editor, through a terminal or through lines of input. `message` is said under the next card."""

    def __init__(self, voice: Voice, keys: Keys):
        self.voice, self.keys = voice, keys

    def key(self, card: Card, wanted: Collection[str]) -> str:
        """One of the keys that are wanted, pressed under a card; another one shows the card again, as wide as the
        screen is by then. Raises Ended."""
        self.keys.await_key()
        self.voice.show_card(card)
        while (key := self.keys.key()) not in wanted:
            if key == END:
                raise Ended
            if self.keys.is_terminal:
                self.voice.show_card(card)
            else:
                self.voice.say(f"'{key}' is no key here")
        return key

    def pause(self, card: Card) -> None:
        """Wait for any key under a card. Raises Ended."""
        self.keys.await_key()
        self.voice.show_card(card)
        if self.keys.key() == END:
            raise Ended

    def line(self, card: Card, prompt: str, text: str = "") -> str | None:
        """Words, beginning with `text` where they can be edited; elsewhere an empty line leaves them, and "-" takes
        them away. None where there is no answer."""
        if self.keys.is_terminal:
            told = line(Piece("enter", "key"), " takes it   ", Piece("Ctrl-C", "key"), " leaves it as it was")
            card = Card(card.lines, (*card.foot, told, line()))
        self.voice.show_card(card)
        if not self.keys.is_terminal:
            self.voice.say(f"{prompt}: [{text}]" if text else f"{prompt}:")
        answer = self.keys.line(f"{prompt}: ", text)
        if answer is None or self.keys.is_terminal:
            return answer.strip() if answer is not None else None
        return "" if answer.strip() == "-" else answer.strip() or text

    def choose(
        self, head: Sequence[Line], choices: Sequence[Line], others: str = "", at_once: str = "", leaves: str = "it"
    ) -> int | None:
        """The place of one of the choices, of which nine are shown at a time; -1 for what is `at_once` all of them or,
        in the words of `others`, none of them; None where nothing is chosen, which `leaves` something."""
        first = 0
        while True:
            shown = choices[first : first + MOST]
            lines = [line(Piece(f"  {number} ", "key"), *one.pieces, hang=4) for number, one in enumerate(shown, 1)]
            special = at_once or others
            lines += [line(Piece(f"  {ALL} ", "key"), special)] if special else []
            foot = [line(), line(Piece("enter", "key"), f" leaves {leaves}")]
            foot += [line(Piece("s", "key"), f" shows more; there are {len(choices):,}")] if len(choices) > MOST else []
            keys = {*map(str, range(1, len(shown) + 1)), ENTER, ESCAPE, "q", "s", *([ALL] if special else [])}
            key = self.key(Card((*head, *lines), tuple(foot)), keys)
            if key == "s":
                first = first + MOST if first + MOST < len(choices) else 0
            elif key == ALL:
                return -1
            else:
                return first + int(key) - 1 if key.isdigit() else None

    def agrees(self, head: Sequence[Line], question: str) -> bool:
        """Whether the editor says yes. Enter says neither, and the question is asked again."""
        asked = line(question, "  ", Piece("y", "key"), " yes   ", Piece("n", "key"), " no")
        foot: tuple[Line, ...] = (line(), asked)
        while (key := self.key(Card(tuple(head), foot), ("y", "n", "q", ESCAPE, ENTER))) == ENTER:
            foot = (line(), line(Piece("Enter is no answer here: press y or n.", "warning")), asked)
        return key == "y"
