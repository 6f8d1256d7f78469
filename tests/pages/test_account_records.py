"""Who made, changed or switched off an account, a role or a group stands in the audit record."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from lists.models import Account, AuditRecord, County, Edition, Township
from tests import samples
from tests.pages.html import Page

SECRET = "Xk-27-moon-river"


@pytest.fixture
def administrator(client_of):
    return client_of("administrator")


@pytest.fixture
def newest(db):
    """Gives the record made last: its act, its subject, what was there before and after."""

    def told():
        record = AuditRecord.objects.first()
        assert record.user_name == "administrator"
        return record.act, record.subject, record.before, record.after

    return told


def person(name: str = "office"):
    return get_user_model().objects.get(username=name)


def form_of(user, **changes) -> dict:
    """What the admin's form of a user sends."""
    said = {
        "username": user.username,
        "email": user.email,
        "last_login_0": "",
        "last_login_1": "",
        "date_joined_0": "2026-01-01",
        "date_joined_1": "00:00:00",
        "is_active": "on" if user.is_active else "",
    } | changes
    return {name: value for name, value in said.items() if value != ""}


def change(client, user, **changes) -> None:
    address = reverse("admin:auth_user_change", args=[user.pk])
    assert client.post(address, form_of(user, **changes)).status_code == 302


def test_an_account_that_is_made_changed_and_deleted(administrator, newest):
    new = {"username": "xin-ren", "usable_password": "true"}
    new |= {"password1": SECRET, "password2": SECRET}
    assert administrator.post(reverse("admin:auth_user_add"), new).status_code == 302
    act, subject, before, after = newest()
    assert (act, subject, before) == ("make_account", "xin-ren", {})
    assert after["用户名"] == "xin-ren" and after["有效"] is True
    user = person("xin-ren")
    change(administrator, user, email="a@example.org", is_staff="on")
    assert newest() == (
        "change_account",
        "xin-ren",
        {"电子邮件地址": "", "工作人员状态": False},
        {"电子邮件地址": "a@example.org", "工作人员状态": True},
    )
    administrator.post(reverse("admin:auth_user_delete", args=[user.pk]), {"post": "yes"})
    act, subject, before, after = newest()
    assert (act, subject, after) == ("delete_account", "xin-ren", {})
    assert before["电子邮件地址"] == "a@example.org"
    assert SECRET not in str(AuditRecord.objects.values()) and user.password[:20] not in str(
        AuditRecord.objects.values()
    )


def test_an_account_that_is_switched_off_and_on(administrator, newest):
    user = person()
    change(administrator, user, is_active="")
    assert newest() == ("disable_account", "office", {"有效": True}, {"有效": False})
    assert AuditRecord.objects.first().county.name == samples.DRAFT_COUNTY
    change(administrator, person(), is_active="on")
    assert newest()[0] == "enable_account"


def test_a_form_sent_without_a_change_is_no_act(administrator, db):
    count = AuditRecord.objects.count()
    change(administrator, person())
    assert AuditRecord.objects.count() == count


def test_groups_of_a_person_and_rights_of_a_group(administrator, newest):
    right = Permission.objects.get(codename="view_user")
    group = {"name": "值班", "permissions": [right.pk]}
    administrator.post(reverse("admin:auth_group_add"), group)
    act, subject, before, after = newest()
    assert (act, before) == ("change_group", {}) and subject.endswith("值班")
    assert "用户" in after["权限"]
    made = Group.objects.get()
    change(administrator, person(), groups=[made.pk])
    assert newest() == ("change_account", "office", {"组": ""}, {"组": "值班"})
    administrator.post(reverse("admin:auth_group_change", args=[made.pk]), {"name": "值班"})
    assert newest()[2:] == ({"权限": after["权限"]}, {"权限": ""})
    chosen = {"action": "delete_selected", "_selected_action": [made.pk], "post": "yes"}
    administrator.post(reverse("admin:auth_group_changelist"), chosen)
    assert newest()[2:] == ({"名称": "值班"}, {})


