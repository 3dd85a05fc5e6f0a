"""制度文件目录: papers on file, of the kinds that the city's dictionary has."""

from collections.abc import Mapping
from typing import Any

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TablePart
from offices.models import DocumentKind, OfficeDocument
from offices.models.divisions import Level
from offices.registers.documents import DOCUMENTS
from offices.registers.tables.kinds import kinds_of
from offices.registers.tables.names import NAMES, UNITS, column, columns
from offices.registers.tables.over import PAPER_OVER
from offices.registers.tables.terms import made_known, on_the_wall, term_follows, term_said

_EXPIRY = [
    ("长期", OfficeDocument.Expiry.NONE),
    ("长期有效", OfficeDocument.Expiry.NONE),
    ("永久", OfficeDocument.Expiry.NONE),
    ("长期执行", OfficeDocument.Expiry.NONE),
    ("无限期", OfficeDocument.Expiry.NONE),
    ("无期限", OfficeDocument.Expiry.NONE),
    ("定期复审", OfficeDocument.Expiry.MONTHS),
    ("规划期", OfficeDocument.Expiry.PLAN),
]


def _expiry(given: Mapping[str, Any], before: Any) -> dict[str, Any]:
    """A paper that names its period of review, or the end of its plan, expires by it."""
    ways = {"review_months": OfficeDocument.Expiry.MONTHS, "plan_ends_on": OfficeDocument.Expiry.PLAN}
    said = [way for name, way in ways.items() if name in given]
    return {"expires_by": said[0], **given} if len(said) == 1 else dict(given)


_TITLE = column("document_title", "标题", OfficeDocument, "title", sample="工作规章")
_DATED = column("dated", "成文日期", OfficeDocument, reads="date")
_DOCUMENT = [
    _TITLE,
    column(
        "document_kinds",
        "种类",
        OfficeDocument,
        "kinds",
        reads="choices",
        dictionary=lambda: kinds_of(DocumentKind),
        help="可以写几种，用顿号分开；登记新文件时必填",
        sample="工作规章、岗位职责",
    ),
    column("document_number", "文号", OfficeDocument, "number", help="没有文号的不用填"),
    _DATED,
    *columns(OfficeDocument, "valid_from", reads="coming"),
    *columns(OfficeDocument, "valid_to", reads="ending"),
    *columns(
        OfficeDocument,
        "expires_by",
        reads="choice",
        alternatives=_EXPIRY,
        says=term_said,
        help="例如 长期有效、5年、至2030年6月30日、2026—2030年；不填按长期有效登记",
    ),
    *columns(
        OfficeDocument,
        "review_months",
        reads="count",
        measures=("个月", "月"),
        help="填了即按复审周期计算有效期，例如 24",
        sample="24",
    ),
    *columns(OfficeDocument, "reviewed_on", reads="date"),
    *columns(
        OfficeDocument,
        "plan_ends_on",
        reads="ending",
        help="规划期的最后一天，填了即以规划期满为限",
        sample="2030-12-31",
    ),
    *columns(OfficeDocument, "published", reads="yes_no", says=made_known),
    column("document_published_on", "公布日期", OfficeDocument, "published_on", reads="date"),
    *columns(OfficeDocument, "displayed", reads="yes_no", says=on_the_wall),
    *columns(OfficeDocument, "particulars"),
    column("document_note", "备注", OfficeDocument, "note"),
]

_TERM = [
    column("term_from", "有效期写明的开始日期", reads="coming", unshown=True),
    column("term_months", "有效期的月数", reads="count", unshown=True),
    column("term_until", "有效期写明的终期", reads="coming", unshown=True),
]

DOCUMENT_TABLE = RegisterTable(
    key="document",
    label="制度文件",
    title="制度文件目录",
    group="台账",
    levels=(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
    named_by=_TITLE.key,
    wanted="“标题”或“文件名称”",
    synonyms={**UNITS, "unit": [*UNITS["unit"], *NAMES["document_unit"], *NAMES["issued_by"]]},
    weak=dict.fromkeys(NAMES["issued_by"], "发文机关，按它的单位登记"),
    stands_in={"dated": ("document_published_on", "valid_from")},
    over=PAPER_OVER,
    columns=[*_DOCUMENT, *_TERM],
    follows=term_follows,
    parts=[
        TablePart(
            key="document",
            register=DOCUMENTS,
            attributes=attributes_of(_DOCUMENT),
            identified_by=attributes_of([_TITLE, _DATED]),
            complete=_expiry,
            derived=lambda document: {"expires_on": document.last_day()},
        )
    ],
)
