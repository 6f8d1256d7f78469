"""`python -m tests.bench.national [search|pages]`: make the country, measure, print.

Search is measured on lists of full length, pages on the lists of 40,000 townships, cut short.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.national.database import DEFAULT_FOLDER, Corpus, country
from tests.bench.national.shares import Short
from tests.bench.table import say

PARTS = ("search", "pages")
TOWNSHIPS = 40_000


def main() -> None:
    arguments = read()
    if arguments.part is None:
        # Each on a database of its own, which Django takes once for a process.
        for part in PARTS:
            command = [sys.executable, "-m", "tests.bench.national", part, *sys.argv[1:]]
            subprocess.run(command, check=True)
        return
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    say(f"{os.cpu_count()} cores, load at the start {load}")
    arguments.data.mkdir(parents=True, exist_ok=True)
    with country(arguments.data, corpus(arguments)):
        if arguments.only_load:
            return
        if arguments.part == "search":
            from tests.bench.national import measure

            measure.measure(arguments.data, arguments.rounds)
        else:
            from tests.bench.national import pages

            pages.measure(arguments.named)


def read() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.national", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="what to measure: else both")
    parser.add_argument("--items", type=int, default=1_000_000, help="rows of all lists")
    parser.add_argument("--townships", type=int, default=TOWNSHIPS, help="for pages: so many lists")
    parser.add_argument("--whole", type=int, default=3, help="for pages: counties of whole lists")
    parser.add_argument("--seed", type=int, default=1, help="another one makes another country")
    parser.add_argument("--rounds", type=int, default=3, help="times each query is asked")
    parser.add_argument("--named", default="", help="only pages whose name holds this")
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder it is kept in")
    parser.add_argument("--only-load", action="store_true", help="make the country, no more")
    return parser.parse_args()


def corpus(arguments: argparse.Namespace) -> Corpus:
    """The country that a part is measured on."""
    if arguments.part == "search":
        return Corpus("national", arguments.items, arguments.seed)
    short = Short(max(20, arguments.items // arguments.townships), arguments.whole)
    return Corpus("national_pages", arguments.items, arguments.seed, short)


if __name__ == "__main__":
    main()
