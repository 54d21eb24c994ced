"""Results that one build used one after another, kept together, so that the next finds them at one look."""

from collections.abc import Sequence
from functools import cached_property
from operator import is_not
from typing import Generic, TypeVar

from muniment.model import from_bytes, to_bytes
from muniment.store import Store

Small = TypeVar("Small")
KEY_SIZE = 20  # bytes


class Run(Generic[Small]):
    """The results of some items in a row, as the last build used them there."""

    def __init__(self, store: Store, name: str, kind: type[Small]):
        self._store, self._name, self._kind = store, name, kind

    @cached_property
    def _last(self) -> tuple[bytes, list[Small]]:
        """Their keys, one after the other, and the small part of each."""
        data = self._store.recall_run(self._name)
        return from_bytes(data, tuple[bytes, list[self._kind]]) if data else (b"", [])  # type: ignore[name-defined]

    def results_of(self, keys: Sequence[bytes]) -> Sequence[Small | None]:
        """The small part of each result, as far as it is known; at one look where all are as they were."""
        last, smalls = self._last
        if b"".join(keys) == last:
            return smalls
        known = {last[number * KEY_SIZE : (number + 1) * KEY_SIZE]: small for number, small in enumerate(smalls)}
        return [known.get(key) for key in keys]

    def keep(self, used: Sequence[tuple[bytes, Small]]) -> None:
        """Remember keys and results that this build used in place of the last one's, unless they are the very same."""
        keys, smalls = b"".join([key for key, _ in used]), [small for _, small in used]
        last, known = self._last
        if keys != last or any(map(is_not, smalls, known)):
            self._store.remember_run(self._name, to_bytes((keys, smalls)))
