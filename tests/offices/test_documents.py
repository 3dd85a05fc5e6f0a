"""制度文件: several kinds and units, the term for which one holds, who keeps it, and the dictionary of kinds."""

import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.naming import MOVED_AWAY
from offices.divisions.services import division_move, division_rename
from offices.documents import kinds_load
from offices.models import Division, DocumentKind, OfficeDocument
from tests.registers.cases import hidden
from tests.staffing.people import number

DAY, JUNE = datetime.date(2025, 1, 31), datetime.date(2025, 6, 30)


@pytest.fixture
def kinds(world):
    kinds_load()
    return {kind.code: kind for kind in DocumentKind.objects.all()}


def document(world, place="敦厚镇", **values):
    return OfficeDocument.objects.create(keeper=world[place], title="工作规章", dated=DAY, **values)


def enter(world, username, place, kinds, **values):
    sent = {"keeper": world[place].pk, "title": "工作规章", "dated": "2025-01-31", "expires_by": "none", **values}
    return world.client(username).post(
        reverse("offices:document_create"), {**sent, "kinds": [kind.pk for kind in kinds]}
    )


def test_loading_the_kinds_again_changes_nothing_and_leaves_alone_what_was_changed_on_screen(world):
    first, second = io.StringIO(), io.StringIO()
    call_command("load_document_kinds", stdout=first)
    assert "新增 25 种" in first.getvalue()
    assert not DocumentKind.objects.filter(code__in=["leading_group", "training_plan"]).exists()
    kind = DocumentKind.objects.get(code="work_rules")
    client, address = world.client("city_officer"), reverse("offices:document_kind_edit", args=[kind.pk])
    client.post(address, {**hidden(client.get(address)), "label": "所内工作规章"})
    DocumentKind.objects.filter(code="it_plan").update(label="旧名称")
    call_command("load_document_kinds", stdout=second)
    assert "新增 0 种" in second.getvalue()
    assert "保留人工修改 1 种：所内工作规章" in second.getvalue()
    kind.refresh_from_db()
    assert kind.label == "所内工作规章"
    assert DocumentKind.objects.get(code="it_plan").label != "旧名称"


def test_units_that_were_handed_over_are_named_by_no_document_any_more(world, kinds):
    paper = document(world, "吉安县")
    paper.kinds.set([kinds["work_rules"]])
    paper.units.set([world["敦厚镇"], world["永阳镇"]])
    paper.save()
    gone = Division.objects.get(pk=world["敦厚镇"].pk)
    division_move(SYSTEM, division=gone, parent=Division.objects.get(pk=world["永新县"].pk), on=DAY, source="批复")
    division_rename(SYSTEM, division=Division.objects.get(pk=gone.pk), name="新敦厚镇", on=JUNE, source="批复")
    for page in ("detail", "history", "edit"):
        text = world.client("county_jian").get(reverse(f"offices:document_{page}", args=[paper.pk])).content.decode()
        assert "永阳镇" in text
        assert "敦厚镇" not in text
        assert (MOVED_AWAY in text) == (page != "edit")


def test_a_kind_out_of_use_is_offered_no_more_and_stays_on_old_documents(world, kinds):
    paper = document(world)
    paper.kinds.set([kinds["work_rules"]])
    world.client("city_officer").post(
        reverse("offices:document_kind_void", args=[kinds["work_rules"].pk]), {"reason": "并入其他种类"}
    )
    client = world.client("clerk_dunhou")
    new = client.get(reverse("offices:document_create")).content.decode()
    assert "岗位职责" in new
    assert "工作规章</label>" not in new
    old = client.get(reverse("offices:document_edit", args=[paper.pk]))
    assert kinds["work_rules"] in old.context["form"].fields["kinds"].queryset


def test_one_paper_is_of_several_kinds_and_applies_to_several_units(world, kinds):
    wanted = [kinds["power_list"], kinds["duty_list"]]
    enter(world, "county_jian", "吉安县", wanted, units=[world["敦厚镇"].pk, world["永阳镇"].pk])
    paper = OfficeDocument.objects.get()
    assert set(paper.kinds.all()) == set(wanted)
    assert {unit.name for unit in paper.units.all()} == {"敦厚镇", "永阳镇"}
    page = world.client("county_jian").get(reverse("offices:document_detail", args=[paper.pk])).content.decode()
    assert "敦厚镇、永阳镇" in page
    found = world.client("county_jian").get(reverse("offices:document_list"), {"kind": kinds["duty_list"].pk})
    assert len(found.context["rows"]) == 1


def test_no_unit_outside_the_scope_can_be_named(world, kinds):
    answer = enter(world, "county_jian", "吉安县", [kinds["work_rules"]], units=[world["禾川镇"].pk])
    assert answer.status_code == 200
    assert not OfficeDocument.objects.exists()
    assert "禾川镇" not in answer.content.decode()


