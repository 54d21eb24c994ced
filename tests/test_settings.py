"""content/settings.yaml is an ordinary file, or is told; it is never waited for."""

import os

import pytest

from muniment.problems import InputError
from muniment.settings import Settings, read_settings
from whole import built

TOLD = "content/settings.yaml: not an ordinary file; links are not followed"


def told_of(archive):
    problems = []
    assert read_settings(archive, problems) == Settings()
    return [str(problem).split("\n")[0] for problem in problems]


def test_no_settings_are_the_defaults(make_archive):
    assert told_of(make_archive({"seeds/a.txt": "Words."})) == []


def test_a_folder_in_its_place_is_told(make_archive):
    archive = make_archive({"seeds/a.txt": "Words.", "content/settings.yaml/x": ""})
    assert told_of(archive) == [TOLD]
    with pytest.raises(InputError, match="not an ordinary file"):
        built(archive)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(make_archive):
    archive = make_archive({"content/.keep": ""})
    os.mkfifo(archive / "content/settings.yaml")
    assert told_of(archive) == [TOLD]


@pytest.mark.parametrize("target", ["elsewhere.yaml", "nowhere.yaml"])
def test_a_link_is_not_followed(make_archive, target):
    archive = make_archive({"content/.keep": "", "elsewhere.yaml": "title: Elsewhere\n"})
    (archive / "content/settings.yaml").symlink_to(archive / target)
    assert told_of(archive) == [TOLD]
