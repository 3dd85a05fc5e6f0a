"""What the pages of stations, units and homes show of people: no personal numbers, whoever looks; ≤ 3 queries each."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from offices.models import Division, NursingHome
from offices.models.divisions import Level
from offices.panels import HomePanel, Panel, register, register_home
from offices.roles import Capability
from staffing.models import Appointment
from staffing.selectors import Headcount, headcounts, posts_on
from staffing.specialists import village_rows
from staffing.vocabulary import Kind, WorkingMode


def station_people(identity: Identity, township: Division) -> dict[str, Any]:
    """Who works at the station, borrowed people marked, and whose post it holds while they work elsewhere."""
    here = Q(work_division=township, kind=Kind.STATION_STAFF)
    elsewhere = Q(post_division=township) & ~Q(work_division=township)
    posts = list(posts_on(timezone.localdate(), scope=identity).filter(here | elsewhere))
    working = [post for post in posts if post.work_division_id == township.pk]
    return {
        "township": township,
        "working": [(post, _borrowed(post)) for post in working],
        "lent": [post for post in posts if post.work_division_id != township.pk],
        "established": sum(post.established for post in working),
        "borrowed": sum(_borrowed(post) for post in working),
    }


def village_specialists(identity: Identity, township: Division) -> dict[str, Any]:
    """Villages with specialist, pay and filing; vacancies marked."""
    rows = village_rows(township, on=timezone.localdate(), scope=identity)
    return {
        "township": township,
        "rows": rows,
        "vacant": sum(row.vacant for row in rows),
        "unfiled": sum(post.filed_on is None for row in rows for post in row.posts),
    }


def home_staff_of_township(identity: Identity, township: Division) -> dict[str, Any]:
    """Staff of every nursing home in the township."""
    posts = _home_staff(identity).filter(work_division=township)
    return {"township": township, "posts": list(posts.order_by("home", "position", "pk")), "name_home": True}


def home_staff(identity: Identity, home: NursingHome) -> dict[str, Any]:
    """Staff of one nursing home."""
    posts = _home_staff(identity).filter(home=home)
    return {"township": home.township, "posts": list(posts.order_by("position", "pk")), "name_home": False}


def county_people(identity: Identity, county: Division) -> dict[str, Any]:
    """How many work in each township of a county, and in all of it."""
    scope, today = identity, timezone.localdate()
    townships = Division.objects.visible_to(scope).on(today).real()
    townships = townships.filter(level=Level.TOWNSHIP, path__under=county.path)
    counts = headcounts(county, on=today, scope=scope)
    rows = [(township, counts.get(township.path, Headcount())) for township in townships]
    return {"county": county, "rows": rows, "total": _total(count for _, count in rows)}


def _home_staff(identity: Identity) -> Any:
    return posts_on(timezone.localdate(), scope=identity).filter(kind=Kind.NURSING_HOME_STAFF)


def _borrowed(post: Appointment) -> bool:
    """Here on loan: said so, or the post is held by another unit of ours."""
    return post.working_mode == WorkingMode.BORROWED or post.post_division_id not in (None, post.work_division_id)


def _total(counts: Any) -> Headcount:
    listed = list(counts)
    return Headcount(
        station=sum(count.station for count in listed),
        established=sum(count.established for count in listed),
        specialists=sum(count.specialists for count in listed),
        home=sum(count.home for count in listed),
    )


_TOWNSHIP, _COUNTY = frozenset({Level.TOWNSHIP.value}), frozenset({Level.COUNTY.value})
_SEEN_WITH = Capability.VIEW_PEOPLE


def register_panels() -> None:
    """Put the panels on their pages; called once, when the app is ready."""
    folder = "staffing/panels"
    register(Panel("people", "人员", 40, _SEEN_WITH, _TOWNSHIP, f"{folder}/station_people.html", station_people))
    register(
        Panel(
            "specialists", "村级民政专干", 50, _SEEN_WITH, _TOWNSHIP, f"{folder}/specialists.html", village_specialists
        )
    )
    register(
        Panel(
            "home-staff",
            "敬老院工作人员",
            60,
            _SEEN_WITH,
            _TOWNSHIP,
            f"{folder}/home_staff.html",
            home_staff_of_township,
        )
    )
    register(
        Panel("county-people", "各乡镇人员", 40, _SEEN_WITH, _COUNTY, f"{folder}/county_people.html", county_people)
    )
    register_home(HomePanel("staff", "工作人员", 40, _SEEN_WITH, f"{folder}/home_staff.html", home_staff))
