"""`manage.py ingest --as USER`: who takes lists in and publishes them stands in the records."""

import pytest
from django.core.management import CommandError, call_command

from lists.models import AuditRecord, Edition
from tests import samples
from tests.ingest.database import database
from tests.ingest.documents import COVER, document
from tests.ingest.test_commands import ingest

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_list(tmp_path):
    """A list of a county the portal does not know yet."""
    path = tmp_path / "open.txt"
    path.write_text(document(), "utf-8")
    return path


def test_without_a_name_the_command_line_did_it(open_list):
    ingest(open_list, publish=True)
    published, taken = AuditRecord.objects.all()[:2]
    assert (published.act, taken.act) == ("publish", "take_in")
    assert {published.user_name, taken.user_name} == {"命令行"}
    assert published.before == {**published.before, "state": "draft"}
    assert published.after["state"] == "published"


def test_a_named_person_imports_and_publishes(open_list):
    [report], failed = ingest(open_list, publish=True, by="administrator")
    assert not failed and report["state"] == "published"
    edition = Edition.published.get(source_name="open.txt")
    assert edition.imported_by.username == edition.published_by.username == "administrator"
    published, taken = AuditRecord.objects.all()[:2]
    assert {published.user_name, taken.user_name} == {"administrator"}
    assert taken.after == {"file": "open.txt", "sha256": edition.source_sha256}


def test_taking_the_same_file_again_records_nothing(open_list):
    ingest(open_list)
    before = AuditRecord.objects.count()
    ingest(open_list)
    assert AuditRecord.objects.count() == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nobody", "没有名为“nobody”的账号"),
        ("township", "没有导入清单的权限"),
        ("department", "没有导入清单的权限"),
        ("no_account", "没有导入清单的权限"),
    ],
)
def test_who_may_not_is_told_so_in_one_line_and_nothing_is_taken(open_list, name, words):
    before = database()
    with pytest.raises(CommandError, match=words) as error:
        call_command("ingest", str(open_list), by=name)
    assert error.value.returncode == 1 and "\n" not in str(error.value)
    assert database() == before


def test_an_office_takes_no_list_of_another_county_in(open_list):
    before = database()
    [report], failed = ingest(open_list, publish=True, by="office")
    assert failed and report["code"] == "other_county" and "请" in report["message"]
    assert database() == before


def test_an_office_takes_its_own_county_s_in(tmp_path):
    place = Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP).township.county
    cover = COVER.replace(
        "四川省凉山彝族自治州西昌市", f"{place.province}{place.prefecture}{place.name}"
    )
    path = tmp_path / "own.txt"
    path.write_text(document(cover=cover), "utf-8")
    [report], failed = ingest(path, publish=True, by="office")
    assert not failed, report
    assert report["state"] == "published"
