"""Tables people bring: an xlsx or csv read as texts, and written again with columns added."""

from lists.tables.delimited import read_csv
from lists.tables.shapes import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Column,
    Row,
    Table,
    TableError,
)
from lists.tables.workbook import read_xlsx

__all__ = ["MOST_BYTES", "MOST_COLUMNS", "MOST_ROWS", "Column", "Row", "Table", "TableError"]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes) -> Table:
    """Read a file by what it is, not by its name; raises TableError, nothing else."""
    if not data.strip():
        raise TableError("文件是空的。请选择有内容的 xlsx 或 csv 文件。")
    if len(data) > MOST_BYTES:
        raise TableError(f"文件超过 {MOST_BYTES // 2**20} MB。请拆成几个文件，分别判定。")
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise TableError("文件加了密码，无法读取。请取消密码，另存后再试。")
        raise TableError("这是旧的 xls 格式（或其他 Office 文件）。请另存为 xlsx 后再试。")
    try:
        return read_xlsx(data) if data.startswith(ZIP) else read_csv(data)
    except TableError:
        raise
    except Exception:
        # A library's words may quote a cell, and would stand in the log.
        raise TableError("文件已损坏或不是表格。请用 Excel 或 WPS 打开，另存后再试。") from None
