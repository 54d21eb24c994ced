"""The archive that is being worked on: its newest edition, and the thread that makes the next."""

import os
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from muniment.build import build
from muniment.link.addresses import SEARCH
from muniment.model import Record, changed
from muniment.outcome import Outcome
from muniment.problems import ArchiveError, Place, Problem
from muniment.work import Memory

JOBS = os.cpu_count() or 1
QUIET = 0.02  # seconds without a further change after which a rebuild begins: editors save in steps
CALM = 0.3  # seconds that the pages' readers have the machine for themselves before the whole is made
PATIENCE = 30  # seconds that closing waits for a build to reach its next step


class Edition(Record, frozen=True):
    """One finished build: a name that no other has, what it had to say, and whether it was published; and the name
    of the one in which its search was made, which may be an earlier one."""

    name: str
    problems: tuple[Problem, ...] = ()
    is_published: bool = True
    search: str = ""

    def name_for(self, address: str) -> str:
        """What a page shows one state of: the search page shows another when the search is another."""
        return self.search if address == SEARCH and self.is_published else self.name


class _Closing(Exception):
    """Unwinds a build that nobody waits for any more."""


class Workbench:
    """Builds `archive` when asked: first its pages, which readers wait for, then the whole. `edition` is
    replaced whole, so any thread may read it."""

    def __init__(self, archive: Path, tell: Callable[[str], None]):
        self.archive, self.site, self.tell = archive, archive / "site", tell
        self.edition = Edition("0")
        self.is_closing = False
        self._is_asked_for = False  # something was touched that no build has begun to look at
        self._is_half_made = False  # the site has pages that its search and tables do not know yet
        self._memory = Memory()
        self._seen: frozenset[Problem] = frozenset()
        self._touched: frozenset[str] | None = None  # paths in the archive since the last build; None is any
        self._touching = threading.Lock()
        self._asked = threading.Event()
        self._worker = threading.Thread(target=self._rebuild_when_asked, name="rebuild", daemon=True)

    def ask(self, touched: Iterable[str] | None = None) -> None:
        """Ask for a rebuild, after these paths of the archive were touched, or any. However often that happens
        while one runs, one more follows."""
        with self._touching:
            self._is_asked_for = True
            if self._touched is not None:
                self._touched = None if touched is None else self._touched.union(touched)
        self._asked.set()

    def rebuild(self, pages_only: bool = False) -> None:
        """Build, tell how it went, and make it the newest edition. No fault of a build gets out. After one
        of `pages_only` comes `complete`."""
        name = _new_name()
        try:
            outcome = self._build(pages_only)
            is_search_old = pages_only and outcome.problems == self.edition.problems
            search = self.edition.search if is_search_old else name
            edition, lines = Edition(name, outcome.problems, search=search), outcome.lines()
        except _Closing:
            self._is_asked_for = True
            return
        except ArchiveError as error:
            edition, lines = Edition(name, error.problems, False), ("The build stopped; nothing was published.",)
        except Exception as error:  # a fault of the program's own
            what = f"the build stopped: {type(error).__name__}: {error}"
            problem = Problem(Place("muniment"), what, "this is a fault of the program; the terminal shows where")
            edition, lines = Edition(name, (problem,), False), tuple(traceback.format_exc().splitlines())
        for line in (*map(str, edition.problems), *lines):
            self.tell(line)
        self.edition = edition

    def complete(self) -> None:
        """Make the search and the tables of the newest edition. Readers of the search hear of it, and all when it
        has something to say."""
        edition = self.edition
        try:
            if self._build().problems == edition.problems:
                self.edition = changed(edition, search=_new_name())
                return
        except _Closing:
            return
        except Exception:  # whatever it was is told by a whole build
            pass
        self.rebuild()

    def _build(self, pages_only: bool = False) -> Outcome:
        with self._touching:
            touched, self._touched, self._is_asked_for = self._touched, frozenset(), False
        try:
            outcome = build(
                self.archive,
                jobs=JOBS,
                pages_only=pages_only,
                memory=self._memory,
                touched=touched,
                tell=self.tell,
                progress=self._leave_if_closing,
            )
        except BaseException:
            self._forget_touched(touched is not None)
            raise
        self._is_half_made = pages_only
        return outcome

    def _forget_touched(self, was_known: bool) -> None:
        """After a build that failed anything may be different from what the last one saw that did not. Where it
        did not look at all, since it was told what was touched, another one looks at once."""
        with self._touching:
            self._touched = None
        if was_known:
            self._asked.set()

    def obstacles(self) -> tuple[Problem, ...]:
        """What stands between a reader and the site: all that a stopped build said, or the errors of a
        published one that nobody has looked past yet."""
        edition = self.edition
        if not edition.is_published:
            return edition.problems
        return tuple(each for each in edition.problems if each.severity == "error" and each not in self._seen)

    def look_past(self) -> None:
        """Show the site in spite of its present errors, until there is another."""
        self._seen = frozenset(self.edition.problems)

    def start(self) -> None:
        """From now on, rebuild when asked."""
        self._worker.start()

    def close(self) -> None:
        """End the rebuilding. A build that runs is left at its next step; then what is half made, or was asked for
        and is not, is completed, by this thread, so that a further Ctrl-C ends that too."""
        self.is_closing = True
        self._asked.set()
        if self._worker.is_alive():
            self._worker.join(PATIENCE)
        if (self._is_half_made or self._is_asked_for) and not self._worker.is_alive():
            self.tell("The last edit is being completed; Ctrl-C again ends at once.")
            self.rebuild()

    def _rebuild_when_asked(self) -> None:
        while self._asked.wait():
            while self._asked.is_set() and not self.is_closing:
                self._asked.clear()
                self._asked.wait(QUIET)
            if self.is_closing:
                return
            try:
                self.rebuild(pages_only=True)
                if self.edition.is_published and not self._asked.wait(CALM):
                    self.complete()
            except KeyboardInterrupt:  # Ctrl-C reaches the processes that build too, and they pass it on
                return

    def _leave_if_closing(self, stage: str, done: int, total: int) -> None:
        if self.is_closing and threading.current_thread() is self._worker:
            raise _Closing


def _new_name() -> str:
    return str(time.time_ns())
