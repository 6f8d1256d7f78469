"""Rows of the tables become items; what is wrong with a row is found here, with its line."""

from itertools import pairwise

from ingest.clauses import clauses_of
from ingest.parse.cells import clean, clean_line, clean_names, foreign_tags
from ingest.parse.places import reviewed_county
from ingest.parse.tables import row_number
from ingest.parse.takers import read_takers
from ingest.shapes import LIST_NAMES, DutyList, Finding, ParsedItem, Row, Table
from lists.departments import Locality, canonical, split_names, unify


def read_items(tables: list[Table], duty_list: DutyList) -> None:
    """Append the items of all tables, then check the numbering of each list."""
    locality = Locality(
        duty_list.county or "",
        duty_list.prefecture,
        reviewed_county(duty_list.county).get("department_prefix"),
    )
    numbers: dict[str, list[tuple[int, Row]]] = {kind: [] for kind in LIST_NAMES}
    for table in tables:
        for row in table.rows:
            at = table.roles.index("number")
            number = row_number(row.cells[at]) if at < len(row.cells) else None
            if number is None:
                duty_list.findings.append(no_number(table, row))
                continue
            numbers[table.kind].append((number, row))
            if not table.least <= len(row.cells) <= len(table.roles):
                duty_list.findings.append(wrong_columns(table, row, number))
                continue
            item = read_item(table, row, number, duty_list)
            if item:
                read_departments(item, locality)
                duty_list.items.append(item)
    unify_departments(duty_list)
    for item in duty_list.items:
        item.clauses = clauses_of(item, locality)
    for kind, found in numbers.items():
        duty_list.findings.extend(numbering(kind, found))
    if not duty_list.items and tables:
        where = str(tables[0].place)
        message = "表头下面没有任何事项。请确认文件完整，各列之间用制表符分隔。"
        duty_list.findings.append(Finding("no_items", "error", where, message))


def read_item(table: Table, row: Row, number: int, duty_list: DutyList) -> ParsedItem | None:
    """Clean the cells of one row into an item; None, with a finding, when it has no name."""
    cells = dict(zip(table.roles, row.cells, strict=False))  # behind the last role some may lack
    label = f"{LIST_NAMES[table.kind]}第{number}项"
    name, category = clean_line(cells["name"]), clean_line(cells["category"])
    if not name:
        message = f"{label}没有事项名称。请在原文件中补上名称后重新导入。"
        duty_list.findings.append(Finding("name_empty", "error", str(row.place), message))
        return None
    if not category:
        before = duty_list.of_kind(table.kind)
        category = before[-1].category if before else ""
        as_before = f"，已按合并单元格沿用上一行的“{category}”，请核对。"
        message = f"{label}没有事项类别" + (as_before if category else "，请补上后重新导入。")
        severity = "warning" if category else "error"
        duty_list.findings.append(Finding("category_empty", severity, str(row.place), message))
        if not category:
            return None
    tags = [tag for cell in row.cells for tag in foreign_tags(cell)]
    if tags:
        message = f"{label}含有网页代码“{tags[0][:40]}”，已作为普通文字保留，请核对。"
        duty_list.findings.append(Finding("markup", "warning", str(row.place), message))
    method = cells.get("method", cells.get("taker"))
    texts = {role: clean(cells[role]) for role in ("lead_duty", "township_duty") if role in cells}
    return ParsedItem(
        kind=table.kind,
        number=number,
        category=category,
        name=name,
        place=row.place,
        printed=row.printed or row.cells,
        regions=row.regions,
        departments_cell=clean_names(cells.get("departments", "")),
        takers_cell=clean_names(cells.get("taker", "")),
        method_cell=clean(method) if method is not None else None,
        **texts,
    )


def read_departments(item: ParsedItem, locality: Locality) -> None:
    """Fill in whom a row names: the column of a cooperation row, the takers of a revoked one."""
    if item.kind == "cooperation":
        item.departments_as_printed = split_names(item.departments_cell)
    elif item.kind == "revoked":
        read_revoked(item)
    leading = next(iter(item.departments_as_printed), "")
    item.departments = [canonical(name, locality, leading) for name in item.departments_as_printed]


def read_revoked(item: ParsedItem) -> None:
    """Fill in who took a duty over, whether nobody does it any more, and the way of working."""
    takers = read_takers(item.takers_cell or item.method_cell or "")
    item.departments_as_printed, item.discontinued = takers.names, takers.discontinued
    item.takers_labelled = takers.labelled or bool(item.takers_cell)
    item.method = item.method_cell if item.takers_cell else takers.text


def unify_departments(duty_list: DutyList) -> None:
    """Give shortened names the full name that the same list prints elsewhere."""
    mapping = unify({name for item in duty_list.items for name in item.departments if name})
    for item in duty_list.items:
        item.departments = [mapping.get(name, name) for name in item.departments]


def no_number(table: Table, row: Row) -> Finding:
    """Tell of a row without 序号."""
    message = (
        f"{LIST_NAMES[table.kind]}中这一行没有序号：“{clean_line(row.text)[:40]}”。"
        "请在原文件中补上序号后重新导入。"
    )
    return Finding("missing_no", "error", str(row.place), message)


def wrong_columns(table: Table, row: Row, number: int) -> Finding:
    """Tell of a row that has more or fewer cells than its header."""
    message = (
        f"{LIST_NAMES[table.kind]}第{number}项有 {len(row.cells)} 格，"
        f"表头有 {len(table.roles)} 格。请在原文件中补齐或合并这一行的单元格后重新导入。"
    )
    return Finding("columns", "error", str(row.place), message)


def numbering(kind: str, found: list[tuple[int, Row]]) -> list[Finding]:
    """Check that a list counts 1..n without repeats or gaps, in order."""
    findings, first_at = [], {}
    for number, row in found:
        if number in first_at:
            message = (
                f"{LIST_NAMES[kind]}的序号 {number} 重复（首次在{first_at[number]}）。"
                "请改正序号后重新导入。"
            )
            findings.append(Finding("duplicate_no", "error", str(row.place), message))
        first_at.setdefault(number, row.place)
    gaps = sorted(set(range(1, max(first_at, default=0) + 1)) - set(first_at))
    if gaps:
        after = next((row for number, row in found if number > gaps[0]), None)
        shown = "、".join(map(str, gaps[:10])) + ("…" if len(gaps) > 10 else "")
        message = (
            f"{LIST_NAMES[kind]}缺少序号 {shown}（共 {len(gaps)} 个）。"
            "请确认是否漏了事项，改正后重新导入。"
        )
        where = str(after.place) if after else ""
        findings.append(Finding("missing_no", "error", where, message))
    if 0 in first_at:
        message = f"{LIST_NAMES[kind]}有序号 0，序号应从 1 起。请改正序号后重新导入。"
        findings.append(Finding("number_zero", "error", str(first_at[0]), message))
    if not findings and any(later < earlier for (earlier, _), (later, _) in pairwise(found)):
        message = f"{LIST_NAMES[kind]}的序号没有按顺序排列，已按序号导入，请核对。"
        findings.append(Finding("number_order", "warning", str(found[0][1].place), message))
    return findings
