"""Atom feeds of a township, of a department and of a search: what changed, edition by edition."""

import datetime
import re
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lists import feeds, history
from lists.compare import Change
from lists.compare.marks import Piece
from lists.feeds import Entry, Match
from lists.models import Department, Township
from lists.models.items import Kind
from lists.search.query import LONGEST_QUERY
from lists.search.scope import Scope
from lists.templatetags.addresses import encoded
from lists.views.compare import Shown
from lists.views.params import param

# Of this all ids are made; another would make everything that was told new again.
IDS = UUID("6b8d4a52-3c1f-5e0a-9d77-2f4b8c61e390")
# Signs that XML cannot hold.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_NAME = 60
ROWS_NAMED = 20  # of a first edition
# Seconds. Without a word on it caches keep a dated answer for a tenth of its age: for weeks.
KEPT = 300
# What a feed without entries says of its last change: the day such feeds began.
NOTHING_YET = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
PIECES = {"same": "{}", "del": "<del>{}</del>", "ins": "<ins>{}</ins>"}


@dataclass(frozen=True)
class Subject:
    """What a feed is about, where its page and the feed itself are, and what it tells."""

    title: str
    page: str
    address: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def updated(self):
        """When the newest entry came."""
        return max((entry.step.updated for entry in self.entries), default=NOTHING_YET)


class Dated(Atom1Feed):
    """Atom whose date of change is that of its newest entry, also where it has none."""

    def latest_post_date(self):
        return self.feed["changed"]


class Changes(Feed):
    """What the three feeds share: how an entry is worded."""

    feed_type = Dated
    language = "zh-Hans"
    author_name = "乡镇履职事项清单查询公开平台"

    def title(self, subject: Subject) -> str:
        return clean(subject.title)

    def subtitle(self, subject: Subject) -> str:
        return "已公布的清单每换一个版本，列出新增、删去、改列清单和改动文字的事项，最新的在前。"

    def link(self, subject: Subject) -> str:
        return subject.page

    def feed_url(self, subject: Subject) -> str:
        return subject.address

    def feed_extra_kwargs(self, subject: Subject) -> dict:
        return {"changed": subject.updated}

    def items(self, subject: Subject) -> list[Entry]:
        return subject.entries

    def item_title(self, entry: Entry) -> str:
        return clean(headline(entry))

    def item_description(self, entry: Entry) -> str:
        if entry.rest:
            return "改动很多，这里没有全部列出，全部改动见版本比较页面。"
        return clean(first_edition(entry) if entry.one is None else change(shown(entry)))

    def item_link(self, entry: Entry) -> str:
        if entry.rest and entry.step.old:
            return history.comparison_address(entry.step.old, entry.step.new)
        if entry.one is None:
            return entry.step.new.get_absolute_url()
        addresses = shown(entry).addresses
        return addresses["new"] or addresses["old"]

    def feed_guid(self, subject: Subject) -> str:
        return lasting(subject.address)

    def item_guid(self, entry: Entry) -> str:
        """Of the permalink; a row that went is told apart from the row itself."""
        went = entry.one is not None and entry.one.new is None
        return lasting(self.item_link(entry) + (f"#{entry.step.new.slug}" if went else ""))

    def item_updateddate(self, entry: Entry):
        return entry.step.updated

    def item_pubdate(self, entry: Entry):
        return entry.step.updated

    def __call__(self, request: HttpRequest, *args, **kwargs):
        answer = super().__call__(request, *args, **kwargs)
        patch_cache_control(answer, public=True, max_age=KEPT)
        return answer


class TownshipFeed(Changes):
    """What changed in the lists of a township."""

    def get_object(self, request: HttpRequest, township: str) -> Subject:
        places = Township.published.select_related("county")
        place = get_object_or_404(places, slug=township)
        return Subject(
            f"{place.county.name}{place.name}履职事项清单的变动",
            place.get_absolute_url(),
            reverse("township-feed", args=[place.slug]),
            feeds.of_township(place),
        )


class DepartmentFeed(Changes):
    """What changed in the rows a department has a part in."""

    def get_object(self, request: HttpRequest, slug: str) -> Subject:
        body = get_object_or_404(Department.published, slug=slug)
        return Subject(
            f"与{body.name}有关的履职事项的变动",
            body.get_absolute_url(),
            reverse("department-feed", args=[body.slug]),
            feeds.of_department(body),
        )


