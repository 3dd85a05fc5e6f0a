"""文件种类: the dictionary of kinds of documents, kept by the city."""

from collections.abc import Mapping
from typing import Any

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.columns import Column, linked
from jian_minzheng.core.registers.declaration import REGISTRY, Register
from jian_minzheng.core.registers.filters import ListFilter, StateFilter
from jian_minzheng.core.registers.listing import Listing
from offices.models import Division, DocumentKind
from offices.models.divisions import Level
from offices.roles import Capability


def kind_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Kinds in use, or those out of use."""
    return DocumentKind.objects.visible_to(identity).filter(voided_at__isnull=values.get("state") != "void")


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    for kind in rows:
        kind.row_url = DOCUMENT_KINDS.url("detail", kind.pk)


class KindFilter(ListFilter):
    search = ("label", "everyday_names", "standards")
    search_hint = "名称、常见叫法或条款"

    state = StateFilter([("void", "已停用")], label="状态", empty_label="在用", method="as_rows")

    def as_rows(self, rows: Any, name: str, value: str) -> Any:
        return rows  # ``kind_rows`` has begun with those of the state


COLUMNS = [
    Column(
        "label",
        "名称",
        lambda kind: kind.label,
        show=lambda kind: linked(kind.row_url, kind.label),
        order=("label",),
        text=True,
        optional=False,
    ),
    Column("standards", "对应条款", lambda kind: kind.standards, order=("standards",), text=True),
    Column("review", "建议复审周期(月)", lambda kind: kind.review_months, order=("review_months",), number=True),
    Column("displayed", "一般要求上墙", lambda kind: kind.displayed),
    Column("names", "常见叫法", lambda kind: kind.everyday_names),
    Column("source", "来源", lambda kind: kind.source, hidden=True),
    Column("confidence", "可信度", lambda kind: kind.confidence, hidden=True),
    Column("code", "代码", lambda kind: kind.code, hidden=True),
]


class KindForm(EditForm):
    class Meta:
        model = DocumentKind
        fields = [
            "label", "code", "levels", "standards", "review_months", "displayed", "everyday_names", "particulars",
            "source", "confidence",
        ]  # fmt: skip


DOCUMENT_KINDS = REGISTRY.add(
    Register(
        model=DocumentKind,
        name="document_kind",
        slug="document-kinds",
        app="offices",
        title="文件种类",
        icon="tags",
        menu=195,
        view=Capability.KEEP_CITY,
        kept_at={Level.CITY: Capability.KEEP_CITY},
        place="keeper",
        units=lambda identity: Division.objects.visible_to(identity).filter(level=Level.CITY),
        listing=Listing(
            name="document_kinds",
            title="文件种类",
            rows=kind_rows,
            columns=COLUMNS,
            filters=KindFilter,
            order=("pk",),
            load=load_rows,
        ),
        form=KindForm,
        hint="登记制度文件时可选的种类；停用的不再提供，已登记的文件不变。",
    )
)
