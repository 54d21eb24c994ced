"""What `muniment init` does."""

from pathlib import Path

from muniment.console import Voice
from muniment.init import init


def run(voice: Voice, folder: str) -> int:
    """Start an archive; gives the status to exit with. Raises PublishError."""
    for line in init(Path(folder)):
        voice.say(line)
    return 0
