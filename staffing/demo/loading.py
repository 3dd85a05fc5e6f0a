"""Write all invented people and posts, each with its first row of history."""

from collections.abc import Sequence

from simple_history.utils import bulk_create_with_history

from offices.demo import SOURCE
from offices.models import Division, HomeCensus, NursingHome, PopulationFigure, Station
from offices.models.divisions import Level
from staffing.demo.contacts import make_contacts
from staffing.demo.home_posts import make_home_posts
from staffing.demo.people import Crowd
from staffing.demo.station_posts import make_bureau_posts, make_station_posts
from staffing.demo.village_posts import make_village_posts
from staffing.models import Appointment, Person


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
    bulk_create_with_history(posts, Appointment, batch_size=2000, default_change_reason=SOURCE)
    make_contacts(units, posts)


def _registered() -> dict[int, int]:
    """Registered population by division id, the newest year last."""
    figures = PopulationFigure.objects.filter(basis=PopulationFigure.Basis.REGISTERED).live()
    return dict(figures.order_by("year").values_list("division_id", "persons"))


def _residents() -> dict[int, tuple[int, int]]:
    """Residents and dependants by home id, as the newest census has them."""
    rows = HomeCensus.objects.order_by("as_of").values_list("home_id", "residents", "dependent")
    return {home: (residents or 0, dependent or 0) for home, residents, dependent in rows}
