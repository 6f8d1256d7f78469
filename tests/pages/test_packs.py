"""County packs: what is in one, that its bytes are those of its lists, and who gets it."""

import hashlib
import io
import json
import os
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from lists import publication
from lists.models import County, Edition
from lists.packs import keep
from lists.packs.build import build
from lists.packs.tasks import ask_for_pack, make_pack
from tests import samples
from tests.pages.html import Page
from tests.pages.leaks import Secret, runs

BASE = "https://lists.example.org"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def county(db):
    return County.published.get(name="吉木萨尔县")


@pytest.fixture
def edition(county):
    return Edition.published.get(township__county=county)


def bytes_of(county, base: str = BASE) -> bytes:
    out = io.BytesIO()
    build(county, out, base)
    return out.getvalue()


def opened(county) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bytes_of(county)))


def test_a_pack_holds_every_list_as_workbook_data_and_page(county, edition):
    with opened(county) as pack:
        names = pack.namelist()
        slug = edition.township.slug
        assert {"说明.txt", "SHA256SUMS", "html/index.html", "html/rows.js"} <= set(names)
        assert {f"data/{slug}.json", "xlsx/新地乡.xlsx", f"html/{slug}.html"} <= set(names)
        data = json.loads(pack.read(f"data/{slug}.json"))
        rows = list(edition.items.order_by("kind", "number"))
        assert [(row["kind"], row["number"], row["name"]) for row in data["items"]] == [
            (row.kind, row.number, row.name) for row in rows
        ]
        assert data["items"][0]["url"] == BASE + rows[0].get_absolute_url()
        book = load_workbook(io.BytesIO(pack.read("xlsx/新地乡.xlsx")))
        assert book.sheetnames == ["基本履职", "配合履职", "上级收回"]
        written = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
        assert {row.name for row in rows} <= written
        page = pack.read(f"html/{slug}.html").decode()
        assert all(f'id="{row.kind}-{row.number}"' in page for row in rows)
        readme = pack.read("说明.txt").decode("utf-8-sig")
        assert "新地乡　文件日期 2025年7月" in readme and "html/index.html" in readme


def test_the_sums_are_those_of_all_other_files(county):
    with opened(county) as pack:
        sums = dict(
            line.split("  ")[::-1] for line in pack.read("SHA256SUMS").decode().splitlines()
        )
        assert set(sums) == set(pack.namelist()) - {"SHA256SUMS"}
        for name, sum_ in sums.items():
            assert hashlib.sha256(pack.read(name)).hexdigest() == sum_


def test_the_same_lists_give_the_same_bytes_on_another_day(county, monkeypatch):
    first = bytes_of(county)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setenv("TZ", "America/New_York")
    assert bytes_of(county) == first
    edition = Edition.published.get(township__county=county)
    edition.items.filter(kind="basic", number=1).update(name="另一个名称")
    assert bytes_of(county) != first


def test_offline_pages_ask_no_server_and_run_no_script_of_their_own(county):
    with opened(county) as pack:
        for name in pack.namelist():
            if name.startswith("html/") and name.endswith(".html"):
                html = pack.read(name).decode()
                assert 'src="http' not in html and 'rel="stylesheet" href="http' not in html
                assert "onclick" not in html and "<script>" not in html


def test_a_pack_holds_nothing_of_drafts_or_old_editions(county):
    secret = Secret("draft")
    for place in County.published.all():
        with opened(place) as pack:
            for name in pack.namelist():
                content = pack.read(name)
                if name.endswith(".xlsx"):
                    book = zipfile.ZipFile(io.BytesIO(content))
                    content = b"\n".join(book.read(part) for part in book.namelist())
                text = content.decode()
                assert not [one for one in secret.names if one in text], name
                assert not runs(text) & secret.runs, name
                assert samples.DRAFT_TOWNSHIP not in text
    with opened(county) as pack:
        assert "2025-03" not in "".join(
            pack.read(n).decode() for n in pack.namelist() if "data" in n
        )


