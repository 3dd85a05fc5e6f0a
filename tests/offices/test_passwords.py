"""Every path that takes a password: the same one is refused, guesses are counted, locked and on record."""

import re
from collections.abc import Iterator

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import User
from offices.passwords import DEMO_PASSWORD
from tests.base import PASSWORD, World

NEW = "Another-good-2026"


def change(client: Client, old: str, new: str, again: str | None = None):
    values = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return client.post(reverse("password_change"), values)


def test_the_first_password_cannot_be_kept(world: World) -> None:
    User.objects.filter(username="clerk_dunhou").update(must_change_password=True)
    client = world.client("clerk_dunhou")
    assert "新密码与现在的密码相同" in change(client, PASSWORD, PASSWORD).content.decode()
    assert client.get(reverse("home")).url == reverse("password_change")
    assert change(client, PASSWORD, NEW).status_code == 302
    assert client.get(reverse("home")).status_code == 200


def test_who_holds_no_grant_yet_changes_the_first_password_and_that_goes_on_record(world: World) -> None:
    newcomer = User.objects.create_user("newcomer", password=PASSWORD)
    client = Client()
    client.post(reverse("login"), {"username": "newcomer", "password": PASSWORD})
    assert change(client, PASSWORD, NEW).status_code == 302
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW)
    assert not newcomer.must_change_password
    assert AuditEntry.objects.filter(action=Action.PASSWORD_CHANGED, actor_id=newcomer.pk).count() == 1


@pytest.mark.parametrize("who", ["clerk_dunhou", "sysadmin"])
def test_an_account_closed_while_its_password_is_changed_stays_closed(world: World, monkeypatch, who: str) -> None:
    """Hashing takes its time, and Django's forms store the account whole, be it its owner or who resets it."""
    account, hashed = world.users["clerk_dunhou"], User.set_password

    def meanwhile(user: User, password: str | None) -> None:
        User.objects.filter(pk=user.pk).update(is_active=False, session_epoch=7)
        hashed(user, password)

    client = world.client(who)
    with monkeypatch.context() as patch:
        patch.setattr(User, "set_password", meanwhile)
        if who == "sysadmin":
            reset = reverse("admin:auth_user_password_change", args=[account.pk])
            answer = client.post(reset, {"password1": NEW, "password2": NEW})
        else:
            answer = change(client, PASSWORD, NEW)
    assert answer.status_code == 302
    account.refresh_from_db()
    assert account.check_password(NEW)
    assert (account.is_active, account.session_epoch) == (False, 7)


def test_a_reset_to_the_same_password_is_refused_too(world: World) -> None:
    with pytest.raises(ValidationError, match="新密码与现在的密码相同"):
        validate_password(PASSWORD, world.users["clerk_dunhou"])


def test_guesses_at_the_old_password_lock_the_account_on_record(world: World) -> None:
    client = world.client("clerk_dunhou")
    for number in range(settings.AXES_FAILURE_LIMIT - 1):
        assert "旧密码" in change(client, f"wrong-guess-{number}", NEW).content.decode()
    assert change(client, "wrong-guess-last", NEW).status_code == 429
    assert change(client, PASSWORD, NEW).status_code == 429, "the right one is not taken any more either"
    assert world.users["clerk_dunhou"].check_password(PASSWORD)
    assert Client().post(reverse("login"), {"username": "clerk_dunhou", "password": PASSWORD}).status_code == 429
    guesses = AuditEntry.objects.filter(action=Action.SIGN_IN_FAILED, detail={"页面": "修改密码"})
    assert guesses.count() == settings.AXES_FAILURE_LIMIT + 1
    lock = AuditEntry.objects.get(action=Action.ACCOUNT_CHANGED)
    assert (lock.object_label, lock.detail) == ("clerk_dunhou", {"登录锁定": "是"})


def test_guesses_at_sign_in_and_at_the_old_password_are_counted_together(world: World) -> None:
    client = world.client("clerk_dunhou")
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        Client().post(reverse("login"), {"username": "clerk_dunhou", "password": "wrong"})
    assert change(client, "wrong", NEW).status_code == 429


def test_a_right_old_password_forgets_the_slips_before_it(world: World) -> None:
    client = world.client("clerk_dunhou")
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        change(client, "wrong", NEW)
    assert change(client, PASSWORD, NEW).status_code == 302
    assert change(client, "wrong", PASSWORD).status_code == 200


@pytest.mark.parametrize("old", ["", "wrong"])
def test_the_new_password_is_no_way_to_try_the_old_one(world: World, old: str) -> None:
    assert "新密码与现在的密码相同" not in change(world.client("clerk_dunhou"), old, PASSWORD).content.decode()


def test_every_refusal_of_a_password_is_in_chinese(world: World) -> None:
    user = world.users["clerk_dunhou"]
    for password in ("", "1", "password", "clerk_dunhou", "letters-only-here", DEMO_PASSWORD, PASSWORD):
        with override_settings(DEMO=False), pytest.raises(ValidationError) as refused:
            validate_password(password, user)
        assert all(re.search("[一-鿿]", message) for message in refused.value.messages), refused.value.messages


def test_no_password_is_kept_with_a_failed_attempt(world: World) -> None:
    change(world.client("clerk_dunhou"), "my-other-password-1", NEW, "Another-good-2027")
    kept = AccessAttempt.objects.get().post_data
    assert not [text for text in ("my-other-password-1", NEW, "Another-good-2027") if text in kept]


def test_the_admin_takes_no_passwords_of_its_own(world: World) -> None:
    visitor = Client()
    assert visitor.get(reverse("admin:index")).status_code == 302
    for response in (visitor.get("/admin/login/?next=/admin/"), visitor.post("/admin/login/?next=/admin/", {})):
        assert response.url == f"{reverse('login')}?next=/admin/"
    administrator = world.client("sysadmin")
    assert administrator.post(reverse("admin:password_change"), {}).url == reverse("password_change")
    answer = visitor.post(
        f"{reverse('login')}?next=/admin/", {"username": "sysadmin", "password": PASSWORD, "next": "/admin/"}
    )
    assert answer.url == "/admin/"
    assert visitor.get("/admin/").status_code == 200


def test_who_may_not_administer_is_told_so_and_not_sent_in_a_circle(world: World) -> None:
    response = world.client("county_jian").get(reverse("admin:index"), follow=True)
    assert response.status_code == 403


def test_no_other_page_asks_for_a_password(world: World) -> None:
    """Those that set a password for somebody else (``admin:…``) judge none that is in use."""
    clients = (Client(), world.client("sysadmin"), world.client("county_jian"))
    asking = {name for name, address in addresses(world) for client in clients if _asks_for_a_password(client, address)}
    assert asking == {"login", "password_change", "admin:offices_user_add", "admin:auth_user_password_change"}


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Every page that opens without more than the number of an account."""
    for name, parameters in names(get_resolver().url_patterns):
        values = dict.fromkeys(parameters, world.users["clerk_dunhou"].pk)
        if set(values) <= {"id", "object_id"}:
            yield name, reverse(name, kwargs=values)


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, set[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield prefix + pattern.name, set(pattern.pattern.regex.groupindex)


def _asks_for_a_password(client: Client, address: str) -> bool:
    response = client.get(address)
    return not response.streaming and b'type="password"' in response.content
