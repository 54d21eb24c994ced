"""What `seal` takes care of beside the log itself: days, what has to be signed, and what an earlier build showed."""

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import date

import pytest

from folders import files_of
from muniment import command_seal, new_signatures
from muniment.ledger import Ledger
from muniment.model import Key, Stamp, changed
from muniment.obstacles import Leave, obstacles_to
from muniment.problems import ArchiveError, InputError
from muniment.seal.log import Log
from muniment.seal.log_keys import LogKey
from muniment.seal.records import key_record
from muniment.sealing import Wish, append_to_log, plan_of
from sealed_archives import NEXT, archive_files, kinds_of, log_of, seal
from signing import listed

NAME = "Oksana Zabolotna"
TODAY = date(2026, 11, 22)


@pytest.fixture
def archive(make_archive, keys):
    return make_archive(archive_files(keys, {"seeds/d.txt": f"{NAME} was at the school near Izium with others."}))


@pytest.fixture
def sealed(archive, keys):
    seal(archive, keys["alice"])
    return archive


def problems_of(call):
    with pytest.raises(ArchiveError) as caught:
        call()
    return "\n".join(map(str, caught.value.problems))


# Days.


@pytest.mark.parametrize("asked, day", [("", "2026-11-22"), ("2026-11-23", "2026-11-23"), ("2020-01-01", "2020-01-01")])
def test_a_seal_is_of_today_in_utc_or_of_the_day_that_is_said(asked, day):
    assert command_seal.day_of(asked, TODAY) == day


@pytest.mark.parametrize("asked", ["2026-11-24", "9999-12-31"])
def test_a_seal_is_of_no_day_after_tomorrow(sealed, keys, monkeypatch, asked):
    told = problems_of(lambda: command_seal.day_of(asked, TODAY))
    assert told.startswith(f"--date: {asked} is not yet: by the clock it is 2026-11-22 (UTC)")
    (sealed / "seeds/e.txt").write_text("Another report.")
    log = log_of(sealed)
    monkeypatch.setattr(command_seal, "today_in_utc", lambda: TODAY)
    given = {"keys": (str(keys["alice"]),), "site": None, "on": "", "is_unsigned": False}
    with command_seal.Voice(quiet=True) as voice, pytest.raises(InputError, match="is not yet"):
        command_seal.run(
            voice, str(sealed), day=asked, has_no_recovery=False, is_unvouched=False, is_dry=False, **given
        )
    assert log_of(sealed) == log


def test_the_clock_is_read_in_utc(monkeypatch):
    class Clock(command_seal.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 11, 22, 23, 30, tzinfo=command_seal.UTC).astimezone(tz)

    monkeypatch.setattr(command_seal, "datetime", Clock)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert command_seal.today_in_utc() == TODAY


def test_a_seal_is_of_no_day_before_a_stamp_over_an_earlier_checkpoint(sealed, keys):
    (sealed / "seeds/e.txt").write_text("Another report.")
    wish = Wish(archive=sealed, keys=(keys["alice"],), day="2026-11-24")
    plan, _ = plan_of(wish, lambda *_: None, lambda _: None)
    (line,) = plan.book.shown.checkpoints
    stamps = (Stamp("one", "2026-11-23T08:05:09Z"), Stamp("two", "2026-11-25T00:00:01Z"))
    shown = changed(plan.book.shown, checkpoints=(changed(line, stamps=stamps),))
    (obstacle,) = obstacles_to(wish, replace(plan, book=replace(plan.book, shown=shown)), Leave())
    assert str(obstacle).startswith(
        "content/log/checkpoints/6.two.tsr: this stamp over an earlier checkpoint is of 2026-11-25, and this would be of "
        "2026-11-24"
    )


