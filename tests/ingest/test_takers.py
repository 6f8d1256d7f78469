"""承接部门及工作方式: who took the duty over, or nobody."""

import pytest

from ingest.parse.takers import read_takers


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("承接部门：县水利局\n工作方式：1.巡查。", ["县水利局"]),
        ("承接部门： 县水利局", ["县水利局"]),
        ("承接单位：县水利局、县农业农村局\n工作方式：联合检查。", ["县水利局", "县农业农村局"]),
        ("县农业农村局：\n1.在江河发现病死畜禽后报告。", ["县农业农村局"]),
        ("县住建局\n承接方式：直接办理。", ["县住建局"]),
        ("县消防救援大队、县应急管理局：1.检查。", ["县消防救援大队", "县应急管理局"]),
        ("自然资源和规划局（林业和草原局）：负责。", ["自然资源和规划局（林业和草原局）"]),
        ("由有关方面按照规定处理。", []),
        ("", []),
    ],
)
def test_names(cell, names):
    takers = read_takers(cell)
    assert (takers.names, takers.discontinued) == (names, False)


@pytest.mark.parametrize(
    "cell",
    ["不再开展", "不再开展。", "不再开展此项工作。", "已不再开展该项工作", "法条废止，不再开展"],
)
def test_discontinued(cell):
    assert read_takers(cell).discontinued
    assert read_takers(cell).names == []


@pytest.mark.parametrize(
    "cell",
    [
        "取消镇对该项工作的考核",
        "镇级不再负责，由县水利局负责。",
        "县水利局：不再开展下放检查。",
        "不再",
    ],
)
def test_moved_is_not_discontinued(cell):
    assert not read_takers(cell).discontinued
