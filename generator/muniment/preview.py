"""`muniment serve`: build, serve on this machine alone, watch, rebuild, reload the open page."""

import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from muniment.preview_builds import Workbench
from muniment.preview_server import listen, serving
from muniment.preview_watch import last_change, watching

Tell = Callable[[str], None]


def serve(archive: Path, *, port: int = 8000, open_browser: bool = False, tell: Tell = lambda line: None) -> None:
    """Build the archive and show it on http://127.0.0.1:port/ until Ctrl-C; port 0 is any free one.

    Where the port is taken the next free one is used. Raises PublishError when there is none. The
    problems of a build are told and shown, not raised.
    """
    with previewing(archive, port=port, tell=tell) as address:
        tell(f"{address} shows the archive and follows its changes; Ctrl-C ends it")
        if open_browser:
            webbrowser.open(address)
        try:
            while True:
                time.sleep(1)
        except KeyboardInterrupt:
            tell("Ending.")


@contextmanager
def previewing(archive: Path, *, port: int = 0, tell: Tell = lambda line: None) -> Iterator[str]:
    """A preview that runs while the context is open; gives its address, with a slash at the end.

    The first build is made before there is a second thread, so that it may fork.
    """
    bench = Workbench(archive.resolve(), tell)
    with listen(port, tell) as listener:
        before = last_change(bench.archive)
        bench.rebuild()
        with watching(bench.archive, bench.ask, tell), serving(bench, listener) as address:
            bench.start()
            if last_change(bench.archive) != before:
                bench.ask()  # somebody saved between the first build and the watch
            try:
                yield address
            finally:
                bench.close()
