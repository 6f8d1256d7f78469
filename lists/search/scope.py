"""Where a search looks: all lists, one county, one township; and what a person may find there."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lists import access
from lists.models import County, Item, Township, Wording


@dataclass(frozen=True)
class Scope:
    """A place to search in; `unknown` where the address names a place nobody may see."""

    county: County | None = None
    township: Township | None = None
    unknown: bool = False

    @classmethod
    def read(cls, user, county: str, township: str) -> "Scope":
        """Find the place an address names, among those the person may see."""
        if township:
            place = access.townships(user).filter(slug=township).first()
            return cls.of(place) if place else cls(unknown=True)
        if county:
            place = access.counties(user).filter(slug=county).first()
            return cls(place) if place else cls(unknown=True)
        return cls()

    @classmethod
    def of(cls, township: Township) -> "Scope":
        """The scope of one township."""
        return cls(township.county, township)

    @property
    def label(self) -> str:
        """The scope in words."""
        if self.township:
            return f"{self.county.name}{self.township.name}"
        return f"{self.county.name}各乡镇（街道）" if self.county else "全部清单"

    @property
    def question(self) -> str:
        """What the search box of this scope asks."""
        return f"在{self.label}的清单中查找"

    @property
    def is_whole(self) -> bool:
        """Whether it looks in all lists there are."""
        return self.county is None and not self.unknown

    def limit(self, items: QuerySet[Item]) -> QuerySet[Item]:
        """The rows of this scope; a township is asked for with its county, as the index begins."""
        if self.unknown:
            return items.none()
        if self.township:
            return items.filter(county=self.county, township=self.township)
        return items.filter(county=self.county) if self.county else items


@dataclass(frozen=True)
class Ground:
    """What one person may search in one scope: rows, and the wordings these rows carry."""

    items: QuerySet[Item]
    scope: Scope
    wordings: QuerySet[Wording]
    drafts: QuerySet[Item] | None = None
    # Those of the rows that are not in force; `drafts` are the same where all lists are searched.
    unpublished: QuerySet[Item] | None = None

    @classmethod
    def of(cls, user, scope: Scope) -> "Ground":
        """The rows a person may see in a scope.

        Over all lists the wordings are read from their own narrow table, where the number of
        published rows is kept; a person who may read drafts finds the wordings of these besides.
        """
        items, drafts = scope.limit(access.items(user)), access.draft_items(user)
        drafts = scope.limit(drafts) if drafts is not None else None
        if not scope.is_whole:
            wordings = Wording.objects.filter(pk__in=items.values("wording"))
            return cls(items, scope, wordings, unpublished=drafts)
        listed = Q(published__gt=0)
        if drafts is not None:
            listed |= Q(pk__in=drafts.values("wording"))
        return cls(items, scope, Wording.objects.filter(listed), drafts, drafts)
