"""`muniment init`: an archive that begins empty, says what can be said, and builds."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from muniment.first_files import FILES, SETTINGS
from muniment.init import init
from muniment.link.addresses import RESERVED
from muniment.model import Event, Withheld
from muniment.problems import InputError, PublishError
from muniment.read.authorities import EntityItem, SourceItem, read_authorities
from muniment.read.corrections import CorrectionItem
from muniment.read.essays import read_essays
from muniment.read.questions import QuestionItem
from muniment.settings import Fields, Settings
from muniment.shape import read_items, read_record
from reading import read_archive
from whole import built


def test_a_new_archive_is_read_without_a_problem(tmp_path):
    told = init(tmp_path / "demo")
    assert told[0].startswith("started an archive in ")
    assert told[-1].startswith("then: muniment build ")
    assert any("need the extra html" in line for line in told)
    assert "the extra `html`" in FILES["README.md"]
    assert {
        path.relative_to(tmp_path / "demo").as_posix() for path in (tmp_path / "demo").rglob("*") if path.is_file()
    } == set(FILES)
    documents, problems = read_archive(tmp_path / "demo")
    assert (documents, problems) == ([], [])
    assert read_authorities(tmp_path / "demo", problems) == ()
    assert [essay.title for essay in read_essays(tmp_path / "demo", problems, RESERVED)] == [
        "About this archive",
        "How this archive works",
        "Contact and requests",
    ]


def test_every_setting_is_shown_with_its_default():
    problems = []
    assert read_record(SETTINGS.encode(), "settings.yaml", Settings, problems) == Settings()
    shown = re.sub(r"^# ((?:  )?[a-z_]+:)", r"\1", SETTINGS, flags=re.MULTILINE)
    assert read_record(shown.encode(), "settings.yaml", Settings, problems) == Settings()
    assert problems == []
    for kind in (Settings, Fields):
        for name in kind.__struct_fields__:
            assert re.search(rf"^ *{name}:", shown, re.MULTILINE), name


@pytest.mark.parametrize("path, kind", [
    ("content/entities/people.yaml", EntityItem),
    ("content/entities/organizations.yaml", EntityItem),
    ("content/entities/places.yaml", EntityItem),
    ("content/sources.yaml", SourceItem),
    ("content/events.yaml", Event),
    ("content/questions.yaml", QuestionItem),
    ("content/corrections.yaml", CorrectionItem),
    ("content/withheld.yaml", Withheld),
])  # fmt: skip
def test_every_example_is_one_that_is_read(path, kind):
    problems = []
    _, _, example = FILES[path].partition("#\n")
    items = read_items(re.sub("^# ", "", example, flags=re.MULTILINE).encode(), path, kind, problems)
    assert (len(items), problems) == (1, [])
    assert getattr(items[0].record, "names", True)


def test_all_examples_together_make_an_archive_without_a_problem(tmp_path):
    init(archive := tmp_path / "demo")
    for path in FILES:
        if path.endswith(".yaml") and path != "content/settings.yaml":
            above, _, example = FILES[path].partition("#\n")
            (archive / path).write_text(above + re.sub("^# ", "", example, flags=re.MULTILINE), "utf-8")
    text, review = re.findall(r"```\w*\n(.*?)```", FILES["content/reviews/README.md"], re.DOTALL)
    (archive / "seeds/my-report.txt").write_text(text, "utf-8")
    (archive / "content/reviews/my-report.yaml").write_text(review, "utf-8")
    outcome = built(archive, strict=True)
    assert (outcome.reports.built, list(map(str, outcome.problems))) == (1, [])
    report = json.loads((archive / "site/reports/my-report.json").read_bytes())
    (claim,) = report["claims"]
    assert (claim["status"], claim["speaker"], claim["fate"]) == ("reviewed", "Valerii Marchenko", "found")
    (figure,) = json.loads((archive / "site/data/questions.json").read_bytes())["questions"]
    assert [one["claim"] for one in figure["claims"]] == [claim["id"]]
    assert "Places are spelled as" in (archive / "site/corrections.html").read_text("utf-8")


def test_whoever_needs_a_list_of_the_withheld_is_not_content_with_its_example(tmp_path):
    init(archive := tmp_path / "demo")
    (archive / "seeds/a.txt").write_text("A text.", "utf-8")
    assert built(archive).reports.built == 1
    (archive / "content/settings.yaml").write_text("withheld: true\n", "utf-8")
    with pytest.raises(InputError, match="nothing but remarks"):
        built(archive)
    (archive / "content/withheld.yaml").write_text(FILES["content/withheld.yaml"] + "[]\n", "utf-8")
    assert built(archive).reports.built == 1


def test_what_is_private_is_kept_out_of_a_repository_and_a_page_says_how_to_ask():
    assert {"/.cache/", "/site/", "/content/withheld.yaml"} <= set(FILES[".gitignore"].splitlines())
    contact = FILES["content/pages/contact.md"]
    assert contact.count("not written yet") >= 6
    for what in ("A correction", "A redaction", "withdrawn", "named nowhere", "among the corrections"):
        assert what in contact


def test_what_is_in_the_folder_already_is_left_as_it_is(tmp_path):
    (tmp_path / "README.md").write_text("Mine.", "utf-8")
    assert "README.md was there, and is left as it is" in init(tmp_path)
    assert (tmp_path / "README.md").read_text("utf-8") == "Mine."


@pytest.mark.parametrize("name", ["seeds", "content"])
def test_a_folder_that_holds_an_archive_is_refused(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(PublishError, match="there is an archive here already"):
        init(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_place_for_an_archive(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(PublishError, match="no archive can be started here"):
        init(tmp_path / "file")


def test_line_ends_of_evidence_are_kept_as_this_repository_keeps_them():
    assert FILES[".gitattributes"] == (Path(__file__).parents[1] / ".gitattributes").read_text("utf-8")


@pytest.mark.parametrize("place", ["seeds", "seeds/deep", "content/pages", "site"])
def test_no_archive_is_started_within_another_one(tmp_path, place):
    init(tmp_path / "one")
    with pytest.raises(PublishError, match="within another archive's"):
        init(tmp_path / "one" / place / "two")
    init(tmp_path / "one" / "beside")


def test_the_log_is_kept_by_git_whatever_is_ignored_everywhere(tmp_path):
    archive = tmp_path / "archive"
    init(archive)
    for words in (["init", "-q"], ["config", "core.excludesFile", str(tmp_path / "ignored")]):
        subprocess.run(["git", *words], cwd=archive, check=True)
    (tmp_path / "ignored").write_text("log/\n*.txt\n*.sig\n")
    (archive / "content/log/checkpoints").mkdir(parents=True)
    for name in ("entries.jsonl", "checkpoints/5.txt", "checkpoints/5.txt.sig"):
        (archive / "content/log" / name).write_text("x")
    subprocess.run(["git", "add", "-A"], cwd=archive, check=True)
    kept = subprocess.run(["git", "ls-files", "content/log"], cwd=archive, capture_output=True, text=True, check=True)
    assert len(kept.stdout.split()) == 3
