"""content/keys/: whose keys count, for what and when; and the file of them that is published.

    allowed_signers   demo-desk namespaces="muniment-review,muniment-sums",valid-after="20260101" ssh-ed25519 AAAA…
    revoked_keys      ssh-ed25519 AAAA…

Both are OpenSSH's own formats ("ALLOWED SIGNERS" of `man ssh-keygen`, and the list of keys that `ssh-keygen -Y verify
-r` takes), and of these only what can be kept for years: one name a line, without wildcards, Ed25519, days in UTC. A
key that is misread must not pass in silence: what is anything else is told.
"""

import re
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from muniment.ids import plain_id
from muniment.model import Key, Record, changed
from muniment.model.signature_names import NAMESPACES, OF_REVIEWS
from muniment.nearest import meant_by
from muniment.problems import Place, Problem, linked, printable, unreadable
from muniment.seal.public_keys import TYPE, blob_in, fault_of_point, key_text
from muniment.shape import decoded

FOLDER = "content/keys"
ALLOWED, REVOKED = f"{FOLDER}/allowed_signers", f"{FOLDER}/revoked_keys"
RECOVERY = "recovery"  # the principal whose key takes over where others are lost
LARGEST = 1_000_000  # bytes
LONGEST_SHOWN = 60  # characters of a word that a message repeats
PRINCIPAL = re.compile(r"[A-Za-z0-9._@-]{1,100}")
DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})Z?")
WORD = re.compile(r'(?:[^ \t"]|"[^"]*")+|"')  # a quotation mark holds spaces together until the next
OPTION = re.compile(r'([^=",]*)(?:="([^"]*)")?')
OPTIONS = ("namespaces", "valid-after", "valid-before")
OF_OPENSSH = (*OPTIONS, "cert-authority")  # all that it knows
TYPES = ("ssh-", "ecdsa-", "sk-")  # how types of keys begin
MOST_WORDS = 8  # of a name, that are looked at
BLOB = "AAAA"  # how the base64 of a key begins: with the length of its type
SECRET, PRIVATE = "PRIVATE KEY-----", "a private key stands here, which nobody but its owner may have"
ONE_NAME = "one name of Latin letters, digits and . _ @ -"
WHOLE = f'write: NAME namespaces="{OF_REVIEWS}" {TYPE} AAAA…, the last two from the key\'s .pub file'

Kind = TypeVar("Kind")


class Word(Record, frozen=True):
    """A word of a line, and the column at which it begins, from 1."""

    text: str
    column: int

    @property
    def shown(self) -> str:
        """As a message repeats it."""
        return f"'{printable(self.text[:LONGEST_SHOWN])}'"


class Wrong(Exception):
    """What is wrong with a line, from which column on, and a hint."""

    def __init__(self, column: int, what: str, hint: str):
        super().__init__(what)
        self.column, self.what, self.hint = column, what, hint


def read_keys(archive: Path, problems: list[Problem]) -> tuple[Key, ...]:
    """The keys that editors list, in their order, each lost that they say is lost. What cannot be kept is told, and is
    not to be built upon."""
    listed, told = dict[str, tuple[Key, Place]](), len(problems)
    for key, place in _read(archive, ALLOWED, _listed_in, problems):
        if key.key in listed:
            what = f"this key stands in line {listed[key.key][1].line}, too"
            problems.append(Problem(place, what, "one line a key, with all that it may sign"))
        else:
            listed[key.key] = key, place
    lost = dict(_read(archive, REVOKED, _lost_in, problems))
    unknown = [place for key, place in lost.items() if key not in listed]
    for place in unknown if len(problems) == told else ():
        what = f"this key is not in {ALLOWED}, so that nobody knows whose it was"
        problems.append(Problem(place, what, "leave its line there: what it signed before is still checked by it"))
    return tuple(changed(one, state="lost") if one.key in lost else one for one, _ in listed.values())


def allowed_signers(keys: Iterable[Key]) -> bytes:
    """The file that is published, for `ssh-keygen -Y verify -f`: a line a key, sorted, days as midnight in UTC."""
    return "".join(sorted(map(_line_of, keys))).encode("ascii")


def is_valid_on(key: Key, day: str) -> bool:
    """Whether a day (ISO) lies within the key's validity."""
    return (not key.valid_after or key.valid_after <= day) and (not key.valid_before or day < key.valid_before)


