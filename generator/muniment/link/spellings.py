"""The ways in which one name may be written elsewhere: looser than link/alike.py, which proposes to an editor.

Here two who may be one are to be found, and it does little harm if they are two. Forms in common have "Oleg Sinegubov"
and "Oleh Syniehubov", "I. Klymenko" and "Ihor Klymenko", "Ministry of Defence" and "the Defense Ministry of Ukraine",
"AP" and "The Associated Press", "Müller" and "Mueller", "al-Kidra" and "Ashraf al-Qidra", "卫生部" and "國家衛生部".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from muniment.folding import UNSPACED
from muniment.ids import in_latin
from muniment.link.alike import words_of
from muniment.model import Record

MOST_WORDS = 6  # of a longer name only as many at the end are left out of another
FEW = 4  # words; of a name of no more any may be an initial
REMEMBERED = 20_000  # names whose forms a process keeps
# Which is written for which, in this order: British and American English, Ukrainian and Russian, German, Arabic.
LOOSELY = tuple(
    pair.split(":")
    for pair in "ization:isation g:h ie:e ia:a iu:u io:o hh:h ae:a oe:o ue:u q:k ks:x ph:f".split()
)  # fmt: skip
ENDED = ("ence$", "ense"), ("(?:er|(?<=t)re)$", "r"), ("our$", "or"), ("ame$", "am")
ENDINGS = tuple((re.compile(end), instead) for end, instead in ENDED)
LEFT_OUT = frozenset("the of for and in al el de la le du des del der die das fur und von van ta i v u".split())
# Given names that one has in one language and another in the next.
ONE_NAME = """Oleksandr Aleksandr Alexander|Oleksii Aleksei Alexei|Oleksandra Aleksandra Alexandra|Andrii Andrei|
Volodymyr Vladimir|Mykola Nikolai Nikolay|Mykhailo Mikhail|Serhii Sergei Sergey|Dmytro Dmitri Dmitry|Yevhen Yevgeny
Evgeny Evgenii|Yevheniia Evgenia|Pavlo Pavel|Petro Petr Pyotr Peter|Hryhorii Grigory|Kateryna Ekaterina Yekaterina|Olena
Elena Yelena|Kyrylo Kirill|Mykyta Nikita|Vasyl Vasily|Yurii Yury Yuri|Illia Ilya|Anatolii Anatoly|Valerii Valery|Vitalii
Vitaly|Tetiana Tatyana|Iryna Irina|Nataliia Natalya|Muhammad Mohammed Mohamed Mohammad Muhammed Mohamad|Ahmed Ahmad|
Hussein Husayn Hussain Husain|Yusuf Youssef Yousef Yusef|Mustafa Moustafa|Usman Osman Uthman"""
OF_SOMEBODY = re.compile(r"(?<=\w)['’]s(?!\w)", re.IGNORECASE)
DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W\d_]))?")
LONGEST_INITIAL = 2  # letters before a stop: "Yu."
ACRONYM = re.compile(r"[^\W\d_]{2,8}")
WITHOUT_SPACES = re.compile(f"[{UNSPACED}]+")
CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
SHORTEST_END, SHORTEST_SOUND, LONGEST_SIGNS = 2, 3, 16  # signs of a name that is written without spaces
SHORT, SOUND = "=", "~"  # what begins an acronym, and how Chinese signs sound: no word begins so

Words = frozenset[str]


class Forms(Record, frozen=True):
    """The forms of a name: those that it has itself, those that it has with words left out or shortened, and of one
    without initials those with all words but one shortened; they are for one that `has_initials`."""

    own: tuple[Words, ...]
    shorter: tuple[Words, ...]
    initialled: tuple[Words, ...]
    has_initials: bool


@lru_cache(REMEMBERED)
def forms_of(name: str, is_person: bool = False) -> Forms:
    """The forms of a name; that of a person has no acronym."""
    own, shorter, initialled, has_initials = dict[Words, None](), dict[Words, None](), dict[Words, None](), False
    name = OF_SOMEBODY.sub("", name)
    for text in dict.fromkeys((DOTTED.sub(lambda one: one[0].replace(".", ". "), name), DOTTED.sub(_joined, name))):
        for spelled in words_of(text):
            words = _without_small([(word, loosely(key)) for word, key in spelled])[-MOST_WORDS:]
            own |= dict.fromkeys(_own(words))
            shorter |= dict.fromkeys(_shorter(words))
            has_initials |= any(_is_initial(word) for word, _ in words)
            initialled |= dict.fromkeys(_initialled(words) if text == name else ())
        if not is_person:
            acronyms, meant = _acronyms(text)
            own |= dict.fromkeys(acronyms)
            shorter |= dict.fromkeys(meant)
    for form, is_whole in _unspaced(name):
        (own if is_whole else shorter)[form] = None
    return _forms(own, shorter, initialled, has_initials)


def _forms(own: Iterable[Words], shorter: Iterable[Words], initialled: Iterable[Words], has_initials: bool) -> Forms:
    """Each form once; of none there is none."""
    whole = dict.fromkeys(filter(None, own))
    return Forms(tuple(whole), tuple(one for one in shorter if one not in whole), tuple(initialled), has_initials)


@lru_cache(REMEMBERED)
def loosely(key: str) -> str:
    """The key of a word (link/alike.py), less exactly: "defense", "muler", "aleksandr"."""
    return _one_name().get(key := _loosened(key), key)


def _loosened(key: str) -> str:
    if not key.isascii():
        return key[2:] if key.startswith("ال") and len(key) > 4 else key
    for letters, instead in LOOSELY:
        key = key.replace(letters, instead)
    for ending, instead in ENDINGS:
        key = ending.sub(instead, key)
    return key


@lru_cache(1)
def _one_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in ONE_NAME.split("|"):
        keys = [_loosened(key) for spelled in words_of(group) for _, key in spelled]
        found |= dict.fromkeys(keys, keys[0])
    return found


def _joined(dotted: re.Match[str]) -> str:
    return dotted[0].replace(".", "")


def _without_small(words: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Without what is often left out, where more is there. A letter with a stop is an initial."""
    return [(word, key) for word, key in words if key not in LEFT_OUT or word.endswith(".")] or words


