"""Carrying an import out, and taking one back."""

from collections.abc import Callable
from typing import Any

from intake.models import ImportBatch
from intake.writing.commit import batch_commit
from intake.writing.undo import batch_undo
from jian_minzheng.core.acting import Acting
from offices.identity import acting_as
from offices.models import PopulationFigure
from staffing.models import Appointment
from tests.scope.services.case import Case, Preparation
from tests.scope.subjects import Subjects


def _commit(actor: Acting, subjects: Subjects) -> None:
    batch_commit(actor, batch=subjects.records["batch"], good_rows_only=True)


def _undo(batch: Callable[[Subjects], Any]) -> Case:
    def call(actor: Acting, subjects: Subjects) -> None:
        batch_undo(actor, batch=batch(subjects))

    return call


def _own_batch(subjects: Subjects) -> Any:
    return subjects.records["batch"]


def _figures_batch(subjects: Subjects) -> Any:
    return ImportBatch.objects.get(kind="population")


def _committed(subjects: Subjects) -> None:
    _commit(acting_as(subjects.world.users["clerk_dunhou"]), subjects)


def _committed_and_moved(subjects: Subjects) -> None:
    _committed(subjects)
    pk, there = _own_batch(subjects).rows.exclude(written={}).get().written["post"]["id"], subjects.world["禾川镇"]
    Appointment.objects.filter(pk=pk).update(work_division=there, post_division=there)


def _figures_elsewhere(subjects: Subjects) -> None:
    """An import of 敦厚镇 wrote a figure of a village that belongs to 禾川镇 by now."""
    village, user = subjects.world["城东村"], subjects.world.users["clerk_dunhou"]
    figure = PopulationFigure.objects.create(
        division=village, year=2022, basis="registered", persons=1200, source="年报"
    )
    batch = ImportBatch.objects.create(
        division=subjects.world["敦厚镇"],
        scope=subjects.world["敦厚镇"],
        kind="population",
        owner=user,
        state=ImportBatch.State.COMMITTED,
    )
    note = {"id": figure.pk, "version": figure.version, "created": True, "old": {}}
    unit = {"division_id": village.pk, "path": village.path, "name": village.name, "level": village.level}
    batch.rows.create(number=2, outcome="new", values={"_unit": unit}, written={"population.registered": note})


SERVICES: dict[str, Case] = {
    "intake.writing.commit.batch_commit": _commit,
    "intake.writing.commit.batch_commit: what others keep, by city_officer": _commit,
    "intake.writing.undo.batch_undo": _undo(_own_batch),
    "intake.writing.undo.batch_undo: what others keep, by city_officer": _undo(_own_batch),
    "intake.writing.undo.batch_undo: of a post that lies elsewhere by now, by clerk_dunhou": _undo(_own_batch),
    "intake.writing.undo.batch_undo: of a village that lies elsewhere by now, by clerk_dunhou": _undo(_figures_batch),
}
PREPARED: dict[str, Preparation] = {
    "intake.writing.undo.batch_undo": _committed,
    "intake.writing.undo.batch_undo: what others keep, by city_officer": _committed,
    "intake.writing.undo.batch_undo: of a post that lies elsewhere by now, by clerk_dunhou": _committed_and_moved,
    "intake.writing.undo.batch_undo: of a village that lies elsewhere by now, by clerk_dunhou": _figures_elsewhere,
}
