"""系统管理员 keeps accounts and grants in the stock admin; nobody else gets in, and no business data stands there."""

import datetime
import io

import openpyxl
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import DivisionGrant, User
from offices.roles import Role
from tests.base import World


def test_only_the_system_administrator_gets_in(world: World) -> None:
    assert world.client("sysadmin").get(reverse("admin:index")).status_code == 200
    for username in set(world.users) - {"sysadmin"}:
        assert world.client(username).get(reverse("admin:index")).status_code == 302


def test_no_business_data_stands_in_the_admin(world: World) -> None:
    shown = {model._meta.label for model in admin.site._registry}
    business = {m._meta.label for app in ("staffing", "assessments") for m in apps.get_app_config(app).get_models()}
    assert not shown & business
    assert not {"offices.Station", "offices.NursingHome"} & shown


def test_an_account_is_opened_with_a_first_password(world: World) -> None:
    password = "First-password-2026"
    values = {"username": "new_clerk", "full_name": "新填报员", "usable_password": "true"}
    client = world.client("sysadmin")
    client.post(reverse("admin:offices_user_add"), {**values, "password1": password, "password2": password})
    account = User.objects.get(username="new_clerk")
    assert account.must_change_password
    assert account.check_password(password)


def test_the_list_of_accounts_is_exported_without_personal_data_and_on_record(world: World) -> None:
    user = world.users["county_jian"]
    user.full_name, user.phone = "刘小兰", "13812345678"
    user.last_login = datetime.datetime(2026, 3, 1, 1, 5, tzinfo=datetime.UTC)
    user.save()
    client = world.client("sysadmin")
    assert reverse("admin:offices_user_export") in client.get(reverse("admin:offices_user_changelist")).content.decode()
    response = client.get(reverse("admin:offices_user_export"), {"q": "county_jian"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    head, row = ([cell.value for cell in cells] for cells in sheet.iter_rows())
    assert head == ["账号", "授权", "状态", "须改密码", "上次登录"]
    assert row[:3] == ["county_jian", f"吉安县{Role.COUNTY_OFFICER.label}", "在用"]
    assert row[4] == "2026-03-01 09:05"
    assert not {user.full_name, user.phone, user.password} & {str(value) for value in row}
    entry = AuditEntry.objects.get(action=Action.EXPORTED)
    assert (entry.object_label, entry.detail) == ("账号清单", {"行数": 1})
    assert world.client("auditor").get(reverse("admin:offices_user_export")).status_code == 302


def test_a_grant_is_given_and_taken_back_on_record(world: World) -> None:
    client, user = world.client("sysadmin"), world.users["county_yongxin"]
    place = world["吉安县"]
    values = {"user": user.pk, "role": Role.COUNTY_OFFICER, "content_object": place.pk}
    client.post(reverse("admin:offices_divisiongrant_add"), values)
    grant = DivisionGrant.objects.get(user=user, content_object=place)
    client.post(reverse("admin:offices_divisiongrant_delete", args=[grant.pk]), {"post": "yes"})
    assert not DivisionGrant.objects.filter(pk=grant.pk).exists()
    recorded = list(AuditEntry.objects.filter(actor_name="sysadmin").values_list("action", flat=True))
    assert recorded[:2] == [Action.GRANT_REVOKED, Action.GRANT_GIVEN]


def test_mixed_powers_are_refused_in_words(world: World) -> None:
    values = {
        "user": world.users["auditor"].pk,
        "role": Role.CITY_OFFICER,
        "content_object": world["吉安市"].pk,
    }
    response = world.client("sysadmin").post(reverse("admin:offices_divisiongrant_add"), values)
    assert "三权分立" in response.content.decode()


def test_accounts_are_signed_out_by_force(world: World) -> None:
    victim = world.client("clerk_dunhou")
    victim.get(reverse("home"))
    pk = world.users["clerk_dunhou"].pk
    world.client("sysadmin").post(
        reverse("admin:offices_user_changelist"), {"action": "force_sign_out", "_selected_action": [pk]}
    )
    assert victim.get(reverse("home")).status_code == 302


def test_the_list_of_grants_speaks_of_accounts_and_roles(world: World) -> None:
    client, address = world.client("sysadmin"), reverse("admin:offices_divisiongrant_changelist")
    page = client.get(address).content.decode()
    assert "clerk_dunhou" in page
    assert "机构 | 行政区划" not in page
    narrowed = client.get(address, {"role": Role.STATION_CLERK}).content.decode()
    assert "clerk_dunhou" in narrowed
    assert "county_jian" not in narrowed
