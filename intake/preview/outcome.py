"""Where the result of an import can be looked at, and for whom it is written."""

from intake.models import ImportBatch, ImportRow
from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.registers import keeping
from offices.models import Station
from offices.places import paths_above


def stations_of(identity: Identity, batch: ImportBatch) -> list[Station]:
    """The stations of the townships in which the import wrote records, in the order of the tree."""
    written = batch.rows.exclude(written={}).values_list("values", flat=True)
    units = {values["_unit"]["path"] for values in written.iterator(chunk_size=2000) if "_unit" in values}
    paths = {path for unit in units for path in paths_above(unit, itself=True)}
    stations = Station.objects.visible_to(identity).filter(township__path__under=batch.division.path)
    listed = stations.select_related("township").order_by("township__path")
    return [station for station in listed if station.township.path in paths]


def written_for(actor: Acting, batch: ImportBatch) -> str:
    """The level of units whose records others keep and that rows of the batch are about (代填); empty without any."""
    levels, rules = batch.table_kind.levels, batch.table_kind.kept_at
    about = set(levels)
    if len(levels) > 1:
        rows = batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED)
        about &= set(rows.values_list("values___unit__level", flat=True).distinct())
    others = (level for level in reversed(levels) if level in about and keeping.for_another(actor, level, rules))
    return next(others, "")
