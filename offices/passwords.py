"""Password rules of the portal, on top of Django's own."""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

DEMO_PASSWORD = "JianMinzheng2026"


class LengthValidator(MinimumLengthValidator):
    """Django 5.2 words its refusal anew and has no Chinese for it yet."""

    def get_error_message(self) -> str:
        return f"密码太短，至少要有 {self.min_length} 个字符。"


class LettersAndDigitsValidator:
    """At least one letter and one digit."""

    def validate(self, password: str, user: Any = None) -> None:
        if not (any(c.isalpha() for c in password) and any(c.isdigit() for c in password)):
            raise ValidationError(self.get_help_text(), code="password_not_mixed")

    def get_help_text(self) -> str:
        return "密码须同时包含字母和数字。"


class NotDemoPasswordValidator:
    """The demonstration password is printed by ``make run``; no real account may carry it."""

    def validate(self, password: str, user: Any = None) -> None:
        if password == DEMO_PASSWORD and not settings.DEMO:
            raise ValidationError(self.get_help_text(), code="password_demo")

    def get_help_text(self) -> str:
        return "不能使用演示密码。"


class NotCurrentPasswordValidator:
    """A change is a change: the password that the account carries now may not be set again, by whatever path.

    Compared without ``User.check_password``, which may write the account.
    """

    def validate(self, password: str, user: Any = None) -> None:
        current = getattr(user, "password", "")
        if current and check_password(password, current):
            raise ValidationError("新密码与现在的密码相同，请换一个。", code="password_unchanged")

    def get_help_text(self) -> str:
        return "新密码不能与现在的密码相同。"
