"""What hangs on a unit when it is merged, moved, split or renamed: stations, homes, windows, papers, figures."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.divisions import past, services
from offices.models import Division, NursingHome, OfficeDocument, PopulationFigure, ServiceWindow, Station, Succession
from tests.offices.changes import DAY, EVE, SAID, admin_of, enter, page_of
from tests.reading import listed, told, wrong_at

YEARS_AGO = datetime.date(2019, 5, 1)


@pytest.fixture
def world(lent_world):
    return lent_world


def window(unit, place="township_hall", **values):
    return ServiceWindow.objects.create(division=unit, place=place, opened_on=YEARS_AGO, **values)


def merge(world, into="永阳镇", **said):
    return services.division_merge(
        admin_of(world), predecessors=[world["敦厚镇"]], successor=world[into], **{**SAID, **said}
    )


def fresh(row):
    row.refresh_from_db()
    return row


# Mergers


def test_the_units_own_window_closes_and_those_of_its_communities_go_on(world):
    hall, community = window(world["敦厚镇"]), window(world["城南社区"], "community", dedicated=True)
    merge(world)
    assert fresh(hall).closed_on == EVE
    assert fresh(community).closed_on is None
    shown = listed(world.client("county_jian"), "offices:window_list", "unit")
    assert shown == ["吉安县", "永阳镇", "城南社区"]


@pytest.mark.parametrize(
    ("opened", "closed", "stands"),
    [
        (YEARS_AGO, None, EVE),
        (DAY, None, DAY),
        (YEARS_AGO, datetime.date(2025, 12, 31), datetime.date(2025, 12, 31)),
    ],
    ids=["in operation", "set up on the very day", "closed long ago"],
)
def test_a_station_ends_with_its_township_unless_it_ended_before(world, opened, closed, stands):
    Station.objects.filter(pk=world.stations["敦厚镇"].pk).update(opened_on=opened, closed_on=closed)
    merge(world)
    assert fresh(world.stations["敦厚镇"]).closed_on == stands


def test_a_voided_station_is_left_as_it_was(world):
    world.stations["敦厚镇"].void(by=world.users["county_jian"], reason="误登")
    merge(world)
    assert fresh(world.stations["敦厚镇"]).closed_on is None


def test_open_homes_pass_to_the_heir_and_closed_ones_stay_behind(world):
    closed = NursingHome.objects.create(
        township=world["敦厚镇"], name="旧敬老院", opened_on=YEARS_AGO, closed_on=datetime.date(2024, 1, 31)
    )
    merge(world)
    assert fresh(world.homes["敦厚镇"]).township.name == "永阳镇"
    assert fresh(closed).township.name == "敦厚镇"
    assert listed(world.client("county_jian"), "offices:home_list", "township") == ["永阳镇"]


def test_the_end_of_a_station_stands_in_its_history_under_who_merged(world):
    enter(world, "敦厚镇", "merge", successor="永阳镇")
    station = world.stations["敦厚镇"]
    page = world.client("county_jian").get(reverse("offices:station_history", args=[station.pk])).content.decode()
    assert "sysadmin" in page
    assert "2026年2月28日" in page
    assert listed(world.client("county_jian"), "offices:station_list", "station", state="closed") == [
        f'<a href="{reverse("offices:station_detail", args=[station.pk])}">敦厚镇民政所</a>'
    ]


def test_a_home_whose_name_the_heir_has_already_is_named_before_anything_moves(world):
    """Two 中心敬老院 in one township: whoever merges is told which, not shown an error page."""
    NursingHome.objects.create(township=world["永阳镇"], name="敦厚镇敬老院", opened_on=YEARS_AGO)
    page = enter(world, "敦厚镇", "merge", successor="永阳镇")
    assert wrong_at(page) == {"__all__": "永阳镇已有名为“敦厚镇敬老院”的敬老院，请先更名。"}
    assert Division.objects.get(name="敦厚镇").valid_to is None
    NursingHome.objects.filter(township=world["永阳镇"]).update(name="永阳镇敬老院")
    assert told(enter(world, "敦厚镇", "merge", successor="永阳镇")) == "已登记：敦厚镇合并。"


@pytest.mark.parametrize("ended", [{"closed_on": datetime.date(2024, 1, 31)}, {"voided_at": "2024-01-31T00:00+08:00"}])
def test_a_home_of_that_name_that_is_no_more_is_in_nobodys_way(world, ended):
    NursingHome.objects.create(township=world["永阳镇"], name="敦厚镇敬老院", opened_on=YEARS_AGO, **ended)
    merge(world)
    assert fresh(world.homes["敦厚镇"]).township.name == "永阳镇"


@pytest.mark.parametrize(
    ("unit", "change", "target", "words"),
    [
        ("敦厚镇", "merge", {"successor": "永阳镇"}, "永阳镇已有名为“高塘村”的单位。"),
        ("江边村", "move", {"parent": "敦厚镇"}, "敦厚镇已有名为“高塘村”的单位。"),
    ],
)
def test_two_villages_of_one_name_never_come_to_stand_in_one_township(world, unit, change, target, words):
    """As a new, renamed or reopened unit may not take a neighbour's name, so none comes with one."""
    Division.objects.filter(pk=world["江边村"].pk).update(name="高塘村")
    assert wrong_at(enter(world, unit, change, **target)) == {"__all__": words}
    assert Division.objects.get_parent(Division.objects.get(pk=world["江边村"].pk)).name == "永阳镇"
    services.division_rename(SYSTEM, division=world["江边村"], name="江边新村", kind="村", **SAID)
    assert "已登记" in told(enter(world, unit, change, **target))


