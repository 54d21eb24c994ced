"""What `muniment verify` does: it runs the very file that ships in every site as verify/verify.py."""

from pathlib import Path

from muniment.console import Voice
from muniment.publish.sums import NAME as SHA256SUMS
from muniment.seal import verify


def run(voice: Voice, site: str, old: str, as_json: bool) -> int:
    """Check a site, its zip or its pack; of an archive, its site. Gives the status to exit with. `old` is a checkpoint
    that somebody cited."""
    if not Path(site, SHA256SUMS).exists() and Path(site, "site", SHA256SUMS).exists():
        site = str(Path(site, "site"))
    words = ["--old", old] if old else []
    return verify.main([*words, *(["--json"] if as_json else []), "--", site])