def validity_of(key: Key) -> str:
    """From and before which days, in words; empty where it is always valid."""
    told = (("from", key.valid_after), ("before", key.valid_before))
    return " and ".join(f"{word} {day}" for word, day in told if day)


def _line_of(key: Key) -> str:
    days = (("valid-after", key.valid_after), ("valid-before", key.valid_before))
    options = [f'namespaces="{",".join(key.namespaces)}"']
    options += [f'{name}="{day.replace("-", "")}Z"' for name, day in days if day]
    return f"{key.principal} {','.join(options)} {key.key}\n"


def _read(
    archive: Path, path: str, meaning: Callable[[list[Word]], Kind], problems: list[Problem]
) -> Iterator[tuple[Kind, Place]]:
    """What each line of a file means, and where it stands."""
    for number, line in enumerate(_lines_of(archive, path, problems), start=1):
        if SECRET in line:  # and none of it is said again
            problems.append(Problem(Place(path, number), PRIVATE, "take it out; if anybody saw it, count it as lost"))
            return
        words = [Word(found[0], found.start() + 1) for found in WORD.finditer(line)]
        if not words or words[0].text.startswith("#"):
            continue
        try:
            yield meaning(words), Place(path, number, words[0].column)
        except Wrong as wrong:
            problems.append(Problem(Place(path, number, wrong.column), wrong.what, wrong.hint))


def _lines_of(archive: Path, path: str, problems: list[Problem]) -> list[str]:
    place = Place(path)
    try:
        if (archive / FOLDER).is_symlink():
            problems.append(linked(Place(FOLDER), "put the folder itself here"))
            return []
        status = (archive / path).lstat()
        if not stat.S_ISREG(status.st_mode):
            odd = Problem(place, "not an ordinary file", "put the file itself here")
            problems.append(linked(place) if stat.S_ISLNK(status.st_mode) else odd)
            return []
        if status.st_size > LARGEST:
            problems.append(Problem(place, f"{status.st_size:,} bytes are too many for keys", f"at most {LARGEST:,}"))
            return []
        text = decoded((archive / path).read_bytes(), path, problems)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        problems.append(unreadable(place, error))
        return []
    return (text or "").split("\n")


def _listed_in(words: list[Word]) -> Key:
    """The key of a line. Raises Wrong."""
    _refuse_no_name(words)
    principal, *others = words
    if not PRINCIPAL.fullmatch(principal.text):
        what = f"{principal.shown} is no name that can be kept"
        raise Wrong(principal.column, what, f"{ONE_NAME}, without patterns; another name takes a line of its own")
    options, last = dict[str, Word](), words[:2][-1]
    if others and not others[0].text.startswith(TYPES):
        options = _options_in(others.pop(0))
    key = _key_in(others or [Word("", last.column + len(last.text))])
    if "namespaces" not in options:
        what = "it does not say what the key may sign"
        raise Wrong(principal.column, what, f'add namespaces="{",".join(NAMESPACES)}" behind the name, or one of them')
    after, before = (_day_in(options.get(name)) for name in OPTIONS[1:])
    if after and before and after >= before:
        raise Wrong(options["valid-before"].column, f"before {before} and from {after} on is never", "swap them")
    return Key(
        principal=principal.text,
        key=key,
        namespaces=_namespaces_in(options["namespaces"]),
        role="recovery" if principal.text == RECOVERY else "signer",
        valid_after=after,
        valid_before=before,
    )


def _refuse_no_name(words: list[Word]) -> None:
    """Raises Wrong where a line begins with what stands behind a name, or with a name of several words; with the line
    as it should be."""
    end = next((at for at, word in enumerate(words[:MOST_WORDS]) if _is_behind(word, words[at + 1 : at + 2])), 1)
    spaced = printable(" ".join(word.text.strip('"') for word in words[:end]))
    if end == 0:
        raise Wrong(words[0].column, "the name is missing before the key", f"write: {_as_it_should_be('NAME', words)}")
    if " " in spaced and not any(map(_may_be_option, words[1:end])):
        what = f"'{spaced[:LONGEST_SHOWN]}' is no name that can be kept: a name has no blanks"
        raise Wrong(words[0].column, what, f"write: {_as_it_should_be(plain_id(spaced) or 'NAME', words[end:])}")


