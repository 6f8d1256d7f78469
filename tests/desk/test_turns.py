"""Files are read in turns: nobody's many or slow files keep those of others waiting."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from ingest import tasks
from ingest.errors import TooLargeWhenOpened
from lists import turns
from lists.models import Document, Intake
from lists.tasks import ask_to_refresh, at_work, refresh_search
from tests.desk.conftest import listed
from tests.pages.html import Page

pytestmark = pytest.mark.django_db

LIMIT = 120  # seconds after which a file is given up
MB = 1024 * 1024


class Clock:
    """A clock that goes on by what a file takes, and writes down when each was done."""

    def __init__(self):
        self.now = 0.0
        self.done: dict[str, float] = {}

    def monotonic(self) -> float:
        return self.now

    def read(self, intake: Intake) -> None:
        """Read a file: one that is called bad goes on until it is stopped."""
        bad = intake.file_name.startswith("bad")
        self.now += LIMIT if bad else intake.document.size / turns.PDF_BYTES_A_SECOND
        self.done[intake.file_name] = self.now
        raise TooLargeWhenOpened(intake.file_name, "读了太久。", "请另存。")


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(tasks, "time", clock)
    monkeypatch.setattr(tasks, "rows_of", clock.read)
    return clock


@pytest.fixture
def waits(user_of):
    """Gives a function that lets a file wait to be read, without one."""

    def waiting(name: str, by: str = "office", size: int = MB, **more) -> Intake:
        sha256 = f"{Document.objects.count():064}"
        document = Document.objects.create(sha256=sha256, format="pdf", size=size)
        more = {"document": document, "file_name": name, "uploaded_by": user_of(by)} | more
        tasks.take_in.enqueue()
        return Intake.objects.create(**more)

    return waiting


def order() -> list[str]:
    """The names of the files in the order in which they are due."""
    names = dict(Intake.objects.values_list("pk", "file_name"))
    return [names[one.pk] for one in turns.in_turn()]


def test_twenty_hostile_files_hold_up_those_of_others_once(waits, clock, work):
    for number in range(20):
        waits(f"bad-{number}.pdf", by="other_office", size=1000)
    for number in range(5):
        waits(f"good-{number}.pdf", by="office")
    waits("text.txt", by="administrator", size=90_000)
    work()
    assert len(clock.done) == 26
    good = [done for name, done in clock.done.items() if not name.startswith("bad")]
    # In the order they came in it would be 20 times the limit: 40 minutes.
    assert max(good) < LIMIT + 6 * (MB / turns.PDF_BYTES_A_SECOND + 1)
    assert clock.now > 20 * LIMIT


def test_what_comes_later_goes_before_the_rest_of_who_took_long(waits, clock, work):
    waits("bad.pdf", by="other_office")
    work()
    for number in range(3):
        waits(f"next-{number}.pdf", by="other_office", size=1000)
    waits("large.pdf", by="office", size=20 * MB)
    assert order()[0] == "large.pdf"
    Intake.objects.filter(file_name="bad.pdf").update(settled_at="2026-01-01T00:00+08:00")
    assert order()[0] == "next-0.pdf"  # it counts for a day


def test_accounts_take_turns(waits):
    for by in ("other_office", "office"):
        for number in range(3):
            waits(f"{by}-{number}.pdf", by=by)
    assert [name.rpartition("-")[0] for name in order()] == ["other_office", "office"] * 3


def test_of_one_account_small_and_text_files_go_before_large_ones(waits):
    waits("large.pdf", size=30 * MB)
    waits("small.pdf", size=MB // 2)
    waits("list.txt", size=2 * MB)
    waits("list.DOCX", size=3 * MB)
    assert order() == ["list.txt", "list.DOCX", "small.pdf", "large.pdf"]


def test_a_file_that_was_begun_before_goes_last(waits, clock, work, office):
    waits("ended-the-worker.pdf", attempts=1, state=Intake.State.READING, size=10)
    waits("stopped.pdf", seconds=LIMIT, size=10)
    waits("large.pdf", size=30 * MB)
    assert order()[0] == "large.pdf"
    work()
    assert list(clock.done)[0] == "large.pdf" and len(clock.done) == 3


def test_what_another_worker_is_at_is_passed_over(waits, clock, work, monkeypatch):
    first, second = waits("first.txt"), waits("second.txt")

    class Held:
        """The lock of a file that another process holds."""

        def __init__(self, on: str):
            self.mine = on != f"intake {first.pk}"

        def __enter__(self) -> bool:
            return self.mine

        def __exit__(self, *why) -> None:
            """Nothing was locked."""

    monkeypatch.setattr(tasks, "at_work", Held)
    tasks.take_in.func()
    assert list(clock.done) == [second.file_name]
    tasks.take_in.func()
    assert list(clock.done) == [second.file_name]
    monkeypatch.setattr(tasks, "at_work", at_work)
    tasks.take_in.func()
    assert list(clock.done) == [second.file_name, first.file_name]


def test_a_lost_turn_is_given_again(waits, clock, work):
    waits("one.txt"), waits("two.txt")
    DBTaskResult.objects.all().delete()
    work()
    assert len(clock.done) == 2
    assert DBTaskResult.objects.filter(task_path=tasks.take_in.module_path).count() == 2


def test_a_publication_is_counted_before_the_next_file_is_read(waits):
    waits("one.pdf")
    ask_to_refresh()
    assert DBTaskResult.objects.ready().first().task_path == refresh_search.module_path


def test_the_page_tells_how_many_files_wait_before_each(office, client_of, waits):
    waits("theirs.txt", by="other_office", state=Intake.State.READING, attempts=1)
    own = {"county": office.get(reverse("intake")).context["office"].county}
    waits("large.pdf", size=30 * MB, **own)
    waits("small.txt", **own)
    page = Page(office.get(reverse("intake")))
    assert "small.txt 等待处理 前面还有 1 个文件" in page.text
    assert "large.pdf 等待处理 前面还有 2 个文件" in page.text
    assert "theirs" not in page.text
    Intake.objects.filter(state=Intake.State.READING).delete()
    assert "下一个就处理这个文件" in Page(office.get(reverse("intake"))).text


def test_the_list_of_uploads_takes_few_queries(office, waits, django_assert_max_num_queries):
    own = {"county": office.get(reverse("intake")).context["office"].county}
    for number in range(40):
        waits(f"{number}.pdf", **own)
    with django_assert_max_num_queries(12):
        office.get(reverse("intake"))


def test_what_reading_took_is_written_down(office, work, monkeypatch):
    clock = Clock()
    understand = tasks.take_rows

    def slow(*given):
        clock.now += 7
        understand(*given)

    monkeypatch.setattr(tasks, "time", clock)
    monkeypatch.setattr(tasks, "take_rows", slow)
    office.post(reverse("intake"), {"files": SimpleUploadedFile("a.txt", listed().encode())})
    work()
    intake = Intake.objects.get()
    assert (intake.state, intake.seconds) == (Intake.State.TAKEN, 7)
