"""The list of people: who is in it, how it narrows, and what leaves the house as a workbook."""

import datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.listing.filters import OUT_OF_REACH
from staffing.models import ModeTerm, PayTerm, Person
from staffing.vocabulary import Channel, Employment, Kind, WorkingMode
from tests.staffing.people import employ, number, post

LIST = "/staffing/people/"
NUMBER = number(233)
RAISED = datetime.date(2026, 3, 1)
PHONE = "13812345678"


@pytest.fixture
def staff(world):
    """Two at 敦厚, one of them lent there by 永阳; a specialist; one who left; and one in another county."""
    employ(world, "曾庆华", id_number=NUMBER, phone=PHONE, employment=Employment.INSTITUTION_FULL)
    employ(world, "刘借入", post_division=world["永阳镇"], working_mode=WorkingMode.BORROWED)
    employ(world, "王专干", "高塘村", kind=Kind.VILLAGE_SPECIALIST, employment=Employment.VILLAGE_HIRED)
    employ(world, "李离任", to_date=datetime.date(2021, 5, 1), channel=Channel.OPEN_RECRUITMENT)
    employ(world, "查无此人", "禾川镇", id_number=number(234, "19900101"))
    return world


def names(response) -> set[str]:
    return {post.person.name for post, _ in response.context["rows"]}


def listed(world, user, **query) -> set[str]:
    return names(world.client(user).get(LIST, query))


def test_a_past_day_shows_and_finds_what_was_so_then(world):
    held = employ(world, "曾庆华", monthly_pay=3000, working_mode=WorkingMode.LENT)
    PayTerm.objects.create(appointment=held, since=None, monthly_pay=2000)
    PayTerm.objects.create(appointment=held, since=RAISED, monthly_pay=3000)
    ModeTerm.objects.create(appointment=held, since=None, working_mode=WorkingMode.REGULAR)
    ModeTerm.objects.create(appointment=held, since=RAISED, working_mode=WorkingMode.LENT)
    client = world.client("county_jian")

    def shown(**query):
        (row,) = client.get(LIST, {**query, "column": ["working_mode", "pay"]}).context["rows"]
        cells = {column.key: str(cell) for column, cell in row[1]}
        return cells["working_mode"], cells["pay"]

    before = RAISED - datetime.timedelta(days=1)
    assert (shown(), shown(on=before)) == (("借出", "3,000"), ("在岗", "2,000"))
    lent = {"working_mode": WorkingMode.LENT}
    assert (listed(world, "county_jian", **lent), listed(world, "county_jian", **lent, on=before)) == (
        {"曾庆华"},
        set(),
    )


def test_each_sees_the_own_area_and_nothing_of_the_others(staff):
    here = {"曾庆华", "刘借入", "王专干"}
    assert listed(staff, "clerk_dunhou") == here
    assert listed(staff, "county_jian") == here
    assert listed(staff, "county_yongxin") == {"查无此人"}
    assert listed(staff, "city_officer") == {*here, "查无此人"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "庆华"}, {"曾庆华"}),
        ({"q": "zengqing"}, {"曾庆华"}),
        ({"q": "zqh"}, {"曾庆华"}),
        ({"q": NUMBER[-4:]}, set()),
        ({"q": NUMBER}, set()),
        ({"q": number(234, "19900101")[-4:]}, set()),
        ({"q": "查无"}, set()),
        ({"employment": "established"}, {"曾庆华"}),
        ({"employment": "other"}, {"刘借入", "王专干"}),
        ({"kind": Kind.VILLAGE_SPECIALIST}, {"王专干"}),
        ({"working_mode": WorkingMode.BORROWED}, {"刘借入"}),
        ({"state": "ended"}, {"李离任"}),
        ({"state": "ended", "channel": Channel.OPEN_RECRUITMENT}, {"李离任"}),
        ({"state": "all", "channel": Channel.OPEN_SELECTION}, set()),
        ({"on": "2021-01-01"}, {"曾庆华", "刘借入", "王专干", "李离任"}),
        ({"on": "2019-01-01"}, set()),
    ],
)
def test_the_list_narrows(staff, query, found):
    assert listed(staff, "county_jian", **query) == found


def test_a_township_shows_who_works_there_and_whose_post_it_holds(staff):
    assert listed(staff, "county_jian", township=staff["永阳镇"].pk) == {"刘借入"}
    assert listed(staff, "city_officer", county=staff["永新县"].pk) == {"查无此人"}


def test_a_unit_out_of_scope_shows_nobody_and_tells_nothing(staff):
    page = staff.client("county_jian").get(LIST, {"township": staff["禾川镇"].pk})
    assert names(page) == set()
    assert OUT_OF_REACH in page.content.decode()
    assert "禾川" not in page.content.decode()


