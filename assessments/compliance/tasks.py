"""What the worker does for findings when nobody waits for it."""

from django.db import transaction
from django_tasks import task

from assessments.compliance.since import since_find_portion

LATER = "background"


@task(queue_name=LATER, priority=-50)
def since_find() -> None:
    """One portion, and the next as a task of its own, so that what is more urgent comes in between."""
    if since_find_portion():
        since_find.enqueue()


def since_find_later() -> None:
    """Once what the caller writes is stored. Whoever writes does not wait for it, nor fails with it."""
    transaction.on_commit(since_find.enqueue, robust=True)
