"""Builds a pack: the lists in force of a county, each as workbook, data and page."""

import json
import zipfile
from pathlib import Path
from typing import BinaryIO

from django.template.loader import render_to_string

from lists.exports import COLUMNS, rows, xlsx_file
from lists.models import County, Edition
from lists.models.items import Kind
from lists.packs.archive import Archive, timeless
from lists.packs.data import list_data
from lists.packs.offline import index_script

# What lies beside the offline pages as it is.
SITE = Path(__file__).parent / "site"
CONTENTS = "data/contents.json"
BOM = "\ufeff"  # the readme opens in any editor


def build(county: County, file: BinaryIO, base: str = "") -> int:
    """Write the pack of a county into a file; gives the number of lists in it.

    `base` is put before addresses: https://host. The same lists give the same bytes.
    """
    in_force = Edition.published.filter(township__county=county).defer("findings")
    in_force = in_force.select_related("township__county").order_by("township__slug")
    editions = list(in_force)
    with Archive(file) as archive:
        archive.add("说明.txt", BOM + readme(county, editions))
        archive.add(CONTENTS, as_json(contents(county, editions, base)))
        lists = []
        for edition in editions:
            data = list_data(edition, base)
            lists.append((edition, data))
            archive.add(f"data/{edition.township.slug}.json", as_json(data))
            archive.add(f"xlsx/{edition.township.name}.xlsx", workbook(edition, base))
            page = {"edition": edition, "sections": sections(data)}
            name = f"html/{edition.township.slug}.html"
            archive.add(name, render_to_string("packs/township.html", page))
        start = {"county": county, "lists": lists, "base": base}
        archive.add("html/index.html", render_to_string("packs/index.html", start))
        archive.add("html/rows.js", index_script(lists))
        for part in sorted(SITE.iterdir()):
            archive.add(f"html/{part.name}", part.read_bytes())
    return len(editions)


def held(path: Path) -> tuple[str, set[tuple[str, str]]]:
    """What a finished pack holds: its `base`, and the address words of township and edition."""
    with zipfile.ZipFile(path) as archive:
        found = json.loads(archive.read(CONTENTS))
    return found["base"], {(one["township_slug"], one["edition_slug"]) for one in found["lists"]}


def contents(county: County, editions: list[Edition], base: str) -> dict:
    """Which lists are in a pack, and under which address it was made."""
    return {
        "base": base,
        "province": county.province,
        "prefecture": county.prefecture,
        "county": county.name,
        "lists": [
            {
                "township": edition.township.name,
                "township_slug": edition.township.slug,
                "edition_slug": edition.slug,
                "date": edition.document_date,
                "published_at": edition.published_at.isoformat(),
                "source": edition.source_name,
            }
            for edition in editions
        ],
    }


def as_json(data: dict) -> str:
    """Data as JSON that people can read, too."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def workbook(edition: Edition, base: str) -> bytes:
    """The list as a workbook with a sheet for each of its three tables."""
    place = edition.township
    title = f"{place.county.name}{place.name}履职事项清单"
    source = f"文件日期：{edition.date_label}；来源文件：{edition.source_name}"
    with xlsx_file(COLUMNS, rows(in_order(edition), base), title, source) as file:
        return timeless(file)


def in_order(edition: Edition):
    """The rows of a list, table by table."""
    return edition.items.order_by("kind", "number")  # basic, cooperation, revoked


def sections(data: dict) -> list[tuple[str, str, list[dict]]]:
    """The three tables of a list: code, name, rows."""
    return [
        (kind, label, [row for row in data["items"] if row["kind"] == kind])
        for kind, label in Kind.choices
    ]


def readme(county: County, editions: list[Edition]) -> str:
    """What is in the pack, for whoever opens it."""
    newest = max((edition.published_at for edition in editions), default=None)
    about = {"county": county, "editions": editions, "newest": newest}
    return render_to_string("packs/readme.txt", about)