def test_a_stamp_by_a_clock_that_is_ahead_is_not_kept(archive, keys, authority, monkeypatch):
    (archive / ".cache").mkdir()
    (archive / "content/keys/authorities").mkdir()
    (archive / "content/keys/authorities/ahead.pem").write_bytes(authority.certificate)
    with (archive / "content/settings.yaml").open("a") as settings:
        settings.write("stamps:\n- {name: ahead, url: https://ahead.example/tsr}\n")
    monkeypatch.setattr(new_signatures, "ask", lambda url, query: authority.answer(query))
    said = []
    wish = Wish(archive=archive, keys=(keys["alice"],), day="2020-01-01", latest="2020-01-02")
    plan, _ = plan_of(wish, lambda *_: None, said.append)
    append_to_log(wish, plan, said.append)
    assert said[-1].startswith("not stamped by ahead: its clock is wrong, it says 20")
    assert not any(name.endswith(".tsr") for name in log_of(archive))


# What has to be signed.


def test_no_seal_is_unsigned_once_a_key_is_in_the_log(sealed):
    (sealed / "seeds/e.txt").write_text("Another report.")
    log, allowed = log_of(sealed), sealed / "content/keys/allowed_signers"
    assert "content/keys/allowed_signers: it lists keys that sign" in problems_of(lambda: seal(sealed))
    for text in ("", allowed.read_text().replace("muniment-checkpoint,", "").replace(",muniment-sums", "")):
        allowed.write_text(text)
        assert "it lists keys that sign" in problems_of(lambda: seal(sealed))
    allowed.unlink()
    assert "content/log/entries.jsonl: it lists keys that sign" in problems_of(lambda: seal(sealed))
    assert log_of(sealed) == log


@pytest.mark.parametrize("namespace", ["muniment-checkpoint", "muniment-sums"])
def test_what_the_log_once_said_of_a_key_counts_though_it_says_otherwise_now(sealed, namespace):
    one = Key(principal="alice", key="ssh-ed25519 AAAA", namespaces=("muniment-review",))
    before, now = (key_record(changed(one, namespaces=names)) for names in ((namespace,), one.namespaces))
    wish = Wish(archive=sealed, day="2026-11-30")
    plan, _ = plan_of(wish, lambda *_: None, lambda _: None)
    for told, count in ((((0, before), (5, now)), 1), (((5, now),), 0)):
        ledger = Ledger(sealed / "content", Log(keys=(LogKey(now, 0, told=told),)), {}, {})
        obstacles = obstacles_to(
            wish, replace(plan, keys=(one,), book=replace(plan.book, ledger=ledger)), Leave(is_unsigned=True)
        )
        assert sum("entries.jsonl: it lists keys that sign" in str(each) for each in obstacles) == count


def test_all_that_stands_in_the_way_of_a_seal_is_told_at_once(archive, keys, capsys):
    (archive / "content/settings.yaml").write_text("title: Nameless\n")
    (archive / "content/keys/allowed_signers").write_text(listed(keys["alice"], "alice"))
    for asked in ({"is_dry": True}, {}):
        told = problems_of(lambda asked=asked: seal(archive, keys["alice"], **asked))
        assert told.splitlines()[::2] == [
            "content/settings.yaml: it does not say whose log this is",
            "content/keys/allowed_signers: the first seal names no key that could take over once the others are lost",
        ]
    assert not (archive / "content/log").exists()


def test_an_archive_whose_keys_only_review_may_be_sealed_unsigned(archive, keys):
    (archive / "content/keys/allowed_signers").write_text(listed(keys["alice"], "alice", "muniment-review"))
    seal(archive)
    assert kinds_of(archive)[0] == "key"


def test_a_recovery_key_that_signs_no_builds_may_vouch_for_the_next(sealed, keys):
    allowed = sealed / "content/keys/allowed_signers"
    allowed.write_text(allowed.read_text() + listed(keys["bob"], "bob"))
    words = listed(keys["alice"]).split('" ')[1].replace(" a comment", "")
    (sealed / "content/keys/revoked_keys").write_text(words)
    seal(sealed, keys["recovery"], keys["bob"], day=NEXT)
    site = files_of(sealed / "site")
    assert {"log/checkpoints/9.txt.sig", "log/checkpoints/9.txt.2.sig", "SHA256SUMS.sig"} <= site.keys()
    assert "SHA256SUMS.2.sig" not in site
    assert "not vouched for" not in site["log.html"].decode().lower()


