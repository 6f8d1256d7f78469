"""Parsing: rows of cells become a duty list, with no special case per place."""

from ingest.errors import NotADutyList
from ingest.parse.cover import read_cover
from ingest.parse.items import read_items
from ingest.parse.tables import find_tables
from ingest.shapes import DutyList, Source

__all__ = ["parse"]

# Kin that looks alike but is another kind of document (domain: variation elsewhere).
OTHER_KINDS = ("权力清单", "责任清单", "权责清单", "公共服务事项", "属地管理")


def parse(source: Source) -> DutyList:
    """Understand the rows of a document as a duty list; raises NotADutyList."""
    layout = find_tables(source.rows)
    if not layout.tables:
        raise NotADutyList(
            source.name,
            f"这不是乡镇履职事项清单{other_kind(source)}：没有找到含“序号、事项类别、事项名称”"
            "的表头。",
            "请确认文件；从表格粘贴时，各列之间用制表符分隔并保留表头。",
        )
    if not any("履职" in row.text for row in source.rows):
        raise NotADutyList(
            source.name,
            f"这不是乡镇履职事项清单{other_kind(source)}：全文没有“履职事项”字样。",
            "请确认文件；标题或表头中应有“履职事项”。",
        )
    duty_list = DutyList(source.name, source.sha256)
    duty_list.findings.extend(source.findings)
    duty_list.findings.extend(layout.findings)
    read_cover(layout, duty_list)
    read_items(layout.tables, duty_list)
    return duty_list


def other_kind(source: Source) -> str:
    """Name the kind of document it seems to be, for the message."""
    head = " ".join(row.text for row in source.rows[:40])
    for kind in OTHER_KINDS:
        if kind in head:
            return f"（看来是“{kind}”）"
    return ""
