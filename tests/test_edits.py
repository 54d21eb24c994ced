"""Whatever is edited, in whatever order, built by however many processes, from whatever is remembered, and
whenever a build was killed: the next build's bytes are those of a fresh one.

The edits are drawn at random, from a seed that each test is named for, so that a failure comes back.
"""

import csv
import hashlib
import json
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from muniment.ids import suggested_id
from muniment.recipes import program_templates
from muniment.states import look
from muniment.work import Memory
from whole import built, bytes_of, fresh_site

NAMES = (
    "Izium", "Izyum", "Kharkiv", "Valerii Marchenko", "CNN", "Censor.NET", "Anna Berg", "Ana Berg", "Red Cross", "Ізюм",
    "Reading, England", "Reading",
)  # fmt: skip
TEMPLATES = program_templates()
STAYS = "r99.txt"  # or an archive may run out of reports
DAYS = ("2022-09-11", "2022-09-18", "2022-09", "2021", "")
EVENT_DAYS = (
    "2022-09-11",
    "2022-09-18?",
    "2022-09~",
    "2021/2022",
    "2022-09-01/2022-09-18",
    "2021-12/..",
    "../2022",
    "soon",
)


def words(draw: random.Random) -> str:
    sentences = (
        f"{draw.choice(NAMES)} said on Sunday that at least {draw.randint(2, 500)} people were found near Izium.",
        f"On {draw.randint(1, 28)} September 2022 {draw.choice(NAMES)} reported “we saw it” in {draw.choice(NAMES)}.",
        "(Natalie Gallon/CNN) In 2021 nothing happened.",
        f"It rained in Reading, {draw.choice(('England', 'Pennsylvania'))}.",
    )
    return " ".join(draw.choices(sentences, k=draw.randint(1, 4))) + "\n"


