"""Laws: lists written as text parse back; whatever is broken, nothing vanishes or crashes."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import Refused
from ingest.parse.headers import read_header
from ingest.parse.tables import row_number
from ingest.parse.titles import is_page_number, secrecy_mark, squeeze, title_kind
from ingest.pipeline import understand
from ingest.read.txt import rows_of
from tests.ingest.documents import COVER, NAMES, document, raw, understood
from tests.ingest.words import bare

WORDS = st.text(alphabet="负责开展农村低保初审工作检查管理", min_size=2, max_size=12)
CATEGORY = st.sampled_from(["党的建设", "民生服务", "平安法治", "乡村振兴"])
DEPARTMENT = st.lists(
    st.sampled_from(["市民政局", "市水利局", "市财政局"]), min_size=1, max_size=3, unique=True
)
DUTY = st.lists(WORDS, min_size=1, max_size=3).map(
    lambda parts: " ".join(f"<p>{n}.{part}；</p>" for n, part in enumerate(parts, start=1))
)


def numbered(*columns):
    rows = st.lists(st.tuples(*columns), min_size=1, max_size=6)
    return rows.map(lambda found: [(str(n), *row) for n, row in enumerate(found, start=1)])


LISTS = st.tuples(
    numbered(CATEGORY, WORDS),
    numbered(CATEGORY, WORDS, DEPARTMENT.map("、".join), DUTY, DUTY),
    numbered(CATEGORY, WORDS, DUTY.map(lambda duty: f"承接部门：市水利局 工作方式：{duty}")),
)


@given(LISTS, st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=60, deadline=None)
def test_a_list_written_as_text_parses_back_to_itself(tables, line_end):
    rows = [["\t".join(row) for row in table] for table in tables]
    text = document(basic=rows[0], cooperation=rows[1], revoked=rows[2])
    duty_list = understood(text.replace("\n", line_end))
    assert duty_list.blocked == []
    found = {
        kind: [item.printed for item in duty_list.of_kind(kind)]
        for kind in ("basic", "cooperation", "revoked")
    }
    assert found == dict(zip(found, tables, strict=True))
    for item in duty_list.items:
        cells = [item.category, item.name]
        cells += {
            "basic": [],
            "cooperation": [item.departments_cell, item.lead_duty, item.township_duty],
            "revoked": [item.method_cell],
        }[item.kind]
        assert [bare(cell) for cell in cells] == [bare(cell) for cell in item.printed[1:]]


LINES = {name: raw(name).split("\n") for name in NAMES}


@st.composite
def mutated(draw):
    """A real list with some lines deleted, doubled, swapped, cut in two or blanked."""
    lines = list(LINES[draw(st.sampled_from(NAMES))])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "double", "swap", "cut", "tab", "untab", "insert"])):
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                where = draw(st.integers(0, len(lines[at])))
                lines[at : at + 1] = [lines[at][:where], lines[at][where:]]
            case "tab":
                where = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:where] + "\t" + lines[at][where:]
            case "untab":
                lines[at] = lines[at].replace("\t", "", 1)
            case "insert":
                lines.insert(
                    at, draw(st.sampled_from(["注：略", "7", "— 7 —", "内部", "闲话", "\t"]))
                )
    return "\n".join(lines)


def is_furniture(text: str, head: set[str]) -> bool:
    """Whether a line is known to be no text of a row: title, page number, mark, running head."""
    return bool(
        title_kind(text)
        or is_page_number(text)
        or row_number(text) is not None
        or secrecy_mark(text)
        or squeeze(text) in head
    )


@given(mutated())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_line_is_an_item_part_of_one_known_or_told(text):
    try:
        duty_list = understood(text)
    except Refused:
        return
    rows = [row for row in rows_of(text) if row.text]
    first = next((n for n, row in enumerate(rows) if read_header(row.cells)), len(rows))
    head = {squeeze(row.text) for row in rows[:first]}
    printed = squeeze("".join(cell for item in duty_list.items for cell in item.printed))
    told = set()
    for each in duty_list.findings:
        first_line = re.search(r"第(\d+)行", each.where)
        last_line = re.search(r"其下 \d+ 行（到第(\d+)行）", each.message) or first_line
        if first_line:
            told |= set(range(int(first_line[1]), int(last_line[1]) + 1))
    for row in rows[first:]:
        if read_header(row.cells) or row.place.line in told:
            continue
        text = squeeze("".join(row.cells))
        assert text in printed or is_furniture(row.text, head), row


@given(
    st.sampled_from(NAMES),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=4),
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_flipped_bytes_are_read_or_refused(tmp_path_factory, name, flips):
    content = bytearray(raw(name).encode())
    for at, value in flips:
        content[at % len(content)] = value
    path = tmp_path_factory.mktemp("flipped") / "list.txt"
    path.write_bytes(content)
    try:
        duty_list = understand(path)
    except Refused as refusal:
        assert refusal.code in ("encoding", "type")
        assert str(refusal)
    else:
        assert len(duty_list.items) > 200


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_is_refused_or_read(text):
    try:
        understood(COVER + text)
    except Refused as refusal:
        assert refusal.code == "not_a_list"


@given(st.lists(st.text(alphabet="1２\t\n序号事项类别名称党 <p>；.内部", max_size=30), max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_rows_behind_a_header_are_read(lines):
    understood(document() + "\n序号\t事项类别\t事项名称\n" + "\n".join(lines))
