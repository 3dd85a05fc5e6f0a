"""三(三)2-3: members without an established post are paid by the county through purchased services."""

from assessments.compliance.outcome import Field, Figures, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import of_all, rule
from assessments.compliance.rules.staffing import at_work, by_person, first_post, of_person, station_record
from assessments.compliance.subjects import Post, StationFacts
from assessments.values.wording import listing
from offices.vocabulary import Stock
from staffing.vocabulary import ESTABLISHED, Employment, Payer


@rule("三(三)2-3", reads=("posts",), rests_on=of_all(Stock.STATION_STAFF))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """Every person at work who is not 在编 anywhere; without such a person there is nothing to ask."""
    others = [posts for posts in by_person(at_work(station.staff)) if not _established(posts)]
    if not others:
        nobody = Input("编外人员", 0, "人", station_record(station))
        return Outcome.not_applicable("没有编外人员在岗。", inputs=(nobody,))
    answers = [of_person(_purchased(post) for post in posts) for posts in others]
    bought, unsaid = answers.count(True), answers.count(None)
    figures: Figures = {
        "required": len(others),
        "unit": "人",
        "inputs": tuple(_input(number, post) for number, posts in enumerate(others, 1) for post in posts),
    }
    sentence = f"编外人员 {len(others)} 人，其中县级购买服务 {bought} 人"
    if not unsaid and bought == len(others):
        return Outcome.met(f"{sentence}。", measured=bought, **figures)
    gap = answers.count(False)
    if not gap:
        open_posts = [post for posts in others for post in posts]
        enter = first_post(open_posts, "employment", "") or first_post(open_posts, "payer", "")
        return Outcome.unknown(_unsaid(others), enter=enter, **figures)
    said = f"，{unsaid} 人情况未填" if unsaid else ""
    remedy = f"将 {gap} 人改由县级财政购买服务配备。"
    wrong = next(posts for posts, answer in zip(others, answers, strict=True) if answer is False)
    return Outcome.unmet(
        f"{sentence}{said}，不符合 {gap} 人。",
        measured=bought,
        gap=gap,
        remedy=remedy,
        enter=(Field("post", "payer", wrong[0].pk),),
        **figures,
    )


def _established(posts: list[Post]) -> bool:
    return any(post.employment in ESTABLISHED for post in posts)


def _purchased(post: Post) -> bool | None:
    """County money, and purchased services: either the payer says both, or payer and employment type together."""
    if post.payer == Payer.COUNTY_PURCHASE:
        return True if post.employment else None
    if post.payer == Payer.COUNTY_BUDGET:
        return post.employment == Employment.PURCHASED if post.employment else None
    return False if post.payer and post.employment else None


def _unsaid(others: list[list[Post]]) -> str:
    posts = [post for several in others for post in several]
    fields = {"编制类型": any(not post.employment for post in posts), "工资承担方": any(not p.payer for p in posts)}
    return f"部分在岗人员的{listing(label for label, absent in fields.items() if absent)}"


def _input(number: int, post: Post) -> Input:
    """One of the posts of the person who is counted as this number."""
    employment = Employment(post.employment).label if post.employment else "编制类型未填"
    payer = Payer(post.payer).label if post.payer else "工资承担方未填"
    return Input(f"编外人员{number}", f"{employment}，{payer}", record=Record("staffing.Appointment", post.pk))
