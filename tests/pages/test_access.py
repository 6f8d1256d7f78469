"""Nobody sees a draft by any route: every address of the portal, looked at by everyone."""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lists.api import limits
from lists.exports import FORMATS
from lists.models import County, Department, Edition, ErrorReport, Item, System, ThesaurusGroup
from lists.views.metadata import SECTIONS
from tests import samples
from tests.pages.api_visits import api_visits
from tests.pages.desk_visits import review_visits
from tests.pages.duty_visits import duty_visits
from tests.pages.leaks import Secret, body_of
from tests.pages.overview_visits import overview_visits
from tests.pages.visit import NOWHERE, Visit, hidden

# Tokens of forms, and of hits by which the search record knows which of them was opened.
GARBLED = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|\?from=[\w.:-]+')


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


def hidden_from_all(address: str, word: str) -> list[Visit]:
    """A page for the public alone: what it must not show is not there for anybody."""
    return [Visit(address, (404,), (404,), hides=word)]


def outward_visits(township: str, county: str, body: Department) -> dict[str, list[Visit]]:
    """What readers, other sites and programs take with them: nobody gets a draft there."""
    embed, parts = "/embed/townships/", [*SECTIONS, "pages"]
    return {
        "township-feed": hidden_from_all(f"/townships/{township}/feed/", township),
        "department-feed": hidden_from_all(f"{body.get_absolute_url()}feed/", body.slug),
        "pack": hidden_from_all(f"/counties/{county}/pack/", county),
        "embed": hidden_from_all(f"{embed}{township}/", township),
        "embed-json": hidden_from_all(f"{embed}{township}.json", township),
        "embed-help": [
            Visit("/help/embed/"),
            Visit(f"/help/embed/?township={township}", hides=township),
        ],
        "robots": [Visit("/robots.txt")],
        "sitemap": [Visit("/sitemap.xml")],
        "sitemap-part": [Visit(f"/sitemap-{name}-0.xml") for name in parts],
    }


def answer_visits(draft: Edition, open_edition: Edition, words: list[str]):
    """The answers to “is it ours?”, of the draft's township and of another, and the sheets."""
    closed, other = draft.township.slug, open_edition.township.slug
    asked = {name: reverse(name) for name in ("check", "off_list")}
    rows = [draft.items.filter(kind=kind).first() for kind, _ in Item.kind.field.choices]
    return {
        **{
            name: [
                Visit(address),
                Visit(f"{address}?township={closed}", hides=closed),
                Visit(f"{address}?township={closed}&q={rows[0].name}", hides=closed),
                Visit(f"{address}?township={closed}&q=高铁票退票", hides=closed),
                *(Visit(f"{address}?township={other}&q={word}") for word in words),
            ]
            for name, address in asked.items()
        },
        "basis": [hidden(f"{row.get_absolute_url()}basis/?q=低保", closed) for row in rows],
    }


def report_visits(row: Item, open_edition: Edition) -> list[Visit]:
    """The form for errors: nobody finds one for a row of the draft, everyone for a public one."""
    address, closed = f"{row.get_absolute_url()}report/", row.edition.township.slug
    words = {"text": "部门写错了", "stamp": "x"}
    public = f"{open_edition.items.first().get_absolute_url()}report/"
    return [
        Visit(address, (404,), (404,), hides=closed),
        Visit(f"{address}?sent=1", (404,), (404,), hides=closed),
        Visit(address, (404,), (404,), data=words),
        Visit(public),
        Visit(public, (422,), (422,), data=words),
    ]


def office_visits() -> dict[str, list[Visit]]:
    """The pages of the list office: for it and administrators, each county by itself."""
    own = ThesaurusGroup.objects.get(county__name=samples.DRAFT_COUNTY)
    reviewed = ThesaurusGroup.objects.get(source="reviewed")
    county = County.internal.get(name=samples.DRAFT_COUNTY)
    report = ErrorReport.objects.get(edition__state="draft")
    asked, some = (200, 302, 403), (200, 403)
    # The office of another county learns no more than that it is not one of its groups.
    others = (302, 403, 404)

    def page(name: str, *args) -> str:
        return reverse(f"thesaurus{name}", args=args)

    return {
        "reports": [
            Visit("/desk/reports/", asked, some),
            Visit("/desk/reports/?status=received", asked, some),
            Visit(f"/desk/reports/?county={county.slug}", (*asked, 404), some, hides=county.slug),
            # The report on the row of the draft: no other office may answer it.
            Visit("/desk/reports/", others, (403, 422), data={"report": str(report.pk)}),
        ],
        "audit": [
            Visit("/desk/audit/", (302, 403), some),
            Visit("/desk/audit/?q=x", (302, 403), some),
        ],
        "audit-export": [
            Visit("/desk/audit/export/", (405,), (405,)),
            Visit("/desk/audit/export/", (302, 403), some, data={"format": "csv"}),
        ],
        "searches": [Visit(f"/desk/searches/?days={days}", asked, some) for days in (7, 30, 90)],
        "thesaurus": [
            Visit(page(""), asked, some),
            Visit(f"{page('')}?show=off", asked, some),
            Visit(f"{page('')}?q=牦牛", asked, some),
        ],
        "thesaurus-new": [Visit(f"{page('-new')}?example=牦牛", asked, some)],
        "thesaurus-group": [
            Visit(page("-group", own.pk), others, some),
            Visit(page("-group", reviewed.pk), asked, some),
        ],
        "thesaurus-switch": [
            Visit(page("-switch", own.pk), (405,), (405,)),
            Visit(page("-switch", own.pk), others, (302, 403), data={"on": "1"}),
        ],
        "thesaurus-delete": [Visit(page("-delete", own.pk), others, some)],
    }


