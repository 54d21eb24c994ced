"""Which of the titles that a page states is its own: not the site's name, not a word of navigation, not twice."""

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from muniment.model import changed
from muniment.read.page_statement import Statement

LONGEST = 1_000  # code points of a title that is looked into
SEPARATOR = re.compile(r" [|–—·•«»/~:-] |\||: ")
OF_NOTHING = frozenset(
    """untitled|untitled document|document|home|home page|homepage|index|main|main page|новини|головна|головна сторінка|
    без назви|главная|главная страница|без названия|новости""".replace("\n", "")
    .replace("|    ", "|")
    .split("|")
)
SHORTEST_TWICE = 12  # code points that are no name, such as New York, when they stand twice with a space between


def title_of(given: Iterable[Statement], sites: Collection[str], addresses: Collection[str]) -> Statement | None:
    """The first that is a title, without the site's name before or after it. `sites` are names that the page gives
    to its site, and `addresses` those that it gives to itself."""
    hosts = {host for address in addresses if (host := urlsplit(address).hostname)}
    of_site = {name.casefold() for name in (*sites, *hosts, *(host.removeprefix("www.") for host in hosts))}
    for statement in given:
        title = statement.value
        if len(title) <= LONGEST:
            title = _said_once(_without_site(_said_once(title), of_site))
        if title and title.casefold() not in of_site | OF_NOTHING:
            return changed(statement, value=title)
    return None


def _without_site(title: str, of_site: Collection[str]) -> str:
    """The title less whatever stands before its first or after its last separators and names the site."""
    while separators := list(SEPARATOR.finditer(title)):
        first, last = separators[0], separators[-1]
        if title[last.end() :].strip().casefold() in of_site:
            title = title[: last.start()].strip()
        elif title[: first.start()].strip().casefold() in of_site:
            title = title[first.end() :].strip()
        else:
            break
    return title


def _said_once(title: str) -> str:
    """One half of a title that says the same twice."""
    for gap in range(1, 4):  # code points of what stands between the halves
        half, odd = divmod(len(title) - gap, 2)
        between = title[half : half + gap]
        if odd or half < 1 or title[:half] != title[half + gap :]:
            continue
        if SEPARATOR.fullmatch(between) or (between == " " and half >= SHORTEST_TWICE):
            return title[:half].strip()
    return title
