"""A gate before the ordinary sign-in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from offices.passwords import DEMO_PASSWORD


class DemoGuard(BaseBackend):
    """Knows nobody; refuses the demonstration password wherever the data are real, whoever's account carries it.

    It stands before the other backends: a refusal ends the attempt, and the sign-in screen says what it always says.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> None:
        """Let everybody pass to the next backend but the holder of the printed password.

        Raises:
            PermissionDenied: the demonstration password outside a demonstration.
        """
        if password == DEMO_PASSWORD and not settings.DEMO:
            raise PermissionDenied
