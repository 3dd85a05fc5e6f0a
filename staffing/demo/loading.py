"""Write all invented people and posts, each with its first row of history."""

import datetime
from collections.abc import Sequence

from simple_history.utils import bulk_create_with_history

from offices.demo import SOURCE
from offices.models import Division, HomeCensus, NursingHome, PopulationFigure, Station
from offices.models.divisions import Level
from staffing.demo.contacts import make_contacts
from staffing.demo.home_posts import make_home_posts
from staffing.demo.people import Crowd
from staffing.demo.station_posts import make_bureau_posts, make_station_posts
from staffing.demo.village_posts import RAISED_ON, make_village_posts, raise_pay
from staffing.models import Appointment, Person
from staffing.posts.dated import Writing, change_posts, insert_posts


def make_people(units: Sequence[Division], stations: Sequence[Station], homes: Sequence[NursingHome]) -> None:
    """Staff the given stations, homes, villages and county bureaux, and name their contacts."""
    crowd = Crowd()
    counties = {unit.path: unit for unit in units if unit.level == Level.COUNTY}
    posts = make_station_posts(stations, counties, _registered(), crowd)
    posts += make_home_posts(homes, counties, _residents(), crowd)
    posts += make_village_posts(units, crowd)
    posts += make_bureau_posts(list(counties.values()), crowd)
    bulk_create_with_history(crowd.persons, Person, batch_size=2000, default_change_reason=SOURCE)
    for post in posts:
        post.person_id = post.person.pk  # persons were saved after their posts were made
    _write_posts(posts)
    make_contacts(units, posts)


def _write_posts(posts: Sequence[Appointment]) -> None:
    """What is paid is on record from the first day of each post, and so are raises."""
    insert_posts(posts, Writing(datetime.date.min, reason=SOURCE))
    change_posts(raise_pay(posts), ["monthly_pay"], Writing(RAISED_ON, reason=SOURCE, corrected=()))


def _registered() -> dict[int, int]:
    """Registered population by division id, the newest year last."""
    figures = PopulationFigure.objects.filter(basis=PopulationFigure.Basis.REGISTERED).live()
    return dict(figures.order_by("year").values_list("division_id", "persons"))


def _residents() -> dict[int, tuple[int, int]]:
    """Residents and dependants by home id, as the newest census has them."""
    rows = HomeCensus.objects.order_by("as_of").values_list("home_id", "residents", "dependent")
    return {home: (residents or 0, dependent or 0) for home, residents, dependent in rows}
