"""What several rules share: who among the posts is at work, and the record to look the posts up at."""

from collections.abc import Iterable

from assessments.compliance.outcome import Field, Record
from assessments.compliance.subjects import HomeFacts, Post, StationFacts
from staffing.vocabulary import AT_WORK, ESTABLISHED, Position, WorkingMode

NEW_POST = Field("post", "place")
"""Somebody who comes to the subject, with the post."""


def at_work(posts: Iterable[Post]) -> list[Post]:
    """People who actually work at the unit: borrowed ones count, lent ones and people on long leave do not."""
    return [post for post in posts if post.working_mode in AT_WORK]


def by_person(posts: Iterable[Post]) -> list[list[Post]]:
    """The posts of each person: whoever holds several, on the day of a handover as well, is one head."""
    people: dict[tuple[str, int], list[Post]] = {}
    for post in posts:
        key = ("post", post.pk) if post.person is None else ("person", post.person)
        people.setdefault(key, []).append(post)
    return list(people.values())


def heads(posts: Iterable[Post]) -> int:
    return len(by_person(posts))


def of_person(answers: Iterable[bool | None]) -> bool | None:
    """What holds of a person: one post of which it is true is enough, one of which nobody has said leaves it open."""
    said = {*answers}
    if True in said:
        return True
    return None if None in said else False


def holds_established_post(post: Post) -> bool | None:
    """在编 with the post held by the unit itself; ``None`` when the employment type is not known."""
    if post.working_mode == WorkingMode.BORROWED or post.post_elsewhere:
        return False
    return post.employment in ESTABLISHED if post.employment else None


def in_position(posts: Iterable[Post], position: Position) -> int:
    return heads(post for post in posts if post.position == position)


def first_post(posts: Iterable[Post], fact: str, value: object) -> tuple[Field, ...]:
    """The field of the first post of which that is said."""
    field = "monthly_pay" if fact == "pay" else fact
    return tuple(Field("post", field, post.pk) for post in posts if getattr(post, fact) == value)[:1]


def station_record(station: StationFacts) -> Record:
    return Record("offices.Station", station.id)


def home_record(home: HomeFacts) -> Record:
    return Record("offices.NursingHome", home.id)
