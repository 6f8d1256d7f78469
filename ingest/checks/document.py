"""Checks of the document as a whole: place, date, markings, and the numbers it states."""

from collections import defaultdict
from collections.abc import Iterator

from ingest.checks.reviewed import categories
from ingest.shapes import LIST_NAMES, Declaration, DutyList, Finding
from lists.secrecy import RESTRICTING

UNITS = {"items": "项事项", "categories": "个事项类别", "departments": "个部门（单位）"}
LONGEST_PLACE = 40  # the database holds no more; the longest name of a township has 22 signs
PUBLIC = ("公布版", "公示版", "公开版")


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


def place_fits(duty_list: DutyList) -> Iterator[Finding]:
    """A name of a place as long as a sentence is text that ran into the place line."""
    names = {
        "省级地名": duty_list.province,
        "地级地名": duty_list.prefecture,
        "县级地名": duty_list.county,
        "乡镇（街道）名称": duty_list.township,
    }
    for level, name in names.items():
        if name and len(name) > LONGEST_PLACE:
            yield Finding(
                "place_too_long",
                "error",
                "封面",
                f"{level}“{name[:20]}…”有 {len(name)} 字，不像地名。"
                "请检查封面或标题中的地名，改正后重新导入。",
            )


def date_is_printed(duty_list: DutyList) -> Iterator[Finding]:
    """The date comes from the document and is never guessed."""
    told = any(finding.code == "date_invalid" for finding in duty_list.findings)
    if not duty_list.date and not told:
        yield Finding(
            "no_date",
            "warning",
            "全文",
            "文件没有印出日期，按“未注明日期”导入。请向编制单位核实；如有日期，请补入文件后重新导入。",
        )


def markings_agree(duty_list: DutyList) -> Iterator[Finding]:
    """A document marked 内部 is not published without a secrecy check; 公布版 contradicts it."""
    secret = [mark for mark in duty_list.markings if mark in RESTRICTING]
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
