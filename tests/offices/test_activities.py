"""活动: several kinds, the levels at which a kind is recorded, days that have come, and what the list narrows to."""

import datetime
import io
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from offices.activities import kinds_load
from offices.models import Activity, ActivityKind
from tests.registers.cases import hidden, rows_of

DAY = datetime.date(2025, 3, 5)
LIST = reverse("offices:activity_list")


@pytest.fixture
def kinds(world):
    kinds_load()
    return {kind.code: kind for kind in ActivityKind.objects.all()}


def activity(world, place="敦厚镇", *kinds, **values):
    one = Activity.objects.create(division=world[place], **{"title": "道德讲堂", "held_on": DAY, **values})
    one.kinds.set(kinds)
    return one


def enter(world, username, place, *kinds, **values):
    sent = {"division": world[place].pk, "title": "道德讲堂", "held_on": "2025-03-05", **values}
    chosen = {"kinds": [kind.pk for kind in kinds]}
    return world.client(username).post(reverse("offices:activity_create"), {**sent, **chosen})


def errors(answer):
    return answer.context["form"].errors


def titles(client, **asked):
    return [row.title for row, _ in client.get(LIST, asked).context["rows"]]


# Kinds, and the levels at which they are recorded


def test_the_kinds_are_loaded_again_and_again_and_what_was_changed_on_screen_stays(world):
    first, second = io.StringIO(), io.StringIO()
    call_command("load_activity_kinds", stdout=first)
    assert "新增 13 种" in first.getvalue()
    elsewhere = {"exemplar_selection", "joint_meeting", "study_visit"}
    assert not elsewhere & set(ActivityKind.objects.values_list("code", flat=True))
    kind = ActivityKind.objects.get(code="resident_council")
    client, address = world.client("city_officer"), reverse("offices:activity_kind_edit", args=[kind.pk])
    client.post(address, {**hidden(client.get(address)), "label": "村(居)协商会"})
    call_command("load_activity_kinds", stdout=second)
    assert "保留人工修改 1 种：村(居)协商会" in second.getvalue()
    kind.refresh_from_db()
    assert (kind.label, kind.levels_told) == ("村(居)协商会", "村(居)")


def test_one_activity_serves_several_kinds_and_is_found_by_each(world, kinds):
    chosen = [kinds["moral_education"], kinds["civil_culture"]]
    assert enter(world, "clerk_dunhou", "敦厚镇", *chosen, participants="35").status_code == 302
    one = Activity.objects.get()
    assert (set(one.kinds.all()), one.participants, one.ended_on) == (set(chosen), 35, None)
    client = world.client("clerk_dunhou")
    assert all(titles(client, kind=kind.pk) == ["道德讲堂"] for kind in chosen)
    assert titles(client, kind=kinds["integrity_education"].pk) == []
    page = client.get(reverse("offices:activity_history", args=[one.pk])).content.decode()
    assert "思想道德教育" in page


@pytest.mark.parametrize(
    ("place", "code", "levels"),
    [
        ("敦厚镇", "party_flag", "县(市、区)"),
        ("吉安县", "visit_round", "乡镇(街道)"),
        ("高塘村", "moral_education", "县(市、区)、乡镇(街道)"),
        ("敦厚镇", "resident_council", "村(居)"),
    ],
)
def test_a_kind_of_another_level_is_refused_and_it_is_said_who_records_it(world, kinds, place, code, levels):
    answer = enter(world, "county_jian", place, kinds[code], kinds["three_society_project"])
    (told,) = errors(answer)["kinds"]
    assert f"“{kinds[code]}”由{levels}登记" in told
    assert f"不在{world[place].get_level_display()}登记" in told
    assert not Activity.objects.exists()


@pytest.mark.parametrize("place", ["吉安县", "敦厚镇", "高塘村"])
def test_an_edit_offers_the_kinds_that_fit_its_unit(world, kinds, place):
    page = world.client("county_jian").get(reverse("offices:activity_edit", args=[activity(world, place).pk]))
    offered = set(page.context["form"].fields["kinds"].queryset)
    assert offered == {kind for kind in kinds.values() if kind.fits(world[place].level)}


def test_where_the_unit_is_chosen_each_kind_says_with_which_it_goes(world, kinds):
    page = world.client("county_jian").get(reverse("offices:activity_create")).content.decode()
    units = {name: world[name].pk for name in ("吉安县", "敦厚镇", "永阳镇", "高塘村")}
    for code, wanted in {"party_flag": {"吉安县"}, "visit_round": {"敦厚镇", "永阳镇"}}.items():
        (goes_with,) = re.findall(rf'value="{kinds[code].pk}"[^>]*data-goes-with="([0-9 ]+)"', page)
        assert {name for name, pk in units.items() if str(pk) in goes_with.split()} == wanted
    assert str(world["禾川镇"].pk) not in goes_with.split()


def test_a_kind_that_was_retired_or_moved_to_another_level_stays_on_what_was_recorded(world, kinds):
    one = activity(world, "敦厚镇", kinds["style_efficiency"], kinds["civil_culture"])
    client = world.client("city_officer")
    client.post(reverse("offices:activity_kind_void", args=[kinds["style_efficiency"].pk]), {"reason": "并入其他种类"})
    edit = reverse("offices:activity_kind_edit", args=[kinds["civil_culture"].pk])
    assert client.post(edit, {**hidden(client.get(edit)), "at_township": ""}).status_code == 302
    address = reverse("offices:activity_edit", args=[one.pk])
    clerk = world.client("clerk_dunhou")
    assert clerk.post(address, {**hidden(clerk.get(address)), "venue": "圩镇"}).status_code == 302
    one.refresh_from_db()
    assert (one.venue, one.kinds.count()) == ("圩镇", 2)
    assert "不在乡镇(街道)登记" in str(errors(enter(world, "clerk_dunhou", "敦厚镇", kinds["civil_culture"])))
    assert "kinds" in errors(enter(world, "clerk_dunhou", "敦厚镇", kinds["style_efficiency"]))
    assert Activity.objects.count() == 1


