"""Reads what stands before the tables: place, date, markings, the numbers a list states."""

import re
from datetime import date

from ingest.parse.layout import Layout
from ingest.parse.places import PlaceNames, reviewed_county, split_place
from ingest.parse.titles import TITLE, squeeze
from ingest.shapes import Declaration, DutyList, Finding, ListKind, Row
from lists.secrecy import marks_in

LIST_TITLE = "履职事项清单"
# 2025年7月, 二〇二五年七月三十一日, 二〇二五年2月31日
DATE = re.compile(
    r"(?P<year>[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})年"
    r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日)?)?(?:印发|编制|公布|制)?"
)
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
VERSION_REMARK = re.compile(r"公布版|公示版|公开版|征求意见稿|送审稿|讨论稿|草案|试行|示例(?=：)")
KIND_WORDS: dict[str, ListKind] = {
    "基本": "basic",
    "配合": "cooperation",
    "协同": "cooperation",
    "收回": "revoked",
}
# One pass over a paragraph: a list's name sets whose the numbers behind it are.
DECLARED = re.compile(
    r"(?P<kind>基本|配合|协同|收回)(?:履职)?事项"
    r"|(?P<items>\d{1,5})项"
    r"|(?P<categories>\d{1,5})个?(?:类别|大类|类)"
    r"|涉及(?P<departments>\d{1,5})个(?:部门|单位)"
)
DECLARED_IN_CONTENTS = re.compile(r"(基本|配合|协同|收回)(?:履职)?事项清?单?[（(](\d{1,5})项?[）)]")

# A mark or remark stands on a short line; longer ones are prose.
LONGEST_MARK_LINE = 60
# A place is printed over a few lines at most.
MOST_COVER_LINES = 10


def read_cover(layout: Layout, duty_list: DutyList) -> None:
    """Fill place, date, markings and declared numbers of a duty list from its head."""
    read_place(layout, duty_list)
    duty_list.date = find_date(layout.head, duty_list.findings)
    duty_list.markings = find_markings(layout.marks + layout.head + layout.titles)
    duty_list.declarations = [
        declaration for row in layout.head for declaration in declarations_in(row)
    ]


def read_place(layout: Layout, duty_list: DutyList) -> None:
    """Take the place from the cover, else from the titles; fill gaps from the reviewed file."""
    names = place_on_cover(layout.head) or place_in_titles(layout.titles)
    if names is None:
        return
    known = reviewed_county(names.county)
    duty_list.province = names.province or known.get("province")
    duty_list.prefecture = names.prefecture or known.get("prefecture")
    duty_list.county, duty_list.township = names.county, names.township
    duty_list.region_from_places = not names.province and bool(duty_list.province)
    duty_list.township_kind = names.township_kind


def place_on_cover(head: list[Row]) -> PlaceNames | None:
    """The place printed before the first 履职事项清单, also when broken over several lines."""
    lines: list[str] = []
    for row in head:
        line = squeeze(row.text).strip("#*《》")
        if DATE.fullmatch(line) or len(row.cells) > 1:
            continue
        before, title, _ = line.partition(LIST_TITLE)
        if title:
            return place_of_lines([*lines, before])
        if len(line) > 40:
            return None
        lines.append(before)
    return None


def place_of_lines(lines: list[str]) -> PlaceNames | None:
    """The place a cover prints on its last lines; above it may stand 附件1 or （征求意见稿）."""
    last = lines[-MOST_COVER_LINES:]
    found = [split_place("".join(last[start:])) for start in range(len(last))]
    places = [names for names in found if names]
    return next((names for names in places if names.province), next(iter(places), None))


def place_in_titles(titles: list[Row]) -> PlaceNames | None:
    """The place the first title of a list carries."""
    for row in titles:
        match = TITLE.fullmatch(squeeze(row.text))
        names = split_place(match["place"]) if match else None
        if names:
            return names
    return None


def find_date(head: list[Row], findings: list[Finding]) -> str | None:
    """The date that stands alone on a line, as 2025, 2025-07 or 2025-07-01.

    One that the calendar does not have (2025年2月31日) is told and not taken.
    """
    for row in head:
        words = squeeze(row.text)
        parts = date_parts(words)
        if parts and is_real(parts):
            return "-".join(str(part).zfill(2) for part in parts)
        if parts:
            message = f"文件印的日期“{words}”日历上没有，按“未注明日期”处理。请核对并改正。"
            findings.append(Finding("date_invalid", "warning", str(row.place), message))
    return None


def date_parts(words: str) -> tuple[int, ...]:
    """Year, month and day of a line that is nothing but a date; () for any other line."""
    match = DATE.fullmatch(words)
    if not match:
        return ()
    year = int(match["year"].translate(CHINESE_DIGITS))
    rest = [chinese_number(part) for part in (match["month"], match["day"]) if part]
    return (year, *rest)


def is_real(parts: tuple[int, ...]) -> bool:
    """Whether the calendar has a year, a month or a day."""
    try:
        date(*parts, *(1, 1)[len(parts) - 1 :])
    except ValueError:
        return False
    return True


def chinese_number(words: str) -> int:
    """Read 7, 07, 七, 十, 十二 or 三十一; 0 for what is no number."""
    if words.isascii():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    digits = (tens or "1", ones or "0") if ten else ("0", words)
    values = [part.translate(CHINESE_DIGITS) for part in digits]
    if not all(value.isascii() and len(value) == 1 for value in values):
        return 0
    return int(values[0]) * 10 + int(values[1])


def find_markings(rows: list[Row]) -> list[str]:
    """The secrecy marks and version remarks of cover and titles, each once."""
    found = []
    for row in rows:
        line = squeeze(row.text)
        if len(line) <= LONGEST_MARK_LINE:
            found += marks_in(line)
            found += VERSION_REMARK.findall(line)
    return list(dict.fromkeys(found))


def declarations_in(row: Row) -> list[Declaration]:
    """The numbers a line of the head states about the lists."""
    line = squeeze(row.cells[0])
    contents = DECLARED_IN_CONTENTS.search(line)
    if contents and len(line) <= 40:
        return [declaration(KIND_WORDS[contents[1]], "items", contents[2], row)]
    found, kind = [], None
    of_all = LIST_TITLE[:4] in line  # looked for once: a hostile line states 10,000 numbers
    for match in DECLARED.finditer(line):
        if match["kind"]:
            kind = KIND_WORDS[match["kind"]]
            continue
        unit = match.lastgroup
        if kind is not None or (unit == "items" and of_all):
            found.append(declaration(kind, unit, match[unit], row))
    return found


def declaration(kind: ListKind | None, unit: str, count: str, row: Row) -> Declaration:
    """Make a declaration with its place and words."""
    return Declaration(kind, unit, int(count), row.place, row.text[-60:])
