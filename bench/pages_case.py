"""One process: load the demonstration data into an empty database, ask for each page, print medians as JSON."""

import json
import sys
import time
from statistics import median
from typing import Any

import django

USERS = ("city_officer", "county_jian", "clerk_dunhou")


def main(rounds: int) -> None:
    """Pages are asked for through the whole middleware, signed in, on a warm process."""
    django.setup()
    load()
    from django.test import Client

    from offices.models import User

    clients = {}
    for name in USERS:
        clients[name] = Client()
        clients[name].force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    print(json.dumps({name: page(clients[user], url, rounds) for name, (user, url) in pages().items()}))


def load() -> None:
    """Tables and demonstration data; what the loaders say is not wanted here."""
    import io

    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    for loader in ("load_divisions", "load_standards", "load_demo"):
        call_command(loader, stdout=io.StringIO())


def pages() -> dict[str, tuple[str, str]]:
    """Name → (who asks, address)."""
    from django.urls import reverse

    from offices.models import Division, Station

    station = Station.objects.get(township__name="敦厚镇", closed_on__isnull=True, voided_at__isnull=True)
    county = Division.objects.get(name="吉安县", level="county")
    return {
        "city dashboard": ("city_officer", reverse("assessments:dashboard")),
        "city dashboard (mechanisms)": ("city_officer", reverse("assessments:dashboard") + "?columns=mechanism"),
        "county dashboard": ("city_officer", reverse("assessments:division_dashboard", args=[county.pk])),
        "township dashboard": ("clerk_dunhou", reverse("assessments:dashboard")),
        "station list": ("city_officer", reverse("offices:station_list")),
        "station page": ("city_officer", reverse("offices:station_detail", args=[station.pk])),
        "finding list": ("city_officer", reverse("assessments:finding_list")),
        "home page (county)": ("county_jian", reverse("home")),
    }


def page(client: Any, url: str, rounds: int) -> dict[str, float]:
    """Medians of one page; the first two requests warm templates and connections and are not counted."""
    from django.db import connection

    for _ in range(2):
        response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        client.get(url)
    walls, cpus = zip(*(timed(client, url) for _ in range(rounds)), strict=True)
    return {
        "wall": 1000 * median(walls),
        "cpu": 1000 * median(cpus),
        "queries": len(asked),
        "kilobytes": len(response.content) // 1024,
    }


def timed(client: Any, url: str) -> tuple[float, float]:
    """Wall-clock and processor seconds of one request."""
    wall, cpu = time.perf_counter(), time.process_time()
    client.get(url)
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main(int(sys.argv[1]))
