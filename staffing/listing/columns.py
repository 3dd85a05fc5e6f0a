"""Columns of the list of people and of its export, declared once. A row is a post; ``load_posts`` adds its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers.columns import Column
from jian_minzheng.core.registers.listing import RowAction
from offices.models.divisions import Level
from offices.places import Places
from offices.roles import Capability
from staffing.models import Person
from staffing.posts.lent import wholly_within
from staffing.vocabulary import Kind, Treatment, WorkingMode

_EXPLAINED = re.compile(r"\([^()]*\)$")
"""What a label says at its end to explain itself; a bracket within is part of it: 长期病(产)假."""
_OFFICES = {Kind.STATION_STAFF: "民政所", Kind.BUREAU_STAFF: "民政局"}
_VOIDED = SafeString(' <span class="tag">已作废</span>')


def load_posts(identity: Identity, posts: list[Any], values: Mapping[str, Any]) -> None:
    """Attach names of county and township, the address of the person, and whether the reader's area keeps the person.

    Of the others the list says who held the post and when, no particulars: as the person's page does.
    """
    people = {post.person_id for post in posts}
    kept = set(Person.objects.kept_by(identity).filter(pk__in=people).values_list("pk", flat=True))
    places = Places.of(post.work_division for post in posts)
    for post in posts:
        post.county_name = places.name(post.work_division, Level.COUNTY)
        post.township_name = places.name(post.work_division, Level.TOWNSHIP)
        post.row_url = reverse("staffing:person_detail", args=[post.person_id])
        post.kept = post.person_id in kept


def _name(post: Any) -> SafeString:
    return format_html('<a href="{}">{}</a>{}', post.row_url, post.person.name, _VOIDED if post.is_void else "")


def _unit(post: Any) -> str:
    """A home by its name, the others by place and office; a village stands for itself."""
    return str(post.home) if post.home else f"{post.work_division.name}{_OFFICES.get(Kind(post.kind), '')}"


def _mode(post: Any) -> str:
    return _EXPLAINED.sub("", dict(WorkingMode.choices).get(post.working_mode_then, ""))


def _pay(post: Any) -> Decimal | None:
    pay: Decimal | None = post.monthly_pay_then
    return pay


def _treatment(post: Any) -> str:
    return dict(Treatment.choices).get(post.treatment_then, "")


def _of_kept(particular: Callable[[Person], str]) -> Callable[[Any], str]:
    return lambda post: particular(post.person) if post.kept else ""


def _holder(post: Any) -> str:
    return post.post_division.name if post.post_division else "民政系统以外"


def post_actions(identity: Identity, post: Any) -> list[RowAction]:
    """What whoever looks may do with a post, right from a list; the rest stands on the person's page."""
    if not identity.can(Capability.EDIT_PEOPLE):
        return []
    if post.is_void:
        return [_action("恢复", "post_restore", post)] if wholly_within(identity, post) else []
    ending = [_action("离岗", "post_end", post)] if post.to_date is None else []
    return [_action("修改任职", "post_edit", post), *ending]


def _action(label: str, page: str, post: Any) -> RowAction:
    return RowAction(label, reverse(f"staffing:{page}", args=[post.pk]))


_NUMBERS = Capability.REVEAL_NUMBERS
COLUMNS = (
    Column("name", "姓名", lambda post: post.person.name, show=_name, order=("person__pinyin",), optional=False),
    Column("county", "县(市、区)", lambda post: post.county_name, hidden=True),
    Column("township", "乡镇(街道)", lambda post: post.township_name),
    Column("unit", "工作单位", _unit, order=("work_division__path",)),
    Column("kind", "岗位类别", lambda post: post.get_kind_display(), hidden=True),
    Column("position", "岗位", lambda post: post.get_position_display(), order=("position",)),
    Column("title", "职务", lambda post: post.title, hidden=True),
    Column("employment", "编制类型", lambda post: post.get_employment_display(), order=("employment",)),
    Column("working_mode", "在岗方式", _mode),
    Column("holder", "编制所在单位", _holder, hidden=True),
    Column("channel", "进入方式", lambda post: post.get_channel_display(), hidden=True),
    Column("sex", "性别", _of_kept(lambda person: person.get_sex_display()), hidden=True),
    Column("education", "学历", _of_kept(lambda person: person.get_education_display()), hidden=True),
    Column("social_work", "社工资格", _of_kept(lambda person: person.get_social_work_title_display()), hidden=True),
    Column(
        "id_number",
        "身份证号",
        _of_kept(lambda person: person.masked_id_number),
        needs=_NUMBERS,
        css="numeric-code",
    ),
    Column(
        "phone",
        "联系电话",
        _of_kept(lambda person: person.masked_phone),
        needs=_NUMBERS,
        hidden=True,
        css="numeric-code",
    ),
    Column(
        "pay",
        "月工资报酬(元)",
        _pay,
        order=("monthly_pay_then",),
        number=True,
        hidden=True,
    ),
    Column("payer", "工资承担方", lambda post: post.get_payer_display(), hidden=True),
    Column("treatment", "待遇标准", _treatment, hidden=True),
    Column("from_date", "到岗日期", lambda post: post.from_date, order=("from_date",)),
    Column("to_date", "离岗日期", lambda post: post.to_date, order=("to_date",), hidden=True),
    Column("filed_on", "备案日期", lambda post: post.filed_on, order=("filed_on",), hidden=True),
)

_WHOLE = {
    "id_number": _of_kept(lambda person: person.id_number or ""),
    "phone": _of_kept(lambda person: person.phone),
}


def columns_of(identity: Identity) -> list[Column]:
    """Who reads the whole city needs the county beside the township at once."""
    wide = identity.level == Level.CITY
    return [replace(column, hidden=False) if wide and column.key == "county" else column for column in COLUMNS]


def whole_columns_of(identity: Identity) -> list[Column]:
    """The same columns with whole numbers: for the one export that is allowed and audited."""
    return [
        replace(one, value=_WHOLE[one.key], whole=True) if one.key in _WHOLE else one for one in columns_of(identity)
    ]
