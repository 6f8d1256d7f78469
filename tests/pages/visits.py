"""For every address pattern of the portal the addresses that could give the draft away."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lists.exports import FORMATS
from lists.models import Department, Edition, Item, System
from tests import samples
from tests.pages.admin_visits import admin_visits
from tests.pages.api_visits import api_visits
from tests.pages.desk_visits import desk_visits, office_visits, review_visits
from tests.pages.duty_visits import duty_visits
from tests.pages.overview_visits import overview_visits
from tests.pages.reader_visits import (
    answer_visits,
    hidden_from_all,
    outward_visits,
    report_visits,
)
from tests.pages.visit import Visit, hidden


def patterns(within=None, namespace: str = "") -> Iterator[str]:
    """The full name of every address pattern of the portal; its path where it has no name."""
    for pattern in (within or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, below)
        elif isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or str(pattern.pattern))


def visits() -> dict[str, list[Visit]]:
    """For every address pattern the addresses that could give the draft away."""
    draft = Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)
    open_edition = Edition.published.get(township__name="新地乡")
    township, county = draft.township.slug, draft.township.county.slug
    row = draft.items.get(kind="cooperation", number=1)
    body = Department.internal.get(name="塔什库尔干县农业农村局")
    category = row.category.get_absolute_url()
    search = reverse("search")

    def asked(address: str, **params: str) -> list[Visit]:
        return [Visit(f"{address}?{name}={word}", hides=word) for name, word in params.items()]

    telling_words = [draft.township.name, draft.township.county.name, body.name]
    telling_words += [item.name for item in draft.items.all()[::40]]
    return {
        "home": [Visit("/")],
        "search": [
            *(Visit(f"{search}?q={word}") for word in telling_words),
            *(Visit(f"{search}?q={row.name}&kind={kind}") for kind in ("basic", "revoked")),
            *asked(search, township=township, county=county),
            *asked(f"{search}?q={row.name}&", township=township, county=county),
            *asked(f"{search}?q={row.name}&", department=body.slug),
            *(Visit(f"{search}?q={row.name}&format={format}") for format in FORMATS),
        ],
        "search-feed": [
            *(Visit(f"{search}feed/?q={word}") for word in telling_words),
            *hidden_from_all(f"{search}feed/?q=低保&township={township}", township),
            *hidden_from_all(f"{search}feed/?q=低保&county={county}", county),
        ],
        "suggest": [
            *(Visit(f"{reverse('suggest')}?q={word}") for word in telling_words),
            *(Visit(f"{reverse('suggest')}?q={word[:2]}") for word in telling_words),
            *(Visit(f"{reverse('suggest')}?q={word}") for word in (township, county, body.slug)),
        ],
        **answer_visits(draft, open_edition, telling_words),
        **outward_visits(township, county, body),
        "county": [hidden(f"/counties/{county}/", county)],
        "township": [
            hidden(f"/townships/{township}/", township),
            hidden(f"/townships/{township}/?all=1", township),
            hidden(f"/townships/{township}/?on=2025-08-01", township),
            hidden(f"/townships/{township}/?on=2025-08-01", township),
            *asked(open_edition.township.get_absolute_url(), department=body.slug),
        ],
        "compare": [
            hidden(f"/townships/{township}/compare/", township),
            hidden(f"/townships/{township}/compare/?to={draft.slug}", township),
            hidden(f"/townships/{township}/compare/?format=csv", township),
            *asked(reverse("compare", args=[open_edition.township.slug]), change=township),
        ],
        "edition": [
            hidden(draft.get_absolute_url(), township),
            hidden(f"{draft.get_absolute_url()}?format=jsonl&kind=all", township),
            hidden(f"{draft.get_absolute_url()}?format=xlsx", township),
        ],
        "print": [
            hidden(f"{draft.get_absolute_url()}print/", township),
            hidden(f"{draft.get_absolute_url()}print/?kind=revoked", township),
            Visit(f"{open_edition.get_absolute_url()}print/"),
        ],
        "item": [
            hidden(item.get_absolute_url(), township)
            for kind in ("basic", "cooperation", "revoked")
            for item in draft.items.filter(kind=kind)[:2]
        ],
        "report": report_visits(row, open_edition),
        "departments": [Visit("/departments/"), *asked("/departments/", county=county)],
        "department": [
            hidden(body.get_absolute_url(), body.slug),
            *asked(
                Department.published.first().get_absolute_url(), township=township, county=county
            ),
        ],
        "system": [
            *(
                hidden(system.get_absolute_url(), system.slug)
                for system in System.internal.exclude(pk__in=System.published.values("pk"))
            ),
            *asked(
                System.published.first().get_absolute_url(), township=township, department=body.slug
            ),
        ],
        "load": [
            hidden(f"/counties/{county}/load/", county),
            Visit(f"/counties/{open_edition.township.county.slug}/load/"),
        ],
        **overview_visits(draft, open_edition),
        "categories": [Visit("/categories/")],
        "category": [
            *(
                Visit(f"{category}?kind={k}&page={p}")
                for k, _ in Item.kind.field.choices
                for p in (1, 2)
            ),
            *asked(category, township=township, department=body.slug),
            *(Visit(f"{category}?kind=all&format={format}") for format in FORMATS),
        ],
        "help": [Visit("/help/")],
        **api_visits(draft, open_edition, telling_words),
        "desk": [Visit("/desk/", outsiders=(200, 302))],
        **office_visits(),
        **review_visits(draft),
        **duty_visits(draft),
        **desk_visits(township),
        "display": [
            Visit("/display/", (405,), (405,)),
            Visit("/display/", (302,), (302,), data={"size": "large"}),
        ],
        "login": [Visit("/login/", (200, 302), (302,))],
        "logout": [Visit("/logout/", (302,), (302,), data={})],
        "healthz": [Visit("/healthz")],
        "readyz": [Visit("/readyz")],
        **admin_visits(draft),
    }
