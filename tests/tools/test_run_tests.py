"""The test runner's own count: every outcome is counted once, and nothing that did not run passes unnoticed."""

from collections import Counter
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.test import TestCase

from tests.conftest import needs_database, pytest_collection_modifyitems
from tools import run_tests
from tools.run_tests import Tally

REPORT = """<testsuites><testsuite>
  <testcase name="a"/>
  <testcase name="b"><failure message="x"/></testcase>
  <testcase name="c"><error message="x"/></testcase>
  <testcase name="d"><skipped message="no Chromium"/></testcase>
  <testcase name="e"><properties><property name="database" value="none"/></properties></testcase>
</testsuite></testsuites>"""


def test_report_is_counted_by_outcome(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    tally = run_tests.read_report(report, "SQLite")
    assert str(tally) == "2 passed, 2 failed, 1 skipped"
    assert tally.reasons == Counter({"no Chromium [SQLite]": 1})
    assert tally.apart == 1


def test_run_that_wrote_no_report_is_a_failure(tmp_path):
    assert str(run_tests.read_report(tmp_path / "none.xml", "SQLite")) == "0 passed, 1 failed"


def test_two_runs_add_up():
    total = Tally(3, 0, 1, Counter(x=1), 2) + Tally(2, 1, 1, Counter(x=1, y=2))
    assert (str(total), total.reasons, total.apart) == ("5 passed, 1 failed, 2 skipped", Counter(x=2, y=2), 2)


@pytest.fixture
def lent(django_db_blocker):
    """As fixtures of a whole module take it."""


def test_what_touches_no_database_runs_once(request, monkeypatch):
    items, left_out = [request.node], []
    config = SimpleNamespace(hook=SimpleNamespace(pytest_deselected=lambda items: left_out.extend(items)))
    monkeypatch.delenv("DATABASE_TESTS_ONLY", raising=False)
    pytest_collection_modifyitems(config, items)
    assert (items, left_out) == ([request.node], [])
    monkeypatch.setenv("DATABASE_TESTS_ONLY", "1")
    pytest_collection_modifyitems(config, items)
    assert (items, left_out) == ([], [request.node])


@pytest.mark.django_db
def test_a_marked_test_runs_on_both(request):
    assert needs_database(request.node)


def test_a_test_with_a_world_runs_on_both(request, world):
    assert needs_database(request.node)


def test_a_test_with_a_fixture_that_opens_the_database_runs_on_both(request, lent):
    assert needs_database(request.node)


class TestOfDjango(TestCase):
    def test_a_test_case_of_django_runs_on_both(self):
        assert needs_database(SimpleNamespace(get_closest_marker=lambda name: None, cls=type(self)))


@pytest.mark.parametrize(("in_ci", "line"), [(True, "0 passed, 7 failed"), (False, "0 passed, 0 failed, 7 skipped")])
def test_missing_postgres_loses_all_its_tests(monkeypatch, in_ci, line):
    @contextmanager
    def broken():
        raise OSError("cannot switch users")
        yield

    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(run_tests, "embedded_postgres", broken)
    monkeypatch.setattr(run_tests, "IN_CI", in_ci)
    tally = run_tests.run_on_postgres([], expected=7)
    assert str(tally) == line
    assert tally.reasons == Counter({"no PostgreSQL server (cannot switch users)": 7})
