"""Who may do what: the table of the rules, and the same tried at every address that changes."""

import re
from http.cookies import SimpleCookie

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lists import access
from lists.access import Act
from lists.models import Account, Department, Edition, Township
from tests import samples
from tests.pages import deeds
from tests.pages.visits import patterns, visits

ROLES = ("public", *samples.PEOPLE)
# How far each role may do each act: nowhere (-), in its own township, in its own county, anywhere.
TABLE = """
              public no_account department other_township township other_office office administrator
upload        -      -          -          -              -        county       county all
review        -      -          -          township       township county       county all
take_source   -      -          -          township       township county       county all
correct       -      -          -          -              -        county       county all
accept        -      -          -          -              -        county       county all
submit        -      -          -          -              -        county       county all
return        -      -          -          -              -        county       county all
secrecy_check -      -          -          -              -        county       county all
publish       -      -          -          -              -        county       county all
withdraw      -      -          -          -              -        county       county all
restore       -      -          -          -              -        county       county all
answer_report -      -          -          -              -        county       county all
decide_duty   -      -          -          -              -        county       county all
see_audit     -      -          -          -              -        -            -      all
"""
# Of which objects that is: an edition of the own township, of the own county, of another county.
REACH = {
    "-": (),
    "township": ("township",),
    "county": ("township", "county"),
    "all": ("township", "county", "elsewhere"),
}

HEAD, *LINES = (line.split() for line in TABLE.strip().splitlines())
RULES = {act: dict(zip(HEAD, reach, strict=True)) for act, *reach in LINES}

# Pages that answer a POST as they answer a GET; what only reads is better marked require_safe.
READS = {
    *("home", "search", "check", "off_list", "basis", "help"),
    *("county", "township", "edition", "compare", "item", "load"),
    *("departments", "department", "system", "categories", "category"),
    *("desk", "searches", "thesaurus", "review", "review-row"),
    *("print", "gaps", "compare-places", "elastic", "duty", "conflicts", "embed-help"),
    *("overview", "county-overview", "county-rows"),
    *("search-feed", "township-feed", "department-feed"),
}
WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE)\b", re.I)
# What any request may write: who is logged in, failed logins, words looked for.
ANYWAY = re.compile(r"django_session|axes_|lists_searchrecord|\"auth_user\" SET \"last_login\"")
TOKEN = "a" * 32


def test_the_table_has_every_act_and_every_role():
    assert set(RULES) == set(Act)
    assert tuple(sorted(HEAD)) == tuple(sorted(ROLES))


def objects(account: Account | None) -> dict[str, Edition]:
    """An edition of the person's own township, of the own county, and of another county."""
    township = Township(pk=-1, county_id=-1)
    if account and account.township_id:
        township = account.township
    elif account and (account.county_id or account.department_id):
        county = account.county_id or Department.internal.get(pk=account.department_id).county_id
        township = Township(pk=-1, county_id=county)
    places = {
        "township": township,
        "county": Township(pk=-2, county_id=township.county_id),
        "elsewhere": Township(pk=-3, county_id=-3),
    }
    return {name: Edition(township=place) for name, place in places.items()}


@pytest.mark.parametrize("role", ROLES)
def test_the_rules_are_those_of_the_table(user_of, role):
    user = user_of(role) or AnonymousUser()
    editions = objects(access.account_of(user))
    for act in Act:
        reach = REACH[RULES[act][role]]
        assert access.may(user, act) == bool(reach), act
        for name, edition in editions.items():
            assert access.may(user, act, edition) == (name in reach), (act, name)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "public"])
def test_who_is_switched_off_may_nothing(user_of, role):
    user = user_of(role)
    user.is_active = False
    assert not [act for act in Act if access.may(user, act)]


class Tried:
    """What came of a request: the answer, and whether it was refused, or changed anything."""

    def __init__(self, client: Client, method: str, deed: deeds.Deed, token: str = ""):
        data = {name: made() if callable(made) else made for name, made in deed.data.items()}
        if token:
            data["csrfmiddlewaretoken"] = token
        with CaptureQueriesContext(connection) as asked:
            self.answer = getattr(client, method)(deed.address, data if method == "post" else {})
            if self.answer.streaming:
                b"".join(self.answer.streaming_content)
        said = [query["sql"] for query in asked]
        self.writes = [sql for sql in said if WRITE.match(sql) and not ANYWAY.search(sql)]

    @property
    def refused(self) -> bool:
        """Whether the answer is that the person may not."""
        to_login = self.answer.status_code == 302 and "/login/" in self.answer.url
        return to_login or self.answer.status_code in (403, 404, 405)

    def __str__(self) -> str:
        return f"{self.answer.status_code}, {len(self.writes)} writes"


