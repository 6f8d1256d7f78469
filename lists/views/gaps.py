"""What most townships around list and this one does not, from counts made at publication."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from lists.exports import Column, ExportRow
from lists.models import Category, County, Duty, DutyCount, Edition, Item, Township, Wording
from lists.models.items import Kind
from lists.views import downloads
from lists.views.params import param

PAGE_SIZE = 50
# A duty is missing where at least two of the other townships, and most of them, list it.
LEAST = 2
SCOPES = {"county": "本县（市、区）", "prefecture": "本地（州、市）", "nation": "全部地区"}
COLUMNS = (
    Column("duty", "职责", 60),
    Column("category", "事项类别", 16),
    Column("townships", "列有此项的乡镇（街道）数", 14),
    *(Column(kind, label, 10) for kind, label in Kind.choices),
    Column("example", "原文举例（网址）", 40),
)


@dataclass(frozen=True)
class Around:
    """The townships that one is compared with: those with a list in force, itself included."""

    within: str
    name: str
    counties: QuerySet[County] | None
    size: int

    @classmethod
    def of(cls, township: Township, within: str) -> "Around":
        """The county, the prefecture or (`counties` is None) the whole country."""
        county = township.county
        if within == "nation":
            return cls(within, "全部地区", None, Edition.published.count())
        places = County.internal.filter(pk=county.pk)
        if within == "prefecture":
            places = County.internal.filter(province=county.province, prefecture=county.prefecture)
        size = Edition.published.filter(township__county__in=places).count()
        return cls(within, county.name if within == "county" else county.prefecture, places, size)

    @property
    def is_enough(self) -> bool:
        """Whether there are others that could list what this township does not."""
        return self.size > LEAST

    @property
    def enough(self) -> int:
        """From how many townships on a duty is one that most of the others list."""
        return max(LEAST, -(-self.size // 2))


@dataclass(frozen=True)
class Gap:
    """A duty the township does not list: who else lists it as what, and a row as an example."""

    duty: Duty
    townships: int
    counts: dict[str, int]
    category: Category | None
    example: Item | None

    @property
    def listed(self) -> list[tuple[str, str, int]]:
        """In how many townships it stands in each list it stands in."""
        return [(k, label, self.counts[k]) for k, label in Kind.choices if self.counts.get(k)]

    @property
    def main(self) -> str:
        """The list most townships have it in."""
        return max(Kind.values, key=lambda kind: self.counts.get(kind, 0))


def gaps(request: HttpRequest, township: str) -> HttpResponseBase:
    """The duties that most of ?within= list and this township does not; ?kind= and ?category=.

    Without ?within= the narrowest scope with townships enough. Published lists only.
    """
    place = get_object_or_404(Township.published.select_related("county"), slug=township)
    scopes = [Around.of(place, name) for name in SCOPES if name != "prefecture" or in_one(place)]
    asked = param(request, "within")
    fitting = next((one for one in scopes if one.is_enough), scopes[-1])
    around = next((one for one in scopes if one.within == asked), fitting)
    found = missing(place, around) if around.is_enough else []
    chosen = narrowed(request, found)
    if downloads.asked(request):
        subject = f"{place.name}没有而{around.name}多数乡镇有的职责"
        title = "·".join([subject, *words(request, found)])
        rows = file_rows(downloads.host(request), with_examples(chosen, around))
        return downloads.answer(request, downloads.Download(title, rows, COLUMNS))
    page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "gaps.html",
        {
            "township": place,
            "around": around,
            "scopes": [(one.within, SCOPES[one.within], one.size) for one in scopes],
            "total": len(found),
            "tabs": tabs(request, found),
            "kind": param(request, "kind"),
            "categories": sorted({g.category for g in found if g.category}, key=in_order),
            "category": param(request, "category"),
            "entries": with_examples(list(page), around),
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "breadcrumbs": [
                (place.county.name, place.county.get_absolute_url()),
                (place.name, place.get_absolute_url()),
                ("可能缺少的职责", ""),
            ],
        },
    )


def in_one(place: Township) -> bool:
    """Whether the township lies in a prefecture."""
    return bool(place.county.prefecture)


def in_order(category: Category) -> tuple[int, str]:
    """How categories stand everywhere."""
    return category.position, category.name


def narrowed(request: HttpRequest, found: list[Gap]) -> list[Gap]:
    """The gaps of the list and category asked for."""
    kind, category = param(request, "kind"), param(request, "category")
    return [
        gap
        for gap in found
        if (kind not in Kind.values or gap.main == kind)
        and (not category or (gap.category and gap.category.slug == category))
    ]


def words(request: HttpRequest, found: list[Gap]) -> list[str]:
    """The conditions in force, as the title of a file names them."""
    kind, slug = param(request, "kind"), param(request, "category")
    lists = [f"多数列在{label}" for value, label in Kind.choices if value == kind]
    categories = {gap.category.name for gap in found if gap.category and gap.category.slug == slug}
    return [*lists, *categories]


def tabs(request: HttpRequest, found: list[Gap]) -> list[tuple[str, str, int]]:
    """How many gaps of the category asked for most townships have in each list."""
    category = param(request, "category")
    of = [g for g in found if not category or (g.category and g.category.slug == category)]
    return [(kind, label, sum(g.main == kind for g in of)) for kind, label in Kind.choices]


def missing(place: Township, around: Around) -> list[Gap]:
    """All duties that most around list and the township does not, most-listed first."""
    own = Item.published.filter(township=place, wording__duty__isnull=False)
    others = Duty.published.exclude(pk__in=own.values("wording__duty"))
    if around.counties is None:
        duties = others.filter(townships__gte=around.enough)
        sizes = {duty.pk: duty.townships for duty in duties}
        counts = {duty.pk: {k: getattr(duty, k) for k in Kind.values} for duty in duties}
    else:
        sizes, counts = counted(others, around)
        duties = Duty.published.filter(pk__in=sizes)
    categories = categories_of(list(sizes))
    found = [
        Gap(duty, sizes[duty.pk], counts[duty.pk], categories.get(duty.pk), None)
        for duty in duties
        if sizes[duty.pk] >= around.enough
    ]
    return sorted(found, key=lambda gap: (-gap.townships, gap.duty.pk))


def counted(
    duties: QuerySet[Duty], around: Around
) -> tuple[dict[int, int], dict[int, dict[str, int]]]:
    """In how many townships around each duty stands that may be enough, and in how many in each
    list: a township that has it in two lists counts once in the first and twice in the second.
    """
    sizes: dict[int, int] = {}
    counts: dict[int, dict[str, int]] = {}
    here = DutyCount.objects.filter(county__in=around.counties, duty__in=duties)
    sums = here.values_list("duty", "kind").annotate(Sum("first"), Sum("townships"))
    for duty, kind, first, townships in sums:
        sizes[duty] = sizes.get(duty, 0) + first
        counts.setdefault(duty, {})[kind] = townships
    return {pk: size for pk, size in sizes.items() if size >= around.enough}, counts


def categories_of(duties: list[int]) -> dict[int, Category]:
    """The category of each duty: that of the wording most townships use."""
    of = Wording.objects.filter(duty__in=duties, published__gt=0)
    first = (
        of.order_by("duty_id", "-published", "pk").distinct("duty_id").select_related("category")
    )
    return {wording.duty_id: wording.category for wording in first}


def with_examples(found: list[Gap], around: Around) -> list[Gap]:
    """The gaps with a row each, of the wording most townships use where all lists count."""
    rows = Item.published.filter(wording__duty=OuterRef("pk"))
    if around.counties is None:
        most = Wording.objects.filter(duty=OuterRef(OuterRef("pk")), published__gt=0)
        first = most.order_by("-published", "pk").values("pk")[:1]
        rows = Item.published.filter(wording=Subquery(first))
    else:
        rows = rows.filter(county__in=around.counties)
    # Unordered: the first row that is met will do, and a duty may have 40,000.
    example = Subquery(rows.order_by().values("pk")[:1], output_field=IntegerField())
    duties = Duty.published.filter(pk__in=[gap.duty.pk for gap in found])
    chosen = dict(duties.annotate(example=example).values_list("pk", F("example")))
    named = Item.published.select_related("edition__township__county", "category")
    items = named.in_bulk([pk for pk in chosen.values() if pk])
    return [
        Gap(gap.duty, gap.townships, gap.counts, gap.category, items.get(chosen.get(gap.duty.pk)))
        for gap in found
    ]


def file_rows(host: str, found: list[Gap]) -> Iterator[ExportRow]:
    """The gaps as rows of a file."""
    for gap in found:
        numbers = (gap.counts.get(kind, 0) for kind in Kind.values)
        category = gap.category.name if gap.category else ""
        example = f"{host}{gap.example.get_absolute_url()}" if gap.example else ""
        yield ExportRow("职责", (gap.duty.name, category, gap.townships, *numbers, example))
