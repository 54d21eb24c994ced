"""What a site is to consist of: its files by address, and whether they can lie together on every file system."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain

from muniment.problems import Place, Problem, PublishError
from muniment.publish.paths import fault_of, folded, folder_of, folders_of
from muniment.publish.sums import NAME as SUMS
from muniment.publish.sums import Published


class Contents:
    """The files of a site, those in one group that are made together."""

    def __init__(self, groups: Sequence[Sequence[Published]]):
        self.groups = groups

    @cached_property
    def files(self) -> Mapping[str, Published]:
        """All of them by address, one that was said twice counted once."""
        return {entry.address: entry for entry in chain.from_iterable(self.groups)}

    @cached_property
    def are_apart(self) -> bool:
        """Whether none is in two groups."""
        return sum(map(len, self.groups)) == len(self.files)

    @cached_property
    def _by_folder(self) -> Mapping[str, Sequence[str]]:
        found = defaultdict(list)
        for address in self.files:
            found[folder_of(address)].append(address)
        return found

    def in_folder(self, folder: str) -> Sequence[str]:
        """The addresses of the files that lie in a folder, named as of `folder_of`, and not in one within it."""
        return self._by_folder.get(folder, ())

    @property
    def fullest(self) -> tuple[str, int]:
        """The folder that most files lie in, and how many."""
        numbers = {folder: len(addresses) for folder, addresses in self._by_folder.items()}
        return min(numbers.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))

    @cached_property
    def folders(self) -> Set[str]:
        """All folders, without a slash at the end."""
        return {folder for inside in self._by_folder for folder in folders_of(inside)}

    @cached_property
    def _unusual(self) -> Sequence[str]:
        """The addresses that some file systems may keep otherwise: few, in most sites."""
        return [address for address in self.files if not (address.isascii() and address.islower())]

    @cached_property
    def _kept_otherwise(self) -> Mapping[str, str]:
        return {folded(address): address for address in self._unusual}

    def like(self, name: str) -> str:
        """The address of a file that some file systems cannot tell from this name, or nothing."""
        name = folded(name)
        return self._kept_otherwise.get(name) or (name if name in self.files and folded(name) == name else "")

    @cached_property
    def folded_folders(self) -> Set[str]:
        """All folders as some file systems keep them."""
        return set(map(folded, self.folders))

    def check(self, new: Set[str]) -> None:
        """Raises PublishError with everything that is wrong with the addresses, alone or together; all that
        are not `new` were good together."""
        problems = list(self._faults_of(new))
        if new:
            problems += self._clashes()
        if "index.html" not in self.files:
            problems.append(Problem(Place("index.html"), "a site needs a first page"))
        if problems:
            raise PublishError(*problems)

    def _faults_of(self, new: Set[str]) -> Iterator[Problem]:
        for address in sorted(new):
            if fault := fault_of(address) or ("the build writes this file itself" if address == SUMS else ""):
                yield Problem(Place(address), fault)
        entries = () if self.are_apart else chain.from_iterable(self.groups)
        for address in sorted({entry.address for entry in entries if entry != self.files[entry.address]}):
            yield Problem(Place(address), "two different files have this address")

    def _clashes(self) -> Iterator[Problem]:
        suspect = {*self._unusual, *(name for name in map(folded, self._unusual) if name in self.files)}
        first: dict[str, str] = {}
        for address in sorted(suspect):
            if (other := first.setdefault(folded(address), address)) != address:
                yield Problem(Place(address), f"Windows and macOS cannot tell this address from {other}")
        for folder in sorted(self.folders):
            if other := self.like(folder):
                yield Problem(Place(f"{folder}/"), f"{other} would be both a file and a folder")