@pytest.fixture
def at(user_of, settings, tmp_path):
    """Gives a function that tries a deed as a role; what it did is taken back."""
    settings.DOCUMENTS = tmp_path
    clients = {}

    def tried(role: str, method: str, deed: deeds.Deed, token: str = ""):
        if role not in clients:
            clients[role] = Client(enforce_csrf_checks=True)
            if person := user_of(role):
                clients[role].force_login(person)
        client = clients[role]
        cookies = client.cookies.output(header="", sep=";")
        client.cookies["csrftoken"] = TOKEN
        with transaction.atomic():
            deed.before()
            came = Tried(client, method, deed, token)
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(cookies)
        return came

    return tried


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_at_every_address_what_it_may_and_no_more(at, role):
    wrong = []
    for deed in deeds.deeds():
        came = at(role, "post", deed, TOKEN)
        may = role in deed.may
        if came.refused == may:
            wrong.append(f"{deed} {deed.data}: {came}, but may: {may}")
        does = may and deed.writes and role not in deed.told
        if came.writes and not does:
            wrong.append(f"{deed}: not allowed, and yet {came.writes[:2]}")
        if does and not came.writes:
            wrong.append(f"{deed} {deed.data}: allowed, and yet nothing was done: {came}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_changes_anything_by_a_link(at, role):
    wrong = []
    for deed in deeds.deeds():
        came = at(role, "get", deed)
        if came.writes or came.answer.status_code not in (200, 302, 403, 404, 405):
            wrong.append(f"{deed}: {came}")
        if role not in (deed.seen_by or deed.may) and deed.writes and not came.refused:
            wrong.append(f"{deed}: shown to who may not: {came}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_changes_anything_through_another_site(at, role):
    wrong = []
    for deed in deeds.deeds():
        for token in ("", "b" * 32):
            came = at(role, "post", deed, token)
            if came.writes or not came.refused:
                wrong.append(f"{deed} with token {token!r}: {came}")
    assert not wrong, "\n".join(wrong)


def test_every_address_that_takes_a_post_is_in_the_table(at, db):
    known = {deed.name for deed in deeds.deeds()}
    asked = visits()
    wrong = []
    for name in sorted(set(patterns()) - known):
        if name.startswith("admin:"):
            continue  # tried for every model below
        # That every pattern has an address there is tested in test_access.py.
        for address in sorted({visit.address for visit in asked.get(name, ())}):
            deed = deeds.Deed(name, address, deeds.ADMINISTRATOR)
            came = at("administrator", "post", deed, TOKEN)
            takes = came.answer.status_code not in (404, 405)
            if came.writes or (takes and name not in READS):
                wrong.append(f"{name} takes a POST at {address}: {came}")
    assert not wrong, "\n".join(wrong)
    assert known.isdisjoint(READS) and set(patterns()) >= READS | known


# What administrators add, change or delete in the admin; everything else is read there.
EDITED = {
    *("account", "category", "county", "department", "system", "township", "thesaurusgroup"),
    *("user", "group"),
}
MADE = {"apitoken"}  # made there, and neither edited nor deleted


@pytest.mark.parametrize("role", ROLES)
def test_the_admin_changes_what_it_may_for_administrators_alone(at, role):
    wrong = []
    for model in admin.site._registry:
        stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        one = model._base_manager.order_by("pk").last()
        pages = {"add": ()} | ({} if one is None else {"change": (one.pk,), "delete": (one.pk,)})
        for page, args in pages.items():
            deed = deeds.Deed(stem, reverse(f"{stem}_{page}", args=args), deeds.ADMINISTRATOR)
            came = at(role, "post", deed, TOKEN)
            open_to = EDITED | MADE if page == "add" else EDITED
            if page == "delete":
                # Counts go with the place they count for; a decision may be taken back.
                open_to = open_to | {"dutycount", "dutysystem", "placecount", "dutydecision"}
            edits = role == "administrator" and model._meta.model_name in open_to
            # Reviewed thesaurus groups come from files: the portal deletes none of them.
            from_file = getattr(one, "source", "") == "reviewed" and page == "delete"
            if (came.writes and not edits) or came.refused != (not edits or from_file):
                wrong.append(f"{deed.address}: {came}")
            if not at(role, "post", deed).refused:
                wrong.append(f"{deed.address}: done without a token")
    assert not wrong, "\n".join(wrong)


def test_staff_with_every_permission_are_no_administrators_yet(client, db):
    user = get_user_model().objects.create_user("staff", password=None, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="lists"))
    client.force_login(user)
    for model in admin.site._registry:
        if model._meta.app_label == "lists":
            stem = f"admin:lists_{model._meta.model_name}"
            assert client.get(reverse(f"{stem}_changelist")).status_code == 403
            assert client.post(reverse(f"{stem}_add"), {}).status_code == 403
