"""Finding seeds: what is one, what is not, in which order, and what is refused before it is opened."""

import hashlib
import os
import socket

import pytest

from muniment.model import Row, Value
from muniment.read.folder import shown
from muniment.read.listing import listing_after, listing_of
from muniment.read.seeds import find_seeds
from muniment.read.twins import refuse_twins
from muniment.settings import Settings
from reading import hash_of, lines_of, read_archive


def found(archive, **settings):
    problems = []
    seeds = find_seeds(archive, Settings(**settings), hash_of, problems)
    return [seed.path for seed in seeds], lines_of(problems)


def test_seeds_come_in_the_order_of_their_paths_bytes(make_archive):
    names = ["b.txt", "B.txt", "a/z.txt", "a.txt", "a-b.txt", "é.txt", "z.txt", "Ізюм.md"]
    paths, problems = found(make_archive({f"seeds/{name}": "Words." for name in names}))
    assert paths == [f"seeds/{name}" for name in sorted(names, key=str.encode)]
    assert problems == []


def test_a_file_whose_state_nobody_looked_at_again_gives_the_very_seed_that_it_gave(make_archive):
    archive = make_archive({f"seeds/{name}.txt": f"Words of {name}." for name in "abc"})
    asked, known = [], {}

    def asking(path, name, state):
        asked.append(name)
        if name == "seeds/c.txt":
            raise PermissionError(13, "Permission denied")
        return hash_of(path, name, state)

    def find(listing):
        asked.clear()
        seeds = find_seeds(archive, Settings(), asking, problems := [], listing=listing, known=known)
        return seeds, list(asked), lines_of(problems)

    listing = listing_of(archive, Settings())
    first, everything, told = find(listing)
    assert everything == ["seeds/a.txt", "seeds/b.txt", "seeds/c.txt"]
    (archive / "seeds/a.txt").write_text("Other words.")
    touched = listing_after(listing, {"seeds/a.txt"}, archive, Settings())
    second, some, told_again = find(touched)
    assert some == ["seeds/a.txt", "seeds/c.txt"]  # what could not be read is tried again, and told
    assert told_again == told
    assert second[0] != first[0]
    assert second[1] is first[1]
    assert find(listing_of(archive, Settings()))[1] == everything  # another look, if it saw the same


def test_a_seed_knows_its_bytes(make_archive):
    archive = make_archive({"seeds/a.txt": "Words.", "seeds/b.jsonl": '{"text": "a"}\n{"text": "б"}\n'})
    plain, first, second = find_seeds(archive, Settings(), hash_of, [])
    assert (plain.start, plain.end, plain.row, plain.line) == (0, 6, 0, 1)
    assert plain.sha256 == hashlib.sha256(b"Words.").hexdigest()
    data = (archive / "seeds/b.jsonl").read_bytes()
    assert second.container_sha256 == hashlib.sha256(data).hexdigest()
    for seed in (first, second):
        assert seed.sha256 == hashlib.sha256(data[seed.start : seed.end]).hexdigest()
    assert (first.row, first.line, second.row, second.line) == (1, 1, 2, 2)


def test_files_that_systems_leave_behind_are_passed_over(make_archive):
    names = (".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini", "._report.txt", "a/.gitkeep")
    assert found(make_archive({f"seeds/{name}": "x" for name in names})) == ([], [])


def test_no_seeds_folder_is_no_seeds(make_archive):
    assert found(make_archive({"content/settings.yaml": ""})) == ([], [])


def test_patterns_of_the_settings_are_passed_over(make_archive):
    names = ("a.txt", "a.tmp", "drafts/b.txt", "drafts/deep/c.txt", "kept/drafts.txt", "kept/d.tmp", "kept/e.docx")
    archive = make_archive({f"seeds/{name}": "Words." for name in names})
    paths, problems = found(archive, ignore=("*.tmp", "drafts/", "kept/*.docx"))
    assert paths == ["seeds/a.txt", "seeds/kept/drafts.txt"]
    assert problems == []


