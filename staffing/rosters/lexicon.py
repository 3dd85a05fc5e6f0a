"""What columns of rosters can hold, how each is called, and how it is told by its values."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db.models import TextChoices

from intake.fields import Field, Parse, Target
from intake.grid import Cell
from intake.layout.column_values import could_be_money, digits
from intake.layout.joining import Joined, side_by_side
from intake.layout.naming import Column
from intake.layout.rivals import DOUBTFUL
from intake.layout.ticks import option
from intake.lexicon import Heard, Lexicon, TableWords, Unclear, ValuePattern
from intake.units.columns import UNIT_PATTERNS, plain_text, unit_fields
from intake.values import is_blank, parse_date, parse_money, parse_phone
from jian_minzheng.core.id_numbers import IdNumberError, check_id_number
from jian_minzheng.core.masking import mask_id_number
from jian_minzheng.core.phones import mask_phones
from jian_minzheng.core.registers.table_columns import read_synonyms
from staffing import vocabulary as v
from staffing.models import Appointment, Person
from staffing.names import tidy_name
from staffing.values.choices import on_committee, parse_answer
from staffing.values.code_lists import code_lists
from staffing.values.numbers import parse_id_number
from staffing.values.persons import parse_name
from staffing.values.remarks import read_remarks
from staffing.values.surnames import COMMON_SURNAMES
from staffing.values.texts import parse_note, parse_title, parse_unit

_FILE = Path(__file__).resolve().parents[1] / "data" / "roster_column_synonyms.csv"


_OPEN_TERM = re.compile(r"(.*[\d年月日号])\s?[-—–~～至到]{1,4}")


def _date(cell: Cell, header: str) -> Any:
    """``2015.3—`` under 起止时间 is a term that has not ended."""
    if "起止" in header and (begun := _OPEN_TERM.fullmatch(cell.text.strip())):
        cell = Cell(begun[1], begun[1])
    return parse_date(cell, read_remarks)


def _money(cell: Cell, header: str) -> Any:
    return parse_money(cell, header, read_remarks)


def _answer(key: str) -> Parse:
    return lambda cell, header: parse_answer(cell, key, header)


def _alone(parse: Any) -> Parse:
    return lambda cell, _header: parse(cell)


def _of(model: Any, key: str, label: str, parse: Parse, **said: Any) -> Field:
    """A field of a person or post: what is known may be emptied, but not what a person is told by, nor what must be."""
    column = model._meta.get_field(key)
    return Field(key, label, parse, column=column, clearable=column.blank and not column.unique, **said)


def _listed(model: Any, key: str, label: str, choices: type[TextChoices] | None = None, **said: Any) -> Field:
    """A field that is answered from a list."""
    words = dict(choices.choices) if choices else {}
    return _of(model, key, label, _answer(key), answers=code_lists()[key], words=words, **said)


_FIELDS = (
    _of(
        Person,
        "name",
        "姓名",
        _alone(parse_name),
        memoize=False,
        own=True,
        help="两字姓名中间不用空格",
        sought=tidy_name,
        sample="张三",
    ),
    _of(
        Person,
        "id_number",
        "身份证号",
        _alone(parse_id_number),
        memoize=False,
        own=True,
        as_text=True,
        wide=True,
        mask=mask_id_number,
        help="18位；单元格先设为“文本”格式再填，否则末几位会丢失",
        sample="11010119900307XXXX",
    ),
    _listed(Person, "sex", "性别", v.Sex),
    _of(Person, "birth_date", "出生日期", _date, dated=True, help="例如 1985-03-12 或 1985年3月"),
    _listed(Person, "ethnic_group", "民族", help="例如 汉族", sample="汉族"),
    _listed(Person, "politics", "政治面貌", v.Politics),
    _listed(Person, "education", "学历", v.Education),
    _of(Person, "school", "毕业院校及专业", plain_text, wide=True, sample="江西师范大学社会工作"),
    _listed(Person, "social_work_title", "社会工作职业资格", v.SocialWorkTitle),
    _of(
        Person,
        "phone",
        "联系电话",
        _alone(parse_phone),
        memoize=False,
        own=True,
        as_text=True,
        mask=mask_phones,
        sample="13800000000",
    ),
    _of(Person, "work_start", "参加工作时间", _date, dated=True),
    *unit_fields(parse_unit),
    Field("post_unit", "编制所在单位", plain_text, Target.UNIT, help="借调人员填编制所在的乡镇；不填为所在单位"),
    _of(Appointment, "title", "职务", _alone(parse_title), help="例如 所长、民政专干、护理员", sample="工作人员"),
    _listed(Appointment, "employment", "编制类型", v.Employment),
    _listed(Appointment, "working_mode", "在岗方式", v.WorkingMode, default=v.WorkingMode.REGULAR.value),
    _listed(Appointment, "channel", "进入方式", v.Channel),
    _of(Appointment, "monthly_pay", "月工资报酬(元)", _money, measured=True, amount="money", sample="2500"),
    _listed(Appointment, "payer", "工资承担方", v.Payer),
    _listed(Appointment, "treatment", "待遇标准", v.Treatment, help="是否按事业单位的工资福利和保险待遇"),
    _listed(Appointment, "insured", "参加社会保险", help="是 或 否"),
    _of(Appointment, "filed_on", "县局备案日期", _date, dated=True),
    _of(Appointment, "from_date", "到岗日期", _date, dated=True, help="到现单位工作的日期"),
    _of(Appointment, "note", "备注", _alone(parse_note), wide=True, sample="此行是示例，导入时不读取"),
    *(
        Field(key, label, plain_text, Target.NOTHING)
        for key, label in (
            ("age", "年龄"),
            ("native_place", "籍贯"),
            ("party_date", "入党时间"),
            ("other_title", "职称"),
            ("residents", "供养情况"),
            ("certificate", "持证情况"),
            ("ignored", "其他情况"),
        )
    ),
)

# Names of columns.

_OTHER_PEOPLE = re.compile(
    r"家庭|家属|配偶|爱人|丈夫|妻子|子女|父亲|母亲|父母|紧急联系|联系人|监护人|户主|供养对象|服务对象|老人|特困|低保"
    r"|领导|负责人|介绍人|担保人|填表|填报人|审核"
)
_WHOLE_COLUMNS = re.compile(r"^(填报单位|供养对象人数|服务对象)$")
_BEFORE = re.compile(r"^(原|曾|前(?!往)|拟|历任|以前|过去)")
_BORROWED_FROM_OR_TO = re.compile(r"^(借调|借用|抽调)(单位|地点|部门)$")
_LEAVING = re.compile(r"退休|离职|离岗|辞职|调离|调出|离开|解聘|到龄|退出")
_TERM = re.compile(r"合同|协议|期限|有效期|起止|到期|截止")
_ARRIVAL = re.compile(
    r"^(何时)?(进入?|到|来|调入|调到|入(?=职|岗|所|院工作|本|现))"
    r"(?!党|团|伍|学|编|会|期|龄|修|城|户|账|款|党校|住)(?!.*(公务员|编制|队伍|体制|系统|机关|干部|行业))"
    r".{1,12}?(工作)?的?(时间|日期|年月|年月日)$"
)
_ARRIVAL_SHORT = re.compile(r"^(何时)(进|到|来|调入).{1,10}$|^调入(时间|日期|年月)$")
_APPOINTED = re.compile(
    r"(何时|开始)?(任现职务?|任职|任命|聘任|聘用|聘请|招聘|录用|选聘|选任|受聘|起聘|入职|上岗|上任|到任|到岗|就任"
    r"|担?任现?(所长|院长|站长|民政专干|专干|协理员|信息员|本职|职务?))的?(起始|开始)?(时间|日期|年月|年月日)|何时(任现?职|聘用|上岗|到岗|上任|入职)"
)
_ASKED = re.compile(r"^(是否|是不是)(为|是|属于|属|由)?")
_TERM_WRITTEN = "写的是任职的起止时间，按开始的时间读取，请核对"
_WEAK = {
    **dict.fromkeys(("任职起止时间", "任职起止年月", "任职起止日期", "聘用起止时间", "任职起止"), _TERM_WRITTEN),
    "任现职时间": "写的是任职时间，按到岗时间读取，请核对",
    "任职时间": "写的是任职时间，按到岗时间读取，请核对",
    "任职日期": "写的是任职时间，按到岗时间读取，请核对",
    "从事民政工作时间": "从事民政工作的时间不一定是到现单位的时间，按到岗时间读取，请核对",
    "第一学历": "第一学历不一定是最高学历，请核对",
    "全日制学历": "全日制学历不一定是最高学历，请核对",
    "在职学历": "在职学历不一定是最高学历，请核对",
}
_OTHER_TABLES = re.compile(
    r"供养(对象|人员|方式|类别|标准)|特困|五保|低保|老人(姓名|名单|名册|信息|花名)|在院(老人|人员|对象)|入住|入院时间|自理|救助对象"
    r"|服务对象|残疾|孤儿|儿童|优抚|物资|设备|资产|收入|支出|金额"
)
_OURS = re.compile(r"工作人员|职工|员工")
_STATED = re.compile(r"在岗|在职|参保|缴纳|购买|参加")
_MAJOR = re.compile("专业")
_WHOSE = re.compile(
    r"(?:民政所|民政办|民政|敬老院|养老院|福利院|村级民政|村级|村民政|农村)?"
    r"(?P<post>(?!(?:本人|个人|职员|成员|员工|党员|团员|会员|.*(?<!工作)(?<!经办)(?<!护理)人员)$)"
    r"(?:副?(?:所长|院长|站长|主任|书记|镇长|乡长|村长|主席|组长)|支书|专干|干事|助理|会计|出纳|护工|厨师|炊事|社工|门卫|[^所院站镇乡村]{0,3}[员人]"
    r"|(?:村|社区|分管|主管|主要|驻村|包村|乡镇|县局)[\u4e00-\u9fff]{0,4}(?:主任|书记|领导|干部|文书|专干|镇长|乡长|局长))[1-9一二三四五]?)"
)
"""Whose a column may say it is: by a post, or by any word for somebody who does something."""
_USUAL = re.compile("工作人员|专干|协理员|信息员|护理员")


def _refuses(whole: str, last: str, known: Mapping[str, str]) -> str:
    if _OTHER_PEOPLE.search(whole) and not _WHOLE_COLUMNS.match(last):
        return "说的是其他人，不读取"
    if _BEFORE.match(last):
        return "说的是以前或拟任的情况，不读取"
    if _BORROWED_FROM_OR_TO.match(last):
        return "分不清是借出到的单位还是编制所在单位，不读取；如是编制所在单位请指定"
    if _TERM.search(last) and last not in known:
        return "说的是期限，不读取"
    if _LEAVING.search(last) and last not in known:
        return "说的是离开的情况，不读取"
    return ""


def _hears(last: str) -> Heard | None:
    """进民政所工作时间: any place may stand in it."""
    if _ARRIVAL.match(last) or _ARRIVAL_SHORT.match(last):
        return Heard("from_date", 0.85, "列名是到某处工作的时间")
    if _APPOINTED.fullmatch(last):
        return Heard("from_date", 0.8, _WEAK["任职时间"])
    if _ASKED.match(last) and on_committee(_ASKED.sub("", last)):
        return Heard("employment", 0.85, "问的是是不是村(居)干部")
    return None


def _stated(key: str, word: str) -> bool:
    """是否在岗 is answered by yes and no in the list itself, as is 是否持社工证."""
    return key == "social_work_title" or _STATED.search(word) is not None


# Looks of values.

_MOBILE = re.compile(r"1[3-9]\d{9}(\.0)?")
_NAME = re.compile(r"[\u3400-\u9fff]{2,3}")
_NO_NAMES = frozenset(
    [
        "高中",
        "初中",
        "中专",
        "大专",
        "本科",
        "党员",
        "团员",
        "群众",
        "汉族",
        "所长",
        "会计",
        "在编",
        "在岗",
        "干部",
        "农民",
    ]
)


def _is_id_number(text: str) -> bool:
    try:
        check_id_number(text)
    except IdNumberError:
        return False
    return True


def _is_name(text: str) -> bool:
    return bool(text) and text[0] in COMMON_SURNAMES and _NAME.fullmatch(text) is not None and text not in _NO_NAMES


def _could_be_id_number(cell: Cell) -> bool:
    return cell.damaged or digits(cell) >= 14 or re.search(r"\d[Ee]\+\d|\d\*{2}", cell.text) is not None


def _could_be_phone(cell: Cell) -> bool:
    return 7 <= digits(cell) <= 36 and not _is_id_number("".join(cell.text.split()))


def _could_be_sex(cell: Cell) -> bool:
    text = unicodedata.normalize("NFKC", cell.text).strip().upper()
    return text[:1] in ("男", "女", "M", "F") or text in ("1", "2", "1.0", "2.0")


def _could_be_name(cell: Cell) -> bool:
    text = "".join(cell.text.split())
    return digits(cell) < 3 and re.search(r"[^\W\d]", text) is not None and text not in {"男", "女"} | _NO_NAMES


# Several columns of one field.


def _highest(columns: Sequence[Column], cells: Sequence[Cell]) -> Joined:
    """The higher of several educations, told where they differ. One that cannot be read speaks for itself."""
    field = PEOPLE.fields["education"]
    filled = [column for column in columns if column.index < len(cells) and not is_blank(cells[column.index])]
    if not filled:
        return Joined()
    codes = {column: option(field, cells[column.index].text) for column in filled}
    unread = next((column for column in filled if codes[column] is None), None)
    said = "、".join(f"{column.header}为{cells[column.index].text}" for column in filled)
    if unread:
        told = ("education_highest", f"{said}，读取的是{unread.letter}列，请核对。") if len(filled) > 1 else None
        return Joined(cells[unread.index], note=told)
    best = min(filled, key=lambda column: codes[column] or "")
    others = [column for column in filled if codes[column] != codes[best]]
    if not others:
        return Joined(cells[best.index])
    return Joined(cells[best.index], note=("education_highest", f"{said}，按最高的登记。"))


def _school_first(columns: Sequence[Column], cells: Sequence[Cell]) -> Joined:
    """School beside its subject, the school first."""
    return side_by_side(sorted(columns, key=lambda column: "专业" in column.header), cells)


def _school_and_subject(guess: Column, best: Column, _sure: bool) -> bool:
    apart = bool(_MAJOR.search(guess.header)) != bool(_MAJOR.search(best.header))
    return apart and _heading(guess) == _heading(best)


def _heading(guess: Column) -> str:
    """What a column stands under."""
    return guess.header.rpartition("/")[0]


def _one_of_several(guess: Column, _best: Column, sure: bool) -> bool:
    return not sure and guess.confidence > DOUBTFUL


_WORDS = TableWords(
    tail=re.compile(r"(工作)?(人员|专干)?(花名册|名册|名单|情况表|登记表|统计表|信息表|一览表|情况|信息)?$"),
    title=re.compile(r"(表|册|名单|名录|台账|汇总|情况|信息|人员)(\([^)]*\))?\d*$"),
    group=re.compile(r"(人员|名单|编制|岗位|部门|民政所|敬老院|养老院|福利院|街道|社区|小组|专干|办公室|情况)$"),
    about=re.compile(r"民政|人员|名册|名单"),
    front=re.compile(r"^(本人|个人|二代|第二代|干部|职工|员工|人员|所属|目前|现有|专干|护理员)(?=..)"),
    former=re.compile(
        r"离任|离职|离岗|退休|退出|调出|辞职|解聘|历任|旧|备份|作废|副本|copy|backup|\bold\b", re.IGNORECASE
    ),
    asked=re.compile(r"(?<=.)(人员|身份)$|^由(?=..)"),
)

PEOPLE = Lexicon(
    fields={one.key: one for one in _FIELDS},
    synonyms=read_synonyms(_FILE),
    wanted="“姓名”“身份证号”",
    anchors=frozenset({"name", "id_number"}),
    named_by="name",
    words=_WORDS,
    certain=("id_number",),
    asked_with=dict.fromkeys(("sex_mismatch", "birth_mismatch"), "id_number"),
    identified_by=("name", "id_number"),
    alike=frozenset({"name"}),
    ticks=("employment", "channel", "working_mode", "politics", "education", "social_work_title", "payer", "sex"),
    stated=_stated,
    unclear={
        "politics": Unclear("politics_unclear", "只写了不是{}，看不出是群众、团员还是其他：政治面貌未登记，请补填。"),
        f"employment={v.Employment.COMMITTEE_MEMBER}": Unclear(
            "employment_unclear", "只写了不是{}，看不出是哪种用工：编制类型未登记，请补填。"
        ),
        "employment": Unclear("employment_unclear", "只写了不在编，看不出是哪种用工：编制类型未登记，请补填。"),
    },
    denied={("working_mode", v.WorkingMode.REGULAR): v.WorkingMode.CONCURRENT},
    rough_ticks=frozenset({v.Employment.ESTABLISHED}),
    value_patterns=(
        ValuePattern("id_number", 0.95, _is_id_number),
        ValuePattern("phone", 0.85, lambda text: _MOBILE.fullmatch(text) is not None),
        ValuePattern("sex", 0.85, lambda text: text in ("男", "女")),
        ValuePattern("name", 0.7, _is_name),
        *UNIT_PATTERNS,
    ),
    could_be={
        "id_number": _could_be_id_number,
        "phone": _could_be_phone,
        "sex": _could_be_sex,
        "name": _could_be_name,
        "monthly_pay": could_be_money,
    },
    sure_patterns=frozenset({"id_number", "phone", "sex"}),
    refuses=_refuses,
    hears=_hears,
    weak=_WEAK,
    vague=frozenset(["身份", "人员身份", "状态", "来源", "待遇", "级别", "类别", "单位", "其他", "说明", "编号"]),
    topmost={
        "phone": re.compile(r"手机|移动|本人"),
        **dict.fromkeys(("education", "school"), re.compile(r"最高|现学历|现有学历|目前学历")),
    },
    other_tables=(_OTHER_TABLES, _OURS),
    beside=frozenset({"sex", "id_number", "phone", "birth_date"}),
    whose=_WHOSE,
    usual=_USUAL,
    pieces="id_number",
    read_along=frozenset({("unit", "title")}),
    together={"school": _school_and_subject, "education": _one_of_several},
    joins={"education": _highest, "school": _school_first},
)
