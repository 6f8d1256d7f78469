"""Charts: what is drawn is what is counted."""

from xml.etree import ElementTree as Tree

import pytest

from lists.charts import SHADES, bar, shade, shades, tile


def percent(piece: Tree.Element, name: str) -> float:
    return float(piece.get(name).removesuffix("%"))


def test_a_bar_is_as_long_as_its_numbers_and_its_pieces_stand_one_after_the_other():
    svg = Tree.fromstring(bar([("basic", 50), ("cooperation", 0), ("revoked", 30)], 160))
    basic, revoked = svg  # nothing is drawn for 0
    assert (basic.get("class"), revoked.get("class")) == (
        "bar__piece bar__piece--basic",
        "bar__piece bar__piece--revoked",
    )
    assert (percent(basic, "x"), percent(basic, "width")) == (0, 31.25)
    assert (percent(revoked, "x"), percent(revoked, "width")) == (31.25, 18.75)


def test_the_numbers_are_in_the_table_and_the_picture_is_for_the_eye_alone():
    for picture in (bar([("basic", 1)], 2), tile(3)):
        svg = Tree.fromstring(picture)
        assert svg.get("aria-hidden") == "true" and "".join(svg.itertext()) == ""
        assert "style=" not in picture


def test_noughts_are_no_error():
    assert len(Tree.fromstring(bar([("basic", 0), ("revoked", 0)], 0))) == 0
    assert shade(0, 0) == 0 and tile(0) == "" and shades(0) == []


@pytest.mark.parametrize("most", [1, 3, 5, 7, 43, 14_000])
def test_the_key_says_the_shade_of_every_number(most):
    said = {number: dark for dark, low, high in shades(most) for number in range(low, high + 1)}
    assert list(said) == list(range(1, most + 1))
    assert all(shade(number, most) == dark for number, dark in said.items())
    assert said[most] == SHADES
    assert sorted(said.values()) == list(said.values())
