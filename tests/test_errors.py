"""Whatever goes wrong is said in Chinese, with what to do: as a page, and as a notice where htmx asked for a part."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from jian_minzheng.core import errors
from tests.base import World

HTMX = {"HTTP_HX_REQUEST": "true"}
FORM = "application/x-www-form-urlencoded"


def told(response: Any, status: int, words: errors.Words) -> bool:
    return response.status_code == status and words.text in response.content.decode()


@pytest.mark.parametrize("debug", [False, True])
def test_a_missing_right_is_told(world: World, debug: bool) -> None:
    with override_settings(DEBUG=debug):
        response = world.client("auditor").get(reverse("offices:station_list"))
    assert response.status_code == 403
    assert "没有“" in response.content.decode()


def test_a_missing_record_is_told(world: World) -> None:
    assert told(world.client("city_officer").get("/offices/stations/999999/"), 404, errors.NOT_FOUND)
    assert told(world.client("city_officer").get("/nowhere/"), 404, errors.NOT_FOUND)
    assert told(world.client("sysadmin").get("/admin/nowhere/"), 404, errors.NOT_FOUND)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(
    "address", ["/offices/stations/?q=%00", "/offices/divisions/?%00=1", "/assessments/standards/parameters/a%00/"]
)
def test_a_nul_is_refused_whatever_the_database(world: World, address: str, debug: bool) -> None:
    with override_settings(DEBUG=debug):
        assert told(world.client("city_officer").get(address), 400, errors.BAD_REQUEST)


@pytest.mark.parametrize("debug", [False, True])
def test_a_nul_in_a_form_is_refused(world: World, debug: bool) -> None:
    with override_settings(DEBUG=debug):
        response = world.client("county_jian").post(reverse("staffing:person_new"), {"person-name": "a\x00b"})
    assert told(response, 400, errors.BAD_REQUEST)


def test_half_a_character_is_refused(client: Client) -> None:
    """UTF-7 can write what UTF-8 cannot, and so what no database stores."""
    response = client.get("/login/?next=%2B2AA-", CONTENT_TYPE="text/plain; charset=utf-7")
    assert told(response, 400, errors.BAD_REQUEST)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("limit", [{"DATA_UPLOAD_MAX_MEMORY_SIZE": 100}, {"DATA_UPLOAD_MAX_NUMBER_FIELDS": 5}])
def test_too_much_at_once_is_told_with_what_to_do(world: World, limit: dict[str, int], debug: bool) -> None:
    with override_settings(DEBUG=debug, **limit):
        sent = {"post": [str(number) for number in range(100)]}
        response = world.client("county_jian").post(reverse("staffing:village_file"), sent)
    assert told(response, 413, errors.TOO_LARGE)
    assert "拆成几份" in response.content.decode()


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=5)
def test_a_query_that_is_too_long_is_told(world: World) -> None:
    response = world.client("city_officer").get(reverse("offices:station_list") + "?" + "column=a&" * 9)
    assert told(response, 413, errors.TOO_LARGE)


@override_settings(DATA_UPLOAD_MAX_NUMBER_FILES=1)
def test_too_many_files_are_told(world: World) -> None:
    files = {"file": [io.BytesIO(b"1"), io.BytesIO(b"2")]}
    assert told(world.client("county_jian").post(reverse("intake:new"), files), 413, errors.TOO_LARGE)


def test_a_broken_body_is_told(world: World) -> None:
    client = world.client("county_jian")
    broken = client.generic("POST", reverse("intake:new"), "x", content_type="multipart/form-data; boundary=")
    assert told(broken, 400, errors.BAD_REQUEST)


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/imports/7/commit/", "/imports/7/"),
        ("/staffing/villages/file/", "/staffing/villages/"),
        ("/logout/", "/"),
    ],
)
def test_a_button_s_address_opened_by_itself_leads_back(world: World, address: str, back: str) -> None:
    """Whoever signs in again after pressing a button is sent to its address by GET."""
    response = world.client("county_jian").get(address)
    assert told(response, 405, errors.NOT_ALLOWED)
    assert f'href="{back}"' in response.content.decode()
    assert "POST" in response["Allow"]


def test_an_old_form_is_told(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["county_jian"], backend="django.contrib.auth.backends.ModelBackend")
    assert told(client.post(reverse("sign_out_everywhere")), 403, errors.CSRF)
    assert told(Client(enforce_csrf_checks=True).post(reverse("login"), {"username": "x"}), 403, errors.CSRF)
    sysadmin = Client(enforce_csrf_checks=True)
    sysadmin.force_login(world.users["sysadmin"], backend="django.contrib.auth.backends.ModelBackend")
    assert told(sysadmin.post("/admin/offices/user/add/", {"username": "x"}), 403, errors.CSRF)


def test_a_failure_of_the_portal_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offices.views.divisions._found", lambda *_: 1 / 0)
    client = world.client("city_officer")
    client.raise_request_exception = False
    address = reverse("offices:division_list") + "?q=x"
    assert told(client.get(address), 500, errors.SERVER_ERROR)
    part = client.get(address, **HTMX)
    assert told(part, 500, errors.SERVER_ERROR)
    assert part["HX-Retarget"] == errors.NOTICES


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/offices/divisions/999999/children/", 404),
        ("GET", "/audit/", 403),
        ("GET", "/offices/divisions/search/?q=%00", 400),
        ("GET", "/imports/7/commit/", 405),
    ],
)
def test_a_part_of_a_page_gets_a_notice(world: World, method: str, address: str, status: int) -> None:
    """Without the frame of a page, and with the place where the browser is to show it."""
    response = world.client("county_jian").generic(method, address, **HTMX)
    assert response.status_code == status
    assert (response["HX-Retarget"], response["HX-Reswap"]) == (errors.NOTICES, "innerHTML")
    assert "<html" not in response.content.decode()
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/", "/offices/divisions/export/", "/offices/homes/", "/login/"])
def test_only_what_browsers_send_is_answered(world: World, method: str, address: str) -> None:
    response = world.client("county_jian").generic(method, address)
    assert told(response, 405, errors.NOT_ALLOWED)
    assert response["Allow"] == "GET, HEAD, POST"


def test_a_whole_page_that_htmx_restores_is_a_page(world: World) -> None:
    restored = {**HTMX, "HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}
    response = world.client("city_officer").get("/offices/stations/999999/", **restored)
    assert "<html" in response.content.decode()
    assert not response.has_header("HX-Retarget")


def test_every_page_has_the_place_for_notices(world: World) -> None:
    assert 'id="notices"' in world.client("city_officer").get("/").content.decode()


def test_whoever_runs_the_demonstration_sees_the_same_pages(tmp_path: Path) -> None:
    """``make run`` keeps Django's English pages for those who ask with ``DEBUG=1``; static files are served."""
    script = (
        "import django; django.setup(); from django.test import Client; client = Client(HTTP_HOST='localhost');"
        "print(client.get('/nowhere/').content.decode(), client.get('/static/core/portal.js').status_code)"
    )
    environment = {key: value for key, value in os.environ.items() if key != "DEBUG"} | {
        "DJANGO_SETTINGS_MODULE": "jian_minzheng.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'demo.sqlite3'}",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-W", "ignore", "-c", script]
    run = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert errors.NOT_FOUND.text in run.stdout
    assert run.stdout.strip().endswith("200")
