"""The scripts that measure: the corpus is always the same, and the tables say what was measured.

Nothing is timed here, and neither Hugo nor Pagefind is needed.
"""

import hashlib
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

if sys.platform != "linux":
    pytest.skip("the scripts measure memory as Linux tells it", allow_module_level=True)

import yaml

import verify_log
from archives import change_template, chosen, prepare, retitle
from compare import PARTS, parse
from corpus import World, digest_of, report, reports, write_corpus
from findings_cost import REST, table_of, time_finders
from machine import describe_machine, file_system_of
from measuring import Cost, cost_of, medians
from muniment.evaluate import document_of
from muniment.gold import Gold, Marks
from muniment.seal import verify
from muniment.understand.findings import FINDERS
from outputs import Output, output_of
from results import load, repeat
from rounds import KINDS, Bench, Run
from scaling import fit
from tables import cost_table, output_table, scaling_table
from verify_log import AT_MOST

BENCH = Path(__file__).parent / "bench"
SCRIPTS = sorted(path.name for path in BENCH.glob("*.py") if "__main__" in path.read_text("utf-8"))


# The corpus.


def test_the_corpus_is_the_same_for_everybody_and_for_ever():
    # Figures of two days can be compared only while this digest stays.
    assert digest_of(50) == "d98f7923017a217602953da1bd18ba59aedd8550d2356363ed307e2355732bb5"


def test_a_report_is_the_same_in_a_corpus_of_any_size(tmp_path):
    write_corpus(3, tmp_path)
    third = report(World(), 3)
    assert third == list(reports(4))[2]
    assert (tmp_path / third[0]).read_text("utf-8") == third[1]
    assert len(list(tmp_path.rglob("*.md"))) == 3


def test_reports_have_the_fields_that_are_told_and_250_words_at_least():
    for path, text in reports(30):
        _, front, body = text.split("---\n", 2)
        fields = yaml.safe_load(front)
        assert list(fields) == [
            "id", "title", "date", "day", "month", "source", "original_url", "summary", "authors", "places", "entities",
        ]  # fmt: skip
        assert path == f"{fields['month'].replace('-', '/')}/{fields['id']}.md"
        assert {type(name) for key in ("authors", "places", "entities") for name in fields[key]} == {str}
        assert 3 <= len(fields["entities"]) <= 8
        assert 240 < len(body.split()) < 800


# Measuring.


def test_a_command_costs_its_processor_time_and_the_memory_of_all_its_processes():
    forked = "import os, time; shared = b'x' * (50 << 20); os.fork(); own = b'y' * (30 << 20); time.sleep(0.6)"
    cost = cost_of([sys.executable, "-c", forked], folder=Path())
    assert cost.processor > 0
    assert 50 + 2 * 30 < cost.memory < 2 * (50 + 30)


def test_a_command_that_fails_measures_nothing():
    with pytest.raises(SystemExit, match="ended with 3:\nno such report"):
        cost_of([sys.executable, "-c", "import sys; sys.stderr.write('no such report'); sys.exit(3)"], folder=Path())


def test_the_median_is_taken_of_each_figure():
    assert medians([Cost(1, 9, 5), Cost(2, 8, 7), Cost(3, 1, 6)]) == Cost(2, 8, 6)


def test_measuring_goes_on_where_it_stopped(tmp_path):
    asked = []

    def measure(bench):
        asked.append(bench.count)
        yield Run("a", "", Cost(len(asked), 1, 1))

    file, bench = tmp_path / "results" / "cold.json", Bench(7, None, ())
    repeat(measure, bench, 2, file)
    repeat(measure, bench, 3, file)
    repeat(measure, bench, 3, file)
    assert asked == [7, 7, 7]
    assert [run.cost.wall for run in load(file)] == [1, 2, 3]


