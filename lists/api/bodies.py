"""Departments, the systems they belong to, and the categories of duties."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from lists import access, totals
from lists.api.endpoint import Paged, PathSlug, Slug, endpoint
from lists.api.named import NO_SOURCE, Named, named
from lists.api.paging import Page, page_of
from lists.api.places import county_of
from lists.api.problems import not_found
from lists.counted_rows import COUNTY, CountedRows
from lists.models import Category, Department, PlaceCount, System
from lists.models.items import Kind

router = Router()
TAG = "部门、条线和类别"


class Counts(Schema):
    """各清单的事项数。"""

    basic: int = Field(0, description="基本履职")
    cooperation: int = Field(0, description="配合履职")
    revoked: int = Field(0, description="上级收回")


class DepartmentOut(Named):
    """上级部门。"""

    county: Named
    system: Named | None = Field(description="条线")
    items: Counts = Field(description="现行清单中涉及这个部门的事项数")
    source: None = Field(None, description=NO_SOURCE)


class SystemOut(Named):
    """条线：各县同类部门的归类。"""

    departments: int = Field(description="部门数")
    source: None = Field(None, description=NO_SOURCE)


class CategoryOut(Named):
    """事项类别。"""

    items: Counts = Field(description="现行清单中这个类别的事项数")
    source: None = Field(None, description=NO_SOURCE)


class BodiesAsked(Schema):
    """Which departments: of a county, of a system."""

    county: Slug = Field("", description="县（市、区）的标识")
    system: Slug = Field("", description="条线的标识")


class DepartmentsAsked(Paged, BodiesAsked):
    pass


def one_of(things: QuerySet, slug: str, what: str, listed: str):
    """The thing a filter names, None for ''; raises Problem 404 for one that is not there."""
    if not slug:
        return None
    found = things.filter(slug=slug).first()
    if found is None:
        raise not_found(f"这个{what}", f"标识见 /api/v1/{listed}。")
    return found


def department_of(request: HttpRequest, slug: str) -> Department | None:
    """The department a filter names."""
    return one_of(access.departments(request.reader), slug, "部门", "departments")


def system_of(request: HttpRequest, slug: str) -> System | None:
    """The system a filter names."""
    return one_of(access.systems(request.reader), slug, "条线", "systems")


def category_of(request: HttpRequest, slug: str) -> Category | None:
    """The category a filter names."""
    return one_of(access.categories(request.reader), slug, "事项类别", "categories")


def bodies_in_force(request: HttpRequest, asked: BodiesAsked) -> QuerySet[Department]:
    """The departments named in lists in force that the filters leave, by county and name."""
    county, system = county_of(request, asked.county), system_of(request, asked.system)
    found = access.departments(request.reader).select_related("county", "system")
    if county:
        found = found.filter(county=county)
    if system:
        found = found.filter(system=system)
    return found.order_by("county__province", "county__prefecture", "county__name", "name", "pk")


class BodiesByCounty(CountedRows):
    """Departments in force, of which those of the counties of a page are read; the county's name
    stands before theirs.
    """

    @classmethod
    def asked(cls, request: HttpRequest, asked: BodiesAsked) -> "BodiesByCounty":
        """Those that the filters leave, as everyone may see them."""
        kept = Department.internal.filter(in_force__gt=0)
        if system := system_of(request, asked.system):
            kept = kept.filter(system=system)
        counts = kept.order_by(*COUNTY).values_list(*COUNTY).annotate(Count("pk"))
        by_county = [(county, "", number) for *_, county, number in counts]
        return cls(bodies_in_force(request, asked), by_county)

    def within(self, counties: list[int]) -> QuerySet[Department]:
        """Those of some counties."""
        return self.rows.filter(county__in=counties)


def counted(request: HttpRequest, bodies: list[Department]) -> dict[int, dict[str, int]]:
    """How many rows of each list name each of some departments."""
    rows = access.items(request.reader).filter(involvements__department__in=bodies).order_by()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    by_body = rows.values_list("involvements__department", "kind").annotate(Count("pk"))
    for key, kind, count in by_body:
        counts[key][Kind(kind).value] = count
    return counts


def departments_shown(request: HttpRequest, bodies: Iterable[Department]) -> list[dict]:
    """Departments as objects, with their numbers of rows."""
    bodies = list(bodies)
    counts = counted(request, bodies)
    return [
        named(request, body)
        | {
            "county": named(request, body.county),
            "system": named(request, body.system) if body.system else None,
            "items": counts[body.pk],
        }
        for body in bodies
    ]


def systems_shown(request: HttpRequest, systems: Iterable[System]) -> list[dict]:
    """Systems as objects, with their numbers of departments."""
    systems = list(systems)
    counts = totals.bodies_by_system(request.reader)
    return [named(request, one) | {"departments": counts.get(one.pk, 0)} for one in systems]


def categories_shown(request: HttpRequest, categories: Iterable[Category]) -> list[dict]:
    """Categories as objects, with their numbers of rows in force, counted at publication."""
    categories = list(categories)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    kept = PlaceCount.objects.filter(category__in=categories).values_list("category", "kind")
    for key, kind, rows in kept.annotate(Sum("rows")):
        counts[key][kind] = rows
    return [named(request, one) | {"items": counts[one.pk]} for one in categories]


@endpoint(router, "/departments", "departments", Page[DepartmentOut], TAG)
def departments(request: HttpRequest, asked: Query[DepartmentsAsked]):
    """现行清单中出现的上级部门"""
    found = bodies_in_force(request, asked)
    if not asked.county and access.draft_reach(request.reader) is None:
        found = BodiesByCounty.asked(request, asked)
    return page_of(request, asked, found, lambda page: departments_shown(request, page))


@endpoint(router, "/departments/{slug}", "department", DepartmentOut, TAG)
def department(request: HttpRequest, slug: Path[PathSlug]):
    """一个上级部门"""
    return departments_shown(request, [department_of(request, slug)])[0]


@endpoint(router, "/systems", "systems", Page[SystemOut], TAG)
def systems(request: HttpRequest, asked: Query[Paged]):
    """条线"""
    found = access.systems(request.reader).order_by("name", "pk")
    return page_of(request, asked, found, lambda page: systems_shown(request, page))


@endpoint(router, "/systems/{slug}", "system", SystemOut, TAG)
def system(request: HttpRequest, slug: Path[PathSlug]):
    """一个条线"""
    return systems_shown(request, [system_of(request, slug)])[0]


@endpoint(router, "/categories", "categories", Page[CategoryOut], TAG)
def categories(request: HttpRequest, asked: Query[Paged]):
    """事项类别"""
    found = access.categories(request.reader).order_by("position", "name", "pk")
    return page_of(request, asked, found, lambda page: categories_shown(request, page))


@endpoint(router, "/categories/{slug}", "category", CategoryOut, TAG)
def category(request: HttpRequest, slug: Path[PathSlug]):
    """一个事项类别"""
    return categories_shown(request, [category_of(request, slug)])[0]
