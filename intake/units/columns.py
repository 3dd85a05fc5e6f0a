"""Columns that name units: what they hold, and how they are told by their values."""

import re

from intake.fields import Field, Parse, Target
from intake.grid import Cell
from intake.lexicon import SEQUENCE, ValuePattern
from intake.values import parse_text

CODE = "unit_code"
UNIT_FIELDS = ("unit", "village", "home", CODE)
"""Of which a row's own unit is told."""

_TOWNSHIP = re.compile(
    r"[\u3400-\u9fff]{1,10}(镇|乡|街道)(民政(所|办|站)|人民政府|政府|办事处)?|[\u3400-\u9fff]{2,8}民政所"
)
_VILLAGE = re.compile(r"[\u3400-\u9fff]{2,10}(村|社区|村委会|居委会)")
_HOME = re.compile(r"[\u3400-\u9fff]{2,12}(敬老院|养老院|福利院)")

UNIT_PATTERNS = (
    ValuePattern("unit", 0.75, lambda text: _TOWNSHIP.fullmatch(text) is not None),
    ValuePattern("village", 0.75, lambda text: _VILLAGE.fullmatch(text) is not None),
    ValuePattern("home", 0.75, lambda text: _HOME.fullmatch(text) is not None),
)


def plain_text(cell: Cell, _header: str) -> str:
    """A parser for fields that take any text."""
    return parse_text(cell)


def unit_fields(parse_unit: Parse = plain_text) -> tuple[Field, ...]:
    """The fields by which tables name units, and the running number beside them."""
    return (
        Field("unit", "所在单位", parse_unit, Target.UNIT, help="乡镇(街道)或民政所的名称", sample="某某镇"),
        Field("village", "村(居)", plain_text, Target.UNIT, help="村(社区)的名称", sample="某某村"),
        Field("home", "敬老院", plain_text, Target.UNIT, help="敬老院的名称", sample="某某镇敬老院"),
        Field(SEQUENCE, "序号", plain_text, Target.NOTHING),
    )


def code_field() -> Field:
    """The field of tables that name units by their codes."""
    told = "12位；写了代码的按代码找单位"
    return Field(CODE, "统计用区划代码", plain_text, Target.UNIT, help=told, sample="360821100201", as_text=True)
