"""Stories of keys that end or are lost and of stamps that come late: whatever `seal` does, build and verifier agree."""

import json
import re
import shutil
from datetime import date, timedelta

import pytest

from folders import write_files
from muniment import new_signatures
from muniment.build import build
from muniment.problems import ArchiveError, Place, Problem, PublishError
from muniment.seal import verify
from muniment.seal.unfinished import UNFINISHED
from muniment.seal.writing import _write
from sealed_archives import SEEDS, archive_files, log_of, seal, signed_review
from signing import listed, public

B = SEEDS["seeds/b.txt"]


def day(number):
    """So many days from today, on which the tests' authority stamps."""
    return (date.today() + timedelta(number)).isoformat()


def before(number):
    return f',valid-before="{day(number).replace("-", "")}"'


def list_key(folder, key, *more, **options):
    with (folder / "content/keys/allowed_signers").open("a") as file:
        file.write(listed(key, *more, **options))


def ask_for_stamps(folder, certificate):
    write_files(folder, {"content/keys/authorities/clock.pem": certificate})
    with (folder / "content/settings.yaml").open("a") as settings:
        settings.write("stamps:\n- {name: clock, url: https://clock.example/tsr}\n")


@pytest.fixture
def clock(monkeypatch, authority):
    """clock(bool) has the authority be reached, or not."""

    def ask(url, query):
        if not state["is_there"]:
            raise PublishError(Problem(Place(url), "it cannot be asked: no route"))
        return authority.answer(query)

    state = {"is_there": True}
    monkeypatch.setattr(new_signatures, "ask", ask)
    return lambda is_there: state.update(is_there=is_there)


@pytest.fixture
def archive(make_archive, keys):
    return make_archive(archive_files(keys))


@pytest.fixture
def checked(capsys):
    """checked(archive): the status of the verifier over its site, and what it has to say beside what holds."""

    def check(folder):
        capsys.readouterr()
        status = verify.main([str(folder / "site")])
        lines = capsys.readouterr().out.splitlines()
        return status, [line for line in lines if line.startswith(("FAIL", "not checked"))]

    return check


def refused(folder, *keys, **options):
    """What a seal says that does nothing to the log, whose archive is built after it as before."""
    log, outcome = log_of(folder), build(folder)
    with pytest.raises(ArchiveError) as error:
        seal(folder, *keys, **options)
    assert log_of(folder) == log
    assert build(folder).problems == outcome.problems
    return "\n".join(map(str, error.value.problems))


def status_of(folder, report):
    return json.loads((folder / f"site/reports/{report}.json").read_bytes())["status"]


# Stamps that come late.


def test_no_stamp_is_taken_by_which_an_earlier_signature_would_count_no_more(archive, keys, authority, clock, checked):
    (archive / "content/keys/allowed_signers").write_text(
        listed(keys["alice"], "alice", more=before(-5)) + listed(keys["recovery"], "recovery", "muniment-checkpoint")
    )
    seal(archive, keys["alice"], day=day(-10))
    list_key(archive, keys["carol"], "carol")
    seal(archive, keys["alice"], keys["carol"], day=day(-7))
    settings = (archive / "content/settings.yaml").read_text()
    ask_for_stamps(archive, authority.certificate)
    (archive / "seeds/d.txt").write_text("A fourth report.")
    told = refused(archive, keys["carol"], day=day(0))
    assert "log/checkpoints/5.txt.sig: the key of alice" in told
    assert "nothing was appended, since no build would take the log then" in told
    assert "leave `stamps` out of the settings" in told
    (archive / "content/settings.yaml").write_text(settings)
    seal(archive, keys["carol"], day=day(0))
    assert checked(archive) == (0, [])


def test_a_stamp_of_the_day_on_which_a_key_ends_is_not_taken_for_the_day_before(archive, keys, authority, clock):
    (archive / "content/keys/allowed_signers").write_text(
        listed(keys["alice"], "alice", more=before(0)) + listed(keys["recovery"], "recovery", "muniment-checkpoint")
    )
    ask_for_stamps(archive, authority.certificate)
    assert "is valid before" in refused(archive, keys["alice"], day=day(-1))
    assert not (archive / "content/log").exists()


def test_a_review_whose_key_has_ended_takes_no_late_stamp_either(archive, keys, authority, clock):
    list_key(archive, keys["bob"], "bob", "muniment-review", more=before(-5))
    signed_review(archive, keys["bob"], B, day=day(-10))
    seal(archive, keys["alice"], day=day(-9))
    assert status_of(archive, "b") == "verified"
    ask_for_stamps(archive, authority.certificate)
    (archive / "seeds/d.txt").write_text("A fourth report.")
    assert "content/reviews/b.yaml.sig: the key of bob" in refused(archive, keys["alice"], day=day(0))


