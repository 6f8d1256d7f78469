"""Building duties: families keep their numbers, decisions outlive imports, drafts count nowhere."""

import pytest

from lists.families.build import build, grown
from lists.families.corpus import Corpus
from lists.families.decisions import NotDecided, merge, split
from lists.families.likeness import Likeness
from lists.families.texts import DutyText
from lists.models import Duty, DutyCount, DutyDecision, Edition, Item, Wording

pytestmark = pytest.mark.django_db


def duty_of(township: str, kind: str, number: int) -> Duty:
    """The duty of a row in force."""
    row = Item.published.get(township__name=township, kind=kind, number=number)
    return Wording.objects.get(pk=row.wording_id).duty


@pytest.fixture
def shared() -> Duty:
    """A duty that three townships list."""
    return Duty.published.filter(name__contains="农产品质量安全事故").get()


def test_every_row_has_a_duty_and_most_duties_of_two_like_lists_are_shared():
    assert not Wording.objects.filter(items__isnull=False, duty=None).exists()
    shared = Duty.published.filter(townships__gte=2).count()
    assert shared > 150  # 新地乡 and 大泉塔塔尔族乡 are 90 % alike


def test_the_example_of_the_domain_is_listed_as_two_things(shared):
    counts = sorted(shared.counts.values_list("kind", "townships"))
    assert counts == [("cooperation", 1), ("revoked", 1), ("revoked", 1)]
    assert (shared.townships, shared.cooperation, shared.revoked) == (3, 1, 2)


def test_building_again_changes_nothing():
    def state():
        return (
            list(Wording.objects.order_by("pk").values_list("pk", "duty", "sureness")),
            list(Duty.internal.order_by("pk").values_list()),
            list(DutyCount.objects.order_by("pk").values_list()),
        )

    before = state()
    build()
    assert state() == before
    build(anew=True)
    assert state()[0] == before[0]


def test_a_new_wording_joins_its_duty_and_no_number_changes(shared):
    wording = shared.wordings.order_by("pk").first()
    Wording.objects.filter(pk=wording.pk).update(duty=None, sureness=None)
    build()
    wording.refresh_from_db()
    assert wording.duty_id == shared.pk


def test_drafts_are_in_no_count():
    counted = sum(count.townships for count in DutyCount.objects.all())
    draft = Edition.internal.get(township__name="塔吉克阿巴提镇")
    assert not DutyCount.objects.filter(county=draft.township.county).exists()
    only_draft = Duty.internal.filter(townships=0)
    assert counted and only_draft.exists()
    assert not Duty.published.filter(pk__in=only_draft).exists()


def test_a_draft_that_joins_a_duty_changes_neither_its_name_nor_how_sure_it_is():
    """Else everyone reads off a duty in force that a draft holds it, and in which words."""
    said = Duty.internal.values_list("name", "sureness")
    one_each = Wording.objects.filter(published=1).exclude(duty__wordings__published__gt=1)
    other = next(one for one in one_each.order_by("pk") if one.name != one.duty.name)
    duty = other.duty
    before = said.get(pk=duty.pk)
    drafts = Item.internal.filter(edition__township__name="塔吉克阿巴提镇")
    Item.internal.filter(pk=drafts.first().pk).update(wording=other)
    unlike = drafts.filter(wording__published=0).exclude(wording__duty=duty).last().wording
    Wording.objects.filter(pk=unlike.pk).update(duty=duty)
    build()
    assert Wording.objects.get(pk=unlike.pk).duty_id == duty.pk
    assert said.get(pk=duty.pk) == before


def test_a_split_stands_over_every_build(shared, user_of):
    wording = shared.wordings.order_by("published", "-pk").first()
    split(shared, wording, user_of("administrator"), "环节不同")
    for anew in (False, True):
        build(anew=anew)
        wording.refresh_from_db()
        assert wording.duty_id != shared.pk
    assert shared.wordings.exists()


def test_a_merge_stands_and_the_old_number_leads_on(user_of):
    one = duty_of("托喀依乡", "basic", 1)
    other = duty_of("加尕斯台镇", "revoked", 1)
    merge(one, other, user_of("administrator"), "同一事项")
    build(anew=True)
    one.refresh_from_db()
    other.refresh_from_db()
    kept, gone = (one, other) if other.merged_into_id else (other, one)
    assert gone.merged_into == kept and not gone.wordings.exists()
    DutyDecision.objects.all().delete()
    build(anew=True)
    assert duty_of("托喀依乡", "basic", 1) != duty_of("加尕斯台镇", "revoked", 1)


