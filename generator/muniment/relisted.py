"""Which reports may read otherwise once editors have changed whom they list, and which cannot.

A list is asked for names, and for ids. What a report may have asked it for is kept with what came of that report:
every word of its text, for a name is looked up where its words stand; the words of other names that were looked up;
ids. A name that is listed otherwise by now changes nothing where one of its words is not among them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from muniment.link.decided import Names
from muniment.loading import load
from muniment.model import Authority, Record, changed, digest_of

ANYTHING = ""  # asked for where any other list may answer something else
APART, OF_ID = "\0", "\n"  # what parts all that was asked for; what an id begins with there: no name begins so
MOST_NAMES = 20_000  # that were listed otherwise at some time; what was read before that is read again
Words = tuple[bytes, ...]  # of a name; of an id there is one


class Change(Record, frozen=True):
    """A list that was once, by its hash, and for which names and ids the next one had another answer."""

    digest: str
    otherwise: tuple[str, ...]


class Listed(Record, frozen=True):
    """A list by its hash, what it answers for each name and id, as a hash, and the lists before it, oldest first."""

    digest: str = ""
    answers: dict[str, str] = {}
    before: tuple[Change, ...] = ()


def asked_by_id(names: Names) -> set[str]:
    """What was asked for by who looked ids up."""
    return {OF_ID + one for one in names.asked} | ({ANYTHING} if names.is_any_asked else set())


def written(asked: Iterable[str]) -> bytes:
    """All that was asked for, as it is kept."""
    return APART.join(sorted(asked)).encode("utf-8", "surrogatepass")


def listed_after(last: Listed | None, authorities: tuple[Authority, ...]) -> Listed:
    """The list as it is now, after the last one."""
    digest = digest_of(authorities)
    if last and last.digest == digest:
        return last
    last, answers = last or Listed(), dict(_answers(authorities))
    otherwise = (key for key in {*last.answers, *answers} if last.answers.get(key) != answers.get(key))
    before = [*last.before, Change(last.digest, tuple(sorted(otherwise)))]
    while sum(len(one.otherwise) for one in before) > MOST_NAMES:
        del before[0]
    return Listed(digest, answers, tuple(before))


def _answers(authorities: tuple[Authority, ...]) -> Iterator[tuple[str, str]]:
    known = load("understand.known_names")
    for name, one in known.index_names(known.listed(authorities)).items():
        if one:
            yield name, digest_of(one)
    for authority in authorities:
        answer = digest_of(changed(authority, former=()))
        for identifier in (authority.id, *authority.former):
            yield OF_ID + identifier, answer


class Relisting:
    """Tells of what was read by any list before whether it would read the same by the one that is now."""

    def __init__(self, listed: Listed):
        self.digest = listed.digest
        self._before = listed.before
        self._since = cache(self._listed_otherwise_since)

    def changes_nothing(self, digest: str, asked: bytes) -> bool:
        """Whether all answers that somebody got who `asked` the list of this digest for this are the same by now."""
        otherwise = self._since(digest)
        if otherwise is None:
            return False
        words = set(asked.split(APART.encode()))
        return not any(words.issuperset(rest) for first in words & otherwise.keys() for rest in otherwise[first])

    def _listed_otherwise_since(self, digest: str) -> Mapping[bytes, Sequence[Words]] | None:
        """Names that are listed otherwise than at that time, by their first words; None where nobody knows."""
        places = [place for place, one in enumerate(self._before) if one.digest == digest]
        if not places:
            return None
        found: dict[bytes, list[Words]] = defaultdict(list)
        for key in dict.fromkeys(key for one in self._before[places[-1] :] for key in one.otherwise):
            first, *rest = key.encode("utf-8", "surrogatepass").split(b" ")
            found[first].append(tuple(rest))
        return found
