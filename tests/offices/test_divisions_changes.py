"""Changing the tree: history, scope and structure stay right whatever is moved where."""

import datetime
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from assessments.compliance.refresh import refresh_all
from assessments.models import Finding, RollUp
from jian_minzheng.core import hooks
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.divisions import past, services
from offices.divisions.impact import impact_of
from offices.identity import acting_as, identities_of
from offices.models import Division, DivisionEra, Station, Succession
from tests.base import make_world

DAY = datetime.date(2026, 3, 1)
EVE = datetime.date(2026, 2, 28)
LATER = datetime.date(2026, 6, 1)
SAID = {"on": DAY, "source": "赣府字〔2026〕1号"}


@pytest.fixture
def told(monkeypatch):
    """Everything the listeners for changed facts were told."""
    ids = set()
    monkeypatch.setattr(hooks, "_listeners", [ids.update])
    return ids


@pytest.fixture
def admin(world):
    return acting_as(world.users["sysadmin"])


def test_a_renamed_unit_is_found_by_both_names_and_keeps_its_past(world, admin, told):
    services.division_rename(actor=admin, division=world["敦厚镇"], name="敦厚街道", kind="街道", **SAID)
    unit = Division.objects.get(pk=world["敦厚镇"].pk)
    assert (unit.name, unit.kind, unit.initials) == ("敦厚街道", "街道", "dhjd")
    assert unit in Division.objects.search("敦厚镇")
    assert past.standing_on(unit.pk, EVE).name == "敦厚镇"
    assert past.standing_on(unit.pk, DAY).name == "敦厚街道"
    assert told == {unit.pk}
    entry = AuditEntry.objects.get(action=Action.DIVISION_CHANGED)
    assert entry.actor_id == admin.user.pk
    assert entry.detail["原"]["名称"] == "敦厚镇"


def test_a_move_takes_subtree_stations_and_scope_along(world, admin, told):
    services.division_move(actor=admin, division=world["敦厚镇"], parent=world["永新县"], **SAID)
    old, new = (identities_of(world.users[name])[0] for name in ("county_jian", "county_yongxin"))
    assert [s.name for s in Station.objects.visible_to(old)] == ["永阳镇民政所"]
    assert "敦厚镇民政所" in [s.name for s in Station.objects.visible_to(new)]
    assert Division.objects.visible_to(new).filter(name="高塘村").exists()
    clerk = identities_of(world.users["clerk_dunhou"])[0]
    assert [s.name for s in Station.objects.visible_to(clerk)] == ["敦厚镇民政所"]
    assert {world[n].pk for n in ("吉安县", "永新县", "敦厚镇", "高塘村", "城南社区")} <= told
    assert not any(Division.objects.find_problems())


def test_the_tree_of_a_past_day_stays_as_it_was(world, admin):
    services.division_move(actor=admin, division=world["敦厚镇"], parent=world["永新县"], **SAID)
    before = past.subtree_ids_on(world["吉安县"].pk, EVE)
    after = past.subtree_ids_on(world["吉安县"].pk, DAY)
    assert before - after == {world[n].pk for n in ("敦厚镇", "高塘村", "城南社区")}
    assert {unit.name for unit in past.children_on(world["永新县"].pk, DAY)} == {"禾川镇", "敦厚镇"}
    assert past.subtree_ids_on(world["吉安县"].pk, datetime.date(1900, 1, 1)) == set()


def test_a_merger_passes_villages_and_homes_on_and_closes_the_station(world, admin):
    services.division_merge(actor=admin, predecessors=[world["敦厚镇"]], successor=world["永阳镇"], **SAID)
    gone = Division.objects.get(pk=world["敦厚镇"].pk)
    assert gone.valid_to == EVE
    assert {unit.name for unit in Division.objects.get_children(Division.objects.get(name="永阳镇"))} == {
        "高塘村",
        "城南社区",
        "江边村",
    }
    world.homes["敦厚镇"].refresh_from_db()
    assert world.homes["敦厚镇"].township.name == "永阳镇"
    world.stations["敦厚镇"].refresh_from_db()
    assert world.stations["敦厚镇"].closed_on == EVE
    assert Succession.objects.get().kind == Succession.Kind.MERGE
    assert past.standing_on(gone.pk, DAY) is None


def test_a_split_sets_up_a_neighbour_with_some_of_the_villages(world, admin):
    new = services.division_split(
        actor=admin, division=world["敦厚镇"], name="城南街道", kind="街道", children=[world["城南社区"]], **SAID
    )
    assert Division.objects.get_parent(new) == world["吉安县"]
    assert [unit.name for unit in Division.objects.get_children(new)] == ["城南社区"]
    assert new.initials == "cnjd"
    assert Succession.objects.get().successor == new
    assert past.children_on(world["敦厚镇"].pk, DAY)[0].name == "高塘村"


