"""What several rules share: who among the posts is at work, and the record to look the posts up at."""

from collections.abc import Iterable

from assessments.compliance.outcome import Record
from assessments.compliance.subjects import HomeFacts, Post, StationFacts
from staffing.vocabulary import AT_WORK, ESTABLISHED, Position, WorkingMode

NO_STATION_ROSTER = "民政所人员花名册（尚未录入）"
NO_HOME_ROSTER = "敬老院人员花名册（尚未录入）"


def at_work(posts: Iterable[Post]) -> list[Post]:
    """People who actually work at the unit: borrowed ones count, lent ones and people on long leave do not."""
    return [post for post in posts if post.working_mode in AT_WORK]


def holds_established_post(post: Post) -> bool | None:
    """在编 with the post held by the unit itself; ``None`` when the employment type is not known."""
    if post.working_mode == WorkingMode.BORROWED or post.post_elsewhere:
        return False
    return post.employment in ESTABLISHED if post.employment else None


def in_position(posts: Iterable[Post], position: Position) -> int:
    return sum(post.position == position for post in posts)


def station_record(station: StationFacts) -> Record:
    return Record("offices.Station", station.id)


def home_record(home: HomeFacts) -> Record:
    return Record("offices.NursingHome", home.id)