def test_every_edit_changes_something(tmp_path):
    write_corpus(16, tmp_path / "corpus")
    archive = prepare(tmp_path / "corpus", KINDS["rules"], tmp_path / "archive")
    assert "findings: rules" in (archive.folder / "content" / "settings.yaml").read_text("utf-8")
    one = chosen(archive.reports)
    for words in ("EDITED 1:", "EDITED 2:"):
        assert retitle(one) == words
        assert one.read_text("utf-8").count(f'\ntitle: "{words} ') == one.read_text("utf-8").count("EDITED") == 1
    assert chosen(archive.reports) != one
    marks = [change_template(archive) for _ in range(2)]
    assert marks[0] != marks[1]
    assert marks[1] in (archive.folder / "templates" / "report.html").read_text("utf-8")


# Tables.


def test_costs_stand_below_the_peer_that_did_the_same():
    runs = [
        Run("Hugo", "", Cost(2, 4, 100)),
        Run("ours, pages", "Hugo", Cost(1, 6, 50)),
        Run("both", "", Cost(10, 20, 1000)),
        Run("ours, edit", "both", Cost(0.3, 0.4, 2)),
        Run("Hugo", "", Cost(4, 4, 300)),
        Run("ours, template", "Hugo", Cost(3, 4, 200)),
    ]
    assert cost_table(runs) == (
        "| what | wall s | processor s | peak MB | wall ratio | processor ratio | memory ratio |\n"
        "|---|---:|---:|---:|---:|---:|---:|\n"
        "| Hugo | 3.00 | 4.00 | 200 | 1.00 | 1.00 | 1.00 |\n"
        "| ours, pages | 1.00 | 6.00 | 50 | 0.33 | 1.50 | 0.25 |\n"
        "| ours, template | 3.00 | 4.00 | 200 | 1.00 | 1.00 | 1.00 |\n"
        "| both | 10.00 | 20.00 | 1,000 | 1.00 | 1.00 | 1.00 |\n"
        "| ours, edit | 0.30 | 0.40 | 2 | 0.03 | 0.02 | 0.002 |"
    )


def test_what_was_not_measured_with_a_peer_has_no_ratio():
    assert "| ours | 1.00 | 2.00 | 3 |  |  |  |" in cost_table([Run("ours", "both", Cost(1, 2, 3))])


def test_a_fit_finds_the_line_and_the_power():
    line = fit([(n, 2 + 0.003 * n) for n in (1_000, 10_000, 100_000)])
    assert (line.fixed, line.each) == (pytest.approx(2), pytest.approx(0.003))
    assert fit([(n, 5 * n**1.25) for n in (1_000, 10_000, 100_000)]).exponent == pytest.approx(1.25)
    alone = fit([(100, 3.0)])
    assert (alone.fixed, alone.each, alone.exponent) == (3.0, 0.0, 0.0)


def test_growth_is_told_with_its_fit():
    sizes = {size: [Run("ours, cold", "", Cost(1 + size / 1000, 2 * size / 1000, 90))] for size in (10_000, 1_000)}
    table = scaling_table(sizes).splitlines()
    assert table[2:4] == [
        "| 1,000 | ours, cold | 2.00 | 2.00 | 2,000 | 90 |",
        "| 10,000 | ours, cold | 11.00 | 20.00 | 2,000 | 90 |",
    ]
    assert table[5].startswith("- ours, cold, wall: seconds = 1 + 1,000 microseconds * reports; exponent 0.74;")
    assert table[6].endswith("from 1,000 to 10,000 reports 10.00 times as much, 1.00 times a report")


