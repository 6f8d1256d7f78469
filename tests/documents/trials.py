"""Made lists in random looks through Chromium and LibreOffice, for the report."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from ingest.errors import Refused
from ingest.pipeline import understand
from tests.documents.compare import Outcome, clauses_by_number, compare, expected_of
from tests.documents.lists import MadeList, make
from tests.documents.looks import ONLY_WEB, ONLY_WORD, Look, random_look
from tests.documents.office import write_office
from tests.documents.report import Line, remarks, show
from tests.documents.text import text_of
from tests.documents.web import browser, write_web
from tests.documents.word import write_word
from tests.ingest.documents import understood

WAYS = ("web", "web", "office", "word")


@dataclass(frozen=True)
class Trial:
    """One made list, its look, and the way its document is made; all by the seed."""

    seed: int

    @property
    def way(self) -> str:
        """Through Chromium, through LibreOffice, or as the Word document it is."""
        return WAYS[self.seed % len(WAYS)]

    @property
    def look(self) -> Look:
        """The look, with what the way cannot show left plain."""
        fixed = ONLY_WORD if self.way == "web" else ONLY_WEB
        return random_look(Random(f"{self.seed} look"), fixed)

    @property
    def made(self) -> MadeList:
        """The list: a few items in long cells or many in short ones."""
        random = Random(f"{self.seed} list")
        counts = tuple(random.choice((1, 5, 15, 40)) for _ in range(3))
        return make(self.seed, counts, random.choice((3, 8, 8, 40)))

    def write(self, folder: Path, printer) -> Path:
        """Write the document into a folder and give its path."""
        if self.way == "web":
            return write_web(self.made, self.look, folder / f"{self.seed}.pdf", printer)
        word = write_word(self.made, self.look, folder / f"{self.seed}.docx")
        if self.way == "word":
            return word
        return write_office([word], folder, folder / "profile")[0]


def report_looks(wanted: int, seed: int, keep: Path | None, verbose: bool) -> bool:
    """Print a line a trial; True when every list came back. What fails is kept in a folder."""
    right = True
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        printer = stack.enter_context(browser())
        for trial in trials(wanted, seed):
            path = trial.write(folder, printer)
            line = read_trial(trial, path)
            show(line, verbose)
            if not line.right:
                right = False
                if keep:
                    keep_failure(line, trial, path, keep)
    return right


def trials(wanted: int, seed: int) -> Iterator[Trial]:
    """So many trials, the same for the same seed."""
    return (Trial(seed * 1000 + n) for n in range(wanted))


def read_trial(trial: Trial, path: Path) -> Line:
    """Read the document of a trial and compare it with its list."""
    name = f"{trial.seed} {trial.way}"
    truth = understood(text_of(trial.made))
    expected = expected_of(trial.made, clauses_by_number(truth.items))
    start = time.perf_counter()
    try:
        duty_list = understand(path)
    except Refused as refusal:
        words = f"refused {refusal.code}: {refusal} [{trial.look}]"
        return Line(name, None, time.perf_counter() - start, words, False)
    seconds = time.perf_counter() - start
    outcome = compare(expected, duty_list.items)
    words = f"{remarks(duty_list)}{loss(outcome, bool(duty_list.blocked))} [{trial.look}]"
    return Line(name, outcome, seconds, words, outcome.perfect and not duty_list.blocked)


def loss(outcome: Outcome, told: bool) -> str:
    """What an outcome lacks, in capitals where text is wrong and no error tells of it."""
    if outcome.perfect:
        return ""
    if outcome.cells_equal == outcome.cells and not outcome.invented:
        return " clauses differ"
    return " told" if told else " SILENT"


def keep_failure(line: Line, trial: Trial, path: Path, folder: Path) -> None:
    """Copy a document that failed, its truth as text, and a line that says why."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, folder / path.name)
    (folder / f"{trial.seed}.truth.txt").write_text(text_of(trial.made), "utf-8")
    differences = line.outcome.differences[:8] if line.outcome else []
    why = "\n".join([str(line), *differences, ""])
    (folder / f"{trial.seed}.why.txt").write_text(why, "utf-8")
    sys.stdout.flush()
