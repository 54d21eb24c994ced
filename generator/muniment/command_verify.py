"""What `muniment verify` does: it runs the very file that ships in every site as verify/verify.py."""

from muniment.console import Voice
from muniment.seal import verify


def run(voice: Voice, site: str, report: str, old: str, as_json: bool) -> int:
    """Check a site, its zip or its pack; gives the status to exit with. `old` is a checkpoint that somebody cited."""
    words = ["log", "--old", old] if old else ["--report", report] if report else []
    return verify.main([*words, *(["--json"] if as_json else []), "--", site])
