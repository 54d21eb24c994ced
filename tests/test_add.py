"""`muniment add`: a report into seeds/ byte for byte, and what is known of it beside."""

import os

import pytest

from muniment.add import add
from muniment.ids import report_id
from muniment.problems import InputError, PublishError
from reading import lines_of, read_archive


@pytest.fixture
def archive(make_archive):
    return make_archive({"seeds/.gitkeep": "", "content/settings.yaml": "largest_seed: 1000\n"})


@pytest.fixture
def outside(tmp_path):
    """outside("a.txt", "words") writes a file elsewhere and gives its path."""

    def write(name, content="Words.\r\n"):
        path = tmp_path / "outside" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def files_of(archive):
    return {path.relative_to(archive).as_posix(): path.read_bytes() for path in archive.rglob("*") if path.is_file()}


def refusals(error):
    return [line.split(": ", 1)[1] for line in lines_of(error.value.problems)]


def test_a_report_is_copied_byte_for_byte_with_what_is_known_beside(archive, outside):
    file = outside("Report 1.txt", b"\xef\xbb\xbfWords.\r\nMore.")
    told = add(
        [file],
        archive,
        url="https://example.org/a?b=c#d",
        date="18.09.2022",
        publisher="Censor.NET: ні",
        retrieved="2022-09-20",
    )
    assert files_of(archive)["seeds/Report 1.txt"] == file.read_bytes()
    assert told[0].startswith("added seeds/Report 1.txt: 16 bytes, SHA-256 ")
    assert told[1] == "seeds/Report 1.txt.meta.yaml: url, date, publisher, retrieved"
    assert b"date: '2022-09-18'" in files_of(archive)["seeds/Report 1.txt.meta.yaml"]
    (document,), problems = read_archive(archive)
    assert problems == []
    assert document.url.value == "https://example.org/a?b=c#d"
    assert document.published.value == "2022-09-18"
    assert document.sources[0].value == "Censor.NET: ні"
    assert document.retrieved == "2022-09-20"


def test_without_anything_known_nothing_is_written_beside(archive, outside):
    assert len(add([outside("a.txt"), outside("b.md", "Others.")], archive)) == 2
    assert set(files_of(archive)) == {"seeds/.gitkeep", "content/settings.yaml", "seeds/a.txt", "seeds/b.md"}


def test_adding_twice_changes_nothing(archive, outside):
    file = outside("a.txt")
    add([file], archive, url="https://example.org/a")
    before = {path: path.stat().st_mtime_ns for path in archive.rglob("*")}
    told = add([file, file], archive, url="https://example.org/a")
    assert told[0].startswith("seeds/a.txt is there already: ")
    assert told[1] == "seeds/a.txt.meta.yaml says so already"
    assert {path: path.stat().st_mtime_ns for path in archive.rglob("*")} == before


def test_a_seed_is_never_overwritten(archive, outside):
    add([outside("a.txt")], archive)
    before = files_of(archive)
    with pytest.raises(InputError) as error:
        add([outside("b.txt"), outside("a.txt", "Other words.")], archive, publisher="CNN")
    assert refusals(error) == ["seeds/a.txt is there, with other bytes; a seed is never overwritten"]
    assert files_of(archive) == before


def test_two_of_one_name_at_once_are_refused(archive, outside):
    with pytest.raises(InputError, match="other bytes"):
        add([outside("one/a.txt", "One."), outside("two/a.txt", "Two.")], archive)
    assert "seeds/a.txt" not in files_of(archive)


def test_what_is_beside_keeps_its_comments_and_other_fields(archive, outside):
    beside = archive / "seeds/a.txt.meta.yaml"
    beside.write_text(
        "# Who sent it, and how.\ncollector: 'Olha'  # by mail\ndate: 2022-09-17\nattachments:\n- b.jpg\n", "utf-8"
    )
    told = add([outside("a.txt")], archive, date="2022-09-18", publisher="CNN")
    assert told[1] == "seeds/a.txt.meta.yaml: date changed from '2022-09-17', publisher"
    assert beside.read_text("utf-8") == (
        "# Who sent it, and how.\ncollector: 'Olha'  # by mail\ndate: '2022-09-18'\nattachments:\n- b.jpg\npublisher: CNN\n"
    )


