"""The pages of the portal by name: what the browser visits and the bench measures."""

from django.urls import reverse

from lists.models import Category, Department, Duty, Edition, System, ThesaurusGroup
from tests import samples

COMPLAINT = (
    "我家住在村子东头，隔壁养了十几只羊还有狗，味道很大，污水直接排到路边的水渠里，"
    "夏天苍蝇特别多，跟他说了好几次都不听，狗也不拴，上个月还咬了放学的孩子，"
    "打电话问了好几个地方都说不归他们管，想问一下到底应该找谁，能不能派人来看看"
)


def public() -> dict[str, str]:
    """Addresses everyone may open, by the name of the page."""
    edition = Edition.published.get(township__name="新地乡")
    township = edition.township
    item = f"{edition.get_absolute_url()}{{}}/{{}}/".format
    category = Category.published.get(name="应急管理及消防")
    department = Department.published.get(county=township.county, name__endswith="县应急管理局")
    search = reverse("search")
    return {
        "home": reverse("home"),
        "county": township.county.get_absolute_url(),
        "township": township.get_absolute_url(),
        "township-cooperation": f"{township.get_absolute_url()}?kind=cooperation",
        "township-revoked": f"{township.get_absolute_url()}?kind=revoked",
        "township-filtered": (
            f"{township.get_absolute_url()}?kind=cooperation&category={category.slug}"
            f"&department={department.slug}"
        ),
        "township-whole": f"{township.get_absolute_url()}?kind=cooperation&all=1",
        "edition": f"{edition.get_absolute_url()}?kind=basic&page=2",
        "print": f"{edition.get_absolute_url()}print/",
        "print-revoked": f"{edition.get_absolute_url()}print/?kind=revoked",
        "item-basic": item("basic", 1),
        "item-cooperation": item("cooperation", 3),
        "item-revoked": item("revoked", 1),
        "report": f"{item('cooperation', 3)}report/",
        "report-sent": f"{item('cooperation', 3)}report/?sent=1",
        **versions(edition),
        "departments": reverse("departments"),
        "departments-county": f"{reverse('departments')}?county={township.county.slug}",
        "department": department.get_absolute_url(),
        "department-role": f"{department.get_absolute_url()}?role=joint&kind=cooperation",
        "system": department.system.get_absolute_url(),
        "load": reverse("load", args=[township.county.slug]),
        "categories": reverse("categories"),
        "category": category.get_absolute_url(),
        "category-places": f"{category.get_absolute_url()}?by=place",
        "search": f"{search}?q=低保",
        "search-page": f"{search}?q=农村环境&page=2",
        "search-empty": search,
        "search-nothing": f"{search}?q=xyzzy",
        "search-punctuation": f"{search}?q=？！",
        "search-character": f"{search}?q=犬",
        "search-complaint": f"{search}?q={COMPLAINT}",
        "search-filtered": f"{search}?q=安全生产&kind=cooperation&category={category.slug}",
        "search-township": f"{search}?q=低保&township={township.slug}",
        "search-county": f"{search}?q=低保&county={township.county.slug}",
        "search-unknown-place": f"{search}?q=低保&county=nowhere",
        **answers(township.slug, edition),
        **over_townships(edition),
        "duty": Duty.published.filter(name__contains="农产品质量安全事故").get().get_absolute_url(),
        "conflicts": reverse("conflicts"),
        "help": reverse("help"),
        "api": reverse("api:docs"),
        "embed": f"{reverse('embed', args=[township.slug])}?kind=cooperation",
        "embed-help": f"{reverse('embed-help')}?township={township.slug}",
        "embed-help-none": reverse("embed-help"),
        "login": reverse("login"),
        "missing": "/nowhere/",
    }


def over_townships(edition: Edition) -> dict[str, str]:
    """The pages that set townships side by side, and count them."""
    township, county = edition.township, edition.township.county
    other = Edition.published.get(township__name="大泉塔塔尔族乡").township
    third = Edition.published.get(township__name="托喀依乡").township
    earlier = Edition.internal.get(township=township, state="superseded")
    system = System.published.get(name="公安")
    compare, gaps = reverse("compare-places"), reverse("gaps", args=[township.slug])
    elastic = f"{reverse('elastic')}?county={county.slug}"
    return {
        "overview": reverse("overview"),
        "overview-prefecture": f"{reverse('overview')}?prefecture={county.prefecture}",
        "overview-county": reverse("county-overview", args=[county.slug]),
        "county-rows": f"{reverse('county-rows', args=[county.slug])}?kind=cooperation",
        "county-rows-every": reverse("county-rows", args=[county.slug]),
        "overview-rows": f"{reverse('overview-rows')}?prefecture={county.prefecture}&page=2",
        "overview-rows-system": f"{reverse('overview-rows')}?system={system.slug}&kind=basic",
        "gaps": gaps,
        "gaps-few": f"{gaps}?within=county",
        "places-empty": compare,
        "places-one": f"{compare}?t={township.slug}",
        "places": f"{compare}?t={township.slug}&t={other.slug}&t={third.slug}",
        "places-only": f"{compare}?t={township.slug}&t={third.slug}&show=only-1&page=2",
        "places-editions": (
            f"{compare}?t={township.slug}&t={township.slug}@{earlier.slug}&t={other.slug}"
        ),
        "elastic-empty": reverse("elastic"),
        "elastic": elastic,
        "elastic-rule": f"{elastic}&rule=related",
    }


