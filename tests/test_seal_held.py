"""Sealed reports of which less is published by now: held back, or only what rights allow."""

import hashlib
import json
import re
import shutil

import pytest

from folders import files_of, write_files
from muniment.build import build
from muniment.check import check
from muniment.command_seal import told
from muniment.problems import ArchiveError
from muniment.sealing import Wish, plan_of
from sealed_archives import NEXT, SEEDS, SETTINGS, archive_files, leaves_of, log_of, review, seal
from signing import listed, signed
from test_seal_verified import checked

FAR = "2999-01-01"
LATER, LAST = "2026-12-05", "2026-12-10"
SAID_BY, DIGGER = "Ivan Petrenko", "Oksana Zabolotna"  # in b, and far into e
LONG = (
    f"At least 440 graves were found near Izium, in a pine forest. {'They lie in rows. ' * 8}{DIGGER} dug them in March."
    f"{' Nothing more was found there.' * 6}"
)
DECIDED = (
    "complete: true\ndecisions:\n- {add: mention, exact: Izium, kind: place}\n"
    f"- {{add: mention, exact: {DIGGER}, kind: person, note: Who dug}}\n"
)
ROWS = '{"id": "row-one", "text": "One grave was found."}\n{"id": "row-two", "text": "Two graves were found."}\n'
EMBARGO = {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], f"embargo_until: {FAR}\n")}
HOLDING = {
    "its review": EMBARGO,
    "the file beside it": {"seeds/b.meta.yaml": f"embargo_until: {FAR}\n"},
    "the settings": {
        "content/settings.yaml": f"{SETTINGS}require: reviewed\n",
        "content/reviews/a.yaml": review(SEEDS["seeds/a.txt"], "complete: true\n"),
        "content/reviews/c.yaml": review(SEEDS["seeds/c.md"], "complete: true\n"),
    },
    "a redaction of what it copies": {
        "seeds/d.txt": f"He said it again. {SEEDS['seeds/b.txt']} He left.",
        "content/reviews/d.yaml": review(
            f"He said it again. {SEEDS['seeds/b.txt']} He left.", "redact:\n- {start: 18, end: 31, reason: A witness}\n"
        ),
    },
}
WHYS = {
    "its review": f"under embargo until {FAR}",
    "the file beside it": f"under embargo until {FAR}",
    "the settings": "nobody has reviewed it, as the settings require",
    "a redaction of what it copies": "words of it are redacted in another report",
}


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory, keys):
    """An archive of which everything was sealed, with a signed review of one report and decisions on another."""
    files = {"seeds/e.txt": LONG, "content/reviews/e.yaml": review(LONG, DECIDED), "seeds/rows.jsonl": ROWS}
    folder = write_files(tmp_path_factory.mktemp("sealed") / "archive", archive_files(keys, files))
    text = (folder / "content/reviews/e.yaml").read_text()
    (folder / "content/reviews/e.yaml.sig").write_bytes(signed(keys["alice"], text))
    seal(folder, keys["alice"])
    return folder


def problems_of(call):
    with pytest.raises(ArchiveError) as caught:
        call()
    return "\n".join(map(str, caught.value.problems))


def dry(folder, day=NEXT, on=""):
    plan, _ = plan_of(Wish(archive=folder, day=day, on=on), lambda *_: None, lambda _: None)
    return "\n".join(told(plan.additions))


def assert_only_unsigned(folder):
    """Whoever checks the site finds nothing wrong but that this very build was not signed."""
    said = checked(folder / "site")[1]
    (fault,) = (line for line in said.splitlines() if line.startswith("FAIL"))
    assert "SHA256SUMS, signed: no signature counts" in fault


def assert_holds(folder):
    status, said = checked(folder / "site")
    assert status == 0, said


def record_of(folder, name, version):
    return json.loads((folder / f"content/log/records/{name}/v{version}.json").read_bytes())


