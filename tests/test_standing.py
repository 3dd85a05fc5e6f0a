"""A world that is put in place as rows is the one that was made."""

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction

from offices.models import Station
from tests.base import OPENED, World, make_world
from tests.standing import Rows, StandingWorld

pytestmark = pytest.mark.django_db


def stood(kept: StandingWorld) -> tuple[World, Rows]:
    """As in the transaction of a test; everything is taken back."""
    with transaction.atomic():
        world = kept.stand()
        rows = kept._written()
        Station.objects.create(township=world["高塘村"], name="新所", opened_on=OPENED)  # under a key of its own
        transaction.set_rollback(True)
    return world, rows


def test_it_is_the_same_and_each_test_gets_its_own():
    kept = StandingWorld()
    (made, rows), (first, again), (second, _) = (stood(kept) for _ in range(3))
    assert kept.under
    assert {table: sorted(map(repr, some)) for table, some in again.items()} == {
        table: sorted(map(repr, some)) for table, some in rows.items()
    }
    for part in ("divisions", "stations", "homes", "users"):
        known = [{name: (one.pk, repr(one)) for name, one in getattr(world, part).items()} for world in (made, first)]
        assert known[0] == known[1]
    assert first["敦厚镇"] is not second["敦厚镇"]
    assert first.users["city_officer"].check_password("Test-password-2026")


def test_where_permissions_have_other_keys_it_is_made_anew():
    """Grants name permissions by their keys."""
    made: list[World] = []

    def make():
        made.append(make_world())
        return made[-1]

    kept = StandingWorld(make)
    stood(kept)
    stood(kept)
    assert len(made) == 1
    some = Permission.objects.latest("pk")
    Permission.objects.create(content_type=some.content_type, codename="other", name="其他")
    stood(kept)
    assert len(made) == 2
