"""The commands: each does what its words say, exits as it should, and waits for nothing that it does not use."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from muniment.cli import commands, main
from muniment.loading import load

RUN = """
import json, os, sys
from muniment.__main__ import main
os._exit = sys.exit  # to see what was loaded
sys.argv = ["muniment", *sys.argv[1:]]
try:
    main()
except SystemExit as leaving:
    assert not leaving.code, leaving.code
print(json.dumps(sorted(sys.modules)))
"""
SERVING = {"starlette", "uvicorn", "watchdog", "asyncio"}
BUILDING = {"jinja2", "markdown_it", "multiprocessing", "sqlite3"}


def loaded_by(*words: str) -> set[str]:
    """The modules of this house and the packages that a command has loaded, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    names = json.loads(done.stdout.splitlines()[-1])
    return {name if name.startswith("muniment.") else name.split(".")[0] for name in names}


def run(*words: object) -> tuple[int, str]:
    """A command's status and what it said, as the group of commands gives it."""
    done = CliRunner().invoke(commands, list(map(str, words)), standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, done.output


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    assert run("init", tmp_path / "demo")[0] == 0
    (tmp_path / "r.txt").write_text(" date 2022-09-18 Police found 440 graves.\n")
    return tmp_path / "demo"


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([name, "--help"] for name in commands.commands)])
def test_help_needs_nothing_but_click(words):
    found = loaded_by(*words)
    ours = {name for name in found if name.startswith("muniment.")}
    assert ours == {"muniment.__main__", "muniment.cli", "muniment.loading"}
    others = {"msgspec", "rich", "yaml", "anyascii", "email", "pathlib", "tempfile", *SERVING, *BUILDING}
    assert found & others == set()


def test_each_command_loads_what_it_uses(archive, tmp_path):
    assert loaded_by("init", str(tmp_path / "other")) & {"rich", "yaml", "ruamel", *SERVING, *BUILDING} == set()
    assert loaded_by("add", str(tmp_path / "r.txt"), str(archive)) & {"rich", *SERVING, *BUILDING} == set()
    for command in ("build", "check"):
        assert loaded_by(command, str(archive)) & {"rich", "ruamel", *SERVING} == set()


def test_an_archive_is_started_filled_built_and_checked(archive, tmp_path):
    status, said = run("add", tmp_path / "r.txt", archive, "--date", "2022-09-18", "--publisher", "Example News")
    assert (status, said.split(":")[0]) == (0, "added seeds/r.txt")
    assert "Example News" in (archive / "seeds" / "r.txt.meta.yaml").read_text()
    status, said = run("build", archive, "--jobs", 1)
    assert status == 0
    assert "1 report read, 1 built, 0 refused; 0 errors, 0 warnings; " in said.splitlines()[-1]
    assert (archive / "site" / "reports" / "r.html").is_file()
    assert run("check", archive) == (0, "0 errors, 0 warnings\n")
    assert run("check", archive, "--format", "json") == (0, "[]\n")
    assert run("check", archive, "--format", "github") == (0, "")


def test_the_archive_may_be_left_out(archive, tmp_path, monkeypatch):
    monkeypatch.chdir(archive)
    assert run("add", tmp_path / "r.txt")[0] == 0
    assert run("build", "--site", tmp_path / "elsewhere", "--on", "2027-01-01", "--quiet") == (0, "")
    assert (tmp_path / "elsewhere" / "reports" / "r.html").is_file()


def test_the_closing_line_has_counts_seconds_and_memory(archive):
    last = run("build", archive, "--jobs", 1)[1].splitlines()[-1]
    counts, problems, used = last.split("; ")
    assert (counts, problems) == ("0 reports read, 0 built, 0 refused", "0 errors, 0 warnings")
    assert used.split(" s, ")[0].replace(".", "").isdigit()
    if sys.platform != "win32":
        assert used.split(" s, ")[1].startswith("at most ")
        assert used.endswith(" MB of memory")


