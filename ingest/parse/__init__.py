"""Parsing: rows of cells become a duty list, with no special case per place."""

import re
from collections.abc import Sequence

from ingest.errors import NotADutyList
from ingest.parse.corrections import CellCorrection, correct_document, correct_tables
from ingest.parse.cover import read_cover
from ingest.parse.items import read_items
from ingest.parse.layout import Layout
from ingest.parse.tables import find_tables
from ingest.parse.titles import squeeze
from ingest.shapes import DutyList, Source

__all__ = ["parse"]

# Kin that looks alike but is another kind of document (domain: variation elsewhere).
OTHER_KINDS = (
    "权力清单和责任清单",
    "权力清单",
    "权责清单",
    "属地管理",
    "责任清单",
    "公共服务事项",
    "行政执法事项",
    "赋权事项",
)
OWN_NAME = re.compile(r"履职事项")


def parse(source: Source, corrections: Sequence[CellCorrection] = ()) -> DutyList:
    """Understand the rows of a document as a duty list; raises NotADutyList.

    `corrections` are laid over its cells; one that finds its cell changed is told of.
    """
    layout = find_tables(source.rows)
    layout.findings += correct_tables(layout.tables, corrections)
    header_problem = next((f for f in layout.findings if f.code == "header"), None)
    if not layout.tables and header_problem is None:
        raise NotADutyList(
            source.name,
            f"这不是乡镇履职事项清单{other_kind(layout)}：没有找到含“序号、事项类别、事项名称”"
            "的表头。",
            "请确认文件；从表格粘贴时，各列之间用制表符分隔并保留表头。",
        )
    if not any(OWN_NAME.search(squeeze(row.text)) for row in source.rows):
        raise NotADutyList(
            source.name,
            f"这不是乡镇履职事项清单{other_kind(layout)}：全文没有“履职事项”字样。",
            "请确认文件；标题或表头中应有“履职事项”。",
        )
    duty_list = DutyList(source.name, source.sha256)
    duty_list.findings.extend(source.findings)
    duty_list.findings.extend(layout.findings)
    read_cover(layout, duty_list)
    correct_document(duty_list, corrections)
    read_items(layout.tables, duty_list)
    return duty_list


def other_kind(layout: Layout) -> str:
    """Name the kind of document it seems to be by the lines of its head, for the message."""
    lines = [squeeze(row.text) for row in layout.head[:40]]
    for kind in OTHER_KINDS:
        if any(kind in line and len(line) <= 60 for line in lines):
            return f"（看来是“{kind}”）"
    return ""
