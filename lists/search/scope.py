"""Where a search looks: all lists, one county, one township."""

from dataclasses import dataclass

from django.db.models import QuerySet

from lists import access
from lists.models import County, Item, Township


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
            return cls(place.county, place) if place else cls(unknown=True)
        if county:
            place = access.counties(user).filter(slug=county).first()
            return cls(place) if place else cls(unknown=True)
        return cls()

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

    def limit(self, items: QuerySet[Item]) -> QuerySet[Item]:
        """The rows of this scope; a township is asked for with its county, as the index begins."""
        if self.unknown:
            return items.none()
        if self.township:
            return items.filter(county=self.county, township=self.township)
        return items.filter(county=self.county) if self.county else items