def desk_visits(township: str) -> dict[str, list[Visit]]:
    """The pages that check many tasks at once: for everyone with a role."""
    asked, unknown = (200, 302, 403), (302, 403, 422)
    task = {"township": township, "notice": "各乡镇要做好农村户厕改造。"}
    return {
        "tickets": [
            Visit("/desk/tickets/", asked),
            Visit(f"/desk/tickets/?township={township}", asked, hides=township),
            Visit("/desk/tickets/", unknown, (422,), data={"township": township}),
        ],
        "notice": [
            Visit("/desk/notice/", asked),
            Visit(f"/desk/notice/?township={township}", asked, hides=township),
            Visit("/desk/notice/", unknown, data=task),
        ],
    }


def admin_visits(draft: Edition) -> dict[str, list[Visit]]:
    """The pages of the admin, for every registered model with one of its objects."""

    def page(name: str, *args) -> Visit:
        return Visit(reverse(f"admin:{name}", args=args), (302,))

    pages = {
        "admin:index": [page("index")],
        "admin:login": [Visit("/admin/login/", (302, 403))],
        "admin:logout": [Visit("/admin/logout/", (302,), data={})],
        "admin:password_change": [page("password_change")],
        "admin:password_change_done": [page("password_change_done")],
        "admin:autocomplete": [page("autocomplete")],
        "admin:jsi18n": [page("jsi18n")],
        "admin:view_on_site": [page("view_on_site", 1, 1)],
        "admin:app_list": [page("app_list", "lists")],
        "admin:(?P<url>.*)$": [Visit("/admin/nowhere/", (302,))],
        "admin:<path:object_id>/": [Visit(f"/admin/lists/edition/{draft.pk}/", (302,))],
        "admin:auth_user_password_change": [page("auth_user_password_change", 1)],
    }
    for model in admin.site._registry:
        stem = f"{model._meta.app_label}_{model._meta.model_name}"
        one = model._base_manager.last()
        key = one.pk if one else 1
        for action in ("changelist", "add"):
            pages[f"admin:{stem}_{action}"] = [page(f"{stem}_{action}")]
        for action in ("change", "history", "delete"):
            pages[f"admin:{stem}_{action}"] = [page(f"{stem}_{action}", key)]
    return pages


def comparable(response, word: str) -> tuple[int, str]:
    """An answer without what differs from one request to the next."""
    body = GARBLED.sub("", body_of(response))
    return response.status_code, body.replace(word, NOWHERE)


@pytest.fixture
def look(client_of, monkeypatch):
    """Gives the answer to a visit as a person of a role gets it."""
    monkeypatch.setattr(limits, "PER_MINUTE", 1_000_000)  # nobody asks so often by hand
    clients = {}

    def answer(role: str, visit: Visit, address: str = ""):
        client = clients.get(role) or client_of(role)
        leaves = visit.address.endswith("/logout/")
        clients[role] = None if leaves else client
        if visit.data is not None:
            return client.post(visit.address, visit.data)
        return client.get(address or visit.address)

    return answer


def test_every_address_pattern_is_walked(db):
    assert set(patterns()) == set(visits())


@pytest.mark.parametrize("role", samples.OUTSIDERS)
def test_outsiders_learn_nothing_of_the_draft(look, user_of, role, settings):
    # What the walk itself types holds words of the draft; an office reads what people typed.
    settings.SEARCH_RECORD = False
    secret = Secret("draft")
    assert len(secret.names) > 40 and len(secret.runs) > 5000
    account = getattr(user_of(role), "account", None)
    own = account.department if account and account.department else ""
    wrong = []
    for visit in (visit for some in visits().values() for visit in some):
        response = look(role, visit)
        if response.status_code not in visit.outsiders:
            wrong.append(f"{visit.address}: {response.status_code}")
        if leaked := secret.in_answer(response, f"{visit.address} {own} {own and own.slug}"):
            wrong.append(f"{visit.address}: shows {sorted(leaked)[:5]}")
        if visit.hides:
            never = look(role, visit, visit.elsewhere)
            if comparable(response, visit.hides) != comparable(never, NOWHERE):
                wrong.append(f"{visit.address}: differs from {visit.elsewhere}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", samples.INSIDERS)
def test_insiders_open_the_draft(look, role):
    secret = Secret("draft")
    wrong = []
    for name, some in visits().items():
        for visit in () if name.startswith("admin:") else some:
            response = look(role, visit)
            if response.status_code not in visit.insiders:
                wrong.append(f"{visit.address}: {response.status_code}")
            # The detector of leaks is no detector unless it finds the draft where it is shown.
            elif visit.outsiders == (404,) != visit.insiders and not secret.in_answer(
                response, visit.address
            ):
                wrong.append(f"{visit.address}: shows nothing of the draft")
    assert not wrong, "\n".join(wrong)


def test_administrators_open_the_admin_and_nobody_else_does(look):
    for name, some in visits().items():
        for visit in some if name.startswith("admin:") and name != "admin:login" else ():
            for role in (*samples.OUTSIDERS, "township", "office"):
                assert look(role, visit).status_code == 302, (role, visit.address)
            # 403: rows of the lists are read there, never added or changed.
            assert look("administrator", visit).status_code in (200, 302, 403, 404), visit
