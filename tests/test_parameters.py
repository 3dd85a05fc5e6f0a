"""One parser for what requests say, and nobody who goes round it."""

import ast
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404, QueryDict
from django.urls import URLResolver, get_resolver, resolve
from django.urls.converters import IntConverter
from django.urls.exceptions import Resolver404
from hypothesis import given
from hypothesis import strategies as st

from jian_minzheng.core import parameters
from offices.models import Division
from tests.portal import APPS, ROOT

NO_NUMBERS = ["", "²", "٣", "９", "-1", "+1", " 1", "1_0", "1e3", "1.0", "9" * 19, "9" * 5000, "1\x00", "NaN"]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_only_plain_digits_that_fit_are_a_number(text: str) -> None:
    assert parameters.whole_number(text) is None


@given(st.one_of(st.text(), st.integers().map(str), st.none()))
def test_whatever_is_sent_a_number_fits_the_database(text: str | None) -> None:
    number = parameters.whole_number(text)
    assert number is None or (0 <= number < 2**63 and number == int(text or ""))


@given(st.one_of(st.text(), st.dates().map(str)))
def test_whatever_is_sent_a_day_is_one(text: str) -> None:
    found = parameters.day(text)
    assert found is None or found.isoformat() == text


def test_days_are_read_as_date_pickers_write_them() -> None:
    assert parameters.day("2024-02-29") == datetime.date(2024, 2, 29)
    assert [parameters.day(text) for text in ("2025-02-30", "0000-00-00", "99999-01-01", "20250101", "")] == [None] * 5


def test_ids_leave_out_what_is_none_and_what_was_said_before() -> None:
    assert parameters.ids(["3", "²", "1", "3", ""]) == [3, 1]


def test_a_place_that_cannot_be_read_is_not_every_place() -> None:
    assert (parameters.asked_id(None), parameters.asked_id(""), parameters.asked_id("7")) == (None, None, 7)
    with pytest.raises(Http404):
        parameters.asked_id("²")


@pytest.mark.parametrize(
    ("query", "said"),
    [("", None), ("a=", ""), ("a=1", "1"), ("a=1&a=1", "1"), ("a=1&a=", None), ("a=&a=1", None), ("a=1&a=2", None)],
)
def test_the_last_of_several_values_does_not_win(query: str, said: str | None) -> None:
    asked = QueryDict(query)
    if parameters.contradicts(asked, "a"):
        with pytest.raises(Http404):
            parameters.only(asked, "a")
    else:
        assert parameters.only(asked, "a") == said
    assert parameters.contradicts(asked, "a") is (query.count("a=") == 2 and query != "a=1&a=1")


def test_one_of_takes_what_is_offered() -> None:
    assert [parameters.one_of(text, [("a", "甲")], "z") for text in ("a", "b", None)] == ["a", "z", "z"]


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "", None, "//", "?"])
def test_an_address_that_is_none_has_an_empty_query(address: str | None) -> None:
    assert parameters.query_in(address).dict() == {}


def test_the_query_of_an_address_is_read() -> None:
    assert parameters.query_in("http://127.0.0.1/x/?show=todo#row-1")["show"] == "todo"


@pytest.mark.parametrize(("text", "kept"), [("吉安😀", True), ("a\x00", False), ("\ud800", False), ("吉\udfff", False)])
def test_what_no_database_keeps_is_known(text: str, kept: bool) -> None:
    assert parameters.storable(text) is kept


@pytest.mark.parametrize("pk", ["9" * 19, "9" * 5000, "9223372036854775808"])
def test_an_id_too_large_leads_nowhere(pk: str) -> None:
    assert resolve("/offices/stations/5/").kwargs["pk"] == 5
    with pytest.raises(Resolver404):
        resolve(f"/offices/stations/{pk}/")


def test_every_number_in_an_address_is_an_id() -> None:
    """``<int:…>`` takes numbers that no database holds; write ``<id:…>``."""
    loose = [route for route, pattern in _patterns(get_resolver().url_patterns) if _takes_any_number(pattern)]
    assert not loose


def _patterns(patterns: list[Any], start: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        yield start + str(pattern.pattern), pattern
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, start + str(pattern.pattern))


def _takes_any_number(pattern: Any) -> bool:
    return any(type(converter) is IntConverter for converter in getattr(pattern.pattern, "converters", {}).values())


@pytest.mark.django_db
def test_several_ids_that_no_row_can_have_match_nothing() -> None:
    assert not Division.objects.filter(pk__in=[2**63, 10**30, -(10**30)]).exists()
    assert Division.objects.exclude(pk__in=[2**63]).count() == Division.objects.count()


# --- nobody goes round the parser ---

READERS = {"views", "forms", "filters", "listing", "registers", "editing", "admin", "middleware", "context", "choice"}
"""Folders and modules that read what a request says; whatever imports ``django.http`` or ``django.forms`` does, too."""

EXCEPTIONS = {
    "jian_minzheng/core/parameters.py": ["int", "fromisoformat"],  # the parser itself
    "offices/middleware.py": ["int"],  # of a clock
    "assessments/forms/parameters.py": ["int"],  # of a Decimal that a form has checked
    "offices/registers/tables/terms.py": ["int"] * 6,  # of figures that a pattern has found in a table's cell
}
SHUNNED = {"isdigit", "isdecimal", "isnumeric", "fromisoformat", "strptime"}


def findings(source: str) -> list[str]:
    """Calls that read a number or a day from text."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            bare = isinstance(node.func, ast.Name)
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if (bare and name == "int") or name in SHUNNED:
                found.append(name)
    return found


def reads_requests(path: Path, source: str) -> bool:
    modules = {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    named = READERS & {*path.relative_to(ROOT).with_suffix("").parts}
    return bool(named or modules & {"django.http", "django.forms", "django_filters"})


def test_the_search_knows_good_from_bad() -> None:
    bad = "pk = int(request.GET['pk'])\nif text.isdigit(): pass\ndate.fromisoformat(day)"
    good = "pk = whole_number(request.GET.get('pk'))\ndef f(pk: int) -> int: ...\nforms.IntegerField()"
    assert (findings(bad), findings(good)) == (["int", "isdigit", "fromisoformat"], [])


def test_no_view_form_or_filter_reads_numbers_by_itself() -> None:
    """Use ``jian_minzheng.core.parameters``."""
    wrong = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            source, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
            found = findings(source) if reads_requests(path, source) and "/migrations/" not in name else []
            if found != EXCEPTIONS.get(name, []):
                wrong[name] = found
    assert not wrong