def leaf_of(folder, name, version):
    digest = hashlib.sha256((folder / f"content/log/records/{name}/v{version}.json").read_bytes()).hexdigest()
    return next(number for number, leaf in enumerate(leaves_of(folder)) if leaf["record"] == digest)


def assert_as_fresh(folder, tmp_path, on=""):
    """The site that was left is built again, and is the one that a fresh build makes."""
    left = files_of(folder / "site")
    build(folder, on=on)
    assert files_of(folder / "site") == left
    shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
    build(folder, site=tmp_path / "fresh/site", cache=tmp_path / "fresh/cache", on=on)
    assert files_of(tmp_path / "fresh/site") == left


def guesses(folder, name, seed):
    """The SHA-256 of all that somebody could make anew who guesses what a sealed report said, by what it is of."""
    site, log = files_of(folder / "site"), log_of(folder)
    made = {"seed": seed.encode(), "sums": site["SHA256SUMS"]}
    made |= {path: data for path, data in site.items() if path in (f"reports/{name}.html", f"reports/{name}.json")}
    if (file := folder / f"content/reviews/{name}.yaml").exists():
        made["review"] = file.read_bytes()
    first = json.loads(log[f"records/{name}/v1.json"])
    made |= {
        f"record with the salt '{salt}'": json.dumps({**first, "salt": salt}, separators=(",", ":")).encode()
        for salt in ("", "0" * 32)
    }
    return {what: hashlib.sha256(content).hexdigest() for what, content in made.items()}


def left_of(folder, guessed, words):
    """What of that, and of these words, can be found in the site and in the archive's log."""
    everything = [*files_of(folder / "site").values(), *log_of(folder).values()]
    found = {what for what, digest in guessed.items() if any(digest.encode() in data for data in everything)}
    return found | ({words} if any(words.encode() in data for data in everything) else set())


# Held back, as somebody wants it.


@pytest.mark.parametrize("how", HOLDING)
def test_a_sealed_report_that_is_held_back_is_said_to_be_by_the_next_seal(sealed, keys, tmp_path, how):
    number, before = leaf_of(sealed, "b", 1), guesses(sealed, "b", SEEDS["seeds/b.txt"])
    write_files(sealed, HOLDING[how])
    outcome = build(sealed)
    (warning,) = (one for one in outcome.problems if "'b' was sealed on 2026-11-22" in one.what)
    assert warning.severity == "warning"
    assert warning.what.endswith(f"and is held back by now: {WHYS[how]}")
    assert "seal again, and the log says so" in warning.hint
    assert "log/records/b/v1.json" not in files_of(sealed / "site")
    assert f"redact   b, held back: {WHYS[how]}, takes out 1 record" in dry(sealed)
    seal(sealed, keys["alice"], day=NEXT)
    record, site = record_of(sealed, "b", 2), files_of(sealed / "site")
    assert {**record, "salt": "", "takes_out": []} == {
        "attachments": [], "derivation": None, "id": "b", "kind": "report", "noted": {}, "publication": "held",
        "redactions": [], "review": None, "salt": "", "schema": 1, "seed": None, "shown": None, "takes_out": [],
        "text": None, "version": 2, "withdrawn": None,
    }  # fmt: skip
    assert record["takes_out"] == [number]
    assert leaves_of(sealed)[leaf_of(sealed, "b", 2)]["kind"] == "redact"
    assert "log/records/b/v2.json" in site
    assert not any(name.startswith(("reports/b.", "evidence/b.")) for name in site)
    assert_holds(sealed)
    assert not left_of(sealed, before, SAID_BY)
    assert not any("was sealed" in one.what for one in build(sealed).problems)
    assert_as_fresh(sealed, tmp_path)


def test_what_stays_held_back_is_not_said_again(sealed, keys):
    write_files(sealed, EMBARGO)
    seal(sealed, keys["alice"], day=NEXT)
    log = log_of(sealed)
    assert "nothing is to be appended" in dry(sealed)
    seal(sealed, keys["alice"], day=LATER)
    assert log_of(sealed) == log
    write_files(
        sealed, {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], "embargo_until: 2998-01-01\nnote: Longer.\n")}
    )
    assert "nothing is to be appended" in dry(sealed)


