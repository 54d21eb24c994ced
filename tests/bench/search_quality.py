"""How near a search in parts comes to one of a single index, and how soon it answers.

    python tests/bench/search_quality.py SITE --work /dev/shm/quality

SITE is a built site, of which only its search is read: the reports' words lie in it. From them
search pages are made of one index, and of parts as a build cuts them (or of `--reports` each), and
both are asked the same questions in Chromium. Prints two Markdown tables: how many of the first ten reports agree and the
rank-biased overlap of the whole orders (Webber, Moffat and Zobel, "A Similarity Measure for
Indefinite Rankings", 2010); and milliseconds, requests and bytes until the first results.
"""

import argparse
import functools
import http.server
import itertools
import json
import random
import re
import shutil
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from muniment.model import SearchRecord, to_bytes
from muniment.publish.packs import parts_file
from muniment.publish.search import make_part
from muniment.publish.searched_words import GAP
from muniment.publish.shards import Entry, cut_parts

SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
WORD = re.compile(r"[^\W\d_]{3,}")
DEEP = 0.9  # of rank-biased overlap: the first ten ranks have 86 % of the weight
EACH = 30  # questions of each kind
SEED = 7

# Asks a question of all parts, and gives the numbers of the reports in the order of their scores:
# ours, and as Pagefind itself would merge the same answers.
ASK = """async question => {
  const quest = MunimentSearch.begin(question, false);
  await quest.take(1e6);
  const number = one => [one.part.number, one.report];
  const order = some => some.sort((one, other) => other.score - one.score || one.part.number - other.part.number ||
    one.report - other.report).map(number);
  const native = new Map();
  quest.answers.forEach(each => each.answers[0].results.forEach(result =>
    native.set(each.part.number + ' ' + each.part.pages.get(result.id), result.score)));
  const merged = quest.found.map(one => ({...one, score: native.get(one.part.number + ' ' + one.report)}));
  return [order(quest.found), order(merged)];
}"""


def packed(path: Path) -> Any:
    """What a pack holds."""
    return json.loads(path.read_text("utf-8").removeprefix("munimentPack(").removesuffix(");\n"))


def records_of(site: Path) -> list[SearchRecord]:
    """The reports of a site, oldest first, as its search was told of them."""
    records = []
    for folder, *_ in packed(site / "pagefind" / "parts.js"):
        core = packed(site / "pagefind" / folder / "core.js")
        rows = [
            row for number in range(len(core["texts"])) for row in packed(site / f"pagefind/{folder}/text-{number}.js")
        ]
        for number, (address, title, source, language, names, paragraphs, *_) in enumerate(rows):
            filters = [
                (name, [each["values"][one] for one in each["of"][number]]) for name, each in core["filters"].items()
            ]
            records.append(
                SearchRecord(
                    address=address, title=title, source=source, language=language, names=tuple(names),
                    date=core["dates"][number], paragraphs=tuple(one.replace(GAP, "") for one in paragraphs),
                    filters=tuple((name, tuple(values)) for name, values in filters if values),
                )
            )  # fmt: skip
    return records


def starts_of(records: Sequence[SearchRecord], size: int) -> list[int]:
    """The number of the first report of each part: of `size` reports, or by default as a build has them."""
    if size:
        return list(range(0, len(records), size))
    parts = cut_parts(Entry(record.address, "", len(to_bytes(record))) for record in records)
    return [0, *itertools.accumulate(map(len, parts))][:-1]


def write_search(site: Path, folder: Path, records: Sequence[SearchRecord], starts: list[int]) -> None:
    """A search page of parts that begin with these reports."""
    shutil.rmtree(folder, ignore_errors=True)
    parts = [records[start:end] for start, end in itertools.pairwise([*starts, len(records)])]
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda part: make_part(part, None), parts))
    shutil.copytree(site / "assets", folder / "assets")
    shutil.copy(site / "search.html", folder)
    for address, data in [*(file for part in made for file in part.files), parts_file(part.part for part in made)]:
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(data)


