"""The one scope mechanism, and the trail that cannot be altered."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.scope import OutOfScope
from offices.identity import identities_of
from offices.models import Station
from tests.base import World


def identity(world: World, username: str):
    return identities_of(world.users[username])[0]


def test_a_clerk_sees_the_own_station_and_no_other(world):
    assert [s.name for s in Station.objects.visible_to(identity(world, "clerk_dunhou"))] == ["敦厚镇民政所"]
    assert Station.objects.visible_to(identity(world, "county_jian")).count() == 2
    assert Station.objects.visible_to(identity(world, "city_officer")).count() == 3


def test_without_an_identity_there_is_nothing_even_for_a_superuser(world):
    assert not Station.objects.visible_to(None).exists()


def test_out_of_scope_and_missing_look_the_same(world):
    clerk = identity(world, "clerk_dunhou")
    for pk in (world.stations["禾川镇"].pk, 10**9):
        with pytest.raises(Http404):
            Station.objects.fetch_or_404(clerk, pk=pk)


def test_a_row_written_out_of_scope_is_refused(world):
    clerk = identity(world, "clerk_dunhou")
    with pytest.raises(OutOfScope):
        Station.objects.require_visible(clerk, [world.stations["敦厚镇"].pk, world.stations["永阳镇"].pk])


@pytest.mark.django_db
def test_the_database_refuses_to_change_or_remove_an_audit_entry():
    entry = trail.record(SYSTEM, Action.EXPORTED, label="名单")
    statements = ["UPDATE core_auditentry SET actor_name = 'x'", "DELETE FROM core_auditentry"]
    if connection.vendor == "postgresql":
        statements.append("TRUNCATE core_auditentry")
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert AuditEntry.objects.get().entry_hash == entry.entry_hash


@pytest.mark.django_db
def test_verification_names_the_entry_that_was_tampered_with():
    from jian_minzheng.core.audit import guards

    for number in range(3):
        trail.record(SYSTEM, Action.EXPORTED, label=f"第{number}次")
    assert trail.verify() == []
    guards.remove(connection)
    AuditEntry.objects.filter(sequence=2).update(object_label="改过")
    guards.install(connection)
    assert trail.verify() == [2]
