"""``manage.py import_roster``: the whole way from a file to people in the database, and its report."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from intake.models import ImportBatch
from staffing.models import Appointment, Person
from tests.staffing.rosters.staff_rosters import HEADERS, book, number, person, save


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


TITLE = ["吉安县2026年民政所工作人员花名册", *[None] * 11]
FILL_IN = ["填报单位：吉安县民政局", *[None] * 7, "填报时间：2026年3月", *[None] * 3]


def township_roster(tmp_path, *, extra=()):
    """A title, fill-in lines, merged units, spaced headers, a subtotal, a blank line and signatures."""
    rows = [
        TITLE,
        FILL_IN,
        ["单 位", *HEADERS],
        ["敦厚镇", *person(1, "张 三", 职务="所长")],
        [None, *person(2, "李四光", sex=2)],
        [None, "小计", "2人", *[None] * 9],
        ["永阳", *person(3, "王五")],
        *extra,
        [None] * 12,
        ["合  计", None, 3, *[None] * 9],
        [
            "单位负责人：",
            None,
            "刘某",
            None,
            "审核人：",
            None,
            "填表人：",
            None,
            "联系电话：",
            "0796-8400000",
            None,
            None,
        ],
    ]
    return save(tmp_path / "民政所花名册.xlsx", rows, merges=["A1:L1", "A4:A5"])


def test_titles_merged_units_totals_and_signatures_are_understood(run, tmp_path):
    status, report = run(township_roster(tmp_path), "--commit", division="吉安县")
    assert (status, report["rows"], report["new"], report["ignored"]) == (0, 3, 3, 4)
    assert {line["row"]: line["reason"] for line in report["left_out"]} == {
        6: "合计行",
        8: "空行",
        9: "合计行",
        10: "填表人、审核人等落款",
    }
    assert {column["header"]: column["field"] for column in report["columns"].values()}["姓 名"] == "name"
    posts = Appointment.objects.order_by("pk").values_list("person__name", "work_division__name")
    assert list(posts) == [("张三", "敦厚镇"), ("李四光", "敦厚镇"), ("王五", "永阳镇")]


def test_the_same_file_again_changes_nothing(run, tmp_path):
    path = township_roster(tmp_path)
    run(path, "--commit", division="吉安县")
    status, report = run(path, "--commit", division="吉安县")
    assert (status, report["new"], report["changed"], report["same"]) == (0, 0, 0, 3)
    assert Person.history.count() == 3


def test_a_preview_writes_nobody(run, tmp_path):
    status, report = run(township_roster(tmp_path), division="吉安县")
    assert (status, report["new"], report["committed"]) == (0, 3, False)
    assert not Person.objects.exists()


def test_every_error_of_every_row_is_told_at_once(run, tmp_path):
    wrong = [
        ["敦厚镇", *person(4, "赵六", 身份证号码=number(4)[:17] + ("1" if number(4)[17] != "1" else "2"))],
        ["敦厚镇", *person(5, "钱七", 性别="女", 出生年月="1986.05")],
        ["不存在镇", *person(6, "孙八", 学历="大学毕业了", 到岗时间="某年")],
        ["敦厚镇", *person(7, "周九", 身份证号码=number(7)[:16], 联系电话="12")],
    ]
    status, report = run(township_roster(tmp_path, extra=wrong), "--commit", division="吉安县")
    assert (status, report["committed"], report["error_rows"]) == (3, False, 4)
    found = {(error["row"], error["code"]) for error in report["errors"]}
    assert found >= {
        (8, "id_checksum"),
        (9, "sex_mismatch"),
        (9, "birth_mismatch"),
        (10, "unit_unknown"),
        (10, "value_unknown"),
        (10, "date_unreadable"),
        (11, "id_length"),
        (11, "phone_unreadable"),
    }
    assert not Person.objects.exists()
    first = report["errors"][0]
    assert (first["sheet"], first["column"], first["field"]) == ("花名册", "F", "id_number")


def test_good_rows_go_in_when_asked(run, tmp_path):
    path = township_roster(tmp_path, extra=[["敦厚镇", *person(4, "赵六", 身份证号码="36082119850312")]])
    status, report = run(path, "--commit", "--good-rows", division="吉安县")
    assert (status, report["committed"], report["new"]) == (3, True, 3)
    assert Person.objects.count() == 3


def test_no_report_holds_a_whole_personal_number(run, tmp_path):
    path = township_roster(tmp_path, extra=[["敦厚镇", *person(4, "赵六", 身份证号码=number(4)[:17])]])
    _, report = run(path, division="吉安县")
    text = json.dumps(report, ensure_ascii=False)
    batch = ImportBatch.objects.get()
    shown = json.dumps(list(batch.rows.values("cells", "changes", "issues")), ensure_ascii=False)
    for serial in (1, 2, 3, 4):
        assert number(serial)[:17] not in text + shown
    assert "13812345678" not in text + shown


def test_a_clerk_cannot_write_elsewhere_nor_learn_what_exists_there(run, tmp_path):
    rows = [
        ["乡镇", *HEADERS],
        ["敦厚镇", *person(1, "张三")],
        ["禾川镇", *person(2, "李四")],
        ["不存在镇", *person(3, "王五")],
    ]
    path = save(tmp_path / "a.xlsx", rows)
    status, report = run(path, "--commit", username="clerk_dunhou")
    assert (status, report["committed"]) == (3, False)
    real, invented = [error["message"] for error in report["errors"] if error["field"] == "unit"]
    assert real == invented
    assert "禾川" not in real


@pytest.mark.parametrize(
    ("division", "username"),
    [("禾川镇", "clerk_dunhou"), ("不存在镇", "clerk_dunhou"), ("敦厚镇", "nobody"), ("敦厚镇", "city_officer")],
)
def test_a_division_out_of_reach_looks_like_none(run, tmp_path, division, username):
    path = save(tmp_path / "a.xlsx", [HEADERS, person(1, "张三")])
    status, report = run(path, division=division, username=username)
    assert status == 2
    assert [error["message"] for error in report["errors"]] == ["没有找到这个单位，或这个账号不能往那里导入。"]


def test_a_division_may_be_named_by_code(run, tmp_path):
    path = save(tmp_path / "a.xlsx", [HEADERS, person(1, "张三")])
    assert run(path, division="360821100")[0] == 0


def test_files_that_are_no_rosters_are_refused_with_a_code(run, tmp_path):
    text = tmp_path / "a.xlsx"
    text.write_bytes(b"PK\x03\x04 not a workbook")
    assert run(text)[1]["errors"][0]["code"] == "unreadable_file"
    assert run(tmp_path / "missing.xlsx")[1]["errors"][0]["code"] == "unreadable_file"
    other = save(tmp_path / "b.xlsx", [["收入", "支出"], [1, 2], [3, 4]])
    status, report = run(other)
    assert (status, report["errors"][0]["code"]) == (2, "no_header")


def test_the_user_decides_what_a_column_means(run, tmp_path):
    headers = ["序号", "称呼", *HEADERS[2:]]
    path = save(tmp_path / "a.xlsx", [headers, person(1, "张三"), person(2, "李四")])
    status, report = run(path, "--map", "称呼=name", "--map", "K=")
    assert (status, report["columns"]["B"]["field"], report["columns"]["K"]["field"]) == (0, "name", None)
    assert run(path, "--map", "B=nothing_such")[1]["errors"][0]["code"] == "bad_mapping"


def test_village_specialists_and_nursing_home_staff(run, tmp_path, world):
    rows = [
        ["乡镇", "村（居）", *HEADERS],
        ["敦厚镇", "高塘村委会", *person(1, "张三", 编制类型="村干部兼任")],
        ["敦厚镇", "城南", *person(2, "李四")],
    ]
    status, _ = run(save(tmp_path / "a.xlsx", rows), "--commit", "--kind", "village_specialist", division="吉安县")
    assert status == 0
    posts = Appointment.objects.filter(kind="village_specialist").order_by("pk")
    assert [(post.work_division.name, post.position) for post in posts] == [
        ("高塘村", "specialist"),
        ("城南社区", "specialist"),
    ]
    rows = [
        ["敬老院名称", *HEADERS],
        ["敦厚镇敬老院", *person(3, "王五", 职务="护理员")],
        ["", *person(4, "赵六", 职务="院长")],
    ]
    status, _ = run(save(tmp_path / "b.xlsx", rows), "--commit", "--kind", "nursing_home_staff")
    assert status == 0
    staff = Appointment.objects.filter(kind="nursing_home_staff").order_by("pk")
    assert [(post.home, post.position) for post in staff] == [
        (world.homes["敦厚镇"], "carer"),
        (world.homes["敦厚镇"], "director"),
    ]


def test_several_sheets_are_named_or_all_taken_and_columns_of_each_can_be_mapped(run, tmp_path):
    first = [["敦厚镇"], ["姓名", "身份证号", "证件"], ["刘涛", number(1), "13812345678"]]
    second = [["永阳镇"], ["证件", "姓名", "身份证号"], ["13912345678", "周建国", number(2)]]
    path = book(tmp_path / "县.xlsx", 东片=first, 西片=second, 离任=first)
    _, report = run(path, "--sheet", "东片", "--sheet", "西片", "--map", "C=phone", division="吉安县")
    assert (report["rows"], report["new"]) == (2, 2)
    assert [(sheet["sheet"], sheet["header_row"]) for sheet in report["sheets"]] == [("东片", 2), ("西片", 2)]
    assert report["sheets"][1]["columns"]["A"]["field"] == "phone"
    assert {line["sheet"] for line in report["left_out"]} <= {"东片", "西片"}
    _, starred = run(path, "--sheet", "*", "--map", "西片!A=title", "--map", "证件=phone", division="吉安县")
    assert starred["rows"] == 2
    assert [sheet["columns"][letter]["field"] for sheet, letter in zip(starred["sheets"], "CA", strict=True)] == [
        "phone",
        "title",
    ]
    status, refused = run(path, "--sheet", "*", "--map", "北片!A=title", division="吉安县")
    assert (status, refused["errors"][0]["code"]) == (2, "bad_mapping")