def test_a_kind_is_recorded_at_some_level(world, kinds):
    sent = {"keeper": world["吉安市"].pk, "label": "读书活动", "code": "reading"}
    page = world.client("city_officer").post(reverse("offices:activity_kind_create"), sent)
    assert "请至少勾选由哪一级登记" in page.content.decode()
    assert ActivityKind.objects.count() == len(kinds)


@pytest.mark.parametrize("user", ["county_jian", "clerk_dunhou", "city_leader", "sysadmin"])
def test_the_kinds_are_the_citys(world, kinds, user):
    client = world.client(user)
    assert client.get(reverse("offices:activity_kind_list")).status_code == 403
    assert client.post(reverse("offices:activity_kind_edit", args=[kinds["party_flag"].pk])).status_code == 403


def test_the_city_reads_the_activities_and_records_none(world, kinds):
    one, client = activity(world), world.client("city_officer")
    assert titles(client) == ["道德讲堂"]
    assert "登记活动" not in client.get(LIST).content.decode()
    assert client.get(reverse("offices:activity_edit", args=[one.pk])).status_code == 403
    assert enter(world, "city_officer", "吉安市", kinds["moral_education"]).status_code == 403
    assert Activity.objects.count() == 1


# Days and numbers


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("held_on", "", "请填写“开展日期”"),
        ("held_on", "2999-01-01", "不能填将来的日期。"),
        ("held_on", "1949-09-30", "请核对年份"),
        ("ended_on", "2999-01-01", "不能填将来的日期。"),
        ("ended_on", "2025-03-04", "不能早于开展日期。"),
        ("participants", "0", "不能小于1"),
        ("participants", "35.5", "请填整数"),
        ("participants", "99999999999999999999", "不能大于999999"),
        ("kinds", "", "请选择“种类”"),
        ("kinds", "999999", "请从列表中选择"),
        ("title", "", "请填写“活动名称”"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world, kinds, field, value, told):
    sent = {"division": world["敦厚镇"].pk, "title": "道德讲堂", "held_on": "2025-03-05"}
    sent |= {"kinds": [kinds["moral_education"].pk], field: [value] if value else []}
    answer = world.client("clerk_dunhou").post(reverse("offices:activity_create"), sent)
    assert told in " ".join(errors(answer)[field])
    assert not Activity.objects.exists()


def test_an_activity_of_today_and_one_of_several_days_are_taken(world, kinds):
    today = timezone.localdate()
    kind = kinds["moral_education"]
    assert enter(world, "clerk_dunhou", "敦厚镇", kind, held_on=today, ended_on=today).status_code == 302
    assert enter(world, "clerk_dunhou", "敦厚镇", kind, ended_on="2025-03-07").status_code == 302
    assert set(Activity.objects.values_list("held_on", "ended_on")) == {
        (today, today), (DAY, datetime.date(2025, 3, 7)),
    }  # fmt: skip


# What the list narrows to, and the export


def test_the_list_narrows_to_a_year_to_days_to_a_township_and_to_words(world, kinds):
    activity(world, "敦厚镇", kinds["moral_education"], title="甲")
    activity(world, "永阳镇", title="乙", held_on=datetime.date(2024, 12, 31), host="永阳镇纪委")
    activity(world, "高塘村", title="丙", held_on=datetime.date(2025, 6, 1))
    activity(world, "禾川镇", title="丁")
    client = world.client("county_jian")
    for asked, found in [
        ({}, "丙甲乙"),
        ({"year": "2024"}, "乙"),
        ({"since": "2025-03-05"}, "丙甲"),
        ({"since": "2024-12-31", "until": "2025-03-05"}, "甲乙"),
        ({"township": world["敦厚镇"].pk}, "丙甲"),
        ({"township": world["禾川镇"].pk}, ""),
        ({"q": "道德讲堂"}, "甲"),
        ({"q": "纪委"}, "乙"),
        ({"q": "高塘"}, "丙"),
        ({"until": "昨天"}, ""),
    ]:
        assert titles(client, **asked) == list(found), asked


def test_the_export_writes_kinds_days_and_numbers_as_such(world, kinds):
    activity(world, "敦厚镇", kinds["moral_education"], kinds["civil_culture"], participants=35)
    asked = {"column": ["kinds", "held_on", "participants"]}
    heads, row = rows_of(world.client("county_jian").get(reverse("offices:activity_export"), asked))
    assert [cell.value for cell in heads] == ["活动名称", "种类", "开展日期", "参加人数"]
    title, told, day, people = (cell.value for cell in row)
    assert (title, told, people, day.date()) == ("道德讲堂", "民政文化活动、思想道德教育", 35, DAY)


def test_what_others_chose_meanwhile_is_told_before_it_is_saved_over(world, kinds):
    one = activity(world, "敦厚镇", kinds["moral_education"])
    one.save()
    client, address = world.client("clerk_dunhou"), reverse("offices:activity_edit", args=[one.pk])
    opened = hidden(client.get(address))
    world.client("county_jian").post(address, {**opened, "kinds": [kinds["civil_culture"].pk]})
    page = client.post(address, {**opened, "kinds": [kinds["integrity_education"].pk]})
    assert page.context["form"].conflict.kept == ["种类"]
    assert "民政文化活动" in page.content.decode()
    client.post(address, hidden(page))
    assert [kind.code for kind in one.kinds.all()] == ["integrity_education"]
