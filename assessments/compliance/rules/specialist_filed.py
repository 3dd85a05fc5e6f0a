"""三(三)4-4: a village specialist's appointment is filed (备案) with the county."""

from assessments.compliance.outcome import Figures, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import of_all, rule
from assessments.compliance.rules.staffing import at_work, first_post
from assessments.compliance.subjects import Post, VillageFacts
from offices.vocabulary import Stock


@rule("三(三)4-4", reads=("posts",), rests_on=of_all(Stock.VILLAGE_SPECIALIST))
def judge(village: VillageFacts, parameters: CountyParameters) -> Outcome:
    """Every specialist in post, whoever hired them. Filed later than the day is not filed on it; a blank says nothing.

    Without a specialist there is nothing to file; 2-4 says that one is missing.
    """
    people = at_work(village.specialists)
    if not people:
        nobody = Input("在岗专干", 0, "人", Record("offices.Division", village.id))
        return Outcome.not_applicable("没有民政专干在岗，无需备案。", inputs=(nobody,))
    late = sum(post.filed_on is not None and post.filed_on > village.day for post in people)
    unsaid = sum(post.filed_on is None for post in people)
    filed = len(people) - late - unsaid
    figures: Figures = {"required": len(people), "unit": "人", "inputs": tuple(map(_input, people))}
    sentence = f"在岗专干 {len(people)} 人，已备案 {filed} 人"
    if late:
        said = f"，{unsaid} 人备案日期未填" if unsaid else ""
        return Outcome.unmet(
            f"{sentence}{said}，当日尚未备案 {late} 人。",
            measured=filed,
            gap=late,
            remedy="将专干选聘情况报县级民政部门备案，并登记备案日期。",
            enter=first_post(people, "filed_on", max(post.filed_on for post in people if post.filed_on)),
            **figures,
        )
    if unsaid:
        remedy = "已经备案的，请登记县局备案日期；没有备案的，请报县级民政部门备案后登记。"
        return Outcome.unknown(
            f"专干的县局备案日期（{unsaid} 人未填）",
            remedy=remedy,
            enter=first_post(people, "filed_on", None),
            **figures,
        )
    return Outcome.met(f"{sentence}。", measured=filed, **figures)


def _input(post: Post) -> Input:
    return Input("专干备案日期", post.filed_on or "未填", record=Record("staffing.Appointment", post.pk))
