"""`python -m portal.embedded [--data DIR] -- CMD …`: run a command with DATABASE_URL set."""

import argparse
import sys
from pathlib import Path

from portal.embedded import EmbeddedError, provide, release
from portal.embedded.command import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m portal.embedded", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the database (DATA, else .data)")
    parser.add_argument("command", nargs="+", metavar="CMD")
    arguments = parser.parse_args()
    try:
        provide(arguments.data)
    except EmbeddedError as error:
        sys.exit(str(error))
    try:
        return run(arguments.command)
    finally:
        release()


if __name__ == "__main__":
    sys.exit(main())
