"""What stands before the tables: place, date, markings, stated numbers."""

import time

import pytest

from ingest.parse.cover import declarations_in
from ingest.shapes import Place, Row
from tests.ingest.documents import COVER, codes, document, understood


def with_cover(cover: str):
    return understood(document(cover=cover))


def place(duty_list) -> tuple:
    return (
        duty_list.province,
        duty_list.prefecture,
        duty_list.county,
        duty_list.township,
        duty_list.township_kind,
    )


ANNING = ("四川省", "凉山彝族自治州", "西昌市", "安宁镇", "镇")


@pytest.mark.parametrize(
    "cover",
    [
        "四川省凉山彝族自治州西昌市安宁镇履职事项清单",
        "四川省凉山彝族自治州\n西昌市安宁镇\n履职事项清单",
        "四川省 凉山彝族自治州 西昌市\n安宁镇履职事项清单\n",
        "# 四川省凉山彝族自治州\n\n西昌市安宁镇\n\n履 职 事 项 清 单",
        "内 部\n2025年7月\n四川省凉山彝族自治州西昌市安宁镇\n履职事项清单",
        "《四川省凉山彝族自治州西昌市安宁镇履职事项清单》",
    ],
)
def test_place_on_the_cover(cover):
    assert place(with_cover(cover)) == ANNING


def test_place_from_a_title_when_the_cover_is_missing():
    text = document(
        cover="",
        titles=("四川省凉山彝族自治州西昌市安宁镇基本履职事项清单", "配合履职事项", "收回事项"),
    )
    assert place(understood(text)) == ANNING


def test_region_of_a_reviewed_county_is_filled_in_and_told():
    duty_list = with_cover("阿拉尔市托喀依乡履职事项清单")
    assert place(duty_list) == ("新疆维吾尔自治区", None, "阿拉尔市", "托喀依乡", "乡")
    assert duty_list.region_from_places


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2025年7月", "2025-07"),
        ("2025 年 7 月", "2025-07"),
        ("2025年", "2025"),
        ("2025年12月3日", "2025-12-03"),
        ("2025年7月印发", "2025-07"),
        ("二〇二五年七月", "2025-07"),
        ("二○二五年十二月", "2025-12"),
        ("二〇二五年十月", "2025-10"),
        ("二〇二五年", "2025"),
        ("二〇二五年七月三十一日", "2025-07-31"),
        ("二〇二五年十二月二十日", "2025-12-20"),
        ("二〇二五年二月28日", "2025-02-28"),
        ("2024年2月29日", "2024-02-29"),
        ("2025年13月", None),
        ("2025年7月32日", None),
        ("2025年7月1日起施行的办法规定如下", None),
        ("2025", None),
        ("7月", None),
    ],
)
def test_dates(line, date):
    assert with_cover(COVER.replace("2025年7月", line)).date == date


@pytest.mark.parametrize(
    "line",
    [
        "2025年2月31日",
        "2025年2月29日",
        "二〇二五年二月31日",
        "二〇二五年六月三十一日",
        "2025年0月",
        "2025年13月",
        "二〇二五年二二月",
        "2025年7月00日",
    ],
)
def test_a_date_the_calendar_does_not_have_is_told_and_not_taken(line):
    duty_list = with_cover(COVER.replace("2025年7月", line))
    assert duty_list.date is None
    assert codes(duty_list) == ["date_invalid"]
    assert line in duty_list.findings[0].message


@pytest.mark.parametrize(
    ("line", "markings"),
    [
        ("", []),
        ("内 部", ["内部"]),
        ("秘密★1年", ["秘密"]),
        ("（征求意见稿）", ["征求意见稿"]),
        ("内部资料 注意保存", ["内部"]),
        ("内部管理制度", []),
    ],
)
def test_markings_of_the_cover(line, markings):
    assert with_cover(f"{line}\n{COVER}").markings == markings


def test_markings_of_titles_and_pages():
    text = document(titles=("基本履职事项清单（公布版）", "配合履职事项清单", "收回事项清单"))
    assert understood(text).markings == ["公布版"]
    marked = text.replace("2\t民生服务\t开展低保初审", "2\t民生服务\t开展低保初审\n\n内部\n")
    assert understood(marked).markings == ["内部", "公布版"]
    beside = text.replace("2\t民生服务\t开展低保初审", "2\t民生服务\t开展低保初审\n内部资料")
    assert understood(beside).markings == ["内部", "公布版"]
    assert understood(beside).items[1].name == "开展低保初审"


def stated(cover: str) -> list[tuple]:
    return [(d.kind, d.unit, d.count) for d in with_cover(COVER + cover).declarations]


def test_stated_numbers():
    assert stated(
        "共有履职事项 266 项，其中，基本履职事项 121 项、配合履职事项 102 项、收回事项 43 项。"
    ) == [
        (None, "items", 266),
        ("basic", "items", 121),
        ("cooperation", "items", 102),
        ("revoked", "items", 43),
    ]
    assert stated("包括党的建设等 17 个类别，共有配合履职事项 100 项，涉及 39 个部门。") == [
        ("cooperation", "items", 100),
        ("cooperation", "departments", 39),
    ]
    assert stated("2.配合履职事项清单（100）\t15") == [("cooperation", "items", 100)]
    assert stated("2.配合履职事项清单.....\t15") == []
    assert stated("距县城 430 公里，下辖 5 个行政村。") == []
    assert stated("基本履职事项" + "9" * 5000 + "项")[0][:2] == ("basic", "items")


def test_a_line_of_a_hundred_thousand_numbers_is_read_in_passing():
    row = Row(("共1项" * 60_000,), Place(line=1))
    began = time.process_time()
    assert declarations_in(row) == []
    assert time.process_time() - began < 30  # it took minutes when each looked at the whole line