def test_an_authority_that_could_not_be_asked_is_asked_again(archive, keys, authority, clock, checked):
    ask_for_stamps(archive, authority.certificate)
    clock(False)
    seal(archive, keys["alice"], day=day(0))
    log = log_of(archive)
    assert checked(archive) == (3, [
        "not checked  log/checkpoints/5.txt: stamped by 0 of 1 authorities: its day is only claimed",
        "not checked  SHA256SUMS: stamped by 0 of 1 authorities: its day is only claimed",
    ])  # fmt: skip
    seal(archive, keys["alice"], day=day(0))
    assert log_of(archive) == log
    clock(True)
    seal(archive, keys["alice"], day=day(0))
    assert log_of(archive).keys() - log.keys() == {"checkpoints/5.clock.tsr", "sums/SHA256SUMS.clock.tsr"}
    assert checked(archive) == (0, [])
    log = log_of(archive)
    seal(archive, keys["alice"], day=day(0))
    assert log_of(archive) == log


def test_a_stamp_that_comes_later_is_not_kept_where_a_signature_would_not_count(
    archive, keys, authority, clock, checked
):
    """The keys of both have ended when the authority is there again."""
    (archive / "content/keys/allowed_signers").write_text(
        listed(keys["alice"], "alice", more=before(-5)) + listed(keys["recovery"], "recovery", "muniment-checkpoint")
        + listed(keys["bob"], "bob")
    )  # fmt: skip
    ask_for_stamps(archive, authority.certificate)
    clock(False)
    seal(archive, keys["alice"], day=day(-9))
    log = log_of(archive)
    clock(True)
    seal(archive, keys["bob"], day=day(-9))
    assert log_of(archive).keys() - log.keys() == {"sums/SHA256SUMS.clock.tsr"}
    assert checked(archive)[0] == 3
    build(archive)


def test_the_day_of_a_build_is_that_of_the_log_it_was_made_with(archive, keys, authority, clock, checked):
    """By the verifier's rule: SHA256SUMS without a stamp is of the day of the last leaf, be it claimed or stamped."""
    (archive / "content/keys/allowed_signers").write_text(
        listed(keys["alice"], "alice", "muniment-checkpoint")
        + listed(keys["recovery"], "recovery", "muniment-checkpoint")
        + listed(keys["bob"], "bob", "muniment-sums", before(0))
    )
    ask_for_stamps(archive, authority.certificate)
    seal(archive, keys["alice"], day=day(-1))
    clock(False)
    told = refused(archive, keys["bob"], day=day(-1))
    assert "the key of bob" in told
    assert "SHA256SUMS.sig" not in {path.name for path in (archive / "site").iterdir()}


def test_the_day_of_a_build_that_is_stamped_is_that_of_its_stamp(archive, keys, authority, clock, checked, monkeypatch):
    """Its key is valid only since the log was sealed, which the authority did not stamp."""
    (archive / "content/keys/allowed_signers").write_text(
        listed(keys["alice"], "alice", "muniment-checkpoint")
        + listed(keys["recovery"], "recovery", "muniment-checkpoint")
        + listed(keys["bob"], "bob", "muniment-sums", f',valid-after="{day(-3).replace("-", "")}"')
    )
    ask_for_stamps(archive, authority.certificate)
    clock(False)
    seal(archive, keys["alice"], day=day(-9))
    is_of_log = iter([True, False])
    ask = new_signatures.ask
    monkeypatch.setattr(new_signatures, "ask", lambda url, query: (clock(not next(is_of_log)), ask(url, query))[1])
    seal(archive, keys["bob"], day=day(-9))
    assert "SHA256SUMS.sig" in {path.name for path in (archive / "site").iterdir()}
    assert checked(archive) == (3, [
        "not checked  log/checkpoints/6.txt: stamped by 0 of 1 authorities: its day is only claimed"
    ])  # fmt: skip


def test_a_key_that_is_not_yet_valid_on_the_day_of_the_log_signs_no_build(archive, keys):
    list_key(archive, keys["bob"], "bob", more=f',valid-after="{day(-5).replace("-", "")}"')
    seal(archive, keys["alice"], day=day(-10))
    write_files(archive, {"content/pages/about.md": "---\ntitle: About\n---\nNew page.\n"})
    assert "is valid from" in refused(archive, keys["bob"], day=day(0))
    seal(archive, keys["alice"], day=day(0))


def test_an_archive_with_nothing_in_it_has_nothing_to_seal(make_archive, authority, clock):
    archive = make_archive({"content/settings.yaml": "title: Empty\norigin: example.org/empty\n"})
    ask_for_stamps(archive, authority.certificate)
    seal(archive)
    assert not (archive / "content/log").exists()
    assert (archive / "site/index.html").exists()


