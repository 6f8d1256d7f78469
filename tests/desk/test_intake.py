"""Uploading: files become drafts or reasons why not; nobody else sees them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ingest import tasks
from ingest.desk import uploads
from lists import store
from lists.models import AuditRecord, Document, Edition, Intake
from tests import samples
from tests.desk.conftest import listed
from tests.ingest.documents import BASIC_ROWS, COVER

pytestmark = pytest.mark.django_db


def send(client, *files: tuple[str, bytes]):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("intake"), {"files": uploads})


def test_a_list_becomes_a_draft_that_only_its_people_see(office, upload, client):
    intake = upload(listed(), "塔合曼乡清单.txt")
    assert intake.state == Intake.State.TAKEN
    assert intake.edition.state == Edition.State.DRAFT
    assert intake.edition.items.count() == 5
    assert "塔合曼乡清单.txt" in office.get(reverse("intake")).content.decode()
    assert client.get(intake.edition.get_absolute_url()).status_code == 404
    acts = AuditRecord.objects.order_by("pk").values_list("act", "user_name")
    assert list(acts)[-2:] == [("upload", "office"), ("take_in", "office")]


def test_the_file_is_kept_under_its_hash_and_given_back_as_an_attachment(office, upload):
    text = listed()
    intake = upload(text, "清单 一.txt")
    kept = store.path_of(intake.document)
    assert kept.name == f"{intake.document.sha256}.txt" and kept.read_bytes() == text.encode()
    response = office.get(reverse("source", args=[intake.document.pk]))
    assert b"".join(response.streaming_content) == text.encode()
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_several_files_are_each_taken_by_themselves(office, work):
    other = COVER.replace("西昌市安宁镇", "西昌市礼州镇")
    sent = send(
        office,
        ("a.txt", listed().encode()),
        ("b.txt", b"nothing to see"),
        ("c.txt", listed(cover=other).encode()),
    )
    assert sent.status_code == 302
    work()
    codes = dict(Intake.objects.values_list("file_name", "code"))
    assert codes == {"a.txt": "", "b.txt": "not_a_list", "c.txt": "other_county"}
    page = office.get(reverse("intake")).content.decode()
    assert "不属于塔什库尔干塔吉克自治县" in page and "这不是乡镇履职事项清单" in page


def test_the_same_file_again_changes_nothing(upload):
    first = upload(listed())
    again = upload(listed(), "其他名字.txt")
    assert again.state == Intake.State.UNCHANGED and again.edition == first.edition
    # … nor the same list in another encoding
    encoded = upload(listed().encode("gb18030"))
    assert encoded.state == Intake.State.UNCHANGED and encoded.edition == first.edition


def test_what_is_refused_is_not_kept(upload):
    intake = upload("hello", "a.txt")
    assert (intake.state, intake.code) == ("refused", "not_a_list")
    assert intake.document is None and not Document.objects.filter(intakes=intake).exists()


def test_errors_block_a_draft_and_say_so(office, upload):
    intake = upload(listed(basic=[BASIC_ROWS[0], BASIC_ROWS[1].replace("2\t", "1\t")]))
    assert (intake.state, intake.edition) == ("blocked", None)
    page = office.get(reverse("review", args=[intake.document.pk])).content.decode()
    assert "错误 1 处" in page and "序号 1 重复" in page


@pytest.mark.parametrize(
    ("name", "words"),
    [("list.exe", "不支持这种格式"), ("list.doc", "请先另存"), ("list", "不支持这种格式")],
)
def test_a_format_nobody_reads_is_refused_at_once(office, name, words):
    response = send(office, (name, b"x"))
    assert response.status_code == 422 and words in response.content.decode()
    assert not Intake.objects.exists()


def test_no_file_too_many_and_too_large_ones(office, monkeypatch):
    assert office.post(reverse("intake"), {}).status_code == 422
    many = [(f"{n}.txt", b"x") for n in range(uploads.MOST_FILES + 1)]
    assert "一次最多上传" in send(office, *many).content.decode()
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    assert "超过" in send(office, ("a.txt", b"x" * 11)).content.decode()
    monkeypatch.setattr(uploads, "MOST_TOGETHER", 100)
    response = send(office, ("a.txt", b"x" * 101))
    assert response.status_code == 413 and "没有读取" in response.content.decode()
    assert not Intake.objects.exists()


def test_names_of_files_keep_no_folders_and_no_control_signs():
    assert uploads.plain_name("C:\\temp\\清单.pdf") == "清单.pdf"
    assert uploads.plain_name("../../etc/passwd") == "passwd"
    assert uploads.plain_name("a\u202efdp.txt\n") == "afdp.txt"
    assert uploads.plain_name("") == "未命名"
    assert len(uploads.plain_name("长" * 300 + ".pdf")) == 200


@pytest.mark.parametrize("role", [*samples.OUTSIDERS, "township"])
def test_only_an_office_uploads(client_of, role):
    response = send(client_of(role), ("a.txt", listed().encode()))
    # Another county's office uploads, too, for its own county.
    assert response.status_code == 302 if role in ("public", "other_office") else 403
    assert Intake.objects.count() == (role == "other_office")


def test_another_office_sees_nothing_of_it(client_of, upload):
    intake, stranger = upload(listed()), client_of("other_office")
    assert "list.txt" not in stranger.get(reverse("intake")).content.decode()
    for name in ("review", "source"):
        address = reverse(name, args=[intake.document.pk])
        assert stranger.get(address).status_code == 404


def test_a_fault_of_ours_is_told_and_can_be_tried_again(office, upload, monkeypatch, work):
    def broken(*args):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "take_rows", broken)
        intake = upload(listed())
    assert (intake.state, intake.code) == ("failed", "internal")
    assert office.post(reverse("intake-again", args=[intake.pk])).status_code == 302
    work()
    intake.refresh_from_db()
    assert intake.state == Intake.State.TAKEN


def test_progress_is_a_part_of_the_page(office, upload):
    upload(listed())
    part = office.get(reverse("intake"), {"part": "progress"}).content.decode()
    assert part.lstrip().startswith('<div id="intakes"') and "part=progress" not in part


def test_a_file_that_changed_since_it_was_read_is_not_kept(db, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("changed")
    read_before = "0" * 64
    with pytest.raises(store.ChangedMeanwhile):
        store.put(file, read_before, "txt")
    assert not store.place(read_before, "txt").exists()
    assert not list(store.folder_for_uploads().iterdir())
