"""“Is it ours?” as pages answer it: one answer first, the row that proves it, why, how sure."""

from dataclasses import replace

import pytest
from django.urls import reverse

from lists import verdict
from lists.models import Edition, SearchRecord, Township
from lists.views import check
from tests import samples
from tests.pages.html import Page

CHECK = "/check/"


def ask(client, task: str, place: str = "新地乡", address: str = CHECK):
    slug = Township.internal.get(name=place).slug
    return client.get(address, {"township": slug, "q": task})


def h1(answer) -> str:
    html = answer.content.decode()
    return html.partition("<h1>")[2].partition("</h1>")[0]


ANSWERS = {
    "basic": ("新地乡", "宅基地审批", "由新地乡负责", 84),
    "cooperation": ("新地乡", "文明养犬", "由吉木萨尔县公安局等5个部门牵头，新地乡配合", 19),
    "revoked": ("新地乡", "收养登记", "上级已收回，由吉木萨尔县民政局承接", 2),
    "discontinued": ("托喀依乡", "开展零发案村队创建工作", "上级已收回，不再开展", 18),
}


@pytest.mark.parametrize(("place", "task", "headline", "number"), ANSWERS.values(), ids=ANSWERS)
def test_a_task_has_one_answer_with_its_row(client, db, place, task, headline, number):
    answer = ask(client, task, place)
    assert h1(answer) == headline
    row = answer.context["answer"].best.quote.item
    assert row.number == number
    page = Page(answer)
    assert f"{row.get_kind_display()}事项清单第{number}项" in page.text
    assert row.name in page.text and row.edition.date_label in page.text
    links = [to for to, _, _ in page.links]
    assert row.get_absolute_url() in links
    assert answer.context["answer"].best.basis in links
    judged = answer.context["answer"].verdict
    assert f"把握 {judged.percent}%（较有把握）" in page.text
    assert "以清单原文为准" in page.text


def test_the_words_that_matched_are_marked_and_the_reason_stands_there(client, db):
    answer = ask(client, "文明养犬")
    assert "<mark>文明养犬</mark>管理工作" in answer.content.decode()
    text = Page(answer).text
    assert "事项含有所查的全部词语" in text
    assert "接近程度为上面一项的" in text


def test_cooperation_says_what_the_township_does_clause_by_clause(client, db):
    answer = ask(client, "森林草原防灭火")
    row, text = answer.context["answer"].best.quote.item, Page(answer).text
    clauses = [clause for clause in row.clauses.all() if clause.side == "township"]
    assert len(clauses) > 1
    for clause in clauses:
        assert clause.text in text


def test_a_revoked_row_says_how_the_taker_does_it(client, db):
    text = Page(ask(client, "收养登记")).text
    assert "承接部门及工作方式" in text and "负责收养登记。" in text
    assert "此项工作已不再开展" in Page(ask(client, "开展零发案村队创建工作", "托喀依乡")).text


def test_what_is_on_no_list_names_the_nearest_and_the_way_to_the_list(client, db):
    answer = ask(client, "高铁票退票")
    assert h1(answer) == "清单外：新地乡的清单没有列明这件事"
    page = Page(answer)
    for said in ("职责准入", "编办", "司法行政", "报批", "12345", "以本地规定为准", "属地管理"):
        assert said in page.text
    nearest = answer.context["answer"].nearest
    assert nearest
    for cited in nearest:
        assert cited.quote.item.name in page.text and cited.fit.falls_short in page.text
    sheet = next(to for to, text, _ in page.links if text == "打印清单外事项说明")
    assert client.get(sheet).context["possible"]


def test_a_task_in_two_lists_shows_both_parts(client, db):
    answer = ask(client, "残疾证")
    also = answer.context["answer"].also
    kinds = [cited.quote.item.kind for cited in also]
    assert kinds and answer.context["answer"].best.quote.item.kind not in kinds
    page = Page(answer)
    assert "同一件事，还有一部分在另外的清单里" in page.text
    for cited in also:
        assert cited.quote.item.name in page.text and cited.quote.owner in page.text
        assert cited.basis in [to for to, _, _ in page.links]


def test_doubt_comes_first_and_the_candidates_beside_each_other(client, db, monkeypatch):
    doubtful = replace(verdict.CALIBRATION, unsure_below=1.0)
    monkeypatch.setattr(verdict, "CALIBRATION", doubtful)
    answer = ask(client, "残疾证")
    assert h1(answer) == "不能确定，请在下面的事项中核对"
    shown = answer.context["answer"].nearest
    assert 2 <= len(shown) <= 3 and answer.context["answer"].best is None
    assert len({cited.quote.item.kind for cited in shown}) > 1
    page = Page(answer)
    for cited in shown:
        assert cited.quote.owner in page.text and cited.quote.meaning in page.text
        assert cited.quote.item.name in page.text
        assert cited.basis in [to for to, _, _ in page.links]
    off = next(to for to, text, _ in page.links if text == "都不是：打印清单外事项说明")
    assert "须由经办人核对，确认都不是这件事" in Page(client.get(off)).text


