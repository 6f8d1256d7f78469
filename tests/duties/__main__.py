"""`make duties`: precision and recall on the judged pairs, the wrong ones, the families.

--meaning   also with the vectors of the bundled model (half a minute)
--fit       the weights that the pairs marked `learn` ask for
--families  the families of the sample lists that join different names, to be read
"""

import sys

from lists.families.likeness import THRESHOLD
from lists.search.embed import PASSAGE, embedder
from tests.duties.pairs import Figures, Key, families, learned, texts, with_meaning


def main(arguments: list[str]) -> None:
    """Print what is asked for."""
    ways = {"by words": texts()}
    if "--meaning" in arguments:
        model = embedder()
        if model is None:
            sys.exit("no embedding model here: unset EMBEDDINGS, or leave --meaning out")
        ways["with meaning"] = with_meaning(lambda names: model.embed(names, PASSAGE))
    for way, rows in ways.items():
        for half in ("learn", "held"):
            print_figures(way, half, rows)
        if "--fit" in arguments:
            say(f"{way}: {learned(rows)}")
    if "--families" in arguments:
        print_families()


def print_figures(way: str, half: str, rows: dict) -> None:
    """Precision and recall of one half, and its wrong pairs."""
    found = Figures.of(half, rows)
    say(f"{way}, {half}: precision {found.precision:.3f}  recall {found.recall:.3f}")
    for same, pair in sorted(found.wrong, key=lambda wrong: (wrong[1].same, -wrong[0])):
        sign = "not found" if pair.same else "wrong    "
        names = " ‖ ".join(f"{told(key)} {rows[key].name[:40]}" for key in (pair.a, pair.b))
        say(f"  {sign} {same:.2f}  {names}  ({pair.why})")


def print_families() -> None:
    """The families of more than one name, the widest first."""
    rows = texts()
    found = families(rows)
    joined = [family for family in found if len(family.names) > 1]
    say(f"{len(found)} families, {len(joined)} of several names (from {THRESHOLD} on)")
    for family in sorted(joined, key=lambda family: -len(family.names)):
        say(f"  {len(family.members)} rows: " + " ‖ ".join(t.name[:60] for t in family.names))


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(line + "\n")


def told(key: Key) -> str:
    """A row's place as a person reads it."""
    township, kind, number = key
    return f"{township} {kind} {number}"


main(sys.argv[1:])
