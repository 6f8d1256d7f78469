"""For which township a person at the desk works: the own one, or one chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from lists import access
from lists.models import Account, County, Township
from lists.search.scope import Scope
from lists.views.params import param

# With more townships than this a county is chosen first.
MOST_OFFERED = 500


@dataclass(frozen=True)
class DutyPlace:
    """The townships a person may choose among, and the one chosen.

    `counties` are offered where there are too many townships for one choice; `is_unknown`
    where a township was asked for that the person may not see.
    """

    townships: list[Township]
    township: Township | None
    counties: list[County]
    county: County | None
    is_unknown: bool = False

    @classmethod
    def of(cls, request: HttpRequest, form: Mapping[str, str]) -> "DutyPlace":
        """Read ?county= and `township` of a form; PermissionDenied for who has no role."""
        account = access.account_of(request.user)
        if account is None and not request.user.is_superuser:
            raise PermissionDenied
        seen = access.townships(request.user).order_by("county__name", "name")
        asked = form.get("township") or param(request, "township")
        county = cls.county_of(request, account)
        chosen = seen.filter(slug=asked).first() if asked else cls.own(seen, account)
        offered, counties = list(seen[: MOST_OFFERED + 1]), []
        if len(offered) > MOST_OFFERED:
            county = county or (chosen and chosen.county)
            offered = list(seen.filter(county=county)) if county else []
            counties = list(access.counties(request.user))
        if chosen is None and len(offered) == 1 and not asked:
            chosen = offered[0]
        return cls(offered, chosen, counties, county, bool(asked) and chosen is None)

    @staticmethod
    def county_of(request: HttpRequest, account: Account | None) -> County | None:
        """The county asked for, else the person's own."""
        if slug := param(request, "county"):
            return access.counties(request.user).filter(slug=slug).first()
        if account is None:
            return None
        body = account.township or account.department
        return account.county or (body.county if body else None)

    @staticmethod
    def own(seen: QuerySet[Township], account: Account | None) -> Township | None:
        """The person's own township, where it has a list."""
        return seen.filter(pk=account.township_id).first() if account else None

    @property
    def scope(self) -> Scope:
        """Where to look."""
        return Scope.of(self.township)

    @property
    def problem(self) -> str:
        """Why nothing can be judged yet; '' when all is well."""
        if self.is_unknown:
            return "没有可以查看的这个乡镇（街道）的清单。请重新选择。"
        return "" if self.township else "请选择乡镇（街道）。"
