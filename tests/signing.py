"""Keys and signatures for tests, by the system's own ssh-keygen; without it a test is skipped, or fails where
MUNIMENT_TOOLS is "required"."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NAMESPACES = "muniment-checkpoint,muniment-review,muniment-sums"


def needed(tool):
    """Where a program lies; the test that asks is skipped where it does not."""
    if path := shutil.which(tool):
        return path
    missing = f"there is no {tool} here"
    if os.environ.get("MUNIMENT_TOOLS") == "required":
        pytest.fail(missing)
    return pytest.skip(missing)


def make_key(folder, name="key", kind="ed25519", passphrase=""):
    """A new private key; its public half lies beside it, with .pub."""
    file = Path(folder) / name
    subprocess.run(
        [needed("ssh-keygen"), "-q", "-t", kind, "-N", passphrase, "-C", f"{name} of a test", "-f", file], check=True
    )
    return file


def public(key):
    """The public half of a key, as type and base64."""
    return " ".join(Path(f"{key}.pub").read_text("utf-8").split()[:2])


def signed(key, data, namespace="muniment-review"):
    """What `ssh-keygen -Y sign` writes."""
    return subprocess.run(
        [needed("ssh-keygen"), "-q", "-Y", "sign", "-f", key, "-n", namespace],
        input=data.encode() if isinstance(data, str) else data, capture_output=True, check=True,
    ).stdout  # fmt: skip


def listed(key, principal="demo-desk", namespaces=NAMESPACES, more=""):
    """The line of content/keys/allowed_signers that lists a key."""
    return f'{principal} namespaces="{namespaces}"{more} {public(key)} a comment\n'
