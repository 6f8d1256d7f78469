"""The index of patterns leaves out no group that a text sets off."""

import json

import pytest
from django.conf import settings

from lists.search.first_words import FirstWords
from lists.search.query import sentences
from lists.search.thesaurus import THESAURUS, load_files


@pytest.fixture
def thesaurus(db):
    load_files()
    yield THESAURUS.read_anew()
    THESAURUS.looked = -1e9


def test_every_group_set_off_is_found_as_without_the_index(thesaurus):
    examples = [text for group in thesaurus.groups.values() for text in texts_of(group)]
    path = settings.BASE_DIR / "tests" / "data" / "fifty.jsonl"
    queries = [json.loads(line)["query"] for line in path.read_text("utf-8").splitlines()]
    found = 0
    for text in [*examples[::7], *queries]:
        parts = sentences(text)
        slow = [g for g in thesaurus.for_county(None).values() if g.said_in(text, parts)]
        assert thesaurus.said_in(text, None) == slow
        found += len(slow)
    assert found > 100


def texts_of(group) -> list[str]:
    """Texts that hold a pattern of a group, in its first and in its last way."""
    return [
        "我家" + "很".join(part[place] for part in pattern.parts) + "怎么办"
        for pattern in group.patterns
        for place in (0, -1)
        if pattern.parts
    ]


def test_a_group_is_possible_where_a_first_word_stands():
    first_words = FirstWords([(1, ("羊", "牛羊")), (2, ("牛羊肉",)), (3, ("狗",))])
    assert first_words.possible("卖牛羊肉") == {1, 2}
    assert first_words.possible("狗") == {3}
    assert first_words.possible("") == first_words.possible("猫") == set()
