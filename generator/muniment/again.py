"""What was made of what: from equal inputs comes the value that there is, so nothing is made of the same twice.

A process that built before finds nearly all of an archive as it was, as the very objects that it had then,
and Python compares an object with itself at no cost. So inputs are compared whole, however large.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")
Value = TypeVar("Value")


class Again:
    """Values by name, each with what it was made of. One that `keeps` nothing makes all of them anew."""

    def __init__(self, keeps: bool = True):
        self.keeps = keeps
        self._values: dict[str, tuple[Any, Any]] = {}
        self._groups: dict[str, tuple[Any, dict[Any, tuple[Any, Any]]]] = {}

    def once(self, name: str, inputs: Any, make: Callable[[], Value]) -> Value:
        """The value that `make` gives, or gave under this name for equal inputs."""
        known = self._values.get(name)
        if known is None or known[0] != inputs:
            known = inputs, make()
            if self.keeps:
                self._values[name] = known
        value: Value = known[1]
        return value

    def each(
        self, name: str, shared: Any, items: Mapping[Key, Item], make: Callable[[Key, Item], Value]
    ) -> dict[Key, Value]:
        """For each item, by its key, the value that `make` gives; or gave under this name and key, the last
        time, for an equal item and an equal `shared`, which is what else they are all made of."""
        shared_then, then = self._groups.get(name, (None, {}))
        if shared_then != shared:
            then = {}
        now = {}
        for key, item in items.items():
            known = then.get(key)
            now[key] = known if known and (known[0] is item or known[0] == item) else (item, make(key, item))
        if self.keeps:
            self._groups[name] = shared, now
        return {key: value for key, (_, value) in now.items()}
