"""Marks that forbid publishing: every wording restricts, ordinary prose does not."""

import pytest

from lists.secrecy import marks_in


@pytest.mark.parametrize(
    "line",
    [
        "内部",
        "内 部",
        "仅供内部使用",
        "限内部传阅",
        "内部资料，禁止外传",
        "基本履职事项清单（内部）",
        "2025年7月（内部）",
        "文件密级：内部",
        "机密级",
        "涉密",
        "不予公开",
        "依申请公开",
        "內部資料",
        "秘密★5年",
    ],
)
def test_marks(line):
    assert marks_in(line)


@pytest.mark.parametrize("line", ["公布版", "加强内部管理", "内部审计", "保密审查", "商业秘密保护"])
def test_ordinary_words_are_no_mark(line):
    assert marks_in(line) == []