def test_a_document_names_no_unit_beside_its_keeper(world, kinds):
    """The township reads its own document, and has no business with its neighbour."""
    answer = enter(world, "county_jian", "敦厚镇", [kinds["work_rules"]], units=[world["永阳镇"].pk])
    assert "适用单位应是" in answer.content.decode()
    assert not OfficeDocument.objects.exists()


@pytest.mark.parametrize(
    ("values", "last_day"),
    [
        ({}, None),
        ({"expires_by": "months", "review_months": 13}, datetime.date(2026, 2, 28)),
        ({"expires_by": "months", "review_months": 12, "reviewed_on": JUNE}, datetime.date(2026, 6, 30)),
        ({"expires_by": "plan", "plan_ends_on": datetime.date(2025, 12, 31)}, datetime.date(2025, 12, 31)),
        ({"expires_by": "event", "expiry_event": "村委会换届"}, None),
        ({"expires_by": "event", "event_on": datetime.date(2026, 3, 1)}, datetime.date(2026, 3, 1)),
        ({"expires_by": "months", "review_months": 60, "valid_to": JUNE}, JUNE),
    ],
)  # fmt: skip
def test_the_last_day_follows_from_months_plan_or_event(world, values, last_day):
    assert document(world, **values).expires_on == last_day


def test_what_expires_is_a_task_of_who_keeps_it(world):
    document(world, expires_by="plan", plan_ends_on=datetime.date(2025, 12, 31))
    page = world.client("clerk_dunhou").get("/")
    (task,) = [task for task in page.context["missing"] if task.label == "制度文件已失效"]
    assert len(world.client("clerk_dunhou").get(task.url).context["rows"]) == task.count == 1
    assert "制度文件已失效" not in world.client("gov_dunhou").get("/").content.decode()


@pytest.mark.parametrize(
    ("username", "own"),
    [("city_officer", ["吉安市"]), ("county_jian", ["吉安县", "敦厚镇"]), ("clerk_dunhou", ["敦厚镇", "高塘村"])],
)
def test_a_task_counts_what_is_the_own_duty_and_leads_to_just_that(world, username, own):
    for place in ("吉安市", "吉安县", "敦厚镇", "高塘村", "永新县"):
        document(world, place, expires_by="plan", plan_ends_on=datetime.date(2025, 12, 31))
    client = world.client(username)
    (task,) = [task for task in client.get("/").context["missing"] if task.label == "制度文件已失效"]
    listed = [row.keeper.name for row, _ in client.get(task.url).context["rows"]]
    assert (task.count, sorted(listed)) == (len(own), sorted(own))


@pytest.mark.parametrize(
    ("username", "offered"),
    [("city_officer", True), ("county_jian", True), ("clerk_dunhou", False), ("city_leader", False)],
)
def test_the_own_duty_is_offered_as_a_filter_where_it_narrows(world, username, offered):
    page = world.client(username).get(reverse("offices:document_list"))
    assert ("kept" in [field.name for field in page.context["filter"].drawn]) is offered


def test_a_kind_of_expiry_asks_for_what_it_needs(world, kinds):
    answer = enter(world, "clerk_dunhou", "敦厚镇", [kinds["work_rules"]], expires_by="months")
    assert "请填写这一项" in answer.content.decode()


def test_particulars_are_offered_by_kind_and_never_demanded(world, kinds):
    enter(world, "county_jian", "吉安县", [kinds["urgent_relief"]])
    paper = OfficeDocument.objects.get()
    page = world.client("county_jian").get(reverse("offices:document_edit", args=[paper.pk])).content.decode()
    assert "主动发现渠道" in page


def test_the_city_keeps_its_own_and_nothing_below(world, kinds):
    assert enter(world, "city_officer", "吉安市", [kinds["it_plan"]]).status_code == 302
    assert OfficeDocument.objects.get().keeper == world["吉安市"]
    below = enter(world, "city_officer", "吉安县", [kinds["it_plan"]])
    assert below.status_code == 200
    assert OfficeDocument.objects.count() == 1
    county_paper = document(world, "吉安县")
    address = reverse("offices:document_edit", args=[county_paper.pk])
    assert world.client("city_officer").post(address, {"title": "改"}).status_code == 403


def test_what_a_county_writes_for_a_village_is_marked(world, kinds):
    enter(world, "county_jian", "高塘村", [kinds["village_rules"]])
    paper = OfficeDocument.objects.get()
    page = world.client("clerk_dunhou").get(reverse("offices:document_detail", args=[paper.pk])).content.decode()
    assert "county_jian(代填)" in page
    entry = AuditEntry.objects.get(
        action=Action.RECORDED, object_id=str(paper.pk), object_type="offices.OfficeDocument"
    )
    assert entry.detail["代填"] == "吉安县·县局业务员"
    client, address = world.client("clerk_dunhou"), reverse("offices:document_edit", args=[paper.pk])
    client.post(address, {**hidden(client.get(address)), "number": "1号"})
    assert "最近一次由" not in client.get(reverse("offices:document_detail", args=[paper.pk])).content.decode()


