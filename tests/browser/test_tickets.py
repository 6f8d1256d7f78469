"""A table of tickets from the file to the download, as a browser meets it."""

import csv
import io
import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from tests.browser.watch import TAGS, Watch, axe, layout

TEXTS = ["宅基地审批", "文明养犬", "收养登记", "高铁票退票"]


@pytest.fixture
def table(tmp_path) -> Path:
    """A workbook of many tickets."""
    book = Workbook()
    book.active.append(["编号", "受理时间", "工单内容"])
    for number in range(400):
        book.active.append([number, "2026-03-01", f"{TEXTS[number % 4]}，第{number}号来电"])
    path = tmp_path / "三月工单.xlsx"
    book.save(path)
    return path


def chosen(page, table) -> None:
    """Choose the township and a file."""
    page.goto("/desk/tickets/")
    page.get_by_label("乡镇（街道）").select_option(label="吉木萨尔县新地乡")
    page.get_by_label("工单表（xlsx 或 csv）").set_input_files(table)


def test_upload_progress_and_download(open_page, portal, table):
    page = open_page(logged=True)
    watch = Watch(page, portal)
    chosen(page, table)
    expect(page.get_by_label("C 列")).to_be_checked()
    wrong = [*axe(page, *TAGS), *layout(page)]
    page.get_by_role("button", name="开始判定").click()
    expect(page.locator("#counted")).to_have_text(re.compile("^已判定 [0-9]+ / 400$"))
    bar = page.get_by_label("判定进度")
    page.wait_for_function("bar => bar.value > 0 && bar.value < bar.max", arg=bar.element_handle())
    wrong += [*axe(page, *TAGS), *layout(page)]
    expect(page.locator("#told")).to_have_text("判定完成，可以下载。", timeout=120_000)
    link = page.get_by_role("link", name="下载：三月工单-判定结果.xlsx")
    expect(link).to_be_focused()
    expect(page.locator("#summary")).to_contain_text("共判定 400 条：本乡负责")
    wrong += [*axe(page, *TAGS), *layout(page)]
    page.set_viewport_size({"width": 360, "height": 740})
    # Chromium calls a long answer read as a stream aborted, though its last line was read:
    # what came is looked at below.
    heard = [one for one in watch.heard if one != f"failed: {page.url}"]
    wrong += [*layout(page), *heard]
    assert not wrong, "\n".join(wrong)
    with page.expect_download() as download:
        link.click()
    sheet = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).active
    assert sheet.max_row == 401
    assert [sheet.cell(1, at).value for at in (3, 4)] == ["工单内容", "判定"]
    assert sheet["C401"].value == "高铁票退票，第399号来电" and sheet["D401"].value


def test_stopping_leaves_the_next_batch_free(open_page, table):
    page = open_page(logged=True)
    chosen(page, table)
    page.get_by_role("button", name="开始判定").click()
    expect(page.locator("#counted")).to_contain_text("/ 400")
    page.get_by_role("button", name="停止").click()
    expect(page.locator("#told")).to_have_text("已停止，没有结果。")
    expect(page.locator("#progress")).to_be_hidden()
    expect(page.get_by_role("button", name="开始判定")).to_be_enabled()


def test_a_broken_file_is_told_and_another_can_be_chosen(open_page, table, tmp_path):
    page = open_page(logged=True)
    broken = tmp_path / "坏的.csv"
    broken.write_text("编号,内容\n1,路灯,坏了\n", "utf-8")
    chosen(page, broken)
    expect(page.get_by_role("alert")).to_contain_text("第 2 行有 3 格，列名有 2 格")
    expect(page.get_by_role("button", name="开始判定")).to_be_hidden()
    large = tmp_path / "大的.csv"
    large.write_bytes(b"a" * (5 * 2**20 + 1))
    page.get_by_label("工单表（xlsx 或 csv）").set_input_files(large)
    expect(page.locator("#told")).to_contain_text("文件超过 5 MB")
    page.get_by_label("工单表（xlsx 或 csv）").set_input_files(table)
    expect(page.get_by_label("C 列")).to_be_checked()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_without_script_in_two_steps(open_page, tmp_path):
    page = open_page(logged=True, java_script_enabled=False)
    path = tmp_path / "工单.csv"
    path.write_text("编号,内容\n1,宅基地审批\n2,文明养犬\n", "gb18030")
    chosen(page, path)
    expect(page.get_by_text("没有启用脚本")).to_be_visible()
    page.get_by_role("button", name="读取列名").click()
    expect(page.get_by_label("B 列")).to_be_checked()
    page.get_by_label("工单表（xlsx 或 csv）").set_input_files(path)
    with page.expect_download() as download:
        page.get_by_role("button", name="判定并下载").click()
    assert download.value.suggested_filename == "工单-判定结果.csv"
    text = Path(download.value.path()).read_bytes().decode("gb18030")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[2] for row in rows] == ["判定", "本乡负责", "配合"]


def test_a_notice_checked(open_page, portal):
    page = open_page(logged=True)
    watch = Watch(page, portal)
    page.goto("/desk/notice/")
    page.get_by_label("乡镇（街道）").select_option(label="吉木萨尔县新地乡")
    text = (
        "各乡镇：\n1.做好宅基地审批。\n2.各乡镇要配合做好文明养犬管理。\n3.统计高铁票退票情况。\n"
    )
    page.get_by_label("通知文字").fill(text)
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator(".sentence")).to_contain_text("通知中找出 3 项任务")
    page.get_by_role("link", name="在通知中的位置").nth(1).click()
    expect(page.locator("#place-2")).to_be_in_viewport()
    wrong = [*axe(page, *TAGS), *layout(page)]
    page.set_viewport_size({"width": 360, "height": 740})
    wrong += [*layout(page), *axe(page, "target-size"), *watch.heard]
    assert not wrong, "\n".join(wrong)