def test_the_newest_pack_is_given_to_everyone_with_its_date(client, county):
    address = f"/counties/{county.slug}/pack/"
    assert client.get(address).status_code == 404
    assert address not in Page(client.get(county.get_absolute_url())).html
    path = keep.make(county, BASE)
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content) == path.read_bytes()
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-cache"  # a list in it may be withdrawn any time
    os.utime(path, (1_700_000_000, 1_700_000_000))
    page = Page(client.get(county.get_absolute_url()))
    assert address in page.html and "2023年11月15日制作" in page.text


def test_a_pack_with_a_withdrawn_list_is_given_to_nobody(client, county, edition):
    keep.make(county)
    edition.withdraw()
    take_another = Edition.internal.get(township=edition.township, state="superseded")
    take_another.publish(even_older=True)  # so that the county still has its page
    address = f"/counties/{county.slug}/pack/"
    assert client.get(address).status_code == 404
    assert address not in client.get(county.get_absolute_url()).content.decode()
    keep.make(county)
    assert client.get(address).status_code == 200


def waiting() -> list[list]:
    """What the packs that wait to be made are made of."""
    tasks = DBTaskResult.objects.ready().filter(task_path=make_pack.module_path)
    return [task.args_kwargs["args"] for task in tasks]


def test_a_pack_is_made_anew_once_a_list_in_it_changes(client, county, edition):
    earlier = Edition.internal.get(township=edition.township, state="superseded")
    publication.publish(earlier, even_older=True, reason="动态调整")
    assert not waiting()  # nobody ever asked for one
    keep.make(county, BASE)
    assert keep.newest(county)
    publication.publish(edition, even_older=True, reason="动态调整")
    assert keep.newest(county) is None  # its list is superseded
    assert client.get(f"/counties/{county.slug}/pack/").status_code == 404
    assert waiting() == [[county.pk, BASE]]
    make_pack.call(*waiting()[0])
    assert keep.newest(county)


def test_a_broken_file_is_no_pack(client, county):
    path = keep.make(county)
    path.write_bytes(path.read_bytes()[:1000])
    assert client.get(f"/counties/{county.slug}/pack/").status_code == 404


def test_half_a_pack_never_replaces_a_whole_one(county, monkeypatch):
    path = keep.make(county)
    whole = path.read_bytes()

    def fails(*_):
        raise OSError("no space left")

    monkeypatch.setattr("lists.packs.build.workbook", fails)
    with pytest.raises(OSError):
        keep.make(county)
    assert path.read_bytes() == whole
    assert [one for one in path.parents[1].rglob("*") if one.is_file()] == [path]


def test_the_admin_has_a_pack_made_once(client_of, county):
    client = client_of("administrator")
    closed = County.internal.get(name=samples.DRAFT_COUNTY)
    chosen = {"action": "make_pack", "_selected_action": [county.pk, closed.pk]}
    text = Page(client.post("/admin/lists/county/", chosen, follow=True)).text
    assert "已排队制作" in text and "还没有已公布的清单" in text
    assert not ask_for_pack(county, "http://testserver")
    (task,) = DBTaskResult.objects.filter(task_path=make_pack.module_path)
    assert task.args_kwargs["args"] == [county.pk, "http://testserver"]
    make_pack.call(*task.args_kwargs["args"])
    assert keep.newest(county) and not keep.newest(closed)


def test_the_command_makes_a_pack_in_a_folder_or_for_the_portal(county, tmp_path):
    out = io.StringIO()
    folder = tmp_path / "out"
    call_command("pack", "吉木萨尔县", out=folder, address=BASE, stdout=out)
    assert (folder / f"{county.slug}.zip").read_bytes() == bytes_of(county)
    assert keep.newest(county) is None
    call_command("pack", county.slug, stdout=out)
    assert keep.newest(county)
    for unknown in ("无此县", samples.DRAFT_COUNTY):
        with pytest.raises(CommandError, match="没有已公布清单"):
            call_command("pack", unknown, stdout=out)
