"""What the tests' database holds: the five sample lists and a person for every role."""

import io

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.utils import timezone

from lists.management.commands.demo import in_order
from lists.models import (
    Account,
    County,
    Department,
    Edition,
    ErrorReport,
    SearchRecord,
    ThesaurusGroup,
    Township,
)

FILES = sorted((settings.BASE_DIR / "fixtures" / "townships").glob("*.txt"))
# Its document is marked 内部, so it stays a draft.
DRAFT_TOWNSHIP = "塔吉克阿巴提镇"
DRAFT_COUNTY = "塔什库尔干塔吉克自治县"

PASSWORD = "for-tests-only"
# Who looks, what that person is, and the place or body the person is bound to.
PEOPLE = {
    "no_account": (None, {}),
    "other_township": (Account.Role.TOWNSHIP_EDITOR, {"township": "新地乡"}),
    "department": (Account.Role.DEPARTMENT_OFFICIAL, {"department": "塔什库尔干县农业农村局"}),
    "other_office": (Account.Role.LIST_OFFICE, {"county": "奇台县"}),
    "township": (Account.Role.TOWNSHIP_EDITOR, {"township": DRAFT_TOWNSHIP}),
    "office": (Account.Role.LIST_OFFICE, {"county": DRAFT_COUNTY}),
    "administrator": (Account.Role.ADMINISTRATOR, {}),
}
# Those who may read the draft, and those who may not; the public is nobody's account.
INSIDERS = ("township", "office", "administrator")
OUTSIDERS = ("public", "no_account", "other_township", "department", "other_office")

PLACES = {"township": Township, "department": Department, "county": County}


def fill() -> None:
    """Take the sample lists in, publish those that may be, and make the people.

    新地乡 had an edition before the one in force, an example (fixtures/editions).
    """
    call_command("ingest", *in_order(FILES), publish=True, stdout=io.StringIO())
    call_command("refresh_search", no_embed=True, stdout=io.StringIO())
    password = make_password(PASSWORD)
    for name, (role, bound) in PEOPLE.items():
        administrator = role == Account.Role.ADMINISTRATOR
        user = get_user_model().objects.create(
            username=name, password=password, is_staff=administrator, is_superuser=administrator
        )
        if role:
            places = {kind: PLACES[kind].internal.get(name=at) for kind, at in bound.items()}
            Account.objects.create(user=user, role=role, **places)
    record_searches()
    make_groups()
    report_errors()


def record_searches() -> None:
    """Searches everyone makes, and some for the county of the draft that tell of it."""
    often = {"狗咬人": 0, "低保": 12, "修路": 7}
    county = County.internal.get(name=DRAFT_COUNTY)
    told = {f"{DRAFT_TOWNSHIP} 垃圾": 5, f"{DRAFT_TOWNSHIP} 路灯": 0}
    SearchRecord.objects.bulk_create(
        [
            SearchRecord(query=query, results=results, county=place)
            for place, queries in ((None, often), (county, told))
            for query, results in queries.items()
            for _ in range(3)
        ]
    )


def make_groups() -> None:
    """A thesaurus group of either county and a reviewed one, all switched off: none is searched."""
    for name in (DRAFT_COUNTY, "奇台县"):
        ThesaurusGroup.objects.create(
            county=County.internal.get(name=name),
            said=["牦牛 跑/丢"],
            means=["牲畜"],
            examples=[f"{DRAFT_TOWNSHIP}的牦牛跑到路上" if name == DRAFT_COUNTY else "牦牛丢了"],
            relation=ThesaurusGroup.Relation.EVERYDAY,
            active=False,
        )
    ThesaurusGroup.objects.create(
        source="reviewed",
        said=["骆驼 跑/丢", "骆驼/驼队 挡路"],
        means=["牲畜"],
        examples=["骆驼在公路上走"],
        unless=["骆驼刺"],
        relation=ThesaurusGroup.Relation.CASE,
        active=False,
    )


def report_errors() -> None:
    """On a public row a report that waits and one that is answered; one on a row of the draft.

    A draft takes no reports: this one has them from the days before it was taken back.
    """
    row = {"kind": "cooperation", "number": 3}
    public = Edition.published.get(township__name="新地乡")
    draft = Edition.internal.get(township__name=DRAFT_TOWNSHIP)
    ErrorReport.objects.create(edition=public, text="这一行少了一个字", **row)
    ErrorReport.objects.create(
        edition=public,
        text="【部门不对】农业局早就改名了",
        status=ErrorReport.Status.AS_PRINTED,
        answer="来源文件就是这样写的。",
        answered_at=timezone.now(),
        answered_by=get_user_model().objects.get(username="administrator"),
        **row,
    )
    ErrorReport.objects.create(edition=draft, text=f"{DRAFT_TOWNSHIP}的牧民说写错了", **row)