def test_a_key_that_signs_no_builds_leaves_them_unsigned_for_one_that_does(archive, keys):
    apart = listed(keys["alice"], "alice", "muniment-checkpoint") + listed(keys["bob"], "bob", "muniment-sums")
    (archive / "content/keys/allowed_signers").write_text(apart)
    seal(archive, keys["alice"], has_no_recovery=True)
    assert "SHA256SUMS.sig" not in files_of(archive / "site")
    seal(archive, keys["bob"])
    assert "SHA256SUMS.sig" in files_of(archive / "site")


def test_a_key_that_the_log_does_not_name_signs_no_build_either(sealed, keys):
    shutil.rmtree(sealed / "content/log/sums")
    told = problems_of(lambda: seal(sealed, keys["bob"]))
    assert f"{keys['bob']}: the log does not name this key" in told


def test_nothing_is_appended_where_the_site_cannot_be_built(archive, keys, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (archive / "site").symlink_to(tmp_path / "elsewhere")
    assert "site: a link" in problems_of(lambda: seal(archive, keys["alice"]))
    assert "within the archive's content/" in problems_of(
        lambda: seal(archive, keys["alice"], site=str(archive / "content/site"))
    )
    assert not (archive / "content/log").exists()


# What an earlier build showed.


def digest(data):
    return hashlib.sha256(data).hexdigest()


def withhold(folder):
    (folder / "content/withheld.yaml").write_text(f"- names: [{NAME}]\n  reason: private\n")


def is_told(folder, sha256):
    """Whether any file of the site or the log has this hash."""
    return any(sha256.encode() in data for data in (*files_of(folder / "site").values(), *log_of(folder).values()))


def test_the_sums_of_a_build_say_of_how_many_leaves_it_was(sealed):
    last = json.loads((sealed / "content/log/sums/last.json").read_bytes())
    sums = (sealed / "site/SHA256SUMS").read_bytes()
    assert last == {"bytes": len(sums), "leaves": 6, "sha256": digest(sums)}


def test_a_build_that_showed_what_is_hidden_by_now_is_told_of_by_no_later_seal(sealed, keys, monkeypatch):
    sums = digest((sealed / "site/SHA256SUMS").read_bytes())
    withhold(sealed)

    def cut_off(*given):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(command_seal, "sign_build", cut_off)
        with pytest.raises(KeyboardInterrupt):
            seal(sealed, keys["alice"])
    assert kinds_of(sealed)[-1] == "redact"
    (sealed / "seeds/n.txt").write_text("A new one.")
    seal(sealed, keys["alice"], day=NEXT)
    assert kinds_of(sealed)[-2:] == ["redact", "add"]
    assert not is_told(sealed, sums)


def test_a_build_that_was_signed_once_is_told_of_by_no_seal_after_an_unsigned_one_hid_something(archive, keys):
    (archive / "content/keys/allowed_signers").unlink()
    seal(archive)
    sums = (archive / "site/SHA256SUMS").read_bytes()
    kept = {"bytes": len(sums), "leaves": 4, "sha256": digest(sums)}
    (archive / "content/log/sums").mkdir()
    (archive / "content/log/sums/last.json").write_text(json.dumps(kept, separators=(",", ":")))
    other = shutil.copytree(archive, archive.parent / "other")
    withhold(archive)
    seal(archive, day=NEXT)
    for folder, kinds in ((archive, ["redact", "add"]), (other, ["publish", "add"])):
        (folder / "seeds/n.txt").write_text("A new one.")
        seal(folder, day=NEXT)
        assert kinds_of(folder)[4:] == kinds
    assert not any(digest(sums).encode() in data for data in files_of(archive / "site").values())


def test_sums_that_do_not_say_of_how_many_leaves_they_were_are_signed_anew(sealed, keys):
    last = sealed / "content/log/sums/last.json"
    told = json.loads(last.read_bytes())
    last.write_text(json.dumps({name: told[name] for name in ("bytes", "sha256")}))
    assert "take content/log/sums away" in problems_of(lambda: seal(sealed, keys["alice"], day=NEXT))
    shutil.rmtree(sealed / "content/log/sums")
    seal(sealed, keys["alice"], day=NEXT)
    assert "SHA256SUMS.sig" in files_of(sealed / "site")
