"""What `muniment build` does."""

import os
from pathlib import Path

from muniment.build import build
from muniment.console import Voice
from muniment.problems import printable
from muniment.profile import Profile
from muniment.work import Memory

MEMORIES: list[Memory] = []  # of what this process built, which ends after that


def told_when_refused(archive: str, site: str | None, **asked: object) -> str:
    """The closing words where something that was read stopped the build, before anything was written."""
    folder = Path(site or Path(archive) / "site")
    return f"nothing was published{f'; {printable(str(folder))} is as it was' if folder.exists() else ''}"


def run(
    voice: Voice, archive: str, site: str | None, jobs: int, cluster: str, fresh: bool, strict: bool, profile: bool,
    on: str,
) -> int:  # fmt: skip
    """Build a site, and tell how it went; gives the status to exit with. Raises ArchiveError."""
    stages = Profile()
    memory = Memory(keeps=False, holds=True)
    MEMORIES.append(memory)

    def follow(stage: str, done: int, total: int) -> None:
        stages.step(stage, done)
        voice.step(stage, done, total)

    outcome = build(
        Path(archive), site=Path(site) if site else None, jobs=jobs or os.cpu_count() or 1, fresh=fresh, strict=strict,
        on=on, cluster=cluster, memory=memory, tell=voice.say, progress=follow,
    )  # fmt: skip
    voice.tell_problems(outcome.problems)
    if profile:
        voice.show(stages.table())
    for line in outcome.lines():
        voice.say(line)
    return 1 if strict and outcome.errors else 0
