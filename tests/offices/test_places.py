"""The tree is reckoned with by level: everything says the right county also where the root is a province."""

import ast
from collections import Counter

import pytest
from django.db import connection
from django.db.models import Subquery
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.compliance.facts import places_on
from assessments.compliance.facts.people import average_pay
from assessments.compliance.refresh import refresh_all, refresh_divisions
from assessments.lookup import division_named, full_name
from assessments.models import Finding, RollUp
from assessments.parameters import visible_parameters
from intake.kinds import KINDS
from intake.lines.books import book_of
from intake.lines.tallying import Lines
from intake.records.missing import villages_missing
from intake.units.book import load_units
from offices import places
from offices.identity import identities_of
from offices.models import Division
from offices.models.divisions import Level
from offices.unit_fields import unit_choices
from staffing import selectors
from staffing.vocabulary import Kind
from tests.assessments.judged import judge
from tests.portal import ROOT
from tests.staffing.people import employ

APPS = ("assessments", "funding", "jian_minzheng", "offices", "staffing", "training")
TODAY = timezone.localdate()


def put_under_a_province(world):
    """江西省 above 吉安市; every unit's path grows by a step."""
    province = Division.objects.add_root({"level": "province", "kind": "省", "name": "江西省"})
    Division.objects.move(world["吉安市"], province, "last-child")
    world.divisions["江西省"] = province
    for unit in world.divisions.values():
        unit.refresh_from_db()
    for home in world.homes.values():
        home.refresh_from_db()
    return world


@pytest.fixture
def province(world):
    return put_under_a_province(world)


@pytest.fixture(params=["city", "province"])
def either(world, request):
    """The world with the city as its root, and below a province."""
    return put_under_a_province(world) if request.param == "province" else world


def rows_of(world, name, user="city_officer", **query):
    page = world.client(user).get(reverse(name), query)
    assert page.status_code == 200
    return page.context["rows"]


# What the functions say


def test_paths_are_taken_apart_and_put_together():
    assert places.paths_above("000100020003") == ["0001", "00010002"]
    assert places.paths_above("00010002", itself=True) == ["0001", "00010002"]
    assert places.paths_above("0001") == []
    assert (places.parent_path("00010002"), places.parent_path("0001")) == ("0001", "")
    assert places.topmost(["00010002", "0001", "0003"]) == ["0001", "0003"]
    assert places.child_path("0001", 36) == "00010010"
    assert places.child_number("00010010") == 36
    assert places.nearest("000100020003", {"0001": "far", "00010002": "near"}) == "near"
    assert places.nearest("0002", {"0001": "elsewhere"}) is None


def test_units_are_named_with_their_county_and_township_in_one_query(either):
    with CaptureQueriesContext(connection) as queries:
        known = places.Places.of([either["高塘村"], either["禾川镇"], either["吉安县"]])
    assert len(queries) == 1
    assert known.name(either["高塘村"], Level.COUNTY) == "吉安县"
    assert known.name(either["高塘村"], Level.TOWNSHIP) == "敦厚镇"
    assert known.name(either["禾川镇"], Level.COUNTY) == "永新县"
    assert known.name(either["吉安县"], Level.COUNTY) == "吉安县"
    assert known.name(either["吉安县"], Level.TOWNSHIP) == ""
    assert known.parent(either["高塘村"]) == either["敦厚镇"]
    assert known.full_name(either["高塘村"]).endswith("吉安市/吉安县/敦厚镇/高塘村")


def test_units_above_keep_to_the_scope(either):
    scope = identities_of(either.users["county_jian"])[0]
    above = places.units_above([either["高塘村"], either["禾川镇"]], scope=scope)
    assert above[either["高塘村"].pk] == [either["吉安县"], either["敦厚镇"]]
    assert above[either["禾川镇"].pk] == []


def test_the_database_finds_the_unit_of_a_level(either):
    county = places.unit_above("path", Level.COUNTY)
    found = dict(Division.objects.annotate(county=Subquery(county.values("name"))).values_list("name", "county"))
    assert found == {
        "吉安市": None, "吉安县": "吉安县", "永新县": "永新县", "井冈山管理局": "井冈山管理局", "敦厚镇": "吉安县",
        "永阳镇": "吉安县", "禾川镇": "永新县", "高塘村": "吉安县", "城南社区": "吉安县", "江边村": "吉安县",
        "城东村": "永新县", **({"江西省": None} if "江西省" in either.divisions else {}),
    }  # fmt: skip


