"""From when until when a paper holds: what the form refuses, what the list and 首页 say, day by day."""

import datetime

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.documents import kinds_load
from offices.models import DocumentKind, OfficeDocument
from tests.reading import exported, listed, sent_back, told, wrong_at

LIST = "offices:document_list"
LONG_AGO = datetime.date(2019, 3, 1)


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def kinds(world):
    kinds_load()
    return {kind.code: kind for kind in DocumentKind.objects.all()}


def day(offset):
    return timezone.localdate() + datetime.timedelta(days=offset)


def midnight(of):
    """A day as a workbook holds it."""
    return datetime.datetime.combine(of, datetime.time())


def paper(world, title="工作规章", place="敦厚镇", **values):
    return OfficeDocument.objects.create(keeper=world[place], title=title, **{"dated": LONG_AGO, **on_days(values)})


def ending(offset):
    return {"expires_by": "plan", "plan_ends_on": offset}


def on_days(values):
    """Days in a table of cases are counted from today, when the test runs."""
    dates = {field.name for field in OfficeDocument._meta.fields if isinstance(field, models.DateField)}
    counted = {name for name, value in values.items() if name in dates and isinstance(value, int)}
    return {name: day(value) if name in counted else value for name, value in values.items()}


def enter(world, known, user="clerk_dunhou", place="敦厚镇", **values):
    sent = {"keeper": world[place].pk, "title": "工作规章", "dated": "2025-01-31", "expires_by": "none"}
    return world.client(user).post(
        reverse("offices:document_create"), {**sent, "kinds": [known["work_rules"].pk], **on_days(values)}, follow=True
    )


def titles(client, **query):
    return [title.partition(">")[2].partition("<")[0] for title in listed(client, LIST, "title", **query)]


# On the list


TERMS = {
    "for good": ({}, "有效", {"valid"}),
    "holds from today": ({"valid_from": 0}, "有效", {"valid"}),
    "holds from tomorrow": ({"valid_from": 1}, "未施行", {"pending"}),
    "begins tomorrow and ends in a year": ({"valid_from": 1, **ending(400)}, "未施行", {"pending"}),
    "ended yesterday": ({"dated": -2, "valid_from": -1, **ending(-1)}, "已失效", {"expired"}),
    "last day today": (ending(0), "有效", {"valid", "soon"}),
    "60 days left": (ending(60), "有效", {"valid", "soon"}),
    "61 days left": (ending(61), "有效", {"valid"}),
    "repealed yesterday": ({"valid_to": -1}, "已失效", {"expired"}),
    "until an event that has not come": ({"expires_by": "event", "expiry_event": "换届"}, "有效", {"valid"}),
}
"""Each paper with the word for it and the filters that find it."""


def test_the_word_for_a_paper_and_the_filter_that_finds_it_agree(world):
    for title, (values, _, _) in TERMS.items():
        paper(world, title, **values)
    client = world.client("clerk_dunhou")
    words = dict(zip(titles(client), listed(client, LIST, "standing"), strict=True))
    assert words == {title: standing for title, (_, standing, _) in TERMS.items()}
    for state in ("valid", "pending", "soon", "expired"):
        assert set(titles(client, state=state)) == {title for title, (*_, found) in TERMS.items() if state in found}


def test_a_voided_paper_is_found_among_the_voided_only_whatever_its_term(world):
    one = paper(world, **ending(-1))
    one.void(by=world.users["clerk_dunhou"], reason="重复登记")
    client = world.client("clerk_dunhou")
    assert listed(client, LIST, "standing", state="void") == ["已作废"]
    assert listed(client, LIST, "standing") == listed(client, LIST, "standing", state="expired") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "规章"}, ["敦厚规章"]),
        ({"q": "3号"}, ["高塘公约"]),
        ({"q": "高塘"}, ["高塘公约"]),
        ({"q": "dhz"}, ["敦厚规章"]),
        ({"sort": "title"}, ["敦厚规章", "高塘公约"]),
        ({"sort": "dated"}, ["敦厚规章", "高塘公约"]),
        ({"sort": "-dated"}, ["高塘公约", "敦厚规章"]),
        ({"sort": "expires"}, ["高塘公约", "敦厚规章"]),
        ({"sort": "-expires"}, ["高塘公约", "敦厚规章"]),
    ],
    ids=lambda value: "=".join(*value.items()) if isinstance(value, dict) else "",
)
def test_papers_are_found_and_sorted(world, query, found):
    paper(world, "敦厚规章")
    paper(world, "高塘公约", "高塘村", number="村约3号", dated=datetime.date(2024, 5, 6), **ending(30))
    assert titles(world.client("county_jian"), **query) == found