# Keys that are lost, or end, between a review and its seal.


@pytest.mark.parametrize("how", ["embargo_until: 2999-01-01", "publish: excerpt", "publish: metadata"])
def test_what_a_lost_key_has_signed_may_be_held_back(archive, keys, checked, how):
    list_key(archive, keys["bob"], "bob", "muniment-review")
    signed_review(archive, keys["bob"], B)
    seal(archive, keys["alice"], day=day(-10))
    (archive / "content/keys/revoked_keys").write_text(f"{public(keys['bob'])}\n")
    seal(archive, keys["alice"], day=day(-9))
    assert status_of(archive, "b") == "verified"
    write_files(archive, {"seeds/b.meta.yaml": f"{how}\n"})
    seal(archive, keys["alice"], day=day(-8))
    assert not build(archive).errors
    assert not [line for line in checked(archive)[1] if line.startswith("FAIL")]
    (archive / "seeds/b.meta.yaml").unlink()
    assert "content/reviews/b.yaml.sig: the key of bob" in refused(archive, keys["alice"], day=day(-7))
    (archive / "content/reviews/b.yaml.sig").unlink()
    seal(archive, keys["alice"], day=day(-7))
    assert status_of(archive, "b") == "reviewed"
    assert checked(archive) == (0, [])


def test_a_review_that_is_sealed_after_its_key_has_ended_is_told_before_anything_is_appended(archive, keys):
    list_key(archive, keys["bob"], "bob", "muniment-review", more=before(-3))
    seal(archive, keys["alice"], day=day(-10))
    signed_review(archive, keys["bob"], B, day=day(-5))
    assert "is valid before" in refused(archive, keys["alice"], day=day(0))
    seal(archive, keys["alice"], day=day(-4))
    assert status_of(archive, "b") == "verified"


def test_what_can_count_no_more_is_not_called_awaited(archive, keys):
    """The log is sealed on since the key ended."""
    list_key(archive, keys["bob"], "bob", "muniment-review", more=before(-3))
    seal(archive, keys["alice"], day=day(-2))
    signed_review(archive, keys["bob"], B, day=day(-5))
    with pytest.raises(ArchiveError, match=r"b\.yaml\.sig: the key of bob.* is valid before"):
        build(archive)


# Who vouches, and what a dry run does.


def test_a_key_that_nobody_vouches_for_vouches_for_nobody(archive, keys, checked):
    seal(archive, keys["alice"], day=day(-3))
    list_key(archive, keys["bob"], "bob")
    seal(archive, keys["bob"], day=day(-2), is_unvouched=True)
    list_key(archive, keys["carol"], "carol")
    told = refused(archive, keys["bob"], keys["carol"], day=day(-1))
    assert re.search(r"seal with a key of alice \(SHA256:.*\) or recovery \(SHA256:", told)
    other = shutil.copytree(archive, archive.parent / "other")
    seal(archive, keys["alice"], keys["carol"], day=day(-1))
    seal(other, keys["bob"], keys["carol"], day=day(-1), is_unvouched=True)
    for folder, unvouched in ((archive, 1), (other, 2)):
        assert len([line for line in checked(folder)[1] if "signed by no earlier key" in line]) == unvouched
        page = (folder / "site/log.html").read_text("utf-8")
        assert page.count("<b>not vouched for:</b>") == unvouched


def test_a_lost_key_is_not_listed_again(archive, keys):
    """As when an older list is put back."""
    (archive / "content/keys/revoked_keys").write_text(f"{public(keys['bob'])}\n")
    list_key(archive, keys["bob"], "bob")
    seal(archive, keys["alice"], day=day(-3))
    (archive / "content/keys/revoked_keys").unlink()
    told = refused(archive, keys["alice"], day=day(-2))
    assert "says that the key of bob is lost, which stays so" in told
    assert f"put its line back into content/keys/revoked_keys: {public(keys['bob'])}" in told


def test_a_dry_run_leaves_a_seal_that_was_cut_off_as_it_is(archive, keys):
    seal(archive, keys["alice"], day=day(-3))
    content = archive / "content"
    unfinished = {"before": "0" * 64, "after": "0" * 64, "gone": [], "new": ["log/records/d/v1.json"]}
    _write(content / UNFINISHED, json.dumps(unfinished, separators=(",", ":"), sort_keys=True).encode())
    log = log_of(archive)
    try:
        seal(archive, keys["alice"], day=day(-2), is_dry=True)
    except ArchiveError:
        pass
    assert log_of(archive) == log