def test_rows_are_counted_below_units_of_several_depths(either):
    units = ("吉安县", "永新县", "敦厚镇", "城东村")
    counted = places.counted_below(
        Division.objects.filter(level=Level.VILLAGE), "path", [either[name].path for name in units]
    )
    assert {name: counted.get(either[name].path, 0) for name in units} == {
        "吉安县": 3, "永新县": 1, "敦厚镇": 2, "城东村": 1,
    }  # fmt: skip


# What the pages say


def test_the_lists_of_stations_homes_and_windows_name_the_county(province):
    stations = {row.name: row.county_name for row, _ in rows_of(province, "offices:station_list")}
    assert stations == {"敦厚镇": "吉安县", "永阳镇": "吉安县", "禾川镇": "永新县"}
    assert [row.county_name for row, _ in rows_of(province, "offices:home_list")] == ["吉安县"]
    windows = {row.name: row.above for row, _ in rows_of(province, "offices:window_list")}
    assert windows == {
        "吉安县": "", "永新县": "", "井冈山管理局": "", "敦厚镇": "吉安县", "永阳镇": "吉安县", "禾川镇": "永新县",
        "城南社区": "吉安县·敦厚镇",
    }  # fmt: skip


def test_a_county_narrows_each_list(province):
    employ(province, "曾庆华")
    employ(province, "吴永新", "禾川镇")
    county = province["永新县"].pk
    assert [row.name for row, _ in rows_of(province, "offices:station_list", county=county)] == ["禾川镇"]
    assert rows_of(province, "offices:home_list", county=county) == []
    people = rows_of(province, "staffing:person_list", county=county)
    assert [post.person.name for post, _ in people] == ["吴永新"]


def test_the_people_list_and_a_person_say_where_the_post_is(province):
    held = employ(province, "王专干", "高塘村", kind=Kind.VILLAGE_SPECIALIST)
    client = province.client("city_officer")
    page = client.get(reverse("staffing:person_list"), {"column": ["name", "county", "township"]})
    assert "吉安县" in page.content.decode()
    page = client.get(reverse("staffing:person_detail", args=[held.person_id]))
    assert [post["place"] for post in page.context["posts"]] == ["吉安县·敦厚镇·高塘村"]


def test_the_pages_of_a_station_and_a_home_name_the_county(province):
    client = province.client("city_officer")
    page = client.get(reverse("offices:station_detail", args=[province.stations["敦厚镇"].pk]))
    assert page.context["county"] == "吉安县"
    page = client.get(reverse("offices:home_detail", args=[province.homes["敦厚镇"].pk]))
    assert "吉安县/敦厚镇" in page.content.decode()


def test_a_unit_is_found_and_written_with_what_stands_above(province):
    assert full_name(division_named("吉安县/敦厚镇")) == "江西省/吉安市/吉安县/敦厚镇"
    page = province.client("city_officer").get(reverse("offices:division_detail", args=[province["高塘村"].pk]))
    assert [unit.name for unit in page.context["above"]] == ["吉安市", "吉安县", "敦厚镇"]


# What is judged


def findings():
    return sorted(Finding.objects.values_list("standard__code", "subject_label", "division__name", "outcome", "gap"))


def counts(*names):
    fields = ("division__name", "standard__code", "met", "unmet", "unknown", "not_applicable", "gap")
    return sorted(RollUp.objects.filter(division__name__in=names).values_list(*fields))


def test_everything_is_judged_and_counted_alike_under_a_province(world):
    employ(world, "王专干", "高塘村", kind=Kind.VILLAGE_SPECIALIST, monthly_pay=500)
    judge(world)
    names = ("吉安市", "吉安县", "永新县", "敦厚镇", "永阳镇", "禾川镇")
    before, counted = findings(), counts(*names)
    put_under_a_province(world)
    assert refresh_all() == 0
    assert findings() == before
    assert counts(*names) == counted
    assert [row[1:] for row in counts("江西省")] == [row[1:] for row in counts("吉安市")]


