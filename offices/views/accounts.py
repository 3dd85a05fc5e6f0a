"""Sign in and out, passwords, the acting identity."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from offices.account_forms import OwnPasswordForm, SignInForm
from offices.first_run import first_run
from offices.identity import SESSION_KEY, identities_of
from offices.models import User
from offices.passwords import DEMO_PASSWORD


class SignInView(LoginView):
    """Five wrong passwords lock the account for half an hour (django-axes)."""

    redirect_authenticated_user = True
    authentication_form = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        demo = {"demo_password": DEMO_PASSWORD} if settings.DEMO else {}
        idle = self.request.session.pop("idle_notice", False)
        return super().get_context_data(idle=idle, **demo, **first_run(), **kwargs)


class PasswordView(PasswordChangeView):
    """Change the own password; a password that somebody else set must be changed before anything else opens."""

    success_url = reverse_lazy("home")
    template_name = "registration/password.html"
    form_class = OwnPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        """Stored and on record together, also for an account that holds no grant yet."""
        request: Any = self.request
        with transaction.atomic():
            user = form.save()
            user.must_change_password = False
            user.save(update_fields=["must_change_password"])
            trail.record(request.actor, Action.PASSWORD_CHANGED, subject=user)
        update_session_auth_hash(request, user)
        messages.success(request, "密码已修改。其他设备上的登录已失效。")
        return redirect(self.success_url)


@require_POST
def identity_switch(request: PortalRequest) -> HttpResponse:
    """Act under another of one's own grants; a grant of somebody else does not exist."""
    held = {str(identity.grant_id): identity for identity in identities_of(request.user)}
    chosen = held.get(request.POST.get("grant", ""))
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = chosen.grant_id
    trail.record(request.actor, Action.IDENTITY_SWITCHED, subject=request.user, detail={"改为": str(chosen)})
    messages.success(request, f"当前身份：{chosen}")
    return redirect("home")


@require_POST
@transaction.atomic
def sign_out_everywhere(request: PortalRequest) -> HttpResponse:
    """End every session of the account, this one included."""
    user: Any = request.user
    trail.record(request.actor, Action.SIGN_OUT_EVERYWHERE, subject=user)
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    logout(request)
    messages.success(request, "所有设备上的登录都已退出，请重新登录。")
    return redirect("login")
