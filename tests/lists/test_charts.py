"""Charts: what is drawn is what is counted, and programs that read aloud are told."""

from xml.etree import ElementTree as Tree

from lists.charts import WIDEST, Bar, stacked_bars

SVG = "{http://www.w3.org/2000/svg}"
SERIES = [("basic", "基本履职"), ("cooperation", "配合履职"), ("revoked", "上级收回")]


def chart(*bars: Bar) -> Tree.Element:
    return Tree.fromstring(stacked_bars("kinds", "各乡镇的事项数", SERIES, bars))


def percent(piece: Tree.Element, name: str) -> float:
    return float(piece.get(name).removesuffix("%"))


def test_bars_are_as_long_as_their_numbers_and_stand_one_after_the_other():
    svg = chart(Bar("甲镇", (50, 30, 20)), Bar("乙乡", (10, 0, 40)))
    pieces = svg.findall(f"{SVG}rect")
    assert [piece.get("class").rpartition("--")[2] for piece in pieces] == [
        "basic",
        "cooperation",
        "revoked",
        "basic",
        "revoked",  # nothing is drawn for 0
    ]
    widths = [percent(piece, "width") for piece in pieces]
    assert widths == [WIDEST * n / 100 for n in (50, 30, 20, 10, 40)]
    assert [percent(piece, "x") for piece in pieces[:3]] == [0, widths[0], widths[0] + widths[1]]
    assert [text.text for text in svg.findall(f"{SVG}text")] == ["甲镇", "100", "乙乡", "50"]
    tops = [float(piece.get("y").removesuffix("em")) for piece in pieces]
    assert tops[0] == tops[2] < tops[3] < float(svg.get("height").removesuffix("em"))


def test_it_is_one_image_with_a_title_and_a_description():
    svg = chart(Bar("甲镇", (50, 30, 20)), Bar("乙乡", (10, 0, 40)))
    assert svg.get("role") == "img"
    named = {one.get("id"): one.text for one in svg if one.get("id")}
    assert list(named) == svg.get("aria-labelledby").split()
    title, description = named.values()
    assert title == "各乡镇的事项数"
    assert "甲镇，100" in description and "乙乡，50" in description and "表格" in description
    assert not svg.findall(".//*[@style]")


def test_names_are_escaped_and_nothing_or_only_noughts_is_no_error():
    assert "<b>" not in stacked_bars("k", "<b>", SERIES, [Bar("<b>&", (1, 1, 1))])
    assert chart().findall(f"{SVG}rect") == []
    assert chart(Bar("甲镇", (0, 0, 0))).findall(f"{SVG}rect") == []
