"""The list office's pages of the thesaurus: what people say, and the terms of the lists for it."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lists import access
from lists.models import ThesaurusGroup
from lists.search.thesaurus import LOOK_AGAIN, THESAURUS
from lists.search.tokens import normalise
from lists.thesaurus_form import LONGEST_TEST, ThesaurusForm, Trial, without_rows
from lists.views.office import Office
from lists.views.params import param

TITLE = "同义词"
PAGE_SIZE = 30
# What ?show= narrows the list to.
SHOW = {"": "全部", "own": "门户中添加的", "off": "已停用的"}
SOON = f"最迟 {LOOK_AGAIN:.0f} 秒后生效。"


@dataclass(frozen=True)
class Entry:
    """A group in the list, and what the office may do with it."""

    group: ThesaurusGroup
    editable: bool
    in_use: bool
    for_all: bool
    set_off: bool

    @classmethod
    def of(cls, group: ThesaurusGroup, office: Office, set_off: set[int]) -> "Entry":
        """Prepare a group that `with_state` annotated; `set_off` are ids the query sets off."""
        return cls(
            group,
            office.may_edit(group),
            group.active and not group.off_here,
            office.switches_for_all(group),
            group.pk in set_off,
        )


def with_state(groups: QuerySet[ThesaurusGroup], office: Office) -> QuerySet[ThesaurusGroup]:
    """Groups with `off_here`: whether the office's county does without."""
    through = ThesaurusGroup.switched_off_in.through.objects
    off = through.filter(thesaurusgroup=OuterRef("pk"), county=office.county)
    return groups.annotate(
        off_here=Exists(off) if office.county else Value(False, output_field=BooleanField())
    )


def matching(groups: QuerySet[ThesaurusGroup], typed: str, set_off: set[int]) -> QuerySet:
    """Groups in whose lines a text stands, or which it sets off."""
    found = Q(pk__in=set_off)
    for field in ("said", "means", "examples"):
        lines = Func(F(field), Value("\n"), function="array_to_string", output_field=TextField())
        groups = groups.alias(**{f"{field}_lines": lines})
        found |= Q(**{f"{field}_lines__icontains": typed})
    return groups.filter(found)


@login_required
def thesaurus(request: HttpRequest) -> HttpResponse:
    """The groups in force for a county, its own first; ?q= finds lines and what a text sets off."""
    office = Office.of(request)
    groups = with_state(office.groups(), office)
    typed, show = param(request, "q").strip()[:LONGEST_TEST], request.GET.get("show", "")
    set_off: set[int] = set()
    if typed:
        found = THESAURUS.read_anew().said_in(normalise(typed), office.county_id)
        set_off = {group.id for group in found}
        groups = matching(groups, typed, set_off)
    if show == "own":
        groups = groups.filter(source="")
    elif show == "off":
        groups = groups.filter(Q(active=False) | Q(off_here=True))
    ordered = groups.order_by(F("county").asc(nulls_last=True), "source", "pk")
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "thesaurus.html",
        {
            "office": office,
            "counties": access.counties(request.user) if office.is_administrator else [],
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "entries": [Entry.of(group, office, set_off) for group in page],
            "typed": typed,
            "shows": SHOW,
            "show": show if show in SHOW else "",
            "show_label": SHOW.get(show, "") if show else "",
            "breadcrumbs": [("工作台", reverse("desk")), (TITLE, "")],
        },
    )


@login_required
def group(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add a group (?example= begins it with a query), change it, or only look at it."""
    office = Office.of(request)
    shown, entry = ThesaurusGroup(county=office.county, means=[]), None
    if pk:
        shown = get_object_or_404(with_state(office.groups(), office), pk=pk)
        entry = Entry.of(shown, office, set())
    name = str(shown)
    test = request.POST.get("test", param(request, "example")).strip()
    form = None
    if entry is None or entry.editable:
        first = {"examples": [test]} if test and not pk else {}
        form = ThesaurusForm(request.POST or None, instance=shown, initial=first)
        # The button of the preview changes nothing.
        if form.is_bound and "try" not in request.POST and form.is_valid():
            return saved(request, office, form)
    elif request.method == "POST":
        raise PermissionDenied
    missing = without_rows(form.lines("means"), shown.county) if form and form.is_bound else []
    context = {
        "office": office,
        "form": form,
        "entry": entry,
        "heading": name,
        "test": test,
        "trial": Trial.of(test, form, shown, shown.county_id or office.county_id) if test else None,
        "longest_test": LONGEST_TEST,
        "missing_words": missing_words(missing, office) if missing else "",
        "breadcrumbs": [*trail_of(office), (name or "添加一组", "")],
    }
    return render(request, "thesaurus_group.html", context)


def trail_of(office: Office) -> list[tuple[str, str]]:
    """The breadcrumbs down to the list of groups."""
    return [("工作台", reverse("desk")), (TITLE, reverse("thesaurus") + office.query)]


def saved(request: HttpRequest, office: Office, form: ThesaurusForm) -> HttpResponse:
    """Save a group, and tell which terms find nothing."""
    group = form.save()
    messages.success(request, f"“{group}”已保存，{SOON}")
    if missing := without_rows(group.means, group.county):
        messages.warning(request, missing_words(missing, office))
    return redirect(reverse("thesaurus-group", args=[group.pk]) + office.query)


def missing_words(terms: list[str], office: Office) -> str:
    """The warning about terms that stand in no published row."""
    return (
        f"{office.name}公布的清单中没有出现：{'、'.join(terms)}。"
        "请核对用语；清单里确实没有的，写上也查不到事项。"
    )


@require_POST
@login_required
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a group or do without it: everywhere when it is the office's own, else in the county."""
    office = Office.of(request)
    shown = get_object_or_404(office.groups(), pk=pk)
    on = request.POST.get("on") == "1"
    with transaction.atomic():
        if office.switches_for_all(shown):
            shown.active = on
        elif on:
            shown.switched_off_in.remove(office.county)
        else:
            shown.switched_off_in.add(office.county)
        # The processes that serve see by this time that they must read the groups anew.
        shown.changed = timezone.now()
        shown.save(update_fields=["active", "changed"])
    where = "" if office.switches_for_all(shown) else f"在{office.name}"
    messages.success(request, f"“{shown}”已{where}{'启用' if on else '停用'}，{SOON}")
    back = request.POST.get("back", "")
    return redirect(f"{reverse('thesaurus')}?{back}#group-{shown.pk}")


@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to delete a group of the office's own; a POST deletes it."""
    office = Office.of(request)
    shown = get_object_or_404(office.groups(), pk=pk)
    if not office.may_edit(shown):
        raise PermissionDenied
    if request.method == "POST":
        shown.delete()
        messages.success(request, f"“{shown}”已删除，{SOON}")
        return redirect(reverse("thesaurus") + office.query)
    context = {"group": shown, "office": office, "breadcrumbs": [*trail_of(office), ("删除", "")]}
    return render(request, "thesaurus_delete.html", context)
