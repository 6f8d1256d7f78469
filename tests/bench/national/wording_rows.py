"""The made-up texts as wordings with search vectors, passages and meanings."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context

from django.db.models import Max

from lists.models import Passage, Wording
from lists.search import tokens
from tests.bench.national.copying import copy
from tests.bench.national.meanings import Meanings, sample_passages
from tests.bench.national.samples import Samples
from tests.bench.national.shares import Country

PROCESSES = 2
# (digest, search column, parts) of a text.
Cut = tuple[str, str, list[tuple[str, str]]]


@dataclass
class Work:
    """What the processes that cut texts need; they inherit it."""

    samples: Samples
    country: Country

    def cut(self, number: int) -> Cut:
        """The wording of a text as the portal makes it."""
        text = self.country.texts[number]
        cells = self.samples.rows[text.sample].cells(text)
        return cells.digest, cells.vector, cells.parts


work: Work | None = None


def cut(number: int) -> Cut:
    """Cut a text in one of the processes."""
    return work.cut(number)


def cut_all(samples: Samples, country: Country, processes: int) -> Iterator[Cut]:
    """The wordings of all new texts in their order; cutting takes 2 ms each and more."""
    global work
    tokens.load()
    work = Work(samples, country)
    numbers = range(len(samples.texts), len(country.texts))
    if processes == 1:
        yield from map(cut, numbers)
        return
    with get_context("fork").Pool(processes) as pool:
        yield from pool.imap(cut, numbers, chunksize=200)


def save(
    samples: Samples, country: Country, parents: list[int], duties: list[int], processes: int
) -> list[int]:
    """Save the new wordings and their passages; gives the id of each text's wording.

    `duties` are the ids of the duties that the texts mean, by their number.
    """
    ids = [row.wording for row in samples.rows]
    digests = dict(Wording.objects.values_list("digest", "pk"))
    next_id = (Wording.objects.aggregate(Max("pk"))["pk__max"] or 0) + 1
    meanings = Meanings.of_database()
    parts = parts_of_samples(samples, meanings)
    passages: list[tuple[int, str, int]] = []

    def rows() -> Iterator[tuple]:
        for digest, vector, found in cut_all(samples, country, processes):
            number = len(ids)
            # Two texts that differ in signs only are one wording.
            known = digests.setdefault(digest, next_id + number)
            ids.append(known)
            parts.append(numbered(found, parts[parents[number]], meanings))
            if known == next_id + number:
                passages.extend((known, part, at) for part, at in parts[number])
                row = samples.rows[country.texts[number].sample]
                name = country.texts[number].name
                yield known, digest, name, row.category, vector, 0, 0, 0, 0, duties[number], 0.9

    columns = (
        "id, digest, name, category_id, search, published, basic, cooperation, revoked,"
        " duty_id, sureness"
    )
    copy("lists_wording", columns, rows())
    meanings.save(lambda text: hashlib.sha256(text.encode()).hexdigest())
    copy(
        "lists_passage",
        "wording_id, part, meaning_id",
        ((wording, part, meanings.ids[at]) for wording, part, at in passages),
    )
    return ids


def parts_of_samples(samples: Samples, meanings: Meanings) -> list[list[tuple[str, int]]]:
    """The parts of the sample texts, by number: (part, number of its meaning)."""
    of_wording: dict[int, list[tuple[str, int]]] = {}
    for wording, part, text in sample_passages():
        of_wording.setdefault(wording, []).append((part, meanings.numbers[text]))
    return [of_wording.get(row.wording, []) for row in samples.rows]


def numbered(
    found: list[tuple[str, str]], parent: list[tuple[str, int]], meanings: Meanings
) -> list[tuple[str, int]]:
    """The parts of a new text; a part of it descends from the like part of its parent."""
    by_part: dict[str, list[int]] = {}
    for part, number in parent:
        by_part.setdefault(part, []).append(number)
    seen: dict[str, int] = {}
    parts = []
    for part, text in found:
        like = by_part.get(part) or by_part[Passage.Part.NAME]
        at = seen[part] = seen.get(part, -1) + 1
        parts.append((part, meanings.number(text, like[at % len(like)])))
    return list(dict.fromkeys(parts))
