"""Names of departments: cells into names, names into the body's full name in its county."""

import pytest

from lists.departments import (
    Locality,
    canonical,
    identify,
    is_body,
    short_place,
    split_names,
    unify,
)

QITAI = Locality("奇台县", "昌吉回族自治州")
ALAR = Locality("阿拉尔市", None, "师市")
CHABUCHAR = Locality("察布查尔锡伯自治县", "伊犁哈萨克自治州")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("县民政局", ["县民政局"]),
        ("县民政局、县教育局", ["县民政局", "县教育局"]),
        ("县民政局，县教育局,县水利局；县财政局", ["县民政局", "县教育局", "县水利局", "县财政局"]),
        (
            "自然资源和规划局（林业局、草原局）、水利局",
            ["自然资源和规划局（林业局、草原局）", "水利局"],
        ),
        ("县民政局、县民政局", ["县民政局"]),
        ("县民政局、", ["县民政局"]),
        ("", []),
        (" 、 ", []),
    ],
)
def test_a_cell_becomes_names(cell, names):
    assert split_names(cell) == names


@pytest.mark.parametrize(
    ("name", "locality", "full"),
    [
        ("奇台县农业农村局", QITAI, "奇台县农业农村局"),
        ("县农业农村局", QITAI, "奇台县农业农村局"),
        ("农业农村局", QITAI, "奇台县农业农村局"),
        ("农业局", QITAI, "奇台县农业农村局"),
        ("县残联", QITAI, "奇台县残疾人联合会"),
        ("县市场监督管理局", QITAI, "奇台县市场监督管理局"),
        ("市场监督管理局", ALAR, "师市市场监督管理局"),
        ("师市人社局", ALAR, "师市人力资源和社会保障局"),
        ("县自然资源局（林草局）", QITAI, "奇台县自然资源局"),
        ("县 水 利 局", QITAI, "奇台县水利局"),
        ("县应急管理局及其他负有安全生产监督管理职责的部门", QITAI, "奇台县应急管理局"),
        ("县公安局等", QITAI, "奇台县公安局"),
        ("州生态环境局", QITAI, "昌吉州生态环境局"),
        ("察布查尔县民政局", CHABUCHAR, "察布查尔县民政局"),
        ("县民政局", CHABUCHAR, "察布查尔县民政局"),
    ],
)
def test_full_names(name, locality, full):
    assert canonical(name, locality) == full


@pytest.mark.parametrize(
    "name", ["", "有关部门", "承保机构", "其他负有监管职责的部门", "负责" * 60 + "局", "负责救助"]
)
def test_no_body_has_no_full_name(name):
    assert canonical(name, QITAI) is None


def test_the_first_name_of_a_cell_lends_its_committee():
    assert canonical("机构编制委员会办公室", QITAI, "县委组织部") == (
        "奇台县委机构编制委员会办公室"
    )
    assert canonical("机构编制委员会办公室", QITAI, "县民政局") == "奇台县委机构编制委员会办公室"
    assert canonical("民政局", QITAI, "县委组织部") == "奇台县民政局"


@pytest.mark.parametrize("name", ["县民政局", "县妇联", "团县委", "县人民法院", "供电公司"])
def test_bodies(name):
    assert is_body(name)


@pytest.mark.parametrize("name", ["", "负责救助", "做好工作", "长" * 40 + "局"])
def test_sentences_are_no_bodies(name):
    assert not is_body(name)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("昌吉回族自治州", "昌吉州"),
        ("察布查尔锡伯自治县", "察布查尔县"),
        ("塔什库尔干塔吉克自治县", "塔什库尔干县"),
        ("喀什地区", "喀什地区"),
        ("奇台县", "奇台县"),
        ("", ""),
    ],
)
def test_places_shortened_as_offices_do(name, short):
    assert short_place(name) == short


def test_a_shortened_name_is_the_one_full_name_of_the_same_list():
    full = "奇台县文化体育广播电视和旅游局"
    assert unify({"奇台县文旅局", full}) == {"奇台县文旅局": full}
    assert unify({"奇台县文旅局", full, "奇台县文物旅游管理局"}) == {}
    assert unify({"奇台县水利局", full}) == {}
    assert unify({f"县第{n}局" for n in range(3000)}) == {}


@pytest.mark.parametrize(
    ("name", "body", "system"),
    [
        ("区住建局", "鼓楼区住房和城乡建设局", "住房和城乡建设"),
        ("鼓楼区委组织部", "鼓楼区委组织部", "党委组织"),
        ("市生态环境局", "南京市生态环境局", "生态环境"),
        ("南京市生态环境局鼓楼分局", "南京市生态环境局鼓楼区分局", "生态环境"),
        ("市场监督管理局", "鼓楼区市场监督管理局", "市场监督管理"),
        ("区残联", "鼓楼区残疾人联合会", "残联"),
        ("区退役军人局", "鼓楼区退役军人事务局", "退役军人事务"),
        ("建设单位", None, None),
    ],
)
def test_a_county_nobody_has_reviewed_works_with_the_rules(name, body, system):
    found = identify(name, Locality.of("鼓楼区", "南京市"))
    assert (found.canonical, found.system) == (body, system)
