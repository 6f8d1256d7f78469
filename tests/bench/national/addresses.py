"""The addresses of pages over the country, by name; those of one township to compare them with."""

from urllib.parse import quote, urlencode

from django.urls import reverse

from lists.models import Category, Duty
from tests.bench.national.made import TYPED, leading, reference, townships, whole_county
from tests.bench.national.programs import programs


def public() -> dict[str, str]:
    """What the public opens."""
    return {
        "township": reference(),
        **everywhere(),
        **conflicts(),
        **gaps(),
        **duties(),
        **side_by_side(),
        **overviews(),
        **elastic(),
        **searches(),
        **feeds(),
        **programs(),
    }


def everywhere() -> dict[str, str]:
    """Pages that list places, bodies and categories."""
    county, body, category = whole_county(), leading(), Category.internal.get(position=1)
    return {
        "home": reverse("home"),
        "county": county.get_absolute_url(),
        "departments": reverse("departments"),
        "departments of a county": f"{reverse('departments')}?county={county.slug}",
        "department": body.get_absolute_url(),
        "system": body.system.get_absolute_url(),
        "system, last pages": f"{body.system.get_absolute_url()}?page=2000",
        "categories": reverse("categories"),
        "category": category.get_absolute_url(),
        "category, last pages": f"{category.get_absolute_url()}?page=1000",
        "load": reverse("load", args=[county.slug]),
        "item": f"{reference()}2025-07/cooperation/1/",
        "check": f"{reverse('check')}?township={townships()[0].slug}&q=流浪狗咬人",
        "check, no place": f"{reverse('check')}?q=流浪狗咬人",
        "suggest": f"{reverse('suggest')}?q=安全",
        "embed help": reverse("embed-help"),
    }


def conflicts() -> dict[str, str]:
    """Duties listed as different things: in the country, a prefecture, a county."""
    county, page = whole_county(), reverse("conflicts")
    system, category = leading().system, Category.internal.get(position=1)
    narrow = {
        "": {},
        ", county": {"county": county.slug},
        ", prefecture": {"prefecture": county.prefecture},
    }
    found = {}
    for name, place in narrow.items():
        for more, asked in {
            "": {},
            ", system": {"system": system.slug},
            ", category": {"category": category.slug},
        }.items():
            found[f"conflicts{name}{more}"] = f"{page}?{urlencode(place | asked)}"
    return found | {
        "conflicts, page 100": f"{page}?page=100",
        "conflicts, last": f"{page}?page=9999",
    }


def gaps() -> dict[str, str]:
    """What most townships around list."""
    page = reverse("gaps", args=[townships()[0].slug])
    short = reverse("gaps", args=[townships()[-1].slug])
    return {
        "gaps, county": f"{page}?within=county",
        "gaps, prefecture": f"{page}?within=prefecture",
        "gaps, nation": f"{short}?within=nation",
        "gaps, prefecture, category": f"{page}?within=prefecture&kind=basic&category=1",
        "gaps, prefecture, file": f"{page}?within=prefecture&format=csv",
    }


def duties() -> dict[str, str]:
    """A duty that all townships list, and one that a few do."""
    most = Duty.published.order_by("-townships", "pk").first()
    few = Duty.published.filter(townships__gt=1).order_by("townships", "pk").first()
    page, county = most.get_absolute_url(), whole_county()
    return {
        "duty of all": page,
        "duty of all, page 500": f"{page}?page=500",
        "duty of all, county": f"{page}?county={county.slug}",
        "duty of all, file": f"{page}?format=csv",
        "duty of a few": few.get_absolute_url(),
    }


def side_by_side() -> dict[str, str]:
    """Townships compared."""
    page, places = reverse("compare-places"), townships()
    return {
        "compare, empty": page,
        "compare, county chosen": f"{page}?county={whole_county().slug}",
        "compare, 2": f"{page}?{urlencode([('t', one.slug) for one in places[:2]])}",
        "compare, 4": f"{page}?{urlencode([('t', one.slug) for one in places])}",
    }


def overviews() -> dict[str, str]:
    """Counts of the country and of narrower places."""
    county, page = whole_county(), reverse("overview")
    rows = reverse("county-rows", args=[county.slug])
    wide = reverse("overview-rows")
    category, system = Category.internal.get(position=1), leading().system
    return {
        "overview": page,
        "overview, province": f"{page}?province={county.province}",
        "overview, prefecture": f"{page}?prefecture={county.prefecture}",
        "overview, county": reverse("county-overview", args=[county.slug]),
        "overview, file": f"{page}?format=csv",
        "rows of a county": rows,
        "rows of a county, system": f"{rows}?system={system.slug}",
        "rows of the country": wide,
        "rows of the country, last": f"{wide}?page=20000",
        "rows of the country, category": f"{wide}?category={category.slug}&page=300",
        "rows of the country, system": f"{wide}?system={system.slug}&page=300",
        "rows of the country, file": f"{wide}?format=csv",
    }


def elastic() -> dict[str, str]:
    """Elastic wording."""
    page, county = reverse("elastic"), whole_county()
    asked = f"{page}?county={county.slug}"
    return {
        "elastic, empty": page,
        "elastic, county": asked,
        "elastic, department": f"{asked}&department={leading().slug}",
        "elastic, rule": f"{asked}&rule=related",
        "elastic, file": f"{asked}&format=csv",
    }


def searches() -> dict[str, str]:
    """Searches of all lists and of a county, collapsed to duties."""
    page, county = reverse("search"), whole_county()
    found = {f"search, {name}": f"{page}?q={quote(typed)}" for name, typed in TYPED.items()}
    word, category = f"{page}?q={quote(TYPED['word'])}", Category.internal.get(position=1)
    return found | {
        "search, page 5": f"{word}&page=5",
        "search, list": f"{word}&kind=cooperation",
        "search, category": f"{word}&category={category.slug}",
        "search, county": f"{word}&county={county.slug}",
        "search, file": f"{word}&format=csv",
    }


def feeds() -> dict[str, str]:
    """What changed, and what there is to index."""
    place, body = townships()[0], leading()
    search = reverse("search-feed")
    parts = {
        f"sitemap, {name} {at}": reverse("sitemap-part", args=[name, at])
        for name, at in (("items", 0), ("items", 30), ("departments", 0), ("townships", 1))
    }
    return {
        "feed of a township": reverse("township-feed", args=[place.slug]),
        "feed of a department": reverse("department-feed", args=[body.slug]),
        "feed of a search": f"{search}?q={quote(TYPED['words'])}",
        "feed of a search, county": f"{search}?q=安全&county={whole_county().slug}",
        "sitemap": reverse("sitemap"),
        **parts,
    }


def administrators() -> dict[str, str]:
    """What somebody sees who may read all drafts, and pages of the desk."""
    shown = public()
    names = ("home", "conflicts", "duty of all", "categories", "category", "departments", "system")
    desk = ("desk", "intake", "reports", "audit", "searches", "tickets", "notice", "thesaurus")
    found = {name: shown[name] for name in (*names, "search, word", "overview", "gaps, nation")}
    return found | {name: reverse(name) for name in desk}
