"""The rules of reported errors: what is kept of a text, how often one may send, what is deleted."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from lists import report_answers, reports
from lists.models import Edition, ErrorReport, Item
from lists.report_forms import ReportForm
from tests.lists.reported import HERE, age, sent

Status = ErrorReport.Status


@pytest.fixture(autouse=True)
def empty(db):
    ErrorReport.objects.all().delete()


@pytest.fixture
def row(db) -> Item:
    return Edition.published.get(township__name="新地乡").items.get(kind="revoked", number=1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("第 3 行\r\n\r\n\t写错了  ", "第 3 行\n写错了"),
        ("a\x00b\x1b[31m\x07c", "ab[31mc"),
        ("倒\u202e着\u200b写\ufeff", "倒着写"),
        ("　全角　空格　", "全角 空格"),
        ("一行\u2028又一行\x85", "一行\n又一行"),
        ("\x00\u200b \n", ""),
        ("𠮷林 😀", "𠮷林 😀"),
    ],
)
def test_signs_that_do_not_show_are_taken_out(typed, kept):
    assert reports.cleaned(typed) == kept
    assert reports.cleaned(kept) == kept


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("见 https://example.org/a 和 http://example.org/b", True),
        ("www.example.org www.example.org", True),
        ("ｗｗｗ．example．com，ｈｔｔｐ：／／example．org", True),
        ("加我 shop.example.top 或 example.vip", True),
        ("公报在 https://www.example.gov.cn/list.html 上", False),
        ("第3.2条、第4.5条，1.农业局 2.水利局", False),
        ("没有网址", False),
    ],
)
def test_one_address_of_the_web_is_enough(text, refused):
    assert reports.has_too_many_links(text) is refused
    assert ReportForm({"text": text}).is_valid() is not refused


def test_phones_numbers_and_mail_addresses_are_not_kept():
    typed = "打13812345678，身份证11010519491231002X，写信a.b@example.org，第3项错了"
    form = ReportForm({"text": typed, "about": "words"})
    assert form.is_valid()
    assert form.words == "【文字与原文不一致】打＊，身份证＊，写信＊，第3项错了"


@pytest.mark.parametrize("text", ["", " \n\t", "\x00", "？！……", "长" * (reports.LONGEST + 1)])
def test_a_text_that_says_nothing_or_too_much_is_refused(text):
    form = ReportForm({"text": text})
    assert not form.is_valid() and list(form.errors) == ["text"]


@pytest.mark.parametrize("about", reports.ABOUT)
def test_the_longest_text_fits_whatever_it_is_about(row, about):
    form = ReportForm({"text": "长" * reports.LONGEST, "about": about})
    assert form.is_valid()
    assert sent(row, form.words).text.endswith("长")
    assert not ReportForm({"text": "错了", "about": "nothing"}).is_valid()


def test_a_stamp_is_of_its_row_and_of_its_day(monkeypatch):
    stamp = reports.stamp("/a/")
    assert reports.is_in_time(stamp, "/a/") and reports.is_too_soon(stamp, "/a/")
    assert not reports.is_in_time(stamp, "/b/")
    assert not reports.is_in_time(stamp + "x", "/a/") and not reports.is_in_time("", "/a/")
    now = reports.signing.time.time()
    monkeypatch.setattr(reports.signing.time, "time", lambda: now + reports.SOONEST + 1)
    assert reports.is_in_time(stamp, "/a/") and not reports.is_too_soon(stamp, "/a/")
    monkeypatch.setattr(reports.signing.time, "time", lambda: now + reports.LATEST + 2)
    assert not reports.is_in_time(stamp, "/a/")


def test_a_sender_is_a_hash_of_address_and_day(row):
    today = datetime.date(2026, 11, 22)
    mark = reports.sender(HERE, today)
    assert HERE not in mark and len(mark) == 32
    assert mark != reports.sender(HERE, today + datetime.timedelta(days=1))
    assert mark != reports.sender("203.0.113.8", today)
    # One network of the wide addresses has more of them than anybody could count.
    assert reports.sender("2001:db8::1", today) == reports.sender("2001:db8::ffff", today)
    assert reports.sender("2001:db8::1", today) != reports.sender("2001:db8:0:1::1", today)
    assert sent(row, "错了").sender == reports.sender(HERE, timezone.localdate())


def test_the_key_of_the_portal_is_in_the_hash(settings):
    today = datetime.date(2026, 11, 22)
    before = reports.sender(HERE, today)
    settings.SECRET_KEY = "another"
    assert reports.sender(HERE, today) != before


def test_the_same_words_on_the_same_row_are_one(row):
    for address in (HERE, "203.0.113.8"):
        reports.take(row, "少了一个字", address)
    assert ErrorReport.objects.count() == 1
    ErrorReport.objects.update(status=Status.CORRECTED, answered_at=timezone.now())
    reports.take(row, "少了一个字", HERE)
    assert ErrorReport.objects.count() == 2


def test_five_an_hour_also_over_midnight(row, monkeypatch):
    midnight = timezone.localtime().replace(hour=0, minute=10, second=0, microsecond=0)
    for at in range(reports.PER_HOUR):
        monkeypatch.setattr(
            reports.timezone, "now", lambda at=at: midnight - datetime.timedelta(minutes=20 - at)
        )
        sent(row, f"错在第{at}处")
    monkeypatch.setattr(reports.timezone, "now", lambda: midnight)
    with pytest.raises(reports.TooMany, match="每小时"):
        reports.take(row, "还有一处", HERE)
    reports.take(row, "别人也看到了", "203.0.113.8")
    later = midnight + datetime.timedelta(minutes=45)
    monkeypatch.setattr(reports.timezone, "now", lambda: later)
    reports.take(row, "还有一处", HERE)


def test_twenty_a_day(row, monkeypatch):
    monkeypatch.setattr(reports, "PER_HOUR", 1000)
    monkeypatch.setattr(reports, "OPEN_PER_ROW", 1000)
    for at in range(reports.PER_DAY):
        sent(row, f"错在第{at}处")
    with pytest.raises(reports.TooMany, match="明天"):
        reports.take(row, "还有一处", HERE)


def test_a_row_takes_so_many_until_they_are_answered(row):
    for at in range(reports.OPEN_PER_ROW):
        sent(row, f"错在第{at}处", f"203.0.113.{at}")
    with pytest.raises(reports.TooMany, match="这一项"):
        reports.take(row, "还有一处", "198.51.100.1")
    ErrorReport.objects.filter(text="错在第0处").update(status=Status.CORRECTED)
    reports.take(row, "还有一处", "198.51.100.1")


def test_a_county_takes_so_many_a_day_and_another_one_still_takes_them(row, monkeypatch):
    monkeypatch.setattr(reports, "PER_COUNTY", 2)
    age(sent(row, "昨天的", "203.0.113.1"), days=1)
    for at in range(2):
        sent(row, f"错在第{at}处", f"203.0.113.{at}")
    with pytest.raises(reports.TooMany, match="明天"):
        reports.take(row, "还有一处", "198.51.100.1")
    county = row.edition.township.county
    elsewhere = Item.published.exclude(county=county).first()
    reports.take(elsewhere, "还有一处", "198.51.100.1")


def test_hashes_go_after_two_days_and_words_after_their_time(row):
    fresh, two_days = sent(row, "今天"), age(sent(row, "三天前"), days=3)
    old_open = age(sent(row, "两年多以前，没有答复"), days=2 * 365 + 1)
    answered, lately = (
        age(sent(row, "一年多以前答复"), days=500),
        age(sent(row, "刚答复"), days=500),
    )
    for report, ago in ((answered, 366), (lately, 10)):
        report.status, report.answer = Status.AS_PRINTED, "原文如此。"
        report.answered_at = timezone.now() - datetime.timedelta(days=ago)
        report.save()
    call_command("prune_reports")
    texts = {report.pk: report.text for report in ErrorReport.objects.all()}
    assert texts == {
        fresh.pk: "今天",
        two_days.pk: "三天前",
        old_open.pk: "",
        answered.pk: "",
        lately.pk: "刚答复",
    }
    assert list(ErrorReport.objects.exclude(sender="").values_list("pk", flat=True)) == [fresh.pk]
    # What the office answered stays with the row.
    assert len(report_answers.of_row(row).answers) == 2
    assert reports.prune() == (0, 0)


def test_a_report_prunes_once_a_day(row, monkeypatch):
    monkeypatch.setattr(reports.LastPruned, "day", None)
    old = age(sent(row, "旧的"), days=3)
    reports.take(row, "同一天", "203.0.113.8")
    old.refresh_from_db()
    assert old.sender
    monkeypatch.setattr(reports.LastPruned, "day", timezone.localdate() - datetime.timedelta(1))
    reports.take(row, "第二天", "203.0.113.9")
    old.refresh_from_db()
    assert not old.sender
