"""Checks of the rows: categories, departments, duties, names, and slips of OCR."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from ingest.checks.reviewed import categories
from ingest.shapes import LIST_NAMES, DutyList, Finding, ParsedItem
from lists.slips import slips

LONGEST_NAME = {"事项类别": 40, "部门": 100}  # the database holds 40 and 120 with the prefix
LONGEST_CELL = 20_000  # the longest of the samples has 1,500 signs


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


def names_fit(duty_list: DutyList) -> Iterator[Finding]:
    """A category or department as long as a sentence is text that slipped into a wrong column."""
    for item in duty_list.items:
        label = f"{LIST_NAMES[item.kind]}第{item.number}项"
        words = {"事项类别": [item.category], "部门": item.departments_as_printed}
        for column, names in words.items():
            for name in names:
                if len(name) > LONGEST_NAME[column]:
                    yield Finding(
                        "name_too_long",
                        "error",
                        str(item.place),
                        f"{label}的{column}“{name[:20]}…”有 {len(name)} 字，不像{column}名称。"
                        "请检查这一行各列是否错位，改正后重新导入。",
                    )


def cells_fit(duty_list: DutyList) -> Iterator[Finding]:
    """A cell of many pages is several rows run together."""
    for item in duty_list.items:
        longest = max(map(len, item.printed))
        if longest > LONGEST_CELL:
            yield Finding(
                "cell_too_long",
                "error",
                str(item.place),
                f"{LIST_NAMES[item.kind]}第{item.number}项有一格长达 {longest:,} 字，"
                "像是多行连成了一格。请核对原文件，分行后重新导入。",
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
    for slip in slips():
        hits = [
            (item, match.group())
            for item in duty_list.items
            for match in slip.pattern.finditer("\n".join(words_of(item)))
        ]
        if hits:
            item, words = hits[0]
            yield Finding(
                "text_slip",
                "note",
                str(item.place),
                f"{slip.said(words)}，共 {len(hits)} 处，原文未改。",
            )


def words_of(item: ParsedItem) -> list[str]:
    """All cleaned cells of an item."""
    cells = (item.name, item.departments_cell, item.lead_duty, item.township_duty, item.method_cell)
    return [cell for cell in cells if cell]


def grouped(duty_list: DutyList, key: Callable[[ParsedItem], str]) -> dict[str, list[ParsedItem]]:
    """Group the items by a key, in source order."""
    groups = defaultdict(list)
    for item in duty_list.items:
        groups[key(item)].append(item)
    return groups


def owners_are_said(duty_list: DutyList) -> Iterator[Finding]:
    """Clauses of several departments without a subject belong to all of them, and that is told."""
    unclear = [
        (item, sum(clause.assumed for clause in item.clauses))
        for item in duty_list.of_kind("cooperation")
    ]
    unclear = [(item, count) for item, count in unclear if count]
    if unclear:
        numbers = "、".join(str(item.number) for item, _ in unclear[:30])
        yield Finding(
            "owner_assumed",
            "note",
            str(unclear[0][0].place),
            f"配合履职事项清单第 {numbers} 项共 {sum(count for _, count in unclear)} 句上级部门职责"
            "没有写明由哪个部门负责，按对应上级部门共同负责处理，请核对。",
        )


def owners_stand_in_the_column(duty_list: DutyList) -> Iterator[Finding]:
    """A department that only the text gives a duty is told: the column may lack it."""
    for item in duty_list.of_kind("cooperation"):
        owners = {name for clause in item.clauses for name in clause.departments}
        for name in sorted(owners - set(item.departments)):
            yield Finding(
                "owner_outside_column",
                "note",
                str(item.place),
                f"配合履职事项清单第{item.number}项的正文写明“{name}”的职责，"
                "对应上级部门一栏没有列出，请核对。",
            )