@pytest.mark.parametrize("place", ["高塘村", "敦厚镇", "吉安县", "吉安市"])
def test_an_edit_counts_what_stands_above_anew(province, place):
    judge(province)
    put = {"division": province["敦厚镇"], "standard__code": "三(三)2-1"}
    employ(province, "曾庆华", employment="21")
    employ(province, "刘建国", employment="21")
    RollUp.objects.all().delete()
    refresh_divisions(frozenset({province["敦厚镇"].pk, province[place].pk}))
    after = {name: counts(name) for name in ("江西省", "吉安市", "吉安县", "敦厚镇")}
    outcome = Finding.objects.get(**put).outcome
    refresh_all()
    assert after == {name: counts(name) for name in after}
    assert Finding.objects.get(**put).outcome == outcome


def test_the_findings_list_and_the_dashboard_stand_on_the_county(province):
    judge(province)
    rows = rows_of(province, "assessments:finding_list", q="城南社区")
    assert {finding.place for finding, _ in rows if finding.subject_label == "城南社区"} == {"吉安县 敦厚镇"}
    client = province.client("city_officer")
    page = client.get(reverse("assessments:finding_list"), {"division": province["吉安县"].pk})
    offered = [label.strip() for _, label in page.context["filter"].form["division"].field.choices]
    assert offered == ["吉安市", "吉安县", "敦厚镇", "永阳镇"]
    board = client.get(reverse("assessments:dashboard")).context["board"]
    assert [unit.name for unit in board.children] == ["吉安县", "永新县", "井冈山管理局"]
    assert board.tally(province["吉安县"]).judged > 0
    page = client.get(reverse("assessments:division_dashboard", args=[province["敦厚镇"].pk]))
    assert [unit.name for unit in page.context["board"].trail] == ["吉安市", "吉安县", "敦厚镇"]


def test_pay_and_heads_are_counted_by_county_and_township(province):
    employ(province, "王专干", "高塘村", kind=Kind.VILLAGE_SPECIALIST, monthly_pay=500)
    employ(province, "李专干", "城东村", kind=Kind.VILLAGE_SPECIALIST, monthly_pay=300)
    counties = places_on(TODAY, [province["江西省"]]).counties
    pay = average_pay(TODAY, counties.values())
    assert [pay[province[name].pk].average for name in ("吉安县", "永新县")] == [500, 300]
    heads = selectors.headcounts(province["吉安县"], on=TODAY, scope=identities_of(province.users["county_jian"])[0])
    assert heads == {province["敦厚镇"].path: selectors.Headcount(specialists=1)}


def test_a_township_reads_the_parameters_of_its_county(province):
    judge(province)
    parameter = visible_parameters(identities_of(province.users["city_officer"])[0]).first()
    parameter.pk, parameter.county = None, province["吉安县"]
    parameter.save()
    seen = {name: identities_of(province.users[name])[0] for name in ("clerk_dunhou", "clerk_hechuan")}
    assert parameter in visible_parameters(seen["clerk_dunhou"])
    assert parameter not in visible_parameters(seen["clerk_hechuan"])


# What goes through files


def test_an_import_knows_its_units_by_their_written_places(province):
    scope = identities_of(province.users["county_jian"])[0]
    book = load_units(scope, province["吉安县"])
    assert book.township("江西省吉安市吉安县敦厚镇").name == "敦厚镇"
    lines = Lines("名册")
    lines.units = {province["高塘村"].path}
    (reminder,) = villages_missing(lines, book)
    assert "城南社区" in reminder.message
    assert "江边村" not in reminder.message


def test_what_is_exported_names_the_township_of_each_village(province):
    kind = KINDS["village_list"]
    lines = [(line["unit"], line["village"]) for line in book_of(kind).lines_on_record(kind, province["吉安县"], TODAY)]
    assert lines == [("敦厚镇", "高塘村"), ("敦厚镇", "城南社区"), ("永阳镇", "江边村")]


# What pickers offer


def options(html_choices):
    """Every option of a picker as its user reads it: the group's label, then the option's."""
    flat = []
    for value, label in html_choices:
        flat += [(value, text) for _, text in label] if isinstance(label, list) else [("", label)]
    return flat


