"""Which words of a text are marked as changed."""

import time

from hypothesis import given
from hypothesis import strategies as st

from lists.compare.marks import Piece, marks, shortened
from lists.compare.rows import plain
from lists.search.tokens import cutter

cutter()  # its dictionary takes longer to load than an example may take

TEXTS = st.text(alphabet="负责本乡道路养护，。；的 \nA1", max_size=60)


def side(pieces: list[Piece], without: str) -> str:
    return "".join(piece.text for piece in pieces if piece.op != without)


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts(old, new):
    pieces = marks(old, new)
    assert plain(side(pieces, "ins")) == plain(old)
    assert side(pieces, "del") == new or plain(side(pieces, "del")) == plain(new)


@given(TEXTS)
def test_a_text_has_no_changes_against_itself(text):
    assert all(piece.op == "same" for piece in marks(text, text))


def test_words_are_marked_whole():
    assert marks("开展食品安全检查，及时上报。", "开展食品安全排查，及时上报。") == [
        Piece("same", "开展食品安全"),
        Piece("del", "检查"),
        Piece("ins", "排查"),
        Piece("same", "，及时上报。"),
    ]


def test_a_sentence_that_came_is_marked_as_one():
    pieces = marks("1.宣传；3.上报。", "1.宣传；2.排查；3.上报。")
    assert [piece for piece in pieces if piece.op != "same"] == [Piece("ins", "2.排查；")]


def test_a_sign_between_two_changes_is_no_text_of_its_own():
    ops = [piece.op for piece in marks("组织宣传和教育", "负责检查和整改")]
    assert ops == ["del", "ins"]


def test_of_a_long_text_the_surroundings_of_the_changes_are_shown():
    before, after = "甲" * 300, "乙" * 300
    pieces = shortened(marks(f"{before}，检查，{after}", f"{before}，排查，{after}"))
    assert [piece.gap for piece in pieces] == [True, False, False, False, False, True]
    assert sum(len(piece.text) for piece in pieces) < 100


def test_a_short_text_is_shown_whole():
    pieces = marks("开展检查工作", "开展排查工作")
    assert shortened(pieces) == pieces


def test_a_text_that_repeats_itself_by_the_thousand_is_marked_at_once():
    """Whoever opens the page would keep the server busy for ten seconds, every time."""
    for sign in ("长", "。", "长、"):
        old, new = sign * 5000 + "甲乙" + sign * 5000, sign * 5000 + "丙丁" + sign * 4900
        began = time.process_time()
        pieces = marks(old, new)
        assert time.process_time() - began < 2, sign
        assert side(pieces, "ins") == old and side(pieces, "del") == new
        assert pieces[0].op == pieces[-1].op == "same"
