"""三(三)2-10: home staff are paid from the county budget and insured while their contract lasts."""

from assessments.compliance.outcome import Field, Figures, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import of_all, rule
from assessments.compliance.rules.staffing import at_work, home_record
from assessments.compliance.subjects import HomeFacts, Post
from offices.vocabulary import Stock
from staffing.vocabulary import Payer

_COUNTY = frozenset({Payer.COUNTY_BUDGET, Payer.COUNTY_PURCHASE})


@rule("三(三)2-10", reads=("posts", "census"), rests_on=of_all(Stock.NURSING_HOME_STAFF))
def judge(home: HomeFacts, parameters: CountyParameters) -> Outcome:
    """Each person must be county-funded and insured.

    Funding: a home that says the county does not pay is believed for everybody; otherwise the person's own payer
    decides, and the home's answer where the person's is missing.
    """
    people = at_work(home.staff)
    if not people:
        return Outcome.not_applicable("现无工作人员在岗。", inputs=_inputs(home, people))
    answers = [_both(_funded(post, home), post.insured) for post in people]
    fine, gap, unsaid = answers.count(True), answers.count(False), answers.count(None)
    figures: Figures = {"measured": fine, "required": len(people), "unit": "人", "inputs": _inputs(home, people)}
    sentence = f"在岗 {len(people)} 人，县级财政安排经费并参加社会保险 {fine} 人"
    if gap:
        said = f"，{unsaid} 人情况未填" if unsaid else ""
        remedy = f"为 {gap} 人落实县级财政经费和社会保险。"
        return Outcome.unmet(
            f"{sentence}{said}，未落实 {gap} 人。", gap=gap, remedy=remedy, enter=_enter(home, people, False), **figures
        )
    if unsaid:
        return Outcome.unknown(
            f"在岗人员的经费来源或参保情况（{unsaid} 人未填）", enter=_enter(home, people, None), **figures
        )
    return Outcome.met(f"{sentence}。", **figures)


def _enter(home: HomeFacts, people: list[Post], answer: bool | None) -> tuple[Field, ...]:
    """What the first person of whom that is so lacks."""
    post = next(post for post in people if _both(_funded(post, home), post.insured) is answer)
    return (Field("post", "insured" if post.insured is answer else "payer", post.pk),)


def _funded(post: Post, home: HomeFacts) -> bool | None:
    said_by_home = home.census.county_funded if home.census else None
    if said_by_home is False:
        return False
    return post.payer in _COUNTY if post.payer else said_by_home


def _both(funded: bool | None, insured: bool | None) -> bool | None:
    """One no is enough for no; without a no, one missing answer leaves it open."""
    if False in (funded, insured):
        return False
    return None if None in (funded, insured) else True


def _inputs(home: HomeFacts, people: list[Post]) -> tuple[Input, ...]:
    record, census = home_record(home), home.census
    funded = census.county_funded if census else None
    return (
        Input(
            "工作人员经费由县级财政安排",
            {True: "是", False: "否", None: "未填"}[funded],
            record=Record("offices.HomeCensus", census.pk) if census else None,
        ),
        Input("在岗工作人员", len(people), "人", record),
        *(_input(number, post) for number, post in enumerate(people, 1)),
    )


def _input(number: int, post: Post) -> Input:
    payer = Payer(post.payer).label if post.payer else "工资承担方未填"
    insured = {True: "已参保", False: "未参保", None: "是否参保未填"}[post.insured]
    return Input(f"工作人员{number}", f"{payer}，{insured}", record=Record("staffing.Appointment", post.pk))
