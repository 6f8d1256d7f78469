"""Elastic wording in the clauses of a county: how much of it each township and body has."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lists.elastic import Elastic, elastic, rules
from lists.exports import Coded, Column, ExportRow
from lists.models import Clause, County, Department, Item, Township
from lists.views import downloads
from lists.views.params import param

PAGE_SIZE = 50
COLUMNS = (
    Column("township", "乡镇（街道）", 16),
    Column("kind", "清单", 10),
    Column("number", "序号", 6),
    Column("name", "事项名称", 36),
    Column("side", "哪一栏", 14),
    Column("departments", "部门", 26),
    Column("text", "条款", 70),
    Column("words", "弹性表述", 20),
    Column("reason", "理由", 40),
    Column("address", "网址", 50),
)


@dataclass(frozen=True)
class Rate:
    """How many of the clauses of a township or a body are elastic; `slug` chooses them."""

    name: str
    slug: str
    found: int
    all: int

    @property
    def share(self) -> float:
        """Per cent of its clauses, to one decimal."""
        return round(100 * self.found / self.all, 1) if self.all else 0.0


@dataclass(frozen=True)
class Flagged:
    """An elastic clause."""

    clause: Clause
    found: Elastic

    @property
    def before(self) -> str:
        """The clause up to the elastic words."""
        return self.clause.text.partition(self.found.words)[0]

    @property
    def after(self) -> str:
        """The clause after them."""
        return self.clause.text.partition(self.found.words)[2]


def elastic_page(request: HttpRequest) -> HttpResponseBase:
    """The elastic clauses of ?county=, with ?township=, ?department= or ?rule= of these only.

    Published lists only, one county at a time: each clause is read in the request.
    """
    counties = County.published.order_by("province", "prefecture", "name")
    county = counties.filter(slug=param(request, "county")).first()
    context = {
        "counties": counties,
        "county": county,
        "rules": [(rule, 0) for rule in rules()],
        "breadcrumbs": [("弹性表述", "")],
    }
    if county:
        reading = Reading.of(county)
        chosen = reading.chosen(request)
        if downloads.asked(request):
            rows = file_rows(downloads.host(request), loaded(chosen))
            names = (label.strip("“”") for _, label in reading.names(request))
            title = "·".join([f"{county.name}弹性表述", *names])
            return downloads.answer(request, downloads.Download(title, rows, COLUMNS))
        page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {
            "rules": [(rule, reading.rules[rule.code]) for rule in rules()],
            "reading": reading,
            "chosen": reading.names(request),
            "entries": list(loaded(list(page))),
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "breadcrumbs": [(county.name, county.get_absolute_url()), ("弹性表述", "")],
        }
    return render(request, "elastic.html", context)


@dataclass(frozen=True)
class Reading:
    """The clauses of a county, read: which are elastic, by which rule, in whose part."""

    found: dict[int, Elastic]
    total: int
    townships: list[Rate]
    departments: list[Rate]
    rules: Counter
    of_township: dict[str, set[int]]
    of_department: dict[str, set[int]]

    @classmethod
    def of(cls, county: County) -> "Reading":
        """Read the clauses in force: a township answers for its own, a body for those it owns."""
        place = ("item__township__name", "item__township")
        row = ("item__kind", "item__number", "side", "position", "pk")
        clauses = in_force(county).order_by(*place, *row)
        fields = ("pk", "side", "text", "item__township")
        read = list(clauses.values_list(*fields))
        found = {pk: one for pk, _, text, _ in read if (one := elastic(text))}
        ours = [(township, pk) for pk, side, _, township in read if side == Clause.Side.TOWNSHIP]
        owned = Clause.departments.through.objects.filter(clause__in=in_force(county))
        theirs = list(owned.values_list("department", "clause"))
        places = Township.published.filter(county=county).in_bulk()
        bodies = Department.published.in_bulk({body for body, _ in theirs})
        return cls(
            found,
            len(read),
            rates(ours, places, found),
            rates(theirs, bodies, found),
            Counter(one.rule.code for one in found.values()),
            members(ours, places),
            members(theirs, bodies),
        )

    def names(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The conditions in force: parameter and name."""
        named = {
            "township": {one.slug: one.name for one in self.townships},
            "department": {one.slug: one.name for one in self.departments},
            "rule": {rule.code: rule.label for rule in rules()},
        }
        asked = ((name, names.get(param(request, name))) for name, names in named.items())
        return [(name, label) for name, label in asked if label]

    def chosen(self, request: HttpRequest) -> list[tuple[int, Elastic]]:
        """The elastic clauses under the conditions of the address; an unknown one does nothing."""
        conditions = dict(self.names(request))
        kept = list(self.found.items())
        for name, of in (("township", self.of_township), ("department", self.of_department)):
            if name in conditions:
                ids = of[param(request, name)]
                kept = [(pk, one) for pk, one in kept if pk in ids]
        if "rule" in conditions:
            kept = [(pk, one) for pk, one in kept if one.rule.code == param(request, "rule")]
        return kept


def in_force(county: County) -> QuerySet[Clause]:
    """The clauses of the lists in force of a county."""
    return Clause.objects.filter(item__in=Item.published.filter(county=county)).order_by()


Named = dict[int, Township] | dict[int, Department]


def rates(pairs: list[tuple[int, int]], named: Named, found: dict[int, Elastic]) -> list[Rate]:
    """How much of each is elastic, of (whose, clause), the most first.

    By share a body with six clauses would stand first for one of them.
    """
    all_of = Counter(whose for whose, _ in pairs)
    elastic_of = Counter(whose for whose, clause in pairs if clause in found)
    made = [
        Rate(one.name, one.slug, elastic_of[pk], all_of[pk])
        for pk, one in named.items()
        if all_of[pk]
    ]
    return sorted(made, key=lambda rate: (-rate.found, -rate.share, rate.name))


def members(pairs: list[tuple[int, int]], named: Named) -> dict[str, set[int]]:
    """The clauses of each, of (whose, clause), by slug."""
    found: dict[str, set[int]] = {}
    for whose, clause in pairs:
        if whose in named:
            found.setdefault(named[whose].slug, set()).add(clause)
    return found


def loaded(chosen: list[tuple[int, Elastic]]) -> Iterator[Flagged]:
    """The clauses with all a page shows of them, in the order given."""
    clauses = Clause.objects.select_related("item__edition__township__county")
    by_id = clauses.prefetch_related("departments").in_bulk([pk for pk, _ in chosen])
    for pk, found in chosen:
        yield Flagged(by_id[pk], found)


def file_rows(host: str, flagged: Iterator[Flagged]) -> Iterator[ExportRow]:
    """Elastic clauses as rows of a file."""
    for one in flagged:
        item = one.clause.item
        yield ExportRow(
            "弹性表述",
            (
                item.edition.township.name,
                Coded(item.get_kind_display(), item.kind),
                item.number,
                item.name,
                one.clause.get_side_display(),
                [body.name for body in one.clause.departments.all()],
                one.clause.text,
                one.found.words,
                one.found.rule.reason,
                f"{host}{item.get_absolute_url()}",
            ),
        )
