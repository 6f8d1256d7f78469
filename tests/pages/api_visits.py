"""The addresses of the interface for programs, and the answers due to everyone.

A login counts for nothing there: who may read a draft reads it by a token (tests/api).
"""

from django.urls import reverse

from lists.models import Department, Edition, Item
from tests.pages.visit import Visit

# Every table in one format: all three are written from the same rows.
FILES = {"items": "jsonl", "clauses": "csv", "departments": "xlsx"}


def api_visits(draft: Edition, open_edition: Edition, words: list[str]) -> dict[str, list[Visit]]:
    """Every address of the interface that could give the draft away, or name its place."""
    closed, county = draft.township.slug, draft.township.county.slug
    other, row = open_edition.township.slug, draft.items.get(kind="cooperation", number=1)
    body = Department.internal.get(name="塔什库尔干县农业农村局").slug
    clause = row.clauses.first()

    def page(name: str, *args: object) -> str:
        return reverse(f"api:{name}", args=args)

    def gone(address: str, word: str = closed) -> Visit:
        return Visit(address, (404,), (404,), hides=word)

    def narrowed(address: str, **filters: str) -> list[Visit]:
        return [gone(f"{address}?{name}={word}", word) for name, word in filters.items()]

    places = {"township": closed, "county": county}
    permalink = (closed, draft.slug, row.kind, row.number)
    queried = [Visit(f"{page('items')}?q={word}") for word in words]
    judged = [Visit(f"{page('check')}?township={other}&q={word}") for word in words]
    found = {
        "docs": [Visit(page("docs"))],
        "openapi-json": [Visit(page("openapi-json"))],
        "index": [Visit(page("index"))],
        "api-root": [Visit(page("api-root"))],
        "nowhere": [gone(f"/api/v1/{closed}")],
        "lists": [Visit(page("lists")), *narrowed(page("lists"), **places)],
        "list": [gone(page("list", closed))],
        "editions": [Visit(page("editions")), *narrowed(page("editions"), **places)],
        "edition": [gone(page("edition", closed, draft.slug))],
        "items": [*queried, *narrowed(page("items"), **places, department=body)]
        + [Visit(f"{page('items')}?page_size=200&page={number}") for number in (1, 3, 5)]
        + [gone(f"{page('items')}?q={row.name}&township={closed}")],
        "item": [gone(page("item", *permalink))],
        "clauses": [*narrowed(page("clauses"), **places, department=body)],
        "clause": [gone(page("clause", *permalink, clause.side, clause.position))],
        "differences": [
            gone(f"{page('differences')}?township={closed}"),
            gone(f"{page('differences')}?township={closed}&to={draft.slug}"),
        ],
        "check": [*judged, gone(f"{page('check')}?township={closed}&q={row.name}")],
        "counties": [Visit(page("counties"))],
        "county": [gone(page("county", county), county)],
        "townships": [Visit(page("townships")), *narrowed(page("townships"), county=county)],
        "township": [gone(page("township", closed))],
        "departments": [Visit(f"{page('departments')}?page_size=200")]
        + narrowed(page("departments"), county=county),
        "department": [gone(page("department", body), body)],
        "systems": [Visit(f"{page('systems')}?page_size=200")],
        "system": [Visit(page("system", open_system(open_edition)))],
        "categories": [Visit(page("categories"))],
        "category": [Visit(page("category", row.category.slug))],
        "duties": [
            *(Visit(f"{page('duties')}?page_size=200&page={number}") for number in (1, 2)),
            *narrowed(page("duties"), county=county),
        ],
        **duty_visits(draft),
        **{
            f"bulk-{table}": [
                Visit(page(f"bulk-{table}", kind)),
                gone(f"{page(f'bulk-{table}', 'csv')}?county={county}", county),
            ]
            for table, kind in FILES.items()
        },
    }
    return {f"api:{name}": some for name, some in found.items()}


def open_system(edition: Edition) -> str:
    """A system that a published list names."""
    return Department.published.filter(county=edition.township.county).first().system.slug


def duty_visits(draft: Edition) -> dict[str, list[Visit]]:
    """The duties of some rows of the draft: there where a published row has them, too."""
    duties = draft.items.filter(wording__duty__isnull=False).values_list("wording__duty", flat=True)
    public = set(Item.published.values_list("wording__duty", flat=True))
    shared = [pk for pk in duties.distinct() if pk in public][:5]
    own = [pk for pk in duties.distinct() if pk not in public][:5]
    return {
        name: [
            *(Visit(reverse(f"api:{name}", args=[pk])) for pk in shared),
            *(Visit(reverse(f"api:{name}", args=[pk]), (404,), (404,)) for pk in own),
        ]
        for name in ("duty", "duty-items")
    }
