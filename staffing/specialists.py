"""Villages and their specialists side by side, vacancies included."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from jian_minzheng.core.editing.history import as_last_written
from jian_minzheng.core.scope import Scope
from offices.models import Division
from staffing.models import Appointment
from staffing.selectors import posts_on, villages_of
from staffing.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class VillageRow:
    """One village or community and the posts of its specialists on a day."""

    village: Division
    posts: list[Appointment] = field(default_factory=list)

    @property
    def vacant(self) -> bool:
        return not self.posts


def village_rows(township: Division, *, on: datetime.date, scope: Scope | None) -> list[VillageRow]:
    """Every village that is owed a specialist, in the order of the official list; two queries."""
    held: dict[int, list[Appointment]] = defaultdict(list)
    posts = posts_on(on, scope=scope).filter(kind=Kind.VILLAGE_SPECIALIST, work_division__path__under=township.path)
    for post in as_last_written(posts).order_by("from_date", "pk"):
        held[post.work_division_id].append(post)
    return [VillageRow(village, held.get(village.pk, [])) for village in villages_of(township, on=on)]
