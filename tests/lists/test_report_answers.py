"""The answers of the office to reported errors: who gives them, once, and what is recorded."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lists import report_answers
from lists.access import Reach
from lists.models import AuditRecord, County, Edition, ErrorReport, Item
from lists.report_forms import AnswerForm
from tests.lists.reported import age, sent

Status = ErrorReport.Status


@pytest.fixture(autouse=True)
def empty(db):
    ErrorReport.objects.all().delete()


@pytest.fixture
def row(db) -> Item:
    return Edition.published.get(township__name="新地乡").items.get(kind="revoked", number=1)


def records(row: Item):
    """What the audit record says of answers on a row; those of other tests cannot be deleted."""
    act = AuditRecord.Act.ANSWER_REPORT
    return AuditRecord.objects.filter(act=act, address=row.get_absolute_url())


def test_an_answer_is_recorded_without_the_words_it_answers(row, user_of):
    report = sent(row, "部门写错了")
    office = user_of("administrator")
    seen = report_answers.version(report)
    report_answers.answer(report, office, Status.CORRECTED, "已改正。", seen)
    report.refresh_from_db()
    assert (report.status, report.answer, report.answered_by) == ("corrected", "已改正。", office)
    record = records(row).get()
    assert record.before == {"status": "received", "answer": ""}
    assert record.after == {"status": "corrected", "answer": "已改正。"}
    assert record.subject.startswith("吉木萨尔县") and record.subject.endswith("上级收回第1项")
    assert record.county == row.edition.township.county and record.user_name == "administrator"
    assert "部门写错了" not in str(vars(record))


def test_who_looked_before_somebody_else_answered_changes_nothing(row, user_of):
    report, office = sent(row, "部门写错了"), user_of("administrator")
    seen = report_answers.version(report)
    report_answers.answer(report, office, Status.CORRECTED, "已改正。", seen)
    with pytest.raises(report_answers.AnsweredMeanwhile):
        report_answers.answer(report, office, Status.AS_PRINTED, "没有错。", seen)
    report.refresh_from_db()
    assert report.answer == "已改正。" and records(row).count() == 1


def test_a_report_that_waits_again_has_no_answer(row, user_of):
    report, office = sent(row, "部门写错了"), user_of("administrator")
    for status, text in ((Status.CORRECTED, "已改正。"), (Status.RECEIVED, "")):
        report_answers.answer(report, office, status, text, report_answers.version(report))
        report.refresh_from_db()
    assert report.answered_at is None and report.answered_by is None
    assert report_answers.of_row(row).waiting == 1


@pytest.mark.parametrize(
    "role", ["no_account", "other_township", "department", "township", "office", "other_office"]
)
def test_only_the_office_of_the_county_answers(row, user_of, role):
    report = sent(row, "部门写错了")
    with pytest.raises(PermissionDenied):
        report_answers.answer(
            report, user_of(role), Status.CORRECTED, "已改。", report_answers.version(report)
        )
    report.refresh_from_db()
    assert report.status == Status.RECEIVED and not records(row).exists()


@pytest.mark.parametrize(
    ("status", "text", "fits"),
    [
        ("corrected", "已改正。", True),
        ("corrected", " \x00", False),
        ("as_printed", "", False),
        ("received", "", True),
        ("received", "已转有关部门核对。", True),
        ("", "已改正。", False),
        ("other", "已改正。", False),
        ("corrected", "长" * 301, False),
    ],
)
def test_whoever_settles_a_report_says_why(status, text, fits):
    assert AnswerForm({"status": status, "answer": text}).is_valid() is fits


def test_the_office_answers_what_waits_longest_first_and_of_its_county(row):
    new, old = sent(row, "新的"), age(sent(row, "旧的"), days=4)
    done = age(sent(row, "已答复"), days=9)
    done.status, done.answered_at = Status.CORRECTED, timezone.now()
    done.save()
    own = Reach(county_id=row.edition.township.county_id)
    assert list(report_answers.for_office(own)) == [old, new, done]
    assert report_answers.waiting(own) == 2
    other = County.published.exclude(pk=own.county_id).first()
    assert report_answers.waiting(Reach(county_id=other.pk)) == 0
    assert report_answers.waiting(Reach()) == 2


def test_a_row_tells_nothing_of_the_words(row):
    sent(row, "部门写错了")
    told = report_answers.of_row(row)
    assert told.waiting == 1 and "部门写错了" not in repr(told)


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_a_row_that_is_not_public_tells_of_no_reports(row, state):
    sent(row, "部门写错了")
    row.edition.state = state
    assert not report_answers.of_row(row)
    row.edition.state = "superseded"
    assert report_answers.of_row(row)