def _is_initial(word: str) -> bool:
    letters = word.rstrip(".")
    return len(letters) == 1 or (word.endswith(".") and len(letters) <= LONGEST_INITIAL)


def _initials(word: str, key: str) -> tuple[str, ...]:
    """The first letter, as it is written in Latin letters and as it is in the key: of "Юрій" y, which is i, and u."""
    written = in_latin(word[:1]).lower()[:1].replace("y", "i").replace("g", "h")
    return tuple(dict.fromkeys(one for one in (written, key[:1]) if one))


def _own(words: Sequence[tuple[str, str]]) -> Iterator[Words]:
    """All words; an initial has the letters that it may be."""
    for place in range(2):
        yield frozenset(_initials(*one)[-place:][0] if _is_initial(one[0]) else one[1] for one in words)


def _shorter(words: Sequence[tuple[str, str]]) -> Iterator[Words]:
    """All sets of some of the words, in a name of few of them also with initials, that have a word of some letters."""
    choices = []
    for word, key in words:
        letters = _initials(word, key)
        whole = () if _is_initial(word) else (key,)
        choices.append(("", *whole, *(letters if not whole or len(words) <= FEW else ())))
    for chosen in product(*choices):
        if any(len(one) > 1 for one in chosen):
            yield frozenset(filter(None, chosen))


def _initialled(words: Sequence[tuple[str, str]]) -> Iterator[Words]:
    """Of a name of a few words, none of them an initial, the forms in which one alone is none."""
    if 1 < len(words) <= FEW and not any(_is_initial(word) for word, _ in words):
        for kept, (_, whole) in enumerate(words):
            for place in range(2):
                others = (_initials(*one)[-place:][0] for number, one in enumerate(words) if number != kept)
                yield frozenset((whole, *others))


def _acronyms(text: str) -> tuple[list[Words], list[Words]]:
    """What the name is an acronym by its letters, and of what words of it are one: "MoD" of "Ministry of Defence of
    Ukraine"."""
    words = [one for spelled in words_of(text, is_small=False) for one, _ in spelled]
    if len(words) == 1:
        is_short = ACRONYM.fullmatch(words[0]) and sum(letter.isupper() for letter in words[0]) > 1
        return [_short(words[0])] if is_short else [], []
    of_weight = [one for one in words if one.lower() not in LEFT_OUT]
    found = []
    for several in (of_weight, words if words[:1] == of_weight[:1] else words[1:]):
        letters = [one[:1] for one in several[: MOST_WORDS + 2]]
        found += [_short("".join(letters[:length])) for length in range(2, len(letters) + 1)]
    return [], found


def _short(letters: str) -> Words:
    return frozenset(SHORT + key for spelled in words_of(letters) for _, key in spelled)


def _unspaced(name: str) -> Iterator[tuple[Words, bool]]:
    """Of a name in signs without spaces its ends, and how they sound, with whether it is the whole: "国家卫生部" ends
    in "卫生部", which sounds like "衛生部"."""
    signs = "".join(name.split())[-LONGEST_SIGNS:]
    if not WITHOUT_SPACES.fullmatch(signs):
        return
    for first in range(len(signs) - SHORTEST_END + 1):
        end = signs[first:]
        yield frozenset((end,)), first == 0
        if len(end) >= SHORTEST_SOUND and CHINESE.fullmatch(end):
            yield frozenset((SOUND + in_latin(end).lower(),)), first == 0


def all_forms(names: Iterable[str], is_person: bool) -> Forms:
    """The forms of all these names."""
    found = [forms_of(name, is_person) for name in dict.fromkeys(names)]
    own, shorter, initialled = (
        dict.fromkeys(one for each in found for one in getattr(each, field)) for field in Forms.__struct_fields__[:3]
    )
    return _forms(own, shorter, initialled, any(one.has_initials for one in found))
