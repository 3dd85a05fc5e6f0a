"""The matrix proves itself: what it reads out of the code is tried on views known to be right and to be wrong, every
view of the portal passes the same reading, and every URL can be got at or is excused in writing.
"""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import get_resolver, include, path
from django.views.decorators.http import require_GET, require_http_methods

from jian_minzheng.core.access import actor_of, identity_of, needs, require
from jian_minzheng.core.registers.declaration import REGISTRY
from offices import menu
from offices.models import Station
from offices.roles import Capability
from tests.scope import extracting
from tests.scope.asking import VIEWS, Asker
from tests.scope.matrix import PUBLIC, SIGNED_IN, URLS
from tests.scope.mutants import places_in
from tests.scope.test_matrix import asker  # noqa: F401  (a fixture)

# --- samples ------------------------------------------------------------------------------------------


@require_GET
@needs(Capability.VIEW_OFFICES)
def good(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(Station.objects.fetch_or_404(identity_of(request), pk=pk))


@needs(Capability.VIEW_OFFICES)
@require_http_methods(["GET", "POST"])
def good_by_a_helper(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(_fetched(request, pk))


@require_GET
def good_by_asking(request: HttpRequest, pk: int) -> HttpResponse:
    actor = require(request, Capability.VIEW_OFFICES)
    return HttpResponse([station for station in Station.objects.visible_to(actor.scope) if station.pk == pk])


def unasked(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(get_object_or_404(Station, pk=pk))


@require_GET
@needs(Capability.VIEW_OFFICES)
def unscoped(request: HttpRequest, pk: int) -> HttpResponse:
    actor_of(request)
    return HttpResponse(get_object_or_404(Station, pk=pk))


def _fetched(request: HttpRequest, pk: int) -> Any:
    return Station.objects.fetch_or_404(identity_of(request), pk=pk)


SAMPLES = [
    path("good/<int:pk>/", good, name="good"),
    path("more/", include(([path("", unasked, name="unasked")], "more"), namespace="more")),
]


@pytest.mark.parametrize("view", [good, good_by_a_helper, good_by_asking])
def test_a_good_view_is_called_good(view: Any) -> None:
    assert extracting.faults_of(view) == []


def test_a_view_that_asks_for_nothing_or_fetches_without_scope_is_found() -> None:
    assert extracting.faults_of(unasked) == ["asks for no capability", "fetches without scope"]
    assert extracting.faults_of(unscoped) == ["fetches without scope"]


def test_capability_and_methods_are_read_through_decorators() -> None:
    assert extracting.capability_of(good) is extracting.capability_of(good_by_a_helper) is Capability.VIEW_OFFICES
    assert extracting.capability_of(unasked) is None
    assert extracting.methods_of(good) == frozenset({"GET"})
    assert extracting.methods_of(good_by_a_helper) == frozenset({"GET", "POST"})
    assert extracting.methods_of(unasked) is None


def test_a_url_that_is_listed_nowhere_is_found() -> None:
    assert extracting.unlisted(SAMPLES, {"good"}) == ["more:unasked"]
    assert extracting.unlisted(SAMPLES, {"good", "more:unasked"}) == []


def test_checks_are_found_in_code(tmp_path: Any) -> None:
    source = "@needs(1)\ndef view(request):\n    rows.visible_to(1)\n    return (\n        keeper.may_write(2)\n    )\n"
    (tmp_path / "views.py").write_text(source)
    found = [(place.check, place.line, place.within) for place in places_in(tmp_path / "views.py", tmp_path)]
    assert found == [("needs", 1, "view"), ("visible_to", 3, "view"), ("may_write", 5, "view")]


# --- the portal ------------------------------------------------------------------------------------------

OPEN_TO_ALL = {name for name, url in URLS.items() if url.needs in (PUBLIC, SIGNED_IN)}


def test_every_view_asks_for_what_the_matrix_says() -> None:
    stated = {name: extracting.capability_of(VIEWS[name]) for name in URLS}
    wrong = {
        name: stated[name]
        for name, url in URLS.items()
        if stated[name] != (None if name in OPEN_TO_ALL else url.needs) and name not in OF_REGISTERS | OF_STATIONS
    }
    assert wrong == {}


def test_every_view_says_which_methods_it_takes() -> None:
    """One that does not say answers POST as it answers GET; the matrix tries both and expects what is said."""
    assert [name for name in URLS if extracting.methods_of(VIEWS[name]) is None] == []


def test_every_view_asks_and_narrows() -> None:
    faults = {name: extracting.faults_of(VIEWS[name]) for name in URLS if name not in OPEN_TO_ALL}
    assert {name: found for name, found in faults.items() if found} == {}


OF_REGISTERS = {name for name in URLS for one in REGISTRY.all() if name.startswith(f"{one.app}:{one.name}_")}
"""Their views ask for what their declaration says."""

_VOIDED, _ENDED = "on the page of a record that is put aside", "on the page of a record that has ended"
_LATER = "for pages of a register's own that draw their history later; the general page holds it"
_STATE = "on the page of an import in another state, or of a row with another question, than the matrix has"
OF_STATIONS = {"offices:photo_create", "offices:photo_void", "offices:photo_restore"}
"""They ask the register of stations whether it is kept by whoever acts."""

NOT_LINKED = {
    "healthz": "asked by the machine that watches the portal",
    "login": "where every visitor is sent",
    "offices:line_standing_at": "on the page of a county",
    "offices:urban_mark_at": "on the page of a village",
    "offices:year_target_at": "on the page of a county",
    "offices:station_create": "on the page of a township that has no station in operation",
    "offices:station_reopen": _ENDED,
    "offices:station_restore": _VOIDED,
    "staffing:post_restore": _VOIDED,
    "staffing:number_check": "on the page of a person whose number is known",
    "staffing:person_reveal": "on the page of a person whose number is known",
    **dict.fromkeys(
        [
            f"intake:{what}"
            for what in (
                "again", "cell_restore", "forget", "give_up", "next", "progress", "question", "restart", "row_reopen",
                "row_skip", "rows_skip", "sheets", "undo", "values_restore",
            )
        ],
        _STATE,
    ),
    **{name: _VOIDED for name in OF_REGISTERS if name.endswith("_restore")},
    **{name: _ENDED for name in OF_REGISTERS if name.endswith("_reopen")},
    **{name: _LATER for name in OF_REGISTERS if name.endswith("_history")},
}  # fmt: skip
"""URLs to which no page leads, each with the reason."""


@pytest.mark.django_db
def test_every_url_stands_in_a_menu_or_behind_a_link(asker: Asker) -> None:  # noqa: F811
    linked = {entry.url_name for entry in menu.ENTRIES} | {f"{one.app}:{one.name}_list" for one in REGISTRY.all()}
    for name in URLS:
        able = [username for username in asker.identities if asker.may(name, username)]
        for username in {*able[:1], *able[-1:], *({"county_jian", "clerk_dunhou"} & set(able))}:
            linked |= extracting.links_of(asker.ask(username, name, "GET").text)
    assert sorted(set(URLS) - linked - set(NOT_LINKED)) == []
    assert set(NOT_LINKED) <= {name for name, _ in extracting.patterns(get_resolver().url_patterns)}
