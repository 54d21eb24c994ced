"""Whether anything at all has changed since a build finished: then there is nothing to do but to say so."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from muniment.model import Record, changed
from muniment.outcome import Outcome
from muniment.problems import may_be_kept
from muniment.publish.transaction import SiteFolder
from muniment.render.engine import program_templates
from muniment.states import State, digest_of_states, is_settled, look
from muniment.work import Workshop, recipe_of

READ = ("seeds", "content", "templates")  # the folders of an archive that a build reads


class Finished(Record, frozen=True):
    """A build that published: the digests of all that it read and of the site as it left it, and how it went."""

    read: bytes
    site: bytes
    outcome: Outcome


class Glance:
    """An archive and its site at one look, before anything of them is read; `asked` are the words that
    the build was asked in."""

    def __init__(self, archive: Path, folder: SiteFolder, workshop: Workshop, asked: tuple[str, ...]):
        self._folder, self._workshop = folder, workshop
        self._name = f"finished {folder.path}"
        self._archive, self._asked = archive, asked

    @cached_property
    def _files(self) -> Mapping[str, State | None]:
        """All that a build reads, as it was when `last_outcome` was asked for."""
        try:
            return {f"{name}/{path}": state for name in READ for path, state in look(str(self._archive / name)).items()}
        except OSError:  # what cannot be looked at is told by whoever reads it
            return {"": None}

    @cached_property
    def _read(self) -> bytes:
        return digest_of_states(self._files) + repr((self._asked, recipe_of(program_templates()))).encode()

    def last_outcome(self) -> Outcome | None:
        """How the last build went, when nothing has changed since it published."""
        read, last = self._read, self._workshop.recall(self._name, Finished)
        if last and last.read == read and last.site == digest_of_states(self._folder.present):
            return last.outcome
        return None

    def keep(self, outcome: Outcome) -> None:
        """Remember how this build went, unless what it read or wrote may have changed unseen since, or it
        told of a fault of the moment."""
        memory = self._folder.memory
        files = memory.files if memory else {}
        is_read_settled = all(state and is_settled(state, self._workshop.now) for state in self._files.values())
        is_certain = is_read_settled and may_be_kept(outcome.problems)
        if not is_certain or not files or not all(is_settled(known[:4], known[4]) for known in files.values()):
            return
        others = self._folder.left.others if self._folder.left else ()
        left = {address: self._folder.present.get(address) for address in others}
        site: Mapping[str, State | None] = left | {address: known[:4] for address, known in files.items()}
        again = changed(outcome, written=0, deleted=0)
        self._workshop.keep(self._name, Finished(self._read, digest_of_states(site), again))
