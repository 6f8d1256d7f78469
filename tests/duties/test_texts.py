"""What is taken out of names, and what keeps two names apart."""

import pytest

from lists.families.acts import acts_of, conflicts
from lists.families.objects import begin_apart, others
from lists.families.parts import is_part
from lists.families.texts import DutyText
from tests.duties.pairs import likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("负责本乡“双拥”工作", "做好“双拥”工作"),
        ("农业防灾工作", "开展农业防灾工作"),
        ("全面推行河长制", "落实河（湖）长制"),
        ("两违整治", "违法用地、违法建设的查处"),
        ("履行镇人大主席团职责", "履行乡人大主席团职责"),
        ("社区服务（含长期照护、助餐点）", "社区服务"),
    ],
)
def test_names_that_differ_in_places_fillers_and_short_forms_are_the_same(one, other):
    assert DutyText(one).core == DutyText(other).core


@pytest.mark.parametrize(("one", "other"), [("乡道管理", "村道管理"), ("三下乡", "文化下乡")])
def test_words_with_the_sign_of_a_township_in_them_stay(one, other):
    assert DutyText(one).core != DutyText(other).core


def test_a_name_of_fillers_only_stays_what_it_is():
    assert DutyText("负责相关工作").core == "负责相关工作"


def test_names_of_places_go():
    assert DutyText("驻新地乡干部", places=("新地乡",)).core == DutyText("驻干部").core


def names(text: str) -> set[str]:
    return {act.name for act in acts_of(text)}


def test_an_act_ends_a_part_and_no_object_is_one():
    assert names("防范处置救助") == {"处置", "救助"}
    assert names("未取得许可证进行建设处罚") == {"处罚"}
    assert names("数字乡村") == set()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("农机处罚", "农机管理", True),
        ("文物普查", "文物保护", True),
        ("养犬管理", "养犬服务", False),
        ("公墓审批", "公墓许可", False),
        ("双拥", "双拥管理", False),
    ],
)
def test_acts_that_set_apart(one, other, apart):
    assert (conflicts(one, other)[0] > 0) == apart


def test_things_of_one_sort_exclude_each_other():
    assert others("大气污染防治", "噪声污染防治") == (True, False)
    assert others("林草征占用", "草原征占用") == (False, True)
    assert others("地名管理", "草原征占用") == (False, False)


def test_what_a_name_begins_with_tells_it_from_another():
    assert begin_apart("林业有害生物防治", "草原有害生物防治")
    assert not begin_apart("农村公益电影放映", "公益电影放映")


@pytest.mark.parametrize(
    ("wide", "narrow", "part"),
    [
        ("食品安全监督管理日常协助和食品安全突发事件应急处置", "食品安全突发事件应急处置", True),
        ("自然灾害的防范处置救助工作", "自然灾害救助", True),
        ("加强本镇社会工作人才队伍建设，推进新时代志愿服务", "推进新时代志愿服务工作", True),
        ("种子、农药、化肥等农资监督管理", "农资监督管理", False),
        ("人民建议征集工作，鼓励和引导人民群众献计献策", "开展人民建议征集工作", False),
    ],
)
def test_a_part_of_a_whole_is_told(wide, narrow, part):
    corpus = likeness().corpus
    assert is_part(corpus, DutyText(narrow), DutyText(wide)) == part
    assert is_part(corpus, DutyText(wide), DutyText(narrow)) == part
