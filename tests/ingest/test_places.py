"""The place line of a cover, parted into its levels."""

import pytest

from ingest.parse.places import reviewed_county, split_place

# The levels with their kind; "-" for one the line does not print.
PLACES = [
    "新疆维吾尔自治区 昌吉回族自治州 奇台县 大泉塔塔尔族乡 民族乡",
    "新疆维吾尔自治区 伊犁哈萨克自治州 察布查尔锡伯自治县 加尕斯台镇 镇",
    "新疆维吾尔自治区 喀什地区 塔什库尔干塔吉克自治县 塔吉克阿巴提镇 镇",
    "- - 阿拉尔市 托喀依乡 乡",
    "- 昌吉州 奇台县 大泉塔塔尔族乡 民族乡",
    "四川省 凉山彝族自治州 西昌市 安宁镇 镇",
    "山东省 枣庄市 滕州市 龙阳镇 镇",
    "河南省 - 邓州市 穰东镇 镇",
    "江苏省 苏州市 昆山市 玉山镇 镇",
    "湖北省 荆州市 沙市区 观音垱镇 镇",
    "江苏省 徐州市 沛县 龙固镇 镇",
    "北京市 - 朝阳区 三里屯街道 街道",
    "上海市 - 浦东新区 花木街道办事处 街道",
    "内蒙古自治区 锡林郭勒盟 东乌珠穆沁旗 道特淖尔镇 镇",
    "内蒙古自治区 呼伦贝尔市 鄂温克族自治旗 伊敏苏木 乡",
    "湖南省 怀化市 靖州苗族侗族自治县 渠阳镇 镇",
]


@pytest.mark.parametrize("place", PLACES)
def test_levels(place):
    *levels, kind = place.split()
    names = split_place("".join(levels).replace("-", ""))
    found = [names.province, names.prefecture, names.county, names.township]
    assert [name or "-" for name in found] == levels
    assert names.township_kind == kind


@pytest.mark.parametrize(
    "words",
    ["", "奇台县", "新疆维吾尔自治区", "本乡镇必须为、负全责的", "2025年7月", "长" * 70 + "县某镇"],
)
def test_no_township_at_the_end_is_no_place(words):
    assert split_place(words) is None


def test_a_township_alone_has_no_county():
    names = split_place("大泉塔塔尔族乡")
    assert (names.county, names.township) == (None, "大泉塔塔尔族乡")


def test_the_reviewed_file_knows_counties_whose_lists_print_no_region():
    assert reviewed_county("阿拉尔市")["province"] == "新疆维吾尔自治区"
    assert reviewed_county("西昌市") == {}
    assert reviewed_county(None) == {}
