"""Services of registered records, of the files hung on them, and of what is voided."""

import datetime
from typing import Any

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import voiding
from jian_minzheng.core.registers import attachments
from jian_minzheng.core.registers import writes as register_writes
from offices.registers.documents import DOCUMENTS
from offices.registers.homes import HOMES
from tests.scope.services.case import DAY, Case, fresh
from tests.scope.subjects import Subjects

CLEAN = attachments.CleanFile("新附件.pdf", "pdf", b"%PDF-1.7 another")


def _record(name: str, **more: Any) -> Case:
    def call(actor: Acting, subjects: Subjects) -> None:
        word = "offices:home void" if name == "record_bring_back" else "offices:home"
        getattr(register_writes, name)(actor, register=HOMES, record=fresh(subjects.records[word]), **more)

    return call


def _section(actor: Acting, subjects: Subjects) -> None:
    home = subjects.records["offices:home"]
    base, section = home.censuses.order_by("as_of").last(), HOMES.sections[0]
    row = section.model(home=home, as_of=datetime.date(2026, 1, 1), residents=5)
    register_writes.section_save(
        actor, register=HOMES, section=section, record=home, row=row, base=base, opened_version=base.version
    )


def _many(actor: Acting, subjects: Subjects) -> None:
    home = fresh(subjects.records["offices:home"])
    register_writes.records_change(
        actor,
        register=HOMES,
        records=[home],
        versions={home.pk: home.version},
        field="opened_on",
        value=datetime.date(2011, 1, 1),
    )


def _attachment(name: str, **more: Any) -> Case:
    def call(actor: Acting, subjects: Subjects) -> None:
        key = "offices:document"
        file = {} if name == "files_add" else {"attachment": subjects.records[f"{key} file"]}
        getattr(attachments, name)(actor, register=DOCUMENTS, record=subjects.records[key], **file, **more)

    return call


def _voiding(name: str, word: str, **more: Any) -> Case:
    def call(actor: Acting, subjects: Subjects) -> None:
        getattr(voiding, name)(actor, record=fresh(subjects.records[word]), **more)

    return call


SERVICES: dict[str, Case] = {
    "jian_minzheng.core.editing.voiding.record_void": _voiding("record_void", "photo", reason="误填"),
    "jian_minzheng.core.editing.voiding.record_restore": _voiding("record_restore", "voided_photo"),
    "jian_minzheng.core.registers.writes.record_save": _record("record_save", opened_version=1),
    "jian_minzheng.core.registers.writes.section_save": _section,
    "jian_minzheng.core.registers.writes.record_end": _record("record_end", opened_version=1, on=DAY),
    "jian_minzheng.core.registers.writes.record_put_aside": _record("record_put_aside", reason="误填"),
    "jian_minzheng.core.registers.writes.record_bring_back": _record("record_bring_back"),
    "jian_minzheng.core.registers.writes.records_change": _many,
    "jian_minzheng.core.registers.attachments.files_add": _attachment("files_add", files=[CLEAN]),
    "jian_minzheng.core.registers.attachments.file_put_aside": _attachment("file_put_aside", reason="误传"),
    "jian_minzheng.core.registers.writes.record_save: by city_officer": _record("record_save", opened_version=1),
}