def test_an_everyday_name_finds_a_paper_of_two_such_kinds_once(world, kinds):
    one = paper(world)
    DocumentKind.objects.filter(code__in=["work_rules", "post_duties"]).update(everyday_names="上墙制度")
    one.kinds.set([kinds["work_rules"], kinds["post_duties"]])
    assert len(listed(world.client("clerk_dunhou"), LIST, "title", q="上墙制度")) == 1


def test_an_export_writes_days_as_days_and_yes_and_no_in_words(world, kinds):
    one = paper(world, number="敦府发〔2019〕3号", displayed=True, published=False, **ending(30))
    one.kinds.set([kinds["post_duties"], kinds["work_rules"]])
    (row,) = exported(
        world.client("clerk_dunhou"), "offices:document_export",
        column=["kinds", "number", "dated", "standing", "expires", "published", "displayed"],
    )  # fmt: skip
    assert set(row.pop("种类").split("、")) == {kinds["post_duties"].label, kinds["work_rules"].label}
    assert row == {
        "标题": "工作规章", "文号": "敦府发〔2019〕3号", "成文日期": midnight(LONG_AGO), "状态": "有效",
        "有效期至": midnight(day(30)), "已公布": "否", "已上墙公示": "是",
    }  # fmt: skip


# On 首页


@pytest.mark.parametrize(
    ("values", "label"),
    [(ending(60), "制度文件快到期"), (ending(0), "制度文件快到期"), (ending(-1), "制度文件已失效"), (ending(61), "")],
    ids=["in 60 days", "today", "yesterday", "in 61 days"],
)
def test_a_paper_near_its_end_is_a_task_until_it_is_renewed(world, kinds, values, label):
    one = paper(world, **values)
    one.kinds.set([kinds["work_rules"]])
    client = world.client("clerk_dunhou")

    def tasks():
        missing = client.get("/").context.get("missing") or []
        return [task.label for task in missing if task.label.startswith("制度文件")]

    assert tasks() == ([label] if label else [])
    edit = reverse("offices:document_edit", args=[one.pk])
    sent_back(client, edit, plan_ends_on=day(400), published="", displayed="")
    assert tasks() == []


# What the form refuses


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"dated": 1}, "dated", "不能填将来的日期"),
        ({"reviewed_on": 1}, "reviewed_on", "不能填将来的日期"),
        ({"published_on": 1}, "published_on", "不能填将来的日期"),
        ({"valid_to": "2025-01-30"}, "valid_to", "不能早于成文日期或施行日期"),
        ({"reviewed_on": "2025-01-30"}, "reviewed_on", "不能早于成文日期或施行日期"),
        ({"expires_by": "plan", "plan_ends_on": "2025-01-30"}, "plan_ends_on", "不能早于成文日期或施行日期"),
        ({"valid_from": "2025-03-01", "valid_to": "2025-02-28"}, "__all__", "废止日期不能早于施行日期"),
        ({"expires_by": "months"}, "review_months", "请填写这一项"),
        ({"expires_by": "months", "review_months": "0"}, "review_months", "1"),
        ({"expires_by": "months", "review_months": "601"}, "review_months", "600"),
        ({"expires_by": "plan"}, "plan_ends_on", "请填写这一项"),
        ({"expires_by": "term"}, "valid_to", "请填写这一项"),
        ({"expires_by": "event"}, "expiry_event", "请填写这一项"),
        ({"valid_from": "9999-12-31"}, "valid_from", "请核对年份"),
        ({"dated": "0001-01-01"}, "dated", "不能早于1949年10月1日"),
        ({"kinds": []}, "kinds", ""),
        ({"title": ""}, "title", ""),
    ],
    ids=[
        "signed tomorrow", "reviewed tomorrow", "published tomorrow", "repealed before it was signed",
        "reviewed before it was signed", "a plan that was over", "repealed before it held", "review without months",
        "no month", "more than fifty years", "plan without an end", "term without an end", "event without a name",
        "no such year", "no such year yet", "no kind", "no title",
    ],
)  # fmt: skip
def test_a_term_that_cannot_be_is_refused_at_its_field(world, kinds, values, field, words):
    page = enter(world, kinds, **values)
    assert set(wrong_at(page)) == {field}
    assert words in wrong_at(page)[field]
    assert not OfficeDocument.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"valid_to": "2025-01-31"},
        {"valid_from": "2024-06-01", "reviewed_on": "2024-12-01"},
        {"expires_by": "event", "expiry_event": "村委会换届", "event_on": 200},
    ],
    ids=[
        "repealed the day it was signed",
        "in force before it was signed",
        "an election that is announced",
    ],
)
def test_a_term_that_is_odd_but_possible_is_taken(world, kinds, values):
    assert told(enter(world, kinds, **values)) == "已登记“工作规章”。"


