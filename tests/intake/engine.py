"""Preview, commit and undo as tests call them."""

from pathlib import Path

import pytest

from intake.models import ImportBatch
from intake.preview.preview import preview_build
from intake.writing.commit import CommitRefused, CommitResult, batch_commit
from intake.writing.undo import UndoResult, batch_undo
from offices.identity import acting_as
from tests.base import World


class Engine:
    """The engine, acting as one account of the test world."""

    def __init__(self, world: World, username: str = "county_jian", division: str = "敦厚镇") -> None:
        self.world = world
        self.user = world.users[username]
        self.actor = acting_as(self.user)
        self.identity = self.actor.scope
        self.division = world[division]

    def preview(self, path: Path, kind: str = "station_staff", **options) -> ImportBatch:
        return preview_build(
            self.actor,
            path=path,
            file_name=path.name,
            kind=kind,
            division=self.division,
            **options,
        )

    def commit(self, batch: ImportBatch, *, good_rows_only: bool = False) -> CommitResult:
        return batch_commit(self.actor, batch=batch, good_rows_only=good_rows_only)

    def undo(self, batch: ImportBatch) -> UndoResult:
        return batch_undo(self.actor, batch=batch)

    def held(self, batch: ImportBatch) -> list[str]:
        """What is told of each record where nothing of the import can be taken back; the import stays what it was."""
        with pytest.raises(CommitRefused, match="没有撤销") as refused:
            self.undo(batch)
        batch.refresh_from_db()
        assert batch.state == ImportBatch.State.COMMITTED
        assert "undone" not in batch.summary
        return [issue.message for issue in refused.value.issues]

    def take_in(self, path: Path, kind: str = "station_staff") -> ImportBatch:
        """Preview and commit in one."""
        batch = self.preview(path, kind)
        self.commit(batch)
        return batch


def outcomes(batch: ImportBatch) -> list[str]:
    """What the preview would do with each line that is a person's."""
    return list(batch.rows.exclude(outcome="ignored").order_by("number").values_list("outcome", flat=True))


def codes(batch: ImportBatch) -> list[str]:
    """The codes of all issues, in the order of the lines."""
    return [issue["code"] for row in batch.rows.order_by("number") for issue in row.issues]
