"""What shapes all that is made, as hashes: where one differs, nothing that was made before is used again."""

import hashlib
import os
import platform
import sys
from functools import lru_cache
from pathlib import Path

from muniment.states import look

INSTALLED = (".dist-info", ".egg-info")  # folders named for a library and its version


def program_templates() -> Path:
    """The program's own templates: inside the package when installed, beside generator/ in a checkout."""
    packed = Path(__file__).parent / "templates"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "templates"


def recipe_of(*folders: Path) -> str:
    """One hash over every file that shapes a stage: change a template or a rule, and it runs anew."""
    total = hashlib.sha256()
    for folder in folders:
        names = sorted(name for name, state in look(str(folder)).files.items() if state and "__pycache__/" not in name)
        for name in names:
            total.update(os.fsencode(name) + b"\0")
            total.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return total.hexdigest()


def program_and_templates() -> str:
    """What must be alike on all machines: the program, and its templates, which may lie outside the package."""
    return f"{program()} {recipe_of(program_templates())}"


@lru_cache(maxsize=1)
def program() -> str:
    """A hash of this program, the versions of all libraries that are installed, and Python's minor version."""
    folders = [Path(folder) for folder in sys.path if folder and Path(folder).is_dir()]
    libraries = {path.name for folder in folders for path in folder.iterdir() if path.suffix in INSTALLED}
    shape = "\n".join([platform.python_implementation(), *map(str, sys.version_info[:2]), *sorted(libraries)])
    return hashlib.sha256((shape + recipe_of(Path(__file__).parent)).encode()).hexdigest()
