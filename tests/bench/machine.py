"""The machine that something was measured on, in one line. Linux only."""

import os
import platform
import re
from pathlib import Path


def describe_machine(work: Path) -> str:
    """Cores, processor, memory, system, Python, and the file system that `work` lies on."""
    model = _told("/proc/cpuinfo", r"(?m)^model name\s*:\s*(.+)$") or platform.machine()
    memory = int(_told("/proc/meminfo", r"(?m)^MemTotal:\s+(\d+)") or 0) / (1 << 20)
    return (
        f"{len(os.sched_getaffinity(0))} cores ({model}), {memory:.0f} GB of memory, {platform.system()} "
        f"{platform.release().split('-')[0]}, Python {platform.python_version()}, {file_system_of(work)}"
    )


def file_system_of(folder: Path) -> str:
    """The kind of file system that a folder lies on, such as tmpfs or ext4."""
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    above = {str(folder.resolve()), *map(str, folder.resolve().parents)}
    # Of two mounts at one place the later hides the earlier.
    _, kind = max(
        ((mount[1], mount[2]) for mount in reversed(mounts) if mount[1] in above), key=lambda one: len(one[0])
    )
    return kind


def _told(path: str, pattern: str) -> str:
    found = re.search(pattern, Path(path).read_text())
    return found[1].strip() if found else ""
