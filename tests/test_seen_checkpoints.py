"""A log that does not continue what was sealed last, as far as anybody here knows, is not sealed on."""

import os
import shutil

import pytest

from folders import files_of
from muniment import command_seal
from muniment.build import build
from muniment.check import check
from muniment.problems import ArchiveError
from muniment.seen_checkpoints import MOST, _in_site
from sealed_archives import NEXT, kinds_of, log_of, seal


@pytest.fixture(scope="module")
def sealed_twice(sealed_once, tmp_path_factory, keys):
    folder = shutil.copytree(sealed_once, tmp_path_factory.mktemp("sealed") / "twice")
    (folder / "seeds/d.txt").write_text("A fourth report.")
    seal(folder, keys["alice"])
    return folder


@pytest.fixture
def once(sealed_once, tmp_path):
    return shutil.copytree(sealed_once, tmp_path / "once")


@pytest.fixture
def twice(sealed_twice, tmp_path):
    return shutil.copytree(sealed_twice, tmp_path / "twice")


def put_back(folder, log):
    """content/log as it lies in another archive, or none."""
    shutil.rmtree(folder / "content/log")
    if log:
        shutil.copytree(log / "content/log", folder / "content/log")


def problems_of(call):
    with pytest.raises(ArchiveError) as caught:
        call()
    return [str(one) for one in caught.value.problems]


@pytest.mark.parametrize("is_dry", [False, True])
@pytest.mark.parametrize("is_new", [False, True])
def test_a_log_that_was_put_back_is_not_sealed_on(once, twice, keys, is_new, is_dry):
    cited = (twice / "content/log/checkpoints/7.txt").read_text().split("\n")[2]
    put_back(twice, once)
    if is_new:
        (twice / "seeds/e.txt").write_text("A fifth report.")
    before, site = log_of(twice), files_of(twice / "site")
    of_site, of_cache = problems_of(lambda: seal(twice, keys["alice"], day=NEXT, is_dry=is_dry))
    what = (
        f"checkpoint 7:{cited} of this log was sealed, and content/log has 5 leaves: sealed on, it would be another log"
    )
    assert of_site.startswith(f"site/log/checkpoints/7.txt: {what}")
    assert "site/log has its files, and proofs.json, which is none of them" in of_site
    assert "take site and .cache away" in of_site
    assert of_cache.startswith(f".cache/checkpoint.txt: {what}")
    assert "from git or from log/ of a published site" in of_cache
    assert (log_of(twice), files_of(twice / "site")) == (before, site)


def test_either_is_enough_and_without_both_nobody_knows(once, twice, keys):
    other = shutil.copytree(twice, twice.parent / "other")
    for folder, lost in ((twice, "site"), (other, ".cache")):
        put_back(folder, once)
        shutil.rmtree(folder / lost)
        (told,) = problems_of(lambda folder=folder: seal(folder, keys["alice"], day=NEXT))
        assert told.startswith(".cache/checkpoint.txt: " if lost == "site" else "site/log/checkpoints/7.txt: ")
    shutil.rmtree(twice / ".cache")
    (twice / "seeds/e.txt").write_text("A fifth report.")
    seal(twice, keys["alice"], day=NEXT)
    assert kinds_of(twice)[5:] == ["publish", "add", "add"]


def test_no_new_log_of_the_same_name_takes_the_place_of_one(once, keys):
    put_back(once, None)
    told = problems_of(lambda: seal(once, keys["alice"], day=NEXT))
    assert all("and content/log has no leaves" in one for one in told)
    assert len(told) == 2
    assert not (once / "content/log").exists()
    settings = once / "content/settings.yaml"
    settings.write_text(settings.read_text().replace("example.org/sealed", "example.org/another"))
    seal(once, keys["alice"], day=NEXT)
    assert (once / ".cache/checkpoint.txt").read_text().startswith("example.org/another\n5\n")


def test_a_log_that_was_sealed_otherwise_elsewhere_is_another(once, twice, keys):
    (once / "seeds/e.txt").write_text("A fifth report.")
    seal(once, keys["alice"], day=NEXT)
    put_back(twice, once)
    told = problems_of(lambda: seal(twice, keys["alice"], day=NEXT))
    assert len(told) == 2
    assert all("its first leaves are others by now" in one for one in told)


def test_another_site_is_looked_at_where_it_is_to_be_replaced(once, twice, keys, tmp_path):
    build(twice, site=tmp_path / "public")
    (told,) = problems_of(lambda: seal(once, keys["alice"], day=NEXT, site=str(tmp_path / "public")))
    assert told.startswith(f"{tmp_path.as_posix()}/public/log/checkpoints/7.txt: ")


def test_a_build_warns_and_keeps_what_it_knows(once, twice, keys):
    put_back(twice, once)
    for _ in range(3):
        (told,) = [one for one in build(twice).problems if "another log" in one.what]
        assert told.severity == "warning"
        assert told.place.path == ".cache/checkpoint.txt"
        assert "7.txt" not in str(list((twice / "site/log/checkpoints").iterdir()))
        (twice / "seeds/a.meta.yaml").write_text(f"title: Title {_}\n")
    (told,) = problems_of(lambda: seal(twice, keys["alice"], day=NEXT))
    assert told.startswith(".cache/checkpoint.txt: ")


def test_a_build_remembers_what_it_takes_out_of_the_site(once, twice, keys):
    put_back(twice, once)
    for text in (None, (once / ".cache/checkpoint.txt").read_text()):  # of another machine, or of long ago
        folder = shutil.copytree(twice, twice.parent / f"other {text is None}")
        (folder / ".cache/checkpoint.txt").unlink()
        if text:
            (folder / ".cache/checkpoint.txt").write_text(text)
        (told,) = [one for one in build(folder).problems if "another log" in one.what]
        assert told.place.path == "site/log/checkpoints/7.txt"
        assert not (folder / "site/log/checkpoints/7.txt").exists()
        (told,) = problems_of(lambda folder=folder: seal(folder, keys["alice"], day=NEXT))
        assert told.startswith(".cache/checkpoint.txt: checkpoint 7:")