def versions(edition: Edition) -> dict[str, str]:
    """The pages that show what was in force before, and what changed since."""
    township = edition.township
    earlier = Edition.internal.get(township=township, state="superseded")
    compare = reverse("compare", args=[township.slug])
    other = Edition.published.get(township__name="加尕斯台镇").township
    return {
        "compare": compare,
        "compare-moved": f"{compare}?change=moved",
        "compare-renumbered": f"{compare}?from={earlier.slug}&change=renumbered&page=2",
        "compare-back": f"{compare}?from={edition.slug}&to={earlier.slug}",
        "compare-same": f"{compare}?from={edition.slug}",
        "compare-alone": reverse("compare", args=[other.slug]),
        "township-on": f"{township.get_absolute_url()}?on=2025-05-01&kind=revoked",
        "township-before": f"{township.get_absolute_url()}?on=2024-12-31",
        "item-moved-since": f"{earlier.get_absolute_url()}cooperation/19/",
        "item-gone-since": f"{earlier.get_absolute_url()}cooperation/99/",
        "item-moved": f"{edition.get_absolute_url()}basic/32/",
    }


def answers(township: str, edition: Edition) -> dict[str, str]:
    """The pages that say whose a matter is, and the sheets to print."""
    check = f"{reverse('check')}?township={township}"
    sheet = f"{edition.get_absolute_url()}{{}}/{{}}/basis/".format
    return {
        "check": reverse("check"),
        "check-basic": f"{check}&q=宅基地审批",
        "check-cooperation": f"{check}&q=流浪狗咬人",
        "check-revoked": f"{check}&q=收养登记",
        "check-none": f"{check}&q=高铁票退票",
        "check-complaint": f"{check}&q={COMPLAINT}",
        "check-punctuation": f"{check}&q=？！",
        "check-no-place": f"{reverse('check')}?q=低保救助",
        "check-unknown-place": f"{reverse('check')}?township=nowhere&q=低保",
        "basis": f"{sheet('cooperation', 19)}?q=隔壁养狗不拴绳",
        "basis-basic": sheet("basic", 84),
        "basis-revoked": f"{sheet('revoked', 2)}?q=收养孩子登记",
        "off-list": f"{reverse('off_list')}?township={township}&q=高铁票退票",
        "off-list-not": f"{reverse('off_list')}?township={township}&q=文明养犬",
        "off-list-empty": reverse("off_list"),
    }


def administrators() -> dict[str, str]:
    """Addresses whose pages an administrator sees otherwise than the public, or alone."""
    edition = Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)
    group = ThesaurusGroup.objects.get(county__name=samples.DRAFT_COUNTY)
    reviewed = ThesaurusGroup.objects.get(source="reviewed")
    return {
        "desk": reverse("desk"),
        "password": reverse("password"),
        "tickets": reverse("tickets"),
        "notice": reverse("notice"),
        "reports": reverse("reports"),
        "intake": reverse("intake"),
        "review": reverse("review", args=[edition.document_id]),
        "review-part": f"{reverse('review', args=[edition.document_id])}?show=rows",
        "review-row": (
            f"{reverse('review-row', args=[edition.document_id])}"
            f"?place={edition.items.get(kind='cooperation', number=1).place}"
        ),
        "audit": reverse("audit"),
        "audit-filtered": f"{reverse('audit')}?act=publish&since=2020-01-01",
        "audit-nothing": f"{reverse('audit')}?user=nobody-at-all",
        "searches": reverse("searches"),
        "thesaurus": reverse("thesaurus"),
        "thesaurus-new": f"{reverse('thesaurus-new')}?example=牦牛丢了找谁",
        "thesaurus-group": reverse("thesaurus-group", args=[group.pk]),
        "thesaurus-reviewed": reverse("thesaurus-group", args=[reviewed.pk]),
        "thesaurus-delete": reverse("thesaurus-delete", args=[group.pk]),
        "draft": edition.get_absolute_url(),
        "draft-print": f"{edition.get_absolute_url()}print/?kind=cooperation",
        "draft-item": f"{edition.get_absolute_url()}revoked/1/",
        "draft-basis": f"{edition.get_absolute_url()}revoked/1/basis/?q=某件事",
        "draft-check": f"{reverse('check')}?township={edition.township.slug}&q=文明养犬",
    }