@pytest.mark.parametrize("quiet", [[], ["--quiet"]])
def test_profile_prints_a_table_of_the_stages(archive, quiet):
    status, said = run("build", archive, "--jobs", 1, "--profile", *quiet)
    lines = said.splitlines()
    table = lines[: next(number for number, line in enumerate(lines) if line.startswith("all ")) + 1]
    assert status == 0
    assert table[0].split("  ")[0] == "stage"
    assert {"begin", "render"} <= {line.split("  ")[0] for line in table}
    assert (len(lines) > len(table)) is not bool(quiet)


def test_problems_stop_a_command_with_status_1(archive, tmp_path):
    (archive / "seeds" / "broken.md").write_text("---\ntitle: [\n---\n")
    status, said = run("check", archive)
    assert status == 1
    assert "seeds/broken.md:" in said
    assert said.endswith("1 error, 0 warnings\n")
    assert run("build", archive)[0] == 0
    status, said = run("build", archive, "--strict")
    assert status == 1
    assert "nothing is published" in said
    assert run("build", tmp_path)[0] == 1
    assert run("init", archive)[0] == 1


def test_an_archive_is_served(archive, monkeypatch):
    called = []
    monkeypatch.setattr(load("command_serve"), "serve", lambda *words, **options: called.append((words, options)))
    assert run("serve", archive, "--port", 0, "--open") == (0, "")
    ((words, options),) = called
    assert (words, options["port"], options["open_browser"]) == ((archive,), 0, True)


@pytest.mark.parametrize(
    "words, status",
    [
        (["--help"], 0), (["build", "--help"], 0), (["--version"], 0), ([], 2), (["bild"], 2), (["build", "nowhere"], 2),
        (["build", ".", "--on", "tomorrow"], 2), (["add", "."], 2), (["add", ".", "."], 2), (["init"], 2),
    ],
)  # fmt: skip
def test_wrong_usage_is_status_2(words, status, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["muniment", *words])
    monkeypatch.setattr("os._exit", sys.exit)
    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code == status
    assert bool(capsys.readouterr().err) == (status == 2)


def test_an_interrupt_is_status_130(archive, monkeypatch):
    def interrupt(*words, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(load("command_build"), "build", interrupt)
    monkeypatch.setattr("sys.argv", ["muniment", "build", str(archive)])
    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code == 130


# The end.

AT_ITS_END = """
import threading
from muniment import cli

def work():
    threading.Event().wait(0.2)
    print("ended in good order")

cli.commands = lambda **_: print("said") or threading.Thread(target=work).start() or 3
cli.main()
"""


def test_what_still_runs_when_a_command_is_done_is_waited_for():
    ended = subprocess.run([sys.executable, "-c", AT_ITS_END], capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr, ended.returncode) == ("said\nended in good order\n", "", 3)


def test_all_that_was_said_is_heard_and_a_listener_that_is_gone_is_told(tmp_path):
    command = [sys.executable, "-m", "muniment", "--help"]
    with (tmp_path / "heard").open("wb") as file:
        assert subprocess.run(command, stdout=file, check=False).returncode == 0
    assert (tmp_path / "heard").read_text().splitlines()[-1].startswith("  verify ")
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert ended.returncode != 0


def test_what_stops_a_build_hides_no_other_fault_and_the_last_line_says_that_the_site_stayed(archive):
    run("build", archive)
    page = archive / "site" / "index.html"
    before = page.read_bytes()
    (archive / "content/events.yaml").write_text("- {id: e, title: T, date: yesterday}\n")
    (archive / "content/reviews/gone.yaml").write_text("reviewer: [\n")
    broken = {"settings.yaml": "titel: T\n", "withheld.yaml": "- names: []\n  reason: r\n"}
    for name, words in broken.items():
        (archive / "content" / name).write_text(words)
        status, said = run("build", archive)
        assert status == 1
        assert f"content/{name}:1" in said
        assert "'yesterday' is no EDTF date" in said
        assert said.rstrip().splitlines()[-1] == f"nothing was published; {archive / 'site'} is as it was"
    assert "content/settings.yaml:1" in said
    assert "content/reviews/gone.yaml:" in said
    assert page.read_bytes() == before
