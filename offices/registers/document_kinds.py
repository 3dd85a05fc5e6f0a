"""文件种类: the dictionary of kinds of documents, kept by the city."""

from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.columns import Column
from offices.models import DocumentKind
from offices.registers.kinds import kind_register

COLUMNS = [
    Column("review", "建议复审周期(月)", lambda kind: kind.review_months, order=("review_months",), number=True),
    Column("displayed", "一般要求上墙", lambda kind: kind.displayed),
]


class KindForm(EditForm):
    class Meta:
        model = DocumentKind
        fields = [
            "label", "code", "levels", "standards", "review_months", "displayed", "everyday_names", "particulars",
            "source", "confidence",
        ]  # fmt: skip


DOCUMENT_KINDS = kind_register(
    model=DocumentKind,
    name="document_kind",
    slug="document-kinds",
    title="文件种类",
    menu=195,
    own=COLUMNS,
    form=KindForm,
    hint="登记制度文件时可选的种类；停用的不再提供，已登记的文件不变。",
)
