"""What must happen for a folder to become the wanted site: what is moved in, what is deleted, when.

Pure: sets of addresses in, a plan or every reason against it out.
"""

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass

from muniment.model import Record
from muniment.problems import Place, Problem, PublishError
from muniment.publish.contents import Contents
from muniment.publish.paths import folded, folders_of


class Plan(Record, frozen=True):
    """`before` is deleted, `moves` are put in place, those in `folders` with the whole folder, `after` is
    deleted. `others` stay: not ours."""

    before: tuple[str, ...]
    moves: tuple[str, ...]
    after: tuple[str, ...]
    others: frozenset[str]
    folders: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything happens."""
        return bool(self.before or self.moves or self.after)

    @property
    def strays(self) -> tuple[str, ...]:
        """Of the others, those that anybody sees."""
        return tuple(sorted(each for each in self.others if not _is_hidden(each)))


@dataclass(frozen=True)
class Lying:
    """What lies in the site folder, against what is wanted: addresses that are `new`, as none of ours lies there;
    `missing`, ours and not there; `obsolete`, ours and not wanted; ours and not wanted either, but `changed` by
    somebody; and `strays`, which are not ours."""

    new: Set[str] = frozenset()
    missing: Set[str] = frozenset()
    obsolete: Set[str] = frozenset()
    changed: Set[str] = frozenset()
    strays: Set[str] = frozenset()


def plan_of(contents: Contents, staged: Collection[str], lying: Lying) -> Plan:
    """What must happen; `staged` is what was set aside.

    Pages are moved last, so that what they ask for is there. What is obsolete goes after them, but
    for what a new file or folder could be mixed up with. Raises PublishError where a file is in
    the way that we have not written, or one is neither staged nor there.
    """
    wanted = contents.files.keys()
    moves = sorted(wanted & set(staged), key=_publishing_order)
    problems = _in_the_way(moves, lying.strays)
    vanished = sorted(((wanted & lying.missing) | (lying.new - lying.strays)).difference(moves))
    problems += [Problem(Place(address), "vanished while the site was built", "build again") for address in vanished]
    if problems:
        raise PublishError(*problems)

    def clashes(address: str) -> bool:
        within = any(folder in wanted for folder in folders_of(address))
        return within or bool(contents.like(address)) or folded(address) in contents.folded_folders

    first = tuple(sorted(filter(clashes, lying.obsolete)))
    last = tuple(sorted(lying.obsolete - {*first}))
    return Plan(first, tuple(moves), last, frozenset((lying.strays - wanted) | lying.changed))


def plan_of_moves(staged: Iterable[str], others: frozenset[str]) -> Plan:
    """What happens where each file that is staged takes the place of an older one."""
    return Plan((), tuple(sorted(staged, key=_publishing_order)), (), others)


def top_folders(moves: Iterable[str]) -> dict[str, bool]:
    """The first folder on the way to each address, and whether there are pages in it."""
    pages: dict[str, bool] = {}
    for address in moves:
        folder, slash, _ = address.partition("/")
        if slash:
            pages[folder] = pages.get(folder, False) or address.endswith(".html")
    return pages


def whole_folders(moves: Sequence[str], staged: Collection[str], present: Iterable[str]) -> tuple[str, ...]:
    """The top folders that can be moved whole: the site has nothing in them, and all that is staged in them
    is to be moved. Those with pages come last."""
    pages = top_folders(moves)
    taken = {address.partition("/")[0] for address in (*present, *set(staged).difference(moves))}
    new = [folder for folder in pages if folder not in taken]
    return tuple(sorted(new, key=lambda folder: (pages[folder], folder)))


def _in_the_way(moves: Sequence[str], strays: Set[str]) -> list[Problem]:
    taken = set(moves)
    folders = {folder for address in moves for folder in folders_of(address)} if strays else set()
    hint = "move it away, or remove the whole site folder: it can be built again"
    return [
        Problem(Place(stray), "a file that no build has written is in the way", hint)
        for stray in sorted(strays)
        if stray in taken or stray in folders or not taken.isdisjoint(folders_of(stray))
    ]


def _publishing_order(address: str) -> tuple[bool, bool, str]:
    return address.endswith(".html"), address == "index.html", address


def _is_hidden(address: str) -> bool:
    return any(name.startswith(".") for name in address.split("/"))
