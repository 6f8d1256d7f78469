"""The thesaurus at the list office's desk: each county its own groups, all the reviewed ones."""

import pytest
from django.test import Client

from lists.models import County, ThesaurusGroup
from lists.search.thesaurus import Thesaurus
from tests import samples
from tests.pages.html import Page

LIST = "/desk/thesaurus/"
RIGHT = {
    "said": "骆驼 跑/丢\r\n\r\n骆驼 \x00跑/丢\n驼队 挡路",
    "means": "消防\n没有这个用语呀",
    "relation": "everyday",
    "examples": "骆驼跑丢了找谁",
    "unless": "骆驼刺",
}


@pytest.fixture(autouse=True)
def empty(db):
    ThesaurusGroup.objects.all().delete()


@pytest.fixture
def office(client_of):
    return client_of("other_office")


def county(name: str = "奇台县") -> County:
    return County.internal.get(name=name)


def make(place: County | None = None, source: str = "", **fields) -> ThesaurusGroup:
    fields = {"said": ["骆驼 跑/丢"], "means": ["牲畜"], "relation": "case"} | fields
    return ThesaurusGroup.objects.create(county=place, source=source, **fields)


def at(group: ThesaurusGroup, action: str = "") -> str:
    return f"{LIST}{group.pk}/{action}"


def set_off(text: str, place: County | None) -> list[int]:
    return [group.id for group in Thesaurus().read().said_in(text, place and place.pk)]


def test_a_group_is_added_for_the_own_county_and_used(office):
    answer = office.post(f"{LIST}new/", RIGHT, follow=True)
    group = ThesaurusGroup.objects.get()
    assert (group.county, group.source, group.active) == (county(), "", True)
    assert group.said == ["骆驼 跑/丢", "驼队 挡路"] and group.unless == ["骆驼刺"]
    assert set_off("骆驼丢了", county()) == [group.pk]
    assert set_off("骆驼丢了", county(samples.DRAFT_COUNTY)) == set_off("骆驼丢了", None) == []
    assert group.examples == ["骆驼跑丢了找谁"]
    text = Page(answer).text
    assert "已保存" in text
    # A term that finds nothing is told of, one that finds rows is not.
    assert "奇台县公布的清单中没有出现：没有这个用语呀。" in text


def test_terms_are_looked_for_in_published_rows_only(client_of):
    draft = county(samples.DRAFT_COUNTY)
    answer = client_of("office").post(f"{LIST}new/", RIGHT, follow=True)
    assert f"{draft.name}公布的清单中没有出现：消防、没有这个用语呀。" in Page(answer).text


def test_a_group_is_changed_with_its_examples(office):
    group = make(county())
    office.post(at(group), RIGHT)
    office.post(at(group), RIGHT | {"examples": "驼队挡在路上"})
    group.refresh_from_db()
    assert group.examples == ["驼队挡在路上"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"said": "狗"}, "只有一个字"),
        ({"said": "工钱，没给"}, "里有标点"),
        ({"said": "/ /"}, "里没有词"),
        ({"said": "", "examples": " \n"}, "请至少写一种群众说法或一句例句"),
        ({"means": ""}, "请至少写一个规范用语"),
        ({"means": "长" * 61}, "每行最多 60 个字"),
        ({"means": "\n".join(map(str, range(11)))}, "最多写 10 行"),
        ({"relation": "zzz"}, "选择一个有效的选项"),
        ({"relation": ""}, "请选择说法和规范用语是什么关系"),
        ({"examples": "打13800138000问问"}, "像是有电话"),
    ],
)
def test_what_is_wrong_is_told_and_not_saved(office, wrong, told):
    answer = office.post(f"{LIST}new/", RIGHT | wrong)
    assert answer.status_code == 200
    assert told in Page(answer).text and "还没有保存" in Page(answer).text
    assert not ThesaurusGroup.objects.exists()


