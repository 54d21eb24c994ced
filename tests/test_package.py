"""The packed program: built, installed where nothing else is, and used with no checkout near."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


def run(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command with nothing in its environment that could lead to this checkout."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(
        tuple(map(str, words)), cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8", check=False
    )


def assert_done(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, f"{' '.join(done.args)}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made from the source distribution, as an index would do it."""
    folder = tmp_path_factory.mktemp("dist")
    assert_done(run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, CHECKOUT, cwd=folder))
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_the_program_its_templates_and_nothing_else(packed):
    with zipfile.ZipFile(packed) as wheel:
        names = set(wheel.namelist())
    program = {
        path.relative_to(CHECKOUT / "generator").as_posix()
        for path in (CHECKOUT / "generator" / "muniment").rglob("[!.]*")
        if path.is_file() and not {"__pycache__", ".mypy_cache", ".ruff_cache"} & set(path.parts)
    }
    templates = {
        f"muniment/{path.relative_to(CHECKOUT).as_posix()}"
        for path in (CHECKOUT / "templates").rglob("*")
        if path.is_file()
    }
    assert program | templates <= names
    assert {name for name in names if not name.startswith("muniment")} == set()
    assert {name for name in names if "__pycache__" in name} == set()


@pytest.mark.slow
def test_it_starts_and_builds_an_archive_in_an_empty_environment(packed, tmp_path):
    venv.create(tmp_path / "environment", with_pip=True)
    scripts = tmp_path / "environment" / ("Scripts" if sys.platform == "win32" else "bin")
    probe = run(scripts / "python", "-m", "pip", "download", "--quiet", "--no-deps", "anyascii", cwd=tmp_path)
    if probe.returncode:
        pytest.skip(f"no package index can be reached from here: {probe.stderr.strip().splitlines()[-1]}")
    assert_done(run(scripts / "python", "-m", "pip", "install", "--quiet", packed, cwd=tmp_path))
    assert_done(run(scripts / "muniment", "init", "demo", cwd=tmp_path))
    assert_done(run(scripts / "muniment", "build", "demo", cwd=tmp_path))
    home = (tmp_path / "demo" / "site" / "index.html").read_text("utf-8")
    assert "<title>" in home
    styles = [path for path in (tmp_path / "demo" / "site" / "assets").rglob("*.css") if path.stat().st_size]
    assert styles, "the templates' style came along"
