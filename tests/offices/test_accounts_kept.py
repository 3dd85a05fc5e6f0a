"""What 系统管理员 does with accounts and grants in the admin, and where each role's menu leads."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.divisions import services
from offices.grants import grant_give
from offices.identity import identities_of
from offices.models import Division, DivisionGrant, User
from offices.roles import Role
from tests.base import PASSWORD
from tests.offices.changes import SAID
from tests.reading import listed, told

ACCOUNTS, GRANTS = reverse("admin:offices_user_changelist"), reverse("admin:offices_divisiongrant_changelist")


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def admin(world):
    return world.client("sysadmin")


def account(user):
    return reverse("admin:offices_user_change", args=[user.pk])


def sign_in(username, password=PASSWORD):
    return Client().post(reverse("login"), {"username": username, "password": password})


def newest(action):
    return AuditEntry.objects.filter(action=action).latest("sequence")


# Accounts


def test_a_locked_account_is_unlocked_on_record(world, admin):
    for _ in range(5):
        sign_in("clerk_dunhou", "wrong")
    assert sign_in("clerk_dunhou").status_code == 429
    chosen = {"action": "unlock", "_selected_action": [world.users["clerk_dunhou"].pk]}
    assert told(admin.post(ACCOUNTS, chosen, follow=True)) == "所选账号已解锁。"
    assert sign_in("clerk_dunhou").status_code == 302
    entry = AuditEntry.objects.filter(action=Action.ACCOUNT_CHANGED, actor_name="sysadmin").latest("sequence")
    assert (entry.object_label, entry.detail) == ("clerk_dunhou", {"解除锁定": "是"})


def test_a_reset_password_is_a_first_password_again(world, admin):
    new = "Another-good-2026"
    address = reverse("admin:auth_user_password_change", args=[world.users["clerk_dunhou"].pk])
    admin.post(address, {"password1": new, "password2": new})
    user = User.objects.get(username="clerk_dunhou")
    assert user.must_change_password
    assert newest(Action.ACCOUNT_CHANGED).detail == {"重置密码": "是"}
    client = Client()
    assert client.post(reverse("login"), {"username": "clerk_dunhou", "password": new}).status_code == 302
    assert client.get(reverse("home"), follow=True).redirect_chain == [(reverse("password_change"), 302)]


def test_a_closed_account_neither_signs_in_nor_goes_on(world, admin):
    inside = world.client("clerk_dunhou")
    assert inside.get(reverse("home")).status_code == 200
    admin.post(account(world.users["clerk_dunhou"]), {"username": "clerk_dunhou", "full_name": "离任", "is_active": ""})
    assert identities_of(User.objects.get(username="clerk_dunhou")) == []
    assert inside.get(reverse("home")).status_code == 302
    assert sign_in("clerk_dunhou").status_code == 200
    assert "有效" in str(newest(Action.ACCOUNT_CHANGED).detail["修改项"])


def test_no_account_is_deleted(world, admin):
    delete = reverse("admin:offices_user_delete", args=[world.users["clerk_dunhou"].pk])
    assert admin.post(delete, {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="clerk_dunhou").exists()


# Grants


def give(world, admin, username, role, place):
    sent = {"user": world.users[username].pk, "role": role, "content_object": world[place].pk}
    return admin.post(reverse("admin:offices_divisiongrant_add"), sent)


@pytest.mark.parametrize(
    ("username", "role", "place", "words"),
    [
        ("clerk_dunhou", Role.STATION_CLERK, "敦厚镇", "该账号已有这项授权。"),
        ("clerk_dunhou", Role.STATION_CLERK, "吉安县", "应授予乡镇(街道)一级的单位"),
        ("clerk_dunhou", Role.COUNTY_OFFICER, "敦厚镇", "应授予县(市、区)一级的单位"),
        ("clerk_dunhou", Role.SYSTEM_ADMIN, "吉安市", "三权分立"),
        ("sysadmin", Role.CITY_LEADER, "吉安市", "三权分立"),
        ("auditor", Role.SYSTEM_ADMIN, "吉安市", "三权分立"),
    ],
    ids=["twice", "a clerk of a county", "an officer of a township", "a clerk as administrator",
         "the administrator as leader", "the auditor as administrator"],
)  # fmt: skip
def test_a_grant_that_is_not_lawful_is_refused_in_words(world, admin, username, role, place, words):
    before = DivisionGrant.objects.count()
    assert words in give(world, admin, username, role, place).content.decode()
    assert DivisionGrant.objects.count() == before


def test_nobody_is_given_a_role_at_a_unit_that_is_no_more(world, admin):
    services.division_close(SYSTEM, division=world["高塘村"], **SAID)
    page = give(world, admin, "clerk_hechuan", Role.VILLAGE_SPECIALIST, "高塘村").content.decode()
    assert "高塘村已于2026-03-01撤销，不能再授权。" in page
    with pytest.raises(ValidationError, match="不能再授权"):
        grant_give(
            SYSTEM, user=world.users["clerk_hechuan"], role=Role.VILLAGE_SPECIALIST,
            division=Division.objects.get(name="高塘村"),
        )  # fmt: skip
    assert len(identities_of(world.users["clerk_hechuan"])) == 1


def test_several_grants_are_taken_back_at_once_each_on_record(world, admin):
    grants = DivisionGrant.objects.filter(content_object__in=[world["敦厚镇"], world["高塘村"]])
    chosen = [grant.pk for grant in grants]
    assert len(chosen) == 3
    admin.post(GRANTS, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert not DivisionGrant.objects.filter(pk__in=chosen).exists()
    taken = AuditEntry.objects.filter(action=Action.GRANT_REVOKED).values_list("object_label", flat=True)
    assert set(taken) == {"clerk_dunhou", "gov_dunhou", "village_gaotang"}


def test_the_widest_of_several_roles_is_acted_under_first(world):
    user = world.users["clerk_dunhou"]
    grant_give(SYSTEM, user=user, role=Role.COUNTY_FINANCE, division=world["吉安县"])
    assert [one.division_name for one in identities_of(user)] == ["吉安县", "敦厚镇"]
    shown = world.client("clerk_dunhou").get(reverse("home"))
    assert shown.context["identity"].role == Role.COUNTY_FINANCE


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("sysadmin", {"区划维护", "系统管理"}),
        ("auditor", {"审计日志"}),
        ("finance_jian", set()),
        ("village_gaotang", {"单位树", "民政所", "制度文件", "先进典型", "活动"}),
        ("clerk_dunhou", {"单位树", "民政所", "人员", "表格导入", "核查结果"}),
        ("city_officer", {"人员", "文件种类", "标准与参数"}),
    ],
)
def test_the_menu_of_a_role_leads_to_what_it_may_see_and_nothing_else(world, username, words):
    client = world.client(username)
    menu = client.get(reverse("home")).context["menu"]
    labels = {entry["label"] for entry in menu}
    assert words | {"首页"} <= labels
    assert all(client.get(entry["url"]).status_code == 200 for entry in menu)
    foreign = {"区划维护", "系统管理", "审计日志"} - words
    assert not foreign & labels


# The trail


@pytest.mark.parametrize(
    ("query", "found"),
    [({"after": 0}, True), ({"after": 1}, False), ({"before": 0}, True), ({"before": -1}, False),
     ({"after": -1, "before": 1}, True)],
    ids=["from today", "from tomorrow", "until today", "until yesterday", "around today"],
)  # fmt: skip
def test_both_days_of_a_search_of_the_trail_count(world, query, found):
    trail.record(SYSTEM, Action.EXPORTED, label="民政所清单")
    days = {name: str(timezone.localdate() + datetime.timedelta(days=offset)) for name, offset in query.items()}
    assert (listed(world.client("auditor"), "audit", "object", q="民政所清单", **days) == ["民政所清单"]) is found
