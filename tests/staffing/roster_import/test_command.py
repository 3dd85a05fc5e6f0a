"""``manage.py import_roster``: the whole way from a file to people in the database, and its report."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from staffing.models import Appointment, Person
from tests.staffing.roster_import.rosters import HEADERS, person, save


@pytest.fixture
def run(world, tmp_path):
    """Run the command; returns the exit status and the report."""

    def run(path, *options, division="敦厚镇", username="county_jian"):
        out = tmp_path / "out.json"
        status = 0
        try:
            call_command(
                "import_roster",
                str(path),
                "--division",
                division,
                "--as",
                username,
                "--json",
                str(out),
                *options,
                stdout=StringIO(),
                stderr=StringIO(),
            )
        except SystemExit as stop:
            status = stop.code
        return status, json.loads(out.read_text(encoding="utf-8"))

    return run


def test_a_clean_roster_is_written_with_its_history(run, tmp_path, world):
    path = save(tmp_path / "花名册.xlsx", [HEADERS, person(1, "张 三", 职务="所长"), person(2, "李四光", sex=2)])
    status, report = run(path, "--commit")
    assert (status, report["new"], report["errors"], report["committed"]) == (0, 2, [], True)
    head = Appointment.objects.get(person__name="张三")
    assert (head.position, head.employment, head.work_division, str(head.from_date)) == (
        "head",
        "21",
        world["敦厚镇"],
        "2018-09-01",
    )
    assert head.history.get().history_type == "+"
    assert head.history.get().history_user == world.users["county_jian"]
    assert head.person.history.get().name == "张三"
    assert (str(head.person.birth_date), head.person.sex) == ("1985-03-12", "1")
    assert Person.objects.get(name="李四光").sex == "2"
