"""Every check of a parsed list, in order; each yields findings with code, place and remedy."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from ingest.shapes import LIST_NAMES, Declaration, DutyList, Finding, ParsedItem

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
UNITS = {"items": "项事项", "categories": "个事项类别", "departments": "个部门（单位）"}
SECRET = ("内部", "秘密", "机密", "绝密")
PUBLIC = ("公布版", "公示版", "公开版")


def check(duty_list: DutyList) -> None:
    """Run all checks and append what they find."""
    for run in CHECKS:
        duty_list.findings.extend(run(duty_list))


@cache
def categories() -> dict[str, str]:
    """Reviewed category names, every accepted spelling to its standard name."""
    entries = json.loads((FIXTURES / "categories.json").read_text("utf-8"))
    return {
        spelling: entry["name"]
        for entry in entries
        for spelling in (entry["name"], *entry.get("aliases", []))
    }


@cache
def slips() -> list[tuple[re.Pattern, str, str]]:
    """Reviewed slips of OCR: pattern, the likely reading, the reason."""
    entries = json.loads((FIXTURES / "ocr_slips.json").read_text("utf-8"))
    return [(re.compile(e["pattern"]), e["likely"], e["reason"]) for e in entries]


def place_is_known(duty_list: DutyList) -> Iterator[Finding]:
    """A list belongs to a township of a county of a province."""
    if not duty_list.township or not duty_list.county:
        yield Finding(
            "no_place",
            "error",
            "全文",
            "没有认出这是哪个县、哪个乡镇（街道）的清单。请在封面写明"
            "“省（自治区）、地（州、市）、县（市、区）、乡镇（街道）履职事项清单”后重新导入。",
        )
    elif not duty_list.province:
        yield Finding(
            "no_region",
            "error",
            "全文",
            f"文件没有印出{duty_list.county}属于哪个省（自治区），核定的地名表里也没有。"
            "请在封面补上，或在 fixtures/places.json 中登记后重新导入。",
        )
    elif duty_list.region_from_places:
        yield Finding(
            "region_from_places",
            "note",
            "全文",
            f"文件没有印出{duty_list.county}的上级地区，已按核定的地名表补为{duty_list.province}。",
        )


def date_is_printed(duty_list: DutyList) -> Iterator[Finding]:
    """The date comes from the document and is never guessed."""
    if not duty_list.date:
        yield Finding(
            "no_date",
            "warning",
            "全文",
            "文件没有印出日期，按“未注明日期”导入。请向编制单位核实后在版本信息中补记。",
        )


def markings_agree(duty_list: DutyList) -> Iterator[Finding]:
    """A document marked 内部 is not published without a secrecy check; 公布版 contradicts it."""
    secret = [mark for mark in duty_list.markings if mark in SECRET]
    public = [mark for mark in duty_list.markings if mark in PUBLIC]
    if secret and public:
        yield Finding(
            "marking_conflict",
            "warning",
            "封面与表头",
            f"封面标有“{secret[0]}”，表格标题却标“{public[0]}”，两者矛盾。"
            "请与编制单位核实；完成保密审查前不能公布。",
        )
    elif secret:
        yield Finding(
            "marked_secret",
            "warning",
            "封面",
            f"文件标有“{secret[0]}”，完成保密审查前不能公布。",
        )


def lists_are_complete(duty_list: DutyList) -> Iterator[Finding]:
    """A duty list has three tables."""
    for kind, name in LIST_NAMES.items():
        if not duty_list.of_kind(kind):
            yield Finding(
                "list_missing", "warning", "全文", f"没有找到{name}。请确认文件是否完整。"
            )


def declared_numbers_agree(duty_list: DutyList) -> Iterator[Finding]:
    """Numbers the document states about itself agree with each other and with the tables."""
    stated: dict[tuple, list[Declaration]] = defaultdict(list)
    for declaration in duty_list.declarations:
        stated[declaration.kind, declaration.unit].append(declaration)
    for (kind, unit), declarations in stated.items():
        name = LIST_NAMES[kind] if kind else "全部清单"
        counted = count(duty_list, kind, unit)
        if len({d.count for d in declarations}) > 1:
            words = "，".join(f"{d.place}写 {d.count}" for d in declarations)
            yield Finding(
                "declared_conflict",
                "warning",
                str(declarations[0].place),
                f"文件对{name}有几{UNITS[unit]}说法不一：{words}；表中实有 {counted}。"
                "已按表导入全部各行，请核对。",
            )
        elif declarations[0].count != counted:
            first = declarations[0]
            yield Finding(
                "declared_mismatch",
                "warning",
                str(first.place),
                f"文件说{name}有 {first.count} {UNITS[unit]}，表中实有 {counted}。"
                "已按表导入全部各行，请核对。",
            )


def count(duty_list: DutyList, kind: str | None, unit: str) -> int:
    """Count items, categories or departments of a list (of all lists for kind None)."""
    items = duty_list.of_kind(kind) if kind else duty_list.items
    if unit == "items":
        return len(items)
    if unit == "categories":
        return len({categories().get(item.category, item.category) for item in items})
    return len({name for item in items for name in item.departments if name})


def categories_are_known(duty_list: DutyList) -> Iterator[Finding]:
    """Spellings of a category that differ from the standard name, and names not reviewed yet."""
    for spelling, items in grouped(duty_list, lambda item: item.category).items():
        standard = categories().get(spelling)
        where = str(items[0].place)
        if standard is None:
            yield Finding(
                "category_unknown",
                "warning",
                where,
                f"事项类别“{spelling}”（{len(items)} 项）不在类别表中，已按原文新建，请核对。",
            )
        elif standard != spelling:
            yield Finding(
                "category_spelling",
                "note",
                where,
                f"事项类别“{spelling}”（{len(items)} 项）归入“{standard}”，原文保留。",
            )


def departments_are_named(duty_list: DutyList) -> Iterator[Finding]:
    """Cooperation and revoked rows say which department leads or took over."""
    for item in duty_list.items:
        label = f"{LIST_NAMES[item.kind]}第{item.number}项"
        if item.kind == "cooperation" and not item.departments_as_printed:
            yield Finding(
                "no_department", "warning", str(item.place), f"{label}没有写对应上级部门。"
            )
        if item.kind == "revoked" and not item.departments_as_printed and not item.discontinued:
            yield Finding(
                "no_taker",
                "warning",
                str(item.place),
                f"{label}没有认出承接部门，也没有写明不再开展。请核对。",
            )
        for printed, name in zip(item.departments_as_printed, item.departments, strict=True):
            if name is None:
                yield Finding(
                    "department_unknown",
                    "warning",
                    str(item.place),
                    f"{label}的部门“{printed}”没有认出是哪个单位，按原文保留。",
                )


def duty_cells_are_filled(duty_list: DutyList) -> Iterator[Finding]:
    """A cooperation row says what both sides do."""
    columns = {"lead_duty": "上级部门职责", "township_duty": "配合职责"}
    for item in duty_list.of_kind("cooperation"):
        for column, title in columns.items():
            if not getattr(item, column):
                yield Finding(
                    "duty_empty",
                    "warning",
                    str(item.place),
                    f"配合履职事项清单第{item.number}项的“{title}”是空的，请核对。",
                )


def names_are_not_repeated(duty_list: DutyList) -> Iterator[Finding]:
    """One duty under the same name twice, in one list or in two, is for a person to look at."""
    for name, items in grouped(duty_list, lambda item: item.name).items():
        if len(items) > 1:
            places = "、".join(f"{LIST_NAMES[item.kind]}第{item.number}项" for item in items)
            yield Finding(
                "name_repeated", "note", str(items[0].place), f"“{name[:40]}”出现多次：{places}。"
            )


def text_slips(duty_list: DutyList) -> Iterator[Finding]:
    """Words that OCR probably got wrong; the text stays as it is."""
    for pattern, likely, reason in slips():
        hits = [
            (item, match.group())
            for item in duty_list.items
            for match in pattern.finditer("\n".join(words_of(item)))
        ]
        if hits:
            item, words = hits[0]
            proposal = f"，可能应为“{likely}”" if likely else "（排版符号）"
            yield Finding(
                "text_slip",
                "note",
                str(item.place),
                f"“{words.strip()[:20]}”疑为识别错误{proposal}，共 {len(hits)} 处，原文未改。",
            )


def words_of(item: ParsedItem) -> list[str]:
    """All cleaned cells of an item."""
    cells = (item.name, item.departments_cell, item.lead_duty, item.township_duty, item.method)
    return [cell for cell in cells if cell]


def grouped(duty_list: DutyList, key: Callable[[ParsedItem], str]) -> dict[str, list[ParsedItem]]:
    """Group the items by a key, in source order."""
    groups = defaultdict(list)
    for item in duty_list.items:
        groups[key(item)].append(item)
    return groups


CHECKS = (
    place_is_known,
    date_is_printed,
    markings_agree,
    lists_are_complete,
    declared_numbers_agree,
    categories_are_known,
    departments_are_named,
    duty_cells_are_filled,
    names_are_not_repeated,
    text_slips,
)


def summary(findings: list[Finding]) -> Counter:
    """How many findings there are of each severity."""
    return Counter(finding.severity for finding in findings)
