"""Other documents, and noise: refused with a name, a place and a remedy, in bounded memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import Blocked, NotADutyList, Refused
from ingest.pipeline import take, understand
from tests.ingest.documents import BASIC, COVER, document

ROOT = Path(__file__).resolve().parents[2]

POWERS = (
    "某县某镇权力清单和责任清单\n\n序号\t权力类型\t项目编码\t项目名称\t实施依据\n"
    "1\t行政许可\t0100\t宅基地审批\t《土地管理法》\n"
)
LOCAL_DUTIES = (
    "某县“属地管理”事项责任清单\n\n序号\t事项名称\t主管部门\t主体责任\t配合责任\n"
    "1\t违法建设治理\t自然资源局\t牵头\t巡查\n"
)
LIKE_A_LIST = f"某县某镇公共服务事项清单\n\n{BASIC}\n1\t民生服务\t社保卡办理\n"


@pytest.fixture
def file_of(tmp_path):
    """Gives a function that writes a text or bytes into a file and gives its path."""

    def write(content: str | bytes, name: str = "list.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (POWERS, "权力清单和责任清单"),
        (LOCAL_DUTIES, "属地管理"),
        (LIKE_A_LIST, "公共服务事项"),
        ("今天开会。\n明天放假。\n", ""),
        ("序号,事项类别,事项名称\n1,党的建设,加强党员教育\n", ""),
        ("<html><body><table><tr><td>序号</td></tr></table>", ""),
        ("import os\nprint('清单')\n", ""),
    ],
)
def test_other_documents_are_no_duty_list(file_of, content, kind):
    with pytest.raises(NotADutyList) as refusal:
        understand(file_of(content))
    assert refusal.value.code == "not_a_list"
    assert (f"看来是“{kind}”" if kind else "这不是乡镇履职事项清单：") in str(refusal.value)
    assert "请确认文件" in str(refusal.value)


def test_a_list_that_mentions_its_kin_is_still_a_list(file_of):
    text = document(basic=["1\t平安法治\t编制权力清单和责任清单"])
    assert len(understand(file_of(text)).items) == 4


def test_a_list_with_one_broken_header_is_a_list_with_an_error(file_of):
    text = COVER + "\n序号\t事项名称\n1\t甲\n"
    duty_list = understand(file_of(text))
    assert [f.code for f in duty_list.blocked] == ["header"]


def test_taking_a_list_with_errors_names_the_first_and_counts_the_rest(db, file_of):
    path = file_of(document(basic=["1\t党的建设\t甲\t乙", "1\t党的建设\t丙"]))
    with pytest.raises(Blocked) as refusal:
        take(path)
    assert refusal.value.code == "errors"
    assert refusal.value.where == "第10行"
    assert "另有 1 处错误" in str(refusal.value)


# Noise. A child process has its own peak of memory; time is not asserted, machines differ.

# VmHWM is its own peak; ru_maxrss would begin with that of the process it came from.
CHILD = r"""
import re, sys
from pathlib import Path
from ingest.errors import Refused
from ingest.pipeline import understand
try:
    outcome = f"{len(understand(Path(sys.argv[1])).items)} items"
except Refused as refusal:
    outcome = refusal.code
print(outcome, int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def in_child(path: Path) -> tuple[str, int]:
    """What came of a file in a process of its own, and its peak of memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    outcome, megabytes = done.stdout.rsplit(maxsplit=1)
    return outcome, int(megabytes)


MB = 1024 * 1024
NOISE = {
    "random 50 MB": (lambda: os.urandom(50 * MB), "too_large"),
    "valid 50 MB": (lambda: document().encode() * (50 * MB // 600 + 1), "too_large"),
    "random 3 MB": (lambda: b"\x01" + os.urandom(3 * MB), "encoding"),
    "line ends 3 MB": (lambda: b"x" + b"\n" * (3 * MB), "too_large"),
    "tabs 3 MB": (lambda: b"x" + b"\t" * (3 * MB), "too_large"),
    "one line 3 MB": (lambda: ("清单" * (MB // 2)).encode(), "not_a_list"),
    "digits 3 MB": (lambda: (COVER + "基本履职事项" + "9" * 3 * MB).encode(), "not_a_list"),
    "brackets 3 MB": (
        lambda: document(basic=["1\t党的建设\t" + "<p" * MB]).encode(),
        "4 items",
    ),
    "rows 3 MB": (
        lambda: document(basic=[f"{n}\t党的建设\t{'做' * 100}" for n in range(1, 9999)]).encode(),
        "10001 items",
    ),
}


@pytest.mark.parametrize("noise", NOISE)
def test_noise_takes_little_memory(file_of, noise):
    make, expected = NOISE[noise]
    outcome, megabytes = in_child(file_of(make()))
    assert outcome == expected
    assert megabytes < 160


@pytest.mark.parametrize(
    "content",
    [
        document().encode("utf-8-sig"),
        document().replace("\n", "\r\n").encode(),
        document().encode("gb18030"),
        document().encode("utf-16"),
    ],
)
def test_copies_in_another_encoding_have_the_same_content(file_of, content):
    first, copy = understand(file_of(document())), understand(file_of(content, "copy.txt"))
    assert first.sha256 != copy.sha256
    assert first.content_sha256 == copy.content_sha256


@pytest.mark.parametrize(
    ("old", "new"), [("低保初审", "低保审核"), ("2025年7月", "2025年8月"), ("安宁镇", "安哈镇")]
)
def test_another_word_anywhere_is_another_content(file_of, old, new):
    first = understand(file_of(document()))
    second = understand(file_of(document().replace(old, new)))
    assert first.content_sha256 != second.content_sha256


def test_every_refusal_has_a_code_of_its_own():
    codes = [refusal.code for refusal in Refused.__subclasses__()]
    assert len(codes) == len(set(codes))
    assert Refused.code not in codes
