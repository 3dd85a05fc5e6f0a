"""Where the result of an import can be looked at."""

from jian_minzheng.core.acting import Identity
from offices.models import Division, Station
from staffing.models import ImportBatch

_TOWNSHIP_DEPTH = 3


def stations_of(identity: Identity, batch: ImportBatch) -> list[Station]:
    """The stations of the townships in which the import wrote records, in the order of the tree."""
    length = _TOWNSHIP_DEPTH * Division.steplen
    written = batch.rows.exclude(written={}).values_list("values", flat=True)
    paths = {values["_unit"][1][:length] for values in written.iterator(chunk_size=2000) if "_unit" in values}
    stations = Station.objects.visible_to(identity).filter(township__path__in=paths)
    return list(stations.select_related("township").order_by("township__path"))
