"""How many queries each main page takes, kept in ``query_counts.json``; a page may take fewer, never more.

To renew the file on purpose: ``RENEW_QUERY_COUNTS=1 pytest tests/test_query_counts.py``.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.base import World
from tests.scope.subjects import make_subjects

FILE = Path(__file__).with_name("query_counts.json")
MOST = 20
PAGES = {
    "home": "",
    "assessments:dashboard": "",
    "assessments:finding_list": "",
    "assessments:finding_detail": "finding",
    "assessments:standard_list": "",
    "offices:division_list": "",
    "offices:division_detail": "township",
    "offices:station_list": "",
    "offices:station_detail": "station",
    "offices:home_list": "",
    "offices:home_detail": "home",
    "offices:window_list": "",
    "staffing:person_list": "",
    "staffing:person_detail": "person",
    "staffing:village_roster": "",
    "staffing:import_list": "",
    "staffing:import_detail": "batch",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_no_more_queries_than_the_file_says(world: World, name: str) -> None:
    subjects = make_subjects(world)
    client = world.client("county_jian")
    word = PAGES[name]
    address = reverse(name, kwargs={"pk": subjects.records[word].pk} if word else {})
    client.get(address)  # the first request of a session writes it
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    _compare(name, len(queries))


def _compare(name: str, count: int) -> None:
    known: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    if os.environ.get("RENEW_QUERY_COUNTS"):
        known[name] = count
        FILE.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert count <= min(known[name], MOST)
