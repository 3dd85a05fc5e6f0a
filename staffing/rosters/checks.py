"""What must hold for a row about a person, whatever it came from."""

import datetime
import re

from intake.lines.checks import tell_notes, tell_too_long
from intake.lines.rows import Row
from intake.lines.told import Problem
from intake.units.columns import UNIT_FIELDS
from jian_minzheng.core import id_numbers
from jian_minzheng.core.days import Span, fault
from staffing.rosters.positions import Doubt, Roster
from staffing.vocabulary import Employment

_PAST_DATES = {"birth_date": Span.BIRTH, **dict.fromkeys(("work_start", "from_date", "filed_on"), Span.PAST)}
_WORKING_AGE = 14
_SEVERAL_VILLAGES = re.compile(
    r"(?:[二三四五六七八2-8几多]个|两个?)(?:行政)?(?:村|社区|居委会)(?!民?小组)"
    r"|(?:村|社区)(?:委会)?[、，,和与及/][\u4e00-\u9fff]{1,5}(?:村|社区)"
    r"|(?:兼[任管职]?|代管|同时负责|另外?负责|还负责)(?![任管职本该])[\u4e00-\u9fff]{2,5}?(?:村|社区)"
)
"""兼龙口村民政专干, 同时负责横巷、高陇两村; 兼任本村妇女主任 speaks of one village only."""


def check_row(row: Row, roster: Roster, today: datetime.date) -> None:
    """All that is to be said of a single row, anew. The order is that in which people would read it."""
    row.issues.clear()
    for key, problem in row.problems.items():
        if _settled_by_number(row, key, problem):
            row.warn(key, "birth_from_id", "写法有几种读法，已按身份证号确定。")
        else:
            row.complain(key, problem.code, problem.message, options=problem.options)
    tell_notes(row)
    _required(row)
    _identity_number(row)
    _dates(row, today)
    _position(row, roster)
    _employment(row)
    _villages(row)
    tell_too_long(row)


def _settled_by_number(row: Row, key: str, problem: Problem) -> bool:
    """``1985.1`` may be January or October: the identity number knows, if it is born on one of the days in question."""
    number = row.get("id_number")
    if key != "birth_date" or problem.code != "date_ambiguous" or not number:
        return False
    months = {option.text.removesuffix("-01").replace("-", "") for option in problem.options}
    return any(number[6:].startswith(month) for month in months)


def _required(row: Row) -> None:
    kind = row.kind
    for key in kind.required:
        if not row.get(key) and not _told(row, key):
            row.complain(key, "required_missing", f"“{kind.fields[key].label}”没有填写。")
    if row.unit is None and not any(issue.field in UNIT_FIELDS for issue in row.issues):
        label = kind.fields[kind.unit_field].label
        row.complain(kind.unit_field, "required_missing", f"没有写明“{label}”，无法确定这一行属于哪个单位。")
    if not row.get("id_number") and not _told(row, "id_number"):
        row.warn("id_number", "id_missing", "没有填身份证号，将按姓名与本单位已登记人员核对。")


def _identity_number(row: Row) -> None:
    """Sex and birth date stand in the identity number: a contradiction is an error, a gap is filled."""
    row.take_back("id_number")
    number = row.get("id_number")
    if not number:
        return
    born, sex = id_numbers.birth_date(number), id_numbers.sex(number)
    written_sex, written_born = row.get("sex"), row.get("birth_date")
    if written_sex and written_sex != sex:
        row.complain("sex", "sex_mismatch", "性别与身份证号第17位不一致，请核对性别和身份证号。")
    if written_born and written_born != born and not _same_month(row, written_born, born):
        row.complain("birth_date", "birth_mismatch", "出生日期与身份证号第7至14位不一致，请核对。")
    if not row.kept_out():
        row.derive("sex", sex, "id_number")
        row.derive("birth_date", born, "id_number")


def _same_month(row: Row, written: datetime.date, born: datetime.date) -> bool:
    return "birth_date" in row.rough and (written.year, written.month) == (born.year, born.month)


def _dates(row: Row, today: datetime.date) -> None:
    for key, span in _PAST_DATES.items():
        value = row.get(key)
        if value and value > today:
            row.complain(key, "date_future", "日期晚于今天，请核对。")
        elif value and (said := fault(value, span)):
            row.complain(key, "date_implausible", said)
    born = row.get("birth_date")
    for key in ("work_start", "from_date"):
        value = row.get(key)
        if born and value and value.year - born.year < _WORKING_AGE:
            row.complain(key, "date_before_birth", f"按出生日期，当时不满{_WORKING_AGE}岁，请核对。")


def _position(row: Row, roster: Roster) -> None:
    """Whether a unit has a leader is asked by a standard: nobody becomes or misses being one without a word."""
    position, doubt = roster.read(row.get("title") or "")
    if doubt is Doubt.TAKEN:
        row.warn("title", "position_guessed", f"这一职务按“{position.label}”登记，请核对；不是的请写明现任职务。")
    elif doubt is Doubt.NOT_TAKEN:
        message = f"看不出这一职务是不是本单位的负责人，按“{position.label}”登记，请核对；是的请写明，例如 所长、院长。"
        row.warn("title", "position_guessed", message)
    if besides := roster.besides(row.get("title") or ""):
        others = "、".join(one.label for one in besides)
        message = f"写到不止一个岗位：只登记了“{position.label}”，兼任的{others}请另起一行，在岗方式写“兼任”。"
        row.warn("title", "positions_several", message)


def _employment(row: Row) -> None:
    """That somebody is established is enough to count; which of the types it is, is to be completed."""
    if row.get("employment") == Employment.ESTABLISHED and not _told(row, "employment"):
        message = "只写了在编，没有写是行政编制还是哪种事业编制：按“在编(类别未登记)”登记，请补填。"
        row.warn("employment", "employment_rough", message)


def _villages(row: Row) -> None:
    """A post is at one village: that somebody sees to others as well must not go under in a remark."""
    if row.kind.unit_field != "village":
        return
    for key in ("note", "title"):
        if _SEVERAL_VILLAGES.search(row.get(key) or "") and not _told(row, key):
            message = (
                "写到不止一个村(居)：只登记了这一行所在的村(居)，还在别的村(居)任职的请另起一行，在岗方式写“兼任”。"
            )
            row.warn(key, "villages_several", message)


def _told(row: Row, key: str) -> bool:
    return any(issue.field == key for issue in row.issues)
