"""What stands where in a document, and how to tell of what fits nowhere."""

from dataclasses import dataclass, field

from ingest.parse.cells import clean_line
from ingest.parse.headers import Header
from ingest.parse.titles import title_kind
from ingest.shapes import LIST_NAMES, Finding, Place, Row, Table


@dataclass
class Layout:
    """Lines before the first table, titles, secrecy marks, tables, and what was odd."""

    head: list[Row] = field(default_factory=list)
    titles: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Skipped:
    """Rows that cannot be read because their header is missing or lacks a column."""

    problem: str
    remedy: str
    place: Place
    rows: list[Row] = field(default_factory=list)

    def finding(self) -> Finding:
        """One finding for all its rows, with their extent."""
        extent = ""
        if self.rows:
            extent = f"其下 {len(self.rows)} 行（到{self.rows[-1].place}）未导入。"
        return Finding("header", "error", str(self.place), self.problem + extent + self.remedy)


def skipped_for_header(header: Header, place: Place) -> Skipped:
    """Begin to skip the rows under a header that lacks a column."""
    columns = "、".join(f"“{name}”" for name in header.missing)
    problem = f"{LIST_NAMES[header.kind]}的表头缺少{columns}列。"
    return Skipped(problem, "请补上这一列，或改正列名后重新导入。", place)


def skipped_for_title(title: Row, place: Place) -> Skipped:
    """Begin to skip the rows under a title without a header."""
    problem = f"标题“{title.text[:40]}”下面没有表头，不知道各列是什么。"
    return Skipped(problem, "请在标题下补上表头（序号、事项类别、事项名称等）后重新导入。", place)


def skipped_in_head(rows: list[Row]) -> Skipped:
    """Tell of rows of a table that stand before the first header."""
    remedy = "请在这些行前补上表头（序号、事项类别、事项名称等）后重新导入。"
    return Skipped("这里像是清单的事项，前面却没有表头。", remedy, rows[0].place, rows)


def column_findings(header: Header, place: Place) -> list[Finding]:
    """Tell of columns beyond those a duty list has."""
    name, findings = LIST_NAMES[header.kind], []
    for words in header.unknown:
        message = (
            f"{name}的表头有一列“{words[:40]}”，不知道是什么，或与另一列重复。"
            "请改成规定的列名；确无用处的，删去这一列后重新导入。"
        )
        findings.append(Finding("unknown_column", "error", str(place), message))
    for words in header.extra:
        column = f"“{words}”" if words else "没有列名的"
        message = f"{name}多出{column}一列，内容只随来源行原文保存，不参与检索。"
        findings.append(Finding("extra_column", "note", str(place), message))
    return findings


def title_mismatch(table: Table) -> list[Finding]:
    """Tell when the title names another list than the columns do."""
    titled = table.title and title_kind(table.title)
    if not titled or titled == table.kind:
        return []
    message = (
        f"标题写的是“{LIST_NAMES[titled]}”，表头各列却是“{LIST_NAMES[table.kind]}”，"
        "已按表头处理，请核对。"
    )
    return [Finding("title_mismatch", "warning", str(table.place), message)]


def unplaced(row: Row) -> Finding:
    """Tell of text that belongs to no table."""
    message = f"这段文字不属于任何表格，未导入：“{row.text[:80]}”。请确认是否遗漏了事项。"
    return Finding("unplaced_text", "warning", str(row.place), message)


def line_break(first: Row, rest: Row, over_blank_line: bool) -> Finding:
    """Tell that a line was read as the rest of the row before it."""
    message = (
        f"这一行接在{first.place}的单元格之后（单元格内有换行）：“{clean_line(rest.text)[:40]}”。"
    )
    if over_blank_line:
        message += "两行之间有空行，请核对。"
    severity = "warning" if over_blank_line else "note"
    return Finding("line_break", severity, str(rest.place), message)


def lone_number(row: Row) -> Finding:
    """Tell of a number alone that may be the 序号 of a row that is lost."""
    message = (
        f"这一行只有数字“{row.text}”，按页码略过。如果是下一项的序号，请补全这一行后重新导入。"
    )
    return Finding("lone_number", "warning", str(row.place), message)


def page_furniture(rows: list[Row]) -> Finding:
    """Tell of page numbers and running heads that were passed over."""
    shown = "、".join(f"{row.place}“{row.text[:20]}”" for row in rows[:5])
    more = "等" if len(rows) > 5 else ""
    message = (
        f"跳过页码和页眉 {len(rows)} 行：{shown}{more}。如其中有事项的文字，请在原文件中改正。"
    )
    return Finding("page_furniture", "note", str(rows[0].place), message)
