"""With whose eyes rows are judged: the uploader's, whoever goes on with them."""

from dataclasses import replace

from intake.models import ImportBatch
from jian_minzheng.core.acting import Acting, Identity


def as_uploader(actor: Acting, batch: ImportBatch) -> Acting:
    """Whoever acts, with no more in sight than the batch's uploader had.

    A county that helps a station with its table must not leave in it what the station may not see. Only for judging
    rows: what is written, and what the trail says, is the actor's own.
    """
    eyes = scope_of_readers(actor.scope, batch)
    return actor if eyes is actor.scope else replace(actor, identity=eyes)


def scope_of_readers(identity: Identity, batch: ImportBatch) -> Identity:
    """An identity, with no more in sight than everybody who reads the batch."""
    unit = batch.scope
    if unit is None or unit.pk == identity.division_id:
        return identity
    return replace(identity, division_id=unit.pk, division_name=unit.name, level=unit.level, path=unit.path)