def test_a_file_beside_of_comments_alone_keeps_them(archive, outside):
    beside = archive / "seeds/a.meta.yaml"
    beside.write_text("# Nothing known yet.", "utf-8")
    add([outside("a.txt")], archive, publisher="CNN")
    assert beside.read_text("utf-8") == "# Nothing known yet.\npublisher: CNN\n"
    assert "seeds/a.txt.meta.yaml" not in files_of(archive)


def test_a_seed_that_is_there_gets_what_is_known_beside_it(archive, outside):
    (archive / "seeds/2022").mkdir()
    (archive / "seeds/2022/a.txt").write_bytes(b"Words.")
    add([archive / "seeds/2022/a.txt"], archive, publisher="CNN")
    assert files_of(archive)["seeds/2022/a.txt.meta.yaml"] == b"publisher: CNN\n"
    assert "seeds/a.txt" not in files_of(archive)


@pytest.mark.parametrize("beside", ["publisher: [CNN\n", "publish: secret\n", "publsher: CNN\n"])
def test_what_is_beside_must_be_understood_before_anything_is_written(archive, outside, beside):
    (archive / "seeds/a.txt.meta.yaml").write_text(beside, "utf-8")
    before = files_of(archive)
    with pytest.raises(InputError, match=r"seeds/a\.txt\.meta\.yaml:"):
        add([outside("a.txt")], archive, publisher="CNN")
    assert files_of(archive) == before


def test_every_wrong_word_is_told_at_once_and_nothing_is_written(archive, outside):
    before = files_of(archive)
    files = [
        outside("empty.txt", ""), outside("large.txt", "x" * 1001), outside("page.html", "<nav>"), outside("photo.jpg"),
        outside(".hidden.txt"), outside("a.txt.meta.yaml"), outside("fine.txt"),
    ]  # fmt: skip
    with pytest.raises(InputError) as error:
        add(files, archive, url="javascript:alert(1)", date="03/04/2022", retrieved="then")
    assert refusals(error) == [
        "'javascript:alert(1)' is no address",
        "'03/04/2022' is no date",
        "'then' is no date",
        "0 bytes",
        "1,001 bytes",
        "no main text was found in it",
        "not a kind of report",
        "its name begins with a dot, and would be hidden",
        "not a kind of report",
    ]
    assert files_of(archive) == before


def test_a_link_is_no_report(archive, outside):
    link = outside("a.txt").with_name("link.txt")
    link.symlink_to(outside("a.txt"))
    with pytest.raises(InputError, match="a link, or no file at all"):
        add([link], archive)


