"""The list of people: every filter, sort and column on its own, days at their edges, and what the workbook holds."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.divisions import services
from staffing.vocabulary import Channel, Employment, EndReason, Kind, Payer, Position, WorkingMode
from tests.reading import exported, listed
from tests.staffing.people import employ, number, post

NAME = "staffing:person_list"
EXPORT = "staffing:person_export"
FIRST, LAST = datetime.date(2020, 3, 1), datetime.date(2022, 5, 31)
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def world(lent_world):
    return lent_world


def names(client, **query):
    return [cell.partition(">")[2].partition("<")[0] for cell in listed(client, NAME, "name", **query)]


@pytest.fixture
def staff(world):
    """One of each: head, specialist, director of a home, clerk of the bureau, and one who left."""
    employ(
        world,
        "甲所长",
        position=Position.HEAD,
        employment=Employment.INSTITUTION_FULL,
        channel="01",
        monthly_pay=Decimal(5000),
        payer=Payer.COUNTY_BUDGET,
        title="所长",
        from_date=datetime.date(2019, 1, 1),
    )
    employ(
        world,
        "乙专干",
        "高塘村",
        kind=Kind.VILLAGE_SPECIALIST,
        position=Position.SPECIALIST,
        employment=Employment.COMMITTEE_MEMBER,
        working_mode=WorkingMode.CONCURRENT,
        filed_on=datetime.date(2021, 6, 1),
        monthly_pay=Decimal(260),
    )
    employ(
        world,
        "丙院长",
        kind=Kind.NURSING_HOME_STAFF,
        position=Position.DIRECTOR,
        home=world.homes["敦厚镇"],
        from_date=datetime.date(2021, 1, 1),
    )
    employ(
        world,
        "丁科员",
        "吉安县",
        kind=Kind.BUREAU_STAFF,
        employment=Employment.ADMINISTRATIVE,
        working_mode=WorkingMode.LONG_LEAVE,
        from_date=datetime.date(2018, 1, 1),
    )
    employ(world, "戊离任", to_date=LAST, end_reason=EndReason.RETIRED)
    return world.client("county_jian")  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        *[({"kind": kind}, [name]) for kind, name in zip(
            (Kind.STATION_STAFF, Kind.VILLAGE_SPECIALIST, Kind.NURSING_HOME_STAFF, Kind.BUREAU_STAFF),
            ("甲所长", "乙专干", "丙院长", "丁科员"), strict=True)],
        ({"employment": Employment.COMMITTEE_MEMBER}, ["乙专干"]),
        ({"employment": "established"}, ["丁科员", "甲所长"]),
        ({"employment": "other"}, ["丙院长", "乙专干"]),
        ({"working_mode": "at_work"}, ["丙院长", "甲所长", "乙专干"]),
        ({"working_mode": WorkingMode.LONG_LEAVE}, ["丁科员"]),
        ({"channel": Channel.OPEN_RECRUITMENT}, ["甲所长"]),
        ({"state": "ended"}, ["戊离任"]),
        ({"state": "all", "kind": Kind.STATION_STAFF}, ["甲所长", "戊离任"]),
        ({"q": "yuanzhang"}, []),
        ({"q": "bing"}, ["丙院长"]),
        ({"q": "BYZ"}, ["丙院长"]),
        ({"q": "所 长"}, ["甲所长"]),
        ({"kind": Kind.STATION_STAFF, "employment": "other"}, []),
    ],
    ids=lambda value: "&".join(f"{key}={one}" for key, one in value.items()) if isinstance(value, dict) else "",
)  # fmt: skip
def test_each_filter_narrows_and_two_narrow_together(staff, query, found):
    assert set(names(staff, **query)) == set(found)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("from_date", ["丁科员", "甲所长", "乙专干", "丙院长"]),
        ("-from_date", ["丙院长", "乙专干", "甲所长", "丁科员"]),
        ("pay", ["乙专干", "甲所长", "丁科员", "丙院长"]),
        ("-pay", ["甲所长", "乙专干", "丁科员", "丙院长"]),
        ("name", ["丙院长", "丁科员", "甲所长", "乙专干"]),
        ("unit", ["丁科员", "丙院长", "甲所长", "乙专干"]),
        ("nonsense", ["丁科员", "丙院长", "甲所长", "乙专干"]),
    ],
)
def test_people_are_sorted_with_the_unknown_last(staff, sort, order):
    assert names(staff, sort=sort) == order


@pytest.mark.parametrize(
    ("day", "there"),
    [(FIRST - ONE_DAY, False), (FIRST, True), (LAST, True), (LAST + ONE_DAY, False)],
    ids=["the day before the first", "the first day", "the last day", "the day after the last"],
)
def test_somebody_is_in_post_from_the_first_day_to_the_last(staff, day, there):
    assert ("戊离任" in names(staff, on=str(day))) is there
    assert ("戊离任" in names(staff, state="ended", on=str(day))) is (day > LAST)


@pytest.mark.parametrize(("offset", "now", "ended"), [(0, True, False), (-1, False, True), (1, True, False)])
def test_a_post_that_ends_today_is_held_today(world, offset, now, ended):
    employ(world, "刘今天", to_date=timezone.localdate() + offset * ONE_DAY)
    client = world.client("clerk_dunhou")
    assert (names(client) == ["刘今天"]) is now
    assert (names(client, state="ended") == ["刘今天"]) is ended


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        ("township", ["—", "敦厚镇", "敦厚镇", "敦厚镇"]),
        ("unit", ["吉安县民政局", "敦厚镇敬老院", "敦厚镇民政所", "高塘村"]),
        ("position", ["工作人员", "院长", "所长", "民政专干"]),
        ("working_mode", ["长期病(产)假", "在岗", "在岗", "兼任"]),
        ("holder", ["吉安县", "敦厚镇", "敦厚镇", "高塘村"]),
        ("payer", ["—", "—", "县级财政预算", "—"]),
        ("filed_on", ["—", "—", "—", "2021年6月1日"]),
        ("pay", ["—", "—", "5,000", "260"]),
    ],
)
def test_a_column_says_in_words_what_the_post_is(staff, column, shown):
    assert listed(staff, NAME, column, column=[column]) == shown


def test_a_post_held_outside_of_civil_affairs_says_so(world):
    employ(world, "刘外编", post_division=None)
    assert listed(world.client("clerk_dunhou"), NAME, "holder", column=["holder"]) == ["民政系统以外"]


def test_a_county_that_is_chosen_brings_its_townships(staff, world):
    city = world.client("city_officer")

    def offered(**query):
        form = city.get("/staffing/people/", query).context["filter"].form
        return [unit.name for unit in form.fields["township"].queryset]

    def drawn(**query):
        return [field.name for field in city.get("/staffing/people/", query).context["filter"].drawn]

    assert "township" not in drawn()
    assert "township" in drawn(county=world["吉安县"].pk)
    assert offered(county=world["吉安县"].pk) == ["敦厚镇", "永阳镇"]


@pytest.mark.parametrize(
    ("user", "heads"), [("city_officer", True), ("county_jian", False)], ids=["the whole city", "one county"]
)
def test_who_reads_the_whole_city_sees_the_county_at_once(staff, world, user, heads):
    columns = [head.column.key for head in world.client(user).get("/staffing/people/").context["columns"]]
    assert ("county" in columns) is heads


def test_people_of_a_township_that_is_no_more_are_still_found_there(staff, world):
    services.division_merge(
        SYSTEM, predecessors=[world["敦厚镇"]], successor=world["永阳镇"], on=datetime.date(2026, 3, 1), source="合并"
    )
    assert "戊离任" in names(staff, township=world["敦厚镇"].pk, state="ended")


def test_somebody_with_two_posts_stands_in_two_rows(staff, world):
    head = employ(world, "己兼职")
    post(world, head.person, "高塘村", kind=Kind.VILLAGE_SPECIALIST, working_mode=WorkingMode.CONCURRENT)
    assert names(staff, q="己兼职") == ["己兼职", "己兼职"]
    assert set(listed(staff, NAME, "unit", q="己兼职")) == {"敦厚镇民政所", "高塘村"}


def test_the_workbook_holds_days_money_and_words_as_what_they_are(staff):
    columns = ["unit", "kind", "position", "title", "employment", "channel", "sex", "pay", "payer", "from_date"]
    (row,) = exported(staff, EXPORT, q="甲所长", column=columns)
    assert row == {
        "姓名": "甲所长", "工作单位": "敦厚镇民政所", "岗位类别": "民政所工作人员", "岗位": "所长", "职务": "所长",
        "编制类型": "事业编制(全额拨款)", "进入方式": "公开招聘", "性别": "男", "月工资报酬(元)": 5000,
        "工资承担方": "县级财政预算", "到岗日期": datetime.datetime.combine(datetime.date(2019, 1, 1), datetime.time()),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_no_title_becomes_a_formula(world, text):
    employ(world, "刘公式", title=text)
    assert exported(world.client("clerk_dunhou"), EXPORT, column=["title"]) == [{"姓名": "刘公式", "职务": text}]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"kind": Kind.BUREAU_STAFF}, {"岗位类别": "县局工作人员"}),
        ({"state": "ended", "on": "2023-01-01"}, {"任职状态": "已离任", "截至日期": "2023年1月1日"}),
        ({"employment": "established"}, {"编制类型": "在编(全部)"}),
    ],
    ids=["kind", "state and day", "a group of employments"],
)
def test_an_export_is_on_record_with_what_it_was_narrowed_to(staff, query, said):
    staff.get("/staffing/people/export/", query)
    detail = AuditEntry.objects.get(action=Action.EXPORTED).detail
    assert {name: value for name, value in detail.items() if name not in {"行数", "完整号码"}} == said


def test_a_masked_export_of_somebody_without_a_number_is_empty_there(world):
    employ(world, "刘无号")
    employ(world, "刘有号", id_number=number())
    rows = exported(world.client("clerk_dunhou"), EXPORT, column=["id_number"])
    assert {row["姓名"]: bool(row["身份证号"]) for row in rows} == {"刘无号": False, "刘有号": True}