def test_several_units_are_merged_at_once_and_each_says_where_it_went(world):
    services.division_move(SYSTEM, division=world["禾川镇"], parent=world["吉安县"], **SAID)
    heir = services.division_merge(
        admin_of(world), predecessors=[world["敦厚镇"], world["禾川镇"]], successor=world["永阳镇"],
        on=datetime.date(2026, 4, 1), source="合并",
    )  # fmt: skip
    below = {unit.name for unit in Division.objects.get_children(heir)}
    assert below == {"江边村", "高塘村", "城南社区", "城东村"}
    gone = set(Succession.objects.values_list("predecessor__name", "successor__name", "kind"))
    assert gone == {("敦厚镇", "永阳镇", "merge"), ("禾川镇", "永阳镇", "merge")}
    entry = AuditEntry.objects.filter(action=Action.DIVISION_CHANGED).latest("sequence")
    assert entry.detail["并入的单位"] == ["敦厚镇", "禾川镇"]
    assert (entry.detail["变更"], entry.detail["生效日期"]) == ("合并", "2026-04-01")


@pytest.mark.parametrize(
    ("unit", "into"),
    [("敦厚镇", "敦厚镇"), ("敦厚镇", "永新县"), ("高塘村", "敦厚镇")],
    ids=["itself", "a county", "its township"],
)
def test_only_another_unit_of_the_same_level_takes_a_unit_in(world, unit, into):
    with pytest.raises(ValidationError, match="只有同级、存续的单位"):
        services.division_merge(SYSTEM, predecessors=[world[unit]], successor=world[into], **SAID)


def test_the_page_of_a_merged_unit_and_of_its_heir_tell_of_each_other(world):
    merge(world)
    client = world.client("county_jian")
    for one, other in (("敦厚镇", "永阳镇"), ("永阳镇", "敦厚镇")):
        page = client.get(reverse("offices:division_detail", args=[world[one].pk])).content.decode()
        assert "合并" in page
        assert other in page
        assert SAID["source"] in page


def test_papers_and_figures_of_a_merged_unit_are_still_read_where_they_are(world):
    paper = OfficeDocument.objects.create(keeper=world["敦厚镇"], title="敦厚镇工作规章", dated=YEARS_AGO)
    PopulationFigure.objects.create(division=world["敦厚镇"], year=2024, basis="registered", persons=32000)
    merge(world)
    client = world.client("county_jian")
    assert client.get(reverse("offices:document_detail", args=[paper.pk])).status_code == 200
    assert listed(client, "offices:population_list", "persons", q="敦厚") == ["32,000"]


def test_a_merged_units_clerk_sees_what_is_left_and_the_heirs_sees_the_villages(world):
    merge(world)
    clerk = world.client("clerk_dunhou")
    assert clerk.get(reverse("offices:division_detail", args=[world["高塘村"].pk])).status_code == 404
    assert clerk.get(reverse("offices:division_detail", args=[world["敦厚镇"].pk])).status_code == 200
    assert listed(clerk, "offices:station_list", "township") == []


# Moves, splits, new names


def test_whoever_kept_a_township_that_was_moved_keeps_it_no_more(world):
    services.division_move(admin_of(world), division=world["敦厚镇"], parent=world["永新县"], **SAID)
    edit = reverse("offices:station_edit", args=[world.stations["敦厚镇"].pk])
    assert world.client("county_jian").get(edit).status_code == 404
    assert world.client("county_yongxin").get(edit).status_code == 200
    assert world.client("clerk_dunhou").get(edit).status_code == 200


def test_a_new_name_reaches_every_list_and_the_station_keeps_its_own(world):
    services.division_rename(admin_of(world), division=world["敦厚镇"], name="敦厚街道", kind="街道", **SAID)
    client = world.client("county_jian")
    assert listed(client, "offices:station_list", "township", q="敦厚") == ["敦厚街道"]
    assert listed(client, "offices:home_list", "township") == ["敦厚街道"]
    assert fresh(world.stations["敦厚镇"]).name == "敦厚镇民政所"