def test_a_folder_that_is_no_archive_is_refused(outside, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no seeds/ and no content/ here"):
        add([outside("a.txt")], tmp_path / "empty")
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_copy_that_fails_leaves_nothing_half_done(archive, outside, monkeypatch):
    def fail(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    before = files_of(archive)
    with pytest.raises(PublishError, match="No space left on device"):
        add([outside("a.txt")], archive)
    assert files_of(archive) == before


@pytest.mark.parametrize(
    "url",
    ["example.org", "ftp://example.org/a", "https://", "https://[::1", "https://a b", "data:text/html,x", "//a.org"],
)
def test_only_a_whole_address_is_one(archive, outside, url):
    with pytest.raises(InputError, match="is no address"):
        add([outside("a.txt")], archive, url=url)


@pytest.mark.parametrize("name", ["A.txt", "a.md", "Ä.txt"])
def test_a_report_cannot_take_over_another_one_s_address(archive, outside, name):
    """`A.txt` sorts before `a.txt`, and the first path keeps an id."""
    (archive / "seeds/a.txt").write_text("The older report.")
    (archive / "seeds/b.txt").write_text("Has the id that Ä.txt would get.")
    (archive / "seeds/b.txt.meta.yaml").write_text(f"id: {report_id('Ä', 'seeds/Ä.txt')}\n")
    before = files_of(archive)
    with pytest.raises(InputError) as error:
        add([outside(name)], archive)
    owner = "b" if name[0] == "Ä" else "a"
    assert refusals(error)[0].endswith(f"which is that of seeds/{owner}.txt")
    assert files_of(archive) == before


def test_a_record_and_a_file_of_its_own_cannot_take_over_each_other_s_address(archive, outside):
    (archive / "seeds/many.jsonl").write_text('{"id": "alpha", "text": "The older report."}\n{"text": "Another."}\n')
    (archive / "seeds/beta.txt").write_text("An older report.")
    for name, data in (
        ("alpha.txt", b"New words."),
        ("more.csv", b"id,text\nalpha,New words\nbeta,More\ngamma,Good\n"),
    ):
        with pytest.raises(InputError) as error:
            add([outside(name, data)], archive)
        assert "would have the id 'alpha', which is that of seeds/many.jsonl" in refusals(error)[0]
    assert refusals(error)[0].endswith("and 1 more like it")
    assert add([outside("gamma.csv", b"id,text\ngamma,Good\n")], archive)


@pytest.mark.parametrize("name", [".new.txt.part", ".new.txt.meta.yaml.part"])
def test_nothing_is_written_through_a_link_that_waits_in_seeds(archive, outside, tmp_path, name):
    victim = tmp_path / "victim"
    victim.write_text("theirs")
    (archive / "seeds" / name).symlink_to(victim)
    add([outside("new.txt")], archive, url="https://example.org/a")
    assert victim.read_text() == "theirs"
    assert not (archive / "seeds/new.txt").is_symlink()


def test_nothing_is_added_where_seeds_is_a_link(archive, outside, tmp_path):
    (archive / "seeds").rename(tmp_path / "elsewhere")
    (archive / "seeds").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match=r"^seeds: a link, which is never followed"):
        add([outside("new.txt")], archive)
    assert not (tmp_path / "elsewhere/new.txt").exists()


def test_nothing_is_added_where_seeds_is_a_file(outside, tmp_path):
    (tmp_path / "odd/content").mkdir(parents=True)
    (tmp_path / "odd/seeds").write_text("theirs")
    with pytest.raises(InputError, match=r"^seeds: not a folder"):
        add([outside("new.txt")], tmp_path / "odd")


def test_two_that_are_added_at_once_have_two_ids(archive, outside):
    with pytest.raises(InputError, match=r"would have the id 'new', which is that of seeds/new\.txt"):
        add([outside("new.txt"), outside("New.md")], archive)


def test_a_day_in_the_future_is_taken_with_a_note(archive, outside):
    told = add([outside("a.txt")], archive, date="2031-01-01", retrieved="2026-11-22", today="2026-11-22")
    assert [line for line in told if "note" in line] == [
        "note: --date 2031-01-01 lies in the future; edit the file beside the report if it is wrong"
    ]
    for day in ("2026-11-22", "2026-11", "2026", "2022-09-18"):
        assert "note" not in " ".join(add([outside("a.txt")], archive, date=day, today="2026-11-22"))


def test_the_same_bytes_under_another_name_are_taken_with_a_note(archive, outside):
    add([outside("a.txt")], archive)
    told = add([outside("b.txt"), outside("c.txt", "Others."), outside("d.txt", "Others.")], archive)
    assert [line for line in told if "note" in line] == [
        "note: seeds/b.txt has the same bytes as seeds/a.txt; keep one of them, if it is one report",
        "note: seeds/d.txt has the same bytes as seeds/c.txt; keep one of them, if it is one report",
    ]
    assert "note" not in " ".join(add([outside("b.txt")], archive))
    assert (archive / "seeds/b.txt").is_file()