def test_a_sentence_is_tried_without_saving(office):
    other = make(means=["牲畜管理"], said=["骆驼 丢"])
    answer = office.post(f"{LIST}new/", RIGHT | {"test": "我家骆驼丢了", "try": "1"})
    text = Page(answer).text
    assert ThesaurusGroup.objects.get() == other
    assert "“我家骆驼丢了”这个说法会触发：" in text
    assert "本组：“骆驼 跑/丢”" in text and "已有的词组：牲畜管理" in text
    assert "没有出现：没有这个用语呀" in text
    barred = office.post(f"{LIST}new/", RIGHT | {"test": "骆驼刺 骆驼丢了", "try": "1"})
    assert "本组：不会，因为出现了“骆驼刺”" in Page(barred).text
    nothing = office.post(f"{LIST}new/", RIGHT | {"test": "办低保", "try": "1"})
    assert "本组：没有一种说法符合 已有的词组：没有" in Page(nothing).text


def test_a_group_itself_is_not_among_the_others_it_sets_off(office):
    group = make(county())
    answer = office.post(at(group), RIGHT | {"test": "骆驼丢了", "try": "1"})
    assert answer.context["trial"].others == []


def test_offices_neither_see_nor_touch_each_other_s_groups(office):
    theirs = make(county(samples.DRAFT_COUNTY), means=["别县的词"], examples=["别县的话"])
    before = ThesaurusGroup.objects.values().get()
    assert "别县的" not in office.get(LIST).content.decode()
    assert "别县的词" not in office.get(LIST, {"q": "骆驼丢了"}).content.decode()
    assert "别县的" not in office.get(f"{LIST}new/", {"example": "骆驼丢了"}).content.decode()
    for action in ("", "delete/"):
        assert office.get(at(theirs, action)).status_code == 404
    for action in ("", "delete/", "switch/"):
        assert office.post(at(theirs, action), RIGHT | {"on": "0"}).status_code == 404
    assert ThesaurusGroup.objects.values().get() == before


@pytest.mark.parametrize("source", ["farming", ""])
def test_a_group_for_all_counties_is_only_looked_at_by_an_office(office, source):
    group = make(source=source)
    assert "只能查看" in Page(office.get(at(group))).text
    assert office.post(at(group), RIGHT).status_code == 403
    assert office.get(at(group, "delete/")).status_code == 403
    assert office.post(at(group, "delete/")).status_code == 403
    assert ThesaurusGroup.objects.get().means == ["牲畜"]
    tried = office.get(at(group), {"example": "骆驼丢了"})
    assert "本组：“骆驼 跑/丢”" in Page(tried).text


def test_a_county_does_without_a_group_and_takes_it_up_again(office):
    group, elsewhere = make(source="farming"), county(samples.DRAFT_COUNTY)
    shared = Thesaurus()
    assert [g.id for g in shared.read().said_in("骆驼丢了", county().pk)] == [group.pk]
    answer = office.post(at(group, "switch/"), {"on": "0", "back": "q=骆驼"}, follow=True)
    assert answer.redirect_chain[-1][0].startswith(f"{LIST}?q=")
    assert "已在奇台县停用" in Page(answer).text and "在本县停用" in Page(answer).text
    assert set_off("骆驼丢了", county()) == []
    assert set_off("骆驼丢了", elsewhere) == set_off("骆驼丢了", None) == [group.pk]
    # A process that read the groups before sees the change when it looks again.
    shared.looked = 0
    assert shared.read().said_in("骆驼丢了", county().pk) == []
    assert "牲畜" in Page(office.get(LIST, {"show": "off"})).text
    office.post(at(group, "switch/"), {"on": "1"})
    assert set_off("骆驼丢了", county()) == [group.pk]


def test_the_own_group_is_switched_off_and_deleted(office):
    group = make(county())
    office.post(at(group, "switch/"), {"on": "0"})
    group.refresh_from_db()
    assert not group.active and set_off("骆驼丢了", county()) == []
    assert "删除后不能恢复" in Page(office.get(at(group, "delete/"))).text
    assert ThesaurusGroup.objects.exists()
    office.post(at(group, "delete/"))
    assert not ThesaurusGroup.objects.exists()


def test_a_group_switched_off_for_everyone_is_not_taken_up_by_a_county(office):
    group = make(source="farming", active=False)
    assert "本县启用" not in office.get(LIST).content.decode()
    office.post(at(group, "switch/"), {"on": "1"})
    group.refresh_from_db()
    assert not group.active


