"""Whether finding takes time in step with the text: every text of tests/cases/, repeated to two lengths.

    python tests/bench/growth.py                 40,000 and 160,000 characters
    python tests/bench/growth.py --length 160000

Takes some minutes. Each text is also taken without full stops and line ends, as one sentence. Prints the texts of which the second length,
four times the first, took more than six times as long, with both times in seconds of processor time; or that there is
none. What is printed may still be noise: try it with a greater length.
"""

import argparse
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from muniment.model import Document, changed
from muniment.understand.findings import find_all
from test_cases import read_case, sections

TIMES, MOST = 4, 6.0  # as long; as much time
NOISE = 0.1  # seconds
STOPS = re.compile(r"[.!?…\n]")
SHOWN = 100  # characters of a text


def seconds(document: Document) -> float:
    """Processor time of finding all."""
    began = time.process_time()
    find_all(document, ())
    return time.process_time() - began


def growth(document: Document, text: str, length: int) -> tuple[float, float]:
    """The seconds for the text repeated to about this length, and to TIMES that."""
    count = max(1, length // (len(text) + 1))
    small, large = (changed(document, text=f"{text} " * (count * times)) for times in (1, TIMES))
    return seconds(small), seconds(large)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", type=int, default=40_000, help="characters of the shorter text")
    length = parser.parse_args().length
    found = 0
    known = list(sections())
    for _, body in known:
        document = read_case(body).document
        for text in (document.text.strip(), STOPS.sub("", document.text).strip()):
            small, large = growth(document, text, length)
            if large > MOST * small + NOISE:
                found += 1
                print(f"{small:.2f} {large:.2f}  {text[:SHOWN]!r}", flush=True)
    print(f"{found} texts" if found else f"none of {len(known)} texts grows so")


if __name__ == "__main__":
    main()
