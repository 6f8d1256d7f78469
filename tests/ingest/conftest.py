"""Whole lists as files of an office's programs, for tests to spoil; drafts taken from texts."""

import pytest

from ingest.pipeline import take
from tests.ingest.documents import COVER, document
from tests.ingest.sheets import workbook
from tests.ingest.word import saved, whole


@pytest.fixture
def word(tmp_path):
    """A whole list as a Word file."""
    return saved(whole()[0], tmp_path / "list.docx")


@pytest.fixture
def excel(tmp_path):
    """A whole list as a workbook."""
    return workbook(tmp_path / "list.xlsx")


@pytest.fixture
def take_text(tmp_path):
    """Gives a function that takes a text in as a file."""

    def taken(text: str, name: str = "list.txt"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return take(path)

    return taken


@pytest.fixture
def marked(take_text):
    """A draft marked 内部."""
    return take_text(document(cover="内 部\n" + COVER)).edition
