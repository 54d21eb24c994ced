"""Watching the folders that a build reads. The only file that imports watchdog."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

WATCHED = ("seeds", "content", "templates")
POLL = 2  # seconds, where the system cannot tell of changes itself
PASSING = ("~", ".swp", ".swx", ".tmp", ".part", ".crdownload", "___jb_tmp___", "___jb_old___")
CHANGES: list[type[events.FileSystemEvent]] = [  # not that a file was opened or read: a build does both
    events.FileCreatedEvent, events.FileModifiedEvent, events.FileMovedEvent, events.FileDeletedEvent,
    events.FileClosedEvent, events.DirCreatedEvent, events.DirMovedEvent, events.DirDeletedEvent,
]  # fmt: skip
Ask = Callable[[Iterable[str] | None], None]


@contextmanager
def watching(archive: Path, ask: Ask, tell: Callable[[str], None]) -> Iterator[None]:
    """Call `ask`, from another thread, after every change below seeds/, content/ and templates/, with the paths
    in the archive that were touched; or with None, where that may be more than what is known.

    Folders that come, go or are replaced meanwhile are followed. What editors write in passing is
    no change. Where the system has no more watches to give (inotify's limit) the folders are polled.
    """
    observer = _observe(Observer(), archive, ask)
    if observer is None:
        tell(f"this system can watch no more folders, so changes are looked for every {POLL} seconds")
        observer = _observe(PollingObserver(timeout=POLL), archive, ask)
    try:
        yield
    finally:
        if observer is not None:
            observer.stop()
            observer.join()


def last_change(archive: Path) -> int:
    """When anything below the watched folders was last changed, in nanoseconds; 0 where there is nothing."""
    latest = 0
    for name in WATCHED:
        for folder, _, files in os.walk(archive / name):
            for path in (folder, *(os.path.join(folder, file) for file in files)):  # noqa: PTH118
                try:
                    latest = max(latest, os.lstat(path).st_mtime_ns)
                except FileNotFoundError:
                    continue
    return latest


def is_passing(path: str) -> bool:
    """Whether a file is one that editors and browsers make while they save, or a hidden one."""
    name = Path(path).name
    is_emacs_own = name.startswith("#") and name.endswith("#")
    return is_emacs_own or name.startswith(".") or name.endswith(PASSING) or name == "4913"  # Vim tries such a folder


def _observe(observer: BaseObserver, archive: Path, ask: Ask) -> BaseObserver | None:
    """The observer at work, or None when the system refuses it a watch."""
    below, beside = events.FileSystemEventHandler(), events.FileSystemEventHandler()
    watches: dict[str, ObservedWatch] = {}

    def hear(event: events.FileSystemEvent) -> None:
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        if not all(map(is_passing, paths)):
            ask(None if event.is_directory else [_in_archive(path, archive) for path in paths])

    def follow(name: str) -> None:
        if name in watches:
            observer.unschedule(watches.pop(name))
        if (archive / name).is_dir():
            folder = str((archive / name).resolve())
            watches[name] = observer.schedule(below, folder, recursive=True, event_filter=CHANGES)

    def hear_beside(event: events.FileSystemEvent) -> None:
        names = {Path(os.fsdecode(path)).name for path in (event.src_path, event.dest_path) if path}
        for name in names & set(WATCHED):
            follow(name)
            ask(None)

    below.on_any_event = hear  # type: ignore[method-assign]
    beside.on_any_event = hear_beside  # type: ignore[method-assign]
    try:
        observer.start()
        observer.schedule(beside, str(archive), event_filter=CHANGES)
        for name in WATCHED:
            follow(name)
    except OSError:
        observer.stop()
        return None
    return observer


def _in_archive(path: str, archive: Path) -> str:
    """A path as an archive writes it; one that lies elsewhere stays as it is."""
    place = Path(path)
    return place.relative_to(archive).as_posix() if place.is_relative_to(archive) else path
