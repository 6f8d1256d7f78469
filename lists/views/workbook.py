"""Rows on screen as a workbook (XLSX) to keep working with."""

from collections.abc import Iterable
from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from lists.clauses import Group
from lists.models import Item

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {
    "县（市、区）": 16,
    "乡镇（街道）": 18,
    "清单": 10,
    "序号": 6,
    "事项类别": 14,
    "事项名称": 40,
    "部门": 30,
    "本部门职责": 60,
    "文件日期": 12,
    "网址": 40,
}


def workbook(title: str, entries: Iterable[tuple[Item, list[Group], list[Group]]]) -> HttpResponse:
    """Give rows with the department's own clauses as a workbook with filters and frozen head."""
    book = Workbook()
    sheet = book.active
    sheet.title = "事项"
    sheet.append(list(COLUMNS))
    for at, width in enumerate(COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.cell(1, at).font = Font(bold=True)
    for row, (item, groups, _) in enumerate(entries, start=2):
        for at, value in enumerate(cells(item, groups), start=1):
            cell = sheet.cell(row, at, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is a text, never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = BytesIO()
    book.save(out)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return response


def cells(item: Item, groups: list[Group]) -> list[str | int]:
    """One row of the sheet."""
    township = item.edition.township
    own = [f"{c.printed_number}{c.text}" for group in groups for c in group.clauses]
    return [
        township.county.name,
        township.name,
        item.get_kind_display(),
        item.number,
        item.category.name,
        item.name,
        "、".join(part.department.name for part in item.involvements.all()),
        "\n".join(own),
        item.edition.date_label,
        item.get_absolute_url(),
    ]
