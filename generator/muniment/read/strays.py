"""What lies in content/ under a name that nothing there has: who wrote it believes that it is read."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from muniment.model import Record
from muniment.problems import Place, Problem
from muniment.read.folder import is_unicode, shown, shown_path
from muniment.read.kinds import is_litter, stem_of

TOP = "content"
KNOWN = (
    "settings.yaml", "withheld.yaml", "reviews/", "entities/", "sources.yaml", "questions.yaml", "events.yaml",
    "corrections.yaml", "pages/", "texts/", "keys/", "log/", "former-signatures/",
)  # fmt: skip
HOLDING = ("settings.yaml", "withheld.yaml", "reviews/")  # what may say that something is not to be published
NAMING = ("entities/", "sources.yaml")
ABOUT_THE_FOLDER = ("readme", "license", "licence")  # what people lay into any folder
VERY_NEAR, NEAR = 0.75, 0.6


class Stray(Record, frozen=True):
    """What is not read, and what is wrong with it. One that `holds` was perhaps meant to hold something back, one that
    `names` to list names."""

    problem: Problem
    holds: bool
    names: bool


def find_strays(archive: Path) -> Iterator[Stray]:
    """Everything that lies in content/ itself under a name that is not known there, in the order of the names."""
    folder = archive / TOP
    names = sorted(one.name for one in folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ()
    for name in names:
        is_known = name in KNOWN or f"{name}/" in KNOWN
        if is_known or name.startswith(".") or is_litter(name) or not is_unicode(name):
            continue
        word = _plain(name)
        if word in ABOUT_THE_FOLDER:
            continue
        meant = _nearest(word, VERY_NEAR) or _nearest(word, NEAR)
        holds = _nearest(word, VERY_NEAR) in HOLDING
        what = "not read: nothing in content/ has this name"
        if holds:
            what = f"this would not be read, and what it holds back be published: '{shown(name)}' is not known here"
        hint = f"name it {TOP}/{meant}" if meant else f"known here: {', '.join(KNOWN)}"
        place = Place(shown_path(f"{TOP}/{name}"))
        yield Stray(Problem(place, what, hint), holds, meant in NAMING)


def _nearest(word: str, cutoff: float) -> str:
    """The name that is most alike, or that it begins with, nearly."""
    words = {one: _plain(one.rstrip("/")) for one in KNOWN}
    alike = {one: SequenceMatcher(None, known, word[: len(known) + 1]).ratio() for one, known in words.items()}
    nearest = max(alike, key=lambda one: alike[one])
    return nearest if alike[nearest] >= cutoff else ""


def _plain(name: str) -> str:
    """A name without what people add to it or write otherwise: Withheld_2.yml is withheld."""
    return "".join(filter(str.isalpha, stem_of(name).partition(".")[0].casefold()))
