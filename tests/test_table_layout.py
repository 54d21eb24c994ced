"""The tables of reports: cut out of the last build's files where they can be, and byte for byte the same as
made anew."""

import hashlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from muniment import wholes
from muniment.bodies import fetch_all
from muniment.problems import PublishError
from muniment.publish.sums import Published
from muniment.publish.table_layout import chunks_of, layout_of
from muniment.render import table_parts
from muniment.work import Memory
from whole import built, bytes_of, fresh_site

PIECES = some.lists(some.binary(min_size=1, max_size=9), unique=True, max_size=12)
HEAD = b"id\r\n"


def named(pieces: list[bytes]) -> list[tuple[str, int]]:
    return [(hashlib.sha256(piece).hexdigest(), len(piece)) for piece in pieces]


@given(PIECES, PIECES, some.randoms(use_true_random=False), some.sampled_from([b"", HEAD]))
def test_pieces_of_the_old_file_and_new_ones_make_what_all_of_them_would(some_of_both, others, draw, head):
    old = draw.sample(some_of_both, draw.randint(0, len(some_of_both)))
    wanted = [*some_of_both, *(one for one in others if one not in some_of_both)]
    if draw.random() < 0.5:
        draw.shuffle(wanted)
    starts = layout_of(Published("a", "", 0), len(head), named(old)).starts()
    new = iter([piece for piece in wanted if piece not in old])
    chunks = chunks_of(named(wanted), head + b"".join(old), starts, new)
    assert b"".join(chunks) == b"".join(wanted)
    assert next(new, None) is None


def test_what_follows_each_other_is_taken_at_once():
    pieces = [b"one", b"two", b"three", b"four"]
    starts = layout_of(Published("a", "", 0), len(HEAD), named(pieces)).starts()
    wanted = [b"one", b"two", b"new", b"four"]
    chunks = chunks_of(named(wanted), HEAD + b"".join(pieces), starts, iter([b"new"]))
    assert [bytes(chunk) for chunk in chunks if chunk] == [b"onetwo", b"new", b"four"]


@pytest.fixture
def archive(make_archive, monkeypatch):
    """One whose tables have several parts each, built."""
    monkeypatch.setattr(table_parts, "LARGEST", 12_000)
    seeds = {f"seeds/r{number:02}.txt": f" date 2022-09-18 At least {number + 2} graves." for number in range(30)}
    archive = make_archive(seeds)
    built(archive)
    assert (archive / "site/data/reports.3.jsonl").is_file()
    return archive


@pytest.fixture
def fetched(monkeypatch):
    """The bodies that were fetched for tables, by digest."""
    digests = []

    def noting(shelf, wanted):
        listed = list(wanted)
        digests.extend(listed)
        return fetch_all(shelf, listed)

    monkeypatch.setattr(wholes, "fetch_all", noting)
    return digests


def tables_of(site: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (site / "data").iterdir() if path.is_file()}


@pytest.mark.parametrize(
    "path, text",
    [
        ("r12.txt", " date 2022-09-18 More than 99 graves."),
        ("r11b.txt", " date 2022-09-18 A report between two others, of 40 people."),
        ("r00.txt", " date 2022-09-18 No number."),
        ("r29.txt", ""),
    ],
)
def test_after_an_edit_few_bodies_are_fetched_and_the_tables_are_those_of_a_fresh_build(
    archive, tmp_path, fetched, path, text
):
    (archive / "seeds" / path).write_text(text)
    built(archive)
    assert len(fetched) < 20  # of ninety
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("harm", ["byte", "longer", "gone", "link", "folder"])
def test_a_file_that_is_not_what_was_published_is_not_cut_from(archive, tmp_path, harm, keeps):
    memory = Memory(keeps)
    built(archive, memory=memory)
    for table in ("reports.jsonl", "reports.csv", "claims.csv"):
        place = archive / "site/data" / table
        data = place.read_bytes()
        place.unlink()
        match harm:
            case "byte":
                place.write_bytes(data[:200] + bytes([data[200] ^ 1]) + data[201:])
            case "longer":
                place.write_bytes(data + b"more\n")
            case "link":
                (tmp_path / "beside").write_bytes(data[:-1])
                place.symlink_to(tmp_path / "beside")
            case "folder":
                (place / "within").mkdir(parents=True)
    (archive / "seeds/r05.txt").write_text(" date 2022-09-18 At least 1,000 graves.")
    if harm == "folder":
        with pytest.raises(PublishError):
            built(archive, memory=memory)
        for table in ("reports.jsonl", "reports.csv", "claims.csv"):
            shutil.rmtree(archive / "site/data" / table)
    built(archive, memory=memory)
    fresh_site(archive, tmp_path / "fresh")
    assert tables_of(archive / "site") == tables_of(tmp_path / "fresh")
