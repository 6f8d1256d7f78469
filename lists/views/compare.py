"""The page that compares two editions of a township: what moved, came, went and was reworded."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lists import history
from lists.compare import Change, Comparison, Difference
from lists.compare.marks import Piece, marks, shortened
from lists.models import Edition
from lists.views import compare_file, downloads
from lists.views.downloads import Download
from lists.views.params import param

PAGE_SIZE = 50
LABELS = {
    Change.MOVED: "改列清单",
    Change.ADDED: "新增",
    Change.REMOVED: "删去",
    Change.REWORDED: "文字改动",
    Change.BODIES: "部门调整",
    Change.CATEGORY: "类别调整",
    Change.RENUMBERED: "只是序号变动",
}


@dataclass(frozen=True)
class Shown:
    """A difference as the page shows it."""

    one: Difference
    old: Edition
    new: Edition

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return history.anchor(self.one)

    @property
    def first(self) -> Change:
        """What matters most of all that happened to the row."""
        return self.one.changes[0]

    @property
    def labels(self) -> list[str]:
        """All that happened to it, in words; a move is told by its own sentence."""
        return [LABELS[change] for change in self.one.changes if change != Change.MOVED]

    @property
    def moved(self) -> str:
        """Between which lists it moved; '' where it did not."""
        return history.move_in_words(self.one) if Change.MOVED in self.one.changes else ""

    @property
    def addresses(self) -> dict[str, str]:
        """Where the row stands in the old and in the new edition, and the row akin to it."""
        akin = self.old if self.one.old is None else self.new
        return {
            "old": history.address_of(self.old, self.one.old),
            "new": history.address_of(self.new, self.one.new),
            "akin": history.address_of(akin, self.one.akin),
        }

    @cached_property
    def name(self) -> list[Piece]:
        """The name with the words that changed."""
        return marks(self.one.old.name, self.one.new.name)

    @cached_property
    def cells(self) -> list[tuple[str, list[Piece]]]:
        """The cells of duty that changed, by title, around the words that changed."""
        if self.one.old.kind != self.one.new.kind:
            return []
        old, new = dict(self.one.old.cells), dict(self.one.new.cells)
        pieces = {title: marks(old.get(title, ""), text) for title, text in new.items()}
        return [
            (title, shortened(found))
            for title, found in pieces.items()
            if any(piece.op != "same" for piece in found)
        ]


def compare(request: HttpRequest, township: str) -> HttpResponseBase:
    """Compare the editions ?from= and ?to= of a township; ?change= leaves one kind of change.

    Without them: the edition in force with the one before it. An edition the person may not
    read is not there. With ?format= the differences as a file.
    """
    editions = history.editions_of(request.user, township)
    if not editions:
        raise Http404
    old, new = chosen(editions, param(request, "from"), param(request, "to"))
    place = editions[0].township
    listed = history.standing(request.user, editions)
    context = {
        "township": place,
        "editions": editions,
        "old": old,
        "new": new,
        "breadcrumbs": [
            (place.county.name, place.county.get_absolute_url() if listed else ""),
            (place.name, place.get_absolute_url() if listed else editions[0].get_absolute_url()),
            ("版本比较", ""),
        ],
    }
    if old and old.pk != new.pk:
        if downloads.asked(request):
            return as_file(request, old, new)
        context |= differences(request, old, new)
    return render(request, "compare.html", context)


def chosen(editions: list[Edition], old: str, new: str) -> tuple[Edition | None, Edition]:
    """The two editions to compare; the old one is None where there is nothing before the new.

    Raises Http404 for one that is not among the editions.
    """
    named = {edition.slug: edition for edition in editions}
    if (old and old not in named) or (new and new not in named):
        raise Http404
    to = named.get(new) or history.in_force(editions) or editions[0]
    return named.get(old) or history.previous(editions, to), to


def differences(request: HttpRequest, old: Edition, new: Edition) -> dict:
    """What the page says of two editions: counts, filters, and a page of differences."""
    comparison = history.compared(old, new)
    asked, change = param(request, "change"), chosen_change(request)
    found = comparison.only(change)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "comparison": comparison,
        "change": change,
        "label": LABELS[change] if change else "",
        "ignored": bool(asked and not change),
        "filters": filters(comparison, change),
        "all_changes": only(None),
        "renumbered": only(Change.RENUMBERED),
        "told": len(comparison.told),
        "only_renumbered": comparison.counts[Change.RENUMBERED],
        "sections": sections([Shown(one, old, new) for one in page], comparison, change),
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
    }


def chosen_change(request: HttpRequest) -> Change | None:
    """The kind of change ?change= leaves; None where it names none there is."""
    asked = param(request, "change")
    return Change(asked) if asked in list(Change) else None


def as_file(request: HttpRequest, old: Edition, new: Edition) -> HttpResponseBase:
    """The differences on the page, all pages of them, to take away."""
    change = chosen_change(request)
    what = f"·{LABELS[change]}" if change else ""
    title = f"{new.township.name}清单版本比较：{old.date_label}与{new.date_label}{what}"
    found = history.compared(old, new).only(change)
    rows = compare_file.rows(found, LABELS, old, new, downloads.host(request))
    is_open = old.is_public and new.is_public
    return downloads.answer(request, Download(title, rows, compare_file.COLUMNS, is_open))


def filters(comparison: Comparison, chosen: Change | None) -> list[dict]:
    """The kinds of change that occur, what matters most first, with their numbers of rows."""
    return [
        {"address": only(change), "label": label, "count": count, "chosen": change == chosen}
        for change, label in LABELS.items()
        if (count := comparison.counts[change])
    ]


def only(change: Change | None) -> dict[str, str | None]:
    """What the address of the page says to show one kind of change, or all."""
    return {"change": change.value if change else None, "page": None}


def sections(rows: list[Shown], comparison: Comparison, change: Change | None) -> list[dict]:
    """The rows of a page under what matters most of each; under the kind of change asked for."""
    found = []
    for kind, label in LABELS.items():
        own = [row for row in rows if (change or row.first) == kind]
        if own:
            count = comparison.counts[kind]
            above = 0 if change else sum(one.changes[0] != kind for one in comparison.of(kind))
            found.append(
                {"kind": kind, "label": label, "count": count, "above": above, "rows": own}
            )
    return found