def test_a_new_review_moves_the_last_day(world, kinds):
    one = paper(world, expires_by="months", review_months=12)
    one.kinds.set([kinds["work_rules"]])
    client, edit = world.client("clerk_dunhou"), reverse("offices:document_edit", args=[one.pk])
    assert listed(client, LIST, "expires") == ["2020年3月1日"]
    sent_back(client, edit, reviewed_on="2024-02-29", published="", displayed="")
    assert listed(client, LIST, "expires") == ["2025年2月28日"]
    page = client.get(reverse("offices:document_history", args=[one.pk])).content.decode()
    assert "2024年2月29日" in page


# The kinds, which the city keeps


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"code": "work_rules"}, {"code": "这个代码已经有了。"}),
        ({"code": "工作"}, {"code": ""}),
        ({"label": ""}, {"label": ""}),
        ({"review_months": "0"}, {"review_months": ""}),
    ],
    ids=["a code that is taken", "a code in characters", "no label", "no month"],
)
def test_a_kind_that_cannot_be_is_refused(world, kinds, values, words):
    sent = {"keeper": world["吉安市"].pk, "label": "值班制度", "code": "duty_roster", **values}
    page = world.client("city_officer").post(reverse("offices:document_kind_create"), sent)
    assert set(wrong_at(page)) == set(words)
    assert all(word in wrong_at(page)[field] for field, word in words.items())
    assert DocumentKind.objects.count() == len(kinds)


def test_a_kinds_new_label_stands_on_old_papers_and_who_gave_it_in_its_history(world, kinds):
    one = paper(world)
    one.kinds.set([kinds["work_rules"]])
    edit = reverse("offices:document_kind_edit", args=[kinds["work_rules"].pk])
    assert "已保存" in told(sent_back(world.client("city_officer"), edit, label="所内规章"))
    assert listed(world.client("clerk_dunhou"), LIST, "kinds") == ["所内规章"]
    page = world.client("city_officer").get(reverse("offices:document_kind_history", args=[kinds["work_rules"].pk]))
    assert "city_officer" in page.content.decode()


def test_a_kind_comes_back_into_use(world, kinds):
    client, pk = world.client("city_officer"), kinds["work_rules"].pk
    client.post(reverse("offices:document_kind_void", args=[pk]), {"reason": "并入岗位职责"})
    assert len(listed(client, "offices:document_kind_list", "label")) == len(kinds) - 1
    assert len(listed(client, "offices:document_kind_list", "label", state="void")) == 1
    told_after = client.post(reverse("offices:document_kind_restore", args=[pk]), follow=True)
    assert told(told_after) == "已恢复“工作规章”。"
    entry = AuditEntry.objects.filter(action=Action.RESTORED).latest("sequence")
    assert (entry.actor_name, entry.detail) == ("city_officer", {"原作废原因": "并入岗位职责"})
    form = world.client("clerk_dunhou").get(reverse("offices:document_create")).context["form"]
    assert kinds["work_rules"] in form.fields["kinds"].queryset


@pytest.mark.parametrize("user", ["county_jian", "clerk_dunhou", "city_leader", "sysadmin"])
def test_the_kinds_are_the_citys(world, kinds, user):
    client = world.client(user)
    assert client.get(reverse("offices:document_kind_list")).status_code == 403
    assert client.post(reverse("offices:document_kind_edit", args=[kinds["work_rules"].pk])).status_code == 403


# What goes with the kind of expiry that is chosen


def test_what_does_not_go_with_the_chosen_expiry_is_not_kept_and_that_is_said(world, kinds):
    """Even what could not be: without scripts its box stands on the page, with them nobody sees it."""
    page = enter(world, kinds, expires_by="plan", plan_ends_on=300, review_months="0", expiry_event="村委会换届")
    one = OfficeDocument.objects.get()
    assert (one.plan_ends_on, one.review_months, one.expiry_event) == (day(300), None, "")
    assert "“复审周期(月)、何事发生即失效”与所选的不相符，没有保存" in told(page)


def test_nothing_is_said_where_all_goes_with_the_chosen_expiry(world, kinds):
    page = enter(world, kinds, expires_by="months", review_months="12", reviewed_on="2025-02-01")
    assert OfficeDocument.objects.get().review_months == 12
    assert "没有保存" not in told(page)


def test_fields_say_with_which_expiry_they_are_shown(world, kinds):
    page = world.client("clerk_dunhou").get(reverse("offices:document_create"))
    shown = {field.name: field.field.widget.attrs.get("data-shown-for") for field in page.context["form"]}
    said = {name: value for name, value in shown.items() if value}
    assert said == {"review_months": "months", "plan_ends_on": "plan", "expiry_event": "event", "event_on": "event"}
