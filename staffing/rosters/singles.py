"""Nobody holds two established posts at once, nor two full-time ones that run: the rules of the forms
(``posts.rules``), asked without a query."""

from dataclasses import dataclass
from typing import Any

from jian_minzheng.core.audit.models import Action
from staffing import vocabulary as v
from staffing.models import Appointment, Person
from staffing.posts.rules import runs_full_time
from staffing.posts.unseen import MODES_TRIED_OFTEN, SECOND_FULL_TIME, TRIED_OFTEN
from staffing.rosters.differences import Changes
from staffing.rosters.known import Known

SECOND, SECOND_MODE = "second_established_post", "second_full_time_post"
SECOND_ESTABLISHED = (
    "该人员同一时间已有一个在编任职，不能重复登记。借调请在人员页面办理“借调”；如有疑问请交上一级民政局核对。"
)


@dataclass(frozen=True, slots=True)
class Coming:
    """What a row makes of its person's posts: the one that it changes, if any, attribute → (old, new), and the one that
    is given up for it."""

    person: Person
    post: Appointment | None
    changes: Changes
    given_up: Appointment | None

    def value(self, name: str, usual: Any = None) -> Any:
        """As it will be; ``usual`` is that of a new post of which nobody says."""
        return self.changes.get(name, (None, getattr(self.post, name) if self.post else usual))[1]

    def others(self, known: Known) -> list[Appointment]:
        """The person's other posts, wherever they are."""
        mine = (self.post, self.given_up)
        return [post for post in known.posts.get(self.person.pk, ()) if not any(post is one for one in mine)]


def second_post(coming: Coming, known: Known) -> tuple[str, str, str] | None:
    """Field, code and words where the person has got such a post already."""
    if _established_anew(coming):
        rivals = [post for post in coming.others(known) if _established_then(post, coming.value("from_date"))]
        if said := _in_the_way(coming.person, rivals, known, SECOND_ESTABLISHED, TRIED_OFTEN):
            return "employment", SECOND, said
    if _full_time_anew(coming):
        rivals = [post for post in coming.others(known) if runs_full_time(post)]
        if said := _in_the_way(coming.person, rivals, known, SECOND_FULL_TIME, MODES_TRIED_OFTEN):
            return "working_mode", SECOND_MODE, said
    return None


def _established_anew(coming: Coming) -> bool:
    if coming.post and not {"employment", "from_date"} & coming.changes.keys():
        return False
    return coming.value("employment", "") in v.ESTABLISHED


def _established_then(post: Appointment, start: Any) -> bool:
    return post.employment in v.ESTABLISHED and (post.to_date is None or post.to_date >= start)


def _full_time_anew(coming: Coming) -> bool:
    before = coming.post is not None and coming.post.working_mode in v.FULL_TIME
    return not before and coming.value("working_mode", v.WorkingMode.REGULAR) in v.FULL_TIME


def _in_the_way(person: Person, rivals: list[Appointment], known: Known, said: str, often: str) -> str:
    """What is said of posts that exclude the one that comes.

    A preview can be repeated as often as one likes, so it tells of posts in sight alone; those out of sight count, and
    are counted, when the row is about to be written (``posts.unseen``).
    """
    if any(rival.pk in known.visible_posts for rival in rivals):
        return said
    if known.writing and person.pk in known.tried_often:
        known.file_rows.refused[person.pk] = Action.LIMIT_REACHED
        return often
    if known.writing and rivals:
        known.file_rows.refused[person.pk] = Action.POST_HELD
        return said
    return ""