def test_what_was_written_is_counted(tmp_path):
    for path, size in (("index.html", 3), ("reports/a.html", 2_000_000), ("pagefind/x/core.js", 500_000)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(bytes(size))
    found = output_of("ours", tmp_path)
    assert found == Output("ours", 3, 2_500_003, 500_000)
    assert "| ours | 3 | 2.5 | 0.5 |" in output_table([found])


def test_the_machine_is_told_in_one_line(tmp_path):
    told = describe_machine(tmp_path)
    assert "\n" not in told
    assert told.endswith(f"Python {sys.version.split()[0]}, {file_system_of(tmp_path)}")
    assert file_system_of(Path("/proc")) == "proc"


@pytest.mark.parametrize("ratio, status", [(AT_MOST - 0.5, 0), (AT_MOST + 0.5, 1)])
def test_a_log_of_100_000_leaves_is_to_be_checked_in_ten_times_what_hashing_its_lines_takes(
    monkeypatch, capsys, ratio, status
):
    """Which takes a quiet machine to measure: that is what the script does, and it fails where it is not so."""
    asked = []
    monkeypatch.setattr(verify_log, "measure", lambda *sizes: asked.append(sizes) or (ratio, 1.0))
    monkeypatch.setattr(sys, "argv", ["verify_log.py"])
    with pytest.raises(SystemExit) if status else nullcontext() as ended:
        verify_log.main()
    assert ended is None or ended.value.code == status
    assert asked[0][0] == 100_000
    assert f"ratio {ratio}, to be at most 10" in capsys.readouterr().out


def test_what_is_measured_is_the_checking_of_a_log(tmp_path):
    assert min(verify_log.measure(100, checkpoints=7, rounds=1)) > 0
    path = verify_log.write_log(100, tmp_path)
    path.write_text(path.read_text().replace('"add"', '"odd"', 1))
    with pytest.raises(ValueError, match="line 1 is no leaf"):
        verify_log.check_log(verify.Site(str(tmp_path), verify.Checks()), [100])


def test_a_log_takes_two_hashes_a_leaf_and_few_a_checkpoint(monkeypatch, tmp_path):
    """However long it is, so that the ratio is that of any log."""
    made, leaves, checkpoints = [0], 100_000, 50

    def sha256(data=b""):
        made[0] += 1
        return hashlib.sha256(data)

    verify_log.write_log(leaves, tmp_path)
    site, sizes = (
        verify.Site(str(tmp_path), verify.Checks()),
        range(leaves // checkpoints, leaves + 1, leaves // checkpoints),
    )
    monkeypatch.setattr(verify, "hashlib", SimpleNamespace(sha256=sha256))
    verify_log.check_log(site, [*sizes])
    assert leaves < made[0] <= 2 * leaves + checkpoints * leaves.bit_length()


def test_what_each_finder_takes_is_told_beside_the_peer():
    documents = [document_of(Gold(id="a", text="It was *May 5*. “We won,” Ann Lee said.", findings=Marks()))]
    times = time_finders(documents)
    assert set(times) == {REST, *(field for field, _ in FINDERS)}
    assert all(seconds >= 0 for seconds in times.values())
    rounds = [({REST: 0.5, "dates": 0.25}, 0.25), ({REST: 0.75, "dates": 0.25}, 0.125)]
    assert table_of(rounds, reports=1000).splitlines()[2:] == [
        f"| {REST} | 500 | 67% | |",
        "| dates | 250 | 33% | |",
        "| all findings | 750 | 100% | 6.00 |",
        "| markdown-it-py, the same texts | 125 | | 1.00 |",
    ]


# The command line.


def test_parts_and_sizes_are_asked_for_by_name(tmp_path, capsys):
    asked = parse(["1000,10000", "--work", str(tmp_path), "--only", "cold,serve", "--sizes", "5,50"])
    assert (asked.counts, asked.only, asked.sizes) == ((1000, 10000), ("cold", "serve"), (5, 50))
    assert parse(["10", "--work", str(tmp_path)]).only == PARTS
    with pytest.raises(SystemExit):
        parse(["10", "--work", str(tmp_path), "--only", "cold,lukewarm"])
    assert "lukewarm: not one of cold, " in capsys.readouterr().err


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_says_how_it_is_used(script):
    told = subprocess.run([sys.executable, BENCH / script, "--help"], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert f"tests/bench/{script}" in told.stdout