def test_a_township_narrows_also_for_the_city_that_has_chosen_no_county(staff):
    """The link 名单 on a station's page names the township alone."""
    assert listed(staff, "city_officer", township=staff["永阳镇"].pk) == {"刘借入"}
    assert listed(staff, "city_officer", township=staff["永阳镇"].pk, county=staff["永新县"].pk) == set()


def test_the_own_county_may_be_named_and_another_may_not(staff):
    assert listed(staff, "county_jian", county=staff["吉安县"].pk) == {"曾庆华", "刘借入", "王专干"}
    assert listed(staff, "county_jian", county=staff["永新县"].pk) == set()


def test_numbers_are_masked_and_leaders_see_none_at_all(staff):
    page = staff.client("county_jian").get(LIST, {"column": ["name", "id_number", "phone"]}).content.decode()
    assert NUMBER not in page
    assert PHONE not in page
    assert f"{NUMBER[:4]}{'*' * 14}" in page
    assert NUMBER[-4:] not in page
    leader = staff.client("city_leader").get(LIST, {"column": ["name", "id_number", "phone"]}).content.decode()
    assert "曾庆华" in leader
    assert NUMBER[-4:] not in leader
    assert "身份证号" not in leader
    assert listed(staff, "city_leader", q=NUMBER[-4:]) == set()


def test_columns_and_order_are_chosen(staff):
    response = staff.client("county_jian").get(LIST, {"column": ["name", "channel"], "sort": "-name"})
    assert [head.column.key for head in response.context["columns"]] == ["name", "channel"]
    assert [post.person.name for post, _ in response.context["rows"]] == ["曾庆华", "王专干", "刘借入"]


def test_fifty_a_page_within_twenty_queries(world, django_assert_max_num_queries):
    people = Person.objects.bulk_create(Person(name=f"甲{serial}", pinyin="jia") for serial in range(60))
    for person in people:
        post(world, person)
    client = world.client("city_officer")
    with django_assert_max_num_queries(20):
        page = client.get(LIST)
    assert len(page.context["rows"]) == 50
    assert len(client.get(LIST, {"page": 2}).context["rows"]) == 10


def cells(response) -> list[list[object]]:
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_the_export_holds_what_is_seen_masked_and_is_on_record(staff):
    response = staff.client("county_jian").get(
        reverse("staffing:person_export"), {"q": "庆华", "column": ["name", "id_number", "phone"]}
    )
    header, *rows = cells(response)
    assert header == ["姓名", "身份证号", "联系电话"]
    assert rows == [["曾庆华", f"{NUMBER[:4]}{'*' * 14}", "138****5678"]]
    entry = AuditEntry.objects.get(action=Action.EXPORTED)
    detail = {"行数": 1, "完整号码": "否", "查找": "庆华"}
    assert (entry.detail, entry.actor_name) == (detail, "county_jian")


def test_a_leaders_export_has_no_numbers(staff):
    response = staff.client("city_leader").get(reverse("staffing:person_export"), {"column": ["name", "id_number"]})
    assert cells(response)[0] == ["姓名"]
    assert staff.client("city_leader").post(reverse("staffing:person_export_full")).status_code == 403


def test_the_export_of_whole_numbers_is_posted_and_on_record(staff):
    url = reverse("staffing:person_export_full")
    assert staff.client("county_jian").get(url).status_code == 405
    response = staff.client("county_jian").post(
        url, {"query": "q=%E5%BA%86%E5%8D%8E&column=name&column=id_number", "reason": "年度核查"}
    )
    assert cells(response)[1:] == [["曾庆华", NUMBER]]
    entry = AuditEntry.objects.get(action=Action.EXPORTED)
    assert entry.detail == {"行数": 1, "完整号码": "是", "事由": "年度核查", "查找": "庆华"}
    assert NUMBER not in str(entry.detail) + entry.object_label


def test_whole_numbers_of_somebody_who_moved_on_stay_hidden_from_the_former_unit(world):
    old = employ(world, "陈调走", id_number=NUMBER, to_date=datetime.date(2022, 1, 1))
    post(world, old.person, "永阳镇", from_date=datetime.date(2022, 1, 2))
    response = world.client("clerk_dunhou").post(
        reverse("staffing:person_export_full"), {"query": "state=ended&column=id_number", "reason": "年度核查"}
    )
    assert cells(response)[1:] == [["陈调走", None]]


@pytest.mark.parametrize("user", ["gov_dunhou", "sysadmin", "auditor", "finance_jian", "village_gaotang"])
def test_other_roles_see_no_people(staff, user):
    assert staff.client(user).get(LIST).status_code == 403


def test_an_empty_list_says_what_to_do_next(world):
    assert "导入花名册" in world.client("clerk_hechuan").get(LIST).content.decode()
    assert "没有符合条件" in world.client("clerk_hechuan").get(LIST, {"q": "无"}).content.decode()
