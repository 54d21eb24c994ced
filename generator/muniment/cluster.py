"""Processes of other machines, by way of a dask.distributed scheduler. The only file that imports distributed.

The archive lies on storage that all of them share, at one path; the memory of builds is this machine's
alone, so each piece of work takes along what it would have fetched from there. Work is pure: what was
lost with a worker is done again by another, or in the end by this process.
"""

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from pathlib import Path
from typing import Any

from distributed import CancelledError, Client, KilledWorker
from distributed.client import ClosedClientError
from distributed.comm.addressing import parse_address, parse_host_port
from distributed.comm.core import CommClosedError

from muniment.problems import Place, Problem, PublishError

# What a piece of work ends with, or is not begun with, through no fault of its own.
LOST = (KilledWorker, CancelledError, ClosedClientError, CommClosedError, TimeoutError)
PATIENCE = 20  # seconds, for the scheduler to answer
LOOK = 1.0  # seconds between two looks at whether the scheduler, who would tell of work, is there at all
AGAIN = 5  # times that a worker is tried once more with the same work


class Cluster:
    """A connection to the scheduler at `address`, such as tcp://10.0.0.1:8786.

    `program` tells on a worker which program it runs, and `shared` is a folder that all must see.
    Raises PublishError, with everything that is wrong with the workers, before any work is done.
    """

    def __init__(self, address: str, program: Callable[[], str], shared: Path):
        self._place = Place(address)
        logging.getLogger("tornado").setLevel(logging.CRITICAL)  # it prints where its own loop was when a host went
        logging.getLogger("distributed").setLevel(logging.ERROR)
        try:
            parse_host_port(parse_address(address)[1])  # before a client is half made, which ends in 40 seconds
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:  # a TimeoutError is an OSError
            hint = "start a scheduler with `dask scheduler`, and name the address that it prints"
            raise PublishError(Problem(self._place, f"no cluster answers: {error}", hint)) from error
        try:
            self.size = self._look_at_workers(program, shared)
        except BaseException:
            self._client.close()
            raise

    def executor(self) -> Executor:
        """Takes work as any other does."""
        executor: Executor = self._client.get_executor(pure=False, retries=AGAIN)
        return executor

    def result_of(self, future: Future[Any]) -> Any:
        """What came of work. Raises what `is_lost` knows when it is lost, also where nobody is left to tell so."""
        while not future.done():
            if self._client.status == "closed":
                raise ClosedClientError("the scheduler is gone")
            wait([future], timeout=LOOK)
        return future.result()

    def close(self) -> None:
        """Let go of the workers; they go on for others."""
        self._client.close()

    def is_lost(self, error: BaseException) -> bool:
        """Whether work failed because of the machine that it was on, and may be done elsewhere."""
        return isinstance(error, LOST)

    def _look_at_workers(self, program: Callable[[], str], shared: Path) -> int:
        """How many there are, all of them fit for the work."""
        threads: dict[str, int] = self._client.nthreads()
        if not threads:
            raise PublishError(Problem(self._place, "the cluster has no worker", "start some with `dask worker`"))
        mark = shared / f"seen-by-all-{secrets.token_hex(4)}"
        mark.touch()
        try:
            programs, seen = self._client.run(program), self._client.run(_sees, str(mark))
        finally:
            mark.unlink(missing_ok=True)
        here = program()
        problems = []
        for worker in sorted(threads):
            if threads[worker] != 1:
                what = f"it works in {threads[worker]} threads, and they would wait for each other"
                problems.append(Problem(Place(worker), what, "start it with --nthreads 1, and --nworkers for more"))
            if programs[worker] != here:
                what = "it runs another version of this program, of Python or of a library"
                problems.append(Problem(Place(worker), what, "install the same on all machines"))
            if not seen[worker]:
                what = f"it does not see {shared}"
                problems.append(Problem(Place(worker), what, "put the archive where all see it at the same path"))
        if problems:
            raise PublishError(*problems)
        return len(threads)


def _sees(path: str) -> bool:
    return Path(path).exists()
