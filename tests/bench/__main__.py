"""`python -m tests.bench [--rounds N] [--queries FILE …]`: measure and print."""

import argparse
import os
from pathlib import Path

from tests.bench.database import database
from tests.bench.table import say

QUERIES = Path(__file__).resolve().parent.parent / "data" / "own.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="times each page is asked for")
    parser.add_argument("--queries", type=Path, nargs="*", default=[], metavar="FILE")
    arguments = parser.parse_args()
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    say(f"{os.cpu_count()} cores, load at the start {load}")
    with database():
        from tests.bench import documents, intake, pages, searches, starts

        intake.measure()
        documents.measure()
        pages.measure(arguments.rounds)
        searches.measure([QUERIES, *arguments.queries], rounds=3)
        starts.measure()


if __name__ == "__main__":
    main()
