"""The forms with which people sign in and change their own password."""

from typing import Any

from axes.utils import reset as axes_reset
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from jian_minzheng.core.editing.words import PlainWords


class SignInForm(PlainWords, AuthenticationForm):
    """The stock form, in the portal's words."""


class OwnPasswordForm(PlainWords, PasswordChangeForm):
    """The old password is asked of the same gate as a sign-in, so that guesses at it are counted, locked and on record.

    Whoever found an open session must not learn the password from this form, neither by the old one nor by the answer
    "the same as now" to a new one: the new password is judged only after the old one was right.
    """

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        username = self.user.get_username()
        if authenticate(self.request, username=username, password=old) is None:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        axes_reset(username=username)
        return old

    def validate_password_for_user(self, user: Any, *args: Any, **kwargs: Any) -> None:
        if "old_password" in self.cleaned_data:
            super().validate_password_for_user(user, *args, **kwargs)
