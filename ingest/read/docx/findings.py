"""What a Word document holds besides its printed text, told as findings."""

from ingest.read.docx.paragraphs import Told
from ingest.read.grid import joined_rows
from ingest.shapes import Finding, Place

WHOLE = "全文"
# Counted thing -> code, severity, message.
MESSAGES = {
    "hidden": (
        "hidden_text",
        "warning",
        "文件里有 {} 个隐藏文字，打印不出来，没有读入。如属正文，请取消隐藏后重新导入。",
    ),
    "struck": (
        "struck_text",
        "warning",
        "有 {} 个字画了删除线，仍按正文读入。如已作废，请在文件中删去后重新导入。",
    ),
    "notes": (
        "footnotes",
        "warning",
        "文件有 {} 处脚注或尾注，没有读入。如与事项有关，请写进表格后重新导入。",
    ),
    "comments": ("comments", "note", "文件有 {} 处批注，没有读入。"),
    "pictures": (
        "pictures",
        "note",
        "文件有 {} 幅图片，图片里的文字没有读入。请确认其中没有事项。",
    ),
    "objects": (
        "embedded_objects",
        "warning",
        "文件嵌有 {} 个对象（如嵌入的表格），没有读入。如是清单内容，请粘贴为普通表格后重新导入。",
    ),
    "nested": (
        "nested_table",
        "warning",
        "有 {} 处单元格里还套着表格，已逐行并入该单元格，请核对。",
    ),
    "symbols": (
        "symbols",
        "warning",
        "有 {} 个特殊符号（符号字体）无法转成文字，已略去，请核对所在的单元格。",
    ),
}


def findings_of(told: Told, joined: list[Place]) -> list[Finding]:
    """The findings for all that was counted, and for rows that became one."""
    counts, findings = told.counts, []
    if counts["inserted"] or counts["deleted"]:
        message = (
            f"文件带有未处理的修订痕迹：保留了插入的内容 {counts['inserted']} 处，"
            f"略去了删除的内容 {counts['deleted']} 处。"
            "请核对；最好在 Word 中接受或拒绝全部修订后重新导入。"
        )
        findings.append(Finding("tracked_changes", "warning", WHOLE, message))
    for what, (code, severity, message) in MESSAGES.items():
        if counts[what]:
            findings.append(Finding(code, severity, WHOLE, message.format(counts[what])))
    return findings + joined_rows(joined)
