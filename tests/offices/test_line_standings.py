"""业务线归属: which line lies where in a county on a day, what is taken for granted, and who confirms it."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.todo import tasks_for
from offices.business_lines import State, lines_load, lines_on, standings_begin
from offices.identity import acting_as
from offices.models import BusinessLine, LineStanding, OfficeDocument
from tests.registers.cases import hidden

TASK = "业务线划转待确认"
REFORM = datetime.date(2019, 3, 31)
BEFORE, AFTER = datetime.date(2019, 3, 30), datetime.date(2026, 1, 1)


@pytest.fixture
def care(world):
    values = {"elsewhere": True, "department": "退役军人事务部门", "cutover": REFORM, "policy": "2018年改革方案"}
    return BusinessLine.objects.create(keeper=world["吉安市"], code="care", label="优抚", **values)


def standing(world, line, place="吉安县", **values):
    return LineStanding.objects.create(division=world[place], line=line, **values)


def elsewhere(world, line, since, **values):
    said = {"where": "elsewhere", "department": "退役军人事务局", "confirmed": True, "township_serves": False}
    return standing(world, line, since=since, **{**said, **values})


def on(world, day, place="吉安县"):
    return lines_on(day, [world[place].pk])[world[place].pk].get("care")


def asked(world, username):
    return [task for task in tasks_for(acting_as(world.users[username])) if task.label == TASK]


def edit(world, username, one, **values):
    client, address = world.client(username), reverse("offices:line_standing_edit", args=[one.pk])
    return client.post(address, {**hidden(client.get(address)), **values})


def test_a_line_leaves_and_comes_back(world, care):
    standing(world, care)
    elsewhere(world, care, REFORM, paper="吉办发〔2019〕3号")
    standing(world, care, since=datetime.date(2025, 12, 30), confirmed=True)
    days = [BEFORE, REFORM, datetime.date(2025, 12, 29), datetime.date(2025, 12, 30)]
    assert [on(world, day).state for day in days] == [State.HERE, State.ELSEWHERE, State.ELSEWHERE, State.HERE]
    left = on(world, REFORM)
    assert (left.since, left.paper) == (REFORM, "吉办发〔2019〕3号")
    assert left.reason == "优抚2019年3月31日起由退役军人事务局主管"
    assert on(world, AFTER).reason == ""


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, State.ELSEWHERE),
        ({"township_serves": True}, State.SERVED),
        ({"township_serves": None}, State.UNCONFIRMED),
        ({"confirmed": False}, State.UNCONFIRMED),
        ({"confirmed": False, "since": None}, State.ELSEWHERE),
        ({"confirmed": False, "since": None, "township_serves": None}, State.UNCONFIRMED),
    ],
)
def test_what_nobody_has_confirmed_is_not_known(world, care, values, state):
    elsewhere(world, care, **{"since": REFORM, **values})
    assert on(world, AFTER).state == state


def test_of_what_nobody_has_said_there_is_nothing(world, care):
    elsewhere(world, care, REFORM)
    assert on(world, BEFORE) is None
    assert on(world, AFTER, "永新县") is None
    care.void(by=world.users["city_officer"], reason="停用")
    assert on(world, AFTER) is None


def test_all_counties_and_lines_are_answered_in_one_query(world, care, django_assert_num_queries):
    standings_begin()
    counties = [world[name].pk for name in ("吉安县", "永新县", "井冈山管理局")]
    with django_assert_num_queries(1):
        found = lines_on(AFTER, counties)
    assert [line["care"].state for line in found.values()] == [State.UNCONFIRMED] * 3


def test_counties_begin_as_the_dictionary_says_and_nobody_has_confirmed_it(world, care):
    BusinessLine.objects.create(keeper=world["吉安市"], code="aid", label="社会救助")
    assert standings_begin() == 9, "three counties: one line that never moved, one before and after"
    before, after = LineStanding.objects.filter(division=world["吉安县"], line=care).order_by("where")
    assert (before.where, before.since) == ("civil", None)
    assert (after.department, after.since, after.paper) == ("退役军人事务部门", REFORM, "2018年改革方案")
    assert not after.confirmed
    assert [task.count for task in asked(world, "county_jian")] == [1], "what never moved need not be confirmed"
    assert standings_begin() == 0


def test_a_line_that_came_to_civil_affairs_lay_elsewhere_before(world):
    values = {"department": "卫生健康部门", "cutover": datetime.date(2024, 12, 31)}
    BusinessLine.objects.create(keeper=world["吉安市"], code="care", label="老龄工作", **values)
    standings_begin()
    assert on(world, BEFORE).department == "卫生健康部门"
    LineStanding.objects.filter(where="civil").update(confirmed=True)
    assert on(world, AFTER).state == State.HERE


def test_a_move_is_asked_of_the_county_which_confirms_it(world, care):
    standings_begin()
    assert not any(asked(world, other) for other in ("city_officer", "city_leader", "clerk_dunhou"))
    (task,) = asked(world, "county_jian")
    ((one, _),) = world.client("county_jian").get(task.url).context["rows"]
    answer = edit(world, "county_jian", one, confirmed="on")
    assert "确认前请先说明乡镇(街道)是否仍在办" in answer.content.decode()
    assert edit(world, "county_jian", one, confirmed="on", township_serves="False").status_code == 302
    assert not asked(world, "county_jian")
    assert on(world, AFTER).state == State.ELSEWHERE
    page = world.client("city_officer").get(reverse("offices:line_standing_history", args=[one.pk])).content.decode()
    assert "county_jian" in page


def test_many_are_confirmed_at_once_only_where_it_is_said_whether_townships_serve(world, care):
    one = elsewhere(world, care, REFORM, confirmed=False, township_serves=None)
    client, address = world.client("county_jian"), reverse("offices:line_standing_bulk")
    sent = {"record": [one.pk], "field": "confirmed", "confirmed": "on", f"version_{one.pk}": one.version}
    page = client.post(address, {**sent, "step": "save", "previewed": "on"}).content.decode()
    assert "“优抚”：确认前请先说明" in page
    one.refresh_from_db()
    assert not one.confirmed


def test_the_city_keeps_what_lies_in_counties_and_it_is_its_own_duty(world, care):
    one = elsewhere(world, care, REFORM, confirmed=False)
    assert edit(world, "city_officer", one, confirmed="on").status_code == 302
    one.refresh_from_db()
    assert one.confirmed
    page = world.client("county_jian").get(reverse("offices:line_standing_detail", args=[one.pk])).content.decode()
    assert "代填" not in page


@pytest.mark.parametrize("username", ["clerk_dunhou", "gov_dunhou", "county_yongxin", "city_leader"])
def test_nobody_else_keeps_them(world, care, username):
    one = elsewhere(world, care, REFORM)
    client = world.client(username)
    assert client.get(reverse("offices:line_standing_edit", args=[one.pk])).status_code in {403, 404}
    sent = {"division": world["吉安县"].pk, "line": care.pk, "where": "civil"}
    client.post(reverse("offices:line_standing_create"), sent)
    assert LineStanding.objects.get() == one


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"since": "2019-03-31"}, "自这一天起的归属已经登记"),
        ({"since": ""}, "自这一天起的归属已经登记"),
        ({"since": "2017-12-31"}, "2018年1月1日才设立"),
        ({"where": "elsewhere"}, "请写明是哪个部门"),
        ({"line": "999999"}, "业务线"),
    ],
)
def test_what_cannot_be_is_told(world, care, values, told):
    standing(world, care), elsewhere(world, care, REFORM)
    sent = {"division": world["吉安县"].pk, "line": care.pk, "where": "civil", "since": "2025-01-01", **values}
    answer = world.client("city_officer").post(reverse("offices:line_standing_create"), sent)
    assert told in str(answer.context["form"].errors)
    assert LineStanding.objects.count() == 2


def test_a_move_that_lies_ahead_may_be_entered_and_is_not_asked_yet(world, care):
    ahead = str(timezone.localdate().year + 1)
    sent = {"division": world["吉安县"].pk, "line": care.pk, "where": "civil", "since": f"{ahead}-01-01"}
    assert world.client("county_jian").post(reverse("offices:line_standing_create"), sent).status_code == 302
    assert not asked(world, "county_jian")


def test_a_line_out_of_use_is_offered_no_more_and_stays_where_it_is(world, care):
    one = elsewhere(world, care, REFORM)
    care.void(by=world.users["city_officer"], reason="停用")
    client = world.client("city_officer")
    offered = client.get(reverse("offices:line_standing_create")).context["form"].fields["line"].queryset
    assert care not in offered
    assert edit(world, "city_officer", one, note="说明").status_code == 302
    one.refresh_from_db()
    assert (one.line, one.note) == (care, "说明")


def test_a_county_names_its_own_paper_and_tells_no_township_of_anothers(world, care):
    one = elsewhere(world, care, REFORM)
    own = OfficeDocument.objects.create(keeper=world["吉安县"], title="划转通知", dated=REFORM)
    theirs = OfficeDocument.objects.create(keeper=world["敦厚镇"], title="敦厚镇内部分工", dated=REFORM)
    form = world.client("city_officer").get(reverse("offices:line_standing_edit", args=[one.pk])).context["form"]
    assert [pk for pk, _ in form.fields["document"].choices] == ["", own.pk]
    offered = world.client("city_officer").get(reverse("offices:line_standing_create")).content.decode()
    assert "划转通知" in offered
    answer = edit(world, "city_officer", one, document=theirs.pk)
    assert "只能选本单位的文件" in answer.content.decode()
    assert edit(world, "city_officer", one, document=own.pk).status_code == 302
    assert on(world, REFORM).paper == "划转通知"
    LineStanding.objects.filter(pk=one.pk).update(document=theirs)
    assert on(world, REFORM).paper == ""


def test_the_list_narrows_to_a_line_and_to_what_holds_today(world, care):
    standing(world, care), elsewhere(world, care, REFORM), standing(world, care, "永新县")
    client, address = world.client("city_officer"), reverse("offices:line_standing_list")
    rows = client.get(address, {"line": care.pk, "state": "now", "county": world["吉安县"].pk}).context["rows"]
    assert [row.responsible for row, _ in rows] == ["退役军人事务局"]
    everything = client.get(address, {"q": "优抚"}).context["rows"]
    assert [(row.responsible, row.last_day) for row, _ in everything][:2] == [
        ("民政部门", BEFORE),
        ("退役军人事务局", None),
    ]


def test_the_command_loads_the_lines_and_every_countys_defaults_once(world):
    first, second = io.StringIO(), io.StringIO()
    call_command("load_business_lines", stdout=first)
    assert "新增 21 条业务线" in first.getvalue()
    assert LineStanding.objects.filter(division=world["吉安县"], confirmed=True).count() == 0
    assert [task.count for task in asked(world, "county_jian")] == [9]
    line = BusinessLine.objects.get(code="funeral")
    client, address = world.client("city_officer"), reverse("offices:business_line_edit", args=[line.pk])
    client.post(address, {**hidden(client.get(address)), "label": "殡葬服务管理"})
    call_command("load_business_lines", stdout=second)
    assert "保留人工修改 1 条业务线：殡葬服务管理" in second.getvalue()
    assert "新增 0 条归属" in second.getvalue()


def test_a_line_that_moved_names_its_other_department(world):
    sent = {"keeper": world["吉安市"].pk, "label": "医疗救助", "code": "medical", "cutover": "2019-03-31"}
    answer = world.client("city_officer").post(reverse("offices:business_line_create"), sent)
    assert "请写明是哪个部门" in answer.content.decode()
    assert not BusinessLine.objects.exists()


def test_the_lines_need_a_city_first(db):
    with pytest.raises(CommandError, match="请先运行 load_divisions"):
        call_command("load_business_lines")


def test_clauses_named_in_the_file_read_as_clauses(world):
    lines_load()
    named = {clause for line in BusinessLine.objects.all() for clause in line.standards.split("|") if clause}
    assert "三(二)1-4" in named
    assert all(clause.startswith(("三(", "四")) for clause in named)
