"""A file of values: taken whole or not at all, and every line that cannot be taken is told with its number."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jian_minzheng.core import hooks
from jian_minzheng.core.audit.models import AuditEntry
from offices.models import Division, DivisionGrant, Submission, Value
from tests.offices.returns_world import fill, make_returns, period

HEAD = "单位,报送期,指标代码,值,备注\n"


@pytest.fixture
def asked(world):
    return make_returns(world)


@pytest.fixture
def imported(tmp_path):
    def run(text, by="county_jian", *more, head=HEAD):
        path, out = tmp_path / "报表.csv", StringIO()
        path.write_bytes(text if isinstance(text, bytes) else (head + text).encode("utf-8-sig"))
        call_command("import_returns", str(path), "--as", by, *more, stdout=out)
        return out.getvalue()

    return run


def told(imported, text, by="county_jian", *more, **named):
    with pytest.raises(CommandError) as caught:
        imported(text, by, *more, **named)
    assert not Value.objects.exists()
    return str(caught.value).splitlines()


def test_units_are_found_by_code_name_and_path(world, asked, imported):
    text = (
        '360821100,2025-Q3,finished,12\n吉安县/永阳镇,2025-q3,finished,０报\n敦厚镇,2025-Q3,paid,"1,200.50"\n'
        "吉安市/吉安县,2025,online,零\n永阳镇,2025-Q3,paid,\n,,,\n永阳镇,2025-Q3,visited,不适用：没有对象\n"
    )
    assert "写入 3 张报表、5 项；空白 1 项，未改动。" in imported(text)
    rows = Value.objects.values_list("submission__division__name", "indicator__code", "state", "number")
    assert set(rows) == {
        ("敦厚镇", "finished", "reported", Decimal(12)),
        ("敦厚镇", "paid", "reported", Decimal("1200.50")),
        ("永阳镇", "finished", "zero", None),
        ("永阳镇", "visited", "not_applicable", None),
        ("吉安县", "online", "zero", None),
    }
    assert Value.objects.filter(for_another=True).count() == 4


def test_every_bad_line_is_told_and_nothing_is_written(world, asked, imported):
    text = (
        "敦厚镇,2025-Q3,finished,12\n敦厚镇,2025-Q3,paid,多\n高楼镇,2025-Q3,paid,1\n禾川镇,2025-Q3,paid,1\n敦厚镇,2025-Q5,paid,1\n"
        "敦厚镇,2023-Q1,paid,1\n敦厚镇,2025-Q3,finished,13\n永阳镇,2025-Q3,nothing,1\n吉安县,2025-Q3,online,1\n吉安市,2025,online,1\n"
    )
    head, *lines = told(imported, text)
    assert head == "没有写入，有 9 处不对："
    numbers = [line.partition("：")[0] for line in lines]
    assert numbers == [f"第{number}行" for number in range(3, 12)]
    for line, words in zip(
        lines,
        [
            "发放金额：应填数字",
            "没有找到单位“高楼镇”，或者它不在您的管辖范围内",
            "没有找到单位“禾川镇”，或者它不在您的管辖范围内",
            "报送期应写作 2026-09、2026-Q3、2026-H1 或 2026，写的是“2025-Q5”",
            "2023年第1季度的报送期还没有开放",
            "与第2行重复",
            "没有这个代码的指标",
            "按年填报，不能填在2025年第3季度",
            "没有找到单位“吉安市”",
        ],
        strict=True,
    ):
        assert words in line
    assert not Submission.objects.exists()


def test_what_is_there_stays_where_a_later_line_is_bad(world, asked, imported):
    fill(world, {"finished": "5"})
    with pytest.raises(CommandError, match="第3行"):
        imported("敦厚镇,2025-Q3,finished,6\n敦厚镇,2025-Q3,paid,x\n")
    assert Value.objects.get().number == 5
    assert Submission.objects.get().version == 1


def test_units_of_one_name_are_told_apart(world, asked, imported):
    Division.objects.filter(name="永阳镇").update(name="敦厚镇")
    (_, line) = told(imported, "敦厚镇,2025-Q3,finished,1\n")
    assert "有2个单位叫“敦厚镇”，请写明上级或代码" in line
    Division.objects.filter(pk=world["永阳镇"].pk).update(valid_to="2024-01-01")
    imported("敦厚镇,2025-Q3,finished,1\n")
    assert Submission.objects.get().division == world["敦厚镇"]


def test_nobody_imports_what_others_keep(world, asked, imported):
    (_, line) = told(imported, "永新县/禾川镇,2025-Q3,finished,1\n", "city_officer")
    assert "不填报乡镇(街道)一级的业务报表" in line
    assert "没有账号“nobody”。" in told(imported, "敦厚镇,2025-Q3,finished,1\n", "nobody")
    DivisionGrant.objects.filter(user=world.users["clerk_dunhou"]).delete()
    assert "没有被授予任何角色" in told(imported, "敦厚镇,2025-Q3,finished,1\n", "clerk_dunhou")[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("单位,报送期,值\n".encode(), "缺少列：指标代码"),
        (b"", "缺少列"),
        (HEAD.encode(), "没有数据"),
        ("单位,报送期,指标代码,值\n敦厚镇,2025-Q3,finished,1\n".encode("gbk"), "不是 UTF-8"),
        (b"\x00\x01\x02", "缺少列"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(world, asked, imported, content, words):
    assert words in told(imported, content)[0]


def test_a_file_that_is_not_there_is_named(world, asked):
    with pytest.raises(CommandError, match=r"没有文件“none\.csv”"):
        call_command("import_returns", "none.csv", "--as", "county_jian")


def test_english_columns_and_odd_lines_are_read(world, asked, imported):
    head = "Unit,PERIOD,indicator,value\n"
    assert "写入 1 张报表、2 项" in imported("敦厚镇,2025-Q3,finished,1,more\n敦厚镇,2025-Q3,on_time,0报\n", head=head)


def test_a_return_that_lacks_nothing_is_declared_whole(world, asked, imported):
    part = "敦厚镇,2025-Q3,finished,12\n敦厚镇,2025-Q3,on_time,零\n敦厚镇,2025-Q3,paid,零\n敦厚镇,2025-Q3,visited,3\n"
    (_, line) = told(imported, part, "clerk_dunhou", "--filled")
    assert line.startswith("第2行：敦厚镇 2025年第3季度还有3项没有填：受理渠道已开通：低保、")
    rest = "敦厚镇,2025-Q3,channel,是\n敦厚镇,2025-Q3,published,否\n敦厚镇,2025-Q3,told,没有\n"
    imported(part + rest, "clerk_dunhou", "--filled")
    assert Submission.objects.get().state == "filled"


def test_the_units_are_announced_and_the_trail_says_who(world, asked, imported, monkeypatch):
    heard = []
    monkeypatch.setattr(hooks, "_listeners", [heard.append])
    imported("敦厚镇,2025-Q3,finished,1\n永阳镇,2025-Q3,finished,2\n")
    assert heard == [frozenset({world["敦厚镇"].pk, world["永阳镇"].pk})]
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert (entry.actor_id, entry.detail["报表数"], entry.detail["填报项数"]) == (world.users["county_jian"].pk, 2, 2)
    assert entry.detail["报表"] == [f"敦厚镇 {period('2025-Q3')}", f"永阳镇 {period('2025-Q3')}"]
