"""Small broken archives, one a fault: each gives exactly the lines in its expected.txt, and still builds the rest."""

import shutil
from pathlib import Path

import pytest

from muniment.problems import InputError
from reading import read_archive
from whole import built

ARCHIVES = sorted(path.parent for path in (Path(__file__).parent / "archives" / "broken").glob("*/expected.txt"))


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.name)
def test_a_fault_is_told_with_its_place_and_its_remedy(archive):
    documents, problems = read_archive(archive)
    told = [*map(str, problems), f"built: {', '.join(document.id for document in documents)}"]
    assert "\n".join(told) + "\n" == (archive / "expected.txt").read_text("utf-8")
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    "name", ["entity-name-twice", "entity-part-of", "entity-roles", "event-names", "event-dates", "event-reports", "graphic-astray"]
)  # fmt: skip
def test_what_editors_wrote_wrong_stops_a_strict_build_and_no_other(name, tmp_path):
    archive = tmp_path / "archive"
    shutil.copytree(Path(__file__).parent / "archives" / "broken" / name, archive)
    (archive / "expected.txt").unlink()
    with pytest.raises(InputError, match="nothing is published: --strict allows no error"):
        built(archive, strict=True)
    assert not (archive / "site/index.html").exists()
    assert built(archive).reports.built >= 1
    assert (archive / "site/index.html").exists()
