"""What has to be done when one township's list is published, and when all are counted anew."""

from collections.abc import Callable

from lists import place_counts
from lists.families import build, counts
from lists.models import Edition, Wording
from lists.publication import restore, withdraw
from lists.search import frequencies, upkeep, wordings
from tests.bench.national.clock import once
from tests.bench.national.made import townships
from tests.bench.table import table

HEAD = ("step", "s", "of it in the database")
# All counts of the country from nothing.
ANEW: dict[str, Callable[[], object]] = {
    "tokens": frequencies.refresh,
    "wordings": wordings.count_published,
    "places": place_counts.count,
    "duties": counts.count,
    "wordings sorted into duties": build.build,
}


def measure() -> None:
    """Print the seconds of a publication of one township, and of all counts anew."""
    edition = Edition.published.get(township=townships()[0])
    # Wordings that no other list has come without a duty, as with a list that is new.
    own = Wording.objects.filter(items__edition=edition, published=1)
    new = list(own.values_list("pk", flat=True))
    rows = []
    for act in (withdraw, restore):
        rows.append(line(act.__name__, lambda act=act: act(edition)))
        if act is restore:
            Wording.objects.filter(pk__in=new).update(duty=None, sureness=None)
        rows.append(line(f"counts after {act.__name__}", upkeep.follow))
    title = f"A township's list of which {len(new)} wordings are new is withdrawn and published"
    table(title, HEAD, rows)
    anew = [line(name, step) for name, step in ANEW.items()]
    table("All counts anew", HEAD, anew)


def line(name: str, action: Callable[[], object]) -> tuple[str, float, float]:
    """How long a step takes, in seconds."""
    taken = once(action)
    return name, taken.whole / 1000, taken.database / 1000