def test_no_page_leads_to_a_report_that_is_held_back(sealed, keys):
    write_files(sealed, EMBARGO)
    seal(sealed, keys["alice"], day=NEXT)
    pages = [
        data.decode() for name, data in files_of(sealed / "site").items() if name.endswith((".html", ".xml", ".csv"))
    ]
    assert not any(re.search(r"reports/b\.(html|json)|\bb\.html", page) for page in pages)
    assert "1 report hidden in part or whole" in (sealed / "site/log.html").read_text()
    assert not [one for one in check(sealed) if "b.html" in one.what or "was sealed" in one.what]


@pytest.mark.parametrize("more", [
    "redact:\n- {start: 0, end: 13, reason: A witness}\n", "note: Looked at.\n",
    "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n",
])  # fmt: skip
def test_nothing_is_published_again_because_a_review_is_gone(sealed, keys, more):
    write_files(sealed, {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], more)})
    seal(sealed, keys["alice"], day=NEXT)
    before = files_of(sealed / "site")
    (sealed / "content/reviews/b.yaml").unlink()
    for call in (lambda: build(sealed), lambda: seal(sealed, keys["alice"], day=LATER)):
        assert "the review of 'b', sealed on" in problems_of(call)
    assert files_of(sealed / "site") == before
    write_files(sealed, {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"])})
    seal(sealed, keys["alice"], day=LATER)


def test_what_is_published_again_is_revised(sealed, keys, tmp_path):
    write_files(sealed, EMBARGO)
    seal(sealed, keys["alice"], day=NEXT)
    (sealed / "content/reviews/b.yaml").unlink()
    build(sealed)
    site = files_of(sealed / "site")
    assert "log/records/b/v2.json" in site
    assert json.loads(site["reports/b.json"])["seal"]["is_current"] is False
    page = site["reports/b.html"].decode()
    assert "Not yet sealed" in page
    assert "That it was held back was sealed on" in page
    assert_only_unsigned(sealed)
    assert_as_fresh(sealed, tmp_path)
    seal(sealed, keys["alice"], day=LATER)
    assert leaves_of(sealed)[leaf_of(sealed, "b", 3)]["kind"] == "revise"
    assert record_of(sealed, "b", 3)["takes_out"] == []
    assert json.loads((sealed / "site/reports/b.json").read_bytes())["seal"]["is_current"] is True
    assert_holds(sealed)
    assert_as_fresh(sealed, tmp_path)
    write_files(sealed, EMBARGO)
    seal(sealed, keys["alice"], day=LAST)
    assert record_of(sealed, "b", 4)["takes_out"] == [3, 8, 9, 10]  # of which one is of a publication that showed it
    assert_holds(sealed)
    assert_as_fresh(sealed, tmp_path)


def test_what_is_published_again_with_blocks_in_it_is_revised_too(sealed, keys, tmp_path):
    write_files(sealed, EMBARGO)
    seal(sealed, keys["alice"], day=NEXT)
    write_files(
        sealed,
        {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], "redact:\n- {start: 0, end: 13, reason: A witness}\n")},
    )
    build(sealed)
    assert "log/records/b/v2.json" in files_of(sealed / "site")
    assert_only_unsigned(sealed)
    seal(sealed, keys["alice"], day=LATER)
    assert leaves_of(sealed)[leaf_of(sealed, "b", 3)]["kind"] == "revise"
    assert_holds(sealed)
    assert_as_fresh(sealed, tmp_path)


