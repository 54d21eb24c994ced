"""The files of seeds/ at a second look, where it is known what was touched."""

import pytest

from muniment.read.listing import listing_after, listing_from, listing_of
from muniment.settings import Settings
from muniment.states import look

SETTINGS = Settings()


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "seeds" / "old").mkdir(parents=True)
    for name in ("a.txt", "b.md", "old/c.txt"):
        (tmp_path / "seeds" / name).write_text(name)
    (tmp_path / "seeds" / "link.txt").symlink_to("a.txt")
    return tmp_path


def test_a_file_that_was_written_again_is_looked_at_and_no_other(archive):
    last = listing_of(archive, SETTINGS)
    (archive / "seeds/a.txt").write_text("longer than before")
    (archive / "seeds/b.md").write_text("unheard of")
    after = listing_after(last, {"seeds/a.txt", "content/settings.yaml"}, archive, SETTINGS)
    assert after is not None
    assert (after.files["seeds/a.txt"][0], after.files["seeds/b.md"]) == (18, last.files["seeds/b.md"])
    assert list(after.files) == list(last.files)
    assert (after.other, after.problems) == (last.other, last.problems)


def test_what_came_and_went_is_of_no_matter(archive):
    last = listing_of(archive, SETTINGS)
    assert listing_after(last, {"seeds/sedAbC123"}, archive, SETTINGS) == last


def put_a_new_file(seeds):
    (seeds / "new.txt").write_text("new")
    return "new.txt"


def remove_a_file(seeds):
    (seeds / "a.txt").unlink()
    return "a.txt"


def put_a_link_in_its_place(seeds):
    (seeds / "a.txt").unlink()
    (seeds / "a.txt").symlink_to("b.md")
    return "a.txt"


def put_a_file_in_place_of_a_link(seeds):
    (seeds / "link.txt").unlink()
    (seeds / "link.txt").write_text("a report")
    return "link.txt"


def remove_a_link(seeds):
    (seeds / "link.txt").unlink()
    return "link.txt"


def put_a_file_in_place_of_its_folder(seeds):
    (seeds / "old/c.txt").unlink()
    (seeds / "old").rmdir()
    (seeds / "old").write_text("a file")
    return "old/c.txt"


@pytest.mark.parametrize(
    "touch",
    [
        put_a_new_file, remove_a_file, put_a_link_in_its_place, put_a_file_in_place_of_a_link, remove_a_link,
        put_a_file_in_place_of_its_folder,
    ],
)  # fmt: skip
def test_where_more_than_contents_may_differ_all_is_looked_at(archive, touch):
    last = listing_of(archive, SETTINGS)
    touched = {f"seeds/{touch(archive / 'seeds')}"}
    assert listing_after(last, touched, archive, SETTINGS) is None


def test_where_something_is_not_known_all_is_looked_at(archive):
    last = listing_of(archive, SETTINGS)
    assert listing_after(None, set(), archive, SETTINGS) is None
    assert listing_after(last, None, archive, SETTINGS) is None
    assert listing_after(last, set(), archive, Settings(ignore=("*.md",))) is None


@pytest.mark.parametrize("name", ["plain", "Ізюм", "a.html", "b.meta.yaml"])
def test_a_look_at_ordinary_files_is_as_good_as_a_list_of_them(tmp_path, name):
    (tmp_path / "seeds" / name).mkdir(parents=True)
    for path in (f"{name}.txt", f"{name}/z.md", f"{name}/a.txt"):
        (tmp_path / "seeds" / path).write_text(path)
    assert listing_from(look(str(tmp_path / "seeds")), SETTINGS) == listing_of(tmp_path, SETTINGS)


@pytest.mark.parametrize(
    "name", [".hidden.txt", ".git/config", ".empty/", "Thumbs.db", "a/.DS_Store", "._a.txt", "link.txt"]
)
def test_what_is_not_ordinary_is_listed_one_by_one(tmp_path, name):
    (seeds := tmp_path / "seeds").mkdir()
    (seeds / name).parent.mkdir(exist_ok=True)
    if name == "link.txt":
        (seeds / name).symlink_to("elsewhere")
    elif name.endswith("/"):
        (seeds / name).mkdir()
    else:
        (seeds / name).write_text("words")
    assert listing_from(look(str(seeds)), SETTINGS) is None


def test_what_is_ignored_is_listed_one_by_one(archive):
    (archive / "seeds/link.txt").unlink()
    assert listing_from(look(str(archive / "seeds")), SETTINGS) == listing_of(archive, SETTINGS)
    assert listing_from(look(str(archive / "seeds")), Settings(ignore=("*.md",))) is None
    assert listing_from(None, SETTINGS) is None
