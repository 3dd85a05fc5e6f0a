"""Refusals that tell something by themselves, and go on record for that."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action


class RefusalOnRecord(ValidationError):
    """Raised by a service inside its transaction, which is rolled back; ``put_on_record`` is called after that."""

    def __init__(
        self,
        message: Any,
        *,
        actor: Acting,
        action: Action,
        subject: Any,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.actor, self.action, self.subject, self.detail = actor, action, subject, detail

    def put_on_record(self) -> None:
        """Write the entry; see ``put_on_record`` below for errors of any kind."""
        trail.record(self.actor, self.action, subject=self.subject, detail=self.detail)


def put_on_record(error: ValidationError) -> None:
    """For whoever tells the user of what a service refused, once the service's transaction has been rolled back."""
    if isinstance(error, RefusalOnRecord):
        error.put_on_record()