def test_an_administrator_keeps_the_groups_of_all_and_of_one_county(client_of):
    client, place = client_of("administrator"), county()
    client.post(f"{LIST}new/", RIGHT)
    assert ThesaurusGroup.objects.get().county is None
    client.post(f"{LIST}new/?county={place.slug}", RIGHT)
    local = ThesaurusGroup.objects.get(county=place)
    reviewed = make(source="farming")
    assert client.post(at(reviewed), RIGHT).status_code == 403
    client.post(f"{at(reviewed, 'switch/')}?county={place.slug}", {"on": "0"})
    reviewed.refresh_from_db()
    assert reviewed.active and list(reviewed.switched_off_in.all()) == [place]
    client.post(at(reviewed, "switch/"), {"on": "0"})
    reviewed.refresh_from_db()
    assert not reviewed.active
    client.post(at(local, "delete/"))
    assert not ThesaurusGroup.objects.filter(county=place).exists()
    assert client.get(LIST, {"county": "nowhere"}).status_code == 404


def test_groups_are_found_by_their_lines_and_by_a_sentence_and_paged(office):
    for number in range(35):
        make(source="farming", means=[f"用语{number}号"], said=[f"说法{number}号"])
    make(county(), means=["本县的"], said=["工钱/工资 没给/拖"])
    first = Page(office.get(LIST))
    assert "词组共 36 组，第 1 页，共 2 页" in first.text
    assert first.text.index("本县的") < first.text.index("用语0号")
    assert "用语34号" in Page(office.get(LIST, {"page": 2})).text
    found = Page(office.get(LIST, {"q": "用语17号"}))
    assert "共 1 组" in found.text and "用语17号" in found.text
    said = Page(office.get(LIST, {"q": "老板拖了我的工钱"}))
    assert "共 1 组" in said.text and "本县的" in said.text and "这句话会触发" in said.text
    own = Page(office.get(LIST, {"show": "own"}))
    assert "共 1 组" in own.text and "本县的" in own.text
    assert "没有这样的词组" in Page(office.get(LIST, {"q": "%"})).text


@pytest.mark.parametrize("role", ["no_account", "other_township", "department", "township"])
def test_others_are_refused(client_of, role):
    group, client = make(), client_of(role)
    addresses = [LIST, f"{LIST}new/", at(group), at(group, "delete/")]
    assert {client.get(address).status_code for address in addresses} == {403}
    assert client.post(f"{LIST}new/", RIGHT).status_code == 403
    assert client.post(at(group, "switch/"), {"on": "0"}).status_code == 403
    assert client.post(at(group, "delete/")).status_code == 403


def test_changes_need_a_post_with_its_token(user_of):
    group = make(county())
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of("other_office"))
    for address in (f"{LIST}new/", at(group), at(group, "switch/"), at(group, "delete/")):
        assert client.post(address, RIGHT).status_code == 403
    assert client.get(at(group, "switch/"), {"on": "0"}).status_code == 405
    client.get(at(group, "delete/"))
    group.refresh_from_db()
    assert group.active and group.means == ["牲畜"]


def test_pages_ask_the_database_few_things(client_of, django_assert_max_num_queries):
    for number in range(40):
        make(source="farming", means=[f"用语{number}号"])
    one = make(county())
    for role in ("other_office", "administrator"):
        client = client_of(role)
        for address in (LIST, f"{LIST}?q=骆驼丢了", at(one), f"{LIST}new/?example=骆驼丢了"):
            with django_assert_max_num_queries(12):
                client.get(address)
        with django_assert_max_num_queries(12):
            client.post(at(one), RIGHT | {"test": "骆驼丢了", "try": "1"})


def test_the_admin_switches_reviewed_groups_and_edits_those_of_a_county(client_of):
    client = client_of("administrator")
    reviewed, local = make(source="farming"), make(county())
    page = "/admin/lists/thesaurusgroup/{}/change/".format
    client.post(page(reviewed.pk), RIGHT)
    reviewed.refresh_from_db()
    assert not reviewed.active and reviewed.means == ["牲畜"]
    assert client.post(f"/admin/lists/thesaurusgroup/{reviewed.pk}/delete/").status_code == 403
    answer = client.post(page(local.pk), RIGHT | {"county": local.county.pk, "active": "on"})
    assert answer.status_code == 302
    local.refresh_from_db()
    assert local.means == ["消防", "没有这个用语呀"]
