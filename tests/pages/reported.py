"""Reports on rows, for the tests of the pages that make and answer them."""

from lists.models import ErrorReport

WORDS = "第二行的部门早已改名"


def address(row) -> str:
    return f"{row.get_absolute_url()}report/"


def made(row, text: str = WORDS, **more) -> ErrorReport:
    named = {"edition": row.edition, "kind": row.kind, "number": row.number}
    return ErrorReport.objects.create(**named, text=text, **more)
