"""The cases that every register passes, inherited as data: see ``samples``."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import model_to_dict

from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.editing.values import human_value
from jian_minzheng.core.registers.declaration import Register
from tests.base import World
from tests.registers.samples import SAMPLES, Sample, create_url, key_of, make_record, send


def hidden(page: Any) -> dict[str, Any]:
    """What a browser would send back of a form untouched."""
    sent: dict[str, Any] = {}
    for bound in page.context["form"]:
        value = bound.value()
        sent[bound.html_name] = [str(one) for one in value] if isinstance(value, list | tuple) else value
    return {name: "" if value is None else value for name, value in sent.items()}


def texts_of(form: Any) -> set[str]:
    """The fields of a form into which any text may be typed."""
    return {name for name, one in form.base_fields.items() if type(one) is forms.CharField}


def with_unseen(form: Any, name: str, value: Any) -> Any:
    """The value as it looks when copied from a web page, where it is a text."""
    return f"\ufeff{value[:1]}\u200b{value[1:]}\u202c" if name in texts_of(form) else value


def rows_of(response: Any) -> list[tuple[Any, ...]]:
    """The cells of an exported workbook, heads included."""
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows())


def only(applies: Callable[[Register, Sample], Any]) -> Callable[[Any], Any]:
    """The case is one of those registers alone to which it applies: the others do not have it (``class_of_cases``)."""

    def mark(case: Any) -> Any:
        case.applies = applies
        return case

    return mark


def class_of_cases(register: Register) -> type["RegisterCases"]:
    """The cases that are tried of a register; pytest passes over a name that is ``None``."""
    sample = SAMPLES.get(key_of(register))
    idle = {
        name: None
        for name, case in vars(RegisterCases).items()
        if sample and hasattr(case, "applies") and not case.applies(register, sample)
    }
    name = f"Test{register.name.title().replace('_', '')}"
    return type(name, (RegisterCases,), {"register": register, **idle})


class RegisterCases:
    """What holds of every register. ``class_of_cases`` makes the subclass of one."""

    register: Register

    @property
    def sample(self) -> Sample:
        return SAMPLES[key_of(self.register)]

    @pytest.fixture
    def keeper(self, world: World) -> Any:
        return world.client(self.sample.keeper)

    @pytest.fixture
    def record(self, world: World) -> Any:
        return make_record(world, self.register)

    def screens(self, record: Any) -> dict[str, str]:
        """Addresses of what may be done with a record."""
        names = ["edit", *(section.name for section in self.register.sections)]
        names += ["close", "reopen"] if self.register.ending else []
        names += ["void", "restore"] if self.register.voidable else []
        names += ["attach"] if self.register.attachments else []
        return {name: self.register.url(name, record.pk) for name in names}

    def test_a_visitor_is_sent_to_sign_in(self, world: World, record: Any) -> None:
        visitor = world.client(None)
        pages = [self.register.url("list"), self.register.url("export"), create_url(world, self.register)]
        for address in [*pages, self.register.url("detail", record.pk), *self.screens(record).values()]:
            for answer in (visitor.get(address), visitor.post(address)):
                assert answer.status_code == 302
                assert "login" in answer["Location"]

    @only(lambda register, sample: sample.outsider)
    def test_a_record_elsewhere_does_not_exist(self, world: World, record: Any) -> None:
        stranger, noun = world.client(self.sample.outsider), str(record)
        for name, address in {"detail": self.register.url("detail", record.pk), **self.screens(record)}.items():
            assert stranger.get(address).status_code == 404, name
            if name != "detail":
                assert stranger.post(address, {"reason": "x"}).status_code == 404, name
        assert noun not in stranger.get(self.register.url("list")).content.decode()
        assert self.register.model.objects.get(pk=record.pk).version == record.version

    @only(lambda register, sample: sample.outsider)
    def test_a_new_record_is_entered_in_the_own_area_only(self, world: World) -> None:
        self.sample.before(world)
        answer = send(world, world.client(self.sample.outsider), self.register)
        assert answer.status_code in {200, 404}
        assert (
            not self.register.model.objects.filter(**{self.register.place: world[self.sample.place]}, version=1)
            .filter(**{name: value for name, value in self.sample.values.items() if isinstance(value, str)})
            .exists()
        )

    @only(lambda register, sample: sample.other_level)
    def test_another_level_that_does_not_keep_it_is_told_so(self, world: World, record: Any) -> None:
        self._is_told_that_others_keep_it(world.client(self.sample.other_level), record)

    @only(lambda register, sample: sample.other_role)
    def test_another_role_that_does_not_keep_it_is_told_so(self, world: World, record: Any) -> None:
        self._is_told_that_others_keep_it(world.client(self.sample.other_role), record)

    def _is_told_that_others_keep_it(self, client: Any, record: Any) -> None:
        for name, address in self.screens(record).items():
            assert client.get(address).status_code == 403, name
            assert client.post(address, {**self.sample.change, "reason": "x"}).status_code == 403, name
        assert self.register.model.objects.get(pk=record.pk).version == record.version

    def test_it_is_listed_shown_and_on_record(self, world: World, keeper: Any, record: Any) -> None:
        assert str(record.pk) in {str(row.pk) for row, _ in keeper.get(self.register.url("list")).context["rows"]} or (
            self.register.begun_at_unit
        )
        assert keeper.get(self.register.url("detail", record.pk)).status_code == 200
        entry = AuditEntry.objects.filter(action=Action.RECORDED, object_id=str(record.pk)).first()
        assert entry is not None
        assert entry.actor_name == self.sample.keeper

    def test_the_list_names_it(self, world: World, keeper: Any, record: Any) -> None:
        """The matrix of URLs × roles looks for that name: a list without it would not give a lost scope away."""
        told = f"{self.sample.named} is not on the list: say in Sample.named which field names a record there"
        assert self.sample.name in keeper.get(self.register.url("list")).content.decode(), told

    @only(lambda register, sample: not register.begun_at_unit)
    def test_save_and_add_another_begins_the_next_at_the_same_unit(self, world: World, keeper: Any) -> None:
        self.sample.before(world)
        answer = send(world, keeper, self.register, again="1")
        page = keeper.get(answer["Location"])
        assert str(page.context["form"][self.register.place].value()) == str(world[self.sample.place].pk)

    def test_the_export_is_inert(self, world: World, keeper: Any, record: Any) -> None:
        setattr(record, self.sample.text, "=1+1")
        record.save()
        columns = [column.key for column in self.register.listing.columns]
        response = keeper.get(self.register.url("export"), {"column": columns})
        assert response.status_code == 200
        assert all(cell.data_type != "f" for row in rows_of(response) for cell in row)

    @pytest.mark.parametrize("asked", [{"county": "999999"}, {"state": "nonsense"}, {"nonsense": "1"}])
    def test_a_filter_that_cannot_be_read_never_widens(
        self, world: World, keeper: Any, record: Any, asked: Any
    ) -> None:
        page = keeper.get(self.register.url("list"), asked)
        assert page.status_code == 200
        assert page.context["rows"] == []
        assert "无法识别" in page.content.decode()
        assert keeper.get(self.register.url("export"), asked).status_code == 400

    def test_two_people_at_one_record(self, world: World, keeper: Any, record: Any) -> None:
        address = self.register.url("edit", record.pk)
        opened = hidden(keeper.get(address))
        keeper.post(address, {**opened, **self.sample.change})
        page = keeper.post(address, {**opened, self.sample.text: "后来的人写的"})
        assert page.status_code == 200
        assert page.context["form"].conflict
        keeper.post(address, hidden(page))
        record.refresh_from_db()
        assert getattr(record, self.sample.text) == "后来的人写的"
        for name, value in self.sample.change.items():
            if name != self.sample.text:
                assert str(getattr(record, name)) == value

    def test_what_nobody_sees_never_reaches_the_record_and_is_told(self, world: World, keeper: Any) -> None:
        """Neither from the form of a new record nor from those that change it, whichever text it was typed into."""
        self.sample.before(world)
        known = set(self.register.model.objects.values_list("pk", flat=True))
        typed = {name: with_unseen(self.register.form, name, value) for name, value in self.sample.values.items()}
        page = keeper.get(send(world, keeper, self.register, **typed)["Location"]).content.decode()
        record = self.register.model.objects.exclude(pk__in=known).get()
        assert "已去掉看不见的符号" in page
        for name in texts_of(self.register.form) & self.sample.values.keys():
            assert getattr(record, name) == self.sample.values[name], name
        for name, form in {
            "edit": self.register.form,
            **{one.name: one.form for one in self.register.sections},
        }.items():
            address, values = self.register.url(name, record.pk), self.sample.section.get(name, {})
            more = dict.fromkeys(texts_of(form) & {self.sample.text, "note"}, "说\u200b明")
            page = keeper.post(address, {**hidden(keeper.get(address)), **values, **more}, follow=True)
            assert not more or "已去掉看不见的符号" in page.content.decode(), name
        stored = [record, *(row for one in self.register.sections for row in getattr(record, one.related).all())]
        assert not any("\u200b" in str(value) for row in stored for value in model_to_dict(row).values())
        record.refresh_from_db()
        assert getattr(record, self.sample.text) == "说明"

    def test_an_edit_is_read_back_in_the_history(self, world: World, keeper: Any, record: Any) -> None:
        address = self.register.url("edit", record.pk)
        keeper.post(address, {**hidden(keeper.get(address)), **self.sample.change})
        page = keeper.get(self.register.url("history", record.pk)).content.decode()
        assert self.sample.keeper in page
        record.refresh_from_db()
        assert all(human_value(type(record), name, getattr(record, name)) in page for name in self.sample.change)

    @only(lambda register, sample: register.voidable)
    def test_it_is_voided_with_a_reason_and_brought_back(self, world: World, keeper: Any, record: Any) -> None:
        keeper.post(self.register.url("void", record.pk), {"reason": "重复登记"})
        record.refresh_from_db()
        assert record.void_reason == "重复登记"
        assert (
            record.pk not in {getattr(row, "pk", None) for row, _ in self._listed(keeper)}
            or self.register.begun_at_unit
        )
        opened = keeper.get(self.register.url("edit", record.pk), follow=True)
        assert "先恢复，再修改" in opened.content.decode()
        keeper.post(self.register.url("restore", record.pk))
        record.refresh_from_db()
        assert not record.is_void

    @only(lambda register, sample: register.voidable)
    def test_voided_while_it_is_edited_it_says_so_and_keeps_what_was_typed(
        self, world: World, keeper: Any, record: Any
    ) -> None:
        address = self.register.url("edit", record.pk)
        sent = {**hidden(keeper.get(address)), **self.sample.change}
        record.void(by=world.users[self.sample.keeper], reason="他人作废的原因")
        page = keeper.post(address, sent)
        assert page.status_code == 200
        assert "他人作废的原因" in page.content.decode()
        typed = hidden(page)
        assert {name: typed[name] for name in self.sample.change} == self.sample.change
        before = type(record).objects.get(pk=record.pk)
        assert all(getattr(before, name) == getattr(record, name) for name in self.sample.change)

    @only(lambda register, sample: register.voidable)
    def test_voided_meanwhile_it_takes_no_file_section_or_end(self, world: World, keeper: Any, record: Any) -> None:
        pages = {name: address for name, address in self.screens(record).items() if name not in {"void", "restore"}}
        sent = {name: hidden(keeper.get(address)) for name, address in pages.items()}
        sent["attach"] = {"uploads": SimpleUploadedFile("批复.pdf", b"%PDF-1.7 sample")}
        ended = {self.register.ending.field: "2026-01-31"} if self.register.ending else {}
        record.void(by=world.users[self.sample.keeper], reason="重复")
        for name, address in pages.items():
            more = {**self.sample.section.get(name, {}), **ended}
            page = keeper.post(address, {**sent[name], **more})
            assert f"“{record}”已被" in page.content.decode(), name
            assert "先恢复，再修改" in keeper.get(address, follow=True).content.decode(), name
        assert type(record).objects.get(pk=record.pk).version == record.version

    @only(lambda register, sample: register.voidable)
    @pytest.mark.parametrize("what", ["void", "restore"])
    def test_what_others_changed_meanwhile_is_told_once_before_it_is_put_aside_or_brought_back(
        self, world: World, keeper: Any, record: Any, what: str
    ) -> None:
        record.void(by=world.users[self.sample.keeper], reason="重复登记")
        if what == "void":
            record.restore()
        address = self.register.url(what, record.pk)
        page = keeper.get(address)
        opened = page.context["seen"]
        assert f'name="seen" value="{opened}"' in page.content.decode()
        record.void(by=world.users[self.sample.keeper], reason="他人改过的原因")
        if what == "void":
            record.restore()
        told = keeper.post(address, {"reason": "登记错误", "seen": opened})
        assert (told.status_code, "已被他人修改" in told.content.decode()) == (200, True)
        assert "他人改过的原因" in told.content.decode()
        record.refresh_from_db()
        assert record.is_void is (what == "restore")
        assert keeper.post(address, {"reason": "登记错误", "seen": told.context["seen"]}).status_code == 302
        record.refresh_from_db()
        assert record.is_void is (what == "void")

    @only(lambda register, sample: register.ending)
    def test_it_ends_and_goes_on(self, world: World, keeper: Any, record: Any) -> None:
        close, name = self.register.url("close", record.pk), self.register.ending.field
        assert keeper.post(close, {**hidden(keeper.get(close)), name: "2999-01-01"}).status_code == 200
        keeper.post(close, {**hidden(keeper.get(close)), name: "2026-01-31"})
        record.refresh_from_db()
        assert str(getattr(record, name)) == "2026-01-31"
        reopen = self.register.url("reopen", record.pk)
        keeper.post(reopen, hidden(keeper.get(reopen)))
        record.refresh_from_db()
        assert getattr(record, name) is None

    @only(lambda register, sample: register.sections)
    def test_dated_sections_keep_what_held_before(self, world: World, keeper: Any, record: Any) -> None:
        for section in self.register.sections:
            address, values = self.register.url(section.name, record.pk), self.sample.section[section.name]
            keeper.post(address, {**hidden(keeper.get(address)), **values})
            keeper.post(
                address, {**hidden(keeper.get(address)), **values, "as_of": "2026-02-01", **self._other(values)}
            )
            assert getattr(record, section.related).count() == 2

    @only(lambda register, sample: register.attachments)
    def test_files_hang_on_it_by_content(self, world: World, keeper: Any, record: Any) -> None:
        attach = self.register.url("attach", record.pk)
        wrong = keeper.post(attach, {"uploads": SimpleUploadedFile("文件.pdf", b"not a pdf at all")})
        assert "不是可以接收的文件" in wrong.content.decode()
        keeper.post(attach, {"uploads": SimpleUploadedFile("批复.pdf", b"%PDF-1.7 sample")})
        page = keeper.get(self.register.url("detail", record.pk))
        (shown,) = page.context["files"]
        assert b"".join(keeper.get(shown["url"]).streaming_content) == b"%PDF-1.7 sample"
        if self.sample.outsider:
            assert world.client(self.sample.outsider).get(shown["url"]).status_code == 404

    @only(lambda register, sample: register.bulk)
    def test_many_are_changed_at_once_after_a_preview(self, world: World, keeper: Any, record: Any) -> None:
        for field in self.register.bulk:
            self._changed_after_a_preview(keeper, record, field)

    def _changed_after_a_preview(self, keeper: Any, record: Any, field: str) -> None:
        address, value, before = self.register.url("bulk"), self._bulk_value(field), getattr(record, field)
        chosen = {"record": [record.pk], "field": field}
        assert keeper.post(address, chosen).status_code == 200
        sent = {**chosen, f"version_{record.pk}": record.version, field: value}
        lines = keeper.post(address, {**sent, "step": "preview"}).context.get("lines")
        assert lines, f"the form does not take {value!r} for {field}: name another in Sample.bulk"
        assert lines[0].changes, (
            f"{value!r} changes nothing in {field} ({lines[0].refusal}): name another in Sample.bulk"
        )
        unseen = keeper.post(address, {**sent, "step": "save"}).content.decode()
        assert "在预览之后改过" in unseen, "what no preview showed is not saved"
        sent["previewed"] = value
        stale = {**sent, f"version_{record.pk}": record.version + 5}
        assert "没有保存任何一条" in keeper.post(address, {**stale, "step": "save"}).content.decode()
        record.refresh_from_db()
        assert getattr(record, field) == before
        keeper.post(address, {**sent, "step": "save"})
        record.refresh_from_db()
        assert getattr(record, field) != before

    @only(lambda register, sample: register.bulk)
    @pytest.mark.parametrize(("ticked", "told"), [([], "请先在列表中勾选"), (range(1, 502), "一次最多修改500条")])
    def test_nothing_ticked_or_too_much_leads_back_to_the_list(
        self, world: World, keeper: Any, ticked: Any, told: str
    ) -> None:
        sent = {"record": ",".join(map(str, ticked)), "field": self.register.bulk[0]}
        back = keeper.post(self.register.url("bulk"), sent, follow=True)
        assert back.redirect_chain[0][0] == self.register.url("list")
        assert told in back.content.decode()

    @only(lambda register, sample: register.menu)
    def test_the_menu_leads_to_it(self, world: World, keeper: Any) -> None:
        assert self.register.url("list") in keeper.get("/").content.decode()

    @only(lambda register, sample: register.panel_levels)
    def test_the_page_of_its_unit_shows_it(self, world: World, keeper: Any, record: Any) -> None:
        panel, unit = self.register.url("at", world[self.sample.place].pk), world[self.sample.place]
        assert panel in keeper.get(f"/offices/divisions/{unit.pk}/").content.decode()
        assert self.register.url("detail", record.pk) in keeper.get(panel).content.decode()
        if self.sample.outsider:
            assert world.client(self.sample.outsider).get(panel).status_code == 404

    def _listed(self, client: Any) -> list[Any]:
        rows: list[Any] = client.get(self.register.url("list")).context["rows"]
        return rows

    def _bulk_value(self, field: str) -> str:
        """What the sample says, else what its ``change`` says, else what suits the type."""
        kind = self.register.model._meta.get_field(field).get_internal_type()
        usual = {"DateField": "2019-09-09", "BooleanField": "True"}
        value = self.sample.bulk.get(field) or self.sample.change.get(field) or usual.get(kind)
        assert value, f"say what {field} is to become: Sample(bulk={{{field!r}: …}}) in tests/registers/samples.py"
        return str(value)

    def _other(self, values: Any) -> dict[str, str]:
        """Some figure of a section, changed."""
        name = next(name for name, value in values.items() if str(value).isascii() and str(value).isdigit())
        return {name: str(int(values[name]) + 1)}
