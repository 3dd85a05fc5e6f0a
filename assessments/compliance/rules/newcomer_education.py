"""三(三)4-3: members who joined since the policy came have 大专 or above, or hold 助理社会工作师 or above."""

from assessments.compliance.outcome import Field, Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.newcomers import judge_newcomers
from assessments.compliance.rules.registry import of_all, rule
from assessments.compliance.subjects import Post, StationFacts
from offices.vocabulary import Stock
from staffing.vocabulary import Education, SocialWorkTitle

_ENOUGH = frozenset({Education.POSTGRADUATE, Education.BACHELOR, Education.JUNIOR_COLLEGE})
_OPEN = frozenset({"", Education.OTHER})
_TITLES = frozenset({SocialWorkTitle.ASSISTANT, SocialWorkTitle.SOCIAL_WORKER, SocialWorkTitle.SENIOR})


@rule("三(三)4-3", "policy_begins", reads=("posts",), rests_on=of_all(Stock.STATION_STAFF))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """Either is enough; neither is said only where both are on record. 其他 as education says nothing."""
    return judge_newcomers(
        station,
        parameters,
        who="新到岗人员",
        asked_of=lambda post: True,
        fits=_fits,
        told=_told,
        field=lambda post: Field("person", "education", post.person),
        asked="新到岗人员的学历或社会工作职业资格",
        remedy="支持其取得大专以上学历或助理社会工作师以上资格；学历、资格登记有误的，请更正。",
    )


def _fits(post: Post) -> bool | None:
    if post.education in _ENOUGH or post.social_work_title in _TITLES:
        return True
    return None if post.education in _OPEN or not post.social_work_title else False


def _told(post: Post) -> str:
    education = Education(post.education).label if post.education else "学历未填"
    title = SocialWorkTitle(post.social_work_title) if post.social_work_title else None
    held = "社会工作职业资格未填" if title is None else f"社会工作职业资格{title.label}"
    return f"{education}，{held}"