def test_the_new_unit_of_a_split_owes_a_station_and_the_old_one_keeps_its_own(world):
    enter(world, "敦厚镇", "split", name="城南街道", kind="街道", children="城南社区")
    client = world.client("county_jian")
    assert listed(client, "offices:station_list", "township", state="none") == ["城南街道"]
    proposed = client.get(reverse("offices:station_setup")).context["setting_up"].proposals
    assert [one.station.name for one in proposed] == ["城南街道民政所"]
    assert fresh(world.stations["敦厚镇"]).closed_on is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "永阳镇", "children": []}, "吉安县已有名为“永阳镇”的单位"),
        ({"name": "新镇", "children": ["江边村"]}, "只能划出本单位直接下辖"),
        ({"name": "新镇", "children": ["敦厚镇"]}, "只能划出本单位直接下辖"),
    ],
    ids=["a name that is taken", "a neighbour's village", "the unit itself"],
)
def test_a_split_that_cannot_be_is_refused(world, values, words):
    children = [world[name] for name in values["children"]]
    with pytest.raises(ValidationError, match=words):
        services.division_split(
            SYSTEM, division=world["敦厚镇"], name=values["name"], kind="镇", children=children, **SAID
        )
    assert not Succession.objects.exists()


def test_the_city_is_not_split(world):
    with pytest.raises(ValidationError, match="最高一级的单位不能分设"):
        services.division_split(SYSTEM, division=world["吉安市"], name="新市", kind="设区市", children=[], **SAID)


def test_two_changes_of_one_day_leave_one_era(world):
    for name in ("敦厚街道", "城关街道"):
        services.division_rename(SYSTEM, division=world["敦厚镇"], name=name, kind="街道", **SAID)
    eras = list(world["敦厚镇"].eras.order_by("valid_from").values_list("name", "valid_to"))
    assert eras == [("敦厚镇", EVE), ("城关街道", None)]
    assert past.standing_on(world["敦厚镇"].pk, DAY).name == "城关街道"


def test_a_new_kind_alone_is_a_change_and_none_at_all_is_not(world):
    said = dict(division=world["敦厚镇"], name="敦厚镇", **SAID)
    with pytest.raises(ValidationError, match="名称和类别都没有变化"):
        services.division_rename(SYSTEM, kind="镇", **said)
    services.division_rename(SYSTEM, kind="街道", **said)
    assert [era.kind for era in world["敦厚镇"].eras.order_by("valid_from")] == ["镇", "街道"]


# The screens


def test_the_list_of_units_is_empty_until_something_is_asked_and_finds_former_names(world):
    services.division_rename(SYSTEM, division=world["敦厚镇"], name="城关街道", kind="街道", **SAID)
    client, name = world.client("sysadmin"), "offices:division_change_list"
    assert listed(client, name, "name") == []
    (found,) = listed(client, name, "name", q="敦厚镇")
    assert f'href="{page_of(world["敦厚镇"])}">城关街道' in found
    assert listed(client, name, "way", q="敦厚镇") == ["吉安市 › 吉安县"]
    assert len(listed(client, name, "name", level="county")) == 3


@pytest.mark.parametrize(
    ("unit", "change", "field", "offered"),
    [
        ("敦厚镇", "move", "parent", ["吉安县", "永新县", "井冈山管理局"]),
        ("高塘村", "move", "parent", ["敦厚镇", "永阳镇", "禾川镇"]),
        ("敦厚镇", "merge", "successor", ["永阳镇"]),
        ("高塘村", "merge", "successor", ["城南社区"]),
        ("敦厚镇", "split", "children", ["高塘村", "城南社区"]),
    ],
)
def test_a_change_offers_the_units_that_it_may_name(world, unit, change, field, offered):
    form = world.client("sysadmin").get(page_of(world[unit], change)).context["form"]
    assert [one.name for one in form.fields[field].queryset] == offered


@pytest.mark.parametrize(
    ("unit", "kinds"),
    [
        ("吉安县", ["县", "区", "县级市", "功能区"]),
        ("敦厚镇", ["镇", "乡", "民族乡", "街道"]),
        ("高塘村", ["村", "社区"]),
    ],
)
def test_a_unit_becomes_what_units_of_its_level_are(world, unit, kinds):
    form = world.client("sysadmin").get(page_of(world[unit], "rename")).context["form"]
    assert [kind for kind, _ in form.fields["kind"].choices] == kinds
    assert form["name"].value() == unit


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"on": ""}, {"on"}),
        ({"source": ""}, {"source"}),
        ({"name": "", "kind": "城"}, {"name", "kind"}),
        ({"on": "2026-02-30"}, {"on"}),
    ],
)
def test_what_a_change_lacks_is_said_at_its_field(world, sent, wrong):
    page = enter(world, "敦厚镇", "rename", **{"name": "敦厚街道", "kind": "街道", **sent})
    assert set(wrong_at(page)) == wrong
    assert page.context["impact"] is None
    assert Division.objects.get(pk=world["敦厚镇"].pk).name == "敦厚镇"


def test_a_change_that_does_not_exist_is_not_found(world):
    assert world.client("sysadmin").get(page_of(world["敦厚镇"], "abolish")).status_code == 404


def test_a_split_shows_what_the_chosen_villages_bring_along(world):
    values = {
        "name": "城南街道",
        "kind": "街道",
        "children": [world["城南社区"].pk],
        "on": "2026-03-01",
        "source": "批复",
    }
    page = world.client("sysadmin").post(page_of(world["敦厚镇"], "split"), values)
    assert (page.context["impact"].units, page.context["impact"].stations) == (1, 0)
    assert not Division.objects.filter(name="城南街道").exists()