def test_what_a_county_hangs_on_a_villages_document_or_voids_is_marked_too(world, kinds):
    paper = document(world, "高塘村")
    county, at = (
        world.client("county_jian"),
        lambda what, *more: reverse(f"offices:document_{what}", args=[paper.pk, *more]),
    )
    county.post(at("attach"), {"uploads": SimpleUploadedFile("村规.pdf", b"%PDF-1.7 x")})
    assert "代填" in world.client("clerk_dunhou").get(at("detail")).content.decode()
    county.post(at("void"), {"reason": "重复登记"})
    county.post(at("restore"))
    for action in (Action.EDITED, Action.VOIDED, Action.RESTORED):
        entry = AuditEntry.objects.filter(action=action, object_type="offices.OfficeDocument").latest("sequence")
        assert entry.detail["代填"] == "吉安县·县局业务员"


def _docx(**parts):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as made:
        for name, content in {"word/document.xml": "<w/>", **parts}.items():
            made.writestr(name, content)
    return package.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("网页.pdf", b"<html><script>alert(1)</script></html>"),
        ("图.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("台账.wps", bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le")),
        ("宏.docx", _docx(**{"word/vbaProject.bin": "x"})),
        ("宏.docx", _docx(**{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"})),
        ("改名.pdf", _docx()),
        ("空.pdf", b""),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(world, name, content):
    paper = document(world)
    answer = world.client("clerk_dunhou").post(
        reverse("offices:document_attach", args=[paper.pk]), {"uploads": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("老文档.wps", bytes.fromhex("d0cf11e0a1b11ae1") + "WpsDocument".encode("utf-16-le")),
        ("文档.docx", _docx(**{"[Content_Types].xml": "<Types/>"})),
        ("版式.ofd", _docx(**{"OFD.xml": "<ofd/>"})),
    ],
)
def test_what_offices_send_is_taken(world, name, content):
    paper = document(world)
    answer = world.client("clerk_dunhou").post(
        reverse("offices:document_attach", args=[paper.pk]), {"uploads": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 302


def test_a_number_in_a_file_name_goes_neither_in_nor_out(world):
    paper, client = document(world), world.client("clerk_dunhou")
    upload = SimpleUploadedFile(f"刘小兰{number()}.pdf", b"%PDF-1.7 x")
    client.post(reverse("offices:document_attach", args=[paper.pk]), {"uploads": upload})
    (shown,) = client.get(reverse("offices:document_detail", args=[paper.pk])).context["files"]
    assert number() not in shown["file"].name
    assert number()[6:] not in client.get(shown["url"])["Content-Disposition"]


def test_a_file_put_aside_is_seen_by_its_keepers_only(world):
    paper, client = document(world), world.client("clerk_dunhou")
    client.post(
        reverse("offices:document_attach", args=[paper.pk]), {"uploads": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}
    )
    (shown,) = client.get(reverse("offices:document_detail", args=[paper.pk])).context["files"]
    client.post(shown["change_url"], {"reason": "传错了"})
    assert client.get(shown["url"]).status_code == 200
    assert world.client("city_officer").get(shown["url"]).status_code == 404


def test_what_others_chose_meanwhile_is_not_overwritten_unseen(world, kinds):
    paper = document(world, "吉安县", expires_by="none")
    paper.kinds.set([kinds["work_rules"]])
    client, address = world.client("county_jian"), reverse("offices:document_edit", args=[paper.pk])
    opened = hidden(client.get(address))
    client.post(address, {**opened, "kinds": [kinds["work_rules"].pk, kinds["post_duties"].pk]})
    page = client.post(address, {**opened, "note": "后来的人写的"})
    assert "种类" in page.context["form"].conflict.taken
    client.post(address, hidden(page))
    paper.refresh_from_db()
    assert paper.note == "后来的人写的"
    assert set(paper.kinds.all()) == {kinds["work_rules"], kinds["post_duties"]}


def test_two_kinds_of_one_name_are_refused_unless_one_is_out_of_use(world, kinds):
    client, create = world.client("city_officer"), reverse("offices:document_kind_create")
    values = {"keeper": world["吉安市"].pk, "label": kinds["work_rules"].label, "code": "again"}
    page = client.post(create, values)
    assert "已有同名的文件种类" in page.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentKind.objects.create(keeper=world["吉安市"], label=kinds["work_rules"].label, code="again")
    kinds["work_rules"].void(by=world.users["city_officer"], reason="停用")
    assert client.post(create, values).status_code == 302
    back = client.post(reverse("offices:document_kind_restore", args=[kinds["work_rules"].pk]), follow=True)
    assert "已有同名的文件种类" in back.content.decode()
    assert DocumentKind.objects.get(pk=kinds["work_rules"].pk).is_void


def test_loading_leaves_a_name_to_the_kind_that_somebody_gave_it(world):
    DocumentKind.objects.create(keeper=world["吉安市"], label="廉政制度", code="own")
    report = kinds_load()
    assert "廉政制度" in report.kept
    assert DocumentKind.objects.get(label="廉政制度").code == "own"