def test_little_certainty_asks_to_look_at_the_others(client, db):
    answer = ask(client, "残疾证")
    assert answer.context["answer"].verdict.confidence < 0.8
    assert "把握一般" in Page(answer).text and "请一并核对下面的相近事项" in Page(answer).text


@pytest.mark.parametrize("role", samples.OUTSIDERS)
def test_a_draft_answers_nobody_who_may_not_read_it(client_of, role):
    client = client_of(role)
    answer = ask(client, "文明养犬", samples.DRAFT_TOWNSHIP)
    assert answer.status_code == 200 and answer.context["answer"] is None
    assert "这个乡镇（街道）目前没有公布的清单" in Page(answer).text
    assert check.COOKIE not in answer.cookies
    assert samples.DRAFT_TOWNSHIP not in Page(client.get(CHECK)).text
    off = ask(client, "高铁票退票", samples.DRAFT_TOWNSHIP, reverse("off_list"))
    assert off.status_code == 200 and samples.DRAFT_TOWNSHIP not in Page(off).text


@pytest.mark.parametrize("role", samples.INSIDERS)
def test_a_draft_answers_its_own_people_and_says_what_it_is(client_of, role):
    answer = ask(client_of(role), "高铁票退票", samples.DRAFT_TOWNSHIP)
    assert answer.context["answer"] is not None
    assert "草稿，未公布。" in Page(answer).text


def test_the_account_s_own_township_is_offered_then_the_one_chosen_last(client_of):
    def offered(client) -> str:
        return client.get(CHECK).content.decode().partition(" selected>")[2].partition("<")[0]

    public = client_of("public")
    assert offered(public) == ""
    answer = ask(public, "", "托喀依乡")
    cookie = answer.cookies[check.COOKIE]
    assert cookie["samesite"] == "Lax" and cookie["httponly"] and cookie["max-age"]
    assert offered(public) == "托喀依乡"
    own = client_of("other_township")
    ask(own, "低保", "托喀依乡")
    assert offered(own) == "新地乡"


def test_a_matter_without_a_place_asks_for_the_place_and_keeps_the_matter(client, db):
    answer = client.get(CHECK, {"q": "文明养犬"})
    assert answer.context["answer"] is None
    assert "请先选择乡镇（街道）" in Page(answer).text
    assert ">文明养犬</textarea>" in answer.content.decode()


def test_a_place_nobody_has_is_said_plainly(client, db):
    for slug in ("nirgendwo", "a\x00b", "x" * 5000, "<b>"):
        answer = client.get(CHECK, {"township": slug, "q": "文明养犬"})
        assert answer.status_code == 200
        assert "这个乡镇（街道）目前没有公布的清单" in Page(answer).text


@pytest.mark.parametrize("typed", ["，。！？", "🐕🏽", "\u200b\u202e", "abcdef"])
def test_what_says_nothing_is_never_called_off_the_list(client, db, typed):
    answer = ask(client, typed)
    assert h1(answer) == "没有可以判断的文字"
    off = Page(ask(client, typed, address=reverse("off_list")))
    assert "没有可以判断的文字" in off.text and "没有列明这件事" not in off.text


def test_a_long_text_is_cut_and_the_page_says_so(client, db):
    answer = ask(client, "隔壁养的狗不拴绳" * 1250)
    assert "只按前 300 个字判断" in Page(answer).text
    assert len(answer.context["task"]) == 300
    assert len(answer.content) < 60_000
    assert "只按前" not in Page(ask(client, "狗" * 300)).text


def test_what_is_typed_is_shown_escaped(client, db):
    html = ask(client, "<script>alert(1)</script>文明养犬").content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_nothing_typed_is_kept(client, db):
    before = SearchRecord.objects.count()
    ask(client, "文明养犬")
    assert SearchRecord.objects.count() == before


def test_with_too_many_townships_the_county_is_chosen_first(client, db, monkeypatch):
    monkeypatch.setattr(check, "MOST_LISTED", 1)
    page = Page(client.get(CHECK))
    assert "请先选择县（市、区）" in page.text and "新地乡" not in page.text
    place = Edition.published.get(township__name="新地乡").township
    listed = client.get(CHECK, {"county": place.county.slug, "list": "1", "q": "文明养犬"})
    assert f'<option value="{place.slug}">新地乡</option>' in listed.content.decode()
    assert "托喀依乡" not in listed.content.decode()
    assert ">文明养犬</textarea>" in listed.content.decode()
    assert h1(ask(client, "文明养犬")).endswith("新地乡配合")


def test_the_township_the_home_page_and_the_help_lead_here(client, db):
    place = Edition.published.get(township__name="新地乡").township
    html = client.get(place.get_absolute_url()).content.decode()
    assert f'<input type="hidden" name="township" value="{place.slug}">' in html
    for address in ("/", "/help/"):
        assert CHECK in [to for to, _, _ in Page(client.get(address)).links]
