"""Titles of the lists, page numbers, secrecy marks: hits and near misses."""

import pytest

from ingest.parse.titles import is_page_number, secrecy_mark, title_kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("基本履职事项清单", "basic"),
        ("# 昌吉州奇台县大泉塔塔尔族乡基本履职事项清单", "basic"),
        ("## 基 本 履 职 事 项 清 单", "basic"),
        ("基本履职事项清单（公布版）", "basic"),
        ("阿拉尔市托喀依乡配合履职事项", "cooperation"),
        ("配合履职事项清单(100项)", "cooperation"),
        ("协同配合履职事项清单", "cooperation"),
        ("协同事项清单", "cooperation"),
        ("上级部门收回事项清单", "revoked"),
        ("托喀依乡上级部门收回履职事项清单", "revoked"),
        ("收回履职事项清单", "revoked"),
        ("二、配合履职事项清单", "cooperation"),
    ],
)
def test_titles(line, kind):
    assert title_kind(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "",
        "履职事项清单",
        "大泉塔塔尔族乡履职事项清单",
        "1. 基本履职事项清单.....\t1",
        "1.基本履职事项清（121）",
        "基本履职事项清单是本乡镇必须为、负全责的事项。",
        "配合开展工作",
        "目 录",
        "长" * 41 + "基本履职事项清单",
    ],
)
def test_near_misses_are_no_titles(line):
    assert title_kind(line) is None


@pytest.mark.parametrize("line", ["3", "— 3 —", "-12-", "第 3 页", "第3页共46页", "3/46", " 15 "])
def test_page_numbers(line):
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["", "2025年", "3项", "12345", "第三页", "3/46/2", "（3）"])
def test_other_lines_are_no_page_numbers(line):
    assert not is_page_number(line)


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("内 部", "内部"),
        ("（内部资料）", "内部"),
        ("内部资料 注意保存", "内部"),
        ("内部文件，严禁外传", "内部"),
        ("【内部使用】", "内部"),
        ("★内部★", "内部"),
        ("秘密★1年", "秘密"),
        ("机密 ★ 长期", "机密"),
        ("密级：绝密", "绝密"),
        ("工作秘密", "秘密"),
    ],
)
def test_secrecy_marks(line, mark):
    assert secrecy_mark(line) == mark


@pytest.mark.parametrize(
    "line",
    ["", "内部管理", "内部审计工作", "保守国家秘密", "秘密案件查办", "公布版", "内部分工明确"],
)
def test_words_that_only_begin_like_a_mark(line):
    assert secrecy_mark(line) is None
