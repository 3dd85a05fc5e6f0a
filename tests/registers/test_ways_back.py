"""What stands at a list, and the way back to it from a record: filter, order and page are kept."""

import re
from html import escape, unescape
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse

from tests.scope.subjects import Subjects

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "user", "words"),
    [
        (
            "staffing:person_list",
            "county_jian",
            ["村级专干", "导出", "导出完整号码", "导入花名册", "新增人员", "显示列"],
        ),
        ("assessments:finding_list", "county_jian", ["导出", "查询", "显示列"]),
        ("intake:list", "county_jian", ["导入表格", "查询", "显示列"]),
        ("offices:division_change_list", "sysadmin", ["查询", "显示列"]),
        ("audit", "auditor", ["校验日志完整性", "导出", "查询", "显示列"]),
    ],
)
def test_what_may_be_done_at_a_list_stands_there(subjects: Subjects, name: str, user: str, words: list[str]) -> None:
    page = subjects.world.client(user).get(reverse(name)).content.decode()
    found = re.findall(r"<(a|button)\b[^>]*btn[^>]*>(.*?)</\1>", page, re.DOTALL)
    buttons = {re.sub(r"<[^>]*>|\s", "", text) for _, text in found}
    assert set(words) <= buttons


@pytest.mark.parametrize(
    ("name", "record", "query"),
    [
        ("staffing:person_list", "person", "q=&township={township}&sort=-name&size=20&page=1"),
        ("assessments:finding_list", "finding", "outcome=judged&sort=-gap&page=2"),
        ("intake:list", "batch", "state=previewed&sort=created"),
        ("offices:home_list", "offices:home", "sort=-name"),
    ],
)
def test_the_way_back_keeps_filter_sort_and_page(subjects: Subjects, name: str, record: str, query: str) -> None:
    world = subjects.world
    client = world.client("county_jian")
    query = query.format(township=world["敦厚镇"].pk)
    assert client.get(f"{reverse(name)}?{query}").context["readable"]
    detail = reverse(name.replace("list", "detail"), args=[subjects.records[record].pk])
    page = client.get(detail).content.decode()
    (back,) = re.findall(r'href="([^"]*)">返回列表', page)
    assert parse_qsl(unescape(back).partition("?")[2]) == parse_qsl(query)
    assert escape(reverse(name)) in back
    client.get(reverse(name))
    assert f'href="{reverse(name)}">返回列表' in client.get(detail).content.decode()


def test_a_list_that_cannot_be_read_is_no_way_back(subjects: Subjects) -> None:
    client = subjects.world.client("county_jian")
    client.get(reverse("staffing:person_list"), {"kind": "station_staff"})
    client.get(reverse("staffing:person_list"), {"kind": "nonsense"})
    page = client.get(reverse("staffing:person_detail", args=[subjects.records["person"].pk])).content.decode()
    assert "?kind=station_staff" in page
    assert "nonsense" not in page
