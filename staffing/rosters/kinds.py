"""The kinds of roster, each a declaration: which fields, how a row finds its unit, which posts its titles stand for."""

import re
from dataclasses import dataclass

from intake.kinds import (
    AbsentWords,
    Default,
    Find,
    Kind,
    find_home,
    find_township,
    find_village,
    if_level,
    only_home,
)
from intake.lines.books import declare
from offices.models.divisions import Level
from staffing import vocabulary as v
from staffing.posts.keeping import POSTS_KEPT_AT
from staffing.rosters.book import PeopleBook
from staffing.rosters.lexicon import PEOPLE
from staffing.rosters.positions import Leader, Roster

_PERSON = (
    "name",
    "id_number",
    "sex",
    "birth_date",
    "ethnic_group",
    "politics",
    "education",
    "school",
    "social_work_title",
    "phone",
    "work_start",
)
_HIRED = ("title", "employment", "working_mode")
_PAID = ("monthly_pay", "payer", "insured", "note")
_ANYBODY = "工作人员|人员|专员|民政员"
_OUTSIDE = {"post_unit": "不是本次导入范围内的单位：按编制在外单位登记。"}


@dataclass(frozen=True, slots=True)
class _Placing:
    unit_field: str
    find: Find
    default: Default


_AT_STATION = _Placing("unit", find_township, if_level(Level.TOWNSHIP))
_IN_VILLAGE = _Placing("village", find_village, if_level(Level.VILLAGE))
_AT_HOME = _Placing("home", find_home, only_home)


def _roster(keys: tuple[str, ...], placing: _Placing, words: str, roster: Roster) -> Kind:
    """Declare one kind; ``words`` are what titles call such rosters, and no others."""
    kind = roster.kind
    label = str(kind.label)
    declared = Kind(
        key=kind.value,
        label=label,
        title=f"{label}花名册",
        group="人员花名册",
        sort="花名册",
        rank=0,
        lexicon=PEOPLE,
        keys=keys,
        unit_field=placing.unit_field,
        find=placing.find,
        default=placing.default,
        kept_at=(POSTS_KEPT_AT,),
        levels=(roster.level,),
        required=("name",),
        further_units=_OUTSIDE if "post_unit" in keys else {},
        words=re.compile(words),
        absent=AbsentWords("可能已离岗", "另有 {} 人将办理离岗。", "办理离岗 {} 人"),
        taken_back="作废任职",
        whole_numbers=True,
        current_page="staffing:roster_current",
    )
    return declare(declared, PeopleBook(roster))


_roster(
    ("unit", *_PERSON, *_HIRED, "post_unit", "channel", "from_date", *_PAID),
    _AT_STATION,
    r"民政所|所长|乡镇民政|街道民政",
    Roster(
        kind=v.Kind.STATION_STAFF,
        leader=Leader(
            office="民政",
            titles=frozenset({"所长", "站长"}),
            likely=frozenset({"主任", "负责人"}),
            head=v.Position.HEAD,
            deputy=v.Position.DEPUTY_HEAD,
        ),
        usual=v.Position.STAFF,
        holders=frozenset(
            f"{_ANYBODY}|所长|副所长|站长|副站长|主任|副主任|经办人|经办员|经办人员|干事|助理|助理员|办事员|科员|专干|协理员|信息员|会计|出纳|社工".split(
                "|"
            )
        ),
    ),
)
_roster(
    ("unit", "village", *_PERSON, *_HIRED, "channel", "from_date", "filed_on", *_PAID),
    _IN_VILLAGE,
    r"村级|民政专干|村\(居\)|村居|村干部|村\(社区\)",
    Roster(
        kind=v.Kind.VILLAGE_SPECIALIST,
        usual=v.Position.SPECIALIST,
        holders=frozenset(f"{_ANYBODY}|专干|协理员|信息员|助理员|联络员|社工".split("|")),
    ),
)
_roster(
    ("unit", "home", *_PERSON, *_HIRED, "channel", "from_date", "treatment", *_PAID),
    _AT_HOME,
    r"敬老院|养老院|福利院|护理员",
    Roster(
        kind=v.Kind.NURSING_HOME_STAFF,
        leader=Leader(
            office="敬老|养老|福利院|光荣院|颐养|照料|托养",
            titles=frozenset({"院长"}),
            likely=frozenset({"主任", "负责人"}),
            head=v.Position.DIRECTOR,
            deputy=v.Position.OTHER,
        ),
        words=(
            ("会计", v.Position.ACCOUNTANT),
            ("护理", v.Position.CARER),
            ("护工", v.Position.CARER),
            ("炊事", v.Position.COOK),
            ("厨", v.Position.COOK),
        ),
        usual=v.Position.OTHER,
        holders=frozenset(
            f"{_ANYBODY}|院长|副院长|会计|出纳|护理员|护理人员|护工|炊事员|厨师|管理员|服务员|保洁员|门卫".split("|")
        ),
    ),
)
