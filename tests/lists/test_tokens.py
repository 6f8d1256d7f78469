"""Cutting text into words, pairs and characters."""

from lists.search.tokens import characters, fragments, index_tokens, normalise, words


def test_words_include_the_words_inside_long_words():
    assert {"人力资源", "人力", "资源", "保障局", "保障"} <= set(words("人力资源和社会保障局"))


def test_punctuation_is_no_word():
    assert words("，。！？、——“”") == []


def test_width_and_case_are_folded():
    assert normalise("ＡＰＰ１２") == "app12"


def test_pairs_do_not_reach_over_punctuation():
    assert fragments("低保，医保") == ["低保", "医保"]


def test_characters_are_han_only():
    assert characters("养犬A1，") == ["养", "犬"]


def test_every_character_of_a_text_is_findable():
    text = "文明养犬管理工作（含“一户一犬”登记）"
    assert set(characters(text)) <= set(index_tokens(text))


def test_rare_characters_beyond_the_basic_plane_are_kept():
    assert "𠮷" in index_tokens("𠮷水镇")
