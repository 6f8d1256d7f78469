"""Finds text that stands only in the draft, wherever an answer carries it."""

import html
import io
import re
import zipfile
from functools import cached_property
from urllib.parse import unquote

from django.http import HttpResponse

from lists.models import CooperationItem, Edition, Involvement, Item, RevokedItem

# So many characters in a row, found in the draft and in no published list, give it away.
RUN = 8


def runs(text: str) -> set[str]:
    """All runs of RUN characters in a text; 、 ends a run, for pages put it between names."""
    return {
        piece[at : at + RUN]
        for piece in re.split(r"[、\s]+", text)
        for at in range(len(piece) - RUN + 1)
    }


def texts(**edition) -> list[str]:
    """Every text the rows of some editions hold."""
    within = {f"edition__{name}": value for name, value in edition.items()}
    found = list(Item.internal.filter(**within).values_list("name", "category_as_printed"))
    found += CooperationItem.internal.filter(**within).values_list(
        "departments_as_printed", "lead_duty", "township_duty"
    )
    found += RevokedItem.internal.filter(**within).values_list("method")
    return [text for row in found for text in row]


def names(**edition) -> list[str]:
    """Every name and address word that goes with some editions: places, bodies, files."""
    within = {f"item__edition__{name}": value for name, value in edition.items()}
    place, county = "township__{}".format, "township__county__{}".format
    found = list(
        Edition.internal.filter(**edition).values_list(
            place("name"),
            place("slug"),
            county("name"),
            county("slug"),
            county("prefecture"),
            county("province"),
            "source_name",
            "source_sha256",
        )
    )
    bodies = Involvement.objects.filter(**within)
    found += bodies.values_list("department__name", "department__slug", "as_printed").distinct()
    aliases = bodies.values_list("department__aliases", flat=True).distinct()
    return [name for row in (*found, *aliases) for name in row if name]


def body_of(response: HttpResponse) -> str:
    """The text of an answer, also of one that is streamed; of a workbook that of its parts."""
    if not response.streaming:
        return response.content.decode()
    data = b"".join(response.streaming_content)
    response.streaming_content = [data]  # to be read again
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist())


class Secret:
    """What stands in the editions of one state and in no published one."""

    def __init__(self, state: str):
        self.state = state

    @cached_property
    def names(self) -> set[str]:
        """Names that occur in no published text."""
        public = "\n".join([*texts(state="published"), *names(state="published")])
        return {name for name in names(state=self.state) if name not in public}

    @cached_property
    def runs(self) -> set[str]:
        """Runs of characters that occur in no published text."""
        public = (runs(text) for text in (*texts(state="published"), *names(state="published")))
        own = (runs(text) for text in (*texts(state=self.state), *self.names))
        return set().union(*own).difference(*public)

    def in_answer(self, response: HttpResponse, address: str) -> set[str]:
        """What an answer gives away beyond what its own address said already."""
        said, body = unquote(address), body_of(response)
        # Marks inside a text must not hide it, nor two cells make one text.
        bare = html.unescape(re.sub(r"<[^>]*>", "\n", re.sub(r"</?mark>", "", body)))
        whole = "\n".join([str(response.status_code), str(response.headers), unquote(body), bare])
        found = (runs(whole) & self.runs) - runs(said)
        return found | {name for name in self.names if name in whole and name not in said}
