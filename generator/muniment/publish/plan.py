"""What must happen for a folder to become the wanted site: what is moved in, what is deleted, when.

Pure: sets of addresses in, a plan or every reason against it out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import chain

from muniment.model import Record
from muniment.problems import Place, Problem, PublishError
from muniment.publish.paths import fault_of, folded
from muniment.publish.sums import NAME as SUMS
from muniment.publish.sums import Published


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


def by_address(entries: Sequence[Published], before: Set[str] = frozenset()) -> dict[str, Published]:
    """The entries by address, said twice counted once; `before` are addresses that were good together.
    Raises PublishError with everything that is wrong with the addresses, alone or together."""
    once = {entry.address: entry for entry in entries}
    if len(once) == len(entries) and "index.html" in once and before and once.keys() <= before:
        return once
    wanted: dict[str, Published] = {}
    first: dict[str, str] = {}
    problems = []
    for entry in entries:
        address = entry.address
        if address not in before and (fault := fault_of(address) or _own_file(address)):
            problems.append(Problem(Place(address), fault))
        elif wanted.setdefault(address, entry) != entry:
            problems.append(Problem(Place(address), "two different files have this address"))
        elif (other := first.setdefault(folded(address), address)) != address:
            problems.append(Problem(Place(address), f"Windows and macOS cannot tell this address from {other}"))
    for folder in sorted({folder for address in one_a_folder(wanted) for folder in folders_of(address)}):
        if folded(folder) in first:
            problems.append(Problem(Place(f"{folder}/"), f"{first[folded(folder)]} would be both a file and a folder"))
    if "index.html" not in wanted:
        problems.append(Problem(Place("index.html"), "a site needs a first page"))
    if problems:
        raise PublishError(*problems)
    return wanted


def plan_of(
    wanted: Mapping[str, Published],
    staged: Collection[str],
    present: Set[str],
    previous: Set[str],
    obsolete: Collection[str],
) -> Plan:
    """`staged` and `present` are what lies in the two folders; `previous` is what we published
    before, `obsolete` the part of it that is to go.

    Pages are moved last, so that what they ask for is there. What is obsolete goes after them, but
    for what a new file or folder could be mixed up with. Raises PublishError where a file is in
    the way that we have not written, or one is neither staged nor there.
    """
    strays = present - previous - {SUMS}
    moves = sorted(set(staged) & wanted.keys(), key=_publishing_order)
    problems = _in_the_way(moves, strays)
    gone = sorted(wanted.keys() - present - set(moves))
    problems += [Problem(Place(address), "vanished while the site was built", "build again") for address in gone]
    if problems:
        raise PublishError(*problems)
    folders = {folder for address in one_a_folder(wanted if obsolete else ()) for folder in folders_of(address)}
    names = {folded(name) for name in (*wanted, *folders)} if obsolete else set()

    def clashes(address: str) -> bool:
        return folded(address) in names or any(folder in wanted for folder in folders_of(address))

    before = tuple(sorted(filter(clashes, obsolete)))
    after = tuple(sorted(set(obsolete) - set(before)))
    return Plan(before, tuple(moves), after, frozenset(present - wanted.keys() - {*obsolete, SUMS}))


def plan_of_moves(staged: Iterable[str], others: frozenset[str]) -> Plan:
    """What happens where each file that is staged takes the place of an older one."""
    return Plan((), tuple(sorted(staged, key=_publishing_order)), (), others)


def whole_folders(moves: Sequence[str], staged: Collection[str], present: Iterable[str]) -> tuple[str, ...]:
    """The top folders that can be moved whole: the site has nothing in them, and all that is staged in them
    is to be moved. Those with pages come last."""
    pages: dict[str, bool] = {}
    for address in moves:
        folder, slash, _ = address.partition("/")
        if slash:
            pages[folder] = pages.get(folder, False) or address.endswith(".html")
    left = set(staged).difference(moves)
    new = [
        folder
        for folder in pages
        if not any(each == folder or each.startswith(f"{folder}/") for each in chain(present, left))
    ]
    return tuple(sorted(new, key=lambda folder: (pages[folder], folder)))


def _own_file(address: str) -> str:
    return "the build writes this file itself" if address == SUMS else ""


def one_a_folder(addresses: Iterable[str]) -> Iterable[str]:
    """One address from every folder that holds any."""
    return {address.rpartition("/")[0]: address for address in addresses}.values()


def folders_of(address: str) -> list[str]:
    """The folders that an address lies in: "a/b/c.html" lies in "a" and "a/b"."""
    parts = address.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


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
