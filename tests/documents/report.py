"""A table of what the readers give back: document, items and cells exact, clauses, seconds.

`python -m tests.documents.report FOLDER…` reads the documents of folders with a manifest.json
and compares them with the text version of their township; a single file may be named, too.
`--looks N --seed S` writes N made lists in random looks, reads them and keeps those that fail.
"""

import argparse
import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import Refused
from ingest.pipeline import understand
from ingest.shapes import LIST_NAMES, DutyList
from tests.documents.compare import Outcome, compare, expected_of_township

HEAD = f"{'document':44}{'items':>12}{'cells':>14}{'clauses':>12}{'s':>7}  remarks"


@dataclass(frozen=True)
class Line:
    """One document of the report: what came back, or the refusal, and how long it took."""

    name: str
    outcome: Outcome | None
    seconds: float
    remarks: str
    right: bool

    def __str__(self) -> str:
        figures = ["", "", ""]
        if self.outcome:
            told = self.outcome
            figures = [f"{told.exact}/{told.expected}", f"{told.cells_equal}/{told.cells}"]
            figures.append(f"{told.clauses_equal}/{told.clauses}")
        items, cells, clauses = figures
        mark = "" if self.right else "  <<<"
        return (
            f"{self.name[-43:]:44}{items:>12}{cells:>14}{clauses:>12}{self.seconds:7.1f}"
            f"  {self.remarks}{mark}"
        )


def read_one(name: str, path: Path, expected: list | None, entry: dict) -> Line:
    """Read a document and compare it with what it was made from, or with its manifest entry."""
    start = time.perf_counter()
    try:
        duty_list = understand(path)
    except Refused as refusal:
        seconds = time.perf_counter() - start
        expect = entry.get("expect", "")
        as_told = entry.get("error", refusal.code) == refusal.code
        right = as_told and bool(re.search("refused|either", expect))
        return Line(name, None, seconds, f"refused {refusal.code}: {refusal}"[:110], right)
    seconds = time.perf_counter() - start
    outcome = compare(expected, duty_list.items) if expected is not None else None
    right = outcome.perfect if outcome else counts_agree(duty_list, entry)
    return Line(name, outcome, seconds, remarks(duty_list), right)


def counts_agree(duty_list: DutyList, entry: dict) -> bool:
    """Whether each list has as many items as the manifest says."""
    wanted = entry.get("items")
    return wanted is None or all(
        len(duty_list.of_kind(kind)) == wanted.get(kind, 0) for kind in LIST_NAMES
    )


def remarks(duty_list: DutyList) -> str:
    """The counts of the lists and the codes of the errors."""
    counts = "+".join(str(len(duty_list.of_kind(kind))) for kind in LIST_NAMES)
    errors = sorted({finding.code for finding in duty_list.blocked})
    return counts + (f" errors: {' '.join(errors)}" if errors else "")


def documents_of(path: Path) -> list[tuple[Path, dict]]:
    """The documents to read: those of a folder's manifest, or the one file with its entry."""
    folder = path if path.is_dir() else path.parent
    manifest = next(
        (f / "manifest.json" for f in (folder, *folder.parents) if has_manifest(f)), None
    )
    entries = json.loads(manifest.read_text("utf-8")) if manifest else []
    known = {(manifest.parent / entry["file"]).resolve(): entry for entry in entries}
    if path.is_dir():
        return [(file, entry) for file, entry in known.items() if path.resolve() in file.parents]
    return [(path, known.get(path.resolve(), {}))]


def has_manifest(folder: Path) -> bool:
    """Whether a folder says what its documents are."""
    return (folder / "manifest.json").is_file()


def report_files(paths: list[Path], verbose: bool) -> bool:
    """Print a line a document; True when all came back as they should."""
    right = True
    for path in paths:
        for file, entry in documents_of(path):
            township = entry.get("township_file", "").removesuffix(".txt")
            expected = expected_of_township(township) if township else None
            line = read_one(f"{file.parent.name}/{file.name}", file, expected, entry)
            show(line, verbose)
            right &= line.right
    return right


def show(line: Line, verbose: bool) -> None:
    """Print a line and, where asked, the differences."""
    lines = [str(line)]
    if verbose and line.outcome:
        lines += [f"      {words}" for words in line.outcome.differences[:40]]
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description="what the readers give back of documents")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--looks", type=int, default=0, help="so many made lists in random looks")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the documents that fail")
    parser.add_argument("--verbose", action="store_true", help="print the differences")
    options = parser.parse_args()
    sys.stdout.write(f"{HEAD}\n")
    right = report_files(options.paths, options.verbose)
    if options.looks:
        from tests.documents.trials import report_looks

        right &= report_looks(options.looks, options.seed, options.keep, options.verbose)
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
