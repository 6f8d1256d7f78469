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
        "祕密",
        "工作秘密",
        "国家秘密★3年",
        "（工作秘密）",
        "基本履职事项清单（商业秘密）",
    ],
)
def test_marks(line):
    assert marks_in(line)


@pytest.mark.parametrize("line", ["公布版", "加强内部管理", "内部审计", "保密审查", "商业秘密保护"])
def test_ordinary_words_are_no_mark(line):
    assert marks_in(line) == []


@pytest.mark.parametrize("code", [0x00AD, 0x200B, 0x200F, 0x202E, 0x2060, 0xFEFF, 0xFE0F, 0xE000])
def test_signs_that_nobody_sees_hide_no_mark(code):
    """They come along from web pages and fonts; the mark on the paper is the same."""
    assert marks_in(f"内{chr(code)}部资料") == ["内部"]


@pytest.mark.parametrize("line", ["做好工作秘密管理", "保守国家秘密", "国家秘密和商业秘密的保护"])
def test_secrets_told_of_in_a_sentence_are_no_mark(line):
    assert marks_in(line) == []
