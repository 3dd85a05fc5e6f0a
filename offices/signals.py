"""Sign-ins, failures and sign-outs reach the audit trail."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from jian_minzheng.core.acting import Acting, address_of
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    trail.record(Acting(user, None, address_of(request)), Action.SIGN_IN, subject=user)


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    actor = Acting(None, None, address_of(request) if request else None)
    trail.record(actor, Action.SIGN_IN_FAILED, label=str(credentials.get("username", ""))[:150])


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        identity = getattr(request, "identity", None)
        trail.record(Acting(user, identity, address_of(request)), Action.SIGN_OUT, subject=user)
