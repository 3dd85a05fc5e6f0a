"""三(三)1-2: the station is called by the full name of its township and 民政所."""

from assessments.compliance.outcome import Field, Input, Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import rule
from assessments.compliance.rules.staffing import station_record
from assessments.compliance.subjects import StationFacts


@rule("三(三)1-2")
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """On every day the station's name of that day is compared with the township's name of that day."""
    if not station.township_name:
        return Outcome.unknown("所在乡镇（街道）的名称")
    right = f"{station.township_name}民政所"
    named = (
        Input("登记名称", station.name, record=station_record(station)),
        Input("按规定的名称", right),
    )
    if station.name == right:
        return Outcome.met(f"名称“{station.name}”符合统一规定。", measured=1, required=1, unit="项", inputs=named)
    return Outcome.unmet(
        f"名称为“{station.name}”，应为“{right}”。",
        measured=0,
        required=1,
        gap=1,
        unit="项",
        inputs=named,
        remedy=f"更名为“{right}”。",
        enter=(Field("station", "name", station.id),),
    )
