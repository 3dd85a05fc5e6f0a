"""Signing in and out, first passwords, acting identities, the separation of powers."""

import time

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.grants import grant_give, grant_revoke
from offices.models import DivisionGrant, User
from offices.roles import CAPABILITIES, LEVELS, Role
from tests.base import PASSWORD, World


def sign_in(username: str, password: str = PASSWORD) -> tuple[Client, int]:
    client = Client()
    response = client.post(reverse("login"), {"username": username, "password": password})
    return client, response.status_code


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))


def test_signing_in_leads_home_and_is_on_record(world: World) -> None:
    client, status = sign_in("clerk_dunhou")
    assert status == 302
    assert client.get(reverse("home")).status_code == 200
    assert Action.SIGN_IN in actions()


def test_a_wrong_password_says_what_to_do_and_five_lock_the_account(world: World) -> None:
    client = Client()
    first = client.post(reverse("login"), {"username": "clerk_dunhou", "password": "wrong"})
    assert "连续输错 5 次" in first.content.decode()
    for _ in range(4):
        last = client.post(reverse("login"), {"username": "clerk_dunhou", "password": "wrong"})
    assert last.status_code == 429
    assert "锁定 30 分钟" in last.content.decode()
    assert sign_in("clerk_dunhou")[1] == 429
    assert sign_in("county_jian")[1] == 302, "one locked account must not lock its office"
    assert Action.SIGN_IN_FAILED in actions()


def test_a_first_password_must_be_changed_before_anything_else(world: World) -> None:
    User.objects.filter(username="clerk_dunhou").update(must_change_password=True)
    client, _ = sign_in("clerk_dunhou")
    assert client.get(reverse("offices:station_list")).url == reverse("password_change")
    new = "Another-good-2026"
    client.post(reverse("password_change"), {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert client.get(reverse("home")).status_code == 200
    assert sign_in("clerk_dunhou", new)[1] == 302


@pytest.mark.parametrize("weak", ["short1", "onlylettershere", "1234567890123", "password12345"[:10]])
def test_weak_passwords_are_refused(world: World, weak: str) -> None:
    client = world.client("clerk_dunhou")
    response = client.post(
        reverse("password_change"), {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    )
    assert response.status_code == 200
    assert world.users["clerk_dunhou"].check_password(PASSWORD)


def test_an_idle_session_is_signed_out_and_told_why(world: World) -> None:
    client = world.client("clerk_dunhou")
    client.get(reverse("home"))
    session = client.session
    session["last_seen"] = int(time.time()) - settings.SESSION_IDLE_SECONDS - 1
    session.save()
    response = client.get(reverse("home"), follow=True)
    assert response.redirect_chain
    assert "自动退出" in response.content.decode()


def test_signing_out_everywhere_ends_the_other_sessions_too(world: World) -> None:
    here, there = world.client("clerk_dunhou"), world.client("clerk_dunhou")
    here.post(reverse("sign_out_everywhere"))
    assert there.get(reverse("home")).status_code == 302
    assert Action.SIGN_OUT_EVERYWHERE in actions()


def test_the_acting_identity_is_switched_and_decides_what_is_seen(world: World) -> None:
    second = grant_give(SYSTEM, user=world.users["clerk_dunhou"], role=Role.STATION_CLERK, division=world["禾川镇"])
    client = world.client("clerk_dunhou")
    assert "敦厚镇民政所" in client.get(reverse("offices:station_list")).content.decode()
    client.post(reverse("identity_switch"), {"grant": second.pk})
    shown = client.get(reverse("offices:station_list")).content.decode()
    assert "禾川镇民政所" in shown
    assert "敦厚镇民政所" not in shown


def test_nobody_acts_under_a_grant_of_somebody_else(world: World) -> None:
    other = DivisionGrant.objects.get(user=world.users["city_officer"])
    response = world.client("clerk_dunhou").post(reverse("identity_switch"), {"grant": other.pk})
    assert response.status_code == 404


def test_a_revoked_grant_stops_working_at_the_next_request(world: World) -> None:
    client = world.client("clerk_dunhou")
    assert client.get(reverse("offices:station_list")).status_code == 200
    grant_revoke(SYSTEM, grant=DivisionGrant.objects.get(user=world.users["clerk_dunhou"]))
    assert client.get(reverse("offices:station_list")).status_code == 403
    assert Action.GRANT_REVOKED in actions()


@pytest.mark.parametrize(("first", "second"), [("sysadmin", Role.CITY_OFFICER), ("auditor", Role.SYSTEM_ADMIN)])
def test_the_three_powers_stay_separate(world: World, first: str, second: Role) -> None:
    with pytest.raises(ValidationError, match="三权分立"):
        grant_give(SYSTEM, user=world.users[first], role=second, division=world["吉安市"])


def test_a_role_is_granted_at_its_own_level_only(world: World) -> None:
    with pytest.raises(ValidationError, match="民政所填报员"):
        grant_give(SYSTEM, user=world.users["county_jian"], role=Role.STATION_CLERK, division=world["吉安县"])


def test_every_role_has_capabilities_and_a_level() -> None:
    assert set(CAPABILITIES) == set(LEVELS) == set(Role)


def test_superuser_flags_open_nothing(world: World) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD, must_change_password=False)
    client = Client()
    client.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("offices:station_list")).status_code == 403
    assert client.get(reverse("admin:index")).status_code == 302


@override_settings(DEMO=False)
def test_the_demonstration_password_cannot_be_chosen_outside_the_demonstration(world: World) -> None:
    from offices.passwords import DEMO_PASSWORD

    response = world.client("clerk_dunhou").post(
        reverse("password_change"),
        {"old_password": PASSWORD, "new_password1": DEMO_PASSWORD, "new_password2": DEMO_PASSWORD},
    )
    assert "不能使用演示密码" in response.content.decode()