def questions_of(records: Sequence[SearchRecord]) -> dict[str, list[str]]:
    """Questions of each kind, always the same for the same reports."""
    chance = random.Random(SEED)
    texts = [[word.lower() for word in WORD.findall(" ".join(record.paragraphs))] for record in records]
    often = Counter(word for text in texts for word in set(text))
    kinds = {
        "rare word": [word for word, count in often.items() if 2 <= count <= len(records) // 500 + 2],
        "middling word": [word for word, count in often.items() if len(records) // 200 <= count <= len(records) // 40],
        "common word": [word for word, count in often.items() if count >= len(records) // 8],
    }
    questions = {kind: chance.sample(sorted(words), min(EACH, len(words))) for kind, words in kinds.items()}
    long = [text for text in texts if len(text) > 20]
    questions["two words"] = [" ".join(chance.sample(sorted(set(chance.choice(long))), 2)) for _ in range(EACH)]
    questions["beginning of a word"] = [word[: len(word) // 2 + 1] for word in questions["middling word"]]
    spots = [(chance.choice(long), chance.randrange(18)) for _ in range(EACH)]
    questions["phrase"] = [f'"{" ".join(text[place : place + 2])}"' for text, place in spots]
    return questions


def overlap(one: Sequence[int], other: Sequence[int], depth: int = 10) -> float:
    """The share of the first `depth` that both have."""
    most = min(depth, max(len(one), len(other)))
    return len(set(one[:depth]) & set(other[:depth])) / most if most else 1.0


def rank_biased_overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """1 for the same order, 0 for nothing in common; cut at 100 ranks and scaled to that depth."""
    depth = min(100, max(len(one), len(other)))
    if not depth:
        return 1.0
    seen, others, total, weight = set[int](), set[int](), 0.0, 0.0
    for rank in range(1, depth + 1):
        seen.update(one[rank - 1 : rank])
        others.update(other[rank - 1 : rank])
        share = DEEP ** (rank - 1)
        total += share * len(seen & others) / rank
        weight += share
    return total / weight


@functools.cache
def served(folder: Path) -> str:
    """The address at which a folder is served."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *parts: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def answers_of(
    browser: Browser, folder: Path, starts: list[int], questions: list[str]
) -> Iterator[tuple[list[int], list[int]]]:
    """For each question the reports in our order, and in that of Pagefind's own scores."""
    page = browser.new_page()
    page.goto(f"{served(folder)}search.html")
    for question in questions:
        yield tuple([starts[part] + report for part, report in order] for order in page.evaluate(ASK, question))  # type: ignore[misc]
    page.close()


def first_results(browser: Browser, folder: Path, root: str, question: str) -> list[float]:
    """Milliseconds until the page shows reports, and until it shows those that answer a question
    typed; the requests and bytes of each."""
    page = browser.new_page()
    files: list[str] = []
    page.on("requestfinished", lambda request: files.append(request.url))

    def size() -> float:
        return sum((folder / url.removeprefix(root).partition("?")[0]).stat().st_size for url in files) / 1e6

    began = time.perf_counter()
    page.goto(f"{root}search.html", wait_until="commit")
    page.wait_for_selector("#results h2")
    opened = [(time.perf_counter() - began) * 1000]
    wait_until_still(page, files)
    opened += [len(files), size()]
    files.clear()
    typed = page.evaluate(TYPE, question)
    wait_until_still(page, files)
    page.close()
    return [*opened, typed, len(files), size()]


# The time from the change of the box, without the pause for further letters.
TYPE = """question => new Promise(resolve => {
  const began = performance.now();
  const box = document.getElementById('q');
  new MutationObserver((changes, self) => {
    if (document.querySelector('#results mark, #results h2')) { self.disconnect(); resolve(performance.now() - began); }
  }).observe(document.getElementById('results'), { childList: true });
  box.value = question;
  document.getElementById('search').requestSubmit();
})"""


def wait_until_still(page: Page, files: list[str]) -> None:
    """Until nothing was loaded for half a second."""
    before = -1
    while len(files) != before:
        before = len(files)
        page.wait_for_timeout(500)


def print_quality(browser: Browser, one: Path, parts: Path, starts: list[int], questions: dict[str, list[str]]) -> None:
    """How the parts answer beside one index, ranked as the search page does and as Pagefind does; and
    how Pagefind's own scores would have them, taken together."""
    pairs = ("as one index", "as Pagefind's one index", "Pagefind's scores merged, as its one index")
    columns = ["the same found", *(f"{pair}: {what}" for pair in pairs for what in ("first ten", "whole order"))]
    print(f"| questions | asked | {' | '.join(columns)} |\n|---{'|---:' * (len(columns) + 1)}|")
    for kind, asked in questions.items():
        figures = []
        together, apart = answers_of(browser, one, [0], asked), answers_of(browser, parts, starts, asked)
        for (ours, native), (found, merged) in zip(together, apart, strict=True):
            compared = ((ours, found), (native, found), (native, merged))
            near = [measure(*pair) for pair in compared for measure in (overlap, rank_biased_overlap)]
            figures.append([float(set(ours) == set(found)), *near])
        means = [statistics.mean(column) for column in zip(*figures, strict=True)]
        print(f"| {kind} | {len(asked)} | {' | '.join(f'{mean:.3f}' for mean in means)} |", flush=True)


def print_times(browser: Browser, folders: dict[str, Path], question: str) -> None:
    """What a reader waits for, and what is loaded meanwhile: medians of three."""
    columns = [f"{when}: {what}" for when in ("opened", f"“{question}”") for what in ("ms", "requests", "MB")]
    print(f"\n| search | {' | '.join(columns)} |\n|---{'|---:' * len(columns)}|")
    for name, folder in folders.items():
        for how, root in (("disk", f"{folder.as_uri()}/"), ("http", served(folder))):
            runs = [first_results(browser, folder, root, question) for _ in range(3)]
            figures = [statistics.median(column) for column in zip(*runs, strict=True)]
            print("| {}, {} | {:.0f} | {:.0f} | {:.2f} | {:.0f} | {:.0f} | {:.2f} |".format(name, how, *figures))


def main() -> None:
    """Make both searches, ask them, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=0, help="of a part; as a build cuts them")
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    asked = parser.parse_args()
    work = asked.work.resolve()
    records = records_of(asked.site)
    one, parts, starts = work / "one", work / "parts", starts_of(records, asked.reports)
    write_search(asked.site, one, records, [0])
    write_search(asked.site, parts, records, starts)
    questions = questions_of(records)
    print(f"{len(records):,} reports, one index and {len(starts)} parts\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=SWITCHES)
        print_quality(browser, one, parts, starts, questions)
        print_times(browser, {"one index": one, f"{len(starts)} parts": parts}, questions["two words"][0])
        browser.close()


if __name__ == "__main__":
    main()