def test_a_unit_is_closed_only_when_nothing_is_open_in_it(world, admin):
    with pytest.raises(ValidationError, match="2个下级单位、1个民政所、1所敬老院"):
        services.division_close(actor=admin, division=world["敦厚镇"], **SAID)
    services.division_close(actor=admin, division=world["高塘村"], **SAID)
    assert Division.objects.get(name="高塘村").valid_to == DAY
    with pytest.raises(ValidationError, match="已于"):
        services.division_close(actor=admin, division=world["高塘村"], **SAID)


def test_a_reopened_unit_has_a_gap_in_its_history(world, admin):
    services.division_close(actor=admin, division=world["高塘村"], **SAID)
    later = datetime.date(2026, 6, 1)
    services.division_reopen(actor=admin, division=world["高塘村"], on=later, source="恢复")
    pk = world["高塘村"].pk
    standings = [past.standing_on(pk, day) is not None for day in (DAY, datetime.date(2026, 4, 1), later)]
    assert standings == [True, False, True]


@pytest.mark.parametrize(
    ("unit", "parent", "reason"),
    [
        ("敦厚镇", "吉安市", "不能直接隶属"),
        ("敦厚镇", "高塘村", "不能直接隶属"),
        ("敦厚镇", "吉安县", "已经在"),
    ],
)
def test_a_move_to_where_the_unit_cannot_be_is_refused(world, admin, unit, parent, reason):
    with pytest.raises(ValidationError, match=reason):
        services.division_move(actor=admin, division=world[unit], parent=world[parent], **SAID)


def test_changes_are_entered_in_their_order_and_once_in_force(world, admin):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError, match="不能晚于今天"):
        services.division_rename(actor=admin, division=world["敦厚镇"], name="新镇", on=tomorrow, source="")
    services.division_rename(actor=admin, division=world["敦厚镇"], name="新镇", **SAID)
    with pytest.raises(ValidationError, match="已有沿革"):
        services.division_rename(actor=admin, division=world["敦厚镇"], name="旧镇", on=EVE, source="")


def test_a_name_that_a_neighbour_has_is_refused(world, admin):
    with pytest.raises(ValidationError, match="已有名为"):
        services.division_rename(actor=admin, division=world["敦厚镇"], name="永阳镇", **SAID)


def test_the_preview_counts_what_lies_in_the_subtree(world):
    impact = impact_of([world["敦厚镇"]])
    assert (impact.units, impact.stations, impact.homes, impact.grants) == (3, 1, 1, 3)


def test_findings_and_roll_ups_are_right_after_every_change(world, admin):
    call_command("load_standards", stdout=StringIO())
    refresh_all()
    for change in (
        lambda: services.division_move(actor=admin, division=world["敦厚镇"], parent=world["永新县"], **SAID),
        lambda: services.division_merge(
            actor=admin, predecessors=[world["敦厚镇"]], successor=world["禾川镇"], on=LATER, source="合并"
        ),
        lambda: services.division_split(
            actor=admin,
            division=world["禾川镇"],
            name="新镇",
            kind="镇",
            children=[world["高塘村"]],
            on=LATER,
            source="分设",
        ),
        lambda: services.division_rename(actor=admin, division=world["永阳镇"], name="永阳乡", kind="乡", **SAID),
    ):
        change()
        stored = standings()
        refresh_all()
        assert standings() == stored


def standings():
    """Outcomes by standard and subject, and counts by unit."""
    findings = Finding.objects.values_list("standard__code", "subject_id", "division_id", "outcome", "reason")
    counts = RollUp.objects.values_list("division_id", "standard_id", "met", "unmet", "unknown", "not_applicable")
    return set(findings), set(counts)


class TestAnySequenceOfMoves(TestCase):
    """Whatever is moved in whatever order, the stored paths and counts describe one tree, and scope follows it."""

    TOWNSHIPS = ("敦厚镇", "永阳镇", "禾川镇")
    COUNTIES = ("吉安县", "永新县", "井冈山管理局")

    @settings(max_examples=15)
    @given(
        st.lists(
            st.one_of(
                st.tuples(st.sampled_from(TOWNSHIPS), st.sampled_from(COUNTIES)),
                st.tuples(st.sampled_from(("高塘村", "城南社区", "江边村", "城东村")), st.sampled_from(TOWNSHIPS)),
            ),
            max_size=6,
        )
    )
    def test_structure_and_scope_stay_right(self, moves):
        world = make_world()
        parents = {era.division.name: era.parent.name for era in DivisionEra.objects.exclude(parent=None)}
        for step, (unit, parent) in enumerate(moves):
            if parents[unit] != parent:
                on = DAY + datetime.timedelta(days=step)
                services.division_move(SYSTEM, division=world[unit], parent=world[parent], on=on, source="")
                parents[unit] = parent
        assert not any(Division.objects.find_problems())
        assert {
            unit.name: Division.objects.get_parent(unit).name for unit in Division.objects.filter(depth__gt=1)
        } == parents
        for county in self.COUNTIES:
            path = Division.objects.get(name=county).path
            below = set(Division.objects.filter(path__startswith=path).values_list("pk", flat=True))
            assert below == past.subtree_ids_on(world[county].pk, DAY + datetime.timedelta(days=30))
