"""Small archives, sealed as `muniment seal` does it."""

import hashlib
import json
from datetime import date
from pathlib import Path
from unittest.mock import patch

from folders import files_of, write_files
from muniment import command_seal
from muniment.console import Voice
from signing import listed, signed

SETTINGS = "title: Sealed\norigin: example.org/sealed\nfindings: stated\nsearch: false\n"
SEEDS = {
    "seeds/a.txt": " date 2022-09-18 At least 440 graves were found near Izium.",
    "seeds/b.txt": "Ivan Petrenko said that nothing was found.",
    "seeds/c.md": "---\ntitle: Third\ndate: 2022-09-20\n---\nA third report.\n",
}
DAY = "2026-11-22"
NEXT = "2026-11-30"  # on which it is sealed again


def archive_files(keys, more=None):
    """The files of an archive that alice seals, with a recovery key."""
    signers = listed(keys["alice"], "alice") + listed(keys["recovery"], "recovery", "muniment-checkpoint")
    return {"content/settings.yaml": SETTINGS, "content/keys/allowed_signers": signers} | SEEDS | (more or {})


def seal(archive: Path, *keys: Path, day: str = DAY, **asked: object) -> None:
    """Seal an archive with these keys, on this day, or later by the clock. Raises ArchiveError."""
    given = {
        "site": None, "on": "", "is_unsigned": not keys, "has_no_recovery": False, "is_unvouched": False, "is_dry": False,
        **asked,
    }  # fmt: skip
    clock = patch.object(command_seal, "today_in_utc", lambda: max(date.fromisoformat(day), date.today()))
    with clock, Voice(quiet=True) as voice:
        command_seal.run(voice, str(archive), tuple(map(str, keys)), day=day, **given)


def review(seed: str, more: str = "", day: str = "2026-11-23") -> str:
    """The file of a review of a report with these words."""
    digest = hashlib.sha256(seed.encode()).hexdigest()
    return f"seed: {digest}\nreviewer: demo-desk\ndate: {day}\n{more}"


def signed_review(archive: Path, key: Path, seed: str, more: str = "", day: str = "2026-11-23") -> str:
    """A complete review of the report b, with these words, and its signature; gives the review's file."""
    text = review(seed, f"complete: true\n{more}", day)
    write_files(archive / "content/reviews", {"b.yaml": text, "b.yaml.sig": signed(key, text)})
    return text


def leaves_of(archive: Path) -> list[dict[str, str]]:
    """The leaves of its log."""
    return [json.loads(line) for line in (archive / "content/log/entries.jsonl").read_text().splitlines()]


def kinds_of(archive: Path) -> list[str]:
    """What happened, by the log."""
    return [leaf["kind"] for leaf in leaves_of(archive)]


def log_of(archive: Path) -> dict[str, bytes]:
    """Every file of its log."""
    return files_of(archive / "content/log")
