"""The review of a list with thousands of bad rows: short pages, each finding on one of them."""

import re

import pytest
from django.urls import reverse

from ingest.desk.parts import MOST_OF_KIND, MOST_ROWS, PAGE_SIZE
from lists.models import Correction, Intake
from tests.desk.conftest import correction, listed
from tests.pages.html import Page

pytestmark = pytest.mark.django_db

BAD = 13_000
SHORT = 250_000  # bytes of a page
ASKED = 130


def cooperation(department: str = "莫名其妙处室{}组") -> list[str]:
    """Rows of which each names a body that is none."""
    return [
        f"{n}\t民生服务\t第{n}项救助\t{department.format(n)}\t1.审批。\t1.受理。"
        for n in range(1, ASKED + 1)
    ]


@pytest.fixture
def asked(upload) -> Intake:
    """A draft whose every row asks something of a person."""
    return upload(listed(cooperation=cooperation()))


def pages_of(client, intake: Intake, show: str):
    """All pages of one kind, one after the other."""
    address, number = reverse("review", args=[intake.document.pk]), 1
    while True:
        page = client.get(address, {"show": show, "page": number})
        yield page
        if not page.context["page"].has_next():
            return
        number += 1


def test_thirteen_thousand_bad_rows_are_a_short_page_that_leads_to_each(office, upload):
    rows = [f"{n}\t党的建设\t" for n in range(1, BAD + 1)]
    intake = upload(listed(basic=rows))
    assert intake.state == Intake.State.BLOCKED
    answer = office.get(reverse("review", args=[intake.document.pk]))
    assert len(answer.content) < SHORT
    page = Page(answer)
    errors = answer.context["counts"]["error"]
    assert errors >= BAD and f"错误 {errors} 处" in page.text
    assert f"还有 {answer.context['open']} 处没有处理" in page.text
    links = {text.split("，")[0]: to for to, text, _ in page.links}
    every = links[f"全部 {BAD + 3} 行"]
    reached = 0
    for kind in answer.context["kinds"]:
        if kind.more:
            reached += kind.more + MOST_OF_KIND
            rest = links[f"其余 {kind.more} 条"].partition("#")[0]
            last = office.get(rest, {"show": kind.code, "page": 9999})
            assert len(last.content) < SHORT
            assert last.context["page"].end_index() == kind.more + MOST_OF_KIND
    assert reached == errors
    place = [to for to, text, _ in Page(last).links if text.startswith("查看这一行")][-1]
    assert office.get(place).status_code == 200
    shown = office.get(every.partition("#")[0], {"page": 2, "show": "rows"})
    assert len(shown.content) < SHORT and len(shown.context["page"]) == PAGE_SIZE


def test_each_of_many_warnings_is_found_accepted_and_taken_back(office, asked):
    pk = asked.document.pk
    [show] = {
        found.finding.code
        for found in office.get(reverse("review", args=[pk])).context["found"]
        if found.finding.code == "department_unknown"
    }
    keys = {
        key
        for page in pages_of(office, asked, show)
        for key in re.findall(r'/accept/(\w{64})/"', page.content.decode())
    }
    assert len(keys) == ASKED
    first = sorted(keys)[0]
    done = office.post(reverse("accept", args=[pk, first]), {"note": "已核实"})
    assert done.url == f"{reverse('review', args=[pk])}?show={show}#part"
    # Settled ones stand behind those that wait.
    *_, last = pages_of(office, asked, show)
    assert f"/unaccept/{first}/" in last.content.decode()
    back = office.post(reverse("unaccept", args=[pk, first]))
    assert back.url == done.url
    assert office.get(reverse("review", args=[pk])).context["open"] == ASKED


def test_what_waits_behind_the_page_still_forbids_to_submit(office, asked, accept_all):
    review = reverse("review", args=[asked.document.pk])
    submit = reverse("move", args=[asked.document.pk, "submit"])
    assert office.post(submit).status_code == 422
    accept_all(office, asked.document.pk)
    assert office.get(review).context["open"] == 0
    assert office.post(submit).status_code == 302


def test_a_kind_of_few_stands_on_the_page_whole(office, upload):
    intake = upload(listed(cooperation=cooperation()[:MOST_OF_KIND]))
    page = office.get(reverse("review", args=[intake.document.pk]))
    assert "其余" not in Page(page).text
    keys = re.findall(r'/accept/(\w{64})/"', page.content.decode())
    assert len(keys) == MOST_OF_KIND
    done = office.post(reverse("accept", args=[intake.document.pk, keys[0]]), {"note": "已核实"})
    assert done.url.endswith(f"#finding-{keys[0][:12]}")


def test_a_row_with_very_many_findings_is_a_short_page(office, upload):
    names = "、".join(f"莫名其妙处室{n}组" for n in range(1500))
    intake = upload(listed(cooperation=[f"1\t民生服务\t救助\t{names}\t1.审批。\t1.受理。"]))
    found = office.get(reverse("review", args=[intake.document.pk])).context["found"]
    row = next(entry.row for entry in found if entry.finding.code == "department_unknown")
    answer = office.get(reverse("review-row", args=[intake.document.pk]), {"place": row.place})
    assert len(answer.content) < SHORT and "其余 1480 条" in Page(answer).text


def test_corrections_beyond_those_shown_are_on_pages_of_their_own(office, asked):
    places = [
        row.place
        for row in office.get(reverse("review", args=[asked.document.pk])).context["paper"].rows
    ]
    made = correction(office, asked.document.pk, places[5], "name", "改过的名称")
    assert made.status_code == 302
    known = Correction.objects.get()
    for place in places[10:70]:
        known.pk, known.place = None, place
        known.save()
    page = office.get(reverse("review", args=[asked.document.pk]))
    assert "全部 61 条更正，分页查看" in Page(page).text
    shown = office.get(reverse("review", args=[asked.document.pk]), {"show": "corrections"})
    assert len(shown.context["page"]) == 61 and "/undo/" in shown.content.decode()


def test_a_kind_that_is_not_there_leads_back(office, asked):
    review = reverse("review", args=[asked.document.pk])
    assert office.get(review, {"show": "nothing"}).url == review


def test_few_queries_however_long(office, asked, django_assert_max_num_queries):
    review = reverse("review", args=[asked.document.pk])
    for address in (review, f"{review}?show=rows", f"{review}?show=department_unknown"):
        with django_assert_max_num_queries(12):
            assert office.get(address).status_code == 200


def test_rows_of_a_common_list_stand_on_the_page(office, asked):
    page = office.get(reverse("review", args=[asked.document.pk]))
    assert len(page.context["rows"]) == len(page.context["paper"].rows) < MOST_ROWS
    assert "分页查看" not in Page(page).text
