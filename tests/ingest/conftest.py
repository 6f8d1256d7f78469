"""Whole lists as files of an office's programs, for tests to spoil."""

import pytest

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
