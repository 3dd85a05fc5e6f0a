"""三(三)2-10: home staff are paid from the county budget, director and accountant as staff of public institutions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assessments.compliance.outcome import Field, Figures, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import of_all, rule
from assessments.compliance.rules.staffing import at_work, by_person, home_record, of_person
from assessments.compliance.subjects import HomeFacts, Post
from assessments.values.wording import listing
from offices.vocabulary import Stock
from staffing.vocabulary import Payer, Position, Treatment

_COUNTY = frozenset({Payer.COUNTY_BUDGET, Payer.COUNTY_PURCHASE})
_KEPT_SO = frozenset({Position.DIRECTOR, Position.ACCOUNTANT})
_SAID = {True: "是", False: "否", None: "未填"}
_FIELDS = {"funded": "payer", "treated": "treatment", "insured": "insured"}
_LACKING = {
    "funded": "县级财政未安排经费",
    "treated": "院长或会计未按事业单位待遇",
    "insured": "院长或会计未参加社会保险",
}


@dataclass(frozen=True, slots=True)
class _Person:
    """What holds of one head; ``treated`` and ``insured`` are asked of director and accountant alone."""

    funded: bool | None
    treated: bool | None = True
    insured: bool | None = True

    @property
    def fine(self) -> bool | None:
        """One no is enough for no; without a no, one missing answer leaves it open."""
        answers = (self.funded, self.treated, self.insured)
        return False if False in answers else None if None in answers else True


@rule("三(三)2-10", reads=("posts", "census"), rests_on=of_all(Stock.NURSING_HOME_STAFF))
def judge(home: HomeFacts, parameters: CountyParameters) -> Outcome:
    """County money for everybody at work; wages and insurance of public institutions for director and accountant.

    Funding: a person's own payer decides, and the home's answer where the person's is missing; where the two contradict
    each other, the sentence says so. By which standard wages go is what is on record (待遇标准), never guessed from the
    type of employment. Of the others the policy asks no insurance.
    """
    heads = by_person(at_work(home.staff))
    if not heads:
        return Outcome.not_applicable("现无工作人员在岗。", inputs=tuple(_inputs(home, heads)))
    people = [_person(posts, home) for posts in heads]
    answers = [person.fine for person in people]
    fine, gap, unsaid = answers.count(True), answers.count(False), answers.count(None)
    figures: Figures = {"measured": fine, "required": len(people), "unit": "人", "inputs": tuple(_inputs(home, heads))}
    sentence, odd = f"在岗 {len(people)} 人，经费和待遇已落实 {fine} 人", _contradiction(home, heads)
    if gap:
        said = f"，{unsaid} 人情况未填" if unsaid else ""
        lacking = listing(f"{words} {number} 人" for words, number in _lacking(people))
        remedy = f"为 {gap} 人落实县级财政经费，院长和会计按事业单位标准落实工资和社会保险。"
        reason = f"{sentence}{said}，未落实 {gap} 人：{lacking}{odd}。"
        return Outcome.unmet(reason, gap=gap, remedy=remedy, enter=_enter(heads, people, answer=False), **figures)
    if unsaid:
        missing = f"在岗人员的经费来源，或院长、会计的待遇标准和参保情况（{unsaid} 人未填）"
        return Outcome.unknown(missing, enter=_enter(heads, people, answer=None), **figures)
    return Outcome.met(f"{sentence}{odd}。", **figures)


def _person(posts: Sequence[Post], home: HomeFacts) -> _Person:
    funded = of_person(_funded(post, home) for post in posts)
    if not any(post.position in _KEPT_SO for post in posts):
        return _Person(funded)
    treated = of_person(post.treatment == Treatment.INSTITUTION if post.treatment else None for post in posts)
    return _Person(funded, treated, of_person(post.insured for post in posts))


def _enter(heads: Sequence[Sequence[Post]], people: Sequence[_Person], *, answer: bool | None) -> tuple[Field, ...]:
    """What the first person of whom that is so lacks."""
    posts, person = next(one for one in zip(heads, people, strict=True) if one[1].fine is answer)
    name = next(field for fact, field in _FIELDS.items() if getattr(person, fact) is answer)
    return (Field("post", name, posts[0].pk),)


def _funded(post: Post, home: HomeFacts) -> bool | None:
    return post.payer in _COUNTY if post.payer else _said_by(home)


def _said_by(home: HomeFacts) -> bool | None:
    return home.census.county_funded if home.census else None


def _lacking(people: Iterable[_Person]) -> Iterator[tuple[str, int]]:
    people = list(people)
    for name, words in _LACKING.items():
        if number := sum(getattr(person, name) is False for person in people):
            yield words, number


def _contradiction(home: HomeFacts, heads: Iterable[Sequence[Post]]) -> str:
    if not (other := _contradicting(home, heads)):
        return ""
    word = "由" if _said_by(home) else "不由"
    return f"（敬老院填报经费{word}县级财政安排，与 {other} 人登记的工资承担方不一致，以本人的为准）"


def _contradicting(home: HomeFacts, heads: Iterable[Sequence[Post]]) -> int:
    """Of how many the payer says otherwise than the home says of everybody."""
    said = _said_by(home)
    paid = [of_person(post.payer in _COUNTY if post.payer else None for post in posts) for posts in heads]
    return 0 if said is None else paid.count(not said)


def _inputs(home: HomeFacts, heads: Sequence[Sequence[Post]]) -> Iterator[Input]:
    census = home.census
    record = Record("offices.HomeCensus", census.pk) if census else None
    yield Input("工作人员经费由县级财政安排", _SAID[_said_by(home)], record=record)
    yield Input("在岗工作人员", len(heads), "人", home_record(home))
    if other := _contradicting(home, heads):
        yield Input("工资承担方与敬老院填报不一致的人员", other, "人", home_record(home))
    for number, posts in enumerate(heads, start=1):
        for post in posts:
            yield from _inputs_of(post, number, asked=any(one.position in _KEPT_SO for one in posts))


def _inputs_of(post: Post, number: int, *, asked: bool) -> Iterator[Input]:
    """Whose they are stands in the record, never here."""
    whose, record = f"第 {number} 人（{Position(post.position).label}）", Record("staffing.Appointment", post.pk)
    yield Input(f"{whose}工资承担方", Payer(post.payer).label if post.payer else "未填", record=record)
    if asked:
        treatment = Treatment(post.treatment).label if post.treatment else "未登记"
        yield Input(f"{whose}待遇标准", treatment, record=record)
        yield Input(f"{whose}参加社会保险", _SAID[post.insured], record=record)