def test_links_and_what_is_no_file_are_refused(make_archive):
    archive = make_archive({"seeds/a.txt": "Words.", "secret/b.txt": "Secret."})
    (archive / "seeds/link.txt").symlink_to(archive / "seeds/a.txt")
    (archive / "seeds/dangling.txt").symlink_to("nowhere")
    (archive / "seeds/folder").symlink_to(archive / "secret")
    with socket.socket(socket.AF_UNIX) as one:
        os.chdir(archive)  # the name of a socket may not be long
        one.bind("seeds/socket.txt")
        paths, problems = found(archive)
    assert paths == ["seeds/a.txt"]
    assert problems == [
        "seeds/dangling.txt: a link, which is never followed",
        "seeds/folder: a link, which is never followed",
        "seeds/link.txt: a link, which is never followed",
        "seeds/socket.txt: neither a file nor a folder",
    ]


def test_the_folder_itself_may_be_no_link(make_archive):
    archive = make_archive({"elsewhere/a.txt": "Words.", "content/settings.yaml": ""})
    (archive / "seeds").symlink_to(archive / "elsewhere")
    assert found(archive) == ([], ["seeds: a link, which is never followed"])


def test_a_link_beside_a_seed_holds_it_back(make_archive):
    archive = make_archive({"seeds/a.txt": "Words.", "rights.yaml": "publish: metadata"})
    (archive / "seeds/a.txt.meta.yaml").symlink_to(archive / "rights.yaml")
    assert found(archive) == (
        [],
        [
            "seeds/a.txt: held back until the file beside it is mended",
            "seeds/a.txt.meta.yaml: a link, which is never followed",
        ],
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_odd_names_are_shown_escaped_and_read_where_they_can_be(make_archive):
    archive = make_archive({"seeds/new\nline.txt": "Words.", "seeds/\x1b[31m.txt": "", "seeds/\u202etxt.exe": "x"})
    with open(os.fsencode(archive) + b"/seeds/latin-\xe9.txt", "wb") as stream:  # noqa: PTH123 - bytes are no Path
        stream.write(b"Words.")
    paths, problems = found(archive)
    assert paths == ["seeds/new\nline.txt"]
    assert problems == [
        "seeds/\\u202etxt.exe: warning: not a kind of report that this program reads",
        "seeds/\\x1b[31m.txt: the file is empty",
        "seeds/latin-\\xe9.txt: its name is not valid Unicode",
    ]
    documents, _ = read_archive(archive)
    assert [document.id for document in documents] == ["new-line"]


def test_a_file_that_cannot_be_read_is_told_and_the_others_go_on(make_archive):
    archive = make_archive({"seeds/a.txt": "Words.", "seeds/b.txt": "Words."})

    def refuse(path, name, state):
        if name == "seeds/a.txt":
            raise PermissionError(13, "Permission denied")
        return hash_of(path, name, state)

    problems = []
    assert [seed.path for seed in find_seeds(archive, Settings(), refuse, problems)] == ["seeds/b.txt"]
    assert lines_of(problems) == ["seeds/a.txt: cannot be read: Permission denied"]


def test_what_a_message_shows_of_a_text_is_visible_and_short():
    assert shown("a\nb\x00\u202e\udce9") == "a\\nb\\x00\\u202e\\xe9"
    assert shown("Ізюм") == "Ізюм"
    assert len(shown("x" * 1000)) == 121


def row(identifier, path, line=0, sha256=""):
    return Row(id=identifier, digest="", path=path, title=Value(""), line=line, sha256=sha256)


def test_of_two_with_one_id_the_first_keeps_it():
    problems = []
    rows = [
        row("a", "seeds/a.txt"),
        row("b", "seeds/rows.csv", 2),
        row("A", "seeds/z.txt"),
        row("b", "seeds/rows.csv", 9),
    ]
    assert refuse_twins(rows, problems) == rows[:2]
    assert lines_of(problems) == [
        "seeds/z.txt: the id 'A' is that of seeds/a.txt",
        "seeds/rows.csv:9: the id 'b' is that of seeds/rows.csv:2",
    ]


def test_ten_thousand_twins_are_told_one_by_one():
    problems = []
    assert len(refuse_twins((row("same", f"seeds/{n}.txt") for n in range(10_000)), problems)) == 1
    assert len(problems) == 9_999
