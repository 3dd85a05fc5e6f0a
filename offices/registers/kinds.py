"""Dictionaries of kinds as registers, kept by the city, and what registers whose records have kinds share."""

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django.db.models import Q
from django.urls import reverse

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers.columns import Column, link_column
from jian_minzheng.core.registers.declaration import REGISTRY, Register
from jian_minzheng.core.registers.filters import UNREADABLE, ListFilter, StateFilter
from jian_minzheng.core.registers.listing import Listing
from offices.models import Division
from offices.models.divisions import Level
from offices.roles import Capability


class KindFilter(ListFilter):
    search = ("label", "everyday_names", "standards")
    search_hint = "名称、常见叫法或条款"

    state = StateFilter([("void", "已停用")], label="状态", empty_label="在用", method="as_rows")

    def as_rows(self, rows: Any, name: str, value: str) -> Any:
        return rows  # the rows of ``kind_register`` have begun with those of the state


LABEL = [
    link_column("label", "名称"),
    Column("standards", "对应条款", lambda kind: kind.standards, order=("standards",), text=True),
]
NAMES = [
    Column("names", "常见叫法", lambda kind: kind.everyday_names),
    Column("source", "来源", lambda kind: kind.source, hidden=True),
    Column("confidence", "可信度", lambda kind: kind.confidence, hidden=True),
    Column("code", "代码", lambda kind: kind.code, hidden=True),
]


def kind_register(
    *, model: Any, name: str, slug: str, title: str, menu: int, own: Sequence[Column], form: type[EditForm], hint: str
) -> Register:
    """Declare the register of a dictionary; ``own`` are the columns that this one has besides."""

    def rows(identity: Identity, values: Mapping[str, Any]) -> Any:
        """Kinds in use, or those out of use."""
        return model.objects.visible_to(identity).filter(voided_at__isnull=values.get("state") != "void")

    def load(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
        for kind in rows:
            kind.row_url = reverse(f"offices:{name}_detail", args=[kind.pk])

    columns = [*LABEL, *own, *NAMES]
    listing = Listing(
        name=f"{name}s", title=title, rows=rows, columns=columns, filters=KindFilter, order=("pk",), load=load
    )
    return REGISTRY.add(
        Register(
            model=model,
            name=name,
            slug=slug,
            app="offices",
            title=title,
            icon="tags",
            menu=menu,
            view=Capability.KEEP_CITY,
            kept_at={Level.CITY: Capability.KEEP_CITY},
            place="keeper",
            units=lambda identity: Division.objects.visible_to(identity).filter(level=Level.CITY),
            listing=listing,
            form=form,
            hint=hint,
        )
    )


def kind_filter(model: Any) -> django_filters.ModelChoiceFilter:
    """Records of one kind of their dictionary."""
    return django_filters.ModelChoiceFilter(
        field_name="kinds",
        queryset=model.objects.all(),
        label="种类",
        empty_label="全部",
        error_messages={"invalid_choice": UNREADABLE},
    )


def kinds_column() -> Column:
    """The kinds of a record, however many."""
    return Column("kinds", "种类", lambda row: "、".join(kind.label for kind in row.kinds.all()))


def kinds_offered(record: Any, fitting: Q | None = None) -> Any:
    """What a form offers: kinds in use (that are ``fitting``), and those that the record has already."""
    had = record.kinds.values("pk") if record.pk else []
    usable = Q(voided_at__isnull=True) & (fitting or Q())
    return record._meta.get_field("kinds").related_model.objects.filter(usable | Q(pk__in=had))


def particulars_of(record: Any) -> str:
    """Hint what records of these kinds usually say; empty where none says anything."""
    kinds = record.kinds.exclude(particulars="") if record.pk else []
    hints = [mask_text(f"{kind}：{kind.particulars.replace('|', '、')}") for kind in kinds]
    return f"一般包括——{'；'.join(hints)}。" if hints else ""
