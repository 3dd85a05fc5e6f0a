"""The sign-in page of a fresh installation names the commands; that of a portal in use tells nothing."""

import io

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from offices.models import Division, DivisionGrant, User
from offices.roles import Role
from tests.base import World


def sign_in_page() -> str:
    return Client().get(reverse("login")).content.decode()


def create(command: str, monkeypatch, username: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Quiet-river-2026\n"))
    call_command(command, "--noinput", "--username", username, "--full-name", "陈新", "--password-file", "-")


def test_a_fresh_installation_says_what_to_run_until_somebody_can_sign_in(db, monkeypatch) -> None:
    page = sign_in_page()
    assert page.index("load_divisions") < page.index("create_administrator")
    assert 'type="password"' not in page, "no form that leads nowhere"
    assert "已完成" not in page
    Division.objects.add_root({"name": "吉安市", "level": "city", "kind": "设区市"})
    assert "已完成" in sign_in_page()
    create("create_administrator", monkeypatch, "first")
    assert "create_administrator" not in sign_in_page()
    assert 'type="password"' in sign_in_page()


def test_an_auditor_alone_can_sign_in_and_the_rest_is_still_named(db, monkeypatch) -> None:
    Division.objects.add_root({"name": "吉安市", "level": "city", "kind": "设区市"})
    create("create_auditor", monkeypatch, "watch")
    assert "create_administrator" in sign_in_page()
    assert 'type="password"' in sign_in_page()


def test_a_portal_in_use_that_lost_its_administrator_tells_no_visitor(world: World) -> None:
    User.objects.filter(username="sysadmin").update(is_active=False)
    DivisionGrant.objects.filter(permission__codename=Role.SYSTEM_ADMIN).delete()
    assert "create_administrator" not in sign_in_page()
    assert 'type="password"' in sign_in_page()
