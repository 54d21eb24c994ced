"""Do a pure function over many records: skip what is already done, spread the rest.

The only door to processes (`crew.py`) and to memory between builds (`store.py`). What was done is kept
in a SQLite file, `.cache/store.sqlite`, and volumes beside it: safe to delete, thrown away when the program changes.

A key is a hash of the function, of everything that shapes it (`recipe`) and of the record, so a
stale answer is impossible. A result has two parts: a small one, handed back on every build, and
bodies, each fetched by its SHA-256 only by whoever needs it.
"""

import gc
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from muniment.again import Again
from muniment.bodies import Packed, Result, begin_beside, brought_home, fetch_all, make_beside, make_with_lent
from muniment.crew import Crew, Doing, Start, cluster_at, do_here
from muniment.model import from_bytes, to_bytes
from muniment.recipes import program
from muniment.runs import KEY_SIZE, Run
from muniment.states import Hashed, Hashes, clock_of
from muniment.store import Store, faults_told, forget

Small = TypeVar("Small")
Value = TypeVar("Value")
Known = tuple[bytes, Any]  # a key, and the small part of the result or None
HandOut = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Doing]]

BATCH = 256  # items looked up, and handed out, at a time


@dataclass(frozen=True)
class Task(Generic[Small]):
    """What is to be done with an item. `recipe` names everything that shapes it but the item, and
    `describe` gives the bytes that stand for an item. `make` gets what `unfold` makes of one; its small
    part is a `kind`, and is used again only where `is_ready` agrees. `fetches` names the bodies that `make`
    will fetch, for whoever works where they are not. What `stays_ready` is not asked again whether it is,
    when the last build of this process used it. Under a `name`, results are kept together, too. `renew` is given
    small parts that are remembered, and gives each as it holds by now, or None in the place of one that does not."""

    make: Callable[[Any], Result]
    kind: type[Small]
    recipe: str
    describe: Callable[[Any], bytes] = to_bytes
    unfold: Callable[[Any], Any] = lambda item: item
    is_ready: Callable[[Small], bool] = lambda small: True
    stays_ready: bool = False
    fetches: Callable[[Any], Iterable[str]] = lambda item: ()
    name: str = ""
    renew: Callable[[Sequence[Small | None]], Sequence[Small | None]] = list


@dataclass(frozen=True)
class Batch(Generic[Small]):
    """Some items of a task, and where their results are kept together, if they are."""

    task: Task[Small]
    items: Sequence[Any]
    run: Run[Small] | None = None


class Memory:
    """What one process keeps of a build for the next, beside the store: the results that it used, by task
    and item; notes, of which some may still have to be written down; and values with what they were made
    of; things that cannot be written down. One that does not keep is for a process that builds once; if that ends
    then, it `holds` what was made, so that nobody takes it apart before."""

    def __init__(self, keeps: bool = True, holds: bool = False) -> None:
        self.keeps, self.holds = keeps, holds
        self.forget()

    def forget(self) -> None:
        """Be as new."""
        self.results: dict[bytes, dict[Any, Known]] = {}
        self.notes: dict[str, Any] = {}
        self.unwritten: set[str] = set()
        self.again = Again(self.keeps)
        self.things: dict[str, Any] = {}
        self.held: list[Any] = []


