"""Small broken archives, one a fault: each gives exactly the lines in its expected.txt, and still builds the rest."""

from pathlib import Path

import pytest

from reading import read_archive

ARCHIVES = sorted(path.parent for path in (Path(__file__).parent / "archives" / "broken").glob("*/expected.txt"))


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.name)
def test_a_fault_is_told_with_its_place_and_its_remedy(archive):
    documents, problems = read_archive(archive)
    told = [*map(str, problems), f"built: {', '.join(document.id for document in documents)}"]
    assert "\n".join(told) + "\n" == (archive / "expected.txt").read_text("utf-8")
    assert all(problem.hint for problem in problems)
