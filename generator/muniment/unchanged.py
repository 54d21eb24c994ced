"""Whether anything at all has changed since a build finished: then there is nothing to do but to say so."""

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from muniment.loading import load
from muniment.model import Record, changed
from muniment.outcome import Outcome
from muniment.problems import may_be_kept
from muniment.publish.seen import SiteMemory
from muniment.publish.transaction import SiteFolder
from muniment.recipes import program_templates, recipe_of
from muniment.states import Look, State, digest_of_states, is_settled, look
from muniment.work import Workshop

# The program that checks files whose names end so: without it nothing is published that has one.
CHECKERS = {".sig": "ssh-keygen", ".tsr": "openssl"}
READ = ("seeds", "content", "templates")  # the folders of an archive that a build reads


class Finished(Record, frozen=True):
    """A build that published: the digest of all that it read, the SHA-256 of its SHA256SUMS, the addresses of
    others' files in the site folder, and how it went."""

    read: bytes
    sums: str
    others: frozenset[str]
    outcome: Outcome


class Glance:
    """An archive and its site at one look, before anything of them is read; `asked` are the words that
    the build was asked in."""

    def __init__(self, archive: Path, folder: SiteFolder, workshop: Workshop, asked: tuple[str, ...]):
        self._folder, self._workshop = folder, workshop
        self._name = f"finished {folder.path}"
        self._archive, self._asked = archive, asked

    @cached_property
    def _looks(self) -> Mapping[str, Look]:
        """All that a build reads, as it was when `last_outcome` was asked for."""
        try:
            return {name: look(str(self._archive / name)) for name in READ}
        except OSError:  # what cannot be looked at is told by whoever reads it
            return {}

    @cached_property
    def _files(self) -> Mapping[str, State | None]:
        looks = self._looks.items()
        return {f"{name}/{path}": state for name, one in looks for path, state in one.files.items()} or {"": None}

    @property
    def seeds(self) -> Look | None:
        """What lies in seeds/, if that could be looked at."""
        return self._looks.get("seeds")

    @cached_property
    def _read(self) -> bytes:
        # An empty folder may stand where a file is looked for; what lies in one is among the files.
        folders = sorted(f"{name}/{path}" for name, one in self._looks.items() for path in one.folders)
        known = self._asked, recipe_of(program_templates()), folders, self._checkers
        return digest_of_states(self._files) + repr(known).encode()

    @cached_property
    def _checkers(self) -> list[str]:
        """Where the programs lie that check what there is to be checked."""
        tools = [tool for ending, tool in CHECKERS.items() if any(name.endswith(ending) for name in self._files)]
        return [load("seal.running").found(tool, os.environ) for tool in tools]

    def last_outcome(self) -> Outcome | None:
        """How the last build went, when nothing has changed since it published."""
        read, last = self._read, self._workshop.recall(self._name, Finished)
        return last.outcome if last and last.read == read and self._has_left_site(last) else None

    def _has_left_site(self, last: Finished) -> bool:
        """Whether the site folder is as that build left it."""
        memory = self._folder.memory
        return memory is not None and memory.sums == last.sums and self._folder.is_as_remembered(last.others)

    def keep(self, outcome: Outcome) -> None:
        """Remember how this build went, unless what it read or wrote may have changed unseen since, or it
        told of a fault of the moment."""
        is_read_settled = all(state and is_settled(state, self._workshop.now) for state in self._files.values())
        memory, left = self._folder.memory, self._folder.left
        if is_read_settled and may_be_kept(outcome.problems) and memory and left:
            again = changed(outcome, written=0, deleted=0)
            self._workshop.keep(self._name, Finished(self._read, memory.sums, left.others, again))


def recall_site(folder: SiteFolder, workshop: Workshop, is_as_left: bool) -> None:
    """What is known of the site folder: by a look at its files, beside other work, or as the last build of this
    process left it."""
    left = workshop.things.get("left") if is_as_left else None
    folder.remember(workshop.recall(_name_of(folder), SiteMemory), left, workshop.begin_aside)


def keep_site(folder: SiteFolder, workshop: Workshop) -> None:
    """What `recall_site` will find."""
    workshop.hand_on("left", folder.left)
    name = _name_of(folder)
    if folder.memory is not workshop.recall(name, SiteMemory):
        workshop.keep(name, folder.memory)


def _name_of(folder: SiteFolder) -> str:
    return f"site {folder.path}"
