"""Small made documents, and the five real ones, for the tests of ingest."""

import hashlib
from pathlib import Path

from ingest.checks import check
from ingest.parse import parse
from ingest.read.txt import rows_of
from ingest.shapes import DutyList, Finding, Source

TOWNSHIPS = Path(__file__).resolve().parents[2] / "fixtures" / "townships"
NAMES = ("daquan", "jiagasitai", "tajikeabati", "tuokayi", "xindi")

COVER = "四川省凉山彝族自治州西昌市安宁镇\n履职事项清单\n\n2025年7月\n"
BASIC = "序号\t事项类别\t事项名称"
COOPERATION = "序号\t事项类别\t事项名称\t对应上级部门\t上级部门职责\t乡镇配合职责"
REVOKED = "序号\t事项类别\t事项名称\t承接部门及工作方式"
BASIC_ROWS = ["1\t党的建设\t加强党员教育管理", "2\t民生服务\t开展低保初审"]
COOPERATION_ROWS = [
    "1\t民生服务\t特困人员供养\t市民政局\t1.负责审批；\t1.负责受理；",
    "2\t平安法治\t消防安全检查\t市消防救援大队、市应急管理局\t1.市消防救援大队指导；2.市应急管理局检查。\t1.协助检查。",
]
REVOKED_ROWS = ["1\t市场监管\t食品抽检\t承接部门：市市场监督管理局 工作方式：1.直接抽检。"]


def raw(name: str) -> str:
    """The text of one of the five real lists."""
    return (TOWNSHIPS / f"{name}.txt").read_text("utf-8")


def document(
    *,
    cover: str = COVER,
    basic: list[str] | None = None,
    cooperation: list[str] | None = None,
    revoked: list[str] | None = None,
    headers: tuple[str, str, str] = (BASIC, COOPERATION, REVOKED),
    titles: tuple[str, str, str] = (
        "基本履职事项清单",
        "配合履职事项清单",
        "上级部门收回事项清单",
    ),
) -> str:
    """A whole list as text; tables not given hold a row or two."""
    tables = (
        BASIC_ROWS if basic is None else basic,
        COOPERATION_ROWS if cooperation is None else cooperation,
        REVOKED_ROWS if revoked is None else revoked,
    )
    parts = [cover]
    for title, header, rows in zip(titles, headers, tables, strict=True):
        parts.append("\n".join(["", title, "", header, *rows, ""]))
    return "\n".join(parts)


def understood(text: str) -> DutyList:
    """Parse and check a text as if it stood in a file."""
    source = Source("made.txt", hashlib.sha256(text.encode()).hexdigest(), rows_of(text))
    duty_list = parse(source)
    check(duty_list)
    return duty_list


def codes(duty_list: DutyList) -> list[str]:
    """The codes of all findings, in order."""
    return [finding.code for finding in duty_list.findings]


def finding(duty_list: DutyList, code: str) -> Finding:
    """The one finding of a code."""
    found = [each for each in duty_list.findings if each.code == code]
    assert len(found) == 1, duty_list.findings
    return found[0]


def line_of(text: str, beginning: str) -> int:
    """The number of the first line that begins so."""
    lines = text.split("\n")
    return next(n for n, line in enumerate(lines, start=1) if line.startswith(beginning))
