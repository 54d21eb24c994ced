"""content/withheld.yaml: people who are named nowhere in what is published.

    - names: [Ivan Petrenko, Іван Петренко, Івана Петренка, Іванові Петренку]
      reason: name of a private person

What says whom to withhold is never taken for an empty list: where it cannot be understood, nothing is published.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from muniment.model import Authority, Record, Withheld, changed, texts_in
from muniment.problems import Place, Problem
from muniment.read.beside import is_day
from muniment.read.edited import bytes_of
from muniment.read.folder import list_files, shown, shown_path
from muniment.read.kinds import ending_of
from muniment.read.repeated import with_spellings
from muniment.shape import read_items
from muniment.sought import Seeker, can_be_sought, seeker_of

WITHHELD = "content/withheld.yaml"
# Where the words may stand: this list, what is looked through report by report, and the log, which only `seal` changes.
ELSEWHERE = (WITHHELD, "content/reviews/", "content/texts/", "content/log/")
MEANT = re.compile(r"content/(?:[^/]*/)?with[-_ ]?h[eo]ld(?:ing)?(?:/.*|\.(?!md\Z)[^/]*)?\Z", re.IGNORECASE)
REMARKS = re.compile(rb"(?:[ \t]*+(?:#[^\r\n]*+)?[\r\n]*+)*+")
SHORTEST = 3  # letters or digits of a name, since all texts are searched for it
MOST_TOLD = 100  # places in one file
MOVE = f"first put this spelling into {WITHHELD}, which does not have it: taken away here alone, it would be published"

One = TypeVar("One", bound=Record)


def read_withheld(archive: Path, problems: list[Problem], is_needed: bool = False) -> tuple[Withheld, ...]:
    """Everybody who is withheld; every fault of the file is told, and every file that was perhaps meant to be it. Where
    it `is_needed`, that there is none is a fault, too."""
    data = bytes_of(archive, WITHHELD, problems)
    if not data.strip() and (archive / WITHHELD).is_file():
        problems.append(Problem(Place(WITHHELD), "the file is empty", "write [] where nobody is withheld"))
    elif is_needed and data.strip() and REMARKS.fullmatch(data):
        hint = "take the # away from those who are meant, or write [] where nobody is withheld"
        problems.append(Problem(Place(WITHHELD), "the file has nothing but remarks, and the settings need it", hint))
    elif is_needed and not (archive / WITHHELD).exists():
        what, hint = "there is no such file, and the settings need it", "bring it here: without it names are published"
        problems.append(Problem(Place(WITHHELD), what, hint))
    for path in list_files(archive, "content", (), [])[0]:
        if path != WITHHELD and MEANT.match(path):
            what, hint = "this list would not be read, and everybody on it be named", f"name it {WITHHELD}"
            problems.append(Problem(Place(shown_path(path)), what, hint))
    found = []
    for item in read_items(data, WITHHELD, Withheld, problems) if data else ():
        one: Withheld = item.record
        if not one.names:
            problems.append(Problem(item.place("names"), "no name is given", "write names: [one, another]"))
        for index, name in enumerate(one.names):
            if not can_be_sought(name) or sum(map(str.isalnum, name)) < SHORTEST:
                what, hint = "too short: it would be found everywhere", f"write at least {SHORTEST} letters of a name"
                problems.append(Problem(item.place(f"names.{index}"), what, hint))
        if not one.reason.strip():
            problems.append(Problem(item.place("reason"), "no reason is given", "readers see it instead of a name"))
        elif seeker_of((one.names,)).is_in(one.reason):
            problems.append(Problem(item.place("reason"), "the reason tells the name", "readers see it: write another"))
        if one.date and not is_day(one.date):
            problems.append(Problem(item.place("date"), f"'{shown(one.date)}' is no day", "write it as 2026-11-22"))
        found.append(one)
    return tuple(found)


def in_all_spellings(withheld: Iterable[Withheld], authorities: Sequence[Authority]) -> tuple[Withheld, ...]:
    """The same, also under all other names that editors list of them."""
    return tuple(changed(one, names=with_spellings(one.names, authorities)) for one in withheld)


def seeker_of_withheld(withheld: Iterable[Withheld]) -> Seeker:
    """What looks for all of them."""
    return seeker_of(tuple(one.names for one in withheld))


def nameless(items: Sequence[One], seeker: Seeker) -> tuple[One, ...]:
    """Those of the editors' items that hold nobody's name, whose place `tell_names` tells."""
    return tuple(one for one in items if not any(map(seeker.is_in, texts_in(one))))


def without_references(authorities: Iterable[Authority], gone: Container[str]) -> tuple[Authority, ...]:
    """Those whom editors list, none said to belong to one of those who are `gone`, by their ids."""
    return tuple(
        changed(
            one,
            **{way: "" for way in ("part_of", "party", "affiliation", "owner") if getattr(one, way) in gone},
            lookalikes=tuple(other for other in one.lookalikes if other not in gone),
            roles=tuple(changed(role, organization="") if role.organization in gone else role for role in one.roles),
        )
        for one in authorities
    )


def tell_names(archive: Path, seeker: Seeker, written: Seeker, problems: list[Problem]) -> None:
    """An error for every name in what editors wrote; what holds it is left out of what is published. `written` looks
    for what the list itself has: another spelling of an entity is known from here alone."""
    what = "a name that is withheld everywhere stands here, and what holds it is left out"
    known = {place for _, place in names_in_content(archive, written)}
    for place in dict.fromkeys(place for _, place in names_in_content(archive, seeker)):
        hint = f"write it without the name; {WITHHELD} has those that are meant" if place in known else MOVE
        problems.append(Problem(place, what if place.line else f"its name holds one that is withheld; {what}", hint))


def tell_names_in_reviews(archive: Path, paths: Iterable[str], seeker: Seeker, problems: list[Problem]) -> None:
    """The same of reviews of which the reports are not published, by their paths."""
    what, hint = "a name that is withheld everywhere stands here", "write it without the name: content/ may be public"
    places = (place for path in paths for _, place in _names_in_file(archive, path, seeker))
    problems += [Problem(place, what, hint) for place in places]


def names_in_content(archive: Path, seeker: Seeker) -> Iterator[tuple[int, Place]]:
    """Every place in what editors wrote where something that is sought stands, with its number; without a line where it
    is in a file's own name."""
    for folder in ("content", "templates"):
        for path in list_files(archive, folder, (), [])[0]:
            if not path.startswith(ELSEWHERE):
                yield from ((one.number, Place(shown_path(path))) for one in seeker.find(path)[:1])
                yield from _names_in_file(archive, path, seeker)


def _names_in_file(archive: Path, path: str, seeker: Seeker) -> Iterator[tuple[int, Place]]:
    try:
        text = (archive / path).read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:  # told by whoever reads it
        return
    found = seeker.find(text, "markdown" if ending_of(path) == ".md" else "plain")
    spots = {one.start: one.number for one in reversed(found)}
    for start, number in sorted(spots.items())[:MOST_TOLD]:
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        yield number, Place(shown_path(path), line, column)
