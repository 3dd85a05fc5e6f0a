"""三(三)4-1: established members who joined since the policy came were openly recruited, or chosen as it says."""

from assessments.compliance.outcome import Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.newcomers import channel_field, channel_told, established, judge_newcomers
from assessments.compliance.rules.registry import of_all, rule
from assessments.compliance.subjects import Post, StationFacts
from offices.vocabulary import Stock
from staffing.vocabulary import Channel

_OPEN = frozenset(
    {Channel.OPEN_RECRUITMENT, Channel.OPEN_SELECTION, Channel.GRADUATE_VILLAGE_OFFICIAL, Channel.THREE_SUPPORTS}
)
_CIVIL_SERVICE = frozenset({Channel.CIVIL_SERVICE_EXAM, Channel.SELECTED_GRADUATE})
_PLACED = frozenset({Channel.VETERAN, Channel.REORGANISED})
_NOT_OPEN = frozenset({Channel.TRANSFER, Channel.TOWNSHIP_HIRED})


@rule(
    "三(三)4-1",
    "policy_begins",
    optional=("civil_service_channels_count",),
    reads=("posts",),
    rests_on=of_all(Stock.STATION_STAFF),
)
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """Whoever was placed by law, or came with a reform, is not asked. Exams of the civil service count once the city
    says so (a parameter): until then they are open, as is 其他 and every channel by which nobody gets such a post."""
    counted = parameters.get("civil_service_channels_count")
    civil_service = None if counted is None else bool(counted.value)

    def fits(post: Post) -> bool | None:
        if post.channel in _CIVIL_SERVICE:
            return civil_service
        return True if post.channel in _OPEN else False if post.channel in _NOT_OPEN else None

    return judge_newcomers(
        station,
        parameters,
        who="新到岗的在编人员",
        asked_of=lambda post: False if post.channel in _PLACED else established(post),
        fits=fits,
        told=channel_told,
        field=channel_field,
        asked="新到岗在编人员的进入方式",
        remedy="今后在编岗位空缺，由县级组织、人社部门统一公开招聘或公开选调；进入方式登记有误的，请更正。",
    )
