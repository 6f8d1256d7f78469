"""The text a workbook shows in a cell: shared strings, numbers, dates, what formulas came to."""

import re
from datetime import date, datetime
from itertools import pairwise

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from ingest.read.package import Package
from ingest.shapes import PARAGRAPH
from lists.departments import is_body

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# _x0000_ and the like may stand for signs that no text holds and PostgreSQL refuses.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SENTENCE_END = re.compile(r"[。；：！？;:][”’）)]?\s*$")
ORDINAL = re.compile(
    r"\s*(\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])"
)
TRUTH = {"0": "否", "1": "是"}


def text_of(element: etree._Element | None) -> str:
    """The text of a string item: its runs, without the readings (rPh) above them."""
    if element is None:
        return ""
    parts = [each.text or "" for each in element.findall(S + "t")]
    parts += [each.text or "" for each in element.findall(f"{S}r/{S}t")]
    return tidy("".join(parts))


def tidy(text: str) -> str:
    """A cell's text with its paragraphs parted and without forbidden signs."""
    plain = unescape(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    lines = [line for line in FORBIDDEN.sub("", plain).split("\n") if line.strip()]
    longest = max(map(len, lines), default=0)
    parts = lines[:1]
    for before, line in pairwise(lines):
        parts += ["\n" if is_wrapped(before, line, longest) else PARAGRAPH, line]
    return "".join(parts)


def is_wrapped(before: str, line: str, longest: int) -> bool:
    """Whether a line break only wraps a sentence, as in text pasted from a PDF.

    A wrapped line is about as long as the longest and ends in the middle of a sentence.
    """
    full = len(before.strip()) >= longest * 0.6
    names = is_body(before.strip()) and is_body(line.strip())
    return full and not (names or SENTENCE_END.search(before) or ORDINAL.match(line))


class Values:
    """Turns the cells of a workbook into text."""

    def __init__(self, package: Package) -> None:
        strings = next(iter(package.related(package.main, "sharedStrings")), None)
        root = package.optional(strings)
        self.strings = [] if root is None else [text_of(each) for each in root.findall(S + "si")]
        styles = next(iter(package.related(package.main, "styles")), None)
        self.dates = date_styles(package.optional(styles))
        properties = package.xml(package.main).find(S + "workbookPr")
        mac = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900

    def text(self, cell: etree._Element) -> str:
        """The text a cell shows; '' for one without a value."""
        kind, shown = cell.get("t", "n"), cell.findtext(S + "v")
        if kind == "inlineStr":
            return text_of(cell.find(S + "is"))
        if shown is None:
            return ""
        if kind == "s":
            return self.shared(shown)
        if kind == "b":
            return TRUTH.get(shown, shown)
        if kind == "n":
            return self.numeric(shown, self.dates.get(cell.get("s", "0")))
        return tidy(shown)  # str: what a formula came to; e: an error such as #REF!; d: ISO date

    def shared(self, shown: str) -> str:
        """A shared string by its number."""
        at = int(shown) if shown.isdigit() else -1
        return self.strings[at] if 0 <= at < len(self.strings) else ""

    def numeric(self, shown: str, date_format: str | None) -> str:
        """A number as people read it: 3 for 3.0, a date as 2025年7月1日."""
        try:
            number = float(shown)
        except ValueError:
            return tidy(shown)
        if date_format:
            try:
                found = from_excel(number, self.epoch)
            except (ValueError, OverflowError):
                found = None
            if isinstance(found, date | datetime):
                return printed_date(found, date_format)
        whole = number.is_integer() and abs(number) < 1e15
        return str(int(number)) if whole else shown.strip()


def printed_date(found: date, date_format: str) -> str:
    """A date as documents print it, to the day or the month as its format shows."""
    month = f"{found.year}年{found.month}月"
    # Words between quotes and brackets are no codes: [$-804]yyyy"年"m"月"
    codes = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", date_format).lower()
    return f"{month}{found.day}日" if "d" in codes else month


def date_styles(root: etree._Element | None) -> dict[str, str]:
    """The cell styles that show a number as a date, with their formats."""
    if root is None:
        return {}
    formats = dict(BUILTIN_FORMATS) | {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in root.iter(S + "numFmt")
        if each.get("numFmtId", "").isdigit()
    }
    found = {}
    cells = root.find(S + "cellXfs")
    for at, style in enumerate([] if cells is None else cells.findall(S + "xf")):
        number = style.get("numFmtId", "0")
        code = formats.get(int(number), "") if number.isdigit() else ""
        # 27-36 and 50-58 are dates in Chinese Excel, without a code in the file.
        if number.isdigit() and (27 <= int(number) <= 36 or 50 <= int(number) <= 58):
            code = 'yyyy"年"m"月"' if number in ("27", "36", "50", "57") else 'yyyy"年"m"月"d"日"'
        if is_date_format(code):
            found[str(at)] = code
    return found


def has_drawn_text(package: Package, sheet: str) -> bool:
    """Whether text boxes lie on a sheet."""
    return any(
        each.text and each.text.strip()
        for drawing in package.related(sheet, "drawing")
        for each in package.xml(drawing).iter("{*}t")
    )