def test_what_is_held_back_may_be_withdrawn_or_gone(sealed, keys):
    write_files(sealed, EMBARGO)
    seal(sealed, keys["alice"], day=NEXT)
    (sealed / "seeds/b.txt").write_text("Other bytes, of which nothing is published.")
    build(sealed)
    (sealed / "seeds/b.txt").unlink()
    (sealed / "content/reviews/b.yaml").unlink()
    build(sealed)
    assert "nothing is to be appended" in dry(sealed)
    withdrawn = review(SEEDS["seeds/b.txt"], "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n")
    write_files(sealed, {"content/reviews/b.yaml": withdrawn})
    seal(sealed, keys["alice"], day=LATER)
    assert len(record_of(sealed, "b", 3)["takes_out"]) == 2
    assert leaves_of(sealed)[-1]["kind"] == "withdraw"
    assert_holds(sealed)


def test_what_comes_back_with_other_bytes_needs_no_reason_since_the_log_cannot_know(sealed, keys):
    write_files(sealed, EMBARGO)
    seal(sealed, keys["alice"], day=NEXT)
    (sealed / "content/reviews/b.yaml").unlink()
    (sealed / "seeds/b.txt").write_text("Ivan Petrenko said that much was found.")
    seal(sealed, keys["alice"], day=LATER)
    assert leaves_of(sealed)[-1]["kind"] == "revise"
    assert_holds(sealed)


def test_what_was_withdrawn_stays_so_while_it_is_held_back(sealed, keys):
    withdrawn = review(SEEDS["seeds/b.txt"], "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n")
    write_files(sealed, {"content/reviews/b.yaml": withdrawn})
    seal(sealed, keys["alice"], day=NEXT)
    write_files(sealed, EMBARGO)
    assert "nothing is to be appended" in dry(sealed)
    build(sealed)
    assert_only_unsigned(sealed)


def test_records_of_a_file_under_embargo_are_held_back_by_their_ids(sealed, keys, tmp_path):
    write_files(sealed, {"seeds/rows.jsonl.meta.yaml": f"embargo_until: {FAR}\n"})
    assert f"row-two, held back: under embargo until {FAR}" in dry(sealed)
    seal(sealed, keys["alice"], day=NEXT)
    assert record_of(sealed, "row-one", 2)["publication"] == "held"
    assert_holds(sealed)
    assert_as_fresh(sealed, tmp_path)


def test_nothing_is_sealed_as_held_back_by_an_embargo_that_is_over(sealed, keys):
    write_files(sealed, {"seeds/b.meta.yaml": "embargo_until: 2026-11-25\n"})
    log = log_of(sealed)
    said = problems_of(lambda: seal(sealed, keys["alice"], day=NEXT))
    assert "seeds/b.txt: report 'b' was sealed on 2026-11-22, and its embargo ended on 2026-11-25" in said
    assert f"--on {NEXT}" in said
    assert log_of(sealed) == log
    assert "nothing is to be appended" in dry(sealed, on=NEXT)
    assert "b, held back" in dry(sealed, on="2026-11-24")


def test_a_record_that_its_own_review_embargoes_is_held_back(sealed, keys):
    seed = ROWS.splitlines()[1]
    write_files(sealed, {"content/reviews/row-two.yaml": review(seed, f"embargo_until: {FAR}\n")})
    assert f"redact   row-two, held back: under embargo until {FAR}" in dry(sealed)
    assert "row-one" not in dry(sealed)


def test_a_review_that_only_lacks_its_key_in_the_log_is_not_held_back_by_the_seal_that_adds_it(sealed, keys, tmp_path):
    write_files(sealed, {"content/settings.yaml": f"{SETTINGS}require: verified\n"})
    seal(sealed, keys["alice"], day=NEXT)
    assert record_of(sealed, "a", 2)["publication"] == "held"
    assert not (sealed / "content/log/records/e/v2.json").exists()
    signers = sealed / "content/keys/allowed_signers"
    signers.write_text(signers.read_text() + listed(keys["bob"], "bob"))
    text = review(LONG, f"{DECIDED}note: Looked at again.\n")
    write_files(sealed, {"content/reviews/e.yaml": text})
    (sealed / "content/reviews/e.yaml.sig").write_bytes(signed(keys["bob"], text))
    seal(sealed, keys["alice"], keys["bob"], day=LATER)
    assert not (sealed / "content/log/records/e/v2.json").exists()
    assert "reports/e.json" in files_of(sealed / "site")
    seal(sealed, keys["alice"], day=LAST)
    assert leaves_of(sealed)[-1]["kind"] == "review"
    assert_holds(sealed)


