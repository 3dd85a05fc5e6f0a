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

from jian_minzheng.core.registers.declaration import Register
from tests.registers.samples import SAMPLES, key_of, registers
from tests.scope.subjects import Subjects

pytestmark = pytest.mark.django_db
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
    "offices:home_detail": "offices:home",
    "offices:window_list": "",
    "staffing:person_list": "",
    "staffing:person_detail": "person",
    "staffing:village_roster": "",
    "intake:list": "",
    "intake:detail": "batch",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_no_more_queries_than_the_file_says(subjects: Subjects, name: str) -> None:
    client = subjects.world.client("county_jian")
    word = PAGES[name]
    address = reverse(name, kwargs={"pk": subjects.records[word].pk} if word else {})
    client.get(address)  # the first request of a session writes it
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    _compare(name, len(queries))


@pytest.mark.parametrize("register", registers(), ids=key_of)
def test_the_pages_of_a_register_take_no_more_either(subjects: Subjects, register: Register) -> None:
    """The list and the page of one record, as its keeper sees them."""
    record = subjects.records[key_of(register)]
    client = subjects.world.client(SAMPLES[key_of(register)].keeper)
    for name, address in (("list", register.url("list")), ("detail", register.url("detail", record.pk))):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        _compare(f"{key_of(register)}_{name} (register)", len(queries))


def _compare(name: str, count: int) -> None:
    known: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    if os.environ.get("RENEW_QUERY_COUNTS"):
        known[name] = count
        FILE.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert count <= min(known.get(name, 0), MOST), f"{name} takes {count} queries"
