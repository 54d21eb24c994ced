"""What was made of what: from equal inputs comes the value that there is, so nothing is made of the same twice.

A process that built before finds nearly all of an archive as it was, as the very objects that it had then,
and Python compares an object with itself at no cost. So inputs are compared whole, however large.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress
from operator import is_not
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Notes:
    """What outlasts a process: `recall` gives what `keep` was last given under a name, or None."""

    recall: Callable[[str, Any], Any] = lambda name, kind: None
    keep: Callable[[str, object], None] = lambda name, record: None


class Again:
    """Values by name, each with what it was made of. One that `keeps` nothing makes all of them anew."""

    def __init__(self, keeps: bool = True):
        self.keeps = keeps
        self._values: dict[str, tuple[Any, Any]] = {}
        self._groups: dict[str, tuple[Any, Mapping[Any, Any], dict[Any, Any]]] = {}

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
        self,
        name: str,
        shared: Any,
        items: Mapping[Key, Item],
        make: Callable[[Key, Item], Value],
        anew: Collection[Key] = (),
    ) -> Mapping[Key, Value]:
        """For each item, by its key, the value that `make` gives; or gave under this name and key, the last
        time, for an equal item and an equal `shared`, which is what else they are all made of. Those of `anew`
        are made in any case. Leave items and values as they are: they are kept."""
        if not self.keeps:
            return {key: make(key, item) for key, item in items.items()}
        shared_then, then, values = self._groups.get(name, (None, {}, {}))
        if shared_then != shared:
            then, values = {}, {}
        are_keys_same = list(items) == list(then)
        made = {key: make(key, items[key]) for key in (*_changed(items, then), *anew) if key in items}
        if not are_keys_same:
            values = {key: made[key] if key in made else values[key] for key in items}
        elif made:
            values = {**values, **made}
        self._groups[name] = shared, items, values
        return values

    def last(self, name: str) -> Mapping[Any, Any]:
        """What `each` gave the last time under a name."""
        return self._groups.get(name, (None, {}, {}))[2]


def _changed(items: Mapping[Key, Item], then: Mapping[Key, Item]) -> Iterator[Key]:
    """The keys of items that are not among those of then, or not with an equal item."""
    if list(items) != list(then):
        return (key for key, item in items.items() if key not in then or then[key] != item)
    # As nearly always; and then nearly all items are the very objects that they were.
    others = map(is_not, items.values(), then.values())
    pairs = compress(zip(items, items.values(), then.values(), strict=True), others)
    return (key for key, item, was in pairs if item != was)
