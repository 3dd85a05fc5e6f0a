"""What every URL is asked about is made once for a module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.base import make_world
from tests.scope.subjects import Subjects, make_subjects


@pytest.fixture(scope="module")
def subjects(django_db_setup: None, django_db_blocker: Any) -> Iterator[Subjects]:
    """Whoever asks takes back what was written, so that none sees what another wrote."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_subjects(make_world())
        transaction.set_rollback(True)