def test_a_review_that_fewer_have_signed_than_must_is_held_back(sealed, keys):
    """One of two: the next seal brings no other signature."""
    write_files(sealed, {"content/settings.yaml": f"{SETTINGS}require: verified\nreviewers: 2\n"})
    assert "e, held back: too few have signed it, as the settings require" in dry(sealed)
    seal(sealed, keys["alice"], day=NEXT)
    assert record_of(sealed, "e", 2)["publication"] == "held"
    assert_holds(sealed)
    signers, text = sealed / "content/keys/allowed_signers", (sealed / "content/reviews/e.yaml").read_text()
    signers.write_text(signers.read_text() + listed(keys["bob"], "bob"))
    (sealed / "content/reviews/e.yaml.2.sig").write_bytes(signed(keys["bob"], text))
    seal(sealed, keys["alice"], keys["bob"], day=LATER)
    seal(sealed, keys["alice"], day=LAST)
    assert record_of(sealed, "e", 3)["publication"] == "public"
    assert_holds(sealed)


# Held back by a mistake.

MISTAKES = {
    "its review cannot be understood": ({"content/reviews/b.yaml": "seed: [\n"}, "content/reviews/b.yaml", "until this can be understood"),
    "an unknown field in its review": (
        {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], "redactions: []\n")}, "content/reviews/b.yaml", "until this can be understood",
    ),
    "what it redacts is not there": (
        {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], "redact:\n- {start: 500, end: 510, reason: A witness}\n")},
        "report 'b' was sealed on 2026-11-22, and cannot be published", "mend that, or say in content/reviews/b.yaml",
    ),
    "its withdrawal names somebody who is withheld": (
        {
            "content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], "withdrawn: {date: 2026-11-25, reason: Anna Berg asked, authority: desk}\n"),
            "content/withheld.yaml": "- names: [Anna Berg]\n  reason: A witness\n",
        },
        "report 'b' was sealed on 2026-11-22, and is not published", "see what else is told",
    ),
    "a record of a file that cannot be read": (
        {"seeds/rows.jsonl": ROWS.replace('"text": "One grave was found."', '"text": ""')},
        "report 'row-one' was sealed on 2026-11-22, and is not published", "see what else is told",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", MISTAKES)
def test_nothing_is_sealed_while_a_sealed_report_is_held_back_by_a_mistake(sealed, keys, how):
    files, place, hint = MISTAKES[how]
    write_files(sealed, files | {"seeds/new.txt": "A new report."})
    log = log_of(sealed)
    assert any("was sealed, and is not published" in one.what for one in build(sealed).problems)
    for call in (lambda: seal(sealed, keys["alice"], day=NEXT), lambda: dry(sealed)):
        said = problems_of(call)
        assert place in said
        assert hint in said
        assert "was sealed on 2026-11-22" in said
    assert log_of(sealed) == log


def test_a_mistake_with_what_the_log_has_as_held_back_stops_no_seal(sealed, keys):
    write_files(sealed, EMBARGO)
    seal(sealed, keys["alice"], day=NEXT)
    write_files(sealed, {"content/reviews/b.yaml": "seed: [\n", "seeds/new.txt": "A new report."})
    assert "add      new" in dry(sealed)


# Lowered to what rights allow.

LOWERED = {
    "metadata in its review": {"content/reviews/e.yaml": review(LONG, f"{DECIDED}publish: metadata\n")},
    "excerpt in its review": {"content/reviews/e.yaml": review(LONG, f"{DECIDED}publish: excerpt\n")},
    "metadata beside it": {"seeds/e.meta.yaml": "publish: metadata\n"},
    "excerpt beside it": {"seeds/e.meta.yaml": "publish: excerpt\n"},
}


def lower(folder, key, how):
    write_files(folder, LOWERED[how])
    file = folder / "content/reviews/e.yaml"
    (folder / "content/reviews/e.yaml.sig").write_bytes(signed(key, file.read_text()))


@pytest.mark.parametrize("how", LOWERED)
def test_what_a_record_quotes_of_a_text_that_is_shown_no_more_is_taken_out(sealed, keys, tmp_path, how):
    guessed, number = guesses(sealed, "e", LONG), leaf_of(sealed, "e", 1)
    site = files_of(sealed / "site")
    assert json.loads(site["reports/e.json"])["status"] == "verified"
    assert DIGGER in site["log/records/e/v1.json"].decode()
    assert DIGGER in site["verify/reviews/e.yaml"].decode()
    lower(sealed, keys["alice"], how)
    build(sealed)
    assert not [name for name, data in files_of(sealed / "site").items() if DIGGER.encode() in data]
    assert "redact   e, takes out 1 record" in dry(sealed)
    seal(sealed, keys["alice"], day=NEXT)
    assert record_of(sealed, "e", 2)["takes_out"] == [number]
    assert left_of(sealed, guessed, DIGGER) == {"seed"}  # of which the README says so
    assert record_of(sealed, "e", 2)["review"]["signed"]["sha256"] is None
    quoted = [one.get("exact") for one in record_of(sealed, "e", 2)["review"].get("decisions", [])]
    assert quoted == (["Izium"] if "excerpt" in how else [])
    status, said = checked(sealed / "site")
    assert status == 3, said
    assert "its review is not published" in said
    assert "FAIL" not in said
    assert_as_fresh(sealed, tmp_path)
    log = log_of(sealed)
    seal(sealed, keys["alice"], day=LATER)
    assert log_of(sealed) == log


def test_no_earlier_build_is_told_of_beside_what_is_lowered(sealed, keys):
    """By one rule for all that hides, be it of one seal or of the one before."""
    before = [leaf["kind"] for leaf in leaves_of(sealed)]
    write_files(sealed, {"seeds/c.md.meta.yaml": "publish: metadata\n"})
    seal(sealed, keys["alice"], day=NEXT)
    assert [leaf["kind"] for leaf in leaves_of(sealed)] == [*before, "redact"]
    assert record_of(sealed, "c", 2)["takes_out"] == []


def test_a_record_that_quotes_nothing_else_than_is_shown_stays(sealed, keys):
    (sealed / "content/reviews/e.yaml.sig").unlink()
    write_files(
        sealed, {"content/reviews/e.yaml": review(LONG, "decisions:\n- {add: mention, exact: Izium, kind: place}\n")}
    )
    seal(sealed, keys["alice"], day=NEXT)
    write_files(sealed, {"seeds/e.meta.yaml": "publish: excerpt\n", "seeds/c.md.meta.yaml": "publish: metadata\n"})
    build(sealed)
    assert {"log/records/e/v2.json", "log/records/c/v1.json"} <= files_of(sealed / "site").keys()
    seal(sealed, keys["alice"], day=LATER)
    assert record_of(sealed, "e", 3)["takes_out"]
    assert {"log/records/e/v2.json", "log/records/c/v1.json"} <= files_of(sealed / "site").keys()
    assert record_of(sealed, "c", 2)["takes_out"] == []
    assert [leaf["kind"] for leaf in leaves_of(sealed)[-2:]] == ["redact", "redact"]
    assert_holds(sealed)


def test_a_verified_report_that_is_newer_and_shown_in_part_is_not_checked_and_no_forgery(sealed, keys):
    text = review(LONG, "complete: true\n")
    write_files(sealed, {"content/reviews/e.yaml": text})
    (sealed / "content/reviews/e.yaml.sig").write_bytes(signed(keys["alice"], text))
    seal(sealed, keys["alice"], day=NEXT)
    write_files(
        sealed, {"seeds/c.md.meta.yaml": "publish: metadata\n", "seeds/rows.jsonl.meta.yaml": "publish: metadata\n"}
    )
    text = review(SEEDS["seeds/c.md"], "complete: true\n")
    write_files(sealed, {"content/reviews/c.yaml": text})
    (sealed / "content/reviews/c.yaml.sig").write_bytes(signed(keys["alice"], text))
    build(sealed)
    assert json.loads((sealed / "site/reports/c.json").read_bytes())["status"] == "verified"
    assert_only_unsigned(sealed)


def test_an_excerpt_that_ends_earlier_takes_out_what_quotes_the_rest(sealed, keys, tmp_path):
    (sealed / "content/reviews/e.yaml.sig").unlink()
    write_files(sealed, {
        "seeds/e.meta.yaml": "publish: excerpt\n",
        "content/reviews/e.yaml": review(LONG, "decisions:\n- {add: mention, exact: pine forest, kind: place}\n"),
    })  # fmt: skip
    seal(sealed, keys["alice"], day=NEXT)
    assert "pine forest" in (sealed / "site/log/records/e/v2.json").read_text()
    shorter = LONG[: len("At least 440 graves were found near Izium") * 3]
    why = "revisions:\n- {date: 2026-12-01, reason: The rest was not theirs.}\n"
    write_files(sealed, {"seeds/e.txt": shorter, "content/reviews/e.yaml": review(shorter, why)})
    build(sealed)
    assert not [name for name, data in files_of(sealed / "site").items() if b"pine forest" in data]
    seal(sealed, keys["alice"], day=LATER)
    assert leaves_of(sealed)[-1]["kind"] == "redact"
    assert not [name for name, data in (files_of(sealed / "site") | log_of(sealed)).items() if b"pine forest" in data]
    assert_holds(sealed)
    assert_as_fresh(sealed, tmp_path)


def test_a_warning_before_what_is_shown_no_more_is_taken_out_too(sealed, keys):
    (sealed / "content/reviews/e.yaml.sig").unlink()
    folded = f"graphic:\n- exact: {DIGGER} dug\n  warning: How {DIGGER} dug a grave\n"
    write_files(sealed, {"content/reviews/e.yaml": review(LONG, folded)})
    seal(sealed, keys["alice"], day=NEXT)
    assert DIGGER in (sealed / "site/log/records/e/v2.json").read_text()
    write_files(sealed, {"seeds/e.meta.yaml": "publish: excerpt\n"})
    build(sealed)
    assert not [name for name, data in files_of(sealed / "site").items() if DIGGER.encode() in data]
    seal(sealed, keys["alice"], day=LATER)
    assert not [name for name, data in log_of(sealed).items() if DIGGER.encode() in data]
    assert_holds(sealed)


def test_an_excerpt_that_is_revised_keeps_what_was_said_of_what_it_still_shows(sealed, keys):
    (sealed / "content/reviews/e.yaml.sig").unlink()
    decided = "decisions:\n- {add: mention, exact: Izium, kind: place}\n"
    write_files(sealed, {"seeds/e.meta.yaml": "publish: excerpt\n", "content/reviews/e.yaml": review(LONG, decided)})
    seal(sealed, keys["alice"], day=NEXT)
    longer = f"{LONG} {LONG}"
    why = "revisions:\n- {date: 2026-12-01, reason: It was cut off.}\n"
    write_files(sealed, {"seeds/e.txt": longer, "content/reviews/e.yaml": review(longer, decided + why)})
    seal(sealed, keys["alice"], day=LATER)
    assert leaves_of(sealed)[-1]["kind"] == "revise"
    assert (sealed / "site/log/records/e/v2.json").exists()
