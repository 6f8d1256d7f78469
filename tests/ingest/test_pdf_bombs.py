"""Small PDF files that open to far more than any list are refused by what they are."""

import pytest

from ingest.read.pdf.opening import MOST_PAGE_CONTENT, MOST_PAGES
from tests.ingest.pdf_maker import write
from tests.ingest.refused import refusal

WHITE = b" " * (MOST_PAGE_CONTENT + 1)


@pytest.mark.parametrize(
    ("contents", "problem", "where"),
    [
        ([b"", WHITE], "一页的内容展开后过大", "第2页"),
        ([b""] * (MOST_PAGES + 1), f"超过 {MOST_PAGES} 页的上限", ""),
    ],
    ids=["one page", "pages"],
)
def test_more_content_than_any_list_is_refused_as_that(tmp_path, contents, problem, where):
    path = write(tmp_path / "list.pdf", [], contents)
    assert path.stat().st_size < 1024 * 1024
    refused = refusal(path)
    assert (refused.code, refused.where) == ("too_large_when_opened", where)
    assert problem in refused.problem
