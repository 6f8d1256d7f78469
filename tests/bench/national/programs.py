"""Addresses of the interface for programs, and of whole tables to take away."""

from urllib.parse import quote

from django.urls import reverse

from lists.models import Category, Duty
from tests.bench.national.made import TYPED, leading, whole_county


def programs() -> dict[str, str]:
    """What programs ask for."""
    return api() | files()


def api() -> dict[str, str]:
    """The interface for programs."""
    most = Duty.published.order_by("-townships", "pk").first()
    county, body, category = whole_county(), leading(), Category.internal.get(position=1)
    root = "/api/v1/"
    asked = {
        "duties": "duties",
        "duties, last": "duties?page=150",
        "duties, county": f"duties?county={county.slug}",
        "duties, list": "duties?kind=revoked",
        "duty": f"duties/{most.pk}",
        "rows of a duty": f"duties/{most.pk}/items",
        "rows of a duty, page 300": f"duties/{most.pk}/items?page=300",
        "items": "items",
        "items, page 2000": "items?page=2000",
        "items, category": f"items?category={category.slug}",
        "items, list": "items?kind=revoked",
        "items, county": f"items?county={county.slug}",
        "items, department": f"items?department={body.slug}",
        "search": f"items?q={quote(TYPED['word'])}",
        "clauses": "clauses",
        "clauses, page 2000": "clauses?page=2000",
        "lists": "lists",
        "departments": "departments",
        "departments, system": f"departments?system={body.system.slug}",
        "systems": "systems",
        "system": f"systems/{body.system.slug}",
        "categories": "categories",
        "category": f"categories/{category.slug}",
        "counties": "counties",
        "townships": "townships",
    }
    return {f"api {name}": root + path for name, path in asked.items()}


def files() -> dict[str, str]:
    """Whole tables, of which the first pieces are read."""
    root, county = "/api/v1/bulk/", whole_county()
    return {
        "file of all items": f"{root}items.csv",
        "file of all clauses": f"{root}clauses.jsonl",
        "file of all departments": f"{root}departments.csv",
        "file of items, workbook of a county": f"{root}items.xlsx?county={county.slug}",
        "file of a category": f"{Category.internal.get(position=1).get_absolute_url()}?format=csv",
        "file of a system": f"{leading().system.get_absolute_url()}?format=csv",
        "pack of a county": reverse("pack", args=[county.slug]),
    }
