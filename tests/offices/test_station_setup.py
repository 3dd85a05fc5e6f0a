"""Setting up the stations of many townships at once: proposed, previewed, all or none."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.identity import acting_as
from offices.models import Division, Station
from offices.registers.station_writes import stations_set_up
from offices.stations.setting_up import SAME_NAME
from tests.offices.test_station_pages import DAY
from tests.reading import sent_back

MANY = 20


@pytest.fixture
def url():
    return reverse("offices:station_setup")


@pytest.fixture
def townships(world):
    """Twenty townships of 吉安县 that have no station."""
    values = {"level": "township", "kind": "镇"}
    for number in range(MANY):
        world["吉安县"].refresh_from_db()
        Division.objects.add_child(world["吉安县"], {**values, "name": f"新设{number:02d}镇"})
    return list(Division.objects.filter(name__startswith="新设"))


def sent(townships, **more):
    names = {f"name_{one.pk}": f"{one.name}民政所" for one in townships}
    chosen = {"township": [one.pk for one in townships]}
    return {"opened_on": "2026-01-08", "founded_by": "吉县编〔2026〕3号", "step": "save", **names, **chosen, **more}


def test_every_township_without_a_station_is_proposed_ticked_and_named(world, townships, url):
    world.stations["永阳镇"].void(by=world.users["county_jian"], reason="重复登记")
    page = world.client("county_jian").get(url)
    proposed = {one.station.name: one for one in page.context["setting_up"].proposals}
    assert len(proposed) == MANY + 1
    assert all(one.chosen for one in proposed.values())
    assert [old.name for old in proposed["永阳镇民政所"].former] == ["永阳镇民政所"]
    text = page.content.decode()
    assert "敦厚镇民政所" not in text
    assert "禾川镇" not in text


def test_a_preview_writes_nothing_and_twenty_are_set_up_with_one_entry(world, townships, url):
    client = world.client("county_jian")
    values = sent(townships, **{f"name_{townships[0].pk}": "新设零零镇民政所"})
    page = client.post(url, {**values, "step": "preview"})
    assert f"将设立 {MANY} 个民政所" in page.content.decode()
    assert not Station.objects.filter(township__in=townships).exists()
    assert client.post(url, values).status_code == 302
    made = Station.objects.filter(township__in=townships)
    assert made.count() == MANY
    assert set(made.values_list("opened_on", "founded_by")) == {(DAY, "吉县编〔2026〕3号")}
    assert made.get(township=townships[0]).name == "新设零零镇民政所"
    entry = AuditEntry.objects.get(action=Action.RECORDED)
    assert entry.detail["条数"] == MANY
    assert "新设零零镇民政所" in entry.detail["名单"]
    assert {one.history.get().history_user for one in made} == {world.users["county_jian"]}


def test_what_was_previewed_is_what_is_saved(world, townships, url):
    """The page of the preview carries all that the confirmation sends."""
    client = world.client("county_jian")
    page = client.post(url, {**sent(townships[:2], founded_by=""), "step": "preview"}).content.decode()
    for name, value in (("township", townships[0].pk), ("township", townships[1].pk), ("opened_on", "2026-01-08")):
        assert f'name="{name}" value="{value}"' in page
    assert f'name="township" value="{townships[2].pk}"' not in page


def test_the_units_that_got_a_station_are_judged_anew(world, townships, url, monkeypatch):
    told = []
    monkeypatch.setattr("jian_minzheng.core.hooks.facts_changed", told.extend)
    world.client("county_jian").post(url, sent(townships[:3]))
    assert set(told) == {one.pk for one in townships[:3]}


def test_one_faulty_row_keeps_all_others_from_being_written(world, townships, url):
    client = world.client("county_jian")
    values = sent(townships, **{f"name_{townships[3].pk}": " "})
    Station.objects.create(township=townships[5], name="别人刚设的民政所", opened_on=DAY)
    for step in ("preview", "save"):
        page = client.post(url, {**values, "step": step})
        faulty = {one.station.township: one.errors for one in page.context["setting_up"].faulty}
        assert set(faulty) == {townships[3], townships[5]}
        assert "已有一个在运行的民政所" in faulty[townships[5]][0]
        assert f'href="#name_{townships[3].pk}"' in page.content.decode()
        assert "确认设立" not in page.content.decode()
    assert Station.objects.filter(township__in=townships).count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"opened_on": "2999-01-01"}, "不能填将来的日期"),
        ({"opened_on": ""}, "请填写“设立日期”。"),
        ({"township": []}, "请至少勾选一个"),
    ],
)
def test_what_is_missing_is_said(world, townships, url, change, said):
    page = world.client("county_jian").post(url, sent(townships, **change))
    assert said in page.content.decode()
    assert not Station.objects.filter(township__in=townships).exists()


def test_a_name_with_a_personal_number_is_refused(world, townships, url):
    values = sent(townships, **{f"name_{townships[0].pk}": "王某110105194912310021"})
    assert "不能写身份证号" in world.client("county_jian").post(url, values).content.decode()
    assert not Station.objects.filter(township__in=townships).exists()


def test_a_township_of_another_county_is_refused_with_all_the_rest(world, townships, url):
    world.stations["禾川镇"].void(by=world.users["county_yongxin"], reason="误登")
    page = world.client("county_jian").post(url, sent([*townships, world["禾川镇"]]))
    assert "无权查看" in page.content.decode()
    assert not Station.objects.filter(township__in=townships).exists()
    assert not Station.objects.filter(township=world["禾川镇"]).live().exists()


def test_only_those_who_keep_stations_are_offered_it(world, townships, url):
    for username in ("city_officer", "city_leader", "gov_dunhou", "village_gaotang"):
        client = world.client(username)
        assert client.get(url).status_code == 403, username
        assert client.post(url, sent(townships)).status_code == 403, username
    assert not Station.objects.filter(township__in=townships).exists()
    for username, offered in (("county_jian", True), ("city_officer", False), ("clerk_dunhou", False)):
        page = world.client(username).get(reverse("offices:station_list")).content.decode()
        assert (url in page) is offered, username


def test_a_county_whose_townships_all_have_one_is_told_so(world, url):
    assert "都有在运行的民政所" in world.client("county_yongxin").get(url).content.decode()


@pytest.mark.parametrize("step", ["preview", "save"])
def test_two_of_one_batch_do_not_get_one_name(world, townships, url, step):
    values = sent(townships, **{f"name_{townships[1].pk}": "新设00镇民政所", "step": step})
    page = world.client("county_jian").post(url, values)
    faulty = {one.station.township: one.errors for one in page.context["setting_up"].faulty}
    assert faulty == {townships[0]: [SAME_NAME], townships[1]: [SAME_NAME]}
    assert SAME_NAME in page.content.decode()
    assert not Station.objects.filter(township__in=townships).exists()


def test_nor_the_name_of_another_station_of_the_county(world, townships, url):
    client = world.client("county_jian")
    values = sent(townships, **{f"name_{townships[0].pk}": "敦厚镇民政所"})
    page = client.post(url, values)
    assert [one.errors for one in page.context["setting_up"].faulty] == [[SAME_NAME]]
    world.stations["敦厚镇"].void(by=world.users["county_jian"], reason="误登")
    assert client.post(url, values).status_code == 302


def test_counties_may_have_stations_of_one_name(world, townships, url):
    values = sent(townships, **{f"name_{townships[0].pk}": world.stations["禾川镇"].name})
    assert world.client("county_jian").post(url, values).status_code == 302


def test_a_single_station_is_not_renamed_to_anothers_name_and_keeps_what_it_has(world):
    client, station = world.client("county_jian"), world.stations["敦厚镇"]
    edit = reverse("offices:station_edit", args=[station.pk])
    page = sent_back(client, edit, name="永阳镇民政所")
    assert page.context["form"].errors["name"] == [SAME_NAME]
    Station.objects.filter(pk=world.stations["永阳镇"].pk).update(name=station.name)
    sent_back(client, edit, address="文山路9号")
    station.refresh_from_db()
    assert station.address == "文山路9号"


def test_a_name_taken_since_the_preview_is_refused_at_the_door(world, townships):
    stations = [Station(township=one, name="新设00镇民政所", opened_on=DAY) for one in townships[:2]]
    with pytest.raises(ValidationError, match="叫这个名称"):
        stations_set_up(acting_as(world.users["county_jian"]), stations=stations)
    assert not Station.objects.filter(township__in=townships).exists()
