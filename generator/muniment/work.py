"""Do a pure function over many records: skip what is already done, spread the rest.

The only door to processes (`crew.py`) and to memory between builds (`store.py`). What was done is kept
in one SQLite file, `.cache/store.sqlite`: safe to delete, thrown away when the program changes.

A key is a hash of the function, of everything that shapes it (`recipe`) and of the record, so a
stale answer is impossible. A result has two parts: a small one, handed back on every build, and
bodies, each fetched by its SHA-256 only by whoever needs it.
"""

import gc
import hashlib
import os
import platform
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from muniment.crew import Crew, Doing, do_here
from muniment.loading import load
from muniment.model import from_bytes, to_bytes
from muniment.states import Hashed, Hashes, clock_of, look
from muniment.store import Store, faults_told, fetch_all, forget, lending

Small = TypeVar("Small")
Result = tuple[bytes, Sequence[bytes]]  # a small record, encoded, and bodies; a body of no bytes is none
Packed = tuple[Any, dict[str, bytes]]  # an item, and by their SHA-256 the bodies that are fetched for it
HandOut = Callable[[Callable[[Any], Result], Sequence[Any]], Iterable[Doing]]

BATCH = 256  # items looked up, and handed out, at a time
INSTALLED = (".dist-info", ".egg-info")  # folders named for a library and its version


@dataclass(frozen=True)
class Task(Generic[Small]):
    """What is to be done with an item. `recipe` names everything that shapes it but the item, and
    `describe` gives the bytes that stand for an item. `make` gets what `unfold` makes of one; its small
    part is a `kind`, and is used again only where `is_ready` agrees. `fetches` names the bodies that `make`
    will fetch, for whoever works where they are not."""

    make: Callable[[Any], Result]
    kind: type[Small]
    recipe: str
    describe: Callable[[Any], bytes] = to_bytes
    unfold: Callable[[Any], Any] = lambda item: item
    is_ready: Callable[[Small], bool] = lambda small: True
    fetches: Callable[[Any], Iterable[str]] = lambda item: ()


class Memory:
    """What one process keeps of a build for the next, beside the store: results as records, not bytes."""

    def __init__(self) -> None:
        self.results: dict[bytes, Any] = {}


