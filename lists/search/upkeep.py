"""Keeps what search reads in step with what is published: counts, wordings, thesaurus, vectors."""

import time
from collections.abc import Callable, Collection

from django.db import connection, transaction
from django.db.models import QuerySet

from lists import place_counts
from lists.families import counts as duty_counts
from lists.families.build import ANEW, build
from lists.families.joining import sort_in
from lists.models import Edition, Item, Meaning, Wording
from lists.search import counted, frequencies, thesaurus, wordings
from lists.search.embed import PASSAGE, embedder

# Where so many lists came or went, all are counted anew.
MOST_FOLLOWED = 200
# So many texts are embedded between two saves: about a second's work of the bundled model.
BATCH = 64
# With more texts than this a scan of all of them is slower than an approximate index.
INDEX_FROM = 20_000
# So often (seconds) a process asks whether texts have come in.
LOOK_AGAIN = 10.0


def follow() -> None:
    """Bring the counts in step with what was published or withdrawn since they were made.

    It costs what the lists of the counties concerned cost, however many others there are.
    """
    if counted.waiting()[:MOST_FOLLOWED].count() == MOST_FOLLOWED:
        refresh()
        return
    with transaction.atomic():
        moved = Edition.internal.filter(pk__in=counted.follow())
        counties = set(moved.values_list("township__county", flat=True))
        come = moved.filter(counted=True)
        recount(
            counties, set(Item.internal.filter(edition__in=come).values_list("wording", flat=True))
        )


def corrected(county: int, wordings_: Collection[int]) -> None:
    """Bring the counts in step with a row in force that was corrected: these were its wordings.

    The tokens of the one row follow with the next refresh of all.
    """
    with transaction.atomic():
        counted.lock()
        wordings.count_published(wordings_)
        recount([county], wordings_)


def recount(counties: Collection[int], came: Collection[int]) -> None:
    """Count some counties anew, after wordings that came with a list were sorted into duties."""
    if not counties:
        return
    place_counts.count_counties(counties)
    new = Wording.objects.filter(pk__in=came, duty=None).count()
    if new > ANEW * Wording.objects.filter(duty__isnull=False).count():
        build()  # so many change what is rare, and who is near whom
    else:
        sort_in(came)
        duty_counts.count_counties(counties)


def refresh() -> None:
    """Count tokens, wordings and places anew, and sort new wordings into duties: all there are."""
    with transaction.atomic():
        counted.mark_all()
        frequencies.refresh()
        wordings.count_published()
    place_counts.count()
    build()


def prepare() -> None:
    """Make what is missing: wordings of older rows, the thesaurus' groups, the counts."""
    wordings.ensure_for_saved()
    thesaurus.load_files()
    refresh()


def waiting() -> QuerySet[Meaning]:
    """Texts without a vector, the oldest first."""
    return Meaning.objects.filter(vector=None).order_by("pk")


def forget_other_models() -> None:
    """Let texts wait again whose vector another model made: two models cannot be compared."""
    others = Meaning.objects.exclude(vector=None).exclude(model=embedder().model)
    others.update(vector=None, model="")


def embed_batch() -> int:
    """Embed the next texts; gives how many, 0 when all have their vector."""
    batch = list(waiting()[:BATCH])
    if batch:
        vectors = embedder().embed([meaning.text for meaning in batch], PASSAGE)
        for meaning, vector in zip(batch, vectors, strict=True):
            meaning.vector, meaning.model = vector, embedder().model
        Meaning.objects.bulk_update(batch, ["vector", "model"])
    return len(batch)


def embed_all(tell: Callable[[int, int], None] = lambda done, all_: None) -> int:
    """Embed all texts that wait; tells (done, all) after each batch; gives how many."""
    forget_other_models()
    missing, done = waiting().count(), 0
    while count := embed_batch():
        done += count
        tell(done, max(missing, done))
    if done:
        index_vectors()
    return done


def index_vectors() -> None:
    """Make the approximate index for national searches, once there are texts enough."""
    first = Meaning.objects.filter(vector__isnull=False).first()
    if first is None or Meaning.objects.count() < INDEX_FROM:
        return
    size = len(first.vector)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS meaning_nearest_{size} ON lists_meaning USING hnsw"
            f" ((vector::halfvec({size})) halfvec_cosine_ops)"
        )


class Progress:
    """When this process last saw that no text waits, by its clock."""

    complete: float | None = None


def progress() -> int | None:
    """The share of texts that have their vector (per cent) while some wait; None: none waits.

    That none waits is asked anew every LOOK_AGAIN seconds only.
    """
    if not embedder():
        return None
    if Progress.complete and time.monotonic() - Progress.complete < LOOK_AGAIN:
        return None
    if not waiting().order_by().exists():
        Progress.complete = time.monotonic()
        return None
    total = Meaning.objects.count()
    return 100 * (total - waiting().count()) // total
