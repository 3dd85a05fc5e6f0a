"""Columns of the list and of its export, declared once."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from typing import Any

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.masking import mask_text
from offices.models.divisions import Level
from offices.places import Places
from offices.roles import Capability
from staffing.models import Appointment
from staffing.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One post with the county and township of its work place; ``kept``: the reader's area keeps this person."""

    post: Appointment
    county: str = ""
    township: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``value(row)`` as text or number; ``sort`` names what the database orders by, if it can.

    ``shown`` says whether the column stands in the list until somebody chooses otherwise; ``numbers`` marks what only
    identities that may see personal numbers get at all.
    """

    key: str
    label: str
    value: Callable[[Row], Any]
    sort: str = ""
    shown: bool = False
    numeric: bool = False
    numbers: bool = False

    def cell(self, row: Row) -> Any:
        """What list and export show: personal numbers that somebody typed into a text are masked."""
        value = self.value(row)
        return mask_text(value) if isinstance(value, str) and not self.numbers else value


def _day(value: Any) -> str:
    return human_date(value) if value else ""


def _unit(row: Row) -> str:
    """A home by its name, the others by place and office; a village stands for itself."""
    post = row.post
    office = {Kind.STATION_STAFF: "民政所", Kind.BUREAU_STAFF: "民政局"}.get(Kind(post.kind), "")
    return post.home.name if post.home else f"{post.work_division.name}{office}"


def _holder(row: Row) -> str:
    return row.post.post_division.name if row.post.post_division else "民政系统以外"


COLUMNS = (
    Column("name", "姓名", lambda r: r.post.person.name, sort="person__pinyin", shown=True),
    Column("county", "县(市、区)", lambda r: r.county),
    Column("township", "乡镇(街道)", lambda r: r.township, shown=True),
    Column("unit", "工作单位", _unit, sort="work_division__path", shown=True),
    Column("kind", "岗位类别", lambda r: r.post.get_kind_display()),
    Column("position", "岗位", lambda r: r.post.get_position_display(), sort="position", shown=True),
    Column("title", "职务", lambda r: r.post.title),
    Column("employment", "编制类型", lambda r: r.post.get_employment_display(), sort="employment", shown=True),
    Column("working_mode", "在岗方式", lambda r: r.post.get_working_mode_display().split("(")[0], shown=True),
    Column("holder", "编制所在单位", _holder),
    Column("channel", "进入方式", lambda r: r.post.get_channel_display()),
    Column("sex", "性别", lambda r: r.post.person.get_sex_display()),
    Column("education", "学历", lambda r: r.post.person.get_education_display()),
    Column("social_work", "社工资格", lambda r: r.post.person.get_social_work_title_display()),
    Column("id_number", "身份证号", lambda r: r.post.person.masked_id_number, shown=True, numbers=True),
    Column("phone", "联系电话", lambda r: r.post.person.masked_phone, numbers=True),
    Column("pay", "月工资报酬(元)", lambda r: r.post.monthly_pay, sort="monthly_pay", numeric=True),
    Column("payer", "工资承担方", lambda r: r.post.get_payer_display()),
    Column("from_date", "到岗日期", lambda r: _day(r.post.from_date), sort="from_date", shown=True),
    Column("to_date", "离岗日期", lambda r: _day(r.post.to_date), sort="to_date"),
    Column("filed_on", "备案日期", lambda r: _day(r.post.filed_on), sort="filed_on"),
)

_AT_LEVEL = {"city": "county"}  # readers of the whole city need the county beside the township

_FULL: dict[str, Callable[[Row], Any]] = {
    "id_number": lambda r: (r.post.person.id_number or "") if r.kept else r.post.person.masked_id_number,
    "phone": lambda r: r.post.person.phone if r.kept else r.post.person.masked_phone,
}


def columns_for(identity: Identity) -> list[Column]:
    """Every column the identity may choose from; without the right to numbers there is not even a masked one."""
    may = identity.can(Capability.REVEAL_NUMBERS)
    return [column for column in COLUMNS if may or not column.numbers]


def chosen(identity: Identity, keys: Iterable[str]) -> list[Column]:
    """The columns named by ``keys`` in the order of the declaration; the usual ones when none is."""
    wanted, available = set(keys), columns_for(identity)
    picked = [column for column in available if column.key in wanted]
    return picked or [column for column in available if column.shown or column.key == _AT_LEVEL.get(identity.level)]


def with_full_numbers(columns: Iterable[Column]) -> list[Column]:
    """The same columns, with whole numbers: for the one export that is allowed and audited."""
    return [replace(column, value=_FULL[column.key]) if column.key in _FULL else column for column in columns]


def rows_of(posts: Iterable[Appointment], *, kept: Container[int] = frozenset()) -> list[Row]:
    """Rows for these posts; one query for the names of the units above all of them.

    ``kept`` holds the ids of the persons whose whole numbers the reader may export.
    """
    listed = list(posts)
    places = Places.of(post.work_division for post in listed)
    return [
        Row(
            post,
            county=places.name(post.work_division, Level.COUNTY),
            township=places.name(post.work_division, Level.TOWNSHIP),
            kept=post.person_id in kept,
        )
        for post in listed
    ]
