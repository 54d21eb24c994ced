"""The README is held to the program: commands, options, settings, help texts."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from muniment.cli import commands
from muniment.edtf import advise_edtf, read_edtf
from muniment.model import Event, Tenure
from muniment.read.authorities import EntityItem, SourceItem
from muniment.read.beside import Beside
from muniment.read.questions import QuestionItem
from muniment.settings import Fields, Settings
from reading import read_archive

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def help_of(*words: str) -> str:
    return CliRunner().invoke(commands, [*words, "--help"], prog_name="muniment", terminal_width=100).output.rstrip()


def test_the_help_shown_is_the_help():
    assert help_of() in README


def test_no_line_of_the_help_is_cut_in_a_narrow_terminal():
    told = CliRunner().invoke(commands, ["--help"], prog_name="muniment", terminal_width=80).output
    assert "..." not in told.split("Commands:")[1]


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_and_option_is_told(name):
    assert f"muniment {name}" in README
    for option in re.findall(r"--[a-z]+", help_of(name)):
        assert option in README or option == "--help", option


def part(heading: str, beginning: str = "") -> str:
    """The lines below a heading, or those of them that begin so."""
    below = README.split(f"\n### {heading}\n")[1].split("\n#")[0]
    return "\n".join(line for line in below.splitlines() if line.startswith(beginning))


@pytest.mark.parametrize(
    "record, told, left_out",
    [
        (Settings, part("Settings", "| `"), ()),
        (Fields, part("What a report may be").split("\nBeside any file")[0], ()),
        (Beside, part("What a report may be", "| `"), ()),
        (EntityItem, part("Names, sources, pages"), ()),
        (SourceItem, part("Names, sources, pages"), ()),
        (Tenure, part("Names, sources, pages"), ()),
        (Event, part("Events", "| `"), ()),
        (QuestionItem, part("Questions", "| `"), ()),
    ],
)
def test_every_field_that_a_person_may_write_is_told_where_it_belongs(record, told, left_out):
    assert [name for name in record.__struct_encode_fields__ if f"`{name}`" not in told and name not in left_out] == []


def test_the_fields_of_the_examples_are_found_and_nobody_who_is_cited_has_published(make_archive):
    outlets, places = re.findall(r"\n```yaml\n(.*?)```", part("Settings"), re.DOTALL)
    record = {
        "text": "One.",
        "outlet": {"name": "News", "url": "https://a.org/1"},
        "topics": [{"name": "a"}, {"name": "b"}],
    }
    (one,), problems = read_archive(
        make_archive({"seeds/a.jsonl": json.dumps(record), "content/settings.yaml": outlets}, "a")
    )
    assert ([value.value for value in one.sources], one.url.value, len(one.tags), problems) == (
        ["News"],
        "https://a.org/1",
        2,
        [],
    )
    cited = {
        "text": "Two.",
        "place": "Izium",
        "lat": 49.2,
        "lon": 37.2,
        "links": ["https://b.org"],
        "sources": [{"name": "CNN"}],
    }
    files = {
        "seeds/b.jsonl": json.dumps(cited),
        "seeds/b.jsonl.meta.yaml": "publisher: A portal\n",
        "content/settings.yaml": places,
    }
    (two,), problems = read_archive(make_archive(files, "b"))
    assert ([value.value for value in two.sources], two.url, two.coordinates, problems) == (
        ["A portal"],
        None,
        (49.2, 37.2),
        [],
    )
    assert dict(two.other) == {"links": "https://b.org", "sources": '[{"name": "CNN"}]'}


def test_every_date_of_the_table_is_one():
    dates = [
        one for line in part("Events", "| `").splitlines() for one in re.findall(r"`([^`]+)`", line) if one[:1] in "2./"
    ]
    assert len(dates) > 15
    assert [advise_edtf(one) for one in dates if read_edtf(one) is None] == []


def test_every_command_that_is_told_exists():
    assert set(re.findall(r"muniment (\w+)", README)) - {"is", "turns"} <= set(commands.commands)


def test_every_link_within_it_leads_to_a_heading():
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL), re.MULTILINE
    )
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    linked = re.findall(r"\]\(#([^)]+)\)", README)
    assert len(linked) > 5
    assert [one for one in linked if one not in anchors] == []


def test_what_an_editor_must_not_get_wrong_stands_before_what_comes_out():
    order = ["## An archive of your own", "### Reviews", "## Care", "## Questions and events", "## What comes out"]
    places = [README.index(f"\n{heading}\n") for heading in order]
    assert places == sorted(places)
