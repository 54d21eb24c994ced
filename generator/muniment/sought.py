"""Names and words that are looked for in every way in which they may be written, so that they can be hidden.

    seeker = seeker_of((("Ivan Petrenko", "Іван Петренко"),))     one thing that is sought, in two spellings
    seeker.find("**Ivan** Petren-\\nko, ivan_petrenko", "markdown")

Words are looked for whole: Petrenko is not found in Petrenkova. Nothing hangs on upper and lower case, accents, the
width of letters, apostrophes and hyphens, on what stands between the words of a name or is not seen within one
(folding.py), on signs that are written as escapes, nor on the script: the Latin spelling that ids have of a name is
found, and a name in another script by its Latin one. The endings of cases are not guessed: each is a spelling. What
Arabic and Hebrew write onto the front of a word, such as "and", may stand there.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile

from muniment.folding import (
    HIDDEN,
    JOINT,
    UNSPACED,
    Fold,
    latin,
    letters_spaced_out,
    plain,
    runs_in,
    stream_of,
    words_in,
)
from muniment.ids import in_latin
from muniment.markup import TAG, prose_of
from muniment.model import Record

FEWEST = 2  # letters or digits; one alone says nothing
BETWEEN = r"[\W_]{0,60}+"  # words of one name
LINK = re.compile(r"\]\([^()\n]{0,2000}+\)|!?\[|\]")
# With the rarest sign in front, so that the engine skips to it.
TAG_WITHIN, LINK_WITHIN = re.compile(r"<(?<=\w<)[^<>]*>\w"), re.compile(r"\[(?<=[\w!]\[)\w|\)\w")
# Within a word of a script that parts no words, a line may end.
WITHIN = rf"[{JOINT}\s·・‧]{{0,3}}+"
BETWEEN_SIGNS = re.compile(rf"(?<=[{UNSPACED}])[\s·・‧{HIDDEN}]+(?=[{UNSPACED}])")
# "And", "so", "in", "by", "to", "like", "the", "of", "that", written onto the front of a word, one or two of them.
FRONT = "[وفبلكהושבכלמ]"
FRONTS = re.compile(f"{FRONT}{{1,2}}(?=[\u05d0-\u05ea\u0620-\u06d3])")
TAKES_FRONTS = re.compile("[\u05d0-\u05ea\u0620-\u06d3]")
SYLLABLES = re.compile(r"[A-Z]?[a-z]+|[A-Z]|\d+")  # of a script that parts no words, in Latin letters
WITHOUT_SPACES = re.compile(f"[{UNSPACED}]")


Runs = tuple[str, ...]


class Spelling(Record, frozen=True):
    """A way to write something: its words, folded, and whether alphabets are to be folded into Latin letters."""

    words: tuple[str, ...]
    is_latin: bool


class Found(Record, frozen=True, order=True):
    """Where something that is sought stands in a text, in code points, and which thing it is."""

    start: int
    end: int
    number: int


class Seeker:
    """Looks for things by their names."""

    def __init__(self, sought: Sequence[Iterable[str]]):
        self._patterns: dict[tuple[Spelling, int], re.Pattern[str]] = {}
        self._by_word = defaultdict[str, list[tuple[tuple[Spelling, int], Runs]]](list)
        self._anywhere: list[tuple[Spelling, int]] = []
        spellings = [(one, number) for number, names in enumerate(sought) for one in _all_spellings(names)]
        ends = {spelling: _ends_of(spelling.words) for spelling, _ in spellings}
        often = Counter(word for both in ends.values() for runs in both for word in runs)
        self._runs = often.keys()
        for spelling, number in spellings:
            if WITHOUT_SPACES.match(spelling.words[0]):
                self._anywhere.append((spelling, number))
            # By its rarer end: many people share a given name.
            rare, other = sorted(ends[spelling], key=lambda runs: sum(often[one] for one in runs))
            for word in rare:
                self._by_word[word].append(((spelling, number), other))
        is_latin = any(spelling.is_latin for spelling, _ in spellings)
        self._folds: tuple[Fold, ...] = (plain, latin) if is_latin else (plain,)

    def find(self, text: str, form: str = "plain") -> list[Found]:
        """Every place of all that is sought, in the order of the text; places may overlap."""
        likely = self._likely(text)
        found = set[Found]()
        for fold in self._folds if likely else ():
            wanted = [one for one in likely if one[0].is_latin == (fold is latin)]
            for variant in _variants(text, form) if wanted else ():
                stream = stream_of(variant, fold)
                for one in wanted:
                    for match in self._pattern(one).finditer(stream.text):
                        first, last = match.span()
                        found.add(Found(stream.starts[first], stream.ends[last - 1], one[1]))
        return sorted(found)

    def is_in(self, text: str, form: str = "plain") -> bool:
        """Whether anything of it stands there."""
        return bool(self.find(text, form))

    def _likely(self, text: str) -> list[tuple[Spelling, int]]:
        """The spellings of which the first word and the last may stand in the text; of nearly all texts none."""
        if not self._by_word:
            return []
        whole = text
        if "<" in text and TAG_WITHIN.search(text):
            whole += f" {TAG.sub('', text)}"
        if "](" in text and LINK_WITHIN.search(text):
            whole += f" {LINK.sub('', text)}"
        words = words_in(whole, latin in self._folds)
        words |= {word[count:] for word in words if FRONTS.match(word) for count in (1, 2)}
        words &= self._runs
        if apart := letters_spaced_out(text):
            apart = f"{plain(apart)} {latin(apart)}"
            words |= {word for word in self._runs if word in apart}
        there = (pair for word in words if word in self._by_word for pair in self._by_word[word])
        likely = dict.fromkeys(one for one, other in there if not words.isdisjoint(other))
        if self._anywhere and WITHOUT_SPACES.search(text):
            folded = plain(BETWEEN_SIGNS.sub("", whole))
            likely |= dict.fromkeys(one for one in self._anywhere if one[0].words[0] in folded)
        return list(likely)

    def _pattern(self, one: tuple[Spelling, int]) -> re.Pattern[str]:
        if one not in self._patterns:
            self._patterns[one] = re.compile(_pattern_of(one[0].words))
        return self._patterns[one]


@lru_cache(maxsize=8)
def seeker_of(sought: tuple[tuple[str, ...], ...]) -> Seeker:
    """What looks for things, each under its names; the same one again for the same things."""
    return Seeker(sought)


def can_be_sought(name: str) -> bool:
    """Whether the name has enough letters or digits to be told from others."""
    return any(_all_spellings((name,)))


def _all_spellings(names: Iterable[str]) -> dict[Spelling, None]:
    made = (one for name in names for one in _spellings(name))
    return dict.fromkeys(one for one in made if len("".join(one.words)) >= FEWEST or WITHOUT_SPACES.match(one.words[0]))


def _spellings(name: str) -> Iterator[Spelling]:
    words = runs_in(name, plain)
    if not words:
        return
    yield Spelling(words, False)
    if all(map(str.isascii, words)):
        yield Spelling(words, True)
    elif WITHOUT_SPACES.search(name):
        yield Spelling(tuple(map(str.lower, SYLLABLES.findall(in_latin(name)))), False)
    else:
        yield Spelling(runs_in(name, latin), False)


def _ends_of(words: Sequence[str]) -> tuple[Runs, Runs]:
    """What may stand in a text as the first run of letters, or of digits, and as the last: words may be written as one.
    Where more may follow, in a script that parts no words, the last is as good as the first."""
    first = tuple(accumulate(takewhile(lambda word: word.isdigit() == words[0].isdigit(), words)))
    if WITHOUT_SPACES.search(words[-1]):
        return first, first
    last = takewhile(lambda word: word.isdigit() == words[-1].isdigit(), reversed(words))
    return first, tuple(accumulate(last, lambda run, word: word + run))


def _pattern_of(words: Sequence[str]) -> str:
    whole = BETWEEN.join(_within(word).join(map(re.escape, word)) for word in words)
    begins = rf"(?<!{_more_of(words[0][0])})"
    if TAKES_FRONTS.match(words[0]):
        begins = rf"(?:{begins}|(?<={begins}{FRONT})|(?<={begins}{FRONT}{FRONT}))"
    return f"{begins}{whole}(?!{_more_of(words[-1][-1])})"


def _within(word: str) -> str:
    return WITHIN if WITHOUT_SPACES.match(word) else f"{JOINT}?"


def _more_of(sign: str) -> str:
    """What beside this sign makes a longer word; nothing does in a script that parts no words."""
    if WITHOUT_SPACES.match(sign):
        return r"\b\B"
    return r"\d" if sign.isdigit() else rf"[^\W\d_{UNSPACED}]"


def _variants(text: str, form: str) -> Iterator[str]:
    """The text as it is; and with a JOINT in the place of each sign that is not read as words, such as a tag or where a
    link leads, also in texts that are not meant as Markdown."""
    yield text
    prose = prose_of(text, form)
    for sign, pattern in (("<", TAG), ("](", LINK)):
        prose = pattern.sub(lambda found: " " * len(found[0]), prose) if sign in text else prose
    if prose != text:
        pairs = zip(prose, text, strict=True)
        yield "".join([JOINT if one == " " and not other.isspace() else one for one, other in pairs])
