"""The sentences of several wordings of one duty, side by side."""

import time

from lists.families.aligned import Cell, side_by_side


def test_sentences_alike_stand_in_one_line_and_the_odd_one_out_is_marked():
    first, last = ["负责农村道路养护", "上报隐患"], ["负责本村农村道路养护", "上报隐患"]
    lines = side_by_side([first, first, last])
    assert lines == [
        [Cell(first[0], False), Cell(first[0], False), Cell(last[0], True)],
        [Cell("上报隐患", False)] * 3,
    ]


def test_long_texts_are_set_side_by_side_at_once_or_not_at_all():
    """Whoever opens the page would keep the server busy for twenty seconds, every time."""
    sentences = [[f"{at}{'长' * 5000}"] for at in range(2)]
    began = time.process_time()
    assert side_by_side(sentences) == [[Cell(*texts, False) for texts in sentences]]
    assert side_by_side([[f"{at}事项" for at in range(3000)]] * 2) == []
    assert time.process_time() - began < 10
