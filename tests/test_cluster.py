"""A build on a cluster: the same bytes as on one machine, whatever becomes of the workers."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import muniment
from muniment.cluster import Cluster
from muniment.problems import PublishError
from muniment.recipes import program, program_templates
from whole import built, bytes_of, fresh_site

REPORTS = {
    f"seeds/r{number:02}.txt": f" date 2022-09-{number % 28 + 1:02} Mayor Valerii Marchenko said that at least {number + 2} "
    f"graves were found near Izium on Sunday.\n"
    for number in range(90)
}
SETTINGS = {"content/settings.yaml": "title: Far\nentity_pages_from: 1\n"}


class Machines:
    """A scheduler and workers, as other machines would run them."""

    def __init__(self, folder: Path):
        self._folder, self._running = folder, list[subprocess.Popen[str]]()
        words = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self.address = self._start(words, r"Scheduler at:\s+(tcp://\S+)")

    def add_worker(self, threads: int = 1, folder: Path | None = None) -> subprocess.Popen[str]:
        words = ["distributed.cli.dask_worker", self.address, "--no-dashboard", "--nthreads", str(threads)]
        self._start([*words, "--no-nanny"], r"(Registered) to:", folder)
        return self._running[-1]

    def _start(self, words: list[str], sign: str, folder: Path | None = None) -> str:
        """A process, once it has said the sign; gives what was asked for in it."""
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder or self._folder,
            env=environment,
        )
        self._running.append(process)
        assert process.stderr
        for line in process.stderr:
            if found := re.search(sign, line):
                threading.Thread(target=process.stderr.read, daemon=True).start()  # a full pipe would stop it
                return found[1]
        raise AssertionError(f"{words[0]} ended")

    def end_scheduler(self) -> None:
        self._running[0].kill()
        self._running[0].wait()

    def end(self) -> None:
        for process in reversed(self._running):
            process.kill()
            process.wait()
            assert process.stderr
            process.stderr.close()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    (tmp_path / "elsewhere").mkdir()
    found = Machines(tmp_path / "elsewhere")
    try:
        yield found
    finally:
        found.end()


def test_a_cluster_gives_the_same_bytes_as_one_process(make_archive, tmp_path, machines):
    archive = make_archive({**REPORTS, **SETTINGS})
    machines.add_worker()
    machines.add_worker()
    outcome = built(archive, cluster=machines.address)
    assert (outcome.reports.built, outcome.reports.refused) == (90, 0)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "near")
    (archive / "seeds/r05.txt").write_text("Nothing was found in Kharkiv.\n")
    built(archive, cluster=machines.address)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "near again")


def test_a_worker_that_is_lost_costs_time_and_nothing_else(make_archive, tmp_path, machines):
    archive = make_archive({**REPORTS, **SETTINGS})
    lost = machines.add_worker()
    machines.add_worker()

    def lose(stage: str, done: int, total: int) -> None:
        if stage == "render" and lost.poll() is None:
            lost.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            lost.wait()

    assert built(archive, cluster=machines.address, progress=lose).reports.built == 90
    assert lost.returncode
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "near")


def test_when_all_are_lost_this_process_does_the_work(make_archive, tmp_path, machines, monkeypatch):
    monkeypatch.setattr("muniment.cluster.PATIENCE", 2)
    archive = make_archive({**REPORTS, **SETTINGS})
    machines.add_worker()

    def lose(stage: str, done: int, total: int) -> None:
        if stage == "render":
            machines.end()

    assert built(archive, cluster=machines.address, progress=lose).reports.built == 90
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "near")


@pytest.mark.parametrize("stage", ["read and understand", "render", "search"])
def test_when_the_scheduler_is_lost_this_process_does_the_work(make_archive, tmp_path, machines, monkeypatch, stage):
    monkeypatch.setattr("muniment.cluster.PATIENCE", 2)
    archive = make_archive({**REPORTS, **SETTINGS})
    machines.add_worker()

    def lose(now: str, done: int, total: int) -> None:
        if now == stage:
            machines.end_scheduler()

    assert built(archive, cluster=machines.address, progress=lose).reports.built == 90
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "near")


def test_a_library_that_is_missing_is_told_with_how_to_get_it(make_archive, monkeypatch):
    def load(name: str) -> None:
        raise ModuleNotFoundError(f"No module named 'distributed' for {name}", name="distributed")

    monkeypatch.setattr("muniment.crew.load", load)
    said = problems_of(lambda: built(make_archive(REPORTS), cluster="tcp://127.0.0.1:9"))
    assert said.startswith("--cluster: distributed is not installed\n  hint: install it here")


def problems_of(action: Callable[[], object]) -> str:
    with pytest.raises(PublishError) as caught:
        action()
    return "\n".join(map(str, caught.value.problems))


def test_no_work_is_given_to_workers_that_are_not_fit_for_it(make_archive, machines):
    archive = make_archive(REPORTS)
    assert "the cluster has no worker" in problems_of(lambda: built(archive, cluster=machines.address))
    machines.add_worker(threads=3)
    assert "it works in 3 threads" in problems_of(lambda: built(archive, cluster=machines.address))
    assert not (archive / "site/index.html").exists()


def program_here() -> str:
    return f"of process {os.getpid()}"


def test_workers_of_another_version_or_without_the_archive_are_told(tmp_path, machines, monkeypatch):
    machines.add_worker()
    said = problems_of(lambda: Cluster(machines.address, program_here, tmp_path))
    assert "it runs another version of this program" in said
    (tmp_path / "far").mkdir()
    monkeypatch.setattr(Path, "touch", lambda path: None)  # as where the folder of that name is another one
    assert f"it does not see {tmp_path / 'far'}" in problems_of(
        lambda: Cluster(machines.address, program, tmp_path / "far")
    )


def test_a_worker_with_other_templates_is_told(make_archive, machines, tmp_path):
    package = Path(muniment.__file__).parent
    copy = tmp_path / "other" / "generator" / package.name
    shutil.copytree(package, copy)
    templates = copy / "templates" if (copy / "templates").is_dir() else tmp_path / "other" / "templates"
    shutil.copytree(program_templates(), templates, dirs_exist_ok=True)
    (templates / "404.html").write_text("other")
    machines.add_worker(folder=copy.parent)
    said = problems_of(lambda: built(make_archive(REPORTS), cluster=machines.address))
    assert "it runs another version of this program" in said


def test_an_address_where_no_cluster_answers_is_told(make_archive, monkeypatch):
    monkeypatch.setattr("muniment.cluster.PATIENCE", 1)
    archive = make_archive(REPORTS)
    said = problems_of(lambda: built(archive, cluster="tcp://127.0.0.1:9"))
    assert "tcp://127.0.0.1:9: no cluster answers" in said
    assert "dask scheduler" in said


def test_what_is_no_address_is_told_at_once(tmp_path):
    said = problems_of(lambda: Cluster("nonsense", program, tmp_path))
    assert "no cluster answers: missing port number in address 'nonsense'" in said
