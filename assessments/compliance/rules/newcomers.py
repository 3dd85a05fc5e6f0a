"""What 4-1, 4-2 and 4-3 share: something is asked of every member who joined since the policy came."""

import datetime
from collections.abc import Callable

from assessments.compliance.outcome import Field, Figures, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.staffing import at_work, by_person, of_person
from assessments.compliance.subjects import Post, StationFacts
from staffing.vocabulary import ESTABLISHED, Channel, Employment, WorkingMode

Answer = Callable[[Post], bool | None]


def judge_newcomers(
    station: StationFacts,
    parameters: CountyParameters,
    *,
    who: str,
    asked_of: Answer,
    fits: Answer,
    told: Callable[[Post], str],
    asked: str,
    remedy: str,
    field: Callable[[Post], Field],
) -> Outcome:
    """Every newcomer must fit; without one there is nothing to ask.

    A member works at the station on a post of its own: whoever is borrowed joined elsewhere. Where nobody wrote when
    somebody joined, or whether it is asked of that person, the answer is open, unless all is well either way.

    Args:
        station: whose members are looked at.
        parameters: say from which day on somebody is a newcomer.
        who: what those are called of whom it is asked.
        asked_of: whether it is asked of a member at all.
        fits: whether a member is as the policy asks.
        told: what a member's entry says of it.
        asked: what is missing where that is not said.
        remedy: what puts one right who does not fit; a sentence.
        field: where that is entered.
    """
    begins = parameters.day("policy_begins")
    members = by_person(post for post in at_work(station.staff) if _of_the_station(post))
    turns = [(posts, _both(joined_since(posts[0], begins), of_person(map(asked_of, posts)))) for posts in members]
    new = [posts for posts, turn in turns if turn]
    answers = [of_person(map(fits, posts)) for posts in new]
    open_ones = [posts for posts, turn in turns if turn is None and not (new and of_person(map(fits, posts)))]
    fine, gap, unsaid = answers.count(True), answers.count(False), answers.count(None)
    figures: Figures = {
        "required": len(new),
        "unit": "人",
        "inputs": tuple(
            _input(f"{who}{number}", post, told) for number, posts in enumerate([*new, *open_ones], 1) for post in posts
        ),
    }
    sentence = f"{begins} 以来{who} {len(new)} 人，符合 {fine} 人"
    if gap:
        said = f"，{unsaid} 人情况未填" if unsaid else ""
        enter = (field(new[answers.index(False)][0]),)
        reason = f"{sentence}{said}，不符合 {gap} 人。"
        return Outcome.unmet(reason, gap=gap, remedy=remedy, measured=fine, enter=enter, **figures)
    if missing := _missing(open_ones, asked, unsaid, begins, asked_of):
        first = new[answers.index(None)][0] if unsaid else open_ones[0][0]
        enter = (field(first) if unsaid else _open_field(first, begins),)
        return Outcome.unknown(*missing, enter=enter, **figures)
    if not new:
        return Outcome.not_applicable(f"{begins} 以来没有{who}。")
    return Outcome.met(f"{sentence}。", measured=fine, **figures)


def joined_since(post: Post, day: datetime.date) -> bool | None:
    """Did somebody join on the day or later? A day that nobody wrote is the latest that it can be."""
    if post.since is None:
        return None
    if post.since < day:
        return False
    return True if post.since_known else None


def channel_told(post: Post) -> str:
    employment = Employment(post.employment).label if post.employment else "编制类型未填"
    return f"{employment}，{Channel(post.channel).label if post.channel else '进入方式未填'}"


def channel_field(post: Post) -> Field:
    return Field("post", "channel", post.pk)


def established(post: Post) -> bool | None:
    return post.employment in ESTABLISHED if post.employment else None


def _of_the_station(post: Post) -> bool:
    """Whoever holds a post of another unit joined there; one hired who is kept outside civil affairs joined here."""
    joined_elsewhere = post.post_elsewhere and not (post.post_outside and post.employment not in ESTABLISHED)
    return not joined_elsewhere and post.working_mode != WorkingMode.BORROWED


def _both(*answers: bool | None) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _open_field(post: Post, begins: datetime.date) -> Field:
    """What is to be said of somebody of whom it is not known whether they are asked."""
    return Field("post", "from_date" if joined_since(post, begins) is None else "employment", post.pk)


def _missing(
    open_ones: list[list[Post]], asked: str, unsaid: int, begins: datetime.date, asked_of: Answer
) -> list[str]:
    undated = sum(joined_since(posts[0], begins) is None for posts in open_ones)
    untold = sum(of_person(map(asked_of, posts)) is None for posts in open_ones)
    counted = {
        f"{asked}（{{}} 人未填或尚不能认定）": unsaid,
        "到岗日期（{} 人未登记）": undated,
        "编制类型（{} 人未填）": untold,
    }
    return [words.format(number) for words, number in counted.items() if number]


def _input(label: str, post: Post, told: Callable[[Post], str]) -> Input:
    since = f"{post.since} 到岗" if post.since_known and post.since else "到岗日期未登记"
    return Input(label, f"{since}，{told(post)}", record=Record("staffing.Appointment", post.pk))
