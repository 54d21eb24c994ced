"""The first week of the README: its commands and files, in their order, make an archive without a fault."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from muniment.cli import commands

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
WEEK = README.split("\n## The first week\n")[1].split("\n## ")[0]
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", WEEK, re.DOTALL | re.MULTILINE)
TEXT, COMMANDS = (words for language, words in BLOCKS if not language)
FILE = re.compile(r"# (content/\S+)\n(.*?)(?=# content/|\Z)", re.DOTALL)
DAYS = [dict(FILE.findall(words)) for language, words in BLOCKS if language == "yaml"]
KINDS = {"settings", "sources", "places", "people", "report", "questions", "events", "withheld", "corrections"}


def run(line: str) -> str:
    done = CliRunner().invoke(commands, shlex.split(line.removeprefix("muniment ")), prog_name="muniment")
    assert done.exit_code == 0, done.output
    return done.output


def test_it_is_short_and_has_every_kind_of_file():
    assert len(WEEK.splitlines()) <= 60
    assert {Path(path).stem for day in DAYS for path in day} == KINDS
    assert README.index("\n## The first week\n") < README.index("\n## An archive of your own\n")


def test_every_step_works_in_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(TEXT, "utf-8")
    for line in COMMANDS.splitlines():
        if not line.startswith("muniment serve"):
            run(line)
    for day in DAYS:
        for path, words in day.items():
            Path("demo", path).write_text(words, "utf-8")
        assert "0 errors, 0 warnings" in run("muniment build demo --strict")
    assert "0 errors" in run("muniment check demo")
    report = json.loads(Path("demo/site/reports/report.json").read_bytes())
    (claim,) = report["claims"]
    assert (claim["status"], claim["speaker"], claim["where"]) == ("reviewed", "Valerii Marchenko", "izium")
    (question,) = json.loads(Path("demo/site/data/questions.json").read_bytes())["questions"]
    assert [one["claim"] for one in question["claims"]] == [claim["id"]]


@pytest.mark.parametrize("line", re.findall(r"`(muniment [^`]+)`", WEEK))
def test_every_command_within_the_words_is_one(line: str):
    name = line.split()[1]
    told = CliRunner().invoke(commands, [name, "--help"]).output
    assert all(option in told for option in re.findall(r"--[a-z]+", line))
