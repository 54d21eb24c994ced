"""What builds remember, in one SQLite file with volumes of bodies beside it, and whether it may be believed.

An archive may come from elsewhere, its `.cache` with it, and disks err. So every row carries a keyed
hash (BLAKE2, RFC 7693) over all that it says, by a key that lies with the user and in no archive: a row
that somebody else wrote, or that is damaged, is not remembered. A body is named by its SHA-256, and
is held against it when it is fetched.
"""

import hashlib
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from muniment import volumes
from muniment.bodies import BATCH, LACKS, close_readers, connected, damaged
from muniment.problems import Forgotten, Place, Problem, PublishError
from muniment.user_key import is_ordinary, key_of_user
from muniment.volumes import HINT, Slot, Volume, Volumes

SEAL_SIZE = 16  # bytes
DIGEST_SIZE = 32  # bytes
PAGE_SIZE = 16_384  # bytes; a result has a thousand or two
MOST_VOLUMES = 256  # each build that makes something begins as many as it has processes
SLACK = 16_000_000  # bytes of no use that nobody minds
CACHE_SIZE = 32_000  # kilobytes; keys are hashes, so rows are asked for in no order
RUN = "run "  # what the names of such notes begin with
BESIDE = ("", "-wal", "-shm")  # SQLite's file, and what it keeps beside
ROLLBACK = "-journal"
# Rows lie in the order in which they came: in that of their keys, which are hashes, each new one would have
# another page written again.
TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, small BLOB, bodies BLOB, seal BLOB);
CREATE TABLE IF NOT EXISTS bodies (digest BLOB PRIMARY KEY, volume INTEGER, start INTEGER, length INTEGER);
CREATE TABLE IF NOT EXISTS volumes (number INTEGER PRIMARY KEY, length INTEGER);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, data BLOB, seal BLOB);
"""


class Store:
    """The rows of one file. One process writes; bodies are fetched from any (bodies.py).

    `program` names what made the rows: those of another are thrown away; and so are those of the archive
    itself, where the user's key would lie in the `archive`. Raises sqlite3.Error when
    the file cannot be read or written, and Forgotten when it turns out to be damaged.
    """

    def __init__(self, shelf: Path, program: str, archive: Path | None = None):
        shelf.parent.mkdir(parents=True, exist_ok=True)
        close_readers()
        self._key = key_of_user(archive)
        self._shelf, self._store = shelf, _opened(shelf, program)
        rows = self._store.execute("SELECT number, length FROM volumes")
        self._ends = {number: end for number, end in rows if isinstance(number, int) and isinstance(end, int)}
        self._longer = set[int]()
        volumes.close_own(shelf)
        volumes.remove_volumes(shelf, but=self._ends)

    def recall(self, keys: list[bytes]) -> dict[bytes, bytes]:
        """The small part of each result that is remembered, by key."""
        marks = ",".join("?" * len(keys))
        rows = self._store.execute(f"SELECT key, small, bodies, seal FROM results WHERE key IN ({marks})", keys)
        return {key: small for key, small, bodies, seal in rows if self._is_own(seal, "result", key, small, bodies)}

    def remember(self, key: bytes, small: bytes, slots: Sequence[Slot]) -> None:
        """Keep a result, and where its bodies lie."""
        self._store.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?)", slots)
        for _, number, start, length in slots:
            self._ends[number] = max(self._ends.get(number, 0), start + length)
            self._longer.add(number)
        digests = b"".join([digest for digest, *_ in slots])
        seal = self._seal("result", key, small, digests)
        self._store.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", (key, small, digests, seal))

    def recall_note(self, name: str) -> bytes | None:
        """What `remember_note` was last given under a name."""
        row = self._store.execute("SELECT data, seal FROM notes WHERE name = ?", (name,)).fetchone()
        return row[0] if row and self._is_own(row[1], "note", name, row[0]) else None

    def remember_note(self, name: str, data: bytes) -> None:
        """Keep one thing about the whole, in place of what was kept under that name."""
        seal = self._seal("note", name, data)
        self._store.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", (name, data, seal))

    def recall_run(self, name: str) -> bytes | None:
        """What `remember_run` was last given under a name, if all results are there that were there then."""
        return self.recall_note(RUN + name)

    def remember_run(self, name: str, data: bytes) -> None:
        """As `remember_note`, of something about results that is worth nothing without them."""
        self.remember_note(RUN + name, data)

    def _keep_only(self, used: Iterable[bytes]) -> None:
        """Forget every other result, bodies that none names, and what is known of results together."""
        self._store.execute("DELETE FROM notes WHERE substr(name, 1, ?) = ?", (len(RUN), RUN))
        self._store.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
        self._store.executemany("INSERT INTO used VALUES (?)", ((key,) for key in used))
        self._store.execute("DELETE FROM results WHERE key NOT IN (SELECT key FROM used)")
        self._store.execute("DELETE FROM used")
        digests = self._store.execute("SELECT bodies FROM results WHERE typeof(bodies) = 'blob'")
        self._store.executemany("INSERT OR IGNORE INTO used VALUES (?)", _each_digest(digests.fetchall()))
        self._store.execute("DELETE FROM bodies WHERE digest NOT IN (SELECT key FROM used)")
        self._store.execute("DROP TABLE used")
        self._put_together()

    def tidy(self, used: Collection[bytes]) -> None:
        """Forget every result but these, once others are the greater part, and have bodies lie close together."""
        if self._has_more_than(2 * len(used) + 1000):
            self._keep_only(used)
        elif self._is_scattered():
            self._put_together()

    def _is_scattered(self) -> bool:
        """Whether bodies lie in too many volumes, or among too much that is of no use."""
        if len(self._ends) > MOST_VOLUMES:
            return True
        lying = sum(self._ends.values())
        in_use = self._store.execute("SELECT total(length) FROM bodies").fetchone()[0] if lying > SLACK else lying
        return lying > SLACK + 2 * in_use

    def _put_together(self) -> None:
        """Have all bodies in one new volume, which then is the only one; where there is no room for it, all stays."""
        self.commit()
        close_readers()
        volumes.close_own(self._shelf)
        try:
            slots = self._moved()
            self._store.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?)", slots)
            self._store.execute("DELETE FROM volumes")
            ends = {number: start + length for _, number, start, length in slots}
            self._store.executemany("INSERT INTO volumes VALUES (?, ?)", sorted(ends.items()))
            self._store.commit()
            self._ends = ends
        except (PublishError, sqlite3.OperationalError):
            self._store.rollback()
        volumes.remove_volumes(self._shelf, but=self._ends)

    def _moved(self) -> list[Slot]:
        """Where bodies lie that were copied into a new volume."""
        rows = self._store.execute("SELECT digest, volume, start, length FROM bodies ORDER BY volume, start")
        slots = list[Slot]()
        with closing(Volumes(self._shelf)) as old, closing(Volume(self._shelf)) as new:
            while batch := rows.fetchmany(BATCH):
                moved = new.append([old.body_at(*slot) or b"" for _, *slot in batch])
                if [digest for digest, *_ in moved] != [digest for digest, *_ in batch]:
                    raise Forgotten(damaged(self._shelf, LACKS))
                slots += moved
        return slots

    def _has_more_than(self, number: int) -> bool:
        """Whether more results are kept than so many, or more bodies that are no result's than others. Results are
        numbered as they come, those too that take the place of another, so that nobody need count anything while no
        number is as high."""
        highest = self._store.execute("SELECT max(rowid) FROM results").fetchone()[0] or 0
        if highest <= number:
            return False
        kept, named = self._store.execute("SELECT count(*), total(length(bodies)) FROM results").fetchone()
        bodies = self._store.execute("SELECT count(*) FROM bodies").fetchone()[0]
        return bool(kept > number or bodies > 2 * named / DIGEST_SIZE + 1000)

    def commit(self) -> None:
        """Put all of it on the disk, where other processes see it."""
        ends = [(number, self._ends[number]) for number in sorted(self._longer)]
        self._store.executemany("INSERT OR REPLACE INTO volumes VALUES (?, ?)", ends)
        self._longer.clear()
        self._store.commit()

    def close(self) -> None:
        """Commit, and let go of the files."""
        try:
            self.commit()
        finally:
            self._store.close()
            volumes.close_own(self._shelf)
            close_readers()

    def _seal(self, *parts: bytes | str) -> bytes:
        data = [part.encode() if isinstance(part, str) else part for part in parts]
        lengths = b"%d " * len(data) % tuple(map(len, data))  # so that no part runs into the next
        return hashlib.blake2b(lengths + b"".join(data), key=self._key, digest_size=SEAL_SIZE).digest()

    def _is_own(self, seal: object, *parts: object) -> bool:
        fits = all(isinstance(part, bytes | str) for part in parts)
        return fits and seal == self._seal(*parts)  # type: ignore[arg-type]


def _each_digest(rows: Iterable[tuple[bytes]]) -> Iterator[tuple[bytes]]:
    for (digests,) in rows:
        yield from ((digests[start : start + DIGEST_SIZE],) for start in range(0, len(digests), DIGEST_SIZE))


def forget(shelf: Path) -> None:
    """Remove the file and what lies beside it."""
    for ending in (*BESIDE, ROLLBACK):
        shelf.with_name(shelf.name + ending).unlink(missing_ok=True)
    volumes.remove_volumes(shelf)


@contextmanager
def faults_told(shelf: Path) -> Iterator[None]:
    """Raises PublishError when the file cannot be read or written, as on a full disk, and Forgotten
    when it turns out to be damaged."""
    try:
        yield
    except sqlite3.Error as error:
        if type(error) is sqlite3.DatabaseError:
            raise Forgotten(damaged(shelf, str(error))) from error
        raise PublishError(Problem(Place(str(shelf)), f"cannot be read or written: {error}", HINT)) from error


def _opened(shelf: Path, program: str) -> sqlite3.Connection:
    """The file as it was left; a new one where another program's, or anybody's, lies in its place."""
    if _is_well_kept(shelf):
        store = connected(shelf)
        try:
            if _is_own_shape(store):
                store.executescript(TABLES)
                known = store.execute("SELECT value FROM facts WHERE name = 'program'").fetchone()
                if known in (None, (program,)):
                    return _named(store, program)
        except sqlite3.OperationalError:  # a full disk, or another build: no damage
            store.close()
            raise
        except sqlite3.DatabaseError:  # not a store, or a broken one: memory is never worth an error
            pass
        store.close()
    forget(shelf)
    store = connected(shelf)
    store.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    store.executescript(TABLES)
    return _named(store, program)


def _named(store: sqlite3.Connection, program: str) -> sqlite3.Connection:
    store.execute("PRAGMA journal_mode = WAL")
    store.execute(f"PRAGMA cache_size = -{CACHE_SIZE}")
    store.execute("PRAGMA synchronous = NORMAL")
    store.execute("INSERT OR REPLACE INTO facts VALUES ('program', ?)", (program,))
    return store


def _is_well_kept(shelf: Path) -> bool:
    """Whether SQLite may look at what lies there: it would write through a link, wait for a pipe, and
    do what a rollback journal says, which no build leaves: it may name any file to be removed."""
    files = [shelf.with_name(shelf.name + ending) for ending in BESIDE]
    files += [path for _, path in volumes.volumes_beside(shelf)]
    return all(map(is_ordinary, files)) and not os.path.lexists(shelf.with_name(shelf.name + ROLLBACK))


def _is_own_shape(store: sqlite3.Connection) -> bool:
    """Whether the file defines what this program does, or nothing yet. Asked before anything else: a
    trigger or a view that came with it would act, perhaps without end."""
    return _shape_of(store) in ([], _shape())


def _shape_of(store: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Everything that the file defines."""
    return store.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def _shape() -> list[tuple[str, ...]]:
    own = sqlite3.connect(":memory:")
    own.executescript(TABLES)
    shape = _shape_of(own)
    own.close()
    return shape
