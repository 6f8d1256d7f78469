"""Who looks at a page of the list office, and for which county."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from lists import access
from lists.models import County, ThesaurusGroup
from lists.views.params import param


@dataclass(frozen=True)
class Office:
    """A list office at its county; an administrator at any county, or at all of them (None)."""

    county: County | None
    is_administrator: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "Office":
        """The office of who is logged in; PermissionDenied for everybody else.

        An administrator names a county by ?county=; one that is not there is a 404.
        """
        reach = access.office_reach(request.user)
        if reach is None:
            raise PermissionDenied
        if reach.county_id:
            return cls(County.internal.get(pk=reach.county_id), False)
        slug = param(request, "county")
        county = get_object_or_404(access.counties(request.user), slug=slug) if slug else None
        return cls(county, True)

    @property
    def county_id(self) -> int | None:
        """The county's id."""
        return self.county and self.county.pk

    @property
    def name(self) -> str:
        """The county in words."""
        return self.county.name if self.county else "各县（市、区）"

    @property
    def query(self) -> str:
        """The part of an address that keeps the county an administrator chose."""
        return f"?county={self.county.slug}" if self.is_administrator and self.county else ""

    def groups(self) -> QuerySet[ThesaurusGroup]:
        """The groups of the thesaurus that the office may see."""
        groups = ThesaurusGroup.objects.select_related("county")
        return groups.filter(Q(county=None) | Q(county=self.county)) if self.county else groups

    def may_edit(self, group: ThesaurusGroup) -> bool:
        """Whether a group was made in the portal and is the office's own."""
        if group.source:
            return False
        return self.is_administrator or group.county_id == self.county.pk

    def switches_for_all(self, group: ThesaurusGroup) -> bool:
        """Whether the office's switch turns the group off itself, not only in one county."""
        return self.county is None or group.county_id is not None