class Workshop:
    """Remembers finished work in `shelf`; a crew does what is left.

    Use as a context: what was remembered is written when it closes, and only one may write.
    """

    def __init__(self, shelf: Path, crew: Crew, memory: Memory | None = None, archive: Path | None = None):
        self.shelf, self.made, self.remembered = shelf, 0, 0
        self._crew = crew
        self._memory = memory or Memory(keeps=False)
        self._used: set[bytes] = set()
        self._results: dict[bytes, dict[Any, Known]] = {}
        self._things: dict[str, Any] = {}
        self._store = Store(shelf, program(), archive)
        self.now = clock_of(shelf.parent)

    def __enter__(self) -> "Workshop":
        # Records form no circles, and the more there are the longer it takes to look for some.
        self._had_collector = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        self._crew.close()
        self._store.close()
        if failure is None and (self._results or self._things):  # else nothing was to be done: all is as it was
            self._memory.results, self._memory.things = self._results, self._things
        gc.freeze()  # nor does anybody look among those that are left: for the next build, or until the end
        if self._had_collector:
            gc.enable()

    def each(self, task: Task[Small], items: Iterable[Any]) -> Iterator[Small]:
        """The small part for every item, in order. Items are drawn, worked and given back in batches,
        so that memory is bounded by a few of them."""
        stream, waiting = iter(items), deque[Iterator[Small]]()
        for number, drawn in enumerate(iter(lambda: list(islice(stream, BATCH)), [])):
            run = Run(self._store, f"{task.name} {number}", task.kind) if task.name else None
            waiting.append(self._batch(Batch(task, drawn, run), self._crew.hand_out))
            if len(waiting) > 2 * self._crew.size:
                yield from waiting.popleft()
        while waiting:
            yield from waiting.popleft()
        self._store.commit()

    def begin(self, task: Task[Small], start: Start, items: Sequence[Any]) -> Iterator[Small]:
        """As `each`, for a few long pieces of work, which go on while this process does something else
        until it asks for what came of them. `start` sets one going in a program of its own: where no other
        process is there to do all of it, that is done here. They can fetch whatever was made until now."""
        self._store.commit()
        return self._batch(Batch(task, items), partial(self._crew.set_going, partial(begin_beside, start, self.shelf)))

    def go_on(self) -> None:
        """Have the crew go on with what was begun, where that was put off for what came after it."""
        self._crew.go_on()

    def once(self, task: Task[Small]) -> Small:
        """The small part of one piece of work without an item, done in this process; `make` gets None."""
        (small,) = self._batch(Batch(task, [None]), do_here)
        return small

    def begin_aside(self, do: Callable[[], Value]) -> Callable[[], Value]:
        """Begin one piece of work that is not remembered, beside this process where that can be; gives what waits
        for what came of it."""
        return self._crew.set_aside(do)

    @cached_property
    def hashes(self) -> Hashes:
        """Of the files that a build reads."""
        return Hashes(self.recall("hashes", dict[str, Hashed]) or {}, self.now)

    @property
    def again(self) -> Again:
        """Values that one process makes in every build."""
        return self._memory.again

    def recall(self, name: str, kind: type[Small]) -> Small | None:
        """What `keep` was last given under a name, or None."""
        notes = self._memory.notes
        if name not in notes:
            data = self._store.recall_note(name)
            notes[name] = None if data is None else from_bytes(data, kind)
        note: Small | None = notes[name]
        return note

    def keep(self, name: str, record: object) -> None:
        """Remember one thing about the whole, in place of what was kept under that name; beyond this
        process, once it is written down."""
        self._memory.notes[name] = record
        self._memory.unwritten.add(name)

    @property
    def things(self) -> Mapping[str, Any]:
        """What the last build of this process, if it went well, handed on as it is, by name."""
        return self._memory.things

    def hand_on(self, name: str, thing: Any) -> None:
        """Give something to the next build of this process, if this one goes well."""
        self._things[name] = thing

    def hold(self, *things: Any) -> None:
        """Have these live until the process ends, where it is to end after this build."""
        if self._memory.holds:
            self._memory.held += things

    def dismiss(self) -> None:
        """Let the other processes of this machine go, and their memory with them: nothing long is left to do."""
        if self._crew.is_near:
            self._crew.close()

    def write_down(self) -> None:
        """Write what was kept, and the hashes of files; forget what this build did not use, once it is the
        greater part."""
        if self.hashes.is_changed:
            self.keep("hashes", self.hashes.current)
        for name in sorted(self._memory.unwritten):
            self._store.remember_note(name, to_bytes(self._memory.notes[name]))
        self._memory.unwritten.clear()
        used = self._used.union(key for results in self._results.values() for key, _ in results.values())
        self._store.tidy(used)

    def _batch(self, batch: Batch[Small], hand_out: HandOut) -> Iterator[Small]:
        task, known = batch.task, self._known(batch)
        todo = [item for item, (_, small) in zip(batch.items, known, strict=True) if small is None]
        self.remembered += len(known) - len(todo)
        if not todo:
            self._use(batch, known)
            return (small for _, small in known)
        unfolded = [task.unfold(item) for item in todo]
        if self._crew.is_near or hand_out is do_here:
            doing = hand_out(partial(make_beside, task.make, self.shelf), unfolded)
        else:
            packed = [self._packed(task, item) for item in unfolded]
            far = hand_out(partial(make_with_lent, task.make), packed)
            doing = [partial(brought_home, wait, self.shelf) for wait in far]
        return self._collect(batch, known, doing)

    def _packed(self, task: Task[Small], item: Any) -> Packed:
        """An item with all that will be fetched for it."""
        digests = list(dict.fromkeys(task.fetches(item)))
        return item, dict(zip(digests, fetch_all(self.shelf, digests), strict=True))

    def _known(self, batch: Batch[Small]) -> list[Known]:
        """The key of each item, and what is remembered of it and still ready, or None."""
        task, items, stem = batch.task, batch.items, _stem_of(batch.task)
        near = self._memory.results.get(stem, {})
        known: list[Any] = [near.get(item) for item in items]
        if not task.stays_ready:
            known = [one if one and task.is_ready(one[1]) else None for one in known]
        lacking = [index for index, one in enumerate(known) if one is None]
        keys = [hashlib.sha256(stem + task.describe(items[index])).digest()[:KEY_SIZE] for index in lacking]
        together = batch.run.results_of(keys) if keys and batch.run else [None] * len(keys)
        alone = [key for key, small in zip(keys, together, strict=True) if small is None]
        stored = self._store.recall(alone) if alone else {}
        for index, key, small in zip(lacking, keys, together, strict=True):
            found = from_bytes(stored[key], task.kind) if key in stored else small
            known[index] = key, found if found is not None and task.is_ready(found) else None
        renewed = task.renew([small for _, small in known])
        return [(key, small) for (key, _), small in zip(known, renewed, strict=True)]

    def _collect(self, batch: Batch[Small], known: list[Known], doing: Iterable[Doing]) -> Iterator[Small]:
        results = (made for wait in doing for made in wait())
        for index, (key, small) in enumerate(known):
            if small is None:
                data, slots = next(results)
                self._store.remember(key, data, slots)
                self.made += 1
                known[index] = key, from_bytes(data, batch.task.kind)
            yield known[index][1]
        self._use(batch, known)

    def _use(self, batch: Batch[Small], known: list[Known]) -> None:
        """Note that this build used these results."""
        if self._memory.keeps:
            self._results.setdefault(_stem_of(batch.task), {}).update(zip(batch.items, known, strict=True))
            return
        self._used.update([key for key, _ in known])
        if batch.run:
            batch.run.keep(known)


