"""The first accounts come from the command line, with their grant, and lead to a portal that can be used."""

import getpass
import io
import os
import sys
from collections.abc import Callable, Iterator

import pytest
from django.core.management import ManagementUtility, call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import Division, DivisionGrant, User
from offices.roles import Role
from tests.base import World

PASSWORD = "Quiet-river-2026"


@pytest.fixture
def secret(tmp_path) -> str:
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n", encoding="utf-8")
    return str(path)


def run(command: str, *arguments: str) -> str:
    shown = io.StringIO()
    call_command(command, *arguments, stdout=shown, stderr=shown)
    return shown.getvalue()


def scripted(command: str, username: str, secret: str) -> str:
    return run(command, "--noinput", "--username", username, "--full-name", "陈新", "--password-file", secret)


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A person at a terminal, who answers one question after the other."""

    def person(*answers: str) -> None:
        waiting: Iterator[str] = iter(answers)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda _: next(waiting))
        monkeypatch.setattr(getpass, "getpass", lambda _: next(waiting))

    return person


@pytest.mark.parametrize(
    ("command", "role", "page"),
    [
        ("create_administrator", Role.SYSTEM_ADMIN, "admin:index"),
        ("create_auditor", Role.SECURITY_AUDITOR, "audit"),
    ],
)
def test_a_person_answers_and_can_work_at_once(world: World, types, command: str, role: Role, page: str) -> None:
    types("first", "陈新", PASSWORD, PASSWORD)
    said = run(command)
    assert role.label in said
    assert "下一步" in said
    assert PASSWORD not in said
    grant = DivisionGrant.objects.get(user__username="first")
    assert (grant.permission.codename, grant.content_object) == (role, world["吉安市"])
    client = Client()
    client.post(reverse("login"), {"username": "first", "password": PASSWORD})
    assert client.get(reverse(page)).status_code == 200
    entries = AuditEntry.objects.filter(object_label__in=("陈新",), actor_name="系统").order_by("sequence")
    assert list(entries.values_list("action", flat=True)) == [Action.ACCOUNT_CHANGED, Action.GRANT_GIVEN]


def test_whatever_is_wrong_is_said_in_chinese_and_asked_again(world: World, types, capsys) -> None:
    types("sysadmin", "bad name", "first", "", "陈新", "a", "b", "short1", "short1", PASSWORD, PASSWORD)
    call_command("create_administrator")
    told = capsys.readouterr().err
    for words in ("已被使用", "用户名", "姓名不能为空", "两次输入的密码不一样", "密码太短"):
        assert words in told
    assert User.objects.get(username="first").check_password(PASSWORD)


def test_a_script_gives_a_first_password_that_its_owner_must_change(world: World, secret: str) -> None:
    assert "首次登录时必须修改" in scripted("create_auditor", "first", secret)
    client = Client()
    client.post(reverse("login"), {"username": "first", "password": PASSWORD})
    assert client.get(reverse("home")).url == reverse("password_change")


def test_a_password_comes_through_the_standard_input(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\r\n"))
    scripted("create_administrator", "first", "-")
    assert User.objects.get(username="first").check_password(PASSWORD)


def test_without_divisions_the_step_before_is_named(db: None, secret: str) -> None:
    with pytest.raises(CommandError, match="请先运行 load_divisions"):
        scripted("create_administrator", "first", secret)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("username", "words"), [("sysadmin", "已被使用"), ("county_jian", "三权分立"), ("auditor", "三权分立")]
)
def test_a_name_that_is_taken_is_refused(world: World, secret: str, username: str, words: str) -> None:
    before = DivisionGrant.objects.count()
    with pytest.raises(CommandError, match=words):
        scripted("create_administrator", username, secret)
    assert DivisionGrant.objects.count() == before


def test_a_weak_password_leaves_neither_account_nor_grant(world: World, tmp_path) -> None:
    weak = tmp_path / "weak"
    weak.write_text("12345\n", encoding="utf-8")
    with pytest.raises(CommandError, match="密码"):
        scripted("create_administrator", "first", str(weak))
    assert not User.objects.filter(username="first").exists()


def test_a_grant_that_fails_leaves_no_account(world: World, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise CommandError("no grant")

    monkeypatch.setattr("offices.accounts.grant_give", refuse)
    with pytest.raises(CommandError, match="no grant"):
        scripted("create_administrator", "first", secret)
    assert not User.objects.filter(username="first").exists()
    assert not AuditEntry.objects.filter(object_label="陈新").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--noinput"], "必须给出用户名"),
        (["--noinput", "--username", "first", "--full-name", "陈新"], "--password-file"),
        (["--noinput", "--username", "first", "--full-name", "陈新", "--password-file", os.devnull], "第一行是空的"),
        (["--noinput", "--username", "first", "--full-name", "陈新", "--password-file", "nowhere"], "读不了密码文件"),
        ([], "不是终端"),
    ],
)
def test_what_is_missing_is_named(world: World, monkeypatch, arguments: list[str], words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(CommandError, match=words):
        run("create_administrator", *arguments)


def test_of_several_cities_one_must_be_named(world: World, secret: str) -> None:
    Division.objects.add_root({"name": "另一市", "level": "city", "kind": "设区市"})
    with pytest.raises(CommandError, match="--division"):
        scripted("create_administrator", "first", secret)
    run(
        *("create_administrator", "--noinput", "--username", "first", "--full-name", "陈新"),
        *("--password-file", secret, "--division", "另一市"),
    )
    assert DivisionGrant.objects.get(user__username="first").content_object.name == "另一市"


def test_the_command_of_other_projects_points_to_ours(db: None, capsys) -> None:
    with pytest.raises(SystemExit):
        ManagementUtility(["manage.py", "createsuperuser", "--username", "root", "--noinput"]).execute()
    assert "create_administrator" in capsys.readouterr().err