class Workshop:
    """Remembers finished work in `shelf`; a crew does what is left.

    Use as a context: what was remembered is written when it closes, and only one may write.
    """

    def __init__(self, shelf: Path, crew: Crew, memory: Memory | None = None):
        self.shelf, self.made, self.remembered = shelf, 0, 0
        self._crew = crew
        self._memory = memory
        self._used: dict[bytes, Any] = {}
        self._store = Store(shelf, program())
        self.now = clock_of(shelf.parent)
        self.hashes = Hashes(self.recall("hashes", dict[str, Hashed]) or {}, self.now)

    def __enter__(self) -> "Workshop":
        # Records form no circles, and the more there are the longer it takes to look for some.
        self._had_collector = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        if self._had_collector:
            gc.enable()
        self._crew.close()
        if failure is None and self._memory:
            self._memory.results = self._used
        self._store.close()

    def each(self, task: Task[Small], items: Iterable[Any]) -> Iterator[Small]:
        """The small part for every item, in order. Items are drawn, worked and given back in batches,
        so that memory is bounded by a few of them."""
        stream, waiting = iter(items), deque[Iterator[Small]]()
        while batch := list(islice(stream, BATCH)):
            waiting.append(self._batch(task, batch, self._crew.hand_out))
            if len(waiting) > 2 * self._crew.size:
                yield from waiting.popleft()
        while waiting:
            yield from waiting.popleft()
        self._store.commit()

    def begin(self, task: Task[Small], items: Sequence[Any]) -> Iterator[Small]:
        """As `each`, for a few long pieces of work, which go on while this process does something else
        until it asks for what came of them."""
        return self._batch(task, items, self._crew.set_going)

    def once(self, task: Task[Small]) -> Small:
        """The small part of one piece of work without an item, done in this process; `make` gets None."""
        (small,) = self._batch(task, [None], do_here)
        return small

    def recall(self, name: str, kind: type[Small]) -> Small | None:
        """What `keep` was last given under a name, or None."""
        data = self._store.recall_note(name)
        return None if data is None else from_bytes(data, kind)

    def keep(self, name: str, record: object) -> None:
        """Remember one thing about the whole, in place of what was kept under that name."""
        self._store.remember_note(name, to_bytes(record))

    def tidy(self) -> None:
        """Remember the hashes of files; forget what this build did not use, once it is the greater part."""
        if self.hashes.is_changed:
            self.keep("hashes", self.hashes.current)
        if self._store.count_results() > 2 * len(self._used) + 1000:
            self._store.keep_only(self._used)

    def _batch(self, task: Task[Small], items: Sequence[Any], hand_out: HandOut) -> Iterator[Small]:
        stem = hashlib.sha256(f"{_name_of(task.make)}\0{task.recipe}\0".encode())
        keys = []
        for item in items:
            key = stem.copy()
            key.update(task.describe(item))
            keys.append(key.digest()[:20])
        known = self._known(task, keys)
        todo = [index for index, key in enumerate(keys) if key not in known]
        self.remembered += len(keys) - len(todo)
        unfolded = [task.unfold(items[index]) for index in todo]
        if self._crew.is_near or hand_out is do_here:
            doing = hand_out(task.make, unfolded)
        else:
            doing = hand_out(partial(_make_far, task.make), [self._packed(task, item) for item in unfolded])
        return self._collect(task, keys, known, doing)

    def _packed(self, task: Task[Small], item: Any) -> Packed:
        """An item with all that will be fetched for it."""
        digests = list(dict.fromkeys(task.fetches(item)))
        return item, dict(zip(digests, fetch_all(self.shelf, digests), strict=True))

    def _known(self, task: Task[Small], keys: list[bytes]) -> dict[bytes, Small]:
        """What is remembered, and still ready, by key."""
        near = self._memory.results if self._memory else {}
        known = {key: near[key] for key in keys if key in near}
        if len(known) < len(keys):
            stored = self._store.recall([key for key in keys if key not in known])
            known |= {key: from_bytes(data, task.kind) for key, data in stored.items()}
        return {key: small for key, small in known.items() if task.is_ready(small)}

    def _collect(
        self, task: Task[Small], keys: list[bytes], known: dict[bytes, Small], doing: Iterable[Doing]
    ) -> Iterator[Small]:
        results = (made for wait in doing for made in wait())
        for key in keys:
            small = known.get(key)
            if small is None:
                data, bodies = next(results)
                self._store.remember(key, data, bodies)
                self.made += 1
                small = from_bytes(data, task.kind)
            self._used[key] = small if self._memory else None
            yield small


def recipe_of(*folders: Path) -> str:
    """One hash over every file that shapes a stage: change a template or a rule, and it runs anew."""
    total = hashlib.sha256()
    for folder in folders:
        names = sorted(name for name, state in look(str(folder)).items() if state and "__pycache__/" not in name)
        for name in names:
            total.update(os.fsencode(name) + b"\0")
            total.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return total.hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """A hash of this program, the versions of all libraries that are installed, and Python's minor version."""
    folders = [Path(folder) for folder in sys.path if folder and Path(folder).is_dir()]
    libraries = {path.name for folder in folders for path in folder.iterdir() if path.suffix in INSTALLED}
    shape = "\n".join([platform.python_implementation(), *map(str, sys.version_info[:2]), *sorted(libraries)])
    return hashlib.sha256((shape + recipe_of(Path(__file__).parent)).encode()).hexdigest()


def _make_far(make: Callable[[Any], Result], packed: Packed) -> Result:
    item, bodies = packed
    with lending(bodies):
        return make(item)


def _name_of(make: Any) -> str:
    function = getattr(make, "func", make)  # of a functools.partial
    return f"{function.__module__}.{function.__qualname__}"


@contextmanager
def workshop_at(
    shelf: Path, jobs: int = 1, fresh: bool = False, memory: Memory | None = None, cluster: str = ""
) -> Iterator[Workshop]:
    """A workshop whose memory is at `shelf`; `fresh` forgets it first. `memory` is what the same
    process keeps from one to the next. The work is done by `jobs` processes of this machine, or by
    those of the cluster whose scheduler has the address `cluster`.

    Raises PublishError when the memory cannot be read or written, as on a full disk, or the cluster
    cannot do the work; and Forgotten when the memory turns out to be damaged.
    """
    with faults_told(shelf):
        if fresh:
            forget(shelf)
        shelf.parent.mkdir(parents=True, exist_ok=True)
        crew = Crew(jobs, load("cluster").Cluster(cluster, program, shelf.parent) if cluster else None)
        with Workshop(shelf, crew, memory) as workshop:
            yield workshop
