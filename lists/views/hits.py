"""What a search found, as a page shows it: one hit a duty, with the townships behind it."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils.safestring import SafeString

from lists.models import Duty, DutyCount, Item, Wording
from lists.search.facets import Filters, by_wordings
from lists.search.find import Found
from lists.search.highlight import best_clause, mark, shortened
from lists.search.scope import Scope
from lists.search.summed import Summed
from lists.searches import trail
from lists.views.listing import with_departments

# Of one duty so many further places are named.
MOST_PLACES = 6
# A candidate that holds this much of an official term is listed for that term.
HOLDS_TERM = 0.3


@dataclass(frozen=True)
class Hit:
    """A duty found: its best row, the clause that matched, and where else it stands.

    `townships` counts all townships of the scope that list it, `others` are the first rows.
    """

    item: Item
    others: list[Item]
    duty: Duty | None
    townships: int
    name: SafeString
    snippet: SafeString | None
    snippet_label: str
    reason: str
    trail: str

    @classmethod
    def of(
        cls,
        rows: list[Item],
        behind: tuple[Duty | None, int],
        found: Found,
        reason: str,
        trail: str,
    ) -> "Hit":
        """Prepare the rows of a duty for the page."""
        item, snippet, label = rows[0], "", ""
        for title, text in duty_texts(item):
            clause = best_clause([text], found.weights)
            if clause and not snippet:
                snippet, label = clause, title
        marked = mark(shortened(snippet, found.marks), found.marks) if snippet else None
        name = mark(item.name, found.marks)
        return cls(item, rows[1:], *behind, name, marked, label, reason, trail)


def reason(found: Found, wording: int) -> str:
    """Why a wording is listed, where it does not hold every word."""
    weighed = found.weighed
    at = int((weighed.ids == wording).argmax())
    if weighed.every_word[at]:
        return ""
    if weighed.said[at] >= HOLDS_TERM:
        return "含规范用语"
    if wording not in set(found.chosen.near):
        return "含部分词语"
    return "意思相近" if found.by_meaning else "只有个别字相同"


def duty_texts(item: Item) -> list[tuple[str, str]]:
    """The duty cells of a row with their titles, the township's own first."""
    if item.kind == "cooperation":
        detail = item.cooperationitem
        return [("乡镇配合职责", detail.township_duty), ("上级部门职责", detail.lead_duty)]
    if item.kind == "revoked":
        return [("承接部门及工作方式", item.revokeditem.method)]
    return []


def groups(found: Found, filters: Filters, scope: Scope) -> list[list[int]]:
    """The wordings found, best first; beyond one township those of one duty stand together.

    A filter asks for more of what was found by its words.
    """
    ids = found.ids
    if filters.active:
        kept = carried_under(found, filters, scope)
        ids = [pk for pk in ids if pk in kept]
    if scope.township:
        return [[pk] for pk in ids]
    sorted_into = Wording.objects.filter(pk__in=ids, duty__isnull=False)
    duty_of = dict(sorted_into.values_list("pk", "duty"))
    together: dict[tuple, list[int]] = {}
    for pk in ids:
        key = ("duty", duty_of[pk]) if pk in duty_of else ("wording", pk)
        together.setdefault(key, []).append(pk)
    return list(together.values())


def carried_under(found: Found, filters: Filters, scope: Scope) -> set[int]:
    """Those of the wordings found by words that a row under the filters carries."""
    if by_wordings(filters, scope):
        sums, worded = Summed(found.chosen), found.chosen.worded
        return sums.of(worded, filters.kind, filters.category)
    rows = filters.apply(found.ground.items.filter(wording__in=found.chosen.worded))
    return set(rows.order_by().values_list("wording", flat=True).distinct())


def hits(
    found: Found, filters: Filters, scope: Scope, wordings: list[list[int]], record: int | None
) -> list[Hit]:
    """The hits of a page, each with the first rows that carry its wordings.

    `record` is the record of the search, to which an opened hit is added.
    """
    rows = filters.apply(found.ground.items)
    carried = found.carried([pk for one in wordings for pk in one], MOST_PLACES + 1, rows)
    order = {at: [pk for w in one for pk in carried.get(w, [])] for at, one in enumerate(wordings)}
    order = {at: pks[: MOST_PLACES + 1] for at, pks in order.items()}
    shown = with_departments(rows.model.internal.filter(pk__in=sum(order.values(), [])))
    by_id = shown.select_related("cooperationitem", "revokeditem").in_bulk()
    behind = behind_of(found, [pk for one in wordings for pk in one], scope)
    return [
        Hit.of(
            [by_id[pk] for pk in order[at]],
            behind.get(one[0], (None, 1)),
            found,
            reason(found, one[0]),
            trail(record, at + 1),
        )
        for at, one in enumerate(wordings)
        if order[at]
    ]


def behind_of(found: Found, wordings: list[int], scope: Scope) -> dict[int, tuple[Duty, int]]:
    """For each wording its duty and how many townships of the scope list that, in any list."""
    ground = found.ground
    duty_of = dict(Wording.objects.filter(pk__in=wordings).values_list("pk", "duty"))
    duties = Duty.internal.in_bulk(set(duty_of.values()) - {None})
    if scope.township:
        counts = dict.fromkeys(duties, 1)
    else:
        counts = {pk: duty.townships for pk, duty in duties.items()}
        if scope.county:
            here = DutyCount.objects.filter(duty__in=duties, county=scope.county).order_by()
            counts = dict(here.values_list("duty").annotate(Sum("first")))
        if ground.unpublished is not None:
            own = ground.unpublished.filter(wording__duty__in=duties).order_by()
            by_duty = own.values_list("wording__duty").annotate(Count("township", distinct=True))
            for duty, townships in by_duty:
                counts[duty] = counts.get(duty, 0) + townships
    return {pk: (duties[d], counts[d]) for pk, d in duty_of.items() if counts.get(d)}
