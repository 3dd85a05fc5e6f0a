"""Nursing homes, service windows and population figures at the edges: days, states, odd orders, words."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import Division, HomeCensus, NursingHome, PopulationFigure, ServiceWindow
from tests.reading import exported, listed, sent_back, told, wrong_at

DAY = datetime.date(2026, 1, 8)
OPENED = datetime.date(2018, 1, 1)
ONE_DAY = datetime.timedelta(days=1)
HOMES, WINDOWS, FIGURES = "offices:home_list", "offices:window_list", "offices:population_list"


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def home(world):
    return world.homes["敦厚镇"]


@pytest.fixture
def clerk(world):
    return world.client("clerk_dunhou")


@pytest.fixture
def county(world):
    return world.client("county_jian")


def at(record, what):
    return reverse(
        f"offices:{record._meta.model_name.removeprefix('nursing').removeprefix('service')}_{what}", args=[record.pk]
    )


def name_of(cell):
    return cell.partition(">")[2].removesuffix("</a>") or cell


def names(client, name, column, **query):
    return [name_of(cell) for cell in listed(client, name, column, **query)]


# Homes


@pytest.mark.parametrize(
    ("closed", "states"),
    [
        (None, {"", "open", "blank"}),
        (0, {"", "open", "blank"}),
        (-1, {"closed"}),
    ],
    ids=["in operation", "today is the last day", "ended yesterday"],
)
def test_a_home_stands_in_the_list_of_its_state(home, county, closed, states):
    if closed is not None:
        NursingHome.objects.filter(pk=home.pk).update(closed_on=timezone.localdate() + closed * ONE_DAY)
    found = {state for state in ("", "open", "blank", "closed", "void") if names(county, HOMES, "name", state=state)}
    assert found == states


def test_a_home_that_said_how_it_stands_is_blank_no_more(home, county):
    HomeCensus.objects.create(home=home, as_of=DAY, beds=0)
    assert names(county, HOMES, "name", state="blank") == []
    assert listed(county, HOMES, "beds") == ["0"]
    assert listed(county, HOMES, "residents") == ["—"]


@pytest.mark.parametrize(
    ("what", "values", "field", "words"),
    [
        ("close", {"closed_on": "2017-12-31"}, "__all__", "停办日期不能早于开办日期。"),
        ("close", {"closed_on": "2999-01-01"}, "closed_on", "不能填将来的日期。"),
        ("close", {"closed_on": ""}, "closed_on", ""),
        ("edit", {"opened_on": "2999-01-01"}, "opened_on", "不能填将来的日期。"),
        ("edit", {"name": ""}, "name", ""),
        ("census", {"as_of": "2026-01-08", "beds": "-1"}, "beds", "0"),
        ("census", {"as_of": "2026-01-08", "residents": "3", "dependent": "4"}, "dependent", "失能人数(4)不能多于"),
        ("census", {"as_of": "2999-01-01", "beds": "4"}, "as_of", "不能填将来的日期。"),
    ],
    ids=["ended before it began", "ends in the future", "ends some day", "opens in the future", "no name",
         "fewer than no beds", "more helpless than there are", "a census of tomorrow"],
)  # fmt: skip
def test_what_cannot_be_said_of_a_home_is_refused_at_its_field(home, clerk, what, values, field, words):
    page = sent_back(clerk, at(home, what), **values)
    assert list(wrong_at(page)) == [field]
    assert words in wrong_at(page)[field]
    home.refresh_from_db()
    assert (home.version, home.closed_on, home.censuses.count()) == (1, None, 0)


def test_a_home_is_not_opened_later_than_it_closed(home, clerk):
    sent_back(clerk, at(home, "close"), closed_on="2020-06-30")
    assert "停办日期不能早于开办日期" in wrong_at(sent_back(clerk, at(home, "edit"), opened_on="2020-07-01"))["__all__"]
    assert "已保存" in told(sent_back(clerk, at(home, "edit"), opened_on="2020-06-30"))


def test_a_home_does_not_reopen_or_come_back_beside_a_new_one_of_its_name(world, home, clerk):
    sent_back(clerk, at(home, "close"), closed_on="2026-01-31")
    new = {"township": world["敦厚镇"].pk, "name": home.name, "opened_on": "2026-02-01"}
    clerk.post(reverse("offices:home_create"), new)
    assert "已有同名的敬老院" in str(wrong_at(sent_back(clerk, at(home, "reopen"))))
    successor = NursingHome.objects.get(opened_on="2026-02-01")
    clerk.post(at(successor, "void"), {"reason": "误登"})
    assert "已重新启用" in told(sent_back(clerk, at(home, "reopen")))
    assert "已有同名的敬老院" in told(clerk.post(at(successor, "restore"), follow=True))


def test_how_a_home_stood_before_is_filled_in_and_changes_nothing_today(home, clerk):
    sent_back(clerk, at(home, "census"), as_of="2026-01-08", beds="40", residents="30")
    said = told(sent_back(clerk, at(home, "census"), as_of="2024-01-01", residents="20"))
    assert "已补录2024年1月1日起的历史情况" in said
    assert listed(clerk, HOMES, "residents") == ["30"]
    assert listed(clerk, HOMES, "as_of") == ["2026年1月8日"]


@pytest.mark.parametrize(
    ("answer", "shown"), [("True", "是"), ("False", "否"), ("", "—")], ids=["yes", "no", "nobody said"]
)
def test_an_unanswered_question_is_neither_yes_nor_no(home, clerk, answer, shown):
    sent_back(clerk, at(home, "census"), as_of="2026-01-08", beds="40", county_funded=answer)
    assert listed(clerk, HOMES, "funded") == [shown]


def test_the_export_of_homes_is_typed(home, clerk):
    HomeCensus.objects.create(home=home, as_of=DAY, beds=40, residents=30, county_funded=True)
    columns = ["county", "township", "beds", "residents", "dependent", "funded", "as_of", "opened", "closed"]
    (row,) = exported(clerk, "offices:home_export", column=columns)
    assert row == {
        "县(市、区)": "吉安县", "乡镇(街道)": "敦厚镇", "敬老院": "敦厚镇敬老院", "床位(张)": 40, "供养对象(人)": 30,
        "其中失能(人)": None, "经费由县级财政安排": "是", "停办日期": None,
        "情况自": datetime.datetime.combine(DAY, datetime.time()),
        "开办日期": datetime.datetime.combine(OPENED, datetime.time()),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "order"),
    [("-beds", ["乙院", "甲院", "丙院"]), ("beds", ["甲院", "乙院", "丙院"]),
     ("opened", ["甲院", "丙院", "乙院"])],
)  # fmt: skip
def test_homes_are_sorted_with_the_unknown_last(world, home, county, sort, order):
    home.void(by=world.users["county_jian"], reason="另有登记")
    for name, beds, year in (("甲院", 10, 2001), ("乙院", 20, 2003), ("丙院", None, 2002)):
        made = NursingHome.objects.create(township=world["永阳镇"], name=name, opened_on=datetime.date(year, 1, 1))
        if beds:
            HomeCensus.objects.create(home=made, as_of=DAY, beds=beds)
    assert names(county, HOMES, "name", sort=sort) == order


# Windows


def window(unit, place="township_hall", **values):
    return ServiceWindow.objects.create(division=unit, place=place, **{"opened_on": OPENED, **values})


@pytest.mark.parametrize(
    ("windows", "state"),
    [
        ([], "missing"),
        ([{"dedicated": None}], "unknown"),
        ([{"dedicated": False}], "shared"),
        ([{"dedicated": True}], "dedicated"),
        ([{"dedicated": False}, {"dedicated": None}], "unknown"),
        ([{"dedicated": False}, {"dedicated": True}], "dedicated"),
        ([{"dedicated": True, "closed_on": -1}], "missing"),
        ([{"dedicated": True, "closed_on": 0}], "dedicated"),
        ([{"dedicated": True, "voided_at": timezone.now()}], "missing"),
        ([{"dedicated": False}, {"dedicated": True, "closed_on": -1}], "shared"),
    ],
    ids=["none", "nobody said", "shared", "its own", "shared and unsaid", "shared and its own", "closed yesterday",
         "closes today", "voided", "shared, its own closed"],
)  # fmt: skip
def test_the_state_of_a_hall_follows_from_its_windows_on_list_and_filter_alike(world, clerk, windows, state):
    for values in windows:
        if isinstance(values.get("closed_on"), int):
            values = {**values, "closed_on": timezone.localdate() + values["closed_on"] * ONE_DAY}
        window(world["敦厚镇"], **values)
    words = {"missing": "没有窗口", "unknown": "是否专用未填", "shared": "不是专用", "dedicated": "有专用窗口"}
    (shown,) = listed(clerk, WINDOWS, "state", place="township_hall")
    assert words[state] in shown
    found = {one for one in words if listed(clerk, WINDOWS, "unit", place="township_hall", state=one)}
    assert found == {state}


@pytest.mark.parametrize(
    ("place", "units"),
    [
        ("", ["吉安县", "敦厚镇", "城南社区", "永阳镇"]),
        ("county_hall", ["吉安县"]),
        ("township_hall", ["敦厚镇", "永阳镇"]),
        ("community", ["城南社区"]),
    ],
    ids=["all", "county halls", "township halls", "communities"],
)
def test_villages_owe_no_window_and_the_others_are_told_apart(county, place, units):
    assert listed(county, WINDOWS, "unit", place=place) == units


def test_a_community_that_became_a_village_keeps_its_window_and_gets_no_other(world, county):
    one = window(world["城南社区"], "community", location="一楼")
    Division.objects.filter(pk=world["城南社区"].pk).update(kind="村")
    assert "城南社区" not in listed(county, WINDOWS, "unit")
    assert county.get(reverse("offices:window_create", args=[world["城南社区"].pk])).status_code == 404
    assert "已保存" in told(sent_back(county, at(one, "edit"), location="二楼"))


def test_a_window_out_of_use_says_so_and_goes_on_from_its_page(world, clerk):
    one = window(world["敦厚镇"], location="3号窗口", dedicated=True)
    assert told(sent_back(clerk, at(one, "close"), closed_on="2026-01-31")) == "已登记停用日期。"
    (cell,) = listed(clerk, WINDOWS, "windows", state="closed")
    assert "3号窗口(2026-01-31 停用)" in cell
    assert "已重新启用" in told(sent_back(clerk, at(one, "reopen")))
    assert listed(clerk, WINDOWS, "unit", state="closed") == []
    actions = list(AuditEntry.objects.filter(object_type="offices.ServiceWindow").values_list("action", flat=True))
    assert actions == [Action.REOPENED, Action.CLOSED]


def test_a_unit_with_a_dedicated_window_is_not_asked_to_open_another(world, clerk):
    def offered():
        return ["登记窗口" in cell for cell in listed(clerk, WINDOWS, "windows", place="township_hall")]

    assert offered() == [True]
    window(world["敦厚镇"], dedicated=False)
    assert offered() == [True]
    window(world["敦厚镇"], dedicated=True)
    assert offered() == [False]


def test_the_export_of_windows_says_what_the_list_says(world, county):
    window(world["敦厚镇"], location="=HYPERLINK(1)", dedicated=False)
    rows = exported(
        county, "offices:window_export", state="shared", column=["above", "place", "state", "windows", "count"]
    )
    assert rows == [
        {"上级单位": "吉安县", "单位": "敦厚镇", "应设地点": "乡镇(街道)便民服务大厅", "窗口情况": "不是专用",
         "窗口位置": "=HYPERLINK(1)", "窗口数": 1}
    ]  # fmt: skip


# Population figures


def enter(world, client, **values):
    sent = {"division": world["敦厚镇"].pk, "year": "2024", "basis": "registered", "persons": "32000", **values}
    return client.post(reverse("offices:population_create"), sent, follow=True)


@pytest.mark.parametrize(
    ("year", "taken"),
    [
        ("1949", False),
        ("1950", True),
        (str(timezone.localdate().year), True),
        (str(timezone.localdate().year + 1), False),
    ],
    ids=["1949", "1950", "this year", "next year"],
)
def test_a_figure_is_of_a_year_that_has_come(world, clerk, year, taken):
    page = enter(world, clerk, year=year)
    assert PopulationFigure.objects.exists() is taken
    assert taken or "年份应在1950年到今年之间" in wrong_at(page)["year"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"persons": "-1"}, "persons"), ({"persons": ""}, "persons"), ({"persons": "三万"}, "persons"),
     ({"basis": "x"}, "basis"), ({"year": ""}, "year"), ({"division": ""}, "division")],
    ids=["less than nobody", "no figure", "in words", "no such basis", "no year", "no unit"],
)  # fmt: skip
def test_a_figure_that_cannot_be_read_is_refused_at_its_field(world, clerk, values, field):
    assert field in wrong_at(enter(world, clerk, **values))
    assert not PopulationFigure.objects.exists()


def test_nobody_lives_there_is_a_figure(world, clerk):
    enter(world, clerk, persons="0")
    assert listed(clerk, FIGURES, "persons") == ["0"]


def test_the_page_of_a_unit_shows_the_newest_figure_of_each_basis(world, clerk):
    for year, basis, persons in ((2022, "registered", 31000), (2024, "registered", 32000), (2020, "resident", 28000)):
        enter(world, clerk, year=str(year), basis=basis, persons=str(persons))
    line = clerk.get(reverse("offices:division_detail", args=[world["敦厚镇"].pk])).context["line"]
    assert (line.registered.persons, line.resident.persons) == (32000, 28000)
    assert [figure.year for figure in line.figures] == [2024, 2022, 2020]
    (row,) = [r for r in exported(clerk, "offices:division_export") if r["名称"] == "敦厚镇"]
    assert (row["户籍人口"], row["户籍人口年份"], row["常住人口"], row["常住人口年份"]) == (32000, 2024, 28000, 2020)


def test_the_next_figure_is_entered_at_the_same_unit(world, clerk):
    page = enter(world, clerk, again="1")
    assert told(page) == "已登记“敦厚镇 2024年 户籍人口”。"
    assert str(page.context["form"]["division"].value()) == str(world["敦厚镇"].pk)
    assert page.context["form"]["year"].value() in (None, "")


@pytest.mark.parametrize(
    ("sort", "years"), [("year", [2020, 2022, 2024]), ("-persons", [2024, 2022, 2020]), ("persons", [2020, 2022, 2024])]
)
def test_figures_are_sorted_as_numbers(world, clerk, sort, years):
    for year, persons in ((2020, 9_999), (2022, 10_000), (2024, 100_000)):
        PopulationFigure.objects.create(division=world["敦厚镇"], year=year, basis="registered", persons=persons)
    assert listed(clerk, FIGURES, "year", sort=sort) == [str(year) for year in years]


# The tree as a workbook


def test_the_tree_is_exported_typed_with_closed_units_and_what_lies_below(world, county):
    Division.objects.filter(pk=world["江边村"].pk).update(valid_to=DAY)
    Division.objects.filter(pk=world["城南社区"].pk).update(virtual=True)
    rows = {row["名称"]: row for row in exported(county, "offices:division_export", root=world["吉安县"].pk)}
    assert list(rows) == ["吉安县", "敦厚镇", "高塘村", "城南社区", "永阳镇", "江边村"]
    assert (rows["吉安县"]["村(居)数"], rows["吉安县"]["民政所数"]) == (1, 2)
    assert (rows["敦厚镇"]["上级"], rows["敦厚镇"]["民政区划代码"], rows["敦厚镇"]["层级"]) == (
        "吉安县", "360821100", "乡镇(街道)",
    )  # fmt: skip
    assert rows["江边村"]["撤销日期"] == datetime.datetime.combine(DAY, datetime.time())
    assert (rows["城南社区"]["仅供统计"], rows["高塘村"]["仅供统计"]) == ("是", "否")
    assert (rows["高塘村"]["村(居)数"], rows["高塘村"]["户籍人口"]) == (None, None)


@pytest.mark.parametrize("root", ["²", "x", "-1", "99999999999999999999"])
def test_a_root_that_is_no_unit_exports_nothing(county, root):
    assert county.get(reverse("offices:division_export"), {"root": root}).status_code in {400, 404}
    assert not AuditEntry.objects.filter(action=Action.EXPORTED).exists()


def test_an_emptied_search_shows_the_tree_again(world, county):
    page = county.get(reverse("offices:division_search"), {"q": "  "})
    assert [line.unit.name for line in page.context["lines"]] == ["敦厚镇", "永阳镇"]


def test_a_long_list_of_hits_is_read_page_by_page(world, county):
    for number in range(31):
        world["永阳镇"].refresh_from_db()
        Division.objects.add_child(world["永阳镇"], {"level": "village", "kind": "村", "name": f"新建{number:02d}村"})
    first, second = (county.get(reverse("offices:division_list"), {"q": "新建", "page": page}) for page in (1, 2))
    assert [len(page.context["hits"]) for page in (first, second)] == [30, 1]
    assert "新建30村" in second.content.decode()
