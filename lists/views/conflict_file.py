"""Duties that one township lists as this and another as that, with all their rows, as a file."""

from collections.abc import Iterable, Iterator

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, Prefetch, QuerySet, Value

from lists.exports import Coded, Column, ExportRow
from lists.models import Duty, Involvement, Item

# Rows of so many townships are sorted with one query, and so many rows read at once.
TOGETHER, ROWS_AT_ONCE = 10_000, 200
COLUMNS = (
    Column("duty", "职责", 40),
    Column("sureness", "归并把握（%）", 10),
    Column("county", "县（市、区）", 16),
    Column("township", "乡镇（街道）", 18),
    Column("kind", "清单", 10),
    Column("number", "序号", 6),
    Column("name", "事项名称", 50),
    Column("departments", "上级部门", 30),
    Column("url", "网址", 40),
)


def file_rows(host: str, duties: Iterable[Duty], rows: QuerySet[Item]) -> Iterator[ExportRow]:
    """Those of some rows that are of some duties, one duty after the other in their order."""
    parts = Involvement.objects.filter(in_column=True).select_related("department")
    for some in batches(duties):
        numbers = Value(some, output_field=ArrayField(BigIntegerField()))
        place = Func(numbers, F("wording__duty_id"), function="array_position")
        found = rows.filter(wording__duty__in=some)
        found = found.select_related("edition__township__county", "wording__duty")
        found = found.prefetch_related(Prefetch("involvements", queryset=parts))
        ordered = found.order_by(place, "kind", "county__name", "township__name", "number")
        for item in ordered.defer("search", "wording__search").iterator(chunk_size=ROWS_AT_ONCE):
            yield ExportRow("归类不一致", values_of(item, host))


def batches(duties: Iterable[Duty]) -> Iterator[list[int]]:
    """The ids of duties in lists: those of TOGETHER townships, or one that more have."""
    some: list[int] = []
    townships = 0
    for duty in duties:
        if some and townships + duty.townships > TOGETHER:
            yield some
            some, townships = [], 0
        some.append(duty.pk)
        townships += duty.townships
    if some:
        yield some


def values_of(item: Item, host: str) -> tuple:
    """The values of a row for COLUMNS."""
    duty, township = item.wording.duty, item.edition.township
    return (
        duty.name,
        round(100 * duty.sureness),
        township.county.name,
        township.name,
        Coded(item.get_kind_display(), item.kind),
        item.number,
        item.name,
        [part.department.name for part in item.involvements.all()],
        f"{host}{item.get_absolute_url()}",
    )
