"""三(三)1-1: every township has a station in operation."""

from assessments.compliance.outcome import Field, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import at_least, rule
from assessments.compliance.subjects import TownshipFacts
from offices.vocabulary import Stock


@rule("三(三)1-1", reads=("station",), rests_on=at_least(Stock.STATION))
def judge(township: TownshipFacts, parameters: CountyParameters) -> Outcome:
    """The register of stations is the record of their existence: a township without an open one has none."""
    if township.station_id is None:
        return Outcome.unmet(
            f"{township.name}没有运行中的民政所。",
            measured=0,
            required=1,
            gap=1,
            unit="个",
            inputs=(Input("运行中的民政所", 0, "个", Record("offices.Division", township.id)),),
            remedy="设立民政所，并在本系统登记。",
            enter=(Field("station", "name"),),
        )
    return Outcome.met(
        f"已设立{township.station_name}。",
        measured=1,
        required=1,
        unit="个",
        inputs=(Input("运行中的民政所", township.station_name, record=Record("offices.Station", township.station_id)),),
    )