def _stem_of(task: Task[Any]) -> bytes:
    """What the keys of all its items begin with."""
    function = getattr(task.make, "func", task.make)  # of a functools.partial
    return hashlib.sha256(f"{function.__module__}.{function.__qualname__}\0{task.recipe}".encode()).digest()


@contextmanager
def workshop_at(
    shelf: Path,
    jobs: int = 1,
    fresh: bool = False,
    memory: Memory | None = None,
    cluster: str = "",
    archive: Path | None = None,
) -> Iterator[Workshop]:
    """A workshop whose memory is at `shelf`; `fresh` forgets it first. `memory` is what the same
    process keeps from one to the next. The work is done by `jobs` processes of this machine, or by
    those of the cluster whose scheduler has the address `cluster`. What a key within the `archive` vouches for
    is not believed.

    Raises PublishError when the memory cannot be read or written, as on a full disk, or the cluster
    cannot do the work; and Forgotten when the memory turns out to be damaged.
    """
    with faults_told(shelf):
        if fresh:
            forget(shelf)
            if memory:
                memory.forget()
        shelf.parent.mkdir(parents=True, exist_ok=True)
        crew = Crew(jobs, cluster_at(cluster, shelf.parent) if cluster else None)
        with Workshop(shelf, crew, memory, archive) as workshop:
            yield workshop
