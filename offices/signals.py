"""Sign-ins, failures, locks and sign-outs reach the audit trail."""

from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from jian_minzheng.core.acting import Acting, address_of
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action


def _whoever(request: HttpRequest | None) -> Acting:
    """Who tries a password: a visitor, or the account whose session asks for it once more."""
    return getattr(request, "actor", None) or Acting(None, None, address_of(request) if request else None)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    trail.record(Acting(user, None, address_of(request)), Action.SIGN_IN, subject=user)


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    detail = {"页面": "修改密码"} if request and request.path == reverse("password_change") else {}
    label = str(credentials.get("username", ""))[:150]
    trail.record(_whoever(request), Action.SIGN_IN_FAILED, label=label, detail=detail)


@receiver(user_locked_out)
def locked_out(request: HttpRequest, username: str, **_: Any) -> None:
    """Once, at the wrong password that locks; tries at a locked account are failures like any other."""
    if getattr(request, "axes_failures_since_start", None) == settings.AXES_FAILURE_LIMIT:
        trail.record(_whoever(request), Action.ACCOUNT_CHANGED, label=str(username)[:150], detail={"登录锁定": "是"})


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        identity = getattr(request, "identity", None)
        trail.record(Acting(user, identity, address_of(request)), Action.SIGN_OUT, subject=user)
