"""What `muniment add` does."""

from collections.abc import Sequence
from datetime import date as Day
from pathlib import Path

from muniment.add import add
from muniment.console import Voice


def run(voice: Voice, files: Sequence[str], archive: str, url: str, date: str, publisher: str, retrieved: str) -> int:
    """Copy reports into an archive; gives the status to exit with. Raises ArchiveError."""
    named = [Path(file) for file in files]
    today = Day.today().isoformat()
    for line in add(named, Path(archive), url=url, date=date, publisher=publisher, retrieved=retrieved, today=today):
        voice.say(line)
    return 0
