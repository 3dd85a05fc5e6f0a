"""How tasks run in the tests."""

from typing import Any

from django_tasks.backends.dummy import DummyBackend
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult

from assessments.compliance.tasks import LATER


class AtOnce(ImmediateBackend):
    """A task runs where it is enqueued, but for what nobody waits for: whoever tests that does it himself."""

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.kept = DummyBackend(alias, params)

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        backend = self.kept if task.queue_name == LATER else super()
        return backend.enqueue(task, args, kwargs)
