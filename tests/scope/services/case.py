"""What a case is: a service called by somebody on records of 吉安县."""

import datetime
from collections.abc import Callable
from typing import Any

from jian_minzheng.core.acting import Acting
from tests.scope.subjects import Subjects

DAY = datetime.date(2025, 3, 1)
Case = Callable[[Acting, Subjects], Any]
Preparation = Callable[[Subjects], None]
"""Makes what has to be so before the service is called."""


def fresh(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)
