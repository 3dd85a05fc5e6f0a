"""首页: each role finds what it may do, and nothing else."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from assessments.dashboards.installation import installation_steps
from assessments.models import Finding
from intake.models import ImportBatch
from jian_minzheng.core.todo import tasks_for
from offices.models import OfficeDocument, ServiceWindow, Stocktake, User
from staffing.vocabulary import Kind, Position
from tests.assessments.judged import TODAY, judge, linked_counts
from tests.staffing.people import actor as acting
from tests.staffing.people import employ
from tests.standing import world_with

judged = world_with(then=judge)


def home(world, username):
    return world.client(username).get("/")


@pytest.mark.parametrize("username", ["county_jian", "clerk_dunhou"])
def test_an_editor_finds_missing_data_and_shortfalls_with_their_rows(judged, username):
    client = judged.client(username)
    context = client.get("/").context
    assert context["missing"]
    assert context["unmet"]
    for section in [*context["missing"], *context["unmet"]]:
        assert client.get(section.url).context["page_obj"].paginator.count == section.count
    assert all(shown == listed for _, shown, listed in linked_counts(client, "/"))


def test_missing_data_about_windows_and_villages_lead_to_where_they_are_entered(world):
    Stocktake.objects.filter(stock="village_specialist").update(finished_on=None)
    ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=TODAY)
    judged = judge(world)
    pages = {section.label: section.entry_url for section in home(judged, "county_jian").context["missing"]}
    assert pages["服务大厅或城市社区"].startswith(f"{reverse('offices:window_list')}?")
    assert pages["村(居)"].startswith(f"{reverse('staffing:village_roster')}?")


def test_figures_of_reports_lead_to_no_list_of_what_is_owed_at_the_unit(judged):
    """There all is filled in; the page of the finding says where such figures come from."""
    Finding.objects.filter(subject_kind="station").exclude(standard__measure="returned").update(outcome="met")
    Finding.objects.filter(subject_kind="station", standard__measure="returned").update(outcome="unknown")
    (stations,) = [task for task in home(judged, "clerk_dunhou").context["missing"] if task.label == "民政所"]
    assert stations.count
    assert not stations.entry_url
    one = Finding.objects.filter(
        subject_kind="station", standard__measure="returned", division=judged["敦厚镇"]
    ).first()
    page = judged.client("clerk_dunhou").get(reverse("assessments:finding_detail", args=[one.pk])).content.decode()
    assert "业务报表的数值目前由管理员成批导入" in page
    assert "去补充" not in page


def test_a_hall_without_a_window_leads_to_where_one_is_registered(judged):
    client, hall = judged.client("clerk_dunhou"), judged["城南社区"]
    finding = Finding.objects.get(subject_kind="hall", subject_id=hall.pk)
    context = client.get(reverse("assessments:finding_detail", args=[finding.pk])).context
    assert {context["subject_url"]} == {one.url for one in context["inputs"]}
    page = client.get(context["subject_url"])
    assert [row.pk for row in page.context["page_obj"]] == [hall.pk]
    assert reverse("offices:window_create", args=[hall.pk]) in page.content.decode()


def test_a_newcomer_is_told_the_steps_in_order(world):
    steps = home(world, "clerk_dunhou").context["steps"]
    assert [step.label for step in steps] == ["填写民政所情况", "导入人员花名册", "填写敬老院情况", "查看达标情况"]
    assert not any(step.done for step in steps)


def test_a_step_that_is_done_is_ticked(judged):
    done = {step.label: step.done for step in home(judged, "clerk_dunhou").context["steps"]}
    assert done["填写民政所情况"]
    assert not done["导入人员花名册"]


def test_an_import_left_half_way_is_shown_to_its_owner_only(judged):
    ImportBatch.objects.create(
        division=judged["敦厚镇"],
        scope=judged["敦厚镇"],
        kind="station_staff",
        owner=judged.users["clerk_dunhou"],
        state=ImportBatch.State.PREVIEWED,
        file=ContentFile(b"x", "a.xlsx"),
        file_name="敦厚镇花名册.xlsx",
        file_hash="0" * 64,
    )
    assert "敦厚镇花名册.xlsx" in home(judged, "clerk_dunhou").content.decode()
    assert "敦厚镇花名册.xlsx" not in home(judged, "county_jian").content.decode()


def test_the_city_sees_its_area_and_the_lowest_units_first(judged):
    context = home(judged, "city_officer").context
    rates = [row.tally.rate for row in context["lowest"]]
    assert rates == sorted(rates)
    assert "missing" not in context


def test_a_kind_of_task_that_is_not_the_readers_is_not_said_to_be_done(judged):
    paper = OfficeDocument(keeper=judged["吉安市"], title="工作规章", dated=datetime.date(2019, 3, 1))
    paper.expires_by, paper.plan_ends_on = "plan", timezone.localdate() + datetime.timedelta(days=30)
    paper.save()
    city = home(judged, "city_officer")
    assert [task.count for task in city.context["missing"]] == [1]
    assert "没有未达标项" not in city.content.decode()


def test_who_answers_for_a_kind_of_task_is_told_that_there_is_none_left(judged):
    Finding.objects.filter(outcome="unmet").update(outcome="met")
    assert "没有未达标项" in home(judged, "clerk_dunhou").content.decode()


@pytest.mark.parametrize(
    ("username", "own"), [("sysadmin", "打开系统管理"), ("auditor", "打开审计日志"), ("finance_jian", "还没有开放")]
)
def test_roles_without_business_data_see_their_own_tools_and_no_figures(judged, username, own):
    page = home(judged, username).content.decode()
    assert own in page
    assert "达标率" not in page
    assert "民政所情况" not in page


@pytest.mark.parametrize("username", ["village_gaotang", "personnel_jian"])
def test_partners_get_a_friendly_page_without_figures(judged, username):
    response = home(judged, username)
    assert response.status_code == 200
    assert "达标率" not in response.content.decode()


def test_an_account_without_a_grant_is_told_whom_to_ask(world):
    world.users["nobody"] = User.objects.create_user("nobody", password="x", must_change_password=False)
    assert "还没有被授予任何角色" in home(world, "nobody").content.decode()


def installation(world):
    return {step.label: step.done for step in home(world, "sysadmin").context["steps"]}


def test_the_administrator_of_a_new_installation_is_told_the_steps_in_order(world, django_assert_num_queries):
    User.objects.exclude(username="sysadmin").delete()
    assert installation(world) == {
        "载入行政区划": True,
        "载入标准与参数": False,
        "创建安全审计员账号": False,
        "为业务人员开账号": False,
        "为账号授权": False,
    }
    page = home(world, "sysadmin").content.decode()
    assert "load_standards" in page
    assert reverse("admin:offices_user_add") in page
    User.objects.create_user("new_clerk", password="x")
    assert [label for label, done in installation(world).items() if done] == ["载入行政区划", "为业务人员开账号"]
    identity = home(world, "sysadmin").wsgi_request.identity
    with django_assert_num_queries(1):
        installation_steps(identity)


def test_an_installation_in_use_shows_its_administrator_no_steps(judged):
    assert home(judged, "sysadmin").context["steps"] == []
    assert "steps" not in home(judged, "auditor").context


@pytest.mark.parametrize("username", ["county_jian", "clerk_dunhou"])
def test_every_task_leads_to_exactly_the_rows_that_it_counts(world, username):
    """The list behind a task, and the list in which its figures are entered, have as many rows as are said."""
    ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=TODAY)
    ServiceWindow.objects.create(division=world["永阳镇"], place="township_hall", opened_on=TODAY, dedicated=True)
    employ(world, "王专干", "高塘村", kind=Kind.VILLAGE_SPECIALIST)
    employ(world, "李专干", "城南社区", kind=Kind.VILLAGE_SPECIALIST, monthly_pay=3000)
    employ(world, "丁院长", kind=Kind.NURSING_HOME_STAFF, home=world.homes["敦厚镇"], position=Position.DIRECTOR)
    OfficeDocument.objects.create(keeper=world["吉安县"], title="旧规定", dated=TODAY, valid_to=TODAY)
    client, actor = judge(world).client(username), acting(world, username)
    tasks = [task for task in tasks_for(actor) if task.count]
    said = [(task.url, task.count) for task in tasks]
    said += [(task.entry_url, task.entry_count) for task in tasks if task.entry_url]
    assert {(url.partition("?")[0], count > 0) for url, count in said} >= {
        (reverse(name), True)
        for name in ("offices:station_list", "offices:home_list", "offices:window_list", "staffing:village_roster")
    }
    for url, count in said:
        page = client.get(url).context
        assert page["readable"]
        assert page["page_obj"].paginator.count == count, url
    assert all(
        f"去填报：{task.entry_count} {task.entry_unit}" in client.get("/").content.decode()
        for task in tasks
        if task.entry_url
    )


def test_missing_data_leads_to_the_very_units_that_lack_it(world):
    ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=TODAY)
    client = judge(world).client("county_jian")
    rows = client.get(reverse("offices:window_list"), {"owed": "missing"}).context["page_obj"].object_list
    assert [row.name for row in rows] == ["敦厚镇", "城南社区"], "a window half told, and a community of an open kind"


def test_a_village_without_a_specialist_leads_to_its_line_in_the_list_of_specialists(world):
    employ(world, "王专干", "高塘村", kind=Kind.VILLAGE_SPECIALIST)
    client, village = judge(world).client("clerk_dunhou"), world["城南社区"]
    finding = Finding.objects.get(subject_kind="village", subject_id=village.pk, standard__code="三(三)2-4")
    context = client.get(reverse("assessments:finding_detail", args=[finding.pk])).context
    assert {context["subject_url"]} == {one.url for one in context["inputs"]}
    page = client.get(context["subject_url"])
    assert [row.village.pk for row in page.context["rows"]] == [village.pk]
    assert "登记专干" in page.content.decode()


def test_a_reader_without_findings_is_offered_no_filter_by_them(world):
    address = reverse("offices:window_list")
    assert "待补资料" in world.client("county_jian").get(address).content.decode()
    asked = world.client("village_gaotang").get(address, {"owed": "missing"})
    assert not asked.context["readable"]
    assert "待补资料" not in world.client("village_gaotang").get(address).content.decode()
