"""What reading a PDF costs beside pdfplumber's own `extract_words` over the same pages."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from tests.bench.table import table
from tests.documents.lists import make
from tests.documents.looks import Look
from tests.documents.web import browser, write_web

ROUNDS = 3
LOOKS = {
    "full rules": Look(),
    "horizontal rules, portrait": Look(rules="horizontal", landscape=False),
    "zebra, category bands": Look(rules="zebra", categories="bands"),
    "no rules, merged categories": Look(rules="none", categories="rowspan"),
}
HEAD = ("look", "pages", "reading s", "extract_words s", "ratio", "peak MB")
WORDS = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for number, page in enumerate(pdf.pages, 1):
        page.extract_words()
        page.close()
print(number)
"""
# The last line says what the greatest of the children took, in kB: the guarded reader.
READING = """
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from ingest.read import read
read(Path(sys.argv[1]))
print(getrusage(RUSAGE_CHILDREN).ru_maxrss)
"""


def measure() -> None:
    """Print a table over made lists of the usual length, printed by Chromium in several looks."""
    rows = []
    with tempfile.TemporaryDirectory() as folder, browser() as printer:
        for at, (name, look) in enumerate(LOOKS.items()):
            made = make(at, (100, 100, 50))
            rows.append(line(name, write_web(made, look, Path(folder) / f"{at}.pdf", printer)))
    table(f"Reading PDFs (processor seconds, median of {ROUNDS}, in turns)", HEAD, rows)


def line(name: str, path: Path) -> tuple:
    """One line of the table; reading and `extract_words` take turns, for the machine is noisy."""
    reading, words = [], []
    for _ in range(ROUNDS):
        seconds, memory = processor_seconds([READING, str(path)])
        reading.append(seconds)
        seconds, pages = processor_seconds([WORDS, str(path)])
        words.append(seconds)
    ours, theirs = median(reading), median(words)
    return (name, int(pages), ours, theirs, ours / theirs, int(memory) / 1024)


def processor_seconds(arguments: Sequence[str]) -> tuple[float, str]:
    """The processor time of a Python program with its children, start included; what it printed."""
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", *arguments], capture_output=True, text=True, check=True
    )
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout.strip()
