"""三(三)4-2: members without an established post who joined since then were recruited by county bureau and 人社."""

from assessments.compliance.outcome import Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.newcomers import channel_field, channel_told, established, judge_newcomers
from assessments.compliance.rules.registry import of_all, rule
from assessments.compliance.subjects import Post, StationFacts
from offices.vocabulary import Stock
from staffing.vocabulary import Channel

_PLACED = frozenset({Channel.VETERAN, Channel.REORGANISED})
_FITS: dict[str, bool] = {Channel.COUNTY_JOINT: True, Channel.TOWNSHIP_HIRED: False}


@rule("三(三)4-2", "policy_begins", reads=("posts",), rests_on=of_all(Stock.STATION_STAFF))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """县级联合招聘 fits and 乡镇聘用 does not; of every other channel it is open who held the recruitment."""
    return judge_newcomers(
        station,
        parameters,
        who="新到岗的编外人员",
        asked_of=_asked_of,
        fits=lambda post: _FITS.get(post.channel),
        told=channel_told,
        field=channel_field,
        asked="新到岗编外人员的进入方式",
        remedy="今后编外岗位空缺，由县级民政部门会同人社部门统一公开招聘；进入方式登记有误的，请更正。",
    )


def _asked_of(post: Post) -> bool | None:
    is_established = established(post)
    return False if post.channel in _PLACED or is_established else None if is_established is None else True
