"""Running titles and page numbers: what stands at the same height of many pages."""

import re
from collections import defaultdict

from ingest.parse.cover import chinese_number
from ingest.parse.titles import title_kind
from ingest.read.pdf.cells import lines_of
from ingest.read.pdf.headers import headers_of
from ingest.read.pdf.lines import Run
from ingest.read.pdf.sheet import Sheet

# — 3 —, 第 3 页 共 46 页, 3/46, 第三页, Page 3 of 46.
PAGE_NUMBER = re.compile(
    r"[—\-–－_·~～•.\s|]*\d{1,4}[—\-–－_·~～•.\s|]*|第?\d{1,4}页?[,，/／\s|]*(共?\d{1,4}页?)?"
    r"|(?:Page|page|P)\.?\d{1,4}(?:of\d{1,4})?"
)
CHINESE_PAGE = re.compile(r"第([一二三四五六七八九十]{1,5})页")
ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMAN = [tens + ones for tens in ("", "x", "xx", "xxx", "xl") for ones in ONES]
# Lines looked at from either edge of a page.
EDGE_LINES = 3


def take_furniture(sheets: list[Sheet]) -> None:
    """Move running titles and page numbers of all pages out of the text."""
    heights: dict[tuple, list[tuple[Sheet, list[Run]]]] = defaultdict(list)
    for sheet in sheets:
        heads = {id(run) for header in headers_of(sheet) for run in header.runs + header.spanning}
        for line in edge_lines(sheet):
            if any(id(run) in heads for run in line):
                continue
            key = re.sub(r"\d+", "#", words_of(line))
            heights[key, round(line[0].base / 4), sheet.width > sheet.height].append((sheet, line))
    pages = len(sheets)
    for (key, _, _), found in heights.items():
        number = "#" in key and PAGE_NUMBER.fullmatch(key.replace("#", "1"))
        if number:
            for sheet, line in found:
                if len(found) >= 3 and counts_pages(found) or apart(sheet, line):
                    put_aside(sheet, line)
        elif len(found) >= max(3, 0.3 * min(pages, 10)) and ("#" not in key or counts_pages(found)):
            for sheet, line in found:
                if outside_grid(sheet, line):
                    put_aside(sheet, line)


def edge_lines(sheet: Sheet) -> list[list[Run]]:
    """The first and last lines of a page, as runs on one height."""
    lines: list[list[Run]] = []
    for run in sorted(sheet.runs, key=lambda run: run.base):
        if lines and run.base - lines[-1][0].base <= 0.35 * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        line.sort(key=lambda run: run.x0)
    if len(lines) <= 2 * EDGE_LINES:
        return lines
    return lines[:EDGE_LINES] + lines[-EDGE_LINES:]


def counts_pages(found: list[tuple[Sheet, list[Run]]]) -> bool:
    """Whether the first number of the lines counts with the pages."""
    steps: dict[int, int] = defaultdict(int)
    for sheet, line in found:
        match = re.search(r"\d+", words_of(line))
        steps[int(match.group()) - sheet.number] += 1
    return max(steps.values()) >= 0.7 * len(found)


def words_of(line: list[Run]) -> str:
    """The words of a line without blanks; a page number in other figures in plain ones."""
    text = "".join(run.text for run in line).replace(" ", "")
    match = CHINESE_PAGE.fullmatch(text)
    if match:
        return f"第{chinese_number(match[1])}页"
    bare = text.strip("—-–－·~ ").lower()
    return str(ROMAN.index(bare)) if bare in ROMAN[1:] else text


def apart(sheet: Sheet, line: list[Run]) -> bool:
    """Whether a line stands clear of everything else: outside the rules, far from the text."""
    others = [run for run in sheet.runs if run not in line]
    if not outside_grid(sheet, line) or not others:
        return False
    size = line[0].size
    nearest = min(max(other.top - line[0].bottom, line[0].top - other.bottom) for other in others)
    last = all(other.base < line[0].base for other in others)
    return last and (nearest > 1.5 * size) and in_margin(sheet, line)


def in_margin(sheet: Sheet, line: list[Run]) -> bool:
    """Whether a line stands in the lowest eighth of its page."""
    return line[0].base > 0.88 * sheet.height


def outside_grid(sheet: Sheet, line: list[Run]) -> bool:
    """Whether no rule down passes beside a line."""
    return not any(rule.crosses(line[0].middle) for rule in sheet.grid.down)


def put_aside(sheet: Sheet, line: list[Run]) -> None:
    """Take a line out of the text of its page."""
    for run in line:
        sheet.runs.remove(run)
        sheet.furniture.append(run)


def is_title(runs: list[Run]) -> bool:
    """Whether runs on one height read as the title of a list."""
    return title_kind("".join(line.text for line in lines_of(runs))) is not None
