"""Where the result of an import can be looked at."""

from intake.models import ImportBatch
from jian_minzheng.core.acting import Identity
from offices.models import Station
from offices.places import paths_above


def stations_of(identity: Identity, batch: ImportBatch) -> list[Station]:
    """The stations of the townships in which the import wrote records, in the order of the tree."""
    written = batch.rows.exclude(written={}).values_list("values", flat=True)
    units = {values["_unit"][1] for values in written.iterator(chunk_size=2000) if "_unit" in values}
    paths = {path for unit in units for path in paths_above(unit, itself=True)}
    stations = Station.objects.visible_to(identity).filter(township__path__under=batch.division.path)
    listed = stations.select_related("township").order_by("township__path")
    return [station for station in listed if station.township.path in paths]