def _is_behind(word: Word, following: list[Word]) -> bool:
    """Whether a word stands behind a name: options with values, or a type before a key."""
    is_type = word.text.startswith(TYPES) and any(one.text.startswith(BLOB) for one in following)
    name, equals, _ = word.text.partition("=")
    return is_type or (name in OPTIONS and equals != "")


def _may_be_option(word: Word) -> bool:
    return word.text in OF_OPENSSH or "=" in word.text or bool(meant_by(word.text, OPTIONS))


def _as_it_should_be(name: str, words: list[Word]) -> str:
    """A line by this name with these options, or all that a key may sign, and the key. Raises Wrong where that is none
    that can be kept."""
    first, *others = words
    if first.text.startswith(TYPES):
        return f'{name} namespaces="{",".join(NAMESPACES)}" {_key_in(words)}'
    key = _key_in(others or [Word("", first.column + len(first.text))])
    return f"{name} {printable(first.text)} {key}"


def _options_in(word: Word) -> dict[str, Word]:
    """The options of a line by name, each with the column of its name. Raises Wrong."""
    options = dict[str, Word]()
    at = 0
    while True:
        found = OPTION.match(word.text, at)
        assert found  # as it matches nothing, too
        option = Word(found[2] or "", word.column + at)
        name = found[1]
        shown = Word(word.text[at:], option.column).shown
        if name not in OPTIONS:
            hint = meant_by(name, OPTIONS)
            what = f"{shown} is neither an option that can be kept nor a type of keys"
            raise Wrong(option.column, what, f"did you mean {hint}?" if hint else f"one of {', '.join(OPTIONS)}")
        if found[2] is None or name in options:
            what = f"'{name}' is given twice" if name in options else f"'{name}' has no value in quotation marks"
            raise Wrong(option.column, what, f'write it once: {name}="…"')
        options[name] = option
        if found.end() == len(word.text):
            return options
        if word.text[found.end()] != ",":
            raise Wrong(word.column + found.end(), "a comma is missing between options", 'such as: a="…",b="…"')
        at = found.end() + 1


def _namespaces_in(option: Word) -> tuple[str, ...]:
    """Sorted, each once. Raises Wrong."""
    names = option.text.split(",")
    for name in names:
        if not PRINCIPAL.fullmatch(name):
            what = f"{Word(name, 0).shown} is no namespace that can be kept"
            raise Wrong(option.column, what, f"one of {', '.join(NAMESPACES)}, without wildcards")
        if name not in NAMESPACES and (near := meant_by(name, NAMESPACES)):
            raise Wrong(option.column, f"nothing here is signed in namespace '{name}'", f"did you mean {near}?")
    return tuple(sorted(set(names)))


def _day_in(option: Word | None) -> str:
    """A day as ISO has it; empty where there is none. Raises Wrong."""
    if option is None:
        return ""
    parts = DAY.fullmatch(option.text)
    try:
        return date(*map(int, parts.groups())).isoformat() if parts else _no_day(option)
    except ValueError:
        return _no_day(option)


def _no_day(option: Word) -> str:
    raise Wrong(option.column, f"{option.shown} is no day that can be kept", "write YYYYMMDD: midnight in UTC")


def _lost_in(words: list[Word]) -> str:
    """The key of a line of those that are lost. Raises Wrong."""
    before = next((at for at, word in enumerate(words) if word.text == TYPE), 0)
    if before:
        what = "here a key stands alone, without a name and options"
        raise Wrong(words[0].column, what, f"write: {_key_in(words[before:])}")
    return _key_in(words)


def _key_in(words: list[Word]) -> str:
    """The key that words begin with, a comment behind it or none. Raises Wrong."""
    kind = words[0]
    if kind.text != TYPE:
        if kind.text.startswith(TYPES):
            what = f"{kind.shown}: only Ed25519 keys can be kept"
            raise Wrong(kind.column, what, "`ssh-keygen -t ed25519` makes one")
        raise Wrong(kind.column, "no public key stands here", WHOLE)
    encoded = words[1] if len(words) > 1 else Word("", kind.column + len(kind.text))
    blob = blob_in(encoded.text)
    key = key_text(blob)
    if not key:
        raise Wrong(encoded.column, "this is no Ed25519 key", "copy the line of its .pub file, whole")
    if fault := fault_of_point(blob):
        raise Wrong(encoded.column, fault, "`ssh-keygen -t ed25519` makes one that is good")
    return key