@pytest.fixture
def twins(world):
    """新圩村委会 in two townships of 吉安县 and in one of 永新县."""
    for town in ("敦厚镇", "永阳镇", "禾川镇"):
        world[town].refresh_from_db()
        values = {"name": "新圩村委会", "level": "village", "kind": "村", "valid_from": world[town].valid_from}
        world.divisions[f"{town}/新圩"] = Division.objects.add_child(world[town], values)
    return world


def test_two_villages_of_one_name_are_told_apart_where_a_post_is_entered(twins):
    page = twins.client("county_jian").get(reverse("staffing:person_new"), {"kind": Kind.VILLAGE_SPECIALIST})
    html = page.content.decode()
    assert ">敦厚镇·新圩村委会</option>" in html
    assert ">永阳镇·新圩村委会</option>" in html
    assert '<optgroup label="敦厚镇">' in html
    assert ">高塘村</option>" in html
    assert "禾川镇" not in html


def test_a_grant_is_given_for_a_village_that_says_where_it_lies(twins):
    asked = {"term": "新圩", "app_label": "offices", "model_name": "divisiongrant", "field_name": "content_object"}
    answer = twins.client("sysadmin").get(reverse("admin:autocomplete"), asked)
    assert {found["text"] for found in answer.json()["results"]} == {
        "吉安县·敦厚镇·新圩村委会", "吉安县·永阳镇·新圩村委会", "永新县·禾川镇·新圩村委会",
    }  # fmt: skip


def test_no_picker_labels_two_units_alike(twins):
    closed = twins["敦厚镇/新圩"]
    values = {"name": "新圩村委会", "level": "village", "kind": "村", "valid_to": TODAY}
    again = Division.objects.add_child(Division.objects.get(pk=twins["敦厚镇"].pk), values)
    labels = Counter(text for _, text in options(unit_choices(Division.objects.all())))
    assert labels.most_common(1)[0][1] == 1
    village = dict(unit_choices(Division.objects.filter(pk__in=[closed.pk, again.pk])))
    assert len(set(village.values())) == 2
    assert "撤销" in village[again.pk]


def test_every_field_of_a_form_that_asks_for_a_unit_is_the_one_picker():
    """A plain ModelChoiceField would show bare names."""
    for folder in APPS:
        for file in (ROOT / folder).rglob("*.py"):
            if file.name in {"unit_fields.py", "units.py"} or "migrations" in file.parts:
                continue
            text = file.read_text(encoding="utf-8")
            assert "ModelChoiceField(" not in text, file
            assert "ModelMultipleChoiceField(" not in text, file


# Where the arithmetic stands


def is_path(node):
    """``unit.path`` and ``row["division__path"]``."""
    key = getattr(getattr(node, "slice", None), "value", "")
    return getattr(node, "attr", "") == "path" or (isinstance(key, str) and key.endswith("path"))


def depth_bound(source):
    """Lines of Python that cut a path, ask for the width of a step, or ask for a depth."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "steplen":
            found.add(node.lineno)
        elif isinstance(node, ast.keyword) and "depth" in (node.arg or "").split("__"):
            found.add(node.value.lineno)
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and is_path(node.value):
            found.add(node.lineno)
    return found


def test_only_one_file_knows_how_the_tree_is_stored():
    bad = ("Division.steplen", "rows.filter(depth=1)", "Q(town__depth__gt=1)", "unit.path[:8]", "row['town__path'][4:]")
    good = ("unit.path", "unit.path[0]", "name[:4]", "rows.filter(path=unit.path)", "paths[index][1:]")
    assert depth_bound("\n".join(bad)) == {1, 2, 3, 4, 5}
    assert depth_bound("\n".join(good)) == set()
    allowed = {ROOT / "offices" / "places.py"}
    for folder in APPS:
        for file in set((ROOT / folder).rglob("*.py")) - allowed:
            if "migrations" not in file.parts:
                found = depth_bound(file.read_text(encoding="utf-8"))
                assert not found, f"{file.relative_to(ROOT)}:{sorted(found)} belongs in offices/places.py"
