"""Villages and communities that are owed a specialist, each with those in post there today."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.history import as_last_written
from jian_minzheng.core.registers.columns import Column
from jian_minzheng.core.registers.filters import StateFilter
from jian_minzheng.core.registers.listing import Listing
from offices.listing.filters import PlacedFilter, UnitFilter, county_filter
from offices.listing.owed import owed_filter
from offices.models import Division
from offices.models.divisions import Level
from offices.places import Places
from offices.stations.halls import UnitItself
from staffing.listing.columns import post_actions
from staffing.models import Appointment
from staffing.selectors import posts_on
from staffing.vocabulary import Kind

STATES = [("vacant", "专干空缺"), ("unfiled", "有未备案的专干")]


def specialists_on_duty(identity: Identity) -> Any:
    """Posts of specialists held today that the identity may see."""
    return posts_on(timezone.localdate(), scope=identity).filter(kind=Kind.VILLAGE_SPECIALIST)


def village_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    return Division.objects.visible_to(identity).on(timezone.localdate()).real().filter(level=Level.VILLAGE)


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """Attach each village's posts, with what may be done with them, and the township where the reader sees several."""
    held: dict[int, list[Appointment]] = defaultdict(list)
    posts = specialists_on_duty(identity).filter(work_division__in=rows)
    for post in as_last_written(posts).order_by("from_date", "pk"):
        post.actions = post_actions(identity, post)
        held[post.work_division_id].append(post)
    places = Places.of(rows) if identity.level != Level.TOWNSHIP else None
    for village in rows:
        village.posts = held.get(village.pk, [])
        village.township_name = places.name(village, Level.TOWNSHIP) if places else ""


class VillageFilter(PlacedFilter):
    place, search_hint = "pk", "村(居)名称、拼音首字母或代码"

    county = county_filter("path")
    township = UnitFilter(Level.TOWNSHIP, "path")
    unit = UnitItself()
    state = StateFilter(STATES, label="专干情况", method="in_state")
    owed = owed_filter("village")

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        here = specialists_on_duty(self.identity).filter(work_division=OuterRef("pk"))
        return rows.filter(~Exists(here) if value == "vacant" else Exists(here.filter(filed_on__isnull=True)))


COLUMNS = [Column("village", "村(居)", lambda village: village.name, optional=False)]
"""What else the page says of a village it says of each specialist there: see ``village_table.html``."""

VILLAGES = Listing(
    name="villages",
    title="村级民政专干",
    rows=village_rows,
    columns=COLUMNS,
    filters=VillageFilter,
    order=("path",),
    load=load_rows,
)