def test_nothing_is_told_once_the_log_is_put_back_as_it_was(once, twice, keys):
    kept = shutil.copytree(twice, twice.parent / "kept")
    put_back(twice, once)
    build(twice)
    put_back(twice, kept)
    assert build(twice).problems == ()
    (twice / "seeds/e.txt").write_text("A fifth report.")
    seal(twice, keys["alice"], day=NEXT)
    assert kinds_of(twice)[7:] == ["publish", "add"]
    assert (twice / ".cache/checkpoint.txt").read_text().split("\n")[1] == "9"


def test_check_tells_what_a_build_tells(once, twice):
    put_back(twice, once)
    for log, severity in (("content/log has 5 leaves", "warning"), ("content/log has no leaves", "error")):
        told = check(twice)
        assert {one.severity for one in told} == {severity}
        assert {f"of this log was sealed, and {log}" in one.what for one in told} == {True}
        shutil.rmtree(twice / "content/log", ignore_errors=True)
    assert not check(once)


def test_an_older_site_and_a_newer_log_are_as_they_should_be(once, twice, keys):
    put_back(once, twice)
    (once / "seeds/d.txt").write_text("A fourth report.")
    assert build(once).problems == ()
    assert (once / ".cache/checkpoint.txt").read_text().split("\n")[1] == "7"


def test_a_checkpoint_is_known_from_the_moment_on_at_which_it_counts(once, keys, monkeypatch):
    log = shutil.copytree(once, once.parent / "kept")

    def cut_off(*given):
        raise KeyboardInterrupt

    (once / "seeds/d.txt").write_text("A fourth report.")
    with monkeypatch.context() as cut:
        cut.setattr(command_seal, "sign_build", cut_off)
        with pytest.raises(KeyboardInterrupt):
            seal(once, keys["alice"], day=NEXT)
    put_back(once, log)
    (told,) = problems_of(lambda: seal(once, keys["alice"], day=NEXT))
    assert told.startswith(".cache/checkpoint.txt: checkpoint 7:")


def odd(folder, how, elsewhere):
    """Something odd in the place of a larger checkpoint, or on the way to it."""
    checkpoints = folder / "site/log/checkpoints"
    text = (checkpoints / "5.txt").read_text().replace("\n5\n", "\n9\n")
    match how:
        case "a pipe":
            os.mkfifo(checkpoints / "9.txt")
        case "a link":
            (elsewhere / "9.txt").write_text(text)
            (checkpoints / "9.txt").symlink_to(elsewhere / "9.txt")
        case "a folder":
            (checkpoints / "9.txt").mkdir()
        case "a large file":
            with (checkpoints / "9.txt").open("wb") as stream:
                stream.truncate(10**12)
        case "other bytes":
            (checkpoints / "9.txt").write_bytes(bytes(range(256)))
        case "another size":
            (checkpoints / "9.txt").write_text(text.replace("\n9\n", "\n8\n"))
        case "another log":
            (checkpoints / "9.txt").write_text(text.replace("example.org/sealed", "example.org/other"))
        case "another name":
            for name in ("09.txt", "9.txt.txt", "٩.txt", f"{'9' * 200}.txt"):
                (checkpoints / name).write_text(text)
        case "a linked folder":
            (checkpoints / "9.txt").write_text(text)
            checkpoints.rename(elsewhere / "checkpoints")
            checkpoints.symlink_to(elsewhere / "checkpoints")
        case "a file for a folder":
            shutil.rmtree(checkpoints)
            checkpoints.write_text(text)


ODD = ("a pipe", "a link", "a folder", "a large file", "other bytes", "another size", "another log", "another name",
       "a linked folder", "a file for a folder")  # fmt: skip


@pytest.mark.parametrize("how", ODD)
def test_what_is_odd_in_a_site_is_neither_followed_nor_waited_for(once, keys, tmp_path, how):
    odd(once, how, tmp_path)
    seal(once, keys["alice"], day=NEXT, is_dry=True)


@pytest.mark.parametrize("how", ["a pipe", "a link", "other bytes", "nothing"])
def test_what_is_odd_in_the_memory_is_no_checkpoint(once, keys, tmp_path, how):
    file, right = once / ".cache/checkpoint.txt", (once / ".cache/checkpoint.txt").read_bytes()
    file.unlink()
    (tmp_path / "victim").write_text("precious")
    match how:
        case "a pipe":
            os.mkfifo(file)
        case "a link":
            file.symlink_to(tmp_path / "victim")
        case "other bytes":
            file.write_bytes(bytes(range(256)))
    (once / "seeds/d.txt").write_text("A fourth report.")
    build(once)
    assert file.read_bytes() == right
    assert (tmp_path / "victim").read_text() == "precious"


def test_of_more_checkpoints_than_a_log_may_have_the_largest_are_read(tmp_path, sealed_once):
    folder = tmp_path / "log/checkpoints"
    folder.mkdir(parents=True)
    text = (sealed_once / "content/log/checkpoints/5.txt").read_text()
    for size in range(1, MOST + 4):
        (folder / f"{size}.txt").write_text(text.replace("\n5\n", f"\n{size}\n"))
    sizes = [one.checkpoint.size for one in _in_site(tmp_path, tmp_path)]
    assert sizes == list(range(MOST + 3, 3, -1))