def test_a_role_and_how_far_it_reaches(administrator, newest):
    account = Account.objects.get(user__username="township")
    other = Township.internal.get(name="新地乡")
    said = {"user": account.user_id, "role": account.role, "township": other.pk}
    administrator.post(reverse("admin:lists_account_change", args=[account.pk]), said)
    assert newest() == (
        "change_role",
        "township",
        {"乡镇（街道）": samples.DRAFT_TOWNSHIP},
        {"乡镇（街道）": "新地乡"},
    )
    assert AuditRecord.objects.first().county == other.county
    administrator.post(reverse("admin:lists_account_delete", args=[account.pk]), {"post": "yes"})
    act, _, before, after = newest()
    assert (act, before["岗位"], after) == ("change_role", "乡镇工作人员", {})
    said["user"] = person("no_account").pk
    administrator.post(reverse("admin:lists_account_add"), said)
    act, subject, before, after = newest()
    assert (act, subject, before, after["岗位"]) == (
        "change_role",
        "no_account",
        {},
        "乡镇工作人员",
    )


def test_a_township_put_into_another_county_is_recorded(administrator, newest):
    township = Township.internal.get(name="新地乡")
    county = County.internal.get(name="奇台县")
    said = {"county": county.pk, "name": township.name, "kind": township.kind}
    administrator.post(reverse("admin:lists_township_change", args=[township.pk]), said)
    act, _, before, after = newest()
    assert (act, before) == ("change_data", {"县（市、区）": "吉木萨尔县"})
    assert after == {"县（市、区）": "奇台县"}


def test_a_password_set_for_somebody_is_recorded_and_not_told(administrator, newest):
    address = reverse("admin:auth_user_password_change", args=[person().pk])
    wrong = {"password1": SECRET, "password2": "x", "usable_password": "true"}
    count = AuditRecord.objects.count()
    administrator.post(address, wrong)
    assert AuditRecord.objects.count() == count
    administrator.post(address, wrong | {"password2": SECRET})
    assert person().check_password(SECRET)
    assert newest() == ("set_password", "office", {}, {})
    administrator.post(address, {"usable_password": "false", "unset-password": "1"})
    assert newest()[2:] == ({"usable_password": True}, {"usable_password": False})
    assert SECRET not in str(AuditRecord.objects.values())
    page = Page(administrator.get("/desk/audit/?act=set_password"))
    assert ["可用密码登录", "是", "否"] in page.rows and "重设他人密码" in page.text


def test_staff_with_the_rights_of_django_change_no_account(client, db):
    staff = get_user_model().objects.create_user("staff", password=None, is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client.force_login(staff)
    address = reverse("admin:auth_user_change", args=[staff.pk])
    assert client.post(address, form_of(staff, is_superuser="on")).status_code == 403
    assert not person("staff").is_superuser


def test_accounts_of_the_command_line_are_recorded(db, monkeypatch):
    call_command("createsuperuser", username="chief", email="", interactive=False, verbosity=0)
    record = AuditRecord.objects.first()
    assert (record.act, record.user_name, record.subject) == ("make_account", "命令行", "chief")
    assert record.after == {"超级用户状态": True}
    monkeypatch.setattr("getpass.getpass", lambda prompt: SECRET)
    call_command("changepassword", "office", stdout=io.StringIO())
    record = AuditRecord.objects.first()
    assert (record.act, record.user_name, record.subject) == ("set_password", "命令行", "office")
    assert person().check_password(SECRET) and SECRET not in str(AuditRecord.objects.values())


@pytest.mark.parametrize("role", samples.INSIDERS)
def test_who_takes_a_source_file_is_recorded(client_of, role, settings, tmp_path):
    settings.DOCUMENTS = tmp_path
    edition = Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)
    document = edition.document
    kept = tmp_path / document.sha256[:2] / f"{document.sha256}.{document.format}"
    kept.parent.mkdir()
    kept.write_bytes(b"x")
    client, address = client_of(role), reverse("source", args=[document.pk])
    count = AuditRecord.objects.count()
    assert client.head(address).status_code == 200
    assert AuditRecord.objects.count() == count
    assert client.get(address).status_code == 200
    record = AuditRecord.objects.first()
    assert (record.act, record.user_name) == ("take_source", role)
    assert (record.subject, record.county) == (edition.source_name, edition.township.county)
    assert record.after["sha256"] == document.sha256


def test_the_new_acts_are_found_and_exported_by_their_names(administrator, newest):
    change(administrator, person(), is_active="")
    page = administrator.get("/desk/audit/", {"act": "disable_account"})
    assert "停用账号" in page.text and ["有效", "是", "否"] in Page(page).rows
    answer = administrator.post("/desk/audit/export/?act=disable_account", {"format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "停用账号" in text and "有效：是" in text and "有效：否" in text


def test_the_record_is_not_emptied_at_once(db):
    with (
        pytest.raises(DatabaseError, match="neither changed nor deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE lists_auditrecord CASCADE")
