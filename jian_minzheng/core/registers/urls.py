"""The addresses of a register's screens."""

from typing import Any

from django.urls import URLPattern, path

from jian_minzheng.core.registers import bulk, changing, files, screens
from jian_minzheng.core.registers.declaration import Register


def urls_of(register: Register) -> list[URLPattern]:
    """``homes/`` … ``homes/<pk>/restore/`` with their names; only those that the declaration gives reason for."""

    def at(route: str, view: Any, what: str, **more: Any) -> URLPattern:
        given = {"register": register, **more}
        pattern: URLPattern = path(f"{register.slug}/{route}", view, given, name=f"{register.name}_{what}")
        return pattern

    new = "new/<id:unit_pk>/" if register.begun_at_unit else "new/"
    patterns = [
        at("", screens.record_list, "list"),
        at("export/", screens.record_export, "export"),
        at(new, changing.record_create, "create"),
        at("<id:pk>/", screens.record_detail, "detail"),
        at("<id:pk>/history/", screens.record_changes, "history"),
        at("<id:pk>/edit/", changing.record_edit, "edit"),
    ]
    patterns += [
        at(f"<id:pk>/{section.name}/", changing.record_section, section.name, section=section)
        for section in register.sections
    ]
    if register.panel_levels:
        patterns.append(at("at/<id:unit_pk>/", screens.records_at, "at"))
    if register.bulk:
        patterns.append(at("bulk/", bulk.records_bulk, "bulk"))
    if register.ending:
        patterns.append(at("<id:pk>/close/", changing.record_close, "close"))
        patterns.append(at("<id:pk>/reopen/", changing.record_reopen, "reopen"))
    if register.voidable:
        patterns.append(at("<id:pk>/void/", changing.record_void, "void"))
        patterns.append(at("<id:pk>/restore/", changing.record_restore, "restore"))
    if register.attachments:
        patterns.append(at("<id:pk>/attach/", files.file_attach, "attach"))
        patterns.append(at("<id:pk>/files/<id:file_pk>/", files.file_download, "file"))
        patterns.append(at("<id:pk>/files/<id:file_pk>/void/", files.file_void, "file_void"))
        patterns.append(at("<id:pk>/files/<id:file_pk>/restore/", files.file_restore, "file_restore"))
    return patterns
