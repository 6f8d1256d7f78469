"""A notice cut into tasks: what is one, what is none, and that nothing is reworded."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.notice import LONGEST, MOST_TASKS, tasks

NOTICE = """关于做好2026年春季农村人居环境整治工作的通知

各乡镇人民政府、各街道办事处：
    为进一步改善农村人居环境，根据县委、县政府部署，现就有关事项通知如下：
    一、总体要求
    坚持因地制宜、分类指导，以村庄清洁为重点，持续改善村容村貌。
    二、重点任务
    （一）开展村庄清洁行动。各乡镇（街道）要组织群众对生活垃圾进行集中清理；县住建局负责垃圾转运。
    （二）做好农村户厕问题排查整改。
    （三）对违法占用耕地建房行为依法作出行政处罚。
    （四）配合做好自建房安全隐患排查。 各村要逐户登记，建立台账。
    三、工作要求
    （一）加强组织领导。各乡镇要高度重视，精心组织，压实责任，确保取得实效。
    （二）强化宣传引导。各乡镇要通过宣传栏等方式宣传人居环境整治政策。
    （三）及时报送情况。请各乡镇于4月10日前将工作总结报送至县农业农村局。
    附件：村庄清洁行动统计表

                              县农业农村局
                              2026年3月1日
"""


def test_a_notice_has_these_tasks():
    assert [task.text for task in tasks(NOTICE)] == [
        "（一）开展村庄清洁行动。各乡镇（街道）要组织群众对生活垃圾进行集中清理；",
        "（二）做好农村户厕问题排查整改。",
        "（三）对违法占用耕地建房行为依法作出行政处罚。",
        "（四）配合做好自建房安全隐患排查。 各村要逐户登记，建立台账。",
        "各乡镇要通过宣传栏等方式宣传人居环境整治政策。",
        "（三）及时报送情况。请各乡镇于4月10日前将工作总结报送至县农业农村局。",
    ]


def test_what_is_asked_leaves_out_numbers_and_who_is_spoken_to():
    assert [task.asked for task in tasks(NOTICE)][:2] == [
        "开展村庄清洁行动。组织群众对生活垃圾进行集中清理；",
        "做好农村户厕问题排查整改。",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "各乡镇要做好森林草原防火巡查。",
        "各乡（镇）人民政府负责辖区内道路的日常养护。",
        "各镇街须于每月5日前上报排查台账。",
        "请各乡镇、街道配合县公安局开展犬只登记。",
        "乡镇应组织网格员入户走访独居老人。",
        "各村（社区）要建立残疾人台账。",
        "县农业农村局牵头，各乡镇负责组织农户春灌。",
    ],
)
def test_sentences_that_hand_something_over(sentence):
    assert [task.text for task in tasks(f"通知如下：\n{sentence}\n")] == [sentence]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1.", "统计辖区独居老人情况。"),
        ("①", "组织开展消防宣传"),
        ("（三）", "将隐患清单报县应急管理局"),
        ("2、", "督促物业服务企业维护消防设施"),
        ("3.1 ", "认真落实河湖长巡查制度。"),
    ],
)
def test_numbered_lines_without_a_subject(number, text):
    found = tasks(f"请抓好以下工作：\n{number}{text}\n")
    assert [task.text for task in found] == [f"{number}{text}"]
    assert found[0].asked == text
    assert tasks(f"坚持问题导向。\n{text}\n") == []  # without a number it is nobody's


@pytest.mark.parametrize(
    "line",
    [
        "关于开展冬季消防安全检查的通知",
        "各乡镇人民政府：",
        "县应急管理局 2026年3月1日",
        "二〇二六年十一月二十日",
        "2026年3月1日",
        "二、重点任务",
        "三、做好排查整治",
        "附件：1.各乡镇排查情况统计表",
        "联系人：县应急管理局办公室，请各乡镇确定联络员",
        "县住建局负责垃圾转运。",
        "1.县消防救援大队将组织督查。",
        "各乡镇要高度重视，加强组织领导，压实责任，狠抓落实。",
        "请认真贯彻执行。",
        "为做好春季防火工作，现将有关事项通知如下：",
        "特此通知。",
        "近期我县火灾多发，形势严峻。",
        "",
    ],
)
def test_lines_that_are_no_tasks(line):
    assert tasks(line) == []
    assert tasks(f"1.做好登记。\n{line}\n")[1:] == []


def test_a_heading_above_its_own_text_is_no_task():
    found = tasks("（一）开展隐患排查\n各乡镇要对自建房逐栋排查。\n（二）报送排查台账\n")
    assert [task.text for task in found] == ["各乡镇要对自建房逐栋排查。", "（二）报送排查台账"]


def test_one_more_than_the_most_tells_that_there_are_more():
    many = "".join(f"{n}.做好第{n}村的垃圾清运。\n" for n in range(1, 80))
    assert len(tasks(many)) == MOST_TASKS + 1


PIECES = st.sampled_from(
    [
        *"。；：，\n（）一二三1234.、 ",
        "各乡镇要",
        "做好",
        "县农业农村局负责",
        "（一）",
        "1.",
        "\r",
        "\u2028",
    ]
    + ["请各乡镇", "开展", "垃圾清运", "组织", "高度重视", "附件：", "根据", "2026年3月1日", "各村"]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
def test_tasks_are_pieces_of_the_notice_in_order(notice):
    at = 0
    for task in tasks(notice):
        assert at <= task.begin < task.end
        assert task.text == notice[task.begin : task.end]
        assert task.text.strip() == task.text and task.asked.strip()
        at = task.end


@pytest.mark.parametrize(
    "piece",
    [
        "各乡镇",
        "各乡镇、街道、",
        "县",
        "关于",
        "一、",
        "（一）",
        "局",
        "对",
        "，",
        "各乡镇要对县局",
        "做好" + " " * 40,
    ],
)
def test_odd_notices_are_read_at_once(piece):
    begun = time.process_time()
    tasks(piece * (LONGEST // len(piece)))
    tasks(f"1.{piece * (LONGEST // len(piece))}")
    assert time.process_time() - begun < 30


@pytest.mark.parametrize(
    "asked",
    [
        "各乡镇要统一要求村民清理房前屋后。",
        "各乡镇要加快推进第一项目建设。",
        "各乡镇要按照《条例》第三条规定做好巡查。",
    ],
)
def test_only_the_number_of_an_item_is_taken_off(asked):
    (task,) = tasks(asked)
    assert task.text == asked and task.asked == asked.removeprefix("各乡镇要")
    (numbered,) = tasks(f"一、{asked}")
    assert numbered.asked == task.asked
