"""Password rules of the portal, on top of Django's own."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

DEMO_PASSWORD = "JianMinzheng2026"


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
