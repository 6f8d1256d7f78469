"""A township's list as data: what the packs and other sites' pages get, in one shape."""

from lists.exports import COLUMNS, rows
from lists.exports.shapes import as_data
from lists.models import Edition
from lists.models.items import Kind

# The list says these once, not every row.
OF_THE_LIST = {"county", "township", "date", "state", "source"}


def list_data(edition: Edition, base: str = "", **chosen: str) -> dict:
    """A list with its rows by kind and number; `chosen` filters the rows by fields of Item.

    `base` is put before addresses: https://host.
    """
    place = edition.township
    items = edition.items.filter(**chosen)
    order = list(Kind.values)
    found = [row_data(row.values) for row in rows(items.order_by("pk"), base)]
    found.sort(key=lambda row: (order.index(row["kind"]), row["number"]))
    return {
        "county": place.county.name,
        "township": place.name,
        "date": edition.document_date,
        "date_label": edition.date_label,
        "effective_on": edition.effective_on.isoformat(),
        "published_at": edition.published_at.isoformat(),
        "source": edition.source_name,
        "url": f"{base}{edition.get_absolute_url()}",
        "counts": {kind: sum(row["kind"] == kind for row in found) for kind in order},
        "items": found,
    }


def row_data(values: tuple) -> dict:
    """A row under the keys of its columns, but what the list says itself and what is empty."""
    keyed = {column.key: as_data(value) for column, value in zip(COLUMNS, values, strict=False)}
    return {key: value for key, value in keyed.items() if key not in OF_THE_LIST and value != ""}
