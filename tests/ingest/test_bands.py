"""Bands: full-width rows that hold the category where a table has no column for it."""

import pytest

from ingest.read.bands import band_findings, with_categories
from ingest.shapes import Place, Region, Row

HEADER = ("序号", "事项名称")
DUTY = ("序号", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责")


def rows(*cells: tuple[str, ...] | str) -> list[Row]:
    """Rows of these cells, a plain string being a row of one cell."""
    return [
        Row((found,) if isinstance(found, str) else found, Place(line=number))
        for number, found in enumerate(cells, start=1)
    ]


def cells_of(*cells: tuple[str, ...] | str) -> list[tuple[str, ...]]:
    """The cells after the change."""
    return [row.cells for row in with_categories(rows(*cells))]


@pytest.mark.parametrize(
    "band",
    [
        "一、党的建设（2项）",
        "一、党的建设(2)",
        "一、党的建设",
        "一、 党的建设 （共2项）",
        "（一）党的建设",
        "(十二)党的建设2项",
        "第一部分 党的建设",
        "第一类：党的建设（2项）",
        "党的建设（2项）",
        "党的建设",
    ],
)
def test_a_band_becomes_the_category_of_the_rows_below(band):
    assert cells_of(HEADER, band, ("1", "甲"), ("2", "乙")) == [
        ("序号", "事项类别", "事项名称"),
        ("1", "党的建设", "甲"),
        ("2", "党的建设", "乙"),
    ]


def test_each_band_heads_its_own_rows_also_over_repeated_headers():
    found = cells_of(
        HEADER, "一、党的建设", ("1", "甲"), "— 3 —", "", HEADER, ("2", "乙"), "二、平安法治",
        HEADER, ("3", "丙"),
    )  # fmt: skip
    assert [row[1] for row in found if row[0].isdigit()] == ["党的建设", "党的建设", "平安法治"]
    assert found.count(("序号", "事项类别", "事项名称")) == 3
    assert ("— 3 —",) in found


def test_every_category_may_have_a_table_of_its_own():
    found = cells_of(
        "基本履职事项清单", "一、党的建设", HEADER, ("1", "甲"), "", "二、经济发展", "", HEADER,
        ("2", "乙"),
    )  # fmt: skip
    assert [row[:2] for row in found if row[0].isdigit()] == [("1", "党的建设"), ("2", "经济发展")]
    assert not any("、" in row[0] for row in found)


def test_a_new_list_begins_without_the_category_of_the_one_before():
    found = cells_of(HEADER, "一、党的建设", ("1", "甲"), DUTY, ("1", "乙", "局", "管", "帮"))
    assert found[-1] == ("1", "乙", "局", "管", "帮")
    assert found[-2] == DUTY


def test_titles_and_finer_bands_are_no_category():
    found = cells_of(HEADER, "一、基本履职事项清单", "一、党的建设", "（一）组织", ("1", "甲"))
    assert found[-1] == ("1", "党的建设", "甲")
    assert ("（一）组织",) in found
    assert ("一、基本履职事项清单",) in found


@pytest.mark.parametrize("line", ["注：略", "说明", "二、编制依据", "党的建设，第一", "3"])
def test_other_lines_stay(line):
    found = cells_of(HEADER, "一、党的建设", ("1", "甲"), line)
    assert found[-1] == (line,)


@pytest.mark.parametrize("line", ["一、党的建设", "党的建设", "三农工作"])
def test_a_table_with_a_category_column_is_left_alone(line):
    table = [("序号", "事项类别", "事项名称"), line, ("1", "党的建设", "甲")]
    given = rows(*[(cell,) if isinstance(cell, str) else cell for cell in table])
    assert with_categories(given) == given


def test_a_table_without_bands_is_left_alone_so_that_its_missing_column_is_told():
    given = rows("一、编制依据", "依据上级文件。", HEADER, ("1", "甲"))
    assert with_categories(given) == given


def test_a_row_keeps_place_and_regions():
    row = Row(("1", "甲"), Place(line=3, page=2), (Region(2, 0.1, 0.2),))
    found = with_categories([*rows(HEADER, "一、党的建设"), row])[-1]
    assert (found.place, found.regions) == (row.place, row.regions)


def test_a_band_whose_count_is_not_that_of_its_rows_is_told():
    given = rows(HEADER, "一、党的建设（2项）", ("1", "甲"), "二、平安法治（1项）", ("2", "乙"))
    assert [(f.code, f.where) for f in band_findings(given)] == [("declared_mismatch", "第2行")]
    assert "写明 2 项，其下实有 1 项" in band_findings(given)[0].message