class SearchFeed(Changes):
    """What changed in the rows that hold the words of a search."""

    def get_object(self, request: HttpRequest) -> Subject:
        asked = {name: param(request, name) for name in ("q", "county", "township")}
        asked["q"] = asked["q"][:LONGEST_QUERY]
        scope = Scope.read(feeds.ANYONE, asked["county"], asked["township"])
        if scope.unknown or not asked["q"].strip():
            raise Http404
        words = "&".join(f"{name}={encoded(value)}" for name, value in asked.items() if value)
        return Subject(
            f"{scope.label}中与“{asked['q']}”有关的履职事项的变动",
            f"{reverse('search')}?{words}",
            f"{reverse('search-feed')}?{words}",
            feeds.of_search(scope, asked["q"]),
        )


def lasting(address: str) -> str:
    """An id made of an address without its host: it stays when the portal moves to another."""
    return uuid5(IDS, address).urn


def clean(text: str) -> str:
    """A text without the signs that XML cannot hold."""
    return NO_XML.sub("", text)


def shown(entry: Entry) -> Shown:
    """A change as the page that compares words it."""
    return Shown(entry.one, entry.step.old, entry.step.new)


def headline(entry: Entry) -> str:
    """What happened, in a line: 新地乡：由配合履职改为基本履职，负责……"""
    edition = entry.step.new
    if entry.rest:
        return f"{edition.township.name}：另有 {entry.rest} 项变动（{edition.date_label}）"
    if entry.one is None:
        counts = "，".join(f"{label} {count} 项" for label, count in by_kind(entry.rows))
        return f"{edition.township.name}：公布清单（{edition.date_label}），{counts}"
    row = shown(entry)
    labels = "、".join([row.moved, *row.labels] if row.moved else row.labels)
    name = entry.one.row.name
    name = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}……"
    return f"{edition.township.name}：{labels}，{name}"


def by_kind(rows: list[Match]) -> list[tuple[str, int]]:
    """How many rows stand in each list, lists without any left out."""
    counts = [(label, sum(row.kind == kind for row in rows)) for kind, label in Kind.choices]
    return [(label, count) for label, count in counts if count]


def first_edition(entry: Entry) -> SafeString:
    """The first rows of a first edition that the feed is about."""
    names = ((f"{Kind(row.kind).label}第{row.number}项", row.name) for row in entry.rows)
    lines = format_html_join("", "<li>{}：{}</li>", list(names)[:ROWS_NAMED])
    more = len(entry.rows) - ROWS_NAMED
    rest = format_html("<p>另有 {} 项，见清单页面。</p>", more) if more > 0 else ""
    return format_html("<ul>{}</ul>{}", lines, rest)


def change(row: Shown) -> SafeString:
    """What happened to a row: its place before and now, and the words that changed."""
    one, lines = row.one, []
    if one.old and one.new:
        if Change.REWORDED in one.changes:
            if one.old.plain_name != one.new.plain_name:
                lines.append(("事项名称", pieces(row.name)))
            lines += [(title, pieces(found)) for title, found in row.cells]
        if Change.BODIES in one.changes:
            gone, come = "、".join(one.bodies_removed), "、".join(one.bodies_added)
            lines.append(("部门", pieces([Piece("del", gone), Piece("ins", come)])))
        if Change.CATEGORY in one.changes:
            marked = [Piece("del", one.old.category), Piece("ins", one.new.category)]
            lines.append(("事项类别", pieces(marked)))
    told = format_html_join("", "<p>{}：{}</p>", lines)
    return format_html("<p>{}</p><p>{}</p>{}", one.row.name, stands(row), told)


def stands(row: Shown) -> str:
    """Where a row stood and stands: 2025年3月版配合履职第19项 → 2025年7月版基本履职第32项."""
    sides = ((row.old, row.one.old), (row.new, row.one.new))
    return " → ".join(
        f"{edition.date_label}版{Kind(side.kind).label}第{side.number}项"
        for edition, side in sides
        if side
    )


def pieces(found: list[Piece]) -> SafeString:
    """A text with what went and what came marked, in HTML."""
    texts = (
        PIECES[piece.op].format("……" if piece.gap else conditional_escape(piece.text))
        for piece in found
        if piece.text or piece.gap
    )
    return mark_safe("".join(texts))  # noqa: S308 (each text is escaped)
