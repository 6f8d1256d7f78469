"""Meaning: the real model on a few rows, the two embedders, and what happens without one."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from lists.models import Meaning, Passage, Township, Wording
from lists.search import embed, upkeep
from lists.search.find import Ways, find
from lists.search.scope import Scope

pytestmark = pytest.mark.django_db
public = AnonymousUser()
ONLY_MEANING = Ways(thesaurus=False, slips=False)


@pytest.fixture
def bundled(monkeypatch):
    """The bundled model, with vectors for the names of one township."""
    monkeypatch.delenv("EMBEDDINGS")
    embed.embedder.cache_clear()
    embed.remembered.cache_clear()
    township = Township.internal.get(name="新地乡")
    rows = township.item_rows.values("wording")
    passages = Passage.objects.filter(wording__in=rows, part=Passage.Part.NAME)
    names = list(Meaning.objects.filter(passages__in=passages).distinct())
    vectors = embed.embedder().embed([name.text for name in names], embed.PASSAGE)
    for name, vector in zip(names, vectors, strict=True):
        name.vector, name.model = vector, embed.embedder().model
    Meaning.objects.bulk_update(names, ["vector", "model"])
    monkeypatch.setattr(upkeep.Progress, "complete", None)
    yield township
    embed.embedder.cache_clear()
    embed.remembered.cache_clear()


@pytest.fixture
def server(monkeypatch):
    """A server that speaks the OpenAI-compatible call; gives what it was asked."""
    asked: list[dict] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            texts = asked[-1]["input"]
            data = [{"index": n, "embedding": [3.0, 4.0, n]} for n in range(len(texts))]
            body = json.dumps({"data": data[::-1]}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    serving = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    monkeypatch.delenv("EMBEDDINGS")
    monkeypatch.setenv("EMBEDDINGS_URL", f"http://127.0.0.1:{serving.server_port}/v1")
    embed.embedder.cache_clear()
    yield asked
    serving.shutdown()
    embed.embedder.cache_clear()


def test_what_shares_no_word_is_found_by_its_meaning(bundled):
    scope = Scope.of(bundled)
    by_words = find(public, scope, "谁家孩子没去念书", Ways(False, False, False))
    by_meaning = find(public, scope, "谁家孩子没去念书", ONLY_MEANING)
    assert by_meaning.by_meaning and not by_words.by_meaning
    near = [row.name for row in by_meaning.ranked()[:3]]
    assert any("儿童" in name or "学" in name for name in near)


def test_meaning_surfaces_no_draft(bundled):
    meanings = Meaning.objects.all()
    vector = meanings.exclude(vector=None).first().vector
    meanings.filter(vector=None).update(vector=vector, model=embed.embedder().model)
    drafted = Wording.objects.filter(published=0).values_list("pk", flat=True)
    for typed in ("谁家孩子没去念书", "边境管理", "塔吉克族"):
        assert not set(find(public, Scope(), typed).ids) & set(drafted)


def test_texts_without_a_vector_keep_their_place(bundled):
    found = find(public, Scope.of(bundled), "秸秆焚烧")
    assert found.ranked()[0].name.find("秸秆") >= 0
    Meaning.objects.update(vector=None, model="")
    assert find(public, Scope.of(bundled), "秸秆焚烧").ranked()[0].name.find("秸秆") >= 0


def test_another_model_makes_all_texts_wait_again(bundled):
    assert Meaning.objects.exclude(vector=None).exists()
    Meaning.objects.exclude(vector=None).update(model="another")
    upkeep.forget_other_models()
    assert not Meaning.objects.exclude(vector=None).exists()


def test_a_server_is_asked_for_all_texts_at_once_and_its_order_is_kept(server):
    vectors = embed.embedder().embed(["甲", "乙"], embed.PASSAGE)
    assert server[0]["input"] == ["passage: 甲", "passage: 乙"]
    assert [round(sum(x * x for x in vector), 6) for vector in vectors] == [1.0, 1.0]
    assert vectors[0][2] == 0 < vectors[1][2]


def test_a_server_that_fails_leaves_the_search_by_words(server, monkeypatch, caplog):
    monkeypatch.setattr(embed.embedder(), "address", "http://127.0.0.1:9/v1/embeddings")
    embed.remembered.cache_clear()
    found = find(public, Scope(), "秸秆焚烧")
    assert found.ids and not found.by_meaning
    assert embed.embed_terms("低保") == []
    monkeypatch.undo()  # it answers again
    monkeypatch.setenv("EMBEDDINGS_URL", "set")
    assert len(embed.embed_terms("低保")) == 1
    assert "秸秆" not in caplog.text  # the log does not hold what people ask


def test_without_a_model_the_search_is_by_words_and_says_so(client):
    assert embed.embedder() is None and upkeep.progress() is None
    assert client.get("/readyz").json()["search"] == "words only"
    out = StringIO()
    call_command("refresh_search", stdout=out)
    assert "只按字词查找" in out.getvalue()


def test_the_share_embedded_is_told_while_texts_wait(bundled, client):
    share = upkeep.progress()
    assert 0 < share < 100
    assert client.get("/readyz").json()["search"] == f"words and meaning, {share} % embedded"
    text = client.get("/search/", {"q": "低保"}).content.decode()
    assert f"已完成 {share}%" in text
