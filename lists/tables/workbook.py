"""Workbooks: read by openpyxl, written by putting cells into the sheet's own bytes.

openpyxl would lose pictures, charts and much else when it saves a workbook it has read; so the
file is copied part by part, and only the sheet's XML gets the new cells at the end of its rows.
"""

import zipfile
from io import BytesIO
from warnings import catch_warnings, simplefilter
from zlib import error as ZlibError

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from lists.tables.shapes import Added, Row, Table, TableError
from lists.tables.sheet import Sheet, scan, with_cells

# A file of 5 MB holds this much text at most; more is a bomb.
MOST_UNPACKED = 60 * 2**20
MOST_PARTS = 500
# openpyxl makes an object of each format before a row is read: 600 bytes for five in the file.
MOST_STYLES = 2**20
# Merged ranges may overlap: so many cells repeat a text at most.
MOST_REPEATED = 100_000
BROKEN = "文件已损坏或不是表格。请用 Excel 或 WPS 打开，另存为 xlsx 后再试。"


def read_xlsx(data: bytes) -> Table:
    """Read the first visible sheet of a workbook; raises TableError."""
    parts = unpacked(data)
    with catch_warnings():
        simplefilter("ignore")  # openpyxl tells of what it does not read, and may quote a cell
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise TableError("工作簿中没有可见的工作表。请取消隐藏后再试。")
        path = visible[0]._worksheet_path  # there is no public name for it
        sheet = scan(parts[path])
        rows = values(visible[0], sheet)
        book.close()

    def append(added: Added) -> bytes:
        return packed(data, parts | {path: with_cells(sheet, added)})

    return Table.of("xlsx", rows, append)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook; raises TableError before anything large is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if any(info.flag_bits & 1 for info in infos):
                raise TableError("文件加了密码，无法读取。请取消密码，另存后再试。")
            if len(infos) > MOST_PARTS or sum(i.file_size for i in infos) > MOST_UNPACKED:
                raise TableError(
                    "文件解压后过大。请把工单复制到新的工作簿，只留需要的列，另存后再试。"
                )
            names = [info.filename for info in infos]
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
                raise TableError("这不是 xlsx 工作簿。请另存为 xlsx 或 csv 后再试。")
            if len(set(names)) < len(names):
                raise TableError(BROKEN)
            if any(i.file_size > MOST_STYLES for i in infos if i.filename == "xl/styles.xml"):
                raise TableError(
                    "文件的单元格格式过多。请把工单“选择性粘贴—数值”到新的工作簿，另存后再试。"
                )
            return {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError):
        raise TableError(BROKEN) from None


def values(worksheet, sheet: Sheet) -> list[Row]:
    """The texts of all rows with a value; cells merged downwards repeat the text they show."""
    rows: dict[int, list[str]] = {}
    # The size a sheet declares may be wrong, so it is not asked for.
    found = worksheet.iter_rows(max_row=sheet.last_row, max_col=sheet.last_column, values_only=True)
    for number, cells in enumerate(found, start=1):
        rows[number] = [written(cell) for cell in cells]
    repeated = 0
    for merged in sheet.merged:
        left, top, _, bottom = range_boundaries(merged)
        repeated += min(bottom, sheet.last_row) - top
        if repeated > MOST_REPEATED:
            raise TableError("合并的单元格过多。请取消合并，另存后再试。")
        for number in range(top + 1, min(bottom, sheet.last_row) + 1):
            if top in rows and left <= len(rows[top]):
                rows[number][left - 1] = rows[top][left - 1]
    return [Row(number, tuple(cells)) for number, cells in rows.items()]


def written(value) -> str:
    """A cell's value as text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def packed(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The workbook anew with these parts, in the order and manner of the old one."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, parts[info.filename], info.compress_type)
    return out.getvalue()