def test_the_last_word_stands(shared, user_of):
    wording = shared.wordings.order_by("published", "-pk").first()
    by = user_of("administrator")
    split(shared, wording, by, "不同")
    build()
    wording.refresh_from_db()
    merge(Duty.internal.get(pk=shared.pk), wording.duty, by, "还是同一")
    build()
    wording.refresh_from_db()
    shared.refresh_from_db()
    assert wording.duty == (shared.merged_into or shared)
    assert wording.duty.wordings.count() == 3


def test_an_edition_is_not_kept_apart_from_the_one_before():
    """A reworded row and its predecessor stand in two lists of a township, never in one."""
    before = duty_of("新地乡", "basic", 99)
    assert before == duty_of("加尕斯台镇", "basic", 81)
    build(anew=True)
    assert duty_of("新地乡", "basic", 99) == duty_of("加尕斯台镇", "basic", 81)
    earlier = Edition.internal.get(township__name="新地乡", state="superseded")
    theirs = set(earlier.items.values_list("wording__duty", flat=True))
    ours = Item.published.filter(township__name="新地乡").values_list("wording__duty", flat=True)
    assert len(theirs - set(ours)) < 10  # of some 230: the ones that were taken out


def test_what_drafts_hold_sorts_nothing_that_is_public():
    def sorted_in() -> set[frozenset]:
        rows = Item.published.values_list("wording__duty", "wording")
        together: dict[int, set] = {}
        for duty, wording in rows:
            together.setdefault(duty, set()).add(wording)
        return {frozenset(found) for found in together.values()}

    with_draft = sorted_in()
    Edition.internal.filter(state="draft").delete()
    Wording.objects.filter(items=None).delete()
    build(anew=True)
    assert sorted_in() == with_draft


def test_a_wording_is_split_off_alone_where_others_have_its_name(user_of):
    by_name: dict[tuple, list[Wording]] = {}
    for one in Wording.objects.filter(published__gt=0).order_by("-published", "pk"):
        by_name.setdefault((one.duty_id, one.name), []).append(one)
    centre, other, *more = max(by_name.values(), key=len)
    assert more
    split(centre.duty, other, user_of("administrator"), "环节不同")
    build()
    now = dict(Wording.objects.values_list("pk", "duty"))
    assert now[other.pk] != now[centre.pk]
    assert {now[one.pk] for one in more} == {now[centre.pk]}


def test_what_a_person_merged_is_sure(user_of):
    one, other = duty_of("托喀依乡", "basic", 1), duty_of("加尕斯台镇", "revoked", 1)
    least = min(one.sureness, other.sureness)
    merge(one, other, user_of("administrator"), "同一事项")
    build()
    assert duty_of("托喀依乡", "basic", 1).sureness >= least


def test_what_cannot_be_decided_is_told(shared, user_of):
    by = user_of("administrator")
    with pytest.raises(NotDecided, match="不必合并"):
        merge(shared, shared, by, "x")
    alone = next(d for d in Duty.internal.all() if d.wordings.count() == 1)
    with pytest.raises(NotDecided, match="不能分出"):
        split(alone, alone.wordings.get(), by, "x")


def test_an_office_decides_on_its_own_county_only(shared, user_of):
    wording = shared.wordings.exclude(items__county__name="奇台县").first()
    with pytest.raises(NotDecided, match="只能对本县"):
        split(shared, wording, user_of("other_office"), "x")
    elsewhere = Duty.published.exclude(counts__county__name="奇台县").first()
    for pair in ((shared, elsewhere), (elsewhere, shared)):
        with pytest.raises(NotDecided, match="只能对本县"):
            merge(*pair, user_of("other_office"), "x")
    assert not DutyDecision.objects.exists()


def test_a_name_that_two_duties_have_joins_them_once():
    """Each took the other again with every wording, twice as long every time."""
    texts = {pk: DutyText("垃圾分类宣传" if pk % 3 else f"第{pk}项事务") for pk in range(60)}
    known = {pk: pk % 2 for pk in texts}
    linking = grown(Likeness(Corpus(texts.values())), texts, known)
    families = {id(family): family for family in linking.family_of.values()}
    members = [pk for family in families.values() for pk in family.members]
    assert sorted(members) == sorted(texts)
