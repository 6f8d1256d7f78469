"""Rows of the lists as they are taken away: read in chunks, so that any number fits in memory."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db.models import Prefetch, QuerySet

from lists.clauses import own_clauses, with_clauses
from lists.exports.shapes import Coded, Column, ExportRow
from lists.models import Edition, Involvement, Item
from lists.models.items import Kind

BASIC, COOPERATION, REVOKED = Kind.labels
COLUMNS = (
    Column("kind", "清单", 10),
    Column("number", "序号", 6),
    Column("category", "事项类别", 14),
    Column("name", "事项名称", 40),
    Column("departments", "上级部门", 26, absent=(BASIC,)),
    Column("lead_duty", "上级部门职责", 60, absent=(BASIC, REVOKED)),
    Column("township_duty", "配合职责", 60, absent=(BASIC, REVOKED)),
    Column("method", "承接部门及工作方式", 50, absent=(BASIC, COOPERATION)),
    Column("county", "县（市、区）", 16),
    Column("township", "乡镇（街道）", 18),
    Column("date", "文件日期", 12),
    Column("state", "版本状态", 12),
    Column("source", "来源文件", 24),
    Column("place", "来源位置", 18),
    Column("url", "网址", 40),
)
# Stands behind the others where an export is about bodies: what is theirs of a row's duties.
OWN_DUTY = Column("own_duty", "其中本部门职责", 60)
# So many rows are in memory at once, with all their texts.
CHUNK = 200
KEYS_AT_ONCE = 5000


def rows(
    items: QuerySet[Item], base: str = "", sheet: str = "", bodies: Collection[int] = ()
) -> Iterator[ExportRow]:
    """The rows of a query in its order; `base` is put before their addresses: https://host.

    They stand on one sheet of that name, or without one on a sheet for each list. With `bodies`,
    ids of departments, OWN_DUTY follows COLUMNS. Rows that leave the query while they are read,
    because their edition is withdrawn, are left out.
    """
    keys = items.prefetch_related(None).values_list("pk", flat=True)
    # Asked for again with each chunk: what left the query meanwhile is not handed out.
    still = Item.internal.filter(pk__in=items.order_by().prefetch_related(None).values("pk"))
    loaded = with_texts(still, clauses=bool(bodies))
    for some in chunks(keys.iterator(chunk_size=KEYS_AT_ONCE)):
        found = loaded.in_bulk(some)
        for pk in some:
            if item := found.get(pk):
                values = values_of(item, base)
                if bodies:
                    values += (own_duty(item, bodies),)
                yield ExportRow(sheet or item.get_kind_display(), values)


def with_texts(items: QuerySet[Item], clauses: bool) -> QuerySet[Item]:
    """Load with the rows all that is exported of them, each edition once."""
    parts = Involvement.objects.filter(in_column=True).select_related("department")
    # What an import found may be longer than the rows.
    editions = Edition.internal.defer("findings", "declared").select_related("township__county")
    items = items.select_related("category", "cooperationitem", "revokeditem").prefetch_related(
        Prefetch("involvements", queryset=parts), Prefetch("edition", queryset=editions)
    )
    items = items.defer("search", "printed", "regions")
    return with_clauses(items) if clauses else items


def chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in lists of CHUNK."""
    keys = iter(keys)
    while some := list(islice(keys, CHUNK)):
        yield some


def values_of(item: Item, base: str) -> tuple:
    """The values of a row for COLUMNS."""
    edition = item.edition
    lead, ours, method = "", "", ""
    if item.kind == Kind.COOPERATION:
        lead, ours = item.cooperationitem.lead_duty, item.cooperationitem.township_duty
    elif item.kind == Kind.REVOKED:
        method = item.revokeditem.method
    return (
        Coded(item.get_kind_display(), item.kind),
        item.number,
        item.category.name,
        item.name,
        [part.department.name for part in item.involvements.all()],
        lead,
        ours,
        method,
        edition.township.county.name,
        edition.township.name,
        Coded(edition.date_label, edition.document_date),
        Coded(edition.get_state_display(), edition.state),
        edition.source_name,
        item.place or (f"第{item.line}行" if item.line else ""),
        f"{base}{item.get_absolute_url()}",
    )


def own_duty(item: Item, bodies: Collection[int]) -> str:
    """The clauses of a row that are the bodies' own, one a line."""
    groups, _ = own_clauses(item, set(bodies))
    clauses = (clause for group in groups for clause in group.clauses)
    return "\n".join(
        f"{clause.printed_number}{clause.text}" if clause.number else clause.text
        for clause in clauses
    )
