"""What `muniment serve` does."""

from pathlib import Path

from muniment.console import Voice
from muniment.preview import serve


def run(voice: Voice, archive: str, port: int, open_browser: bool) -> int:
    """Show an archive until Ctrl-C; gives the status to exit with. Raises PublishError."""
    serve(Path(archive), port=port, open_browser=open_browser, tell=voice.say)
    return 0
