"""`python -m tests.bench.national [--items N]`: make the country, measure, print."""

import argparse
import os
from pathlib import Path

from tests.bench.national.database import DEFAULT_FOLDER, country
from tests.bench.table import say


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.national", description=__doc__)
    parser.add_argument("--items", type=int, default=1_000_000, help="rows of all lists")
    parser.add_argument("--seed", type=int, default=1, help="another one makes another country")
    parser.add_argument("--rounds", type=int, default=3, help="times each query is asked")
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder it is kept in")
    parser.add_argument("--only-load", action="store_true", help="make the country, no more")
    arguments = parser.parse_args()
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    say(f"{os.cpu_count()} cores, load at the start {load}")
    arguments.data.mkdir(parents=True, exist_ok=True)
    with country(arguments.data, arguments.items, arguments.seed):
        if not arguments.only_load:
            from tests.bench.national import measure

            measure.measure(arguments.data, arguments.rounds)


if __name__ == "__main__":
    main()