def edit_report(archive: Path, draw: random.Random) -> None:
    path, day = archive / "seeds" / f"r{draw.randint(0, 12)}", draw.choice(DAYS)
    match draw.randint(1, 4):
        case 1:
            path.with_suffix(".txt").write_text((f" date {day} " if len(day) > 4 else "") + words(draw), "utf-8")
        case 2:
            fields = {"date": day, "title": draw.choice(("", "A title")), "source": draw.choice(NAMES)}
            fields |= {"entities": [draw.choice(NAMES)]}
            path.with_suffix(".md").write_text(f"---\n{json.dumps(fields)}\n---\n{words(draw)}", "utf-8")
        case 3:
            rows = [{"id": f"j{n}", "date": day, "text": words(draw), "places": [draw.choice(NAMES)]} for n in range(3)]
            path.with_suffix(".jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        case 4 if there := [path for path in sorted((archive / "seeds").iterdir()) if path.name != STAYS]:
            draw.choice(there).unlink()


def edit_beside(archive: Path, draw: random.Random) -> None:
    (archive / "seeds" / "photo.jpg").write_bytes(draw.randbytes(5))
    seeds = [path for path in sorted((archive / "seeds").iterdir()) if path.suffix in (".txt", ".md")]
    known = (
        "publish: excerpt\n", "publish: metadata\n", "publisher: CNN\n", "version_of: r1\n", "attachments: [photo.jpg]\n",
        "embargo_until: 2027-01-01\n", "collector: Bob\ncollector_public: true\n", "translation_of: r2\nrights: mine\n",
        "version_of: j1\n", "rendering_of: r99\ntitle: Beside\n",
    )  # fmt: skip
    seed = draw.choice(seeds)
    seed.with_name(f"{seed.name}.meta.yaml").write_text(draw.choice(known))


def edit_names(archive: Path, draw: random.Random) -> None:
    listed = []
    for number, name in enumerate(draw.sample(NAMES, draw.randint(0, 5))):
        kind = draw.choice(("person", "organization", "place"))
        former = draw.choice(([], [suggested_id(kind, draw.choice(NAMES))]))
        one = {"id": f"e{number}", "kind": kind, "name": f"{name} E", "names": [name], "former": former}
        one |= draw.choice(({}, {"role": "Mayor"}, {"coordinates": [49.2, 37.2]}, {"part_of": "e0"} if number else {}))
        one |= draw.choice((
            {}, {"names": {"uk": [name]}}, {"not": [draw.choice(NAMES), "e1"]}, {"party": "cnn"}, {"affiliation": "e1"},
            {"roles": [{"role": "mayor", "organization": draw.choice(("e0", "a council")), "since": 2015}]},
            {"coordinates": [1, 2], "precision": "1 km", "notes": draw.choice(NAMES), "ids": {"geonames": 7}},
        ))  # fmt: skip
        if draw.random() < 0.2:  # an id that rules had given, perhaps to something of another kind
            one |= {"id": suggested_id(draw.choice(("person", "place")), name), "former": []}
        listed.append(one)
    (archive / "content/entities/all.yaml").write_text(json.dumps(listed), "utf-8")
    sources = [{"id": "cnn", "name": "CNN", "party": draw.choice(("", "one side")), "owner": "e0", "not": ["Ізюм"]}]
    (archive / "content/sources.yaml").write_text(json.dumps(sources[: draw.randint(0, 1)]), "utf-8")


def edit_review(archive: Path, draw: random.Random) -> None:
    report = draw.choice(("r1", "r2", "r3", "r4", "r5", "j0", "j1", "r99", "nobody"))
    paths = [path for ending in ("txt", "md", "jsonl") for path in (archive / "seeds").glob(f"*.{ending}")]
    seed = hashlib.sha256(draw.choice(paths).read_bytes()).hexdigest()
    name = draw.choice(NAMES)
    decisions = (
        {"accept": "mention", "exact": name}, {"add": "mention", "exact": name, "kind": "place"},
        {"reject": "mention", "exact": name}, {"correct": "date", "exact": "Sunday", "value": "2022-09-11"},
        {"accept": "claim", "exact": "at least 7 people"}, {"reject": "quote", "exact": "“we saw it”"},
        {"correct": "title", "value": "Another"}, {"reject": "publisher"}, {"add": "publisher", "source": "cnn"},
        {"accept": "nothing"},
    )  # fmt: skip
    review = {"seed": seed, "reviewer": draw.choice(("desk", "night desk")), "date": "2026-01-02"}
    review |= {"complete": draw.random() < 0.7, "decisions": draw.choices(decisions, k=draw.randint(0, 5))}
    review |= draw.choice(({}, {}, {"embargo_until": "2027-01-01"}, {"unknown": 1}))
    path = archive / f"content/reviews/{report}.yaml"
    path.write_text(json.dumps(review)) if draw.random() < 0.8 else path.unlink(missing_ok=True)


def edit_events(archive: Path, draw: random.Random) -> None:
    listed = []
    for number in draw.sample(range(9), draw.randint(0, 6)):
        one = {"id": f"v{number}", "title": f"Event {draw.randint(1, 3)}", "date": draw.choice(EVENT_DAYS)}
        one |= {"reports": [f"r{draw.randint(0, 12)}", draw.choice(("j1", "r99"))]}
        one |= draw.choice(({}, {"where": "e0"}, {"people": ["e1", "e2"]}, {"organizations": ["e3"], "note": "Who?"}))
        listed.append(one)
    (archive / "content/events.yaml").write_text(json.dumps(listed), "utf-8")


def edit_questions(archive: Path, draw: random.Random) -> None:
    """Questions about what `words` counts, some of claims that no report has."""

    def claim() -> str:
        said = f"at least {draw.randint(2, 500)} people\0{draw.randint(1, 2)}"
        return f"r{draw.randint(0, 12)}#c-{hashlib.sha256(said.encode()).hexdigest()[:8]}"

    known = [one["report"] + "#" + one["claim"] for one in claims_in(archive / "site")]
    asked = []
    for number in range(draw.randint(0, 3)):
        claims = list(dict.fromkeys([*draw.sample(known, min(len(known), draw.randint(0, 4))), claim()]))
        one = {"id": f"q{number}", "question": draw.choice(("How many?", "How many people?")), "claims": claims[1:]}
        asked.append(one | draw.choice(({}, {"counted": ["people"]}, {"where": "e0"}, {"beside": claims[:1]})))
    (archive / "content/questions.yaml").write_text(json.dumps(asked), "utf-8")


def claims_in(site: Path) -> list[dict[str, str]]:
    """The claims that a site tells of."""
    table = site / "data/claims.csv"
    return list(csv.DictReader(table.read_text("utf-8").splitlines())) if table.is_file() else []


def edit_care(archive: Path, draw: random.Random) -> None:
    """What is held back of a report, or of all."""
    reviews, withheld = archive / "content/reviews", archive / "content/withheld.yaml"
    reviews.mkdir(exist_ok=True)
    seeds = [path for path in sorted((archive / "seeds").iterdir()) if path.suffix in (".txt", ".md", ".jsonl")]
    seed = draw.choice([path for path in seeds if path.name != STAYS])
    data, name = seed.read_bytes(), seed.stem
    if seed.suffix == ".jsonl":
        number = draw.randint(0, 2)
        data, name = data.split(b"\n")[number], f"j{number}"
    start = draw.randint(0, 60)
    rest = draw.choice((
        {"redact": [{"start": start, "end": start + draw.randint(1, 20), "reason": "why"}]},
        {"redact": [{"start": 0, "end": 5, "reason": "why", "only_here": True}], "publish": "excerpt"},
        {"graphic": [{"exact": draw.choice(("said", "people were found")), "warning": "Grave words."}]},
        {"withdrawn": {"reason": "why", "date": "2026-11-23", "authority": "whose"}},
        {"publish": "metadata"}, {"embargo_until": "2027-01-01"}, {"coarsen": 0}, {},
    ))  # fmt: skip
    rest |= draw.choice(({}, {"revisions": [{"date": f"2026-11-{draw.randint(10, 29)}", "reason": "A name."}]}))
    sha256 = hashlib.sha256(data).hexdigest()
    review = {"seed": sha256, "reviewer": "desk", "date": "2026-11-22", **rest}
    match draw.randint(1, 5):
        case 1:
            names = draw.sample(("Valerii Marchenko", "Anna Berg", "Ізюм", "Censor.NET"), draw.randint(1, 2))
            withheld.write_text(json.dumps([{"names": names, "reason": "private"}]), "utf-8")
        case 2:
            withheld.unlink(missing_ok=True)
            (reviews / f"{name}.yaml").unlink(missing_ok=True)
        case 3:
            told = [{"date": "2026-11-01", "reason": f"{draw.randint(1, 9)} names.", "reports": ["r99"]}]
            (archive / "content/corrections.yaml").write_text(json.dumps(told))
        case _:
            (reviews / f"{name}.yaml").write_text(json.dumps(review))


def edit_settings(archive: Path, draw: random.Random) -> None:
    settings = {
        "title": draw.choice(("One", "Other")),
        "url": draw.choice(("", "https://example.org/a")),
        "page_length": draw.choice((3, 100)),
        "entity_pages_from": draw.choice((1, 2, 5)),
        "findings": draw.choice(("rules", "stated")),
        "ignore": draw.choice(([], ["r1*"])),
        "require": draw.choice(("", "", "reviewed")),
        "coarsen": draw.choice((None, None, 1)),
    }
    (archive / "content/settings.yaml").write_text(json.dumps(settings))


def edit_pages(archive: Path, draw: random.Random) -> None:
    (archive / "content/pages/about.md").write_text(f"---\ntitle: About {draw.randint(1, 9)}\n---\nWho we are.\n")
    shutil.rmtree(archive / "templates", ignore_errors=True)
    if draw.random() < 0.7:
        (archive / "templates/style").mkdir(parents=True)
        (archive / "templates/style/99.css").write_text(f"a {{ color: #{draw.randint(100, 999)} }}")
        (archive / "templates/404.html").write_text(
            f"<!doctype html><title>{{{{ site.title }}}} {draw.random()}</title>"
        )
        parts = (TEMPLATES / "parts.html").read_text("utf-8")
        (archive / "templates/parts.html").write_text(parts.replace("suggested", f"suggested {draw.randint(1, 9)}"))


def damage_site(archive: Path, draw: random.Random) -> None:
    # Files that every build writes: one that a person has changed and no build writes any more stays.
    path = archive / "site" / draw.choice(("index.html", "reports.html", "data/reports.csv", "assets/report.js"))
    path.write_bytes(b"damaged") if draw.random() < 0.5 else path.unlink()


EDITS = (
    edit_report,
    edit_report,
    edit_beside,
    edit_names,
    edit_review,
    edit_events,
    edit_questions,
    edit_care,
    edit_care,
    edit_settings,
    edit_pages,
    damage_site,
)


def build_plainly(archive: Path, memory: Memory, draw: random.Random) -> None:
    """As `muniment build` does."""
    built(archive, jobs=draw.choice((1, 2)))


def build_from_memory(archive: Path, memory: Memory, draw: random.Random) -> None:
    """As the preview does: the pages, when it has heard what was touched or does not know, and then the whole."""
    listing = memory.things.get("listing")
    there = {f"seeds/{path}": state for path, state in look(str(archive / "seeds")).files.items()}
    touched = {path for path, _ in there.items() ^ listing.files.items()} if listing else set()
    built(archive, pages_only=True, memory=memory, touched=frozenset(touched) if draw.random() < 0.8 else None)
    if draw.random() < 0.5:
        built(archive, memory=memory)


def build_and_die(archive: Path, memory: Memory, draw: random.Random) -> None:
    """A build that is killed at its so-manieth step on the disk, if it takes so many."""
    moment = draw.choice((draw.randint(1, 40), draw.randint(40, 400)))
    subprocess.run([sys.executable, "-c", DYING, str(archive), str(moment)], check=False)


DYING = """
import os, signal, sys
from pathlib import Path
from muniment.build import build

left = int(sys.argv[2])

def watch(event, words):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "open"):
        if event != "open" or not isinstance(words[1], str) or "r" not in words[1]:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
build(Path(sys.argv[1]))
"""

BUILDS = (build_plainly, build_plainly, build_from_memory, build_and_die)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("number", range(8))
def test_no_history_of_edits_and_builds_leaves_a_stale_byte(make_archive, tmp_path, number):
    archive, draw, memory = make_archive({f"seeds/{STAYS}": "A report."}), random.Random(number), Memory()
    for folder in ("content/entities", "content/pages", "content/reviews"):
        (archive / folder).mkdir(parents=True)
    for _ in range(15):
        edit_report(archive, draw)
    built(archive)
    for turn in range(5):
        for edit in draw.choices(EDITS, k=draw.randint(1, 4)):
            edit(archive, draw)
            draw.choice(BUILDS)(archive, memory, draw)
        counted = built(archive, jobs=draw.choice((1, 2))).reports
        assert counted.built + counted.held + counted.lacking > 0
        shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
        shutil.rmtree(tmp_path / "fresh-cache", ignore_errors=True)
        assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh"), f"after turn {turn}"


def test_another_name_of_one_entity_rewrites_exactly_the_pages_that_show_it(make_archive, tmp_path):
    texts = ["Izium was quiet.", "In Izium and Kharkiv nothing happened.", "Kharkiv was quiet.", "Nobody was named."]
    entities = [
        {"id": "town", "kind": "place", "name": "Old Town", "names": ["Izium"]},
        {"id": "city", "kind": "place", "name": "Some City", "names": ["Kharkiv"], "part_of": "region"},
        {"id": "region", "kind": "place", "name": "Some Region"},
    ]
    archive = make_archive({f"seeds/r{number}.txt": text for number, text in enumerate(texts)})
    (archive / "content/entities").mkdir(parents=True)
    listed = archive / "content/entities/all.yaml"
    listed.write_text(json.dumps(entities))
    built(archive)
    before = bytes_of(archive / "site")
    listed.write_text(json.dumps(entities).replace("Old Town", "New Town"))
    outcome = built(archive)
    after = bytes_of(archive / "site")
    pages = {address for address in after if address.endswith(".html") or address.startswith("reports/")}
    showing = {address for address in pages if "New Town" in (archive / "site" / address).read_text("utf-8")}
    rewritten = {address for address in pages if after[address] != before.get(address)}
    assert "reports/r0.html" in showing
    assert "places/city.html" in showing
    assert rewritten == showing
    changed = {address for address in after if after[address] != before.get(address)}
    assert outcome.written == len(changed - {"SHA256SUMS"})
    assert after == fresh_site(archive, tmp_path / "fresh")
